import type { HomeId } from '@mettrace/protocol/words/values'
import { afterAll, expect, test } from 'vitest'
import { asideTown } from '../../../../../../test/aside-town.ts'
import { testDatabase } from '../../../../../../test/database.ts'
import type { Mover } from '../../../../../../test/ledger-people.ts'
import { receivedAt, type Walker } from '../../../../../../test/phone-town.ts'
import { signIn, withoutProvider } from '../../../../../../test/signed-in.ts'
import { buildApp } from '../../../../app.ts'
import { createLogger } from '../../../../foundation/layout/log.ts'
import { decideProposal, proposals, type Proposal } from '../../../../places/home-proposals.ts'
import { eraseResident } from '../../erase-resident.ts'
import { registerResident } from '../../residents.ts'

const { database, owner } = await testDatabase()
const aside = await asideTown(database, owner)
const { town, sergeant, withNewPhone, send, accept, counted, rows } = aside
const [khan, reid] = town.walkers
const lead = town.people.of('programme_lead')
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => receivedAt),
})
afterAll(() => app.close())

const leaveOut = (
  home: HomeId,
  reason: 'void' | 'not-a-dwelling' | 'demolished' | 'duplicate' = 'void',
  note?: string,
) => ({ kind: 'leave-out', home, position: null, reason, ...(note !== undefined && { note }) }) as const
const of = async (home: HomeId, mover: Mover = sergeant): Promise<Proposal[]> => {
  const all = await database.withActor(mover.person.actor, 'a test', (tx) => proposals(tx))
  return all.filter((each) => each.home === home)
}
const decide = (id: string, approved: boolean, mover: Mover = sergeant): Promise<void> =>
  database.withActor(mover.person.actor, 'a test', (tx) =>
    decideProposal(tx, mover.person.actor, id, approved),
  )
const page = async ({ person }: Mover, url: string): Promise<string> => {
  const answer = await app.inject({ url, headers: { ...person.headers, accept: 'text/html' } })
  expect(answer.statusCode).toBe(200)
  return answer.payload.replaceAll(/\s+/g, ' ')
}
const undo = (walker: Walker, sequence: number, id: string) =>
  walker.event(sequence, { kind: 'undo', of: id as never })

test('each reason of the door is the register’s, and somebody else’s approval takes the home out of its count', async () => {
  const phone = await withNewPhone(khan)
  const homes = [await aside.home(), await aside.home(), await aside.home(), await aside.home()] as const
  const codes = ['void', 'not-a-dwelling', 'demolished', 'duplicate'] as const
  const events = codes.map((code, at) => phone.event(at + 1, leaveOut(homes[at]!, code)))
  await send(phone, ...events)
  const made = await Promise.all(homes.map((home) => of(home)))
  expect(made.map((each) => each.map(({ reason, event, stands }) => [reason, event, stands]))).toEqual(
    ['void', 'not a dwelling', 'demolished', 'duplicate'].map((reason, at) => [
      [reason, events[at]!.id, true],
    ]),
  )
  const [proposal] = made[0]!
  expect(proposal).toMatchObject({ kind: 'exclude', approved: null, seenAt: '2026-11-26T13:32:00Z' })
  expect(proposal!.address).toMatch(/^\d+ Lane \d+, ZX1 1AA$/)
  expect(await rows('select distinct actor from engagement.home_proposal')).toEqual([
    { actor: khan.mover.person.actor.id },
  ])
  expect((await counted(homes[0])).street).toEqual({ homes: 1, open_0: 1 })
  await expect(decide(proposal!.id, true, khan.mover)).rejects.toThrow()
  await decide(proposal!.id, true)
  expect(await counted(homes[0])).toEqual({ state: 'excluded', tries: 0, street: { homes: 0, left_out: 1 } })
  // Decided is decided: the undo of its visit takes nothing back.
  await send(phone, undo(phone, 5, events[0]!.id))
  expect((await of(homes[0]))[0]).toMatchObject({ approved: true, stands: true })
  expect((await counted(homes[0])).state).toBe('excluded')
  // Sent again, nothing is proposed again.
  await send(phone, ...events)
  expect(await of(homes[1])).toHaveLength(1)
})

test('the undo of its visit withdraws a proposal, and the undo of that gives it back', async () => {
  const phone = await withNewPhone(khan)
  const home = await aside.home()
  const event = phone.event(1, leaveOut(home, 'void', 'Boarded up'))
  const taken = undo(phone, 2, event.id)
  await send(phone, event, taken)
  const [withdrawn] = await of(home)
  expect(withdrawn!.stands).toBe(false)
  await expect(decide(withdrawn!.id, true)).rejects.toMatchObject({ code: 'usage' })
  for (const mover of [sergeant, lead])
    expect(await page(mover, '/deliver/proposals')).toContain('Withdrawn: its visit was undone')
  await send(phone, undo(phone, 3, taken.id))
  expect((await of(home, lead))[0]!.stands).toBe(true)
  await decide(withdrawn!.id, false, lead)
  // Refused, the next one who is there may propose it again.
  const hers = await withNewPhone(reid)
  await send(hers, hers.event(1, leaveOut(home)))
  expect((await of(home)).map(({ approved }) => approved)).toEqual([null, false])
})

