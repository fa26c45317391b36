import { wholeRefusals, type WholeRefusal } from '@mettrace/protocol/batch/whole-refusals'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { allows } from '../foundation/access/may.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { actorOf } from '../foundation/signed-in.ts'
import { forgetSession, readCookie } from './cookies.ts'
import { isOfLostPhone } from './lost-phones.ts'
import { findSession } from './sessions.ts'
import { isSecure, type SignInParts } from './sign-in-parts.ts'
import { sameText } from './tokens.ts'

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD'

const wantsPage = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes('text/html')

/** Pages lead to sign-in and from there back; whoever asks for anything else is told. */
const askToSignIn = (request: FastifyRequest, reply: FastifyReply, why: string): FastifyReply => {
  if (!wantsPage(request)) throw new MetTraceError('sign_in_needed', 'Sign in to MetTrace first.')
  const to = isRead(request) ? request.url : '/'
  return reply
    .header('cache-control', 'no-store')
    .redirect(`/sign-in?${new URLSearchParams({ to, ...(why === 'unknown' ? {} : { why }) })}`, 303)
}

/** Every form carries the session's own value: besides Fetch Metadata, a second wall against pages of other sites. */
const checkForm = async (request: FastifyRequest): Promise<void> => {
  if (isRead(request) || request.signedIn === null || request.is404) return
  if (request.routeOptions.config?.forPhones) {
    // JSON is no form: a page of another site cannot send it without asking first, and is not answered.
    if (request.headers['content-type']?.startsWith('application/json')) return
    throw new MetTraceError('usage', 'Phones send JSON.')
  }
  const body = request.body as Record<string, unknown> | null | undefined
  const sent = request.headers['x-form-token'] ?? body?.['form_token']
  if (typeof sent !== 'string' || !sameText(sent, request.signedIn.formToken)) {
    throw new MetTraceError(
      'form_stale',
      'This form is from an earlier sign-in. Go back, load the page again, and send it once more.',
    )
  }
  if (body) delete body['form_token']
}

/** In the words of the phones’ protocol: erase everything. */
const refuseLostPhone = (reply: FastifyReply): FastifyReply =>
  reply
    .code(wholeRefusals.revoked)
    .header('cache-control', 'no-store')
    .send({ refused: 'revoked' satisfies WholeRefusal })

/**
 * Nothing is answered without a session but what says so itself (`config.open`): a route that forgets is closed. Sets
 * `request.signedIn`, and `request.actor` for the role in use.
 */
export const requireSession = (app: FastifyInstance, parts: SignInParts): void => {
  app.decorateRequest('signedIn', null)
  app.decorateRequest('actor', {
    getter() {
      return actorOf(this.signedIn)
    },
  })

  const isToldToErase = async (request: FastifyRequest): Promise<boolean> =>
    request.routeOptions.config?.forPhones === true &&
    isOfLostPhone(parts.database, {
      deviceToken: readCookie(request, 'device', isSecure(parts)),
      sessionToken: readCookie(request, 'session', isSecure(parts)),
    })

  app.addHook('onRequest', async (request, reply) => {
    const { open, anyRole, needs } = request.routeOptions.config ?? {}
    if (open) return
    const secure = isSecure(parts)
    const token = readCookie(request, 'session', secure)
    const found =
      token === undefined
        ? ({ over: 'unknown' } as const)
        : await findSession(parts.database, token, parts.clock())
    if ('over' in found) {
      if (await isToldToErase(request)) return refuseLostPhone(reply)
      if (token !== undefined) forgetSession(reply, secure)
      return askToSignIn(request, reply, found.over)
    }
    request.signedIn = found.signedIn
    if (anyRole || request.is404) return
    const { role } = found.signedIn
    if (role === null && isRead(request) && wantsPage(request)) {
      return reply.redirect(`/you?${new URLSearchParams({ to: request.url })}`, 303)
    }
    if (role === null) throw new MetTraceError('not_allowed', 'Choose the role to act in first.')
    if (needs && !allows(role, needs)) {
      throw new MetTraceError('not_allowed', 'This page is not for the role that you act in.')
    }
  })
  app.addHook('preValidation', checkForm)
}
