import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../../test/database.ts'
import { ledgerPeople, type LedgerPeople } from '../../../../test/ledger-people.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { beginCount, decideVariances, finishCount } from './counts.ts'
import { moveKits, receiveKits } from './facts.ts'
import { lifeOf } from './kit-life.ts'
import { addLives, type Life } from './lives.ts'
import { holderNames, stock } from './stock.ts'
import { noteAcknowledged, noteTold, stopKits } from './stop-kits.ts'
import { stops } from './stops.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
let people: LedgerPeople
let serials: string[]
let box: string
const at = (): Date => new Date()
beforeAll(async () => {
  people = await ledgerPeople(database, owner)
  const announced = await people.announce(5)
  box = announced.box
  serials = [...announced.ids.keys()]
  const store = people.of('store_keeper').person.actor
  await database.withActor(store, 'receive', (tx) =>
    receiveKits(tx, store.id, { id: uuidv7(), at: at(), kits: { box } }),
  )
})

const positions = async (): Promise<Record<string, string>> => {
  const { rows } = await owner.query<{ serial: string; holder: string }>(
    'select serial, holder from engagement.kit_position',
  )
  return Object.fromEntries(rows.map(({ serial, holder }) => [serial, holder]))
}

test('a count keeps what was counted beside what the ledger says, and another decides what differs', async () => {
  const store = people.of('store_keeper').person.actor
  const lead = people.of('programme_lead').person.actor
  const count = uuidv7()
  await database.withActor(store, 'count', (tx) =>
    beginCount(tx, store.id, { id: count, holder: 'store', at: at(), place: { ward: null, bcu: null } }),
  )
  const counted = [...serials.slice(1), serials[1]!, 'NOBODYS']
  await database.withActor(store, 'count', (tx) =>
    finishCount(tx, store.id, { count, serials: counted, at: at() }),
  )
  await expect(
    database.withActor(store, 'count', (tx) => finishCount(tx, store.id, { count, serials: [], at: at() })),
  ).rejects.toMatchObject({ code: 'not_found' })
  const { rows } = await owner.query<{ id: string; serial: string; kind: string }>(
    'select id, serial, kind from engagement.kit_variance order by kind',
  )
  expect(rows.map(({ serial, kind }) => [serial, kind])).toEqual([
    [serials[0], 'missing'],
    ['NOBODYS', 'not known'],
  ])
  const decide = (actor: typeof store, decision: 'missing' | 'no change' = 'missing') =>
    database.withActor(actor, 'decide', (tx) =>
      decideVariances(tx, actor.id, {
        rulings: [{ variance: rows[0]!.id, decision }],
        reason: 'searched for twice',
        at: at(),
      }),
    )
  await expect(decide(store)).rejects.toMatchObject({ code: 'kit_not_moved' })
  await decide(lead)
  await decide(lead)
  await expect(decide(lead, 'no change')).rejects.toMatchObject({ code: 'not_found' })
  expect((await positions())[serials[0]!]).toBe('gone:lost')
})

test('a recall stops every bottle of its batch, and notes who was told', async () => {
  const store = people.of('store_keeper').person.actor
  const id = uuidv7()
  const stopped = await database.withActor(store, 'recall', (tx) =>
    stopKits(tx, store.id, { id, kind: 'recalled', at: at(), reason: 'caps leak', of: { box } }),
  )
  expect(stopped).toBe(5)
  await database.withActor(store, 'told', async (tx) => {
    await noteTold(tx, store.id, { act: id, holders: ['store'], how: 'telephone', at: at() })
    await noteTold(tx, store.id, { act: id, holders: ['store'], how: 'telephone', at: at() })
  })
  const { rowCount } = await owner.query('select from engagement.kit_notice')
  expect(rowCount).toBe(1)
  await database.withActor(store, 'acknowledged', async (tx) => {
    await noteAcknowledged(tx, store.id, { act: id, holders: ['store'], at: at() })
    await noteAcknowledged(tx, store.id, { act: id, holders: ['store', 'bcu:North'], at: at() })
  })
  const acknowledged = await owner.query('select from engagement.kit_acknowledgement')
  expect(acknowledged.rowCount).toBe(1)
  const send = database.withActor(store, 'send', (tx) =>
    moveKits(tx, store.id, {
      id: uuidv7(),
      kind: 'sent',
      at: at(),
      from: 'store',
      to: `team:${people.team.North}`,
      kits: { serials: [serials[1]!] },
      place: { ward: 'W1', bcu: 'North' },
    }),
  )
  await expect(send).rejects.toThrow(`${serials[1]}: it is recalled: send it back to the store`)
})

