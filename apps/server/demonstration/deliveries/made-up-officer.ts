import type { PhoneEvent } from '@mettrace/protocol/events/event'
import type { Fact } from '@mettrace/protocol/events/facts'
import {
  momentOf,
  type AssignmentId,
  type DeviceId,
  type EventId,
  type PersonId,
} from '@mettrace/protocol/words/values'
import type { Database } from '../../foundation/database.ts'
import { accountOfPerson } from '../../foundation/person-account.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import type { Actor, Transaction } from '../../foundation/with-actor.ts'
import {
  demonstrationIssuer,
  demonstrationPeople,
  type DemonstrationPerson,
} from '../../identity/demonstration/people.ts'
import { openSession, type Browser, type OpenedSession } from '../../identity/open-session.ts'
import { endSessions, signInActor } from '../../identity/sessions.ts'
import { proofOf } from '../../identity/tokens.ts'
import { lastSequence } from '../../rooms/deliver/sync/judge/known-events.ts'
import { takeBatch } from '../../rooms/deliver/sync/judge/take-batch.ts'
import { meetPhone } from '../../rooms/deliver/sync/phones/phones.ts'
import { madeUpId } from './made-up-id.ts'

/** Something that an officer recorded on a round, and when. */
export type Recorded = { assignment: string; at: Date; fact: Fact }

/** The same phone whenever the demonstration makes its owner walk. */
const phoneOf = (person: string): DeviceId => madeUpId(`made-up phone of ${person}`) as DeviceId

/** So long a session is used before it is begun anew: shorter than any idle sign-out. */
const sessionLasts = 60_000

/** A made-up Prevention PCSO who walks with a phone: signed in, and heard by the rules, as everybody is who delivers. */
export class MadeUpOfficer {
  readonly person: string
  readonly #database: Database
  readonly #who: DemonstrationPerson
  readonly #device: DeviceId
  #session: (OpenedSession & { until: number }) | undefined
  #sequence: number | undefined

  constructor(database: Database, subject: string, person: string) {
    this.#database = database
    this.#who = demonstrationPeople.find((each) => each.subject === subject)!
    this.person = person
    this.#device = phoneOf(person)
  }

  /** Sends what was recorded, as it was received at some time. Returns how many records were taken, the others set aside. */
  async send(recorded: readonly Recorded[], receivedAt: Date, unsent = 0): Promise<{ taken: number }> {
    const actor = await this.#signedIn()
    await this.#database.actOften(actor, 'meet a phone', (tx) =>
      meetPhone(
        tx,
        { device: this.#device, heartbeat: { unsent, setAside: 0, storage: 'works' }, app: '0.1.0' },
        receivedAt,
      ),
    )
    if (recorded.length === 0) return { taken: 0 }
    await this.sent()
    const answers = await takeBatch(
      this.#database,
      actor,
      {
        device: this.#device,
        person: this.person as PersonId,
        events: recorded.map((each) => this.#eventOf(each)),
        run: 2,
        monotonic: 0,
        sentAt: momentOf(receivedAt.getTime()),
      },
      receivedAt,
    )
    return { taken: answers.filter(({ answer }) => answer === 'accepted').length }
  }

  /** How many records of the phone the station has: what was sent before a killed process, too. */
  async sent(): Promise<number> {
    this.#sequence ??= await this.#database.actOften(
      await this.#signedIn(),
      'the last record of a phone',
      (tx) => lastSequence(tx, this.#device),
    )
    return this.#sequence
  }

  /** Does something at a desk. */
  async act<T>(purpose: string, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> {
    const actor = await this.#signedIn()
    return this.#database.withActor(actor, purpose, (tx) => work(tx, actor.id))
  }

  /** Ends the session, if there is one. */
  async signOut(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    if (!session) return
    const account = accountOfPerson(this.person)
    await this.#database.withActor(signInActor, 'sign-out', (tx) =>
      endSessions(tx, { person: this.person }, account, new Date()),
    )
  }

  #eventOf({ assignment, at, fact }: Recorded): PhoneEvent {
    this.#sequence = (this.#sequence ?? 0) + 1
    return {
      id: uuidv7(at.getTime()) as EventId,
      format: 1,
      sequence: this.#sequence,
      author: this.person as PersonId,
      device: this.#device,
      assignment: assignment as AssignmentId,
      app: '0.1.0',
      occurredAt: momentOf(at.getTime()),
      clock: { run: 1, monotonic: 0, offset: 0 },
      fact,
    }
  }

  async #signedIn(): Promise<Actor> {
    const now = new Date()
    if (!this.#session || this.#session.until < now.getTime()) {
      const browser: Browser = {
        deviceToken: this.#session?.deviceToken,
        sessionToken: this.#session?.token,
        userAgent: undefined,
      }
      const { name } = this.#who
      const vouched = { issuer: demonstrationIssuer, subject: this.#who.subject, name, roles: null }
      const opened = await openSession(this.#database, vouched, browser, now)
      this.#session = { ...opened, until: now.getTime() + sessionLasts }
    }
    return {
      id: accountOfPerson(this.person),
      role: this.#who.postings[0]!.role,
      proof: proofOf(this.#session.token),
    }
  }
}
