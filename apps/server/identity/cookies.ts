import type { FastifyReply, FastifyRequest } from 'fastify'

/** Cookies of ours. Only the names differ between https, where browsers hold them to this very host, and http. */
const names = { session: 'mettrace_session', attempt: 'mettrace_sign_in', device: 'mettrace_device' } as const
export type CookieName = keyof typeof names

const nameOf = (cookie: CookieName, secure: boolean): string =>
  secure ? `__Host-${names[cookie]}` : names[cookie]

export const readCookie = (
  request: FastifyRequest,
  cookie: CookieName,
  secure: boolean,
): string | undefined => request.cookies[nameOf(cookie, secure)]

/** `seconds`: how long the browser keeps it; without, until it closes. */
export const setCookie = (
  reply: FastifyReply,
  cookie: CookieName,
  secure: boolean,
  value: string,
  seconds?: number,
): void => {
  reply.setCookie(nameOf(cookie, secure), value, {
    httpOnly: true,
    secure,
    // Strict would not be sent on the way back from the identity provider, nor when a link in a message is followed.
    sameSite: 'lax',
    path: '/',
    ...(seconds === undefined ? {} : { maxAge: seconds }),
  })
}

export const clearCookie = (reply: FastifyReply, cookie: CookieName, secure: boolean): void => {
  reply.clearCookie(nameOf(cookie, secure), { httpOnly: true, secure, sameSite: 'lax', path: '/' })
}

/** Takes a session that is over away from the browser, and what its cache may hold of it. */
export const forgetSession = (reply: FastifyReply, secure: boolean): void => {
  clearCookie(reply, 'session', secure)
  reply.header('clear-site-data', '"cache"')
}
