import { parentPort, workerData } from 'node:worker_threads'
import { simulate } from './simulate.ts'

const { postgres } = workerData as { postgres: boolean }
const opened = postgres ? (await import('./postgres/open-runs.ts')).openRuns() : undefined

const port = parentPort!
/** Runs the seeds that it is sent, one range after another; sent nothing, it ends. */
port.on('message', (range: { seeds: number; from: number } | null) => {
  void (async () => {
    const { runs, close } = (await opened) ?? {}
    if (range) port.postMessage(await simulate({ ...range, ...(runs && { runs }) }))
    else {
      await close?.()
      process.exit()
    }
  })()
})
