import type { FastifyInstance, FastifyRequest } from 'fastify'
import { MetTraceError } from '../errors.ts'

const notRead = (): MetTraceError =>
  new MetTraceError('usage', 'The form did not arrive whole. Choose the file and send it once more.')

/** A file as text; what no text holds is a sign that no file of ours has, so that its page can say that it is none. */
const textOf = async (value: string | Blob): Promise<string> =>
  typeof value === 'string' ? value : (await value.text()).replaceAll('\u0000', '\uFFFD')

/** Fields of a form with files, each once or several times. Errors: `usage`. */
const fieldsOf = async (type: string, body: Buffer): Promise<Record<string, string | string[]>> => {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw notRead()
    })
  const fields = new Map<string, string[]>()
  for (const [name, value] of form) fields.set(name, [...(fields.get(name) ?? []), await textOf(value)])
  return Object.fromEntries(
    Array.from(fields, ([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
  )
}

/** Lets routes that say so take a form with a file: it comes as the text of its field, like any other. */
export const takeFiles = (app: FastifyInstance): void => {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (!request.routeOptions.config?.takesFile)
        throw new MetTraceError('usage', 'This form takes no file.')
      return fieldsOf(request.headers['content-type'] ?? '', body)
    },
  )
}
