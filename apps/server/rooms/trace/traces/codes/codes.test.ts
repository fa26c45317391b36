import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import { knownScales } from '@mettrace/readings/weight/scales'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../../test/database.ts'
import { putHomes } from '../../../../../../test/homes.ts'
import { putKit } from '../../../../../../test/kits.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../../test/signed-in.ts'
import { buildApp } from '../../../../app.ts'
import { createLogger } from '../../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import type { Home } from '../../../../places/register.ts'
import { addLives } from '../../../supply/lives.ts'
import { chanceInWords, readingInWords, towardsOf } from '../reading-words.ts'
import type { KeptReading } from '../readings.ts'
import { designShown, registersOf } from './designs.ts'
import { codesIn, idAt, joinCodes, packCodes } from './packed-codes.ts'
import { isPartial, positionsIn, weighPartial } from './partial-trace.ts'
import { codeRegisters } from './registers.ts'
import { weighReading, type Weighed } from './weigh-reading.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())
const home = (await putHomes(database, { W1: { bcu: 'North', homes: 1, postcode: 'ZX11AA' } })).get('W1')![0]!

let investigator: TestPerson
beforeAll(async () => {
  investigator = await signIn(database, 'investigator')
  await neverOver(owner, investigator)
})

/** Puts in kits whose liquid has a code of its own, with another serial; the first at a home. */
const putCodes = (codes: Readonly<Record<string, string>>, where?: Home): Promise<void> =>
  database.withActor({ id: 'test', role: 'registrar' }, 'kits of a test', (tx) =>
    addLives(
      tx,
      'test',
      Object.entries(codes).map(([serial, code], at) => ({
        serial,
        code,
        madeOn: null,
        expiresOn: null,
        events: [
          {
            at: new Date('2026-02-01'),
            kind: 'earlier' as const,
            holder: at === 0 && where ? (`home:${where.id}` as const) : ('store' as const),
            place: at === 0 && where ? where : { ward: null, bcu: null },
          },
        ],
      })),
    ),
  )

const method = { name: 'reading', version: '', wrong: 0.001, right: 0.95, source: 'V-12' }
const weigh = async (text: string, given: typeof method | null = null): Promise<Weighed> => {
  const found = await weighPartial(database, investigator.actor.id, { text, method: given, on: '2026-12-01' })
  if ('wrong' in found) throw new Error(found.wrong)
  return found
}
const wrong = async (text: string) => weighPartial(database, 'x', { text, method: null, on: '2026-12-01' })
const serialOf = async (kit: string | undefined): Promise<string | undefined> =>
  (await owner.query<{ serial: string }>('select serial from engagement.kit where id = $1', [kit])).rows[0]
    ?.serial

/** What was kept of a reading. */
const kept: KeptReading = {
  positions: 9,
  unread: 1,
  derived: 9,
  register: 4,
  leftKits: 0,
  leftPosterior: 0,
  unknownPosterior: 0.00001,
  expectedOthers: 0.0289,
  method: 'V-12',
  errorRate: 0.001,
  ratio: 949.999,
  ratioCap: 949.999,
  ratioLimit: 'method',
  unknownShare: 0.05,
  rightShare: 0.95,
  support: 'moderately strong support',
  scale: 'ENFSI, 2015',
}

describe('the design that codes show', () => {
  test('is the digits, letters or both at each position, with the check character where all have one', () => {
    const design = designShown(['NLPO10444', 'NLPQ10444', 'ABCD12345'])
    expect(design?.alphabets.map((each) => each.length)).toEqual([26, 26, 26, 26, 10, 10, 10, 10, 10])
    expect(design?.check).toBe('none')
    const checked = ['A12425GABC1234002M', 'NLPO10444W', 'KX7T4M9QI']
    expect(designShown(Array<string>(5).fill(checked[1]!))?.check).toBe('mod-37-36')
    // Too few to tell a check from chance.
    expect(designShown([checked[1]!])?.check).toBe('none')
    expect(designShown(['0110', '1001'])?.kind).toBe('markers')
    expect(designShown(['a/b', 'c/d'])).toBeUndefined()
  })

  test('and codes without parts are in no register; two that differ by hyphens alone are both in it', () => {
    const packed = packCodes(['NL-PO1', 'NLPO2', 'lab/77', 'nlpo1'].map((code) => ({ id: uuidv7(), code })))
    const { parts, names, kits } = registersOf(codesIn(packed), packed.ids)
    expect([parts.length, parts[0]?.register.size, names, kits]).toEqual([1, 3, 1, 4])
    const [part] = parts
    const weighed = weighReading({ part: part!, text: 'NLPO1', method: null, on: '2026-12-01', most: 5 })
    if ('fault' in weighed) throw new Error(weighed.fault)
    const [one, other] = weighed.candidates
    expect([one?.kit, other?.kit].toSorted()).toEqual([idAt(packed.ids, 0), idAt(packed.ids, 3)].toSorted())
    expect(one?.posterior).toBe(other?.posterior)
    expect(weighed.fitting).toBe(2)
  })

  test('packed and joined they are the same codes with the same ids', () => {
    const rows = ['ABC1', 'ABC2', 'ABC3'].map((code) => ({ id: uuidv7(), code }))
    const joined = joinCodes([packCodes(rows.slice(0, 2)), packCodes([]), packCodes(rows.slice(2))])
    expect(codesIn(joined)).toEqual(['ABC1', 'ABC2', 'ABC3'])
    expect(rows.map((_, at) => idAt(joined.ids, at))).toEqual(rows.map(({ id }) => id))
    expect(codesIn(joinCodes([]))).toEqual([])
  })
})

