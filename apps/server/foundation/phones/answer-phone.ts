import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { wholeRefusals, type WholeRefusal } from '@mettrace/protocol/batch/whole-refusals'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { MetTraceError } from '../errors.ts'

const compress = promisify(gzip)

/** Below so many characters an answer is sent as it is. */
const short = 1_000

/** Answers a phone, compressed where it takes it. */
export const answerPhone = async (
  request: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
): Promise<FastifyReply> => {
  const text = JSON.stringify(body)
  reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding')
  const takes = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  if (!takes || text.length < short) return reply.send(text)
  return reply.header('content-encoding', 'gzip').send(await compress(text))
}

/** Refuses a phone's whole request in the words of its protocol. */
export const refusePhone = (reply: FastifyReply, refused: WholeRefusal): FastifyReply =>
  reply.code(wholeRefusals[refused]).send({ refused })

/** What a phone sent, as its schema reads it. Errors: `usage`. */
export const readFrom = <T>(schema: z.ZodType<T>, sent: unknown): T => {
  const read = schema.safeParse(sent)
  if (!read.success) throw new MetTraceError('usage', 'This is no request of the phones’ protocol.')
  return read.data
}
