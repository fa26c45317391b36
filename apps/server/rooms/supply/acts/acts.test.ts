import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import { ledgerPeople, type LedgerPeople, type Mover } from '../../../../../test/ledger-people.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { moveKits, receiveKits } from '../facts.ts'
import type { Holder, KitPlace } from '../holders.ts'
import { announcedKits, boxesToCome } from './announced.ts'
import { chargesOf, destinationsOf, placeAt } from './destinations.ts'
import { endTransfer } from './end-transfer.ts'
import { kitsAtHome, moveAtTheDoor } from './kits-at-home.ts'
import { kitsOfHolder } from './kits-of-holder.ts'
import { serialsNamed } from './named-kits.ts'
import { addMember, endMember, makeTeam, membersOf, teamOf, teams } from './teams.ts'
import { kitsOfTransfer, transferOf, transfersUnderWay } from './transfers.ts'

const { database, owner } = await testDatabase()
const people: LedgerPeople = await ledgerPeople(database, owner)
const [store, keeper, stranger] = [
  people.of('store_keeper'),
  people.of('stock_keeper', 'North'),
  people.of('stock_keeper', 'South'),
]
const [sergeant, officer] = [people.of('sergeant', 'North'), people.of('ward_officer', 'North')]
const today = '2026-11-29'

