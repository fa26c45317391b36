import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { actingAs } from '../../../foundation/access/acting-as.ts'
import { databaseOn } from '../../../foundation/database.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { secretsOf } from '../../../foundation/secrets.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { bookIn } from '../exhibits/book-in.ts'
import { codeFrom, compareCodes, positionRows, type Code, type CodeKind } from './codes.ts'
import { fieldReadingById, recordFieldReading, type NewFieldReading } from './field-readings.ts'
import { recordResult, resultById, unknownsOfResult, type NewResult } from './lab-results.ts'
import { readingsOfMark } from './mark-readings.ts'
import { rewrapSomeReadings, rewrapSomeResults } from './reading-keys.ts'

const { database, owner, urls, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

let people: Record<'north' | 'south' | 'investigator' | 'officer', TestPerson>
beforeAll(async () => {
  people = {
    north: await signIn(database, 'custody', { place: 'North', name: 'Lena Amos' }),
    south: await signIn(database, 'custody', { place: 'South' }),
    investigator: await signIn(database, 'investigator'),
    officer: await signIn(database, 'ward_officer', { place: 'W1' }),
  }
  for (const person of Object.values(people)) await neverOver(owner, person)
})

type Who = keyof typeof people
const as = <T>(who: Who, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(people[who].actor, 'readings', (tx) => work(tx, people[who].actor.id))
const ago = (minutes: number): Date => new Date(Date.now() - minutes * 60_000)

let turn = 0
const booked = async (): Promise<string> => {
  const [id] = await as('north', (tx, actor) =>
    bookIn(
      tx,
      actor,
      {
        id: uuidv7(),
        seizedAt: ago(40),
        seizedBy: 'officer:PC 4471 Stone',
        power: 'PACE s.54',
        crime: `C${++turn}`,
        custody: null,
        scan: null,
        broughtAt: ago(30),
        bcu: 'North',
        paper: 'Property book 12',
        items: [{ reference: 'JS/1', description: 'denim jacket', kind: 'item', seal: `T${1000 + turn}` }],
      },
      new Date(),
    ),
  )
  return id!
}

const codeOf = (kind: CodeKind, text: string): Code => {
  const read = codeFrom(kind, text)
  if ('fault' in read) throw new Error(read.fault)
  return read.code
}
const reading = (exhibit: string, other: Partial<NewFieldReading> = {}): NewFieldReading => ({
  id: uuidv7(),
  from: { exhibit },
  at: ago(5),
  officer: null,
  lamp: null,
  reader: 'M-04, 240×',
  code: codeOf('text', 'nlp[oq]-1?444'),
  note: null,
  corrects: null,
  ...other,
})
const result = (exhibit: string, other: Partial<NewResult> = {}): NewResult => ({
  id: uuidv7(),
  exhibit,
  laboratory: 'Lab A',
  sample: `S${++turn}`,
  report: 'R 7',
  reportedOn: '2026-01-05',
  method: 'microscopy',
  methodVersion: '3',
  accreditation: 'UKAS 0001, ISO/IEC 17025',
  scope: 'within',
  analyst: 'H. Marsh',
  run: 'run 12',
  outcome: 'code',
  code: codeOf('text', 'NLPO17444'),
  confidence: 0.98,
  wrong: 1,
  trials: 1000,
  nonConformance: null,
  source: 'by hand',
  corrects: null,
  ...other,
})
const record = (who: Who, one: NewFieldReading): Promise<void> =>
  as(who, (tx, actor) => recordFieldReading(tx, actor, one))
const report = (who: Who, one: NewResult): Promise<void> =>
  as(who, (tx, actor) => recordResult(tx, actor, one))

describe('codes', () => {
  test('are of three kinds, each with what is unsure of it', () => {
    expect(codeOf('text', ' nlp[OQ]-1?444 ')).toMatchObject({ positions: 9, unsure: [4, 6] })
    expect(positionRows(codeOf('text', '[OQ]?4')).map(({ read }) => read)).toEqual([
      'O or Q',
      'not read',
      '4',
    ])
    expect(positionRows(codeOf('markers', '10?')).map(({ read }) => read)).toEqual([
      'present',
      'absent',
      'unsure',
    ])
    expect(codeOf('opaque', 'lab-20417')).toEqual({
      kind: 'opaque',
      text: 'LAB-20417',
      positions: null,
      unsure: [],
    })
  })

  test('that are none are refused at their sign, and not repeated', () => {
    for (const [kind, text, fault] of [
      ['text', 'NLP_1', 'Sign 4 of the code must be a letter, a digit or ?'],
      ['markers', '1021', 'Sign 3 of the code must be 1, 0 or ?'],
      ['text', 'NL[P', 'The bracket at sign 3'],
      ['opaque', '??', 'Enter a code of 4 to 40 letters and digits'],
      ['text', '', 'Enter what was read'],
    ] as const)
      expect(codeFrom(kind, text)).toMatchObject({ fault: expect.stringContaining(fault) as string })
  })

  test('contradict each other where both were read, and only by the same kind', () => {
    const read = codeOf('text', 'NLP[OQ]-1?444')
    expect(compareCodes(read, codeOf('text', 'NLPO 17444'))).toEqual({ as: 'same' })
    expect(compareCodes(read, codeOf('text', 'NLPD17445'))).toEqual({ as: 'different', at: [4, 9] })
    expect(compareCodes(read, codeOf('text', 'NLPO'))).toEqual({ as: 'different', at: [] })
    expect(compareCodes(read, codeOf('opaque', 'NLPO17444'))).toEqual({ as: 'no comparison' })
    expect(compareCodes(codeOf('opaque', 'LAB-1'), codeOf('opaque', 'LAB-2'))).toEqual({
      as: 'different',
      at: [],
    })
  })
})

describe('a field reading and a result', () => {
  test('that disagree both stay, and each says where', async () => {
    const exhibit = await booked()
    const read = reading(exhibit)
    await record('north', read)
    await report('investigator', result(exhibit))
    const agreeing = await as('north', (tx) => readingsOfMark(tx, { scan: null, exhibit }))
    expect([agreeing.readings.length, agreeing.results.length, agreeing.disagreements]).toEqual([1, 1, []])
    const other = result(exhibit, { code: codeOf('text', 'NLPD17444') })
    await report('north', other)
    await report('north', result(exhibit, { outcome: 'no code', code: null, confidence: null }))
    await report('north', result(exhibit, { outcome: 'not examined', code: null, confidence: null }))
    const { readings, results, disagreements } = await as('investigator', (tx) =>
      readingsOfMark(tx, { scan: null, exhibit }),
    )
    expect([readings.length, results.length]).toEqual([1, 4])
    expect(disagreements.map(({ at, result: { outcome } }) => [outcome, at])).toEqual([
      ['code', [4]],
      ['no code', []],
    ])
    for (const path of [`readings/${read.id}`, `results/${other.id}`, `exhibits/${exhibit}`]) {
      const { body } = await page('north', `/trace/${path}`)
      expect(body).toContain('differ at position 4')
      expect(body).toContain('Both stay on record')
    }
  })

  test('are kept encrypted, and looked up by a digest only where they were read whole', async () => {
    const exhibit = await booked()
    const [partly, whole] = [reading(exhibit), reading(exhibit, { code: codeOf('text', 'NLPO 17444') })]
    await record('north', partly)
    await record('north', whole)
    const found = result(exhibit, { code: codeOf('text', 'nlpo 17444') })
    await report('north', found)
    const { rows } = await owner.query<{ text: string; digest: Buffer | null }>(
      `select to_jsonb(r)::text as text, code_digest as digest from (
         select to_jsonb(f) as row, code_digest, f.id from enforcement.field_reading f
         union all select to_jsonb(l), code_digest, l.id from enforcement.laboratory_result l) r
       where id = any ($1::uuid[]) order by id`,
      [[partly.id, whole.id, found.id]],
    )
    expect(rows.map(({ digest }) => digest === null)).toEqual([true, false, false])
    expect(rows[1]!.digest).toEqual(rows[2]!.digest)
    for (const { text } of rows) expect(text).not.toMatch(/NLP/i)
    expect((await as('north', (tx) => fieldReadingById(tx, partly.id))).read.text).toBe('NLP[OQ]-1?444')
    expect((await as('north', (tx) => resultById(tx, found.id))).found?.text).toBe('NLPO 17444')
  })

  test('are seen and recorded by whoever sees the exhibit, and by nobody else', async () => {
    const exhibit = await booked()
    const read = reading(exhibit)
    const found = result(exhibit)
    await record('north', read)
    await report('north', found)
    for (const path of [`readings/${read.id}`, `results/${found.id}`]) {
      expect((await page('south', `/trace/${path}`)).status).toBe(404)
      expect((await page('investigator', `/trace/${path}`)).status).toBe(200)
      expect((await page('officer', `/trace/${path}`)).status).toBe(403)
    }
    await expect(record('south', reading(exhibit))).rejects.toMatchObject({ code: '42501' })
    await expect(report('south', result(exhibit))).rejects.toMatchObject({ code: '42501' })
    const { rowCount } = await owner.query(
      `select from log.entry e where e.operation = 'consultation' and e.kind in ('field reading', 'laboratory result')`,
    )
    expect(rowCount).toBeGreaterThan(1)
  })

  test('are corrected once, by one of the same exhibit, and a sample is reported once', async () => {
    const exhibit = await booked()
    const first = reading(exhibit)
    await record('north', first)
    await record('north', first)
    const better = reading(exhibit, { corrects: first.id, code: codeOf('text', 'NLPO17444') })
    await record('north', better)
    await expect(record('north', reading(exhibit, { corrects: first.id }))).rejects.toThrow(
      'correct its correction',
    )
    await expect(record('north', reading(await booked(), { corrects: better.id }))).rejects.toThrow(
      'must be of the same scan or exhibit',
    )
    const stand = await as('north', (tx) => readingsOfMark(tx, { scan: null, exhibit }))
    expect(stand.readings.map(({ id }) => id)).toEqual([better.id])
    const found = result(exhibit, { sample: 'S-1' })
    await report('north', found)
    await expect(report('north', result(exhibit, { sample: 'S-1' }))).rejects.toThrow(
      'reported this sample before',
    )
    await report('north', result(exhibit, { sample: 'S-1', corrects: found.id }))
    await report('north', result(exhibit, { sample: 'S-1', laboratory: 'Lab B' }))
  })

  test('list what nobody said, and it blocks nothing', async () => {
    const exhibit = await booked()
    const bare = result(exhibit, {
      methodVersion: null,
      accreditation: null,
      scope: null,
      analyst: null,
      run: null,
      report: null,
      confidence: null,
      wrong: null,
      trials: null,
    })
    await report('north', bare)
    expect(unknownsOfResult(bare)).toHaveLength(8)
    const { body } = await page('north', `/trace/results/${bare.id}`)
    expect(body).toContain('no weight is given to this result')
    await expect(report('north', result(exhibit, { wrong: 1, trials: null }))).rejects.toThrow('check')
    await expect(report('north', result(exhibit, { wrong: 2, trials: 1 }))).rejects.toThrow('check')
  })
})

const page = async (who: Who, url: string, form?: Record<string, string>) => {
  const answer = await app.inject({
    method: form ? 'POST' : 'GET',
    url,
    headers: {
      accept: 'text/html',
      ...people[who].headers,
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { payload: new URLSearchParams(form).toString() }),
  })
  return { status: answer.statusCode, body: answer.body, at: answer.headers.location ?? '' }
}

describe('forms', () => {
  test('of a field reading say what is wrong at its field, keep what was typed, and record it once', async () => {
    const exhibit = await booked()
    const form = { act: uuidv7(), of: exhibit, kind: 'text', code: 'NL P4', reader: 'M-04' }
    const refused = await page('north', '/trace/readings/record', { ...form, code: 'NL_P4' })
    expect([refused.status, refused.body.includes('href="#code"'), refused.body.includes('NL_P4')]).toEqual([
      400,
      true,
      true,
    ])
    const lamp = await page('north', '/trace/readings/record', { ...form, lamp: uuidv7() })
    expect([lamp.status, lamp.body.includes('Choose a lamp of yours')]).toEqual([400, true])
    for (let sent = 0; sent < 2; sent++)
      expect(await page('north', '/trace/readings/record', form)).toMatchObject({
        status: 303,
        at: `/trace/readings/${form.act}`,
      })
    const begun = await page('north', `/trace/readings/record?corrects=${form.act}`)
    expect(begun.body).toContain('value="NL P4"')
    expect((await page('south', '/trace/readings/record', { ...form, act: uuidv7() })).status).toBe(404)
  })

  test('of a result ask for what the law needs, and take a code with its error rate', async () => {
    const exhibit = await booked()
    const form = {
      act: uuidv7(),
      of: exhibit,
      laboratory: 'Lab A',
      sample: 'F-1',
      reportedOn: '2026-01-05',
      method: 'microscopy',
      outcome: 'code',
      kind: 'markers',
      code: '10?1',
      confidence: '97.5',
      wrong: '2',
      trials: '1000',
    }
    const lacking = await page('north', '/trace/results/record', { act: uuidv7(), of: exhibit, wrong: '1' })
    for (const href of ['laboratory', 'sample', 'method', 'reportedOn', 'outcome', 'wrong'])
      expect(lacking.body).toContain(`href="#${href}"`)
    expect((await page('north', '/trace/results/record', { ...form, confidence: '0' })).status).toBe(400)
    expect((await page('north', '/trace/results/record', form)).status).toBe(303)
    const { body } = await page('north', `/trace/results/${form.act}`)
    for (const words of ['97.5%', '2 wrong matches in 1,000 tries', 'unsure', '4 markers'])
      expect(body).toContain(words)
    expect((await page('north', '/trace/results')).body).toContain('F-1')
  })
})

test('a new master key wraps the keys of codes and renews their digests', async () => {
  const exhibit = await booked()
  const read = reading(exhibit, { code: codeOf('text', 'ABCD12345') })
  const found = result(exhibit)
  await record('north', read)
  await report('north', found)
  const rotated = databaseOn(urls, secretsOf(new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)))
  try {
    for (const rewrap of [rewrapSomeReadings, rewrapSomeResults]) {
      const now = (): Promise<number> =>
        rotated.withActor(actingAs('readingKeysCommand', 'keys of a test'), 'new master key', rewrap)
      expect(await now()).toBeGreaterThan(0)
      expect(await now()).toBe(0)
    }
    const [reread, known] = await rotated.withActor(people.north.actor, 'readings', async (tx) => [
      await fieldReadingById(tx, read.id),
      tx.fields.digest('code', 'ABCD12345'),
    ])
    expect(reread!.read.text).toBe('ABCD12345')
    const { rows } = await owner.query<{ digest: Buffer }>(
      'select code_digest as digest from enforcement.field_reading where id = $1',
      [read.id],
    )
    expect(rows[0]!.digest).toEqual(known)
  } finally {
    await rotated.close()
  }
})

test('readings of a made-up city leave with its exhibits', async () => {
  const exhibit = await booked()
  await record('north', reading(exhibit))
  await report('north', result(exhibit))
  await owner.query(`insert into foundation.demonstration (state, seed, homes) values ('loaded', 1, 1)`)
  await database.withActor({ id: 'test', role: 'importer' }, 'the city leaves', (tx) =>
    tx.query('select engagement.leave_with_the_city()'),
  )
  const { rows } = await owner.query<{ left: number }>(
    `select ((select count(*) from enforcement.field_reading) + (select count(*) from enforcement.laboratory_result))::int4 as left`,
  )
  expect(rows[0]!.left).toBe(0)
})
