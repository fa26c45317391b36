import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

/** Phones that come back: each waits, then sends what it has and asks what changed, over a connection of its own. */
export type Returning = {
  cookie: string
  /** Milliseconds after the beginning at which it comes back. */
  after: number
  questions: { path: string; body: string }[]
}

/** Milliseconds from a phone's first byte to its last answer, and the answers. */
export type Returned = { took: number; answers: { status: number; body: string }[] }

const { address } = workerData as { address: string }

const ask = (
  agent: Agent,
  cookie: string,
  path: string,
  body: string,
): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const asking = request(new URL(path, address), {
      agent,
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    })
    asking.on('error', reject)
    asking.on('response', (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
      )
    })
    asking.end(body)
  })

parentPort?.on('message', (phones: Returning[]) => {
  const come = async ({ cookie, after, questions }: Returning): Promise<Returned> => {
    await sleep(after)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const began = performance.now()
    const answers: Returned['answers'] = []
    for (const { path, body } of questions) answers.push(await ask(agent, cookie, path, body))
    const took = performance.now() - began
    agent.destroy()
    return { took, answers }
  }
  void Promise.all(phones.map(come)).then((returned) => parentPort?.postMessage(returned))
})
