import type { PersonRole } from '../foundation/access/roles.ts'
import type { Database } from '../foundation/database.ts'
import { accountOfPerson } from '../foundation/person-account.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import {
  demonstrationIssuer,
  demonstrationPeople,
  type DemonstrationPerson,
} from '../identity/demonstration/people.ts'
import { openSession, type Browser, type OpenedSession } from '../identity/open-session.ts'
import { endSessions, signInActor } from '../identity/sessions.ts'
import { proofOf } from '../identity/tokens.ts'

/** So long a session is used before it is begun anew: shorter than any idle sign-out. */
const sessionLasts = 60_000

/** Somebody made up who is signed in as everybody is, and acts in their first posting. */
export class MadeUpPerson {
  readonly person: string
  protected readonly database: Database
  readonly #who: DemonstrationPerson
  #session: (OpenedSession & { until: number }) | undefined

  constructor(database: Database, subject: string, person: string) {
    this.database = database
    this.#who = demonstrationPeople.find((each) => each.subject === subject)!
    this.person = person
  }

  /** Does something at a desk. */
  async act<T>(purpose: string, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> {
    const actor = await this.signedIn()
    return this.database.withActor(actor, purpose, (tx) => work(tx, actor.id))
  }

  /** Ends the session, if there is one. */
  async signOut(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    if (!session) return
    const account = accountOfPerson(this.person)
    await this.database.withActor(signInActor, 'sign-out', (tx) =>
      endSessions(tx, { person: this.person }, account, new Date()),
    )
  }

  get #role(): PersonRole {
    return this.#who.postings[0]!.role
  }

  /** Who acts, with a session that is still good. */
  async signedIn(): Promise<Actor> {
    const now = new Date()
    if (!this.#session || this.#session.until < now.getTime()) {
      const browser: Browser = {
        deviceToken: this.#session?.deviceToken,
        sessionToken: this.#session?.token,
        userAgent: undefined,
      }
      const { name, subject } = this.#who
      const vouched = { issuer: demonstrationIssuer, subject, name, roles: [this.#role] }
      const opened = await openSession(this.database, vouched, browser, now)
      this.#session = { ...opened, until: now.getTime() + sessionLasts }
    }
    return {
      id: accountOfPerson(this.person),
      role: this.#role,
      proof: proofOf(this.#session.token),
    }
  }
}
