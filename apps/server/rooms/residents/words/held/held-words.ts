/** What became of a door, as phones tell it. */
export const outcomesTold = [
  'protected',
  'delivered',
  'refused',
  'come-back',
  'tell-sergeant',
  'no-answer',
  'leave-out',
] as const
export type OutcomeTold = (typeof outcomesTold)[number]

/** What pages and letters say in one language to whoever wants to see or correct what is held of them. */
export type HeldWords = {
  link: string
  title: string
  lead: string
  /** What becomes of what is typed here. */
  kept: string
  onPaper: string
  send: string
  haveCode: string
  code: { title: string; lead: string; label: string; hint: string; send: string }
  /** `{day}` stands for a day. */
  seen: {
    title: string
    who: string
    since: string
    notGiven: string
    kits: string
    noKits: string
    given: string
    before: string
    used: string
    notUsed: string
    visits: string
    noVisits: string
    outcomes: Record<OutcomeTold, string>
    asked: string
    asks: Record<'visit' | 'decline' | 'needs', string>
    all: string
    correct: string
    correctLead: string
    words: string
    send: string
  }
  said: { asked: string; askedCheck: string; askedAgain: string; corrected: string; correctedNext: string }
  errors: { code: string; check: string; wrong: string; words: string; late: string }
  /** `{address}`, `{day}`, `{from}` and `{to}` stand for where, when, and between which times. */
  letter: {
    subject: string
    household: string
    code: string
    where: string
    notYou: string
    visit: string
    change: string
  }
}
