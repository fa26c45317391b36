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
import { uuidv7 } from '../../foundation/uuid.ts'
import { lastSequence } from '../../rooms/deliver/sync/judge/known-events.ts'
import { takeBatch } from '../../rooms/deliver/sync/judge/take-batch.ts'
import { meetPhone } from '../../rooms/deliver/sync/phones/phones.ts'
import { MadeUpPerson } from '../made-up-person.ts'
import { madeUpId } from './made-up-id.ts'

/** Something that an officer recorded on a round, and when. */
export type Recorded = { assignment: string; at: Date; fact: Fact }

/** The same phone whenever the demonstration makes its owner walk. */
const phoneOf = (person: string): DeviceId => madeUpId(`made-up phone of ${person}`) as DeviceId

/** A made-up Prevention PCSO who walks with a phone: signed in, and heard by the rules, as everybody is who delivers. */
export class MadeUpOfficer extends MadeUpPerson {
  readonly #device: DeviceId
  #sequence: number | undefined

  constructor(database: Database, subject: string, person: string) {
    super(database, subject, person)
    this.#device = phoneOf(person)
  }

  /** Sends what was recorded, as it was received at some time. Returns how many records were taken, the others set aside. */
  async send(recorded: readonly Recorded[], receivedAt: Date, unsent = 0): Promise<{ taken: number }> {
    const actor = await this.signedIn()
    await this.database.actOften(actor, 'meet a phone', (tx) =>
      meetPhone(
        tx,
        { device: this.#device, heartbeat: { unsent, setAside: 0, storage: 'works' }, app: '0.1.0' },
        receivedAt,
      ),
    )
    if (recorded.length === 0) return { taken: 0 }
    await this.sent()
    const answers = await takeBatch(
      this.database,
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
    this.#sequence ??= await this.database.actOften(
      await this.signedIn(),
      'the last record of a phone',
      (tx) => lastSequence(tx, this.#device),
    )
    return this.#sequence
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
}
