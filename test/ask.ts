import { Agent, request } from 'node:http'

export const formType = 'application/x-www-form-urlencoded'

/** An answer as it came over the socket. */
export type Answer = {
  status: number
  /** Names and values as they were sent, in their order. */
  headers: [name: string, value: string][]
  location: string
  body: string
}

export type Question = {
  method: string
  path: string
  headers: Record<string, string>
  /** Fields of a form. */
  form?: Record<string, string>
  /** Or a body of any other kind, as it is. */
  body?: { type: string; text: string }
  /** Gives up after so many milliseconds. */
  patience?: number
}

/** Asks a server over a few connections that are kept open. */
export const asker = (
  address: string,
  connections = 8,
): { ask: (question: Question) => Promise<Answer>; close: () => void } => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const ask = ({ method, path, headers, form, body, patience }: Question): Promise<Answer> => {
    const payload = body?.text ?? (form && new URLSearchParams(form).toString())
    const type = body?.type ?? formType
    const sent = payload === undefined ? {} : { 'content-type': type }
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const asking = request(new URL(path, address), {
      agent,
      method,
      headers: { ...headers, ...sent },
      ...(patience === undefined ? {} : { signal: AbortSignal.timeout(patience) }),
    })
    asking.on('error', reject)
    asking.on('response', (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const raw = answer.rawHeaders
        const named = raw.flatMap((name, at): [string, string][] =>
          at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? '']] : [],
        )
        resolve({
          status: answer.statusCode ?? 0,
          headers: named,
          location: answer.headers.location ?? '',
          body: Buffer.concat(parts).toString('utf8'),
        })
      })
    })
    asking.end(payload)
    return promise
  }
  return { ask, close: () => agent.destroy() }
}
