import { buffer } from 'node:stream/consumers'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCase } from '@mettrace/court-bundle/case/custody'
import { contentsFile, parseContents } from '@mettrace/court-bundle/contents/contents'
import { digestOf } from '@mettrace/court-bundle/verify/bytes'
import { parseLogKey } from '@mettrace/court-bundle/verify/signed-note'
import { verifyBundle } from '@mettrace/court-bundle/verify/verify-bundle'
import { filesOfZip } from '@mettrace/court-bundle/verify/zip'
import { verifyingKeyText } from '@mettrace/ledger/note/key'
import { checkPdfUa } from '@mettrace/pdf-ua/check'
import { freshLog, testLogKey } from '../../../../../test/log.ts'
import { readPdf } from '../../../../../test/read-pdf.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { actingAs } from '../../../foundation/access/acting-as.ts'
import { timeInWords } from '../../../foundation/days.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { bookIn } from '../exhibits/book-in.ts'
import { takePart } from '../exhibits/take-sample.ts'
import { recordFacts } from '../exhibits/record-facts.ts'
import { recordFieldReading } from '../readings/field-readings.ts'
import { factsOfCase, type CaseFacts } from './case-facts.ts'
import { proofsOfCase, type LogProofs } from './log-proofs.ts'
import { makeBundle } from './make-bundle.ts'
import { statementParts } from './parts/statements.ts'
import { zipStream } from './zip-stream.ts'

const log = await freshLog()
const { database, owner } = log
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(),
  logDirectory: log.directory,
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
afterAll(async () => {
  await app.close()
  await log.drop()
  await rm(log.directory, { recursive: true, force: true })
})

const of = '2326/40112/26'
const ago = (minutes: number): Date => new Date(Date.now() - minutes * 60_000)
const lines = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => `Notebook of PC Amos, page ${from + at}`).join('\n')
let [custody, investigator, officer]: TestPerson[] = []
beforeAll(async () => {
  custody = await signIn(database, 'custody', { place: 'North', name: 'Lena Amos' })
  investigator = await signIn(database, 'investigator', { name: 'Farah Noor' })
  officer = await signIn(database, 'ward_officer', { place: 'W1' })
  for (const person of [custody, investigator, officer]) await neverOver(owner, person)
  const { actor } = custody
  await database.withActor(actor, 'book in', async (tx) => {
    const [id] = await bookIn(
      tx,
      actor.id,
      {
        id: uuidv7(),
        seizedAt: ago(40),
        seizedBy: 'officer:PC 4471 Stone',
        power: 'PACE s.54',
        crime: of,
        custody: null,
        scan: null,
        broughtAt: ago(30),
        bcu: 'North',
        paper: 'Property book 12',
        items: [{ reference: 'JS/1', description: 'denim jacket', kind: 'item', seal: 'A730118' }],
      },
      new Date(),
    )
    await recordFacts(
      tx,
      actor.id,
      { id: uuidv7(), at: ago(20) },
      [{ exhibit: id!, kind: 'opened' }],
      new Date(),
    )
    await takePart(
      tx,
      actor.id,
      id!,
      { kind: 'other sample', description: 'cutting', seal: 'A730119', power: 'PACE s.54' },
      { id: uuidv7(), at: ago(10) },
      new Date(),
    )
  })
})

/** Seals whatever was logged until now. */
const sealAll = async (): Promise<void> => {
  const { rows } = await owner.query<{ count: number }>('select count(*)::int4 as count from log.entry')
  await log.sealTo(rows[0]!.count)
}
const post = (path: string, form: Record<string, string>, who = investigator!): Promise<Response> =>
  fetch(new URL(`/trace/bundle${path}`, address), {
    method: 'POST',
    headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin', ...who.headers },
    body: new URLSearchParams({ case: of, ...form }),
  })
const factsOn = (day: string, reference = of): Promise<CaseFacts> =>
  database.withActor(investigator!.actor, 'facts of a test', (tx) => factsOfCase(tx, reference, day))
const proofsOf = (facts: CaseFacts): Promise<LogProofs> =>
  proofsOfCase(database, actingAs('bundleProofs', 'test'), log.parts.publication, facts)
const bundleOn = async (day: string): Promise<Map<string, Uint8Array>> => {
  const facts = await factsOn(day)
  return (await makeBundle(facts, await proofsOf(facts), testLogKey, new Map())).files
}
const wordsOf = async (files: Map<string, Uint8Array>, path: string): Promise<string> =>
  (await readPdf(files.get(path)!)).text

