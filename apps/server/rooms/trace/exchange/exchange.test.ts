import { checkHolds } from '@mettrace/kit-codes/serial/check-character'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { londonToday } from '../../../foundation/days.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { addAgreement, endAgreement, type Agreement } from '../../../agreements/agreements.ts'
import { sharedColumns, type SharedColumn } from '../../../agreements/shared-columns.ts'
import { bookIn } from '../exhibits/book-in.ts'
import { exhibitsById } from '../exhibits/positions.ts'
import { recordRuling } from '../exhibits/rulings.ts'
import { codeFrom } from '../readings/codes.ts'
import { recordFieldReading } from '../readings/field-readings.ts'
import { resultsOf } from '../readings/lab-results.ts'
import { adapterNamed, adapters, headingOf } from './adapters.ts'
import { contentSent, sendFile } from './exchange-files.ts'
import { takeFile } from './take-answers.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const logged: string[] = []
const app = await buildApp({
  database,
  logger: createLogger('info', { write: (line: string) => void logged.push(line) }),
  signIn: withoutProvider(),
})
afterAll(() => app.close())

let people: Record<'north' | 'south' | 'protector' | 'investigator', TestPerson>
beforeAll(async () => {
  people = {
    north: await signIn(database, 'custody', { place: 'North' }),
    south: await signIn(database, 'custody', { place: 'South' }),
    protector: await signIn(database, 'data_protection'),
    investigator: await signIn(database, 'investigator'),
  }
  for (const person of Object.values(people)) await neverOver(owner, person)
})
type Who = keyof typeof people
const as = <T>(who: Who, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(people[who].actor, 'exchange', (tx) => work(tx, people[who].actor.id))

/** Words that stand in every personal column of the exhibits here, and may stand nowhere else. */
const canary = (of: string): string => `Quetzal${of}`
let turn = 0
const booked = async (code = 'NLPO-1?444'): Promise<string> => {
  const number = ++turn
  return as('north', async (tx, actor) => {
    const [id] = await bookIn(
      tx,
      actor,
      {
        id: uuidv7(),
        seizedAt: new Date(Date.now() - 40 * 60_000),
        seizedBy: `officer:${canary('Officer')}`,
        power: canary('Power'),
        crime: `${canary('Crime')}${number}`,
        custody: `01CU/${canary('Custody').toUpperCase()}/${number}`,
        scan: null,
        broughtAt: new Date(Date.now() - 30 * 60_000),
        bcu: 'North',
        shelf: canary('Shelf'),
        paper: canary('Paper'),
        items: [
          {
            reference: `QZ/${number}`,
            description: canary('Description'),
            kind: 'item',
            seal: `A${1000 + number}`,
          },
        ],
      },
      new Date(),
    )
    const read = codeFrom('text', code)
    if ('fault' in read) throw new Error(read.fault)
    await recordFieldReading(tx, actor, {
      id: uuidv7(),
      from: { exhibit: id! },
      at: new Date(),
      officer: canary('Reader'),
      lamp: null,
      reader: canary('Device'),
      code: read.code,
      note: canary('Note'),
      corrects: null,
    })
    return id!
  })
}

const all = Object.keys(sharedColumns) as SharedColumn[]
const agreed = async (party: string, other: Partial<Agreement> = {}): Promise<Agreement> => {
  const agreement: Agreement = {
    id: uuidv7(),
    party,
    partyKind: 'laboratory',
    reference: `DSA ${++turn}`,
    purposes: 'examination of marks',
    fields: all,
    fromDay: '2026-01-01',
    toDay: '2036-01-01',
    ended: null,
    ...other,
  }
  await as('protector', (tx, actor) => addAgreement(tx, actor, agreement))
  return agreement
}
const [plain, sheet, supplier] = adapters as [
  (typeof adapters)[0],
  (typeof adapters)[0],
  (typeof adapters)[0],
]

const send = (agreement: Agreement, adapter: (typeof adapters)[0], exhibits: string[], id = uuidv7()) =>
  as('north', async (tx, actor) => {
    await sendFile(tx, actor, { id, agreement, adapter, exhibits: await exhibitsById(tx, exhibits) })
    return contentSent(tx, id)
  })
const take = (agreement: Agreement, adapter: (typeof adapters)[0], content: string) =>
  as('north', (tx, actor) =>
    takeFile(tx, actor, { id: uuidv7(), agreement, adapter, name: 'lab.csv', content }, londonToday()),
  )
const samplesOf = (content: string): string[] =>
  content
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[0]!)

