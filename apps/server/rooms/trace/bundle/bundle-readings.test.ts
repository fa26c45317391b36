import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCase } from '@mettrace/court-bundle/case/custody'
import { checkPdfUa } from '@mettrace/pdf-ua/check'
import { caseShapes } from '../../../../../test/case-shapes.ts'
import { freshDatabase } from '../../../../../test/database.ts'
import { putHomes } from '../../../../../test/homes.ts'
import { putKit } from '../../../../../test/kits.ts'
import { testLogKey } from '../../../../../test/log.ts'
import { readPdf } from '../../../../../test/read-pdf.ts'
import { testSecrets } from '../../../../../test/secrets.ts'
import { sharedData } from '../../../../../test/shared-data.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { subjectDigestOf } from '../../../foundation/log/digests.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { registerResident } from '../../deliver/residents.ts'
import { bookIn } from '../exhibits/book-in.ts'
import { offerExhibits } from '../exhibits/offers.ts'
import { recordFacts } from '../exhibits/record-facts.ts'
import { codeFrom } from '../readings/codes.ts'
import { recordFieldReading } from '../readings/field-readings.ts'
import { recordResult } from '../readings/lab-results.ts'
import { askTrace } from '../traces/ask-trace.ts'
import { factsOfCase, type CaseFacts } from './case-facts.ts'
import { makeBundle, type Bundle } from './make-bundle.ts'
import { traceParts } from './parts/traces.ts'
import { unknownsOf } from './unknowns.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
// Codes of partial readings are opened in the threads of a server.
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())
const home = (await putHomes(database, { W1: { bcu: 'North', homes: 1, postcode: 'ZX1 1AA' } })).get(
  'W1',
)![0]!
const of = 'C/17'
const canary = { name: 'Zelda Canary', contact: 'zelda.canary@example.org' }
const ago = (minutes: number): Date => new Date(Date.now() - minutes * 60_000)
const code = (text: string) => {
  const read = codeFrom('text', text)
  if ('fault' in read) throw new Error(read.fault)
  return read.code
}

