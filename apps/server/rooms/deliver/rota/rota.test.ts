import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import type { Mover } from '../../../../../test/ledger-people.ts'
import { phoneTown } from '../../../../../test/phone-town.ts'
import { neverOver, signIn, withoutProvider } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { onDuty } from '../rounds/duty-hours.ts'
import { daysFrom, mondayOf, weekdayOf } from './rota-days.ts'
import { rotaOf, rotaOfWeek } from './rota.ts'

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan] = town.walkers
const now = new Date('2026-12-02T09:00:00Z')
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => now),
})
afterAll(() => app.close())
const pcso = await signIn(database, 'prevention_pcso', { place: 'North', name: 'Ada Reyes' })
const elsewhere = await signIn(database, 'prevention_pcso', { place: 'South', name: 'Ben Okafor' })
await neverOver(owner, pcso)
const sergeant = town.people.of('sergeant', 'North')

test('weeks begin on a Monday, across months and years', () => {
  expect(mondayOf('2027-01-01')).toBe('2026-12-28')
  expect(mondayOf('2026-12-28')).toBe('2026-12-28')
  expect(weekdayOf('2026-12-27')).toBe(6)
  expect(daysFrom('2026-03-28', '2026-03-30')).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
  expect(daysFrom('2026-03-30', '2026-03-28')).toEqual([])
})

test('a rota says from when somebody is posted here, and counts the hours of two roles once', () => {
  const posting = {
    person: 'p',
    name: 'P',
    places: ['W1'],
    fromDay: '2026-12-01',
    toDay: '2026-12-02',
  } as const
  const { rows } = rotaOf(
    '2026-11-30',
    [
      { ...posting, role: 'sergeant', places: ['North'], toDay: '2026-12-03' },
      { ...posting, role: 'ward_officer', places: ['W1'] },
    ],
    [
      { person: 'p', day: '2026-12-01', hours: { begins: '09:00', ends: '10:30' } },
      { person: 'p', day: '2026-12-02', hours: null },
    ],
  )
  expect(rows.map(({ officer, cells, minutes }) => [officer.role, cells, minutes])).toEqual([
    [
      'ward_officer',
      ['elsewhere', { begins: '09:00', ends: '10:30' }, 'off', 'none', 'elsewhere', 'elsewhere', 'elsewhere'],
      90,
    ],
  ])
})

