import type { Answers } from '../foundation/room/room.ts'
import type { FastifyRequest } from 'fastify'
import { MetTraceError } from '../foundation/errors.ts'
import { sendPage } from '../foundation/layout/views.ts'
import { clearCookie, readCookie, setCookie } from './cookies.ts'
import { openSession, type Browser, type OpenedSession } from './open-session.ts'
import { signInAnswerPath } from './paths.ts'
import { safeReturn } from './safe-return.ts'
import { attemptOf, newAttemptSecret } from './sign-in-attempt.ts'
import { isSecure, type SignInParts } from './sign-in-parts.ts'
import type { FastifyReply } from 'fastify'

const yearInSeconds = 365 * 24 * 3600
/** How long somebody may take at the provider. */
const attemptSeconds = 15 * 60

/** Why somebody is here, in words; anything else in the address says nothing. */
const reasons: Record<string, string> = {
  out: 'You are signed out.',
  everywhere: 'You are signed out on every device.',
  ended: 'Your session was ended. Sign in again to go on.',
  idle: 'You were signed out because nothing was done for a while. Sign in again to go on.',
  old: 'You were signed out because you had been signed in for long. Sign in again to go on.',
  pin: 'Sign in again to choose a new PIN on this phone.',
  again: 'That sign-in took too long, or was begun in another tab. Try again.',
  failed: 'We could not sign you in. Try again. If it happens again, tell the people who run this server.',
  away: 'The identity provider does not answer. Try again in a little while.',
  refused: 'You do not have access. Ask a MetTrace administrator.',
}

export const browserOf = (request: FastifyRequest, secure: boolean): Browser => ({
  deviceToken: readCookie(request, 'device', secure),
  sessionToken: readCookie(request, 'session', secure),
  userAgent: request.headers['user-agent'],
})

/** Gives the browser its session, and the device its name to be known by for a year. */
export const keepInBrowser = (reply: FastifyReply, opened: OpenedSession, secure: boolean): void => {
  setCookie(reply, 'session', secure, opened.token)
  setCookie(reply, 'device', secure, opened.deviceToken, yearInSeconds)
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const pack = (secret: string, to: string): string => `${secret}.${Buffer.from(to).toString('base64url')}`

const unpack = (value: string | undefined): { secret: string; to: string } | undefined => {
  const [secret, to] = value?.split('.') ?? []
  return secret && to !== undefined ? { secret, to: Buffer.from(to, 'base64url').toString() } : undefined
}

const again = (reply: FastifyReply, why: string, to: string): FastifyReply =>
  reply
    .header('cache-control', 'no-store')
    .redirect(`/sign-in?${new URLSearchParams({ why, ...(to === '/' ? {} : { to }) })}`, 303)

/** The way in: a page, the way to the provider, and the way back. */
export const answers: Answers<SignInParts> = (parts) => {
  return {
    signIn: async (request, reply) => {
      const { to, why } = request.query as Record<string, unknown>
      const words = Object.hasOwn(reasons, textOf(why) ?? '') ? reasons[textOf(why) ?? ''] : undefined
      return sendPage(reply, 200, 'identity/views/sign-in.njk', {
        words,
        good: why === 'out' || why === 'everywhere',
        href: `/sign-in/begin?${new URLSearchParams({ to: safeReturn(to), ...(words ? { ask: 'again' } : {}) })}`,
      })
    },
    beginSignIn: async (request, reply) => {
      const { to, ask } = request.query as Record<string, unknown>
      const path = safeReturn(to)
      const here = new URL(parts.publicUrl())
      // The provider comes back to the one address it knows: the cookie must be there too.
      if (request.headers.host !== here.host) {
        return reply.redirect(new URL(`/sign-in/begin?${new URLSearchParams({ to: path })}`, here).href, 303)
      }
      const secret = newAttemptSecret()
      const redirectUri = new URL(signInAnswerPath, here).href
      try {
        const provider = await parts.relyingParty.begin(attemptOf(secret), redirectUri, {
          askAgain: ask === 'again',
        })
        setCookie(reply, 'attempt', isSecure(parts), pack(secret, path), attemptSeconds)
        return await reply.header('cache-control', 'no-store').redirect(provider.href, 303)
      } catch (error) {
        request.log.error({ err: error }, 'the identity provider does not answer')
        return again(reply, 'away', path)
      }
    },
    answerSignIn: async (request, reply) => {
      const secure = isSecure(parts)
      const attempt = unpack(readCookie(request, 'attempt', secure))
      clearCookie(reply, 'attempt', secure)
      const { state } = request.query as Record<string, unknown>
      if (!attempt || state !== attemptOf(attempt.secret).state) return again(reply, 'again', '/')
      const to = safeReturn(attempt.to)
      try {
        const answered = new URL(request.url, parts.publicUrl())
        const vouched = await parts.relyingParty.finish(attemptOf(attempt.secret), answered)
        const opened = await openSession(parts.database, vouched, browserOf(request, secure), parts.clock())
        keepInBrowser(reply, opened, secure)
      } catch (error) {
        if (error instanceof MetTraceError && error.code === 'sign_in_refused')
          return again(reply, 'refused', to)
        request.log.warn({ err: error }, 'a sign-in failed')
        return again(reply, 'failed', to)
      }
      return reply.header('cache-control', 'no-store').redirect(to, 303)
    },
  }
}
