import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bundleScript } from '../../apps/server/foundation/layout/scripts.ts'

const ofApp = (file: string): Promise<string> =>
  bundleScript(new URL(`../../apps/field/src/browser/${file}`, import.meta.url))

/**
 * Saves rows as the app does, by its own parts, one after the other with the pauses of a busy person, and tells which were called saved.
 * `begin(first, tries)`: goes on until `stop`, which resolves once nothing is being written. Where `tries` is false no room is
 * tried. `hold`: lets nothing be written until `letGo`. `read`: keys of all rows that are there.
 */
const script = `
  import { browserDatabase } from '/browser-database.js'
  import { browserDisk } from '/trial-write.js'
  const random = (count) => {
    const bytes = new Uint8Array(count)
    for (let at = 0; at < count; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536))
    return bytes
  }
  const sealed = (most) => ({ iv: random(12), data: random(Math.ceil(Math.random() * most)).buffer })
  const pause = (most) => new Promise((resolve) => setTimeout(resolve, Math.random() * most))
  const tried = browserDisk(caches, navigator.locks, random)
  const opened = (tries) =>
    browserDatabase('mettrace', 1, { blocked: () => undefined, outdated: () => undefined },
      tries ? tried : { ...tried, hasRoom: async () => true })
  let goesOn = false
  let work = Promise.resolve()
  window.begin = (first, tries) => {
    goesOn = true
    const database = opened(tries)
    work = (async () => {
      for (let row = first; goesOn; row++) {
        const key = String(row).padStart(10, '0')
        try {
          const transaction = (await database.open()).begin('strict')
          void transaction.add('outbox', key, sealed(4000))
          if (Math.random() < 0.3) void transaction.put('pages', String(row % 20), sealed(60000))
          await transaction.complete
          await window.saved(key)
        } catch {
          await pause(100)
        }
        await pause(60)
      }
    })()
  }
  // While this holds it, nothing is being written.
  window.hold = () => new Promise((held) => {
    void navigator.locks.request('mettrace disk', () => {
      held()
      return new Promise((resolve) => { window.letGo = resolve })
    })
  })
  window.stop = async () => {
    goesOn = false
    await work
  }
  window.read = async () => {
    const connection = await opened(true).open()
    return (await connection.read('outbox')).map(([key]) => key)
  }
  window.isReady = true
`

/** A page that saves and saves, and nothing else. */
export const openSavingPage = async (): Promise<{ address: string; close: () => void }> => {
  const files: Record<string, string> = {
    '/browser-database.js': await ofApp('browser-database.ts'),
    '/trial-write.js': await ofApp('trial-write.ts'),
    '/script.js': script,
  }
  const server = createServer(({ url }, response) => {
    const file = files[url ?? '']
    response.setHeader('content-type', file === undefined ? 'text/html' : 'text/javascript')
    response.end(
      file ?? '<!doctype html><title>Saving</title><script type="module" src="/script.js"></script>',
    )
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() }
}