describe('a partial reading', () => {
  beforeAll(() =>
    putCodes({ KITA: 'NLPO10444', KITB: 'NLPQ10444', KITC: 'NLPO17444', KITD: 'ABCD12345' }, home),
  )

  test('gives candidates with posteriors that sum to 1, those that fit first, and a share for unknown kits', async () => {
    const found = await weigh('NLPO-1?444')
    expect(await Promise.all(found.candidates.slice(0, 2).map(({ kit }) => serialOf(kit)))).toEqual(
      expect.arrayContaining(['KITA', 'KITC']),
    )
    expect(found).toMatchObject({ fitting: 2, unread: 1, positions: 9, derived: null, ratio: null })
    const sum = found.candidates.reduce((total, { posterior }) => total + posterior, 0)
    expect(sum + found.left.posterior + found.unknown).toBeCloseTo(1, 9)
    expect(found.unknown).toBeGreaterThan(0)
    expect(found.candidates.find(({ differences }) => differences === 1)?.posterior).toBeLessThan(0.05)
  })

  test('weighs nothing without an error rate, and never above the cap with one', async () => {
    expect((await weigh('NLPO10?44')).ratio).toBeNull()
    const { ratio } = await weigh('ABCD1234?', method)
    expect(ratio?.value).toBeLessThanOrEqual(950)
    expect(ratio).toMatchObject({
      limit: 'method',
      errorRate: 0.001,
      others: 3,
      words: 'moderately strong support',
    })
    const words = readingInWords(kept, 2)
    expect(words.weight).toMatchObject({
      value: '949',
      error: '1 in 1,000 (V-12)',
      right: '95.0% of marks of a kit are reported as that kit (assumed)',
    })
    expect(words.others).toContain('0.029 to be expected among 4')
    expect([chanceInWords(0.99999), chanceInWords(0.00001), chanceInWords(1)]).toEqual([
      '99.9%',
      'under 0.1%',
      '100.0%',
    ])
  })

  test('says which proposition its words support', () => {
    const [scale] = knownScales
    const wordsOf = (ratio: number, support: string): string | undefined =>
      readingInWords({ ...kept, ratio, support, scale: `${scale!.issuer}, ${scale!.title}` }, 2).weight.words
    expect(wordsOf(0.05, 'moderate support')).toContain(
      'moderate support for the proposition that the mark is from another kit, of this register or of none. Words',
    )
    expect(wordsOf(20, 'moderate support')).toContain(
      'moderate support for the proposition that the mark is from the likeliest kit. Words',
    )
    const [none] = scale!.bands
    for (const ratio of [0.6, 1, 1.5]) expect(wordsOf(ratio, none!.words)).toContain(`${none!.words}. Words`)
    expect([0.05, 20, 0.6].map((ratio) => towardsOf({ ...kept, ratio, scale: null }))).toEqual([
      'second',
      'first',
      'second',
    ])
  })

  test('says what is wrong with it, and where', async () => {
    expect(await wrong('NLPO')).toEqual({
      wrong: 'Enter a sign for each position, and ? for one that was not read: codes here have 9',
    })
    expect(await wrong('NLPO1O444')).toEqual({ wrong: 'Check sign 6: no code has O at that position' })
    expect(await wrong('NLPO1[0444?')).toMatchObject({ wrong: expect.stringContaining('bracket') as string })
    expect([isPartial('NLPO1?444'), isPartial('NLPO10444'), positionsIn('NL[B8]-1?')]).toEqual([
      true,
      false,
      5,
    ])
  })

  test('a character that the check tells is derived, and shown as such', () => {
    const codes = ['0004', '0005', '0006', '0007', '0008', '0009'].map(
      (body) => body + checkCharacterOf(body),
    )
    const packed = packCodes(codes.map((code) => ({ id: uuidv7(), code })))
    const [part] = registersOf(codesIn(packed), packed.ids).parts
    expect(part?.register.design.check).toBe('mod-37-36')
    const text = codes[2]!.replace('6', '?')
    expect(weighReading({ part: part!, text, method: null, on: '2026-12-01', most: 5 })).toMatchObject({
      derived: 4,
      unread: 1,
      fitting: 1,
    })
    const withoutCheck = `${codes[2]!.slice(0, -1)}?`
    expect(
      weighReading({ part: part!, text: withoutCheck, method: null, on: '2026-12-01', most: 5 }),
    ).toMatchObject({
      derived: 5,
    })
  })

  test('a batch that comes in is opened alone, and what is known stays', async () => {
    const before = await codeRegisters(database, 'x')
    expect(await codeRegisters(database, 'x')).toBe(before)
    await putKit(database, 'NLPO10499', [{ at: '2026-02-01', kind: 'received', holder: 'Store' }])
    const after = await codeRegisters(database, 'x')
    expect(after).not.toBe(before)
    expect(after.kits).toBe(before.kits + 1)
    expect((await weigh('NLPO1049?')).fitting).toBe(1)
  })
})

