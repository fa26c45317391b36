import { afterAll, beforeAll, expect, test } from 'vitest'
import { ledgerPeople, type LedgerPeople } from '../../../../../test/ledger-people.ts'
import { freshLog } from '../../../../../test/log.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { putSpotArea, spotArea } from '../../../../../test/spot-town.ts'
import { buildApp } from '../../../app.ts'
import { londonDay } from '../../../foundation/days.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { countsOfCheck } from './counts.ts'
import { drawOf } from './drawn-doors.ts'
import { orderCheck } from './order-check.ts'
import { resultOf } from './results.ts'
import { wishes } from './wishes.ts'

// An area of 80 homes, 60 of them in North and 20 in South, of which 52 and 8 are reported protected.

const log = await freshLog()
afterAll(log.drop)
const { database, owner } = log
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

let people: LedgerPeople
let lead: TestPerson
let northern: TestPerson
let southern: TestPerson
const sergeantOf = (bcu: 'North' | 'South'): TestPerson => people.of('sergeant', bcu).person
const named = async (name: string, place: string): Promise<TestPerson> => {
  const person = await signIn(database, 'ward_officer', { place, name })
  await neverOver(owner, person)
  return person
}

beforeAll(async () => {
  people = await ledgerPeople(database, owner)
  lead = people.of('programme_lead').person
  await putSpotArea(owner, { ward: 'W1', bcu: 'North', homes: 60, reported: 52 })
  await owner.query(
    `with moved as (
       insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
       select gen_random_uuid(), 799000 + n, 'W2', 'South', 'ZX15PD', 'Linden Road', (500 + n)::text, 545000 + 10 * n, 190000
       from generate_series(1, 20) n returning easting, northing
     )
     insert into places.point_area (kind, valid_from, easting, northing, code)
     select 'lsoa', '2021-01-01', easting, northing, $1 from moved`,
    [spotArea],
  )
  await owner.query(
    `update engagement.home_state s set state = 'protected', is_offered = true
     from engagement.home h where h.id = s.home and h.uprn between 799001 and 799008`,
  )
  await owner.query(
    `update engagement.street_count set protected = 8, offered = 8, open_0 = open_0 - 8 where area = $1 and bcu = 'South'`,
    [spotArea],
  )
  northern = await named('Nora Vale', 'W8')
  southern = await named('Sam Weir', 'W9')
  await log.sealTo(1)
})

const seal = async (): Promise<void> => {
  const { rows } = await owner.query<{ entries: number }>('select count(*)::int as entries from log.entry')
  await log.sealTo(rows[0]!.entries)
}
const ask = (person: TestPerson, method: 'GET' | 'POST', path: string, form?: Record<string, string>) =>
  app.inject({
    method,
    url: `/deliver/${path}`,
    headers: {
      ...person.headers,
      accept: 'text/html',
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { payload: new URLSearchParams(form).toString() }),
  })
const text = (answer: { payload: string }): string =>
  answer.payload.replaceAll(/<[^>]*>|\s+/g, ' ').replaceAll(/ +/g, ' ')
const order = (who: TestPerson, { first = 'Nora Vale', second = 'Sam Weir', id = uuidv7() } = {}) =>
  ask(who, 'POST', 'spot-checks', {
    act: id,
    area: spotArea,
    wish: 'width-5',
    person_1: first,
    person_2: second,
  })
const asSomebody = (person: TestPerson, statement: string, values: unknown[] = []) =>
  database.withActor(person.actor, 'SQL of a test', (tx) => tx.query(statement, values))
const refusedByRights = { code: '42501' }

test('whoever leads both sides is shown areas across a border alone, and names an officer of each', async () => {
  const page = await ask(lead, 'GET', `spot-checks?area=${spotArea}`)
  expect(page.payload.match(/<option/g)).toHaveLength(1)
  const words = text(page)
  expect(words).toContain('60 of 80 homes are reported protected: 75.0%')
  expect(words).toContain('Who checks the 60 homes in North')
  expect(words).toContain('Who checks the 20 homes in South')
  const missing = await order(lead, { second: '' })
  expect([missing.statusCode, text(missing)]).toEqual([
    400,
    expect.stringContaining('Enter the name of the officer who checks in South'),
  ])
  // Who reads homes of the other side is no checker of this one either.
  const near = people.of('ward_officer', 'South').person
  await owner.query(`update identity.person set display_name = 'Olly Near' where id = $1`, [near.id])
  expect(text(await order(lead, { first: 'Olly Near' }))).toContain('can read what was reported')
  for (const bcu of ['North', 'South'] as const)
    expect(text(await order(sergeantOf(bcu), {}))).toContain('The programme lead orders a check')
  expect((await owner.query('select from engagement.spot_check')).rowCount).toBe(0)
})

