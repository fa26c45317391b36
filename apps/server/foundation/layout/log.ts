import type { FastifyReply, FastifyRequest } from 'fastify'
import { pino, type DestinationStream, type Logger } from 'pino'

/**
 * An error for the log: its kind, code and where it came from. Its words are left out: the database quotes values in
 * them, and values may be personal data.
 */
const errorWithoutWords = (error: Error & { code?: unknown }): Record<string, unknown> => ({
  type: error.name,
  code: error.code,
  stack: error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n'),
})

/** Log on standard error, one JSON object a line: standard output is for the person who started the server. */
export const createLogger = (
  level: string,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: errorWithoutWords } },
    destination,
  )

/** One line for each request: the route's pattern, never the address typed, its query or where it came from. */
export const logResponse = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  request.log.info(
    {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    },
    'request',
  )
}
