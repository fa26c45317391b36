import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawDoors } from '@mettrace/analysis/saturation/draw-doors'
import { ledgerPeople, type LedgerPeople, type Mover } from '../../../../../test/ledger-people.ts'
import { freshLog } from '../../../../../test/log.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { putSpotArea, spotArea } from '../../../../../test/spot-town.ts'
import { buildApp } from '../../../app.ts'
import { advisoryLocks } from '../../../foundation/advisory-locks.ts'
import { londonDay } from '../../../foundation/days.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import { placeOfCode } from '../saturation/place.ts'
import { verifiedInWords } from '../saturation/place-words.ts'
import { saturationOfPlace } from '../saturation/saturation.ts'
import { countsOfCheck } from './counts.ts'
import { digestOfDoors, drawOf, turnOf } from './drawn-doors.ts'
import { orderCheck } from './order-check.ts'
import { resultOf } from './results.ts'
import { wishes } from './wishes.ts'

const log = await freshLog()
afterAll(log.drop)
const { database, owner } = log
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(),
})
afterAll(() => app.close())

let people: LedgerPeople
let sergeant: Mover
let checker: TestPerson
let homes: string[]
const lead: Actor = { id: 'command line: test', role: 'planner' }

const seal = async (): Promise<void> => {
  const { rows } = await owner.query<{ entries: number }>('select count(*)::int as entries from log.entry')
  await log.sealTo(rows[0]!.entries)
}

beforeAll(async () => {
  people = await ledgerPeople(database, owner)
  sergeant = people.of('sergeant', 'North')
  checker = people.of('ward_officer', 'South').person
  await owner.query(`update identity.person set display_name = 'Chris Cole' where id = $1`, [checker.id])
  homes = await putSpotArea(owner, { ward: 'W1', bcu: 'North', homes: 620, reported: 540 })
  await seal()
})

type Form = Record<string, string>
const ask = (person: TestPerson, method: 'GET' | 'POST', path: string, form?: Form) =>
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

const order = async (wish: string, person = 'Chris Cole', id = uuidv7()) => {
  const answer = await ask(sergeant.person, 'POST', 'spot-checks', { act: id, area: spotArea, wish, person })
  return { id, answer }
}
/** An order whose doors are drawn. */
const drawn = async (wish: string): Promise<string> => {
  const { id, answer } = await order(wish)
  expect(answer.statusCode).toBe(303)
  await seal()
  expect((await ask(sergeant.person, 'POST', `spot-checks/${id}/draw`)).statusCode).toBe(303)
  return id
}
type DoorRow = { turn: number; home: string; state: string; is_reported: boolean }
const doorsOf = async (id: string): Promise<DoorRow[]> =>
  (
    await owner.query<DoorRow>(
      'select turn, home, state, is_reported from engagement.spot_door where spot_check = $1 order by turn',
      [id],
    )
  ).rows
const record = (id: string, turn: number, found: string, act = uuidv7(), who = checker) =>
  ask(who, 'POST', `spot-checks/${id}/list/${turn}`, { act, found })
const abandon = (id: string) =>
  ask(sergeant.person, 'POST', `spot-checks/${id}/end`, { form: 'abandon', reason: 'Only a test' })
const close = (id: string) => ask(sergeant.person, 'POST', `spot-checks/${id}/end`, { form: 'close' })

/** Statements as somebody would send them who has the login of the pages and a session. */
const asSomebody = async (person: TestPerson, statement: string, values: unknown[] = []) =>
  database.withActor(person.actor, 'SQL of a test', (tx) => tx.query(statement, values))

const anotherOrderWaits = async (): Promise<boolean> => {
  const { rows } = await owner.query<{ waits: boolean }>(
    "select exists (select from pg_locks where locktype = 'advisory' and classid = $1 and not granted) as waits",
    [advisoryLocks.spotCheckOfArea],
  )
  return rows[0]!.waits
}

