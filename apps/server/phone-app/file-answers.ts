import type { FastifyReply, FastifyRequest } from 'fastify'
import { MetTraceError } from '../foundation/errors.ts'
import type { Answers } from '../foundation/room/room.ts'
import { makeSafeForApp } from '../foundation/safe-answers.ts'
import { buildAppFiles, type AppFile } from './app-files.ts'

let built: Promise<ReadonlyMap<string, AppFile>> | undefined

/** Built when it is first asked for, and again where that failed. */
const appFiles = (): Promise<ReadonlyMap<string, AppFile>> => {
  built ??= buildAppFiles()
  built.catch(() => (built = undefined))
  return built
}

const send = async (
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  keeping: string,
): Promise<FastifyReply> => {
  const file = (await appFiles()).get(name)
  if (!file) throw new MetTraceError('not_found', 'The phone app has no such file.')
  makeSafeForApp(reply)
  reply.header('cache-control', keeping).header('etag', file.etag).header('vary', 'accept-encoding')
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  if (zipped) reply.header('content-encoding', 'gzip')
  return reply.type(file.type).send(zipped ? file.gzipped : file.plain)
}

/** A phone asks every time whether there is a new version. */
const asked = 'no-cache'
/** Files whose name carries a digest of their content. */
const forEver = 'public, max-age=31536000, immutable'

type Named = { part: string; file: string }

export const answers: Answers = () => ({
  app: (request, reply) => send(request, reply, 'index.html', asked),
  file: (request, reply) => send(request, reply, (request.params as Named).file, asked),
  // Parts that come with the shell or later, such as the scanner: each file is named by its content.
  part: (request, reply) => {
    const { part, file } = request.params as Named
    return send(request, reply, `${part}/${file}`, forEver)
  },
})