test('unused material is numbered on over later sheets, and no item is only the number of a form', async () => {
  const act = uuidv7()
  for (let sent = 0; sent < 2; sent++)
    expect((await post('/unused-material', { items: lines(1, 12), act })).status).toBe(200)
  const refused = await post('/unused-material', { items: `Draft statement of Lena Amos\nMG 6C` })
  expect(refused.status).toBe(400)
  const words = await refused.text()
  expect(words).toContain('Line 2: Say what the item is: a form number is no description')
  expect(words).toContain('Draft statement of Lena Amos')
  await Promise.all([
    post('/unused-material', { items: lines(13, 15) }),
    post('/unused-material', { items: lines(16, 17) }),
  ])
  const { unused } = await factsOn('2026-12-01')
  expect(unused.map(({ number }) => number)).toEqual(Array.from({ length: 17 }, (_, at) => at + 1))
  const text = await wordsOf(await bundleOn('2026-12-01'), '03-unused-material.pdf')
  expect(text).toContain('Items 1 to 17')
  expect(text).toContain('17 Notebook of PC Amos')
})

test('no number of a schedule can be left out, whoever writes', async () => {
  await expect(
    owner.query(
      `insert into enforcement.unused_item (id, case_reference, number, act, description, actor)
       values (gen_random_uuid(), $1, 19, gen_random_uuid(), 'Notebook', 'test')`,
      [of],
    ),
  ).rejects.toThrow('violates foreign key constraint')
})

test('a statement has the rules of its day', async () => {
  const before = await wordsOf(await bundleOn('2020-10-04'), '01-statement.pdf')
  expect(before).toContain('I have signed that label')
  const since = await wordsOf(await bundleOn('2020-10-05'), '01-statement.pdf')
  expect(since).toContain('identified here clearly')
  expect(since).not.toContain('signed that label')
  expect(since).toContain('Witness statement of Lena Amos')
  expect(since.replaceAll(/\s+/g, ' ')).toMatch(
    /exhibit JS\/1\/A, cutting, as having happened on [^:]+:\d+: taken/,
  )
})

test('a statement says how a seal was found, which it had borne, and what was entered late and why', async () => {
  const other = '2326/40113/26'
  const { actor } = custody!
  await database.withActor(actor, 'a seal that came broken', async (tx) => {
    const [id] = await bookIn(
      tx,
      actor.id,
      {
        id: uuidv7(),
        seizedAt: ago(60 * 24 * 20),
        seizedBy: 'officer:PC 4471 Stone',
        power: 'PACE s.54',
        crime: other,
        custody: null,
        scan: null,
        broughtAt: ago(30),
        bcu: 'North',
        paper: 'Property book 13',
        lateBecause: 'the officer was away',
        items: [{ reference: 'JS/1', description: 'denim jacket', kind: 'item', seal: 'A730120' }],
      },
      new Date(),
    )
    const exhibit = id!
    const sent = { id: uuidv7(), at: ago(20), to: 'courier:Van 12', paper: 'W 1' } as const
    await recordFacts(tx, actor.id, sent, [{ exhibit }], new Date())
    const came = { id: uuidv7(), at: ago(10), to: 'laboratory:Lab A', paper: 'W 1' } as const
    await recordFacts(tx, actor.id, came, [{ exhibit, condition: 'broken' }], new Date())
  })
  const facts = await factsOn('2026-12-01', other)
  const words = JSON.stringify(statementParts(facts, new Date()))
  expect(words).toContain(
    'from Courier, Van 12 to Laboratory, Lab A, signed for on W 1, found as follows: seal broken. It had borne seal A730120.',
  )
  expect(words).toMatch(/seized[^"]*\(entered late: the officer was away\)\./)
  expect(words.match(/entered late/g)).toHaveLength(1)
  const [seized] = facts.exhibits[0]!.facts
  expect(words).toContain(
    `On ${timeInWords(seized!.enteredAt)} I recorded of exhibit JS/1, denim jacket, as having happened on ${timeInWords(seized!.at)}: seized`,
  )
})

test('the same facts make the same bytes, whatever was logged since', async () => {
  const zip = async (): Promise<Buffer> => buffer(zipStream(await bundleOn('2026-12-01')))
  await sealAll()
  const first = await zip()
  await log.consult('some home')
  await sealAll()
  expect((await zip()).equals(first)).toBe(true)
  expect((await buffer(zipStream(await bundleOn('2026-11-30')))).equals(first)).toBe(false)
})

describe('a bundle that is given out', () => {
  let zip: Uint8Array
  beforeAll(async () => {
    const given = await post('/zip', {
      to: 'CPS London North',
      purpose: 'charging advice',
      day: '2026-12-01',
    })
    expect(given.headers.get('content-type')).toBe('application/zip')
    zip = new Uint8Array(await given.arrayBuffer())
  })

  test('is whole, with every entry of its exhibits proved against the published key', () => {
    const found = verifyBundle(filesOfZip(zip), [parseLogKey(verifyingKeyText(testLogKey))])
    expect(found).toMatchObject({ isWhole: true, case: of, signedBy: testLogKey.name })
    expect(found.proofs).toBeGreaterThan(3)
    expect(found.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'index.html',
        'index.pdf',
        '01-statement.pdf',
        '02-continuity.html',
        'verify.html',
      ]),
    )
  })

  test('tells one altered byte of any file as that file, and all others as whole', () => {
    const files = filesOfZip(zip)
    for (const [path, bytes] of files) {
      const altered = Buffer.from(bytes)
      altered[Math.floor(bytes.length / 2)]! ^= 1
      const { files: checked, isUnchanged } = verifyBundle(new Map([...files, [path, altered]]))
      const wrong = checked
        .filter(({ state }) => state !== 'whole')
        .map((each) => `${each.path}: ${each.state}`)
      expect([wrong, isUnchanged]).toEqual([[`${path}: altered`], false])
    }
  })

  test('has the case for other programs: the sample with its root, and custody without a gap', () => {
    const file = filesOfZip(zip).get('case.jsonld')!
    expect(checkCase(file)).toMatchObject({ exhibits: 2, faults: [] })
    const { '@graph': graph } = JSON.parse(Buffer.from(file).toString()) as {
      '@graph': Record<string, unknown>[]
    }
    const records = graph.filter((node) => node['@type'] === 'case-investigation:ProvenanceRecord')
    expect(
      records.map((node) => [
        node['case-investigation:exhibitNumber'],
        node['case-investigation:rootExhibitNumber'],
      ]),
    ).toEqual([
      ['JS/1', undefined],
      ['JS/1/A', 'JS/1'],
    ])
  })

  test('has PDFs that keep to PDF/UA-1, and says what is not known', async () => {
    const files = filesOfZip(zip)
    for (const [path, bytes] of files)
      if (path.endsWith('.pdf')) expect([path, await checkPdfUa(bytes)]).toEqual([path, []])
    const cover = await wordsOf(files, 'index.pdf')
    expect(cover).toContain('Which scan JS/1 glowed in.')
    expect(cover.replaceAll(/\s/g, '')).toContain(`signedwiththiskey:${verifyingKeyText(testLogKey)}`)
    expect(cover).toContain('the file “keys” beside the published access log')
    expect(cover).toContain('It does not show how liquid came to be on an exhibit')
    expect(await wordsOf(files, '02-continuity.pdf')).toContain('Its chain is whole.')
    expect(Buffer.from(files.get('02-continuity.html')!).toString()).toContain(
      '<td>Officer, PC 4471 Stone to Store, North</td>',
    )
  })

  test('is in the log as a disclosure: of which exhibits, to whom, why, and which list it had', async () => {
    const { rows } = await owner.query<{ recipient: string; reason: string; size: number }>(
      `select t.recipient, t.reason, e.list_size as size from log.entry e join log.entry_text t on t.entry = e.id
       where e.purpose = 'bundle for court' and e.operation = 'disclosure'`,
    )
    const list = filesOfZip(zip).get(contentsFile)!
    expect(parseContents(list).case).toBe(of)
    const digest = digestOf(list)
    expect(rows).toEqual([
      { recipient: 'CPS London North', reason: `charging advice; manifest ${digest}`, size: 2 },
    ])
  })
})