const send = ({ person }: Mover, form: Record<string, string | string[]>) =>
  app.inject({
    method: 'POST',
    url: '/deliver/rota',
    headers: { ...person.headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(
      Object.entries({ form: person.headers['x-form-token'], ...form }).flatMap(([field, values]) =>
        [values].flat().map((value): [string, string] => [field, value]),
      ),
    ).toString(),
  })
const usual = (other: Record<string, string | string[]> = {}) => ({
  act: uuidv7(),
  week: '2026-11-30',
  officer: pcso.id,
  from_day: '2026-12-02',
  to_day: '2026-12-13',
  weekday: ['0', '1', '2', '3', '4'],
  duty: 'on',
  begins: '10:00',
  ends: '18:00',
  ...other,
})
const weekOf = async (monday: string, { person }: Mover = sergeant) =>
  (await database.withActor(person.actor, 'rota of a test', (tx) => rotaOfWeek(tx, monday))).rows

test('a sergeant records shifts of a fortnight and a day of leave, each once, for their own BCU alone', async () => {
  const form = usual()
  expect((await send(sergeant, form)).statusCode).toBe(303)
  expect((await send(sergeant, form)).statusCode).toBe(303)
  const shift = { begins: '10:00', ends: '18:00' }
  const ofAda = async (monday: string) =>
    (await weekOf(monday)).find(({ officer }) => officer.person === pcso.id)!.cells
  expect(await ofAda('2026-11-30')).toEqual(['none', 'none', shift, shift, shift, 'none', 'none'])
  expect(await ofAda('2026-12-07')).toEqual([shift, shift, shift, shift, shift, 'none', 'none'])
  // What is recorded last counts: leave on a Monday, though the same page recorded the shift.
  const leave = { ...form, from_day: '2026-12-07', to_day: '2026-12-07', duty: 'off' }
  expect((await send(sergeant, leave)).statusCode).toBe(303)
  expect((await ofAda('2026-12-07')).slice(0, 2)).toEqual(['off', shift])
  const { rows } = await owner.query<{ count: string }>('select count(*) from engagement.duty_hours')
  expect(rows[0]!.count).toBe('9')
  // Rounds of the day know them: a Prevention PCSO in the whole BCU.
  const duty = await database.withActor(sergeant.person.actor, 'rota of a test', (tx) =>
    onDuty(tx, '2026-12-08'),
  )
  expect(duty).toEqual([{ person: pcso.id, ...shift, wards: null, bcu: 'North' }])
  const southern = town.people.of('sergeant', 'South')
  expect((await weekOf('2026-12-07', southern)).map(({ officer }) => officer.person)).not.toContain(pcso.id)
  expect((await send(southern, usual())).payload).toContain(
    'Choose an officer who is posted here on these days',
  )
  expect((await weekOf('2026-12-07')).map(({ officer }) => officer.person)).not.toContain(elsewhere.id)
})

test('a ward officer works in their wards; what is wrong with a form is said, and nothing is recorded', async () => {
  expect((await send(sergeant, usual({ officer: khan.person, to_day: '2026-12-02' }))).statusCode).toBe(303)
  const duty = await database.withActor(sergeant.person.actor, 'rota of a test', (tx) =>
    onDuty(tx, '2026-12-02'),
  )
  expect(duty.find(({ person }) => person === khan.person)?.wards).toEqual(['W1'])
  const before = await owner.query('select id from engagement.duty_hours')
  const refused = async (other: Record<string, string | string[]>): Promise<string> => {
    const { statusCode, payload } = await send(sergeant, usual(other))
    expect(statusCode).toBe(400)
    return payload
  }
  expect(await refused({ from_day: '2026-12-01' })).toContain('The first day must be today or later')
  expect(await refused({ to_day: '2027-12-01' })).toContain('Record 92 days or fewer at once')
  expect(await refused({ weekday: [] })).toContain('Choose the days of the week')
  expect(await refused({ to_day: '2026-12-03', weekday: ['6'] })).toContain('None of these days of the week')
  expect(await refused({ duty: '' })).toContain('Choose whether they are on duty')
  expect(await refused({ ends: '09:00' })).toContain('They must end later than they begin')
  const after = await owner.query('select id from engagement.duty_hours')
  expect(after.rowCount).toBe(before.rowCount)
})

test('of somebody whose posting ends no shift is recorded beyond it', async () => {
  const lent = await signIn(database, 'ward_officer', { place: 'W1', name: 'Cai Lowe' })
  await owner.query('alter table identity.posting disable trigger refuse_change')
  await owner.query("update identity.posting set to_day = '2026-12-04' where person = $1", [lent.id])
  await owner.query('alter table identity.posting enable trigger refuse_change')
  const { payload } = await send(sergeant, usual({ officer: lent.id }))
  expect(payload).toContain('Cai Lowe is not posted here on all of these days')
  const row = (await weekOf('2026-11-30')).find(({ officer }) => officer.person === lent.id)!
  expect(row.cells.slice(4)).toEqual(['none', 'elsewhere', 'elsewhere'])
})

test('somebody who is posted here twice is not on the days between, and works where each posting says', async () => {
  const again = await signIn(database, 'ward_officer', { place: 'W1', name: 'Eve Marsh' })
  await owner.query('alter table identity.posting disable trigger refuse_change')
  await owner.query("update identity.posting set to_day = '2026-12-08' where person = $1", [again.id])
  await owner.query('alter table identity.posting enable trigger refuse_change')
  await owner.query(
    `insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
     values ($1, $2, 'ward_officer', 'ward', 'W1b', '2026-12-11', 'test')`,
    [uuidv7(), again.id],
  )
  await owner.query(
    `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
     values (gen_random_uuid(), 888001, 'W1b', 'North', 'ZX11AB', 'Elm Way', '1', 530000, 200000)`,
  )
  const gap = { officer: again.id, from_day: '2026-12-07', to_day: '2026-12-11' }
  expect((await send(sergeant, usual(gap))).payload).toContain(
    'Eve Marsh is not posted here on all of these days',
  )
  expect((await send(sergeant, usual({ ...gap, weekday: ['0', '4'] }))).statusCode).toBe(303)
  const row = (await weekOf('2026-12-07')).find(({ officer }) => officer.person === again.id)!
  const shift = { begins: '10:00', ends: '18:00' }
  expect(row.cells).toEqual([shift, 'none', 'elsewhere', 'elsewhere', shift, 'none', 'none'])
  expect(row.officer.places).toEqual(['W1', 'W1b'])
  const wardsOf = async (day: string) =>
    (await database.withActor(sergeant.person.actor, 'rota of a test', (tx) => onDuty(tx, day))).find(
      ({ person }) => person === again.id,
    )?.wards
  expect([await wardsOf('2026-12-07'), await wardsOf('2026-12-11')]).toEqual([['W1'], ['W1b']])
})
