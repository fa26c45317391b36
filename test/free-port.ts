import { createServer } from 'node:net'

/** Ports below those that systems give to connections that go out: none of those takes it before it is used. */
const from = 10_000
const to = 30_000

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })

/** A port of this machine that nobody listens on. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = from + Math.floor(Math.random() * (to - from))
    if (await isFree(port)) return port
  }
}