test('an area of one BCU is its sergeant’s to have checked', async () => {
  await putSpotAreaOfNorth()
  const answer = await ask(lead, 'POST', 'spot-checks', {
    act: uuidv7(),
    area: 'E01000002',
    wish: 'width-10',
    person: 'Nora Vale',
  })
  expect([answer.statusCode, text(answer)]).toEqual([
    400,
    expect.stringContaining('Its sergeant orders the check'),
  ])
  await expect(
    asSomebody(
      lead,
      `insert into engagement.spot_check (id, kind, valid_from, area, bcu, checker, target, half_width, after_head, actor)
       values ($1, 'lsoa', '2021-01-01', 'E01000002', 'North', $2, 0.85, 0.1, 0, $3)`,
      [uuidv7(), northern.id, lead.actor.id],
    ),
  ).rejects.toMatchObject(refusedByRights)
})

const putSpotAreaOfNorth = (): Promise<unknown> =>
  owner.query(
    `with added as (
       insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
       values (gen_random_uuid(), 798001, 'W1', 'North', 'ZX15PE', 'Elm Way', '1', 548000, 190000) returning easting, northing
     )
     insert into places.point_area (kind, valid_from, easting, northing, code)
     select 'lsoa', '2021-01-01', easting, northing, 'E01000002' from added`,
  )

let id: string
type DoorRow = { turn: number; home: string; bcu: string; is_reported: boolean }
let doors: DoorRow[]

test('two who press at once order one check, and its doors are drawn of both sides by one seed of the log', async () => {
  const second = await signIn(database, 'programme_lead', { name: 'Lee Other' })
  await neverOver(owner, second)
  const two = await Promise.all([lead, second].map((who) => order(who)))
  expect(two.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 400])
  expect(text(two.find(({ statusCode }) => statusCode === 400)!)).toContain(
    'A spot check of this area is open',
  )
  const { rows: checks } = await owner.query<{ id: string }>('select id from engagement.spot_check')
  expect(checks).toHaveLength(1)
  id = checks[0]!.id
  await seal()
  for (const bcu of ['North', 'South'] as const)
    expect((await ask(sergeantOf(bcu), 'POST', `spot-checks/${id}/draw`)).statusCode).toBe(403)
  const pressed = await Promise.all([lead, second].map((who) => ask(who, 'POST', `spot-checks/${id}/draw`)))
  expect(pressed.map(({ statusCode }) => statusCode)).toEqual([303, 303])
  const { rows } = await owner.query<DoorRow>(
    'select turn, home, bcu, is_reported from engagement.spot_door where spot_check = $1 order by turn',
    [id],
  )
  doors = rows
  const { rows: draws } = await owner.query<{ seed: string; homes: number; first: string }>(
    `select d.seed, d.homes_reported + d.homes_others as homes,
            (select encode(h.root, 'hex') from log.head h where h.size > c.after_head order by h.size limit 1) as first
     from engagement.spot_draw d join engagement.spot_check c using (id)`,
  )
  expect(draws).toEqual([{ seed: draws[0]!.first, homes: 80, first: draws[0]!.first }])
  // The smallest draws of each stratum are taken, whatever their side.
  const all = await owner.query<{ home: string; reported: boolean }>(
    `select home, state = 'protected' as reported from engagement.home_state where area = $1`,
    [spotArea],
  )
  for (const reported of [true, false]) {
    const drawn = doors.filter(({ is_reported }) => is_reported === reported).map(({ home }) => home)
    const again = all.rows
      .filter((each) => each.reported === reported)
      .map(({ home }) => home)
      .toSorted((one, other) => (drawOf(draws[0]!.seed, one) < drawOf(draws[0]!.seed, other) ? -1 : 1))
    expect(drawn.toSorted()).toEqual(again.slice(0, drawn.length).toSorted())
  }
  expect(new Set(doors.map(({ bcu }) => bcu))).toEqual(new Set(['North', 'South']))
})

const checker = (door: DoorRow): TestPerson => (door.bcu === 'North' ? northern : southern)
const record = (who: TestPerson, turn: number, found: string) =>
  ask(who, 'POST', `spot-checks/${id}/list/${turn}`, { act: uuidv7(), found })

test('each officer has the doors of their side, and may tell of no other', async () => {
  for (const [who, bcu, other] of [
    [northern, 'North', 'South'],
    [southern, 'South', 'North'],
  ] as const) {
    const own = doors.filter((door) => door.bcu === bcu)
    expect(text(await ask(who, 'GET', `spot-checks/${id}/list`))).toContain(
      `0 of ${own.length} doors visited`,
    )
    expect(text(await ask(who, 'GET', 'spot-checks'))).toContain(`0 of ${own.length}`)
    const elsewhere = doors.find((door) => door.bcu === other)!
    expect((await record(who, elsewhere.turn, 'marked')).statusCode).toBe(404)
    await expect(
      asSomebody(
        who,
        `insert into engagement.spot_finding (id, spot_check, home, ward, bcu, found, actor)
         select $1, $2, $3, ward, bcu, 'marked', $4 from (values ($5, $6)) door (ward, bcu)`,
        [uuidv7(), id, elsewhere.home, who.actor.id, other === 'North' ? 'W1' : 'W2', other],
      ),
    ).rejects.toMatchObject(refusedByRights)
  }
})