describe('a spot check', () => {
  let id: string
  let doors: DoorRow[]
  test('says how many doors it takes, with both errors, before it is ordered', async () => {
    const page = text(await ask(sergeant.person, 'GET', `spot-checks?area=${spotArea}`))
    expect(page).toContain('540 of 620 homes are reported protected: 87.1%')
    expect(page).toContain(
      '48 doors; accepted from 38 with marks on. Wrongly turned down 8.7 times in 100, wrongly accepted 9.8 times in 100',
    )
    expect(page).toContain('cannot declare 85%: it accepts an area with 75% 66.8 times in 100')
  })

  test('is not made by whoever was there, can read of these homes, or is no officer', async () => {
    const refusedFor = async (person: TestPerson, name: string): Promise<string> => {
      await owner.query('update identity.person set display_name = $2 where id = $1', [person.id, name])
      const { answer } = await order('poor-70', name)
      expect(answer.statusCode).toBe(400)
      return text(answer)
    }
    const own = people.of('ward_officer', 'North').person
    expect(await refusedFor(own, 'Olive Own')).toContain('can read what was reported')
    expect(await refusedFor(people.of('sergeant', 'South').person, 'Sid South')).toContain(
      'Choose a ward officer or a Prevention PCSO',
    )
    // Somebody of elsewhere who once had one of these homes in a round.
    const former = await signIn(database, 'ward_officer', { place: 'W2', name: 'Fay Former' })
    const assignment = uuidv7()
    await owner.query(
      `insert into engagement.assignment (id, person, name, from_day, until_day, streets, ward, bcu, actor)
       values ($1, $2, 'Round', '2026-01-02', '2026-01-03', '{Linden Road}', 'W1', 'North', 'test')`,
      [assignment, former.id],
    )
    await owner.query(
      `insert into engagement.assignment_home
         (assignment, home, ward, bcu, address, postcode, street, door, door_order, latitude, longitude)
       values ($1, $2, 'W1', 'North', '1 Linden Road', 'ZX15PC', 'Linden Road', '1', 1, 51.5, -0.1)`,
      [assignment, homes[0]],
    )
    expect(await refusedFor(former, 'Fay Former')).toContain('visited homes of this area')
    await expect(
      asSomebody(
        sergeant.person,
        `insert into engagement.spot_check (id, kind, valid_from, area, bcu, checker, target, half_width, after_head, actor)
         values ($1, 'lsoa', '2021-01-01', $2, 'North', $3, 0.85, 0.1, 0, $4)`,
        [uuidv7(), spotArea, former.id, sergeant.person.actor.id],
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('is ordered once where two order at the same moment: the second waits, and is told', async () => {
    const wanted = {
      id: uuidv7(),
      area: spotArea,
      checkers: new Map([['North', checker.id]]),
      wish: wishes.get('poor-70')!,
      target: 0.85,
    }
    const [ordered, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const first = database.withActor(sergeant.person.actor, 'an order of a test', async (tx) => {
      await orderCheck(tx, sergeant.person.actor.id, wanted, { day: londonDay(new Date()), isAcross: false })
      ordered.resolve()
      await goOn.promise
    })
    await ordered.promise
    let answered = false
    const second = order('poor-70').finally(() => (answered = true))
    await expect.poll(async () => answered || (await anotherOrderWaits())).toBe(true)
    goOn.resolve()
    await first
    expect((await second).answer.statusCode).toBe(400)
    expect((await abandon(wanted.id)).statusCode).toBe(303)
  })

  test('is drawn by the first head that is signed after its order, and anybody can draw it again', async () => {
    const ordered = await order('poor-70')
    id = ordered.id
    expect(ordered.answer.headers['location']).toBe(`/deliver/spot-checks/${id}`)
    expect(text(await ask(sergeant.person, 'GET', `spot-checks/${id}`))).toContain('Not drawn yet')
    expect((await ask(sergeant.person, 'POST', `spot-checks/${id}/draw`)).statusCode).toBe(400)
    // The same form once more is the same order; another of the area waits for this one.
    expect((await order('poor-70', 'Chris Cole', id)).answer.statusCode).toBe(303)
    expect(text((await order('poor-70')).answer)).toContain('A spot check of this area is open')
    await seal()
    const two = await Promise.all([1, 2].map(() => ask(sergeant.person, 'POST', `spot-checks/${id}/draw`)))
    expect(two.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    doors = await doorsOf(id)
    expect(doors).toHaveLength(48)
    const { rows } = await owner.query<{ seed: string; doors_digest: string; first: string }>(
      `select d.seed, d.doors_digest,
              (select encode(h.root, 'hex') from log.head h where h.size > c.after_head order by h.size limit 1) as first
       from engagement.spot_draw d join engagement.spot_check c using (id) where id = $1`,
      [id],
    )
    const [{ seed, doors_digest: digest, first }] = rows as [(typeof rows)[number]]
    expect(seed).toBe(first)
    const again = homes
      .map((home) => ({ home, draw: drawOf(seed, home), turn: turnOf(seed, home) }))
      .toSorted((a, b) => (a.draw < b.draw ? -1 : 1))
      .slice(0, 48)
      .toSorted((a, b) => (a.turn < b.turn ? -1 : 1))
    expect(doors.map(({ home }) => home)).toEqual(again.map(({ home }) => home))
    expect(digest).toBe(
      digestOfDoors(doors.map(({ home, state }) => ({ home, state, ward: '', bcu: '', isReported: false }))),
    )
    const { rows: acts } = await owner.query<{ act: string }>(
      `select distinct operation || ' of a ' || kind as act from log.entry
       where purpose in ('order a spot check', 'draw the doors of a spot check') and operation is not null order by 1`,
    )
    expect(acts.map(({ act }) => act)).toEqual([
      'collection of a home',
      'collection of a person',
      'consultation of a person',
    ])
    const { rows: bound } = await owner.query(
      `select 1 from log.entry_content where bound = 'engagement.spot_draw' and row_id = $1`,
      [id],
    )
    expect(bound).toHaveLength(1)
  })

  test('tells its checker addresses and nothing of what was reported, by no page and no statement', async () => {
    const list = await ask(checker, 'GET', `spot-checks/${id}/list`)
    expect(list.statusCode).toBe(200)
    const shown = text(list)
    expect(shown).toContain('0 of 48 doors visited')
    expect(shown).not.toMatch(/protected|reported protected|not yet visited/i)
    for (const table of ['spot_check', 'spot_draw', 'spot_door', 'spot_finding', 'spot_end'])
      await expect(asSomebody(checker, `select from engagement.${table}`), table).rejects.toMatchObject({
        code: '42501',
      })
    for (const [table, of] of [
      ['home_state', 'home'],
      ['home', 'id'],
      ['visit', 'home'],
      ['kit_movement', 'home'],
    ])
      expect(
        (await asSomebody(checker, `select from engagement.${table} where ${of} = any ($1::uuid[])`, [homes]))
          .rowCount,
        table,
      ).toBe(0)
    const counts = `select * from engagement.spot_check_counts($1, null, null, null)`
    expect((await asSomebody(checker, counts, [id])).rowCount).toBe(0)
    const known = await asSomebody(checker, 'select * from engagement.spot_check_doors($1)', [id])
    expect(known.fields.map(({ name }) => name)).toEqual([
      'turn',
      'home',
      'ward',
      'bcu',
      'street',
      'number',
      'core',
      'flat',
      'postcode',
      'found',
      'at',
      'tries',
    ])
    expect((await ask(checker, 'GET', `spot-checks/${id}`)).statusCode).toBe(403)
    expect((await ask(checker, 'GET', `spot-checks/${id}/doors.csv`)).statusCode).toBe(403)
  })

  test('is nobody else’s to make', async () => {
    const other = people.movers.filter(
      ({ person, place }) => person.actor.role === 'ward_officer' && place.bcu === 'South',
    )[1]!.person
    expect((await ask(other, 'GET', `spot-checks/${id}/list`)).statusCode).toBe(404)
    expect((await ask(other, 'GET', `spot-checks/${uuidv7()}/list`)).statusCode).toBe(404)
    expect((await record(id, 1, 'marked', uuidv7(), other)).statusCode).toBe(404)
    await expect(
      asSomebody(
        other,
        `insert into engagement.spot_finding (id, spot_check, home, ward, bcu, found, actor)
         values ($1, $2, $3, 'W1', 'North', 'marked', $4)`,
        [uuidv7(), id, doors[0]!.home, other.actor.id],
      ),
    ).rejects.toMatchObject({ code: '42501' })
    expect((await ask(people.of('sergeant', 'South').person, 'GET', `spot-checks/${id}`)).statusCode).toBe(
      404,
    )
  })

  test('takes findings once each, the last of a door counting, and is closed when every door was visited', async () => {
    expect(text(await record(id, 1, ''))).toContain('Choose what you found')
    const act = uuidv7()
    for (const found of ['no answer', 'no answer'])
      expect((await record(id, 1, found, act)).statusCode).toBe(303)
    expect((await close(id)).statusCode).toBe(400)
    // Two tabs at once: both are kept, one counts.
    await Promise.all([record(id, 2, 'nothing'), record(id, 2, 'marked')])
    await record(id, 2, 'marked')
    for (const { turn } of doors.slice(2)) await record(id, turn, turn <= 38 ? 'marked' : 'nothing')
    const { rows } = await owner.query<{ found: number }>(
      'select count(*)::int as found from engagement.spot_finding where spot_check = $1',
      [id],
    )
    expect(rows[0]!.found).toBe(1 + 3 + 46)
    // Nothing is told of an open check, to nobody.
    expect(await database.withActor(sergeant.person.actor, 'test', (tx) => countsOfCheck(tx, id))).toBeNull()
    expect((await close(id)).statusCode).toBe(303)
    const page = text(await ask(sergeant.person, 'GET', `spot-checks/${id}`))
    // 37 marked and one without an answer: 38 are needed.
    expect(page).toContain('Cannot be decided: marks were seen at 37 of 48 doors, and 38 are needed')
    expect(page).toContain(
      'turns down an area with 85% 8.7 times in 100, and accepts one with 70% 9.8 times in 100',
    )
    expect((await record(id, 1, 'marked')).statusCode).toBe(404)
    await expect(
      asSomebody(
        checker,
        `insert into engagement.spot_finding (id, spot_check, home, ward, bcu, found, actor)
         values ($1, $2, $3, 'W1', 'North', 'marked', $4)`,
        [uuidv7(), id, doors[0]!.home, checker.actor.id],
      ),
    ).rejects.toMatchObject({ code: '42501' })
    const csv = await ask(sergeant.person, 'GET', `spot-checks/${id}/doors.csv`)
    expect(csv.payload.trim().split('\r\n')).toHaveLength(49)
  })
})

describe('two checkers at once', () => {
  test('each have their own list, of another area, and neither is in the way of the other', async () => {
    const id = await drawn('width-10')
    const second = await signIn(database, 'ward_officer', { place: 'W2', name: 'Dana Dean' })
    await neverOver(owner, second)
    const other = uuidv7()
    // A second check of the area that is open beside the first, as two sergeants might order at once.
    await owner.query(
      `insert into engagement.spot_check (id, kind, valid_from, area, bcu, checker, target, half_width, after_head, actor)
       select $1, kind, valid_from, area, bcu, $2, target, half_width, after_head, actor from engagement.spot_check where id = $3`,
      [other, second.id, id],
    )
    expect((await ask(sergeant.person, 'POST', `spot-checks/${other}/draw`)).statusCode).toBe(303)
    const doors = await doorsOf(id)
    expect(doors.length).toBeGreaterThan(30)
    const answers = await Promise.all(
      doors.flatMap(({ turn }) => [
        record(id, turn, 'marked'),
        record(other, turn, 'nothing', uuidv7(), second),
      ]),
    )
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([303]))
    const { rows } = await owner.query(
      `select found, count(*)::int as doors from engagement.spot_finding where spot_check = any ($1::uuid[]) group by 1 order by 1`,
      [[id, other]],
    )
    expect(rows).toEqual([
      { found: 'marked', doors: doors.length },
      { found: 'nothing', doors: doors.length },
    ])
    for (const each of [id, other]) expect((await abandon(each)).statusCode).toBe(303)
    expect(text(await ask(sergeant.person, 'GET', `spot-checks/${id}`))).toContain('Reason: Only a test')
  })

  test('an officer who is posted to the homes meanwhile cannot go on', async () => {
    const id = await drawn('poor-70')
    const posting = uuidv7()
    await owner.query(
      `insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
       values ($1, $2, 'ward_officer', 'ward', 'W1', '2020-01-01', 'test')`,
      [posting, checker.id],
    )
    expect((await record(id, 1, 'marked')).statusCode).toBe(403)
    await owner.query(`update identity.posting set ended_at = now(), ended_by = 'test' where id = $1`, [
      posting,
    ])
    expect((await record(id, 1, 'marked')).statusCode).toBe(303)
    await abandon(id)
  })
})

test('worked numbers come out from the draw to the figure: 54 of 60 and 1 of 20', async () => {
  const id = uuidv7()
  await owner.query(
    `insert into engagement.spot_check (id, kind, valid_from, area, bcu, checker, target, half_width, after_head, actor)
     values ($1, 'lsoa', '2021-01-01', $2, 'North', $3, 0.85, 0.07, 0, 'test')`,
    [id, spotArea, checker.id],
  )
  const seed = '5'.repeat(64)
  const reported = new Set(homes.slice(0, 540))
  const list = drawDoors(
    homes.map((home) => ({
      id: home,
      draw: drawOf(seed, home),
      turn: turnOf(seed, home),
      isReported: reported.has(home),
    })),
    { reported: 60, others: 20 },
  )
  await owner.query(
    `insert into engagement.spot_draw
       (id, bcu, head, seed, homes_reported, homes_others, drawn_reported, drawn_others, doors_digest, actor)
     values ($1, 'North', 1, $2, 540, 80, 60, 20, $2, 'test')`,
    [id, seed],
  )
  await owner.query(
    `insert into engagement.spot_door (spot_check, turn, home, ward, bcu, state, is_reported)
     select $1, d.turn, s.home, s.ward, s.bcu, s.state, s.state = 'protected'
     from unnest($2::uuid[]) with ordinality d (home, turn) join engagement.home_state s on s.home = d.home`,
    [id, list],
  )
  const doors = await doorsOf(id)
  const of = (isReported: boolean): number[] =>
    doors.filter((door) => door.is_reported === isReported).map(({ turn }) => turn)
  expect([of(true).length, of(false).length]).toEqual([60, 20])
  for (const [at, turn] of of(true).entries()) await record(id, turn, at < 54 ? 'marked' : 'not marked')
  for (const [at, turn] of of(false).entries()) await record(id, turn, at < 1 ? 'marked' : 'nothing')
  expect((await close(id)).statusCode).toBe(303)
  const counts = await database.withActor(lead, 'test', (tx) => countsOfCheck(tx, id))
  const result = resultOf(counts!)
  expect(result.reportedShare).toBeCloseTo(0.870968, 6)
  expect(result.verified!.share).toBeCloseTo(0.790323, 6)
  expect(result.usual!.standardError).toBeCloseTo(0.032555, 6)
  expect(result.usual!.normal!.low).toBeCloseTo(0.726517, 6)
  expect(result.usual!.normal!.high).toBeCloseTo(0.854129, 6)
  expect(result.agreement!.agreement).toBeCloseTo(0.9125, 12)
  expect(result.agreement!.kappa).toBeCloseTo(0.784615, 6)
  const place = await database.withActor(lead, 'test', async (tx) =>
    saturationOfPlace(tx, await placeOfCode(tx, spotArea), new Date()),
  )
  expect(place.verified).toMatchObject({
    share: result.verified!.share,
    low: result.verified!.low,
    high: result.verified!.high,
  })
  const ward = await database.withActor(lead, 'test', (tx) =>
    saturationOfPlace(tx, { ward: 'W1' }, new Date()),
  )
  // Homes of the ward whose area is not known yet are no part of it.
  expect(ward.verified).toMatchObject({ checked: 1, areas: 2 })
  expect(ward.verified!.low).toBeCloseTo(result.verified!.low, 12)
  const { share, note } = verifiedInWords(ward.verified)
  expect(share).toBe('79.0% of a part')
  expect(note).toContain('in the 1 of 2 areas that was checked')
  const page = text(await ask(sergeant.person, 'GET', `spot-checks/${id}`))
  expect(page).toContain('79.0% verified, 87.1% reported')
  expect(page).toContain('91.3% kappa 0.78')
  // Six with a kit and nothing marked, and one other home that was marked.
  expect(page).toContain('7 of 7 doors that differ')
})

/** What somebody is told who orders a check of the area and is refused. */
const tried = async (person: TestPerson): Promise<string> => {
  const form = { act: uuidv7(), area: spotArea, wish: 'poor-70', person: 'Chris Cole' }
  const answer = await ask(person, 'POST', 'spot-checks', form)
  expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  return text(answer)
}

test('across the border of two BCUs each sergeant orders for areas of their own, and of an area on both sides neither', async () => {
  const [north, south] = [sergeant.person, people.of('sergeant', 'South').person]
  const ordered = async (): Promise<number> =>
    (await owner.query('select from engagement.spot_check')).rowCount!
  const before = await ordered()
  expect(await tried(south)).toContain('No home of your BCU is counted in this area')
  // One home of the area lies in the other BCU.
  await owner.query(
    `with moved as (
       insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
       values (gen_random_uuid(), 799999, 'W2', 'South', 'ZX15PD', 'Linden Road', '999', 540005, 190005) returning easting, northing
     )
     insert into places.point_area (kind, valid_from, easting, northing, code)
     select 'lsoa', '2021-01-01', easting, northing, $1 from moved`,
    [spotArea],
  )
  for (const person of [north, south])
    expect(await tried(person)).toContain('Some homes of this area belong to another BCU')
  expect(await ordered()).toBe(before)
})
