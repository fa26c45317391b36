import type pg from 'pg'
import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import type { PhoneEvent } from '../packages/protocol/events/event.ts'
import type { Fact } from '../packages/protocol/events/facts.ts'
import {
  momentOf,
  type AssignmentId,
  type DeviceId,
  type HomeId,
  type PersonId,
  type Serial,
} from '../packages/protocol/words/values.ts'
import type { Database } from '../apps/server/foundation/database.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import { makeAssignment } from '../apps/server/rooms/deliver/sync/assignments/make-assignment.ts'
import { moveKits, receiveKits } from '../apps/server/rooms/supply/facts.ts'
import { addKits } from '../apps/server/rooms/supply/lives.ts'
import { ledgerPeople, type LedgerPeople, type Mover } from './ledger-people.ts'
import { afternoon, eventOf } from './phone-events.ts'

/** An officer with a phone and a round of their ward's only street. */
export type Walker = {
  mover: Mover
  person: PersonId
  device: DeviceId
  assignment: AssignmentId
  homes: HomeId[]
  /** The event of a place in this phone's order. */
  event: (sequence: number, fact: Fact, other?: Partial<PhoneEvent>) => PhoneEvent
}

/** A batch as it goes to the server's rules, and when it is received. */
export const receivedAt = new Date(afternoon + 4 * 3_600_000)
export const batchOf = ({ person, device }: Walker, events: readonly PhoneEvent[]) => ({
  device,
  person,
  events: [...events],
  run: 2,
  monotonic: 0,
  sentAt: momentOf(receivedAt.getTime()),
})

export type PhoneTown = {
  people: LedgerPeople
  walkers: readonly [Walker, Walker]
  stranger: Walker
  /** Kits in somebody's hands, their serials. */
  kitsOf: (walker: Walker, count: number) => Promise<Serial[]>
  /** Kits on the way to somebody: the transfer and their serials. */
  kitsTo: (walker: Walker, count: number) => Promise<{ transfer: string; serials: Serial[] }>
}

const registrar = { id: 'test', role: 'registrar' } as const

/** Two officers of one ward and one of another, each with a phone and a round. */
export const phoneTown = async (database: Database, owner: pg.Client): Promise<PhoneTown> => {
  const people = await ledgerPeople(database, owner)
  const walkerOf = async (mover: Mover): Promise<Walker> => {
    const { ward, bcu } = mover.place
    const [device, assignment] = [uuidv7() as DeviceId, uuidv7() as AssignmentId]
    const person = mover.person.id as PersonId
    const { actor } = people.of('sergeant', bcu as 'North').person
    await database.withActor(actor, 'a round of a test', (tx) =>
      makeAssignment(tx, actor.id, {
        id: assignment,
        person,
        name: 'Round',
        ward: ward!,
        streets: [`${ward} Street`],
        fromDay: '2026-11-01',
        untilDay: null,
      }),
    )
    const homes = people.homes.filter((home) => home.ward === ward).map(({ id }) => id as HomeId)
    const event: Walker['event'] = (sequence, fact, other) => ({
      ...eventOf(sequence, fact),
      id: uuidv7(afternoon + sequence * 120_000) as PhoneEvent['id'],
      author: person,
      device,
      assignment,
      ...other,
    })
    return { mover, person, device, assignment, homes, event }
  }
  const officers = people.movers.filter(({ person }) => person.actor.role === 'ward_officer')
  const [one, other, stranger] = [officers[0]!, officers[1]!, officers[2]!]
  const walkers = [await walkerOf(one), await walkerOf(other)] as const
  let made = 0
  const kitsTo: PhoneTown['kitsTo'] = ({ person, mover: { place } }, count) =>
    database.withActor(registrar, 'kits of a test', async (tx) => {
      const serials = Array.from({ length: count }, () => {
        const body = `TST${String(++made).padStart(6, '0')}`
        return `${body}${checkCharacterOf(body)}` as Serial
      })
      const at = new Date('2026-11-20T10:00:00Z')
      const transfer = uuidv7()
      await addKits(
        tx,
        'test',
        serials.map((serial) => ({ serial, code: null, madeOn: null, expiresOn: null })),
      )
      await receiveKits(tx, 'test', { id: uuidv7(), at, kits: { serials } })
      await moveKits(tx, 'test', {
        id: transfer,
        kind: 'sent',
        at,
        from: 'store',
        to: `person:${person}`,
        kits: { serials },
        place,
      })
      return { transfer, serials }
    })
  return {
    people,
    walkers,
    stranger: await walkerOf(stranger),
    kitsTo,
    kitsOf: async (walker, count) => {
      const { transfer, serials } = await kitsTo(walker, count)
      await database.withActor(registrar, 'kits of a test', (tx) =>
        moveKits(tx, 'test', {
          id: uuidv7(),
          kind: 'taken',
          at: new Date('2026-11-21T10:00:00Z'),
          from: `transit:${transfer}`,
          to: `person:${walker.person}`,
          kits: { serials },
          transfer,
        }),
      )
      return serials
    },
  }
}
