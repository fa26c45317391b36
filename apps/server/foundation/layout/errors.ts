import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { wholeRefusals, type WholeRefusal } from '@mettrace/protocol/batch/whole-refusals'
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

/** Where the status says less than there is to say. */
const headingsByCode: Partial<Record<ErrorCode, string>> = {
  still_working: 'That is still being worked out',
  too_much_work: 'That is too much at once',
  stopped: 'That was stopped',
  database_silent: 'The database does not answer',
  disk_full: 'The disk is full',
}

/** What a visitor is told about an error: a MetTraceError's own words; nothing from inside of any other. */
const tell = (error: FastifyError | Error): Told => {
  if (error instanceof MetTraceError && error.code !== 'fault') {
    const { status, code, message } = error
    return { status, code, heading: headingsByCode[code] ?? headings[status] ?? 'That did not work', message }
  }
  // Row security refused: the page did not check.
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
      message:
        status === 413
          ? 'What was sent is larger than this page takes. Nothing was changed.'
          : 'The server could not make sense of what the browser sent.',
    }
  }
  return {
    status: errorCodes.fault.status,
    code: 'fault',
    heading: 'Sorry, there is a problem with MetTrace',
    message: 'Nothing was changed. Try again in a little while.',
    advice: 'If it goes on, tell the operator of this server and give the reference below.',
  }
}

const wantsJson = (request: FastifyRequest): boolean => {
  const accept = request.headers.accept ?? ''
  return accept.includes('application/json') && !accept.includes('text/html')
}

/** What a phone does about a status; one that is not here is told as to any other program. */
const refusals: Partial<Record<number, WholeRefusal>> = {
  400: 'not-understood',
  401: 'sign-in-needed',
  // Somebody is signed in, in a role that this duty is not of.
  403: 'sign-in-needed',
  413: 'not-understood',
  415: 'not-understood',
  429: 'busy',
  500: 'busy',
  503: 'busy',
}

const answer = (request: FastifyRequest, reply: FastifyReply, told: Told): FastifyReply => {
  const { status, code, message } = told
  reply.code(status).header('cache-control', 'no-store')
  const { forPhones } = request.routeOptions.config ?? {}
  const refused = forPhones ? refusals[status] : undefined
  if (refused) return reply.code(status === 403 ? status : wholeRefusals[refused]).send({ refused })
  if (forPhones || wantsJson(request)) return reply.send({ code, message, requestId: request.id })
  const requestId = status >= 500 ? request.id : undefined
  return sendPage(reply, status, 'foundation/layout/error.njk', { ...told, requestId })
}

/** An address that leads nowhere, unless what was there has moved: then it leads on. */
export const refuseUnknownAddress =
  (movedTo: (url: string) => string | undefined) =>
  (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const now = request.method === 'GET' || request.method === 'HEAD' ? movedTo(request.url) : undefined
    if (now !== undefined) return reply.redirect(now, 308)
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
  const cause = error instanceof MetTraceError && error.cause instanceof Error ? error.cause : error
  if (told.status >= 500 && told.code !== 'still_working') request.log.error({ err: cause }, 'request failed')
  else if ('code' in error && error.code === '42501')
    request.log.warn({ err: error }, 'refused by the database')
  return answer(request, reply, told)
}
