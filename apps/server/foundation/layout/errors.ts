import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { errorCodes, MetTraceError, type ErrorCode } from '../errors.ts'
import { sendPage } from './views.ts'

type Told = { status: number; code: ErrorCode; heading: string; message: string; advice?: string }

const headings: Partial<Record<number, string>> = {
  400: 'That could not be understood',
  401: 'Sign in first',
  403: 'You may not do that',
  404: 'Page not found',
  409: 'There is not enough to tell',
  413: 'That is too large',
  429: 'Too many requests',
  503: 'MetTrace is not available for the moment',
}

/** What a visitor is told about an error: a MetTraceError's own words; nothing from inside of any other. */
const tell = (error: FastifyError | Error): Told => {
  if (error instanceof MetTraceError && error.code !== 'fault') {
    const { status, code, message } = error
    return { status, code, heading: headings[status] ?? 'That did not work', message }
  }
  // Row security refused: whatever the page forgot to ask, the database did.
  if ('code' in error && error.code === '42501') {
    const message = 'What you asked for is not for the role that you act in.'
    return {
      status: errorCodes.not_allowed.status,
      code: 'not_allowed',
      heading: headings[403] ?? '',
      message,
    }
  }
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  if (status >= 400 && status < 500) {
    return {
      status,
      code: status === 404 ? 'not_found' : 'usage',
      heading: headings[status] ?? 'That could not be understood',
      message: 'The server could not make sense of what the browser sent.',
    }
  }
  return {
    status: errorCodes.fault.status,
    code: 'fault',
    heading: 'Sorry, there is a problem with MetTrace',
    message: 'Nothing was changed. Try again in a little while.',
    advice: 'If it goes on, tell whoever runs this server and give the reference below.',
  }
}

const wantsJson = (request: FastifyRequest): boolean => {
  const accept = request.headers.accept ?? ''
  return accept.includes('application/json') && !accept.includes('text/html')
}

const answer = (request: FastifyRequest, reply: FastifyReply, told: Told): FastifyReply => {
  const { status, code, message } = told
  reply.code(status).header('cache-control', 'no-store')
  if (wantsJson(request)) return reply.send({ code, message, requestId: request.id })
  const requestId = status >= 500 ? request.id : undefined
  return sendPage(reply, status, 'foundation/layout/error.njk', { ...told, requestId })
}

/** An address that leads nowhere. */
export const refuseUnknownAddress = (): never => {
  throw new MetTraceError(
    'not_found',
    'If you typed the address, check that it is right. If you followed a link, it may be out of date.',
  )
}

/** The page for anything that went wrong; the log gets what the visitor does not. */
export const answerError = (
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const told = tell(error)
  if (told.status >= 500) request.log.error({ err: error }, 'request failed')
  else if ('code' in error && error.code === '42501')
    request.log.warn({ err: error }, 'refused by the database')
  return answer(request, reply, told)
}
