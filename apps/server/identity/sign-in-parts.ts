import type { Database } from '../foundation/database.ts'
import type { RelyingParty } from './relying-party.ts'

/** What sign-in works with. Address and provider are asked for when needed: a port may be known only once it is open. */
export type SignInParts = {
  database: Database
  relyingParty: RelyingParty
  /** Origin that people reach the product at. */
  publicUrl: () => string
  /** The clock, for limits. */
  clock: () => Date
}

/** Whether cookies go over https only. */
export const isSecure = ({ publicUrl }: Pick<SignInParts, 'publicUrl'>): boolean =>
  publicUrl().startsWith('https:')