test('of several at one home one waits, and it stands while one of their visits does', async () => {
  const [phone, hers] = [await withNewPhone(khan), await withNewPhone(reid)]
  const home = await aside.home()
  const [one, other] = [phone.event(1, leaveOut(home)), hers.event(1, leaveOut(home, 'demolished'))]
  await Promise.all([send(phone, one), send(hers, other)])
  const made = await of(home)
  expect(made).toHaveLength(1)
  const first = made[0]!.event === one.id ? ([phone, one] as const) : ([hers, other] as const)
  const second = made[0]!.event === one.id ? ([hers, other] as const) : ([phone, one] as const)
  await send(first[0], undo(first[0], 2, first[1].id))
  expect((await of(home))[0]!.stands).toBe(true)
  await send(second[0], undo(second[0], 2, second[1].id))
  expect((await of(home))[0]!.stands).toBe(false)
})

test('an officer who was moved to another ward proposes homes of their round, and no others', async () => {
  const phone = await withNewPhone(khan)
  const home = await aside.home()
  const { actor, id } = khan.mover.person
  await owner.query(`update identity.posting set place = 'W2' where person = $1`, [id])
  const answers = await send(phone, phone.event(1, leaveOut(home)))
  expect(answers).toEqual([{ id: expect.any(String), answer: 'accepted' }])
  expect((await of(home))[0]!.address).toMatch(/^\d+ Lane \d+, ZX1 1AA$/)
  const elsewhere = await aside.home('in no round')
  await expect(
    database.withActor(actor, 'a test', (tx) =>
      tx.query(
        `insert into engagement.home_proposal (id, kind, home, ward, bcu, reason, address, actor)
         values (gen_random_uuid(), 'exclude', $1, 'W1', 'North', 'void', 'A home', $2)`,
        [elsewhere, actor.id],
      ),
    ),
  ).rejects.toMatchObject({ code: '42501' })
  await owner.query(`update identity.posting set place = 'W1' where person = $1`, [id])
})

test('a record that was set aside proposes once it is accepted, in its author’s name', async () => {
  const phone = await withNewPhone(khan)
  const home = await aside.home('in no round')
  const event = phone.event(1, leaveOut(home))
  await send(phone, event)
  expect(await of(home)).toEqual([])
  expect(await accept(event)).toBe('accepted')
  expect(await of(home)).toMatchObject([{ event: event.id, stands: true, reason: 'void' }])
  expect(await rows('select actor from engagement.home_proposal where home = $1', home)).toEqual([
    { actor: khan.mover.person.actor.id },
  ])
})

test('Proposals says where it came from; its note stays with the visit, and goes when that is erased', async () => {
  const phone = await withNewPhone(khan)
  const home = await aside.home()
  await send(phone, phone.event(1, leaveOut(home, 'duplicate', 'Same as flat 2')))
  expect(await rows('select note from engagement.home_proposal where home = $1', home)).toEqual([
    { note: '' },
  ])
  const shown = await page(sergeant, '/deliver/proposals')
  expect(shown).toMatch(
    /Leave out: duplicate<\/td> <td>Same as flat 2<\/td> <td>At the door, 26 November 2026.*Ward officer/,
  )
  expect(await page(sergeant, `/deliver/homes/${home}`)).toContain('Same as flat 2')
  const seenByLead = await page(lead, '/deliver/proposals')
  expect(seenByLead).toContain('Noted with the visit, for sergeants')
  expect(seenByLead).not.toContain('Same as flat 2')
  const [reidsPage] = [await page(reid.mover, '/deliver/proposals')]
  expect(reidsPage).not.toContain('Same as flat 2')
  expect(await page(town.people.of('sergeant', 'South'), '/deliver/proposals')).toContain('No proposals.')
  const protector = await signIn(database, 'data_protection')
  const registrar = { id: 'test', role: 'registrar' } as const
  const who = await database.withActor(registrar, 'a test', (tx) =>
    registerResident(tx, { id: home, ward: 'W1', bcu: 'North' } as never, {
      name: 'Joan Ellery',
      contact: '',
      vulnerability: '',
      fromDay: '2026-11-01',
    }),
  )
  await database.withActor(protector.actor, 'a test', (tx) => eraseResident(tx, who, 'They asked'))
  expect(await page(sergeant, '/deliver/proposals')).not.toContain('Same as flat 2')
  const csv = await app.inject({ url: '/deliver/proposals.csv', headers: sergeant.person.headers })
  expect(csv.payload.split('\r\n')[0]).toBe(
    'proposed_at,proposal,address,ward,note,proposed_by,seen_at_door,decision',
  )
})
