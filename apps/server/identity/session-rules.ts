/** What is known of a session, as far as its end depends on it. Times in milliseconds. */
export type SessionTimes = {
  seenAt: number
  endsAt: number
  idleSeconds: number
  /** Somebody ended it, its person was shut out, or its device was. */
  ended: boolean
}

/** Why a session is not live; undefined while it is. Both limits: unused for too long, and too old. */
export const whyOver = (session: SessionTimes, now: number): 'ended' | 'idle' | 'old' | undefined => {
  if (session.ended) return 'ended'
  if (now >= session.endsAt) return 'old'
  if (now >= session.seenAt + session.idleSeconds * 1000) return 'idle'
  return undefined
}

/** The time of last use is kept to the minute: writing it at every request would cost a commit each. */
const grain = 60_000

export const mustTouch = (session: Pick<SessionTimes, 'seenAt' | 'idleSeconds'>, now: number): boolean =>
  now - session.seenAt >= Math.min(grain, session.idleSeconds * 250)