let [north, south, investigator, officer]: TestPerson[] = []
let files: Bundle['files']
beforeAll(async () => {
  north = await signIn(database, 'custody', { place: 'North', name: 'Lena Amos' })
  south = await signIn(database, 'custody', { place: 'South', name: 'Ned Grey' })
  investigator = await signIn(database, 'investigator', { name: 'Farah Noor' })
  officer = await signIn(database, 'ward_officer', { place: 'W1' })
  for (const person of [north, south, investigator, officer]) await neverOver(owner, person)
  await database.withActor(officer.actor, 'a resident', (tx) =>
    registerResident(tx, home, { ...canary, vulnerability: '', fromDay: '2026-01-01' }),
  )
  await putKit(database, 'NLPO10444', [
    { at: '2026-02-01', kind: 'received', holder: 'Store' },
    { at: '2026-03-01', kind: 'delivered', home },
  ])
  for (const other of ['NLPO10555', 'NLPO18448', 'ABCD12345'])
    await putKit(database, other, [{ at: '2026-02-01', kind: 'received', holder: 'Store' }])
  await owner.query(
    `with act as (
       insert into engagement.kit_act (id, kind, at, to_holder, kits, reason, ward, bcu, actor)
       values ($1, 'lost', '2026-05-03T12:00Z', 'gone:lost', 1, 'stolen in a burglary', 'W1', 'North', 'test') returning id, at
     )
     insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, ward, bcu, actor)
     select act.id, m.kit, 3, act.id, 'lost', act.at, m.at, m.holder, 'gone:lost', 'W1', 'North', 'test'
     from act cross join engagement.kit_movement m where m.holder = $2`,
    [uuidv7(), `home:${home.id}`],
  )
  const by = { id: north.actor.id, at: ago(30) }
  const exhibit = await database.withActor(north.actor, 'book in', async (tx) => {
    const [id] = await bookIn(
      tx,
      by.id,
      {
        id: uuidv7(),
        seizedAt: ago(60),
        seizedBy: 'officer:PC 4471 Stone',
        power: 'PACE s.54',
        crime: of,
        custody: 'CUST/1',
        scan: null,
        broughtAt: ago(50),
        bcu: 'North',
        paper: 'Property book 12',
        items: [{ reference: 'JS/1', description: 'denim jacket', kind: 'item', seal: 'A730118' }],
      },
      new Date(),
    )
    await offerExhibits(tx, by.id, [id!], { to: 'store:South' })
    return id!
  })
  await database.withActor(south.actor, 'receive', (tx) =>
    recordFacts(
      tx,
      south!.actor.id,
      { id: uuidv7(), at: new Date(), to: 'store:South' },
      [{ exhibit, condition: 'intact' }],
      new Date(),
    ),
  )
  await database.withActor(investigator.actor, 'readings', async (tx) => {
    const reading = {
      id: uuidv7(),
      from: { exhibit },
      at: ago(5),
      officer: null,
      lamp: null,
      reader: 'M-04, 240×',
      code: code('NLPO1[07]444'),
      note: 'left sleeve',
      corrects: null,
    }
    const result = {
      id: uuidv7(),
      exhibit,
      laboratory: 'Lab A',
      sample: 'S 1',
      report: 'R 7',
      reportedOn: '2026-01-05',
      method: 'microscopy',
      methodVersion: '3',
      accreditation: null,
      scope: 'within',
      analyst: 'H. Marsh',
      run: 'run 12',
      outcome: 'code',
      code: code('NLPO19444'),
      confidence: 0.98,
      wrong: 1,
      trials: 1000,
      nonConformance: null,
      source: 'by hand',
      corrects: null,
    } as const
    const [first, reported] = [uuidv7(), uuidv7()].map((id) => ({ id, code: code('NLPO17777') }))
    const reader = investigator!.actor.id
    await recordFieldReading(tx, reader, Object.assign({}, reading, first))
    await recordFieldReading(tx, reader, Object.assign(reading, { corrects: first!.id }))
    await recordResult(tx, reader, Object.assign({}, result, reported))
    await recordResult(tx, reader, Object.assign({}, result, { corrects: reported!.id }))
  })
  const asked = { case: of, purpose: 'whose liquid is on JS/1', urgent: false, exhibit }
  const method = { name: 'reading', version: '', wrong: 0.001, right: 0.95, source: 'V-12' }
  for (const each of [
    { onDay: '2026-05-10', text: 'NLPO10444', partial: false, method: null },
    { onDay: '2026-05-10', text: 'NLPO1?444', partial: true, method },
    { onDay: '2026-05-10', text: 'NOTHING99', partial: false, method: null },
  ]) {
    const { onDay, ...read } = each
    await askTrace(
      database,
      investigator.actor,
      Object.assign({ id: uuidv7(), onDay }, asked),
      Object.assign({ on: '2026-12-01' }, read),
    )
  }
  facts = await database.withActor(investigator.actor, 'bundle', (tx) => factsOfCase(tx, of, '2026-12-01'))
  unknowns = unknownsOf(facts, 0)
  const skin = facts.exhibits.map((each) => Object.assign({}, each, { destroyBy: '2026-01-04' }))
  unknownsOfSkin = [null, 'burglary 1'].map((keptFor) =>
    unknownsOf({ ...facts, exhibits: skin.map((each) => Object.assign({}, each, { keptFor })) }, 0),
  )
  files = (await makeBundle(facts, { proofs: new Map(), unproved: 0 }, testLogKey, new Map())).files
})
let facts: CaseFacts
let unknowns: string[] = []
let unknownsOfSkin: string[][] = []

const paths = (name: string): string[] =>
  [...files.keys()].filter((path) => path.includes(name) && path.endsWith('.pdf')).toSorted()
const wordsOf = async (path: string | undefined): Promise<string> => (await readPdf(files.get(path!)!)).text

