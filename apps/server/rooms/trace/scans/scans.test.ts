import { isInCheck, placeKinds, results, type PlaceKind } from '@mettrace/protocol/scans/scan-rules'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { neverOver, signIn, type TestPerson } from '../../../../../test/signed-in.ts'
import { londonInstant } from '../exhibits/london-instant.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { askRates } from './ask-rates.ts'
import { addBookedIn, lastBookedIn } from './booked-in.ts'
import { bookedInLines } from './booked-in-lines.ts'
import { glowOf } from './glow-of.ts'
import { addLamp, checkLamp, lampsOn } from './lamps.ts'
import { legalBases, subjects } from '@mettrace/protocol/scans/legal-bases'
import { shareInWords, verdictOf } from './rate-words.ts'
import { rateOf, type Counts } from './rates.ts'
import { unknownsOf } from './scan-facts.ts'
import { scanFrom } from './scan-form.ts'
import { addScanPlace, scanPlaces, type ScanPlace } from './scan-places.ts'
import { listScans, recordScan, scanById, type NewScan } from './scans.ts'
import { shiftOf } from './shifts.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)

let people: Record<'north' | 'south' | 'investigator' | 'protector' | 'officer', TestPerson>
beforeAll(async () => {
  people = {
    north: await signIn(database, 'custody', { place: 'North', name: 'Lena Amos' }),
    south: await signIn(database, 'custody', { place: 'South' }),
    investigator: await signIn(database, 'investigator'),
    protector: await signIn(database, 'data_protection'),
    officer: await signIn(database, 'ward_officer', { place: 'W1' }),
  }
  for (const person of Object.values(people)) await neverOver(owner, person)
})