test('who may not see its exhibits is told nothing of a case, and gets no bundle', async () => {
  const giving = { to: 'a friend', purpose: 'none', day: '2026-12-01' }
  expect((await post('/zip', giving, officer!)).status).toBe(403)
  expect((await post('/zip', giving, custody!)).status).toBe(403)
  const [there, none] = await Promise.all([
    post('', { case: 'not/there' }),
    post('/zip', { ...giving, case: 'not/there' }),
  ])
  expect([there.status, none.status]).toEqual([400, 400])
  expect(await none.text()).toContain('No exhibit has that crime reference')
})

test('nothing is given out without to whom, why and a day whose rules are known', async () => {
  const refused = await post('/zip', { to: '', purpose: '', day: '2015-10-04' })
  expect(refused.status).toBe(400)
  const words = await refused.text()
  for (const fault of [
    'Enter who receives the bundle',
    'Enter what it is for',
    'Enter a day from 5 October 2015',
  ])
    expect(words).toContain(fault)
})

test('what was read has its proof too, once it is published', async () => {
  const before = await proofsOf(await factsOn('2026-12-01'))
  const { actor } = investigator!
  const { exhibits } = await factsOn('2026-12-01')
  await database.withActor(actor, 'a reading', (tx) =>
    recordFieldReading(tx, actor.id, {
      id: uuidv7(),
      from: { exhibit: exhibits[0]!.id },
      at: ago(5),
      officer: null,
      lamp: null,
      reader: null,
      code: { kind: 'opaque', text: 'LAB-20417', positions: null, unsure: [] },
      note: null,
      corrects: null,
    }),
  )
  const facts = await factsOn('2026-12-01')
  expect((await proofsOf(facts)).unproved).toBe(1)
  await sealAll()
  const after = await proofsOf(facts)
  expect([after.unproved, after.proofs.size]).toEqual([0, before.proofs.size + 1])
})