describe('a bundle holds what was read', () => {
  test('in the field as intelligence, by laboratories as evidence, and both where they disagree', async () => {
    const [result, reading] = [
      await wordsOf(paths('laboratory-results')[0]),
      await wordsOf(paths('field-readings')[0]),
    ]
    expect(result).toContain('Evidence, as the laboratories reported it.')
    expect(result).toContain('NLPO19444')
    expect(result).toContain('Not known: accreditation.')
    expect(reading).toContain('Intelligence, not evidence')
    expect(reading).toContain('NLPO1[07]444')
    for (const each of [result, reading])
      expect(each).toContain('disagree: they differ at position 6. Both are in this bundle')
    const cover = await wordsOf('index.pdf')
    expect(cover).toMatch(/Laboratory results\s+evidence/)
    expect(cover).toMatch(/Field readings\s+intelligence/)
    expect(unknowns).toContain(
      'Which is right: field readings and laboratory results disagree 1 time. Both are in the bundle.',
    )
  })

  test('what was corrected stays, and says by whom', async () => {
    for (const name of ['laboratory-results', 'field-readings']) {
      const words = (await wordsOf(paths(name)[0])).replaceAll(/\s+/g, ' ')
      expect(words).toContain('NLPO17777')
      expect(words.match(/\(corrected since\)/g)).toHaveLength(1)
      expect(words.match(/Corrected by Farah Noor, entered /g)).toHaveLength(1)
    }
    const text = Buffer.from(files.get('case.jsonld')!).toString()
    expect(text.match(/code read: NLPO17777/g)).toHaveLength(2)
    expect(text.match(/"cc:correctedBy"/g)).toHaveLength(2)
  })

  test('of skin that had to be destroyed: the result stays, and when it was examined is asked', () => {
    const asked =
      'When Lab A examined JS/1: it reported after the day by which the sample had to be destroyed (PACE s.63R).'
    expect(unknowns).not.toContain(asked)
    expect(unknownsOfSkin.map((each) => each.includes(asked))).toEqual([true, false])
  })

  test('and traces: stolen first, owner second, the questions of planting with their answers', async () => {
    const [whole, partial, miss] = await Promise.all(paths('trace').map(wordsOf))
    const recorded = dayInWords(londonDay(new Date()))
    const theft = `Stolen first, owner second: this kit was recorded on ${recorded} as stolen on 3 May 2026, before or on the day of the offence: “stolen in a burglary”.`
    const owned = 'Home A, in W1. The kit was no longer here on 10 May 2026'
    const words = whole!.replaceAll(/\s+/g, ' ')
    expect(words).toContain(theft)
    expect(words.indexOf(theft)).toBeLessThan(words.indexOf(owned))
    expect(whole).toContain('Was the item ever at that home?')
    expect(whole).toContain('Stolen. lost 3 May 2026 (stolen in a burglary)')
    expect(partial).toContain('Likelihood ratio')
    expect(partial).toContain('1 in 1,000 (V-12)')
    expect(partial).toContain('95.0% of marks of a kit are reported as that kit (assumed)')
    expect(partial).toContain('Not the probability that anybody did anything.')
    expect(partial).toContain('None of ours')
    expect(miss).toContain('No kit of ours could have given this.')
    // Two traces led to it, and it is said once.
    expect(
      unknowns.filter((each) => each === 'Of kit NLPO10444: Was the item ever at that home?'),
    ).toHaveLength(1)
  })

  test('a refused story of a kit is told as refused, and its home has no letter', () => {
    const [whole] = facts.traces
    const [kit] = whole!.traced
    const delivered = kit!.past.find(({ home: where }) => where !== null)!
    const story = { refused: true, home: uuidv7(), ward: 'W9' }
    const past = [...kit!.past, Object.assign({}, delivered, story)]
    const found = Object.assign({}, whole, { traced: [Object.assign({}, kit, { past })] })
    const words = JSON.stringify(traceParts({ ...facts, traces: [found] }, new Date()))
    expect(words).toContain('"delivered (told, and refused)","a home"')
    expect(words).toContain('"delivered","Home A, in W1"')
    expect(words).not.toContain('W9')
  })

  test('no name, contact or address of a resident is in any file', async () => {
    for (const [path, bytes] of files) {
      const text = path.endsWith('.pdf') ? (await readPdf(bytes)).text : Buffer.from(bytes).toString()
      for (const told of [canary.name, canary.contact, 'W1 Street', 'ZX1 1AA', 'ZX11AA', home.id])
        expect([path, text.includes(told)]).toEqual([path, false])
    }
  })

  test('as accessible documents', async () => {
    expect([...files.keys()].filter((path) => path.endsWith('.pdf')).length).toBeGreaterThan(8)
    for (const [path, bytes] of files)
      if (path.endsWith('.pdf')) expect([path, await checkPdfUa(bytes)]).toEqual([path, []])
  })
})

