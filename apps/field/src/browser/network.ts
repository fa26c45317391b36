import type { Network, Question, Reply } from '@mettrace/phone-sync/ports'

const requestOf = (question: Question): [path: string, options: RequestInit] => {
  if (question.kind === 'page') {
    const { page, at, epoch } = question
    const [owner = '', part = ''] = page.split('/')
    const path = `pages/${encodeURIComponent(owner)}/${encodeURIComponent(part)}`
    return [`${path}?${new URLSearchParams({ at, epoch })}`, {}]
  }
  return [
    question.kind,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question.body),
    },
  ]
}

/** A body that is no JSON, of some portal or proxy, is no reply of ours; its status may still tell something. */
const bodyOf = async (response: Response): Promise<unknown> => {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

/** The server's addresses of the protocol, below `base`, with the cookie of the session. */
export const browserNetwork = (base: string): Network => ({
  ask: (question) => {
    const given = new AbortController()
    const [path, options] = requestOf(question)
    const reply = async (): Promise<Reply> => {
      const response = await fetch(`${base}/${path}`, {
        ...options,
        credentials: 'same-origin',
        // A sign-in page would be read as an answer.
        redirect: 'manual',
        cache: question.kind === 'page' ? 'no-cache' : 'no-store',
        signal: given.signal,
      })
      return { status: response.status, body: await bodyOf(response) }
    }
    return { reply: reply(), giveUp: () => given.abort() }
  },
})