describe('a file that goes out', () => {
  test('has codes and numbers of samples and nothing of a person, an address or a case', async () => {
    const exhibit = await booked()
    const maker = await agreed('Maker A', { partyKind: 'supplier' })
    const content = await send(maker, supplier, [exhibit])
    const [sample] = samplesOf(content)
    expect(content).toBe(`sample,code_kind,code\r\n${sample},text,NLPO-1?444\r\n`)
    expect(checkHolds(sample!)).toBe(true)
    const [toLab] = [await send(await agreed('Lab A'), sheet, [exhibit])]
    expect(toLab).toMatch(/^Sample No\.,Bag No\.\r\n[0-9A-Z]{12},A\d+\r\n$/)
    for (const text of [content, toLab, ...logged]) expect(text).not.toMatch(/quetzal|QZ\//i)
    const { rows } = await owner.query<{ disclosed: number }>(
      `select count(*)::int4 as disclosed from log.entry where operation = 'disclosure' and kind = 'exhibit'`,
    )
    expect(rows[0]!.disclosed).toBeGreaterThan(0)
  })

  test('goes only under an agreement in force that covers each of its columns', async () => {
    const exhibit = await booked()
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    const expired = await agreed('Lab A', { toDay: yesterday })
    await expect(send(expired, plain, [exhibit])).rejects.toThrow('is not in force today')
    const narrow = await agreed('Lab A', { fields: ['sample', 'exhibit_kind'] })
    await expect(send(narrow, plain, [exhibit])).rejects.toThrow('does not cover seal')
    const ended = await agreed('Lab A')
    await as('protector', (tx, actor) => endAgreement(tx, actor, ended.id, 'a breach'))
    await expect(send(ended, plain, [exhibit])).rejects.toThrow('is not in force today')
    // Whoever says that another agreement runs longer is held to what is registered.
    await expect(send({ ...expired, toDay: '2036-01-01' }, plain, [exhibit])).rejects.toMatchObject({
      code: '23503',
    })
    const other = await agreed('Lab A')
    expect(samplesOf(await send(other, plain, [exhibit]))).toHaveLength(1)
    // It goes when it is taken away, whenever it was made.
    const { rows } = await owner.query<{ id: string }>(
      'select id from enforcement.exchange_file where agreement = $1',
      [other.id],
    )
    await as('protector', (tx, actor) => endAgreement(tx, actor, other.id, 'a breach'))
    await expect(as('north', (tx) => contentSent(tx, rows[0]!.id))).rejects.toThrow('not in force any more')
  })

  test('holds no skin that had to be destroyed, of which nothing is read any more either', async () => {
    const exhibit = await booked()
    await owner.query('set session_replication_role = replica')
    await owner.query(
      `update enforcement.exhibit set kind = 'skin swab', taken_on = '2026-01-01', destroy_by = '2026-06-30' where id = $1`,
      [exhibit],
    )
    await owner.query('set session_replication_role = origin')
    const lab = await agreed('Lab A')
    await expect(send(lab, plain, [exhibit])).rejects.toMatchObject({
      code: 'usage',
      where: { about: 'exhibits' },
    })
    const read = codeFrom('text', 'NLPO10444')
    if ('fault' in read) throw new Error(read.fault)
    const late = as('north', (tx, actor) =>
      recordFieldReading(tx, actor, {
        id: uuidv7(),
        from: { exhibit },
        at: new Date('2026-06-29T10:00:00Z'),
        officer: null,
        lamp: null,
        reader: null,
        code: read.code,
        note: null,
        corrects: null,
      }),
    )
    await expect(late).rejects.toMatchObject({ code: 'usage', where: { about: 'code' } })
    await as('investigator', (tx, actor) =>
      recordRuling(tx, actor, uuidv7(), exhibit, {
        kind: 'kept for offence',
        offence: 'burglary 1',
        reason: 'unused material',
        officer: 'DC Rao',
      }),
    )
    expect(samplesOf(await send(lab, plain, [exhibit]))).toHaveLength(1)
  })

  test('is one if sent twice, and is there for whoever sees its exhibits', async () => {
    const exhibit = await booked()
    const lab = await agreed('Lab A')
    const id = uuidv7()
    expect(await send(lab, plain, [exhibit], id)).toBe(await send(lab, plain, [exhibit], id))
    await expect(as('south', (tx) => contentSent(tx, id))).rejects.toMatchObject({ code: 'not_found' })
  })
})

const line = (sample: string, other: Partial<Record<SharedColumn, string>> = {}): string =>
  ['sample', 'reported_on', 'method', 'outcome', 'code_kind', 'code', 'wrong', 'trials']
    .map(
      (column) =>
        ({
          sample,
          reported_on: '2026-01-05',
          method: 'microscopy',
          outcome: 'code',
          code_kind: 'text',
          code: 'NLPO17444',
          wrong: '1',
          trials: '1000',
          ...other,
        })[column as 'sample'],
    )
    .join(',')

describe('a file that comes back', () => {
  const heading = 'sample,reported_on,method,outcome,code_kind,code,wrong,trials'

  test('of two laboratories at once, each in its own format, becomes their results', async () => {
    const exhibit = await booked()
    const [labA, labB] = [await agreed('Lab A'), await agreed('Lab B')]
    const [a] = samplesOf(await send(labA, plain, [exhibit]))
    const [b] = samplesOf(await send(labB, sheet, [exhibit]))
    const file = `${heading}\n${line(a!)}\n`
    expect(await take(labA, plain, file)).toBe(1)
    expect(await take(labA, plain, file)).toBe(0)
    expect(
      await take(
        labB,
        sheet,
        `Sample No.;Date reported;Test method;Finding;Coding;Taggant code;Confidence (%);Scope\r\n${b};2026-01-06;PCR;Identified;Taggant;10?1;97.5;yes\r\n`,
      ),
    ).toBe(1)
    const results = await as('north', (tx) => resultsOf(tx, [exhibit]))
    expect(
      results.map(({ laboratory, found, confidence, scope, wrong }) => [
        laboratory,
        found?.text,
        confidence,
        scope,
        wrong,
      ]),
    ).toEqual([
      ['Lab A', 'NLPO17444', null, null, 1],
      ['Lab B', '10?1', 0.975, 'within', null],
    ])
  })

  test('is refused as a whole, each line with its column, what was found and what was expected', async () => {
    const [one, two] = [await booked(), await booked()]
    const lab = await agreed('Lab A')
    const [good, other] = samplesOf(await send(lab, plain, [one, two]))
    const [ofAnother] = samplesOf(await send(await agreed('Lab B'), plain, [one]))
    const wrongCheck = `${good!.slice(0, -1)}${good!.endsWith('7') ? '8' : '7'}`
    const wrong = (content: string) => take(lab, plain, content)
    await expect(
      wrong(`${heading}\n${line(good!)}\n${line(wrongCheck)}\n${line(good!)}\n${line(ofAnother!)}\n`),
    ).rejects.toMatchObject({
      code: 'value_invalid',
      where: { file: 'lab.csv', line: 3, column: 'sample', found: wrongCheck },
      message: expect.stringMatching(
        /3 faults.*line 4, sample.*same is in line 2.*line 5, sample.*a sample that was sent to Lab A/,
      ) as string,
    })
    await expect(wrong(`${heading},surname\n${line(good!)},${canary('Surname')}\n`)).rejects.toMatchObject({
      where: { line: 1, column: 'surname', found: 'a column that may not come' },
    })
    await expect(wrong(`sample,method\n${good},microscopy\n`)).rejects.toMatchObject({
      code: 'column_missing',
    })
    const secret = 'ABC_DEF'
    const ofCode = wrong(`${heading}\n${line(good!, { code: secret })}\n`)
    await expect(ofCode).rejects.toMatchObject({ where: { column: 'code', found: 'a code that is none' } })
    await expect(ofCode).rejects.not.toThrow(secret)
    await expect(wrong(`${heading}\n${line(good!, { wrong: '2', trials: '1' })}\n`)).rejects.toMatchObject({
      where: { column: 'wrong' },
    })
    expect(await as('north', (tx) => resultsOf(tx, [one, two]))).toEqual([])
    expect(await wrong(`${heading}\n${line(good!)}\n`)).toBe(1)
    await expect(wrong(`${heading}\n${line(other!)}\n${line(good!)}\n`)).rejects.toMatchObject({
      where: { line: 3, expected: 'a sample that was not answered before' },
    })
  })

  test('of a supplier says whether it made what the code names', async () => {
    const maker = await agreed('Maker B', { partyKind: 'supplier' })
    const [sample] = samplesOf(await send(maker, supplier, [await booked()]))
    await expect(take(maker, supplier, `sample,answer,batch\n${sample},not ours,B7\n`)).rejects.toMatchObject(
      {
        where: { column: 'batch' },
      },
    )
    expect(await take(maker, supplier, `sample,answer,batch\n${sample},ours,B7\n`)).toBe(1)
  })
})

test('every column that a format sends or takes is one of the allow-list, and is headed once', () => {
  for (const adapter of adapters) {
    for (const columns of [adapter.sends, adapter.takes]) {
      expect(columns.filter((column) => !(column in sharedColumns))).toEqual([])
      expect(new Set(columns.map((column) => headingOf(adapter, column))).size).toBe(columns.length)
    }
    expect(adapter.needed.filter((column) => !adapter.takes.includes(column))).toEqual([])
    expect(adapterNamed(adapter.name)).toBe(adapter)
  }
})

const page = async (who: Who, url: string, form?: Record<string, string>, file?: string) => {
  const boundary = 'mettrace-boundary'
  const parts = Object.entries({ ...form }).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const payload =
    file === undefined
      ? new URLSearchParams(form).toString()
      : `${parts.join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${file}\r\n--${boundary}--\r\n`
  const answer = await app.inject({
    method: form ? 'POST' : 'GET',
    url,
    headers: {
      accept: 'text/html',
      ...people[who].headers,
      ...(form && {
        'content-type':
          file === undefined
            ? 'application/x-www-form-urlencoded'
            : `multipart/form-data; boundary=${boundary}`,
      }),
    },
    ...(form && { payload }),
  })
  return { status: answer.statusCode, body: answer.body }
}

test('pages register, send and take in, and say nothing of a person in page, error or log', async () => {
  const form = {
    act: uuidv7(),
    reference: 'DSA page',
    party: 'Lab P',
    purposes: 'examination',
    partyKind: 'laboratory',
  }
  const lacking = await page('protector', '/account/agreements', {
    ...form,
    fromDay: '2036-01-01',
    toDay: '2026-01-01',
  })
  expect([
    lacking.status,
    lacking.body.includes('href="#fields"'),
    lacking.body.includes('href="#toDay"'),
  ]).toEqual([400, true, true])
  expect((await page('north', '/account/agreements', form)).status).toBe(403)
  const lab = await agreed('Lab P')
  const exhibit = await booked()
  const chosen = { agreement: lab.id, adapter: plain.name }
  const wrongFormat = await page('north', '/trace/exchange/send', {
    act: uuidv7(),
    ...chosen,
    adapter: supplier.name,
    exhibits: exhibit,
  })
  expect([wrongFormat.status, wrongFormat.body.includes('Choose a format of a laboratory')]).toEqual([
    400,
    true,
  ])
  const act = uuidv7()
  expect((await page('north', '/trace/exchange/send', { act, ...chosen, exhibits: exhibit })).status).toBe(
    303,
  )
  const sent = await page('north', `/trace/exchange/${act}/file.csv`)
  const [sample] = samplesOf(sent.body)
  expect((await page('south', `/trace/exchange/${act}/file.csv`)).status).toBe(404)
  const content = `sample,reported_on,method,outcome\n${sample},2026-01-05,microscopy,no code\n`
  const refused = await page(
    'north',
    '/trace/exchange/take',
    { act: uuidv7(), ...chosen },
    content.replace('no code', canary('Outcome')),
  )
  expect([refused.status, refused.body.includes('line 2, outcome')]).toEqual([400, true])
  expect((await page('north', '/trace/exchange/take', { act: uuidv7(), ...chosen }, content)).status).toBe(
    303,
  )
  expect((await page('north', '/trace/exchange/take', { act: uuidv7(), ...chosen }, content)).body).toContain(
    'taken in before',
  )
  const list = await page('north', '/trace/exchange')
  expect(list.body).toContain('From Lab P')
  for (const text of [list.body, sent.body, ...logged]) expect(text).not.toMatch(/quetzal|QZ\//i)
})
