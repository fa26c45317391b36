/** After so many milliseconds without a new controller somebody must be told that an update does not come. */
const patience = 10_000

export type Updates = {
  /** Lets the version that waits take over; every window then loads anew, once. Resolves to false where it does not come. */
  apply: () => Promise<boolean>
}

/**
 * Keeps the app on the phone. `waiting`: a new version is here and waits to be let in. `reload`: it has taken over, from this
 * window or from another one.
 */
export const keepUpToDate = async (
  worker: ServiceWorkerContainer,
  waiting: () => void,
  reload: () => void,
): Promise<Updates> => {
  // The first worker of a phone takes nothing over.
  let hadOne = worker.controller !== null
  let reloaded = false
  worker.addEventListener('controllerchange', () => {
    // A worker that the browser has cleared away is no new version.
    if (worker.controller === null) return
    if (hadOne && !reloaded) {
      reloaded = true
      reload()
    }
    hadOne = true
  })
  const registration = await worker.register('service-worker.js', { updateViaCache: 'none' })
  const look = (): void => {
    if (registration.waiting && worker.controller) waiting()
  }
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look)
  })
  look()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => undefined)
  })
  return {
    apply: () =>
      new Promise((resolve) => {
        worker.addEventListener('controllerchange', () => resolve(true), { once: true })
        setTimeout(() => resolve(false), patience)
        registration.waiting?.postMessage('apply-update')
      }),
  }
}