test('both sergeants follow it, and neither draws, ends or names anybody for it', async () => {
  for (const bcu of ['North', 'South'] as const) {
    const page = text(await ask(sergeantOf(bcu), 'GET', `spot-checks/${id}`))
    expect(page).toContain('Checked in North by Nora Vale')
    expect(page).toContain('Checked in South by Sam Weir')
    expect(page).toContain('The programme lead ordered this check')
    expect(page).not.toContain('Abandon')
    expect(text(await ask(sergeantOf(bcu), 'GET', 'spot-checks'))).toContain('Nora Vale and Sam Weir')
    const end = { form: 'abandon', reason: 'Not mine' }
    expect((await ask(sergeantOf(bcu), 'POST', `spot-checks/${id}/end`, end)).statusCode).toBe(403)
    const actor = sergeantOf(bcu).actor.id
    for (const [statement, values] of [
      [
        `insert into engagement.spot_end (spot_check, bcu, how, reason, actor) values ($1, $2, 'abandoned', 'Not mine', $3)`,
        [id, bcu, actor],
      ],
      [
        `insert into engagement.spot_side (spot_check, bcu, checker, actor) values ($1, $2, $4, $3)`,
        [id, bcu, actor, northern.id],
      ],
    ] as const)
      await expect(asSomebody(sergeantOf(bcu), statement, [...values])).rejects.toMatchObject(refusedByRights)
  }
  // Another BCU's sergeant is told nothing of it.
  const far = await signIn(database, 'sergeant', { place: 'West' })
  expect((await ask(far, 'GET', `spot-checks/${id}`)).statusCode).toBe(404)
})

test('it is closed once both sides are walked, and has one result; each sergeant reads the doors of their own', async () => {
  const [last, ...others] = doors
  for (const door of others)
    expect((await record(checker(door), door.turn, door.is_reported ? 'marked' : 'nothing')).statusCode).toBe(
      303,
    )
  expect((await ask(lead, 'POST', `spot-checks/${id}/end`, { form: 'close' })).statusCode).toBe(400)
  await expect(
    asSomebody(
      lead,
      `insert into engagement.spot_end (spot_check, bcu, how, actor) values ($1, 'North', 'closed', $2)`,
      [id, lead.actor.id],
    ),
  ).rejects.toMatchObject(refusedByRights)
  await record(checker(last!), last!.turn, last!.is_reported ? 'marked' : 'nothing')
  expect((await ask(lead, 'POST', `spot-checks/${id}/end`, { form: 'close' })).statusCode).toBe(303)
  for (const person of [lead, sergeantOf('North'), sergeantOf('South')]) {
    const counts = await database.withActor(person.actor, 'a test', (tx) => countsOfCheck(tx, id))
    expect([counts!.reported.homes, counts!.others.homes]).toEqual([60, 20])
    expect(resultOf(counts!).verified!.share).toBe(0.75)
    expect(text(await ask(person, 'GET', `spot-checks/${id}`))).toContain('75.0% verified, 75.0% reported')
  }
  const linesOf = async (person: TestPerson): Promise<number> =>
    (await ask(person, 'GET', `spot-checks/${id}/doors.csv`)).payload.trim().split('\r\n').length - 1
  const inNorth = doors.filter(({ bcu }) => bcu === 'North').length
  expect([await linesOf(sergeantOf('North')), await linesOf(sergeantOf('South'))]).toEqual([
    inNorth,
    doors.length - inNorth,
  ])
  expect((await ask(lead, 'GET', `spot-checks/${id}/doors.csv`)).statusCode).toBe(403)
})

test('a home that has come to a third BCU since the order is drawn for nobody', async () => {
  const another = uuidv7()
  await database.withActor(lead.actor, 'an order of a test', (tx) =>
    orderCheck(
      tx,
      lead.actor.id,
      {
        id: another,
        area: spotArea,
        checkers: new Map([
          ['North', northern.id],
          ['South', southern.id],
        ]),
        wish: wishes.get('width-10')!,
        target: 0.85,
      },
      { day: londonDay(new Date()), isAcross: true },
    ),
  )
  await owner.query(
    `with added as (
       insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
       values (gen_random_uuid(), 797001, 'W7', 'West', 'ZX15PF', 'Linden Road', '900', 549000, 190000) returning easting, northing
     )
     insert into places.point_area (kind, valid_from, easting, northing, code)
     select 'lsoa', '2021-01-01', easting, northing, $1 from added`,
    [spotArea],
  )
  await seal()
  const answer = await ask(lead, 'POST', `spot-checks/${another}/draw`)
  expect([answer.statusCode, text(answer)]).toEqual([409, expect.stringContaining('came to another BCU')])
})
