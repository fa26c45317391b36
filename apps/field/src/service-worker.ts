import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching'

// Puts every file of this version on the phone, and nothing else: what is sent and fetched is the page's own, and no time is
// read here, which a test of days could not move.

declare const self: EventTarget & {
  filesOfThisVersion: { url: string; revision: string | null }[]
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
}

cleanupOutdatedCaches()
precacheAndRoute(self.filesOfThisVersion, { ignoreURLParametersMatching: [/./] })

// The window that put the app on the phone is served by it too, so that a new version waits for it as for any other.
self.addEventListener('activate', () => void self.clients.claim())

// A new version waits until the person says so: an old window never misses a file of its own version.
self.addEventListener('message', (event) => {
  if ((event as MessageEvent<unknown>).data === 'apply-update') void self.skipWaiting()
})