type Who = keyof typeof people
const as = <T>(who: Who, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(people[who].actor, 'scans', (tx) => work(tx, people[who].actor.id))

let turn = 0
/** Adds a place of a BCU as its custody. */
const place = async (kind: PlaceKind = 'custody suite', who: Who = 'north'): Promise<ScanPlace> => {
  const added = { id: uuidv7(), kind, name: `Place ${++turn}`, bcu: who === 'north' ? 'North' : 'South' }
  await as(who, (tx, actor) => addScanPlace(tx, actor, added))
  return added
}
const at = (day: string, time = '10:00'): Date => londonInstant(day, time)!
/** Records a scan; of a person with consent where nothing else is said. */
const scan = async (of: ScanPlace, other: Partial<NewScan> = {}, who: Who = 'north'): Promise<string> => {
  const told: NewScan = {
    id: uuidv7(),
    at: at('2026-03-02'),
    place: of,
    subject: 'person',
    custody: null,
    description: null,
    identifiers: null,
    basis: 'consent',
    result: 'nothing',
    part: null,
    whyNot: null,
    lamp: null,
    officer: null,
    corrects: null,
    ...other,
  }
  await as(who, (tx, actor) => recordScan(tx, actor, told))
  return told.id
}
const booked = (of: ScanPlace, onDay: string, shift: 'early' | 'late' | 'night', detainees: number) =>
  as('north', (tx, actor) =>
    addBookedIn(tx, actor, [{ id: uuidv7(), place: of.id, onDay, shift, detainees }], 'by hand'),
  )
const ratesOf = async (suite: ScanPlace, by: 'place' | 'shift' | 'month' = 'place') => {
  const { rows } = await as('north', (tx) => askRates(tx, { from: '2026-03-01', to: '2026-04-30', by }))
  return by === 'place' ? rows.filter(({ key }) => key === suite.id) : rows
}

const lastOf = async (suite: ScanPlace) =>
  (await as('north', (tx) => lastBookedIn(tx, 60))).find((each) => each.place === suite.id)?.detainees
const shown = (day: string, time: string) => shiftOf(at(day, time))
const counts = (other: Partial<Counts>): Counts => ({
  booked: 0,
  scanned: 0,
  refused: 0,
  notPossible: 0,
  noRecord: 0,
  over: 0,
  glow: 0,
  unclear: 0,
  apart: 0,
  ...other,
})

const verdict = (other: Partial<Counts>) => verdictOf(rateOf([counts(other)]))

describe('what a form of a scan is refused for', () => {
  const suite: ScanPlace = { id: 's', kind: 'custody suite', name: 'Saltings', bcu: 'North' }
  const faults = (sent: Record<string, string>, where: ScanPlace | undefined = suite): string[] =>
    scanFrom(sent, where).errors.map(({ text }) => text)

  test('is only what the law needs, each naming its law: a basis, one that covers the subject and place, and no name', () => {
    expect(faults({ result: 'nothing' })).toEqual([
      'Choose the legal basis: without one nothing may be scanned (DPA 2018 s.35)',
    ])
    expect(faults({ result: 'nothing', basis: 'PACE s.8' })).toEqual([
      'Choose a basis that covers a person: PACE s.8, search warrant does not',
    ])
    expect(faults({ result: 'nothing', basis: 'PACE s.54A' }, { ...suite, kind: 'street' })).toEqual([
      'Choose another basis: PACE s.54A, examination to identify, covers people detained at a police station',
    ])
    for (const custody of ['Jo Bloggs', 'O/NEILL', '4471'])
      expect(faults({ result: 'nothing', basis: 'consent', custody })).toEqual([
        'Enter a custody reference such as 01CU/4471/26, and never a name (DPA 2018 s.37)',
      ])
  })
  test('and nothing else: all that is empty is listed as not known (officers elsewhere send whole cases back for one field)', () => {
    const { scan: told, errors } = scanFrom({ basis: 'consent', result: 'nothing' }, suite)
    expect(errors).toEqual([])
    expect(unknownsOf({ ...told!, lamp: null })).toEqual(['custody reference', 'lamp'])
    const item = scanFrom({ subject: 'item', basis: 'PACE s.22', result: 'glow', custody: 'Jo' }, suite).scan!
    expect(item.custody).toBeNull()
    expect(unknownsOf({ ...item, lamp: 'l' })).toEqual(['what the item is', 'identifiers', 'where it showed'])
    const refused = scanFrom({ basis: 'PACE s.54', result: 'refused', custody: '01cu/4471/26' }, suite).scan!
    expect(refused.custody).toBe('01CU/4471/26')
    expect(unknownsOf({ ...refused, lamp: null })).toEqual(['why not'])
  })
})

describe('the database', () => {
  test('accepts of every basis, subject, place and result what the form accepts, and nothing more', async () => {
    const places = await Promise.all(placeKinds.map((kind) => place(kind)))
    const differing: string[] = []
    for (const where of places)
      for (const { value: basis } of legalBases)
        for (const subject of subjects) {
          const isAccepted = scanFrom({ basis, subject, result: 'nothing' }, where).errors.length === 0
          const isKept = await scan(where, { basis, subject }).then(
            () => true,
            () => false,
          )
          if (isAccepted !== isKept) differing.push(`${basis} of ${subject} at ${where.kind}`)
        }
    expect(differing).toEqual([])
    for (const result of results) await scan(places[0]!, { result })
    await expect(scan(places[0]!, { custody: 'JO BLOGGS' })).rejects.toMatchObject({ code: '23514' })
    await expect(scan(places[0]!, { at: new Date(Date.now() + 3_600_000) })).rejects.toMatchObject({
      code: '23514',
    })
  })

  test('shows a scan to its BCU and investigators, lets nobody change it, and logs who looked', async () => {
    const where = await place()
    const id = await scan(where, { custody: '01CU/1/26', result: 'unclear', part: 'left sleeve' })
    await expect(as('south', (tx) => scanById(tx, id))).rejects.toMatchObject({ code: 'not_found' })
    await expect(as('officer', (tx) => scanById(tx, id))).rejects.toMatchObject({ code: '42501' })
    await expect(as('protector', (tx) => scanById(tx, id))).rejects.toMatchObject({ code: '42501' })
    for (const who of ['north', 'investigator'] as const)
      expect(await as(who, (tx) => listScans(tx, '01CU/1/26', 1))).toMatchObject([
        { id, part: 'left sleeve' },
      ])
    await expect(scan(where, {}, 'south')).rejects.toMatchObject({ code: '42501' })
    await expect(
      as('north', (tx) => tx.query(`update enforcement.scan set result = 'nothing'`)),
    ).rejects.toMatchObject({ code: '42501' })
    const { rows } = await owner.query(
      `select distinct operation from log.entry where kind = 'scan' and actor = $1`,
      [people.investigator.actor.id],
    )
    expect(rows).toEqual([{ operation: 'consultation' }])
  })

  test('keeps a correction as a fact of its own, once', async () => {
    const where = await place()
    const id = await scan(where, { custody: '01CU/2/26', result: 'glow', part: 'cuff' })
    expect(await as('north', (tx) => glowOf(tx, id))).toMatchObject({ custody: '01CU/2/26' })
    const right = await scan(where, { custody: '01CU/2/26', corrects: id })
    await expect(as('north', (tx) => glowOf(tx, id))).rejects.toMatchObject({ code: 'not_found' })
    expect(await as('north', (tx) => listScans(tx, '01CU/2/26', 1))).toMatchObject([
      { id: right, corrects: id, result: 'nothing' },
    ])
    // Sent twice, it is one.
    expect(await scan(where, { id: right, custody: '01CU/2/26', corrects: id })).toBe(right)
    await expect(scan(where, { corrects: id })).rejects.toThrow('was corrected before')
    await expect(scan(await place('shop', 'south'), { corrects: right }, 'south')).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

test('a scan by a lamp out of check says so, by the check that counted that day', async () => {
  const where = await place()
  const lamp = uuidv7()
  await as('north', (tx, actor) => addLamp(tx, actor, { id: lamp, kind: 'lamp', name: 'L-09', bcu: 'North' }))
  const check = (onDay: string, nextBy: string | null) =>
    as('north', (tx, actor) =>
      checkLamp(tx, actor, { id: uuidv7(), lamp, onDay, passed: nextBy !== null, nextBy, note: null }),
    )
  await check('2026-03-02', '2026-03-10')
  await check('2026-03-20', null)
  const days = ['2026-03-01', '2026-03-02', '2026-03-10', '2026-03-11', '2026-03-21']
  const marks: (boolean | null)[] = []
  for (const day of days) {
    const id = await scan(where, { lamp, at: at(day, '23:59') })
    marks.push((await as('north', (tx) => scanById(tx, id))).inCheck)
    const there = (await as('north', (tx) => lampsOn(tx, day))).find((each) => each.id === lamp)
    expect(isInCheck(there!, day)).toBe(marks.at(-1))
  }
  expect(marks).toEqual([false, true, true, false, false])
  await expect(
    as('north', (tx, actor) =>
      addLamp(tx, actor, { id: uuidv7(), kind: 'arch', name: 'L-09', bcu: 'North' }),
    ),
  ).rejects.toThrow('is called so already')
  await expect(
    as('south', (tx, actor) =>
      checkLamp(tx, actor, {
        id: uuidv7(),
        lamp,
        onDay: '2026-03-22',
        passed: false,
        nextBy: null,
        note: null,
      }),
    ),
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('a night belongs to the day that it began on, by London’s clocks', () => {
  expect(shown('2026-03-02', '06:59')).toEqual({ onDay: '2026-03-01', shift: 'night' })
  expect(shown('2026-03-02', '07:00')).toEqual({ onDay: '2026-03-02', shift: 'early' })
  expect(shown('2026-07-02', '15:00')).toEqual({ onDay: '2026-07-02', shift: 'late' })
  expect(shown('2026-07-02', '23:00')).toEqual({ onDay: '2026-07-02', shift: 'night' })
})

describe('the rate of a suite', () => {
  test('is of detainees booked in: refusals and what was not possible stay in it, a person counts once', async () => {
    const suite = await place()
    await booked(suite, '2026-03-02', 'early', 99)
    // Entered again, the last number counts.
    await booked(suite, '2026-03-02', 'early', 6)
    const of = (number: number, other: Partial<NewScan> = {}) =>
      scan(suite, { custody: `01CU/${number}/26`, ...other })
    await of(11, { result: 'refused' })
    // Whoever refused and was scanned later, in another shift, was scanned where they were first.
    await of(11, { at: at('2026-03-02', '16:00') })
    await of(12, { result: 'glow' })
    await of(12, { result: 'glow' })
    await of(13, { result: 'not possible' })
    await of(14, { result: 'refused' })
    const wrong = await of(15, { result: 'unclear' })
    await of(15, { result: 'refused', corrects: wrong })
    await scan(suite, { subject: 'item', basis: 'PACE s.54', result: 'glow' })
    // A shift whose number nobody knows is in no rate.
    await of(16, { at: at('2026-03-03') })
    const [row] = await ratesOf(suite)
    expect(row).toMatchObject({
      booked: 6,
      scanned: 2,
      refused: 2,
      notPossible: 1,
      noRecord: 1,
      over: 0,
      glow: 1,
      unclear: 0,
      apart: 1,
      rate: { share: 2 / 6 },
    })
    expect(await lastOf(suite)).toBe(6)
    expect((await ratesOf(suite, 'month')).map(({ name }) => name)).toContain('March 2026')
  })
  test('is none where more were recorded than booked in, and another shift makes up for nothing', async () => {
    const suite = await place()
    await booked(suite, '2026-03-05', 'early', 1)
    await booked(suite, '2026-03-05', 'late', 5)
    await scan(suite, { at: at('2026-03-05') })
    await scan(suite, { at: at('2026-03-05') })
    const [row] = await ratesOf(suite)
    expect(row).toMatchObject({ booked: 6, scanned: 2, over: 1, noRecord: 5, rate: null })
  })
  test('is not told to another BCU, whose suites alone it sees', async () => {
    await place('custody suite', 'south')
    const { rows } = await as('south', (tx) =>
      askRates(tx, { from: '2026-03-01', to: '2026-03-31', by: 'place' }),
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ booked: 0, apart: 0, rate: null })
    expect((await as('south', scanPlaces)).every(({ bcu }) => bcu === 'South')).toBe(true)
  })
})

describe('whether every detainee was scanned', () => {
  test('is shown, refuted or not known, in words with an interval (Wilson: 340 of 1,000, 10 of 10)', () => {
    const { rate } = rateOf([counts({ booked: 600, scanned: 140 }), counts({ booked: 400, scanned: 200 })])
    expect(rate?.low).toBeCloseTo(0.3113019, 7)
    expect(rate?.high).toBeCloseTo(0.3699227, 7)
    expect(verdict({ booked: 1000, scanned: 340, refused: 100, noRecord: 560 })).toEqual({
      heading: 'Was every detainee scanned? 34.0% were',
      words:
        'No: 340 of 1,000, which shows a rate from 31.1% to 37.0% (95% interval). 100 refused, 0 not possible, 560 without a record.',
    })
    expect(verdict({ booked: 10, scanned: 10 })).toEqual({
      heading: 'Every detainee booked in was scanned',
      words: '10 of 10. So many show a rate from 72.2% to 100.0% (95% interval).',
    })
    expect(verdict({ apart: 12 }).heading).toBe('Was every detainee scanned? Not known')
    expect(verdict({ booked: 10, scanned: 9, over: 1 }).heading).toBe(
      'Was every detainee scanned? The numbers disagree',
    )
  })
  test('and all but one of many never reads as all', () => {
    expect(shareInWords(9999 / 10_000)).toBe('99.9%')
    expect(verdict({ booked: 100_000, scanned: 99_999 }).heading).toContain('99.9% were')
  })
})

test('lines of a file are taken all or none, each fault by its line', () => {
  const suites: ScanPlace[] = [
    { id: 'a', kind: 'custody suite', name: 'Saltings', bcu: 'North' },
    { id: 'b', kind: 'custody suite', name: 'Harrow, Cross', bcu: 'North' },
  ]
  const read = (text: string) => bookedInLines(text, suites, '2026-11-30')
  const good = read(
    'suite,day,shift,detainees\r\nsaltings,2026-10-01,Early,12\nHarrow, Cross,2026-10-01,night,0\n',
  )
  expect(good.faults).toEqual([])
  expect(good.numbers).toMatchObject([
    { place: 'a', onDay: '2026-10-01', shift: 'early', detainees: 12 },
    { place: 'b', shift: 'night', detainees: 0 },
  ])
  // As spreadsheets write them: quoted, with a line break in a cell, with semicolons, with blank rows below.
  expect(
    read('"Suite","Day","Shift","Detainees"\n"Harrow,\nCross","2026-10-02","late","3"\n,,,\n').numbers,
  ).toMatchObject([{ place: 'b', onDay: '2026-10-02', shift: 'late', detainees: 3 }])
  expect(read('Saltings;2026-10-02;late;3\r\nElsewhere;2026-10-02;late;3').faults).toEqual([
    'Line 2 names no custody suite of yours',
  ])
  expect(read('"Harrow,\nCross",2026-10-02,late,3\nElsewhere,2026-10-02,late,3').faults).toEqual([
    'Line 3 names no custody suite of yours',
  ])
  expect(
    read(
      'Elsewhere,2026-10-01,early,1\nSaltings,2026-12-01,early,1\nSaltings,2026-02-30,early,1\nSaltings,0000-10-01,early,1\nSaltings,2026-10-01,noon,1\nSaltings,2026-10-01,early,-1\nSaltings\nSaltings,2026-10-01,late,7\nsaltings,2026-10-01,Late,8',
    ).faults,
  ).toEqual([
    'Line 1 names no custody suite of yours',
    'Line 2 needs a day such as 2026-11-28, not after today',
    'Line 3 needs a day such as 2026-11-28, not after today',
    'Line 4 needs a day such as 2026-11-28, not after today',
    'Line 5 needs a shift: early, late or night',
    'Line 6 needs a whole number of detainees up to 2000',
    'Line 7 needs suite, day, shift and detainees',
    'Line 9 tells a shift that another line tells',
  ])
})

test('scans of a made-up city leave with it, and their places, lamps and numbers with them', async () => {
  const left = async (): Promise<number[]> => {
    const { rows } = await owner.query<{ rows: number }>(
      `select (select count(*)::int4 from enforcement.scan) as rows
       union all select (select count(*)::int4 from enforcement.scan_place)
       union all select (select count(*)::int4 from enforcement.lamp_check)
       union all select (select count(*)::int4 from enforcement.lamp)
       union all select (select count(*)::int4 from enforcement.booked_in)`,
    )
    return rows.map(({ rows: there }) => there)
  }
  await scan(await place(), { corrects: await scan(await place()) })
  expect((await left()).every((there) => there > 0)).toBe(true)
  await owner.query(`insert into foundation.demonstration (state, seed, homes) values ('loaded', 1, 1)`)
  await database.withActor({ id: 'test', role: 'importer' }, 'the city leaves', (tx) =>
    tx.query('select engagement.leave_with_the_city()'),
  )
  expect(await left()).toEqual([0, 0, 0, 0, 0])
})