const as = <T>(mover: Mover, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(mover.person.actor, 'a test', (tx) => work(tx, mover.person.actor.id))

const send = (mover: Mover, from: Holder, to: Holder, serials: string[], place: KitPlace): Promise<string> =>
  as(mover, async (tx, actor) => {
    const id = uuidv7()
    await moveKits(tx, actor, { id, kind: 'sent', at: new Date(), from, to, kits: { serials }, place })
    return id
  })

const north = { ward: null, bcu: 'North' }
const inWard = { ward: 'W1', bcu: 'North' }
let serials: string[]
beforeAll(async () => {
  const { box, ids } = await people.announce(4)
  serials = [...ids.keys()]
  await as(store, (tx, actor) => receiveKits(tx, actor, { id: uuidv7(), at: new Date(), kits: { box } }))
})

const named = (mover: Mover, box: string, from: Holder) =>
  as(mover, (tx) => serialsNamed(tx, mover.person.actor.role, { scanned: [], box, from }))

test('a box is found by its number where the giver has kits of it, and officers scan each kit', async () => {
  for (const box of ['1', 'B1/1'])
    expect(await named(store, box, 'store')).toEqual({ serials: serials.toSorted(), errors: [] })
  for (const box of ['2', 'B2/1'])
    expect(await named(store, box, 'store')).toEqual({
      serials: [],
      errors: [{ text: `No kit of box ${box} is here`, href: '#box' }],
    })
  expect((await named(keeper, '1', 'bcu:North')).errors).toHaveLength(1)
  expect((await named(officer, '1', 'store')).errors).toEqual([
    { text: 'Scan or enter each kit: you cannot move a whole box', href: '#codes' },
  ])
})

describe('a transfer', () => {
  let transfer: string
  const end = (mover: Mover, id: string, what: 'taken' | 'taken back', which: string[] | null) =>
    as(mover, async (tx, actor) =>
      endTransfer(tx, actor, {
        id,
        transfer: await transferOf(tx, transfer),
        what,
        serials: which,
        at: new Date(),
      }),
    )
  const underWay = async (): Promise<number> => (await as(store, (tx) => transferOf(tx, transfer))).underWay

  test('is confirmed in part, once; the rest stays on the way', async () => {
    transfer = await send(store, 'store', 'bcu:North', serials, north)
    const id = uuidv7()
    expect(await end(keeper, id, 'taken', serials.slice(0, 3))).toEqual([])
    expect(await underWay()).toBe(1)
    expect(await end(keeper, id, 'taken', serials.slice(0, 3))).toEqual([])
    expect(await underWay()).toBe(1)
    const kits = await as(keeper, (tx) => kitsOfTransfer(tx, transfer))
    expect(kits.map(({ ended }) => ended)).toEqual([null, 'taken', 'taken', 'taken'])
  })

  test('is seen by its two sides, and is not there for another BCU', async () => {
    const seenBy = (mover: Mover) =>
      as(mover, async (tx) => transfersUnderWay(tx, await chargesOf(tx), 'mine', 1))
    expect(await seenBy(keeper)).toMatchObject([{ id: transfer, toMe: true, fromMe: false, total: 1 }])
    expect(await seenBy(store)).toMatchObject([{ id: transfer, toMe: false, fromMe: true }])
    expect(await seenBy(stranger)).toEqual([])
    const refused = { code: 'not_found', message: 'There is no such transfer here.' }
    await expect(as(stranger, (tx) => transferOf(tx, transfer))).rejects.toMatchObject(refused)
    await expect(as(keeper, (tx) => transferOf(tx, uuidv7()))).rejects.toMatchObject(refused)
  })

  test('is taken back by whoever sent it, and then nothing of it is on the way', async () => {
    expect(await end(store, uuidv7(), 'taken back', null)).toEqual([])
    expect(await underWay()).toBe(0)
    expect(await end(keeper, uuidv7(), 'taken', null)).toEqual([
      { text: 'Nothing of this transfer is on the way any more', href: '#codes' },
    ])
    const held = await as(store, (tx) => kitsOfHolder(tx, 'store'))
    expect(held.map(({ serial }) => serial)).toEqual([serials[3]])
  })
})

test('kits go from the BCU to a team, to an officer, and to the home, and back the same way', async () => {
  const team: Holder = `team:${people.team.North}`
  const own = officer.person.actor.id as Holder
  const goes = (mover: Mover, from: Holder) => as(mover, (tx) => destinationsOf(tx, from, today))
  expect(await goes(keeper, 'bcu:North')).toEqual([{ holder: team, place: inWard }, { holder: 'store' }])
  const fromTeam = await goes(sergeant, team)
  expect(fromTeam).toContainEqual({ holder: own, place: inWard })
  expect(fromTeam.at(-1)).toEqual({ holder: 'bcu:North' })
  expect(await goes(officer, own)).toEqual([{ holder: team, place: inWard }, { holder: 'bcu:North' }])
  expect(await goes(officer, `home:${people.homes[0]!.id}`)).toEqual([])

  const handed = [serials[0]!]
  const take = async (mover: Mover, sent: string): Promise<void> => {
    await as(mover, async (tx, actor) =>
      endTransfer(tx, actor, {
        id: uuidv7(),
        transfer: await transferOf(tx, sent),
        what: 'taken',
        serials: null,
        at: new Date(),
      }),
    )
  }
  await take(sergeant, await send(keeper, 'bcu:North', team, handed, inWard))
  await take(officer, await send(sergeant, team, own, handed, inWard))
  const home = people.homes.find(({ bcu }) => bcu === 'North')!
  const act = uuidv7()
  for (let asked = 0; asked < 2; asked++)
    await database.withActor(officer.person.actor, 'a test', (tx) =>
      moveAtTheDoor(tx, officer.person.actor, {
        act,
        what: 'delivered',
        serial: handed[0]!,
        at: new Date(),
        home,
      }),
    )
  const atHome = () =>
    database.withActor(officer.person.actor, 'a test', (tx) => kitsAtHome(tx, officer.person.actor, home.id))
  expect((await atHome()).map(({ serial }) => serial)).toEqual(handed)
  await database.withActor(officer.person.actor, 'a test', (tx) =>
    moveAtTheDoor(tx, officer.person.actor, {
      act: uuidv7(),
      what: 'returned',
      serial: handed[0]!,
      at: new Date(),
      home,
    }),
  )
  expect(await atHome()).toEqual([])
  expect((await as(officer, (tx) => kitsOfHolder(tx, own))).map(({ serial }) => serial)).toEqual(handed)
})

test('a box is to come until each of its kits has been received', async () => {
  const { ids } = await people.announce(2)
  const [first = '', last = ''] = [...ids.keys()]
  const toCome = () => as(store, (tx) => boxesToCome(tx, 1))
  expect(await toCome()).toMatchObject([{ batch: 'B1', box: '2', expected: 2, received: 0, total: 1 }])
  const receive = (serial: string) =>
    as(store, (tx, actor) =>
      receiveKits(tx, actor, { id: uuidv7(), at: new Date(), kits: { serials: [serial] } }),
    )
  await receive(first)
  expect(await toCome()).toMatchObject([{ expected: 2, received: 1 }])
  const asked = { serials: [last, 'NONE'], ssccs: [], boxes: [] }
  expect(await as(store, (tx) => announcedKits(tx, asked, new Date()))).toMatchObject([
    { serial: first, received: true, madeLater: false, boxNumber: '2', batch: 'B1' },
    { serial: last, received: false },
  ])
  await receive(last)
  expect(await toCome()).toEqual([])
})

test('where kits are once they are taken', () => {
  expect(placeAt('store')).toEqual({ ward: null, bcu: null })
  expect(placeAt('bcu:North')).toEqual(north)
  expect(placeAt('team:x')).toBeUndefined()
})

describe('a team', () => {
  const id = uuidv7()
  const team = { id, name: 'New team', ward: 'W1', bcu: 'North' }

  test('is made once, by a name that no other team of its BCU has', async () => {
    const make = (given: typeof team) => as(sergeant, (tx, actor) => makeTeam(tx, actor, given))
    expect(await make(team)).toBe(true)
    expect(await make(team)).toBe(true)
    expect(await make({ ...team, id: uuidv7() })).toBe(false)
    expect((await as(sergeant, (tx) => teams(tx, today, 1))).map(({ name }) => name)).toEqual([
      'New team',
      'Team',
    ])
    await expect(as(people.of('sergeant', 'South'), (tx) => teamOf(tx, id))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('has members by dates; who has left answers for its kits no more', async () => {
    const member = { id: uuidv7(), team, person: officer.person.id, fromDay: '2020-01-01', toDay: null }
    const add = (given: typeof member) => as(sergeant, (tx, actor) => addMember(tx, actor, given))
    expect(await add(member)).toBe(true)
    expect(await add(member)).toBe(true)
    expect(await add({ ...member, id: uuidv7() })).toBe(false)
    expect(await as(officer, chargesOf)).toContain(`team:${id}`)
    await as(sergeant, (tx, actor) => endMember(tx, actor, { team, member: member.id, today }))
    expect(await as(officer, chargesOf)).not.toContain(`team:${id}`)
    expect(await as(sergeant, (tx) => membersOf(tx, id))).toMatchObject([
      { person: officer.person.id, toDay: today, endedBy: sergeant.person.actor.id },
    ])
  })
})
