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

/** What a line of the log says, where it is not a request: levels by number, as pino has them. */
const levels: Readonly<Record<number, string>> = { 40: 'Warning: ', 50: 'Error: ', 60: 'Fatal: ' }

/** A line of the log in words, for whoever sits before it: `14:05:09 GET /target/risk 200, 84 ms`. */
export const lineInWords = (line: string): string => {
  const { time, level, msg, method, route, status, milliseconds, err } = JSON.parse(line) as Record<
    string,
    unknown
  > & {
    err?: { type?: string; code?: string }
  }
  const clock = String(time).slice(11, 19)
  if (msg === 'request')
    return `${clock} ${method} ${route ?? 'unknown address'} ${status}, ${milliseconds} ms\n`
  const about = err ? ` (${[err.type, err.code].filter(Boolean).join(' ')})` : ''
  return `${clock} ${levels[Number(level)] ?? ''}${msg}${about}\n`
}

/** Standard error: words at a terminal, JSON for what gathers logs, or as asked for. */
export const standardError = (
  format: 'words' | 'json' = process.stderr.isTTY ? 'words' : 'json',
): DestinationStream => {
  const out = pino.destination({ fd: 2, sync: true })
  return format === 'words' ? { write: (line) => void out.write(lineInWords(line)) } : out
}

/** Log on standard error, one JSON object a line: standard output is for the person who started the server. */
export const createLogger = (level: string, destination: DestinationStream = standardError()): Logger =>
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
