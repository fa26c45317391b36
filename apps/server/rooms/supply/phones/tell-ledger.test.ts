import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { ledgerPeople, type LedgerPeople, type Mover } from '../../../../../test/ledger-people.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { moveKits } from '../facts.ts'
import type { Holder } from '../holders.ts'
import { settle, tellLate } from '../late-facts.ts'
import { addLives } from '../lives.ts'
import { stopKits } from '../stop-kits.ts'
import { tellLedger } from './tell-ledger.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
let people: LedgerPeople
let officer: Mover
let sergeant: Mover
const personOf = ({ person }: Mover): Holder => person.actor.id as Holder
const as = <T>({ person }: Mover, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  database.withActor(person.actor, 'a test', work)

/** Puts a kit in with somebody who has it. */
const put = (serial: string, { place }: Mover, holder: Holder): Promise<void> =>
  database.withActor({ id: 'test', role: 'registrar' }, 'a kit', (tx) =>
    addLives(tx, 'test', [
      {
        serial,
        code: null,
        madeOn: null,
        expiresOn: null,
        events: [{ at: new Date('2026-01-05'), kind: 'received', holder, place }],
      },
    ]),
  )

beforeAll(async () => {
  people = await ledgerPeople(database, owner)
  ;[officer, sergeant] = [people.of('ward_officer', 'North'), people.of('sergeant', 'North')]
})

test('kits go back to the team that the officer is in on that day in London', async () => {
  await put('MIDNIGHT', officer, personOf(officer))
  await owner.query(`update engagement.team_member set to_day = '2026-06-09' where person = $1`, [
    officer.person.id,
  ])
  const giveBack = (at: string): Promise<void> =>
    as(officer, (tx) => {
      const id = uuidv7()
      const telling = { id, at: new Date(at), person: officer.person.id, act: id }
      return tellLedger(tx, telling, { kind: 'returned', serials: ['MIDNIGHT'] })
    })
  // Half past midnight by British Summer Time.
  await expect(giveBack('2026-06-09T23:30:00Z')).rejects.toThrow('You are in no team')
  await giveBack('2026-06-09T22:30:00Z')
  await owner.query('update engagement.team_member set to_day = null where person = $1', [officer.person.id])
})

/** What the officer’s phone holds of a kit. */
const onPhone = async (serial: string): Promise<unknown> => {
  const { rows } = await owner.query<{ data: unknown }>(
    'select data from engagement.page_change where page = $1 and id = $2 order by place desc limit 1',
    [`${officer.person.id}/kits`, serial],
  )
  return rows[0]?.data
}

describe('a kit that is on the way to an officer', () => {
  test('is stopped on their phone, and leaves it with the story that is accepted', async () => {
    const team: Holder = `team:${people.team.North}`
    await put('COMING', sergeant, team)
    const sent = uuidv7()
    await as(sergeant, (tx) =>
      moveKits(tx, sergeant.person.actor.id, {
        id: sent,
        kind: 'sent',
        at: new Date(),
        from: team,
        to: personOf(officer),
        kits: { serials: ['COMING'] },
      }),
    )
    expect(await onPhone('COMING')).toMatchObject({ transfer: sent, stopped: null })
    const lead = people.of('programme_lead').person.actor
    await database.withActor(lead, 'recall', (tx) =>
      stopKits(tx, lead.id, {
        id: uuidv7(),
        kind: 'recalled',
        at: new Date(),
        reason: 'caps leak',
        of: { serials: ['COMING'] },
      }),
    )
    expect(await onPhone('COMING')).toMatchObject({ transfer: sent, stopped: 'recalled' })
    const other = people.movers.filter(({ person }) => person.actor.role === 'ward_officer')[1]!
    const home = people.homes.find(({ bcu }) => bcu === 'North')!
    const act = uuidv7()
    await as(other, (tx) =>
      tellLate(tx, other.person.actor.id, {
        id: act,
        kind: 'delivered',
        at: new Date(),
        serial: 'COMING',
        from: personOf(other),
        to: `home:${home.id}`,
        place: home,
      }),
    )
    const { rows } = await owner.query<{ id: string }>(
      'select id from engagement.kit_movement where act = $1',
      [act],
    )
    await as(sergeant, (tx) =>
      settle(tx, sergeant.person.actor.id, {
        fact: rows[0]!.id,
        act: uuidv7(),
        accepted: true,
        reason: 'the home has it',
        at: new Date(),
      }),
    )
    expect(await onPhone('COMING')).toBeNull()
  })
})

test('nobody takes a kit out of a colleague’s hands, as found or as given back', async () => {
  await put('HELD', officer, personOf(officer))
  const other = people.movers.filter(({ person }) => person.actor.role === 'ward_officer')[1]!
  for (const kind of ['found', 'returned'] as const)
    await expect(
      as(other, (tx) =>
        moveKits(tx, other.person.actor.id, {
          id: uuidv7(),
          kind,
          at: new Date(),
          from: personOf(officer),
          to: personOf(other),
          kits: { serials: ['HELD'] },
        }),
      ),
    ).rejects.toMatchObject({ code: 'not_allowed' })
})
