import { z } from 'zod'

/** Why a whole request was not answered; nothing of it was taken. The status of HTTP stands beside each. */
export const wholeRefusals = {
  /** The session has ended, or is another person's: sign in, and send once more. Nothing leaves the phone's outbox. */
  'sign-in-needed': 401,
  /** This phone was revoked: the app erases what it holds. */
  revoked: 403,
  /** The request is no request of this protocol. */
  'not-understood': 400,
  /** Too much at once: the phone tries again by itself, later each time. */
  busy: 503,
} as const

export type WholeRefusal = keyof typeof wholeRefusals

/** Body of such an answer. */
export const refusalAnswer = z.strictObject({
  refused: z.enum(Object.keys(wholeRefusals) as [WholeRefusal, ...WholeRefusal[]]),
})