test('kits that were announced are stopped by a recall of their batch as they come, and not once it is released', async () => {
  const store = people.of('store_keeper').person.actor
  const later = await people.announce(3)
  const receive = (serial: string) =>
    database.withActor(store, 'receive', (tx) =>
      receiveKits(tx, store.id, { id: uuidv7(), at: at(), kits: { serials: [serial] } }),
    )
  const stop = (kind: 'recalled' | 'released', of: string = uuidv7()) =>
    database.withActor(store, kind, (tx) =>
      stopKits(tx, store.id, {
        id: of,
        kind,
        at: at(),
        reason: 'caps leak',
        of: { box: later.box },
        forAll: true,
      }),
    )
  const stoppedNow = async (): Promise<(string | null)[]> => {
    const { rows } = await owner.query<{ stopped: string | null }>(
      'select stopped from engagement.kit_position where box = $1 order by serial',
      [later.box],
    )
    return rows.map(({ stopped }) => stopped)
  }
  const [first, second, third] = [...later.ids.keys()]
  await receive(first!)
  const id = uuidv7()
  expect(await stop('recalled', id)).toBe(1)
  expect(await stop('recalled', id)).toBe(1)
  await receive(second!)
  expect(await stoppedNow()).toEqual(['recalled', 'recalled'])
  expect(await stop('released')).toBe(2)
  await receive(third!)
  expect(await stoppedNow()).toEqual([null, null, null])
})

test('another ward’s bottle is in no count, list or life, and answers as one that there is not', async () => {
  const officer = people.of('ward_officer', 'North').person.actor
  const asked = async (serial: string): Promise<string> =>
    database
      .withActor(officer, 'life', (tx) => lifeOf(tx, serial))
      .then(
        () => 'found',
        (error: Error) => error.message,
      )
  expect(await asked(serials[1]!)).toBe(await asked('NO-SUCH'))
  expect(await database.withActor(officer, 'stock', stock)).toEqual([])
  const lead = people.of('programme_lead').person.actor
  const all = await database.withActor(lead, 'stock', async (tx) => {
    const rows = await stock(tx)
    const nameOf = await holderNames(
      tx,
      rows.map(({ holder }) => holder),
    )
    return rows.map(({ holder, kits, stopped }) => `${nameOf(holder)}: ${kits}, ${stopped} stopped`)
  })
  expect(all).toEqual(['Central store: 7, 4 stopped', 'gone: 1, 1 stopped'])
})

test('a recall in several BCUs is told to whoever has one of its kits, and to nobody else', async () => {
  const lead = people.of('programme_lead').person.actor
  const home = people.homes.find(({ ward }) => ward === 'W1')!
  const nowhere = { ward: null, bcu: null }
  const life = {
    serial: 'ATHOME',
    code: null,
    madeOn: null,
    expiresOn: null,
    events: [
      { at: new Date('2026-02-01'), kind: 'received', holder: 'store', place: nowhere },
      { at: new Date('2026-02-02'), kind: 'delivered', holder: `home:${home.id}`, place: home },
    ],
  } satisfies Life
  await database.withActor({ id: 'test', role: 'registrar' }, 'a kit', (tx) => addLives(tx, 'test', [life]))
  const of = { serials: ['ATHOME', serials[2]!] }
  await database.withActor(lead, 'quarantine', (tx) =>
    stopKits(tx, lead.id, {
      id: uuidv7(),
      kind: 'quarantined',
      at: at(),
      reason: 'labels lift',
      of,
      forAll: true,
    }),
  )
  const toldTo = (bcu: 'North' | 'South') => {
    const { actor } = people.of('ward_officer', bcu).person
    return database.withActor(actor, 'recalls', async (tx) =>
      (await stops(tx)).map(({ reason, kits, holders }) => `${reason}: ${kits}, ${holders}`),
    )
  }
  expect(await toldTo('North')).toEqual(['labels lift: 1, 1'])
  expect(await toldTo('South')).toEqual([])
  const all = await database.withActor(lead, 'recalls', (tx) => stops(tx))
  expect(all[0]).toMatchObject({ reason: 'labels lift', kits: 2, holders: 2 })
})