describe('the page of a partial trace', () => {
  const headers = { accept: 'text/html' }
  const ask = (fields: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: '/trace/code',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded', ...investigator.headers },
      payload: new URLSearchParams({ day: '2026-05-05', case: 'C/1', purpose: 'JS/1', ...fields }).toString(),
    })
  const get = (url: string) => app.inject({ url, headers: { ...headers, ...investigator.headers } })

  test('names nobody’s home while two kits fit alike, and a chosen one then', async () => {
    const asked = await ask({ reading: 'NLPO1?444' })
    expect(asked.statusCode).toBe(303)
    const at = asked.headers.location as string
    const { body } = await get(at)
    for (const words of ['KITA', 'KITC', 'None of ours', 'No likelihood ratio', 'none is likely enough'])
      expect(body).toContain(words)
    expect(body).not.toContain('1 W1 Street')
    // What was read is nowhere.
    expect(body + at).not.toContain('NLPO')
    expect((await get(`${at}?kit=KITA`)).body).toContain('1 W1 Street')
    const { rows } = await owner.query('select * from enforcement.trace_reading')
    expect(JSON.stringify(rows)).not.toContain('NLPO')
  })

  test('prints the ratio with propositions, population, error rate and scale, and refuses half an error rate', async () => {
    const asked = await ask({
      reading: 'NLPQ1044?',
      errorRate: '1 in 1,000',
      validation: 'V-12 of 3 May 2026',
    })
    const { body } = await get(asked.headers.location as string)
    for (const words of [
      'Likelihood ratio',
      'moderate',
      'European Network of Forensic Science Institutes',
      'The mark is from another kit',
      '1 in 1,000 (V-12 of 3 May 2026)',
      '95.0% of marks of a kit are reported as that kit (assumed)',
      'Not the probability that anybody did anything',
    ])
      expect(body).toContain(words)
    expect((await ask({ reading: 'NLPQ1044?', errorRate: '0.001' })).statusCode).toBe(400)
    expect((await ask({ reading: 'NLPQ104', partial: 'yes' })).body).toContain('codes here have 9')
  })

  test('a whole code that was misread is held against every kit where that is asked for', async () => {
    const whole = await ask({ reading: 'NLPO10445' })
    expect((await get(whole.headers.location as string)).body).toContain('No kit of ours has this code')
    const doubted = await ask({ reading: 'NLPO10445', partial: 'yes' })
    const { body } = await get(doubted.headers.location as string)
    expect(body).toContain('1 sign read as another')
    expect(body).toContain('at least one was misread')
  })
})

test('weighing alone tells no code', () => {
  const packed = packCodes(['NLPO1', 'NLPO2', 'ABCD3'].map((code) => ({ id: uuidv7(), code })))
  const [part] = registersOf(codesIn(packed), packed.ids).parts
  const found = weighReading({ part: part!, text: 'NLPO?', method: null, on: '2026-12-01', most: 5 })
  expect(JSON.stringify(found)).not.toMatch(/NLPO|ABCD/)
})
