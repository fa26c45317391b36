import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesOfZip } from '@mettrace/court-bundle/verify/zip'
import { verifyingKeyText } from '@mettrace/ledger/note/key'
import { commandLineActor } from '../apps/server/command-line/actor.ts'
import { withDatabase } from '../apps/server/command-line/options.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import { recordFieldReading } from '../apps/server/rooms/trace/readings/field-readings.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { putExhibit } from './exhibit-things.ts'
import { testLogKey } from './log.ts'

const { answer, refusal, run, folder, ownerUrl } = await commandLineOnEmptyFolder()
// The first command sets the database up.
await answer('settings')
const owner = new pg.Client({ connectionString: ownerUrl, options: '-c mettrace.change_by=test' })
await owner.connect()
afterAll(() => owner.end())

let zip: Buffer
let key: string
beforeAll(async () => {
  const { exhibit } = await putExhibit(owner, 1, { bcu: 'North' })
  // Its readings are sealed with the key of other tests, and not with that of this folder.
  for (const table of ['field_reading', 'laboratory_result'])
    await owner.query(`delete from enforcement.${table}`)
  await withDatabase({ data: join(folder, 'data') }, (database, config) => {
    const actor = commandLineActor(config, 'bundleCommand')
    return database.withActor(actor, 'a reading', (tx) =>
      recordFieldReading(tx, actor.id, {
        id: uuidv7(),
        from: { exhibit },
        at: new Date('2026-11-01T10:00:00Z'),
        officer: null,
        lamp: null,
        reader: null,
        code: { kind: 'opaque', text: 'LAB-20417', positions: null, unsure: [] },
        note: null,
        corrects: null,
      }),
    )
  })
  expect((await answer('bundle', 'C/1', '--out', 'bundle.zip', '--on', '2026-11-30')).results).toMatchObject({
    exhibits: 1,
    file: join(folder, 'bundle.zip'),
  })
  zip = await readFile(join(folder, 'bundle.zip'))
  key = String(((await answer('verify', 'bundle.zip')).results as { key: string }).key)
})
const write = (name: string, bytes: Uint8Array): Promise<void> => writeFile(join(folder, name), bytes)

describe('bundle', () => {
  test('makes the same bytes again, and names the exhibits that are asked for alone', async () => {
    await answer('bundle', 'C/1', '--out', 'again.zip', '--on', '2026-11-30')
    expect((await readFile(join(folder, 'again.zip'))).equals(zip)).toBe(true)
    expect([...filesOfZip(zip).keys()]).toEqual(
      expect.arrayContaining(['index.html', 'index.pdf', 'case.jsonld', 'verify.html', 'manifest.note']),
    )
    expect((await run('bundle', 'C/1', '--out', 'again.zip')).output).toContain('1 exhibit')
  })

  test('refuses a case that is not there, and a day whose rules are not known', async () => {
    expect((await refusal(3, 'bundle', 'C/404', '--out', 'none.zip')).code).toBe('not_found')
    expect(await refusal(2, 'bundle', 'C/1', '--out', 'none.zip', '--on', '2015-10-04')).toMatchObject({
      code: 'usage',
      found: '2015-10-04',
    })
    await expect(readFile(join(folder, 'none.zip'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('is in the log as a disclosure: to whom, why, and of which list', async () => {
    await answer('bundle', 'C/1', '--out', 'to.zip', '--to', 'CPS North', '--purpose', 'charging advice')
    const { rows } = await owner.query<{ recipient: string; reason: string }>(
      `select t.recipient, t.reason from log.entry e join log.entry_text t on t.entry = e.id
       where e.operation = 'disclosure' and e.kind = 'exhibit' order by e.id desc limit 1`,
    )
    expect(rows).toEqual([
      { recipient: 'CPS North', reason: expect.stringMatching(/^charging advice; manifest [0-9a-f]{64}$/) },
    ])
  })
})

describe('verify of such a zip', () => {
  test('calls it whole by its published key', async () => {
    expect(await answer('verify', 'bundle.zip', '--key', key)).toMatchObject({
      results: { isWhole: true, case: 'C/1', custodyFaults: [] },
      warnings: [],
    })
    expect((await run('verify', 'bundle.zip', '--key', key)).output).toContain('The bundle is whole.')
  })

  test('names the file of which a byte was altered, in the words of the page, and all others are whole', async () => {
    const files = filesOfZip(zip)
    for (const [path, bytes] of files) {
      const altered = Buffer.from(zip)
      const from = altered.indexOf(bytes, altered.indexOf(path))
      altered[from + Math.floor(bytes.length / 2)]! ^= 1
      await write('altered.zip', altered)
      const refused = await refusal(3, 'verify', 'altered.zip', '--key', key)
      expect([refused.code, refused.found]).toEqual(['log_differs', path])
      const [first = '', ...others] = refused.message.split(/(?= [^ ]+: altered\.)/)
      expect([first, others.length]).toEqual(['The bundle is not whole.', 1])
      expect(others[0]).toContain(` ${path}: altered.`)
    }
  })

  test('refuses a zip that is cut off anywhere, and what is no zip', async () => {
    for (const length of [3, 100, Math.floor(zip.length / 2), zip.length - 1]) {
      await write('cut.zip', zip.subarray(0, length))
      expect(await refusal(3, 'verify', 'cut.zip')).toMatchObject({
        code: 'file_wrong_kind',
        file: join(folder, 'cut.zip'),
        message: 'The zip is damaged, or it is no zip.',
      })
    }
    for (const [name, content] of [
      ['empty.zip', ''],
      ['words.zip', 'words'],
      ['words.jsonld', 'words'],
    ] as const) {
      await write(name, Buffer.from(content))
      expect([name, (await refusal(3, 'verify', name, '--key', key)).code]).toEqual([name, 'file_wrong_kind'])
    }
    expect((await refusal(3, 'verify', 'nowhere.zip')).code).toBe('file_missing')
    expect((await refusal(3, 'verify', 'nowhere.jsonld')).code).toBe('file_missing')
  })

  test('tells a bundle that is signed with another key than was given, and a key that is none', async () => {
    expect(await refusal(3, 'verify', 'bundle.zip', '--key', verifyingKeyText(testLogKey))).toMatchObject({
      code: 'log_differs',
      found: 'manifest.note',
      message: expect.stringContaining('manifest.note: signed with another key.'),
    })
    expect((await refusal(3, 'verify', 'bundle.zip', '--key', 'a+b')).message).toContain(
      'A key reads name+id+base64.',
    )
  })
})

test('verify of a CASE file tells whole custody, and each link that was taken out of it', async () => {
  const file = filesOfZip(zip).get('case.jsonld')!
  await write('case.jsonld', file)
  expect(await answer('verify', 'case.jsonld')).toMatchObject({
    results: { kind: 'case', exhibits: 1, faults: [] },
    warnings: [expect.stringContaining('Nothing signs a CASE file')],
  })
  const cut = JSON.parse(Buffer.from(file).toString()) as { '@graph': Record<string, unknown>[] }
  for (const node of cut['@graph']) delete node['case-investigation:wasInformedBy']
  await write('cut.jsonld', Buffer.from(JSON.stringify(cut)))
  expect(await refusal(3, 'verify', 'cut.jsonld')).toMatchObject({
    code: 'custody_broken',
    message: expect.stringContaining('a gap'),
  })
})
