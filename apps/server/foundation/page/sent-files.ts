import type { FastifyInstance, FastifyRequest } from 'fastify'
import { MetTraceError } from '../errors.ts'

type SentFields = Record<string, string | string[] | Buffer>

const notRead = (): MetTraceError =>
  new MetTraceError('usage', 'The form did not arrive whole. Choose the file and send it once more.')

/** A file as text; what no text holds is a sign that no file of ours has, so that its page can say that it is none. */
const textIn = async (file: Blob): Promise<string> => (await file.text()).replaceAll('\u0000', '\uFFFD')

/** A field where no file was chosen: browsers send it without a name and without content. */
const isNoFile = (value: string | File): boolean =>
  typeof value !== 'string' && value.name === '' && value.size === 0

/** Fields of a form with files, each once or several times; of files as bytes, the last of a field. Errors: `usage`. */
const fieldsOf = async (type: string, body: Buffer, taken: 'as text' | 'as bytes'): Promise<SentFields> => {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw notRead()
    })
  const texts = new Map<string, string[]>()
  const files = new Map<string, Buffer>()
  for (const [name, value] of form) {
    if (isNoFile(value)) continue
    if (typeof value !== 'string' && taken === 'as bytes')
      files.set(name, Buffer.from(await value.arrayBuffer()))
    else
      texts.set(name, [...(texts.get(name) ?? []), typeof value === 'string' ? value : await textIn(value)])
  }
  const fields = Array.from(texts, ([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')])
  return Object.fromEntries([...fields, ...files]) as SentFields
}

/** Bytes of the file that a field was sent with; undefined where none was chosen. */
export const fileOf = (body: unknown, field: string): Buffer | undefined => {
  const value = (body as SentFields | undefined)?.[field]
  return Buffer.isBuffer(value) ? value : undefined
}

/** Lets routes that say so take a form with files, as text or as bytes. */
export const takeFiles = (app: FastifyInstance): void => {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      const { takesFile } = request.routeOptions.config ?? {}
      if (!takesFile) throw new MetTraceError('usage', 'This form takes no file.')
      return fieldsOf(request.headers['content-type'] ?? '', body, takesFile)
    },
  )
}