const statementOf = async (name: string): Promise<string> => {
  for (const path of paths('statement')) {
    const text = await wordsOf(path)
    if (text.includes(`Witness statement of ${name}`)) return text.replaceAll(/\s+/g, ' ')
  }
  throw new Error(`${name} has no statement.`)
}

test('the log names the kits of a partial reading by their serials', async () => {
  const digestOf = subjectDigestOf(testSecrets)
  const { rows } = await owner.query<{ subject: Buffer }>(
    `select coalesce(e.subject, s.subject) as subject from log.entry e left join log.entry_subject s on s.entry = e.id
     where e.purpose = 'trace a partial reading' and e.operation = 'collection' and e.kind = 'kit'`,
  )
  const serials = ['NLPO10444', 'NLPO10555', 'NLPO18448'].map((serial) =>
    digestOf('kit', serial).toString('hex'),
  )
  expect(rows.length).toBeGreaterThan(1)
  for (const { subject } of rows) expect(serials).toContain(subject.toString('hex'))
})

describe('the case for other programs', () => {
  test('has whole custody, names who read what, and conforms to CASE and UCO 1.4.0', async ({ skip }) => {
    const file = files.get('case.jsonld')!
    expect(checkCase(file)).toMatchObject({ exhibits: 1, faults: [] })
    const text = Buffer.from(file).toString()
    for (const told of [
      'NLPO19444',
      '"evidence"',
      '"intelligence"',
      '"cc:likelihoodRatioCap"',
      'Laboratory, Lab A',
    ])
      expect(text).toContain(told)
    const ontology = sharedData('records', 'case-uco-1.4.0')
    if (!ontology) return skip()
    expect(await caseShapes(ontology)(file)).toEqual([])
  })

  test('is told as broken where a link of it is taken away or its times are', () => {
    const text = Buffer.from(files.get('case.jsonld')!).toString()
    const cut = JSON.parse(text) as { '@graph': Record<string, unknown>[] }
    const received = cut['@graph'].find((node) => node['uco-core:name'] === 'Moved' && node['cc:offeredBy'])
    delete received!['case-investigation:wasInformedBy']
    expect(checkCase(Buffer.from(JSON.stringify(cut))).faults.map(({ words }) => words)).toEqual([
      expect.stringContaining('a gap'),
    ])
  })
})

describe('statements', () => {
  test('say who handed over to whom, from both hands', async () => {
    expect(await statementOf('Lena Amos')).toMatch(
      /exhibit JS\/1, denim jacket, which I had offered, went from Store, North to Store, South; Ned Grey confirmed it\./,
    )
    expect(await statementOf('Ned Grey')).toContain(
      'from Store, North to Store, South, handed over by Lena Amos and confirmed by me',
    )
  })

  test('say of a trace: stolen first, owner second, and of a reading what it is', async () => {
    const told = await statementOf('Farah Noor')
    expect(told).toMatch(
      /The register says, as read for this bundle: Kit NLPO10444: Stolen first, owner second.*Home A, in W1/,
    )
    expect(told.match(/Home A/g)).toHaveLength(1)
    expect(told).toMatch(
      /could be from, by a partial reading\. \d+ kits? of the register could have given it\. It is intelligence and set out under Trace\./,
    )
    for (const toStaff of ['Both belong in the statement', 'is not read.'])
      expect(told).not.toContain(toStaff)
    expect(told).toMatch(
      /I recorded that on [^.]+ I made a field reading of exhibit JS\/1\. It is intelligence/,
    )
    expect(told).toContain('I entered the result of Lab A for its sample S 1 of exhibit JS/1')
  })

  test('say that the rule of their day must be checked', async () => {
    expect(await statementOf('Lena Amos')).toContain('Part 16 of the Rules of 2025 has not been compared')
    expect(unknowns[0]).toContain('check it before this is signed')
  })
})
