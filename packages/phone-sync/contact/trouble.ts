/** Why a contact came to nothing, or not to all; the phone keeps what it has and says so. */
export type Trouble =
  | 'no-network'
  | 'no-answer-in-time'
  | 'server-busy'
  | 'sign-in-needed'
  | 'app-too-old'
  | 'not-understood'
  | 'phone-full'
  | 'store-closed'
  | 'our-fault'

/** In words for the person who holds the phone. */
export const troubleWords: Readonly<Record<Trouble, string>> = {
  'no-network': 'No network. Everything is saved on this phone; it tries again by itself.',
  'no-answer-in-time': 'The network is there, but the station did not answer in 10 seconds.',
  'server-busy': 'The station is busy. It tries again by itself.',
  'sign-in-needed': 'Sign in again to send. Nothing is lost.',
  'app-too-old': 'Update the app to send. Nothing is lost.',
  'not-understood':
    'The station answered what this app does not understand. Update the app, or tell the help desk.',
  'phone-full': 'This phone is full. Make room: delete pictures or apps.',
  'store-closed': 'The phone closed our storage. We open it again.',
  'our-fault': 'Something in this app went wrong. It tries again; tell the help desk if this stays.',
}

/** What a trouble is called; of what is in memory alone nobody is told that it is saved. */
export const wordsOf = (trouble: Trouble, isUnsaved: boolean): string =>
  trouble === 'no-network' && isUnsaved ? 'No network. It tries again by itself.' : troubleWords[trouble]

/** Carries a trouble up to whoever decides when to try again. */
export class InTrouble extends Error {
  readonly trouble: Trouble

  constructor(trouble: Trouble) {
    super(trouble)
    this.trouble = trouble
  }
}

/** The server has revoked this phone. */
export class Revoked extends Error {}
