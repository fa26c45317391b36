import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { answerOf, refusalOf, runCommandHere } from './command-line.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-ocds-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const ocds = (...parameters: string[]): ReturnType<typeof runCommandHere> =>
  runCommandHere(['ocds', ...parameters], { INIT_CWD: folder })

const release = {
  ocid: 'ocds-h6vhtk-06a490',
  id: '1-2026',
  date: '2026-05-26T16:42:18+01:00',
  tag: ['planning'],
  initiationType: 'tender',
  buyer: { id: 'GB-PPON-PTMT-7816-YCQG', name: "The Mayor's Office for Policing And Crime" },
  tender: {
    id: 't',
    title: 'Forensic marking',
    value: { amount: 3_800_000, amountGross: 4_560_000, currency: 'GBP' },
  },
}
const other = {
  ...release,
  id: '2-2026',
  buyer: { id: 'GB-FTS-174468', name: 'Mayor’s Office for Policing and Crime' },
  language: 7,
}

test('a file of notices is told field by field, and what is kept is written back whole', async () => {
  await writeFile(join(folder, 'notices.json'), JSON.stringify({ releases: [release, { id: 'x' }, other] }))
  const ran = await ocds('notices.json', '--write', 'kept.json', '--json')
  const { results } = answerOf(ran)
  expect(results).toMatchObject({
    kept: 2,
    setAside: 1,
    fields: [
      { path: '/releases/1', found: '{"id":"x"}' },
      { path: '/releases/2/language', found: '7' },
    ],
    across: [expect.stringContaining('GB-PPON-PTMT-7816-YCQG, GB-FTS-174468')],
    releases: [{ value: { net: 380_000_000, gross: 456_000_000, vatInferred: 2000 } }, {}],
  })
  const { language: _, ...kept } = other
  const written = JSON.parse(await readFile(join(folder, 'kept.json'), 'utf8')) as { releases: unknown }
  expect(written.releases).toEqual([release, kept])
  const said = await ocds('notices.json')
  expect(said.output).toContain('£3,800,000 net, £4,560,000 gross, VAT of 20% inferred')
  expect(refusalOf(2, await ocds('notices.json', '--write', 'kept.json', '--json')).code).toBe('usage')
})

test('a file that is none, or holds nothing that can be taken, is an error with its place', async () => {
  await writeFile(join(folder, 'broken.json'), '{\n"releases": [}')
  await writeFile(join(folder, 'nothing.json'), JSON.stringify({ releases: [{ id: 'x' }] }))
  expect(refusalOf(3, await ocds('broken.json', '--json'))).toMatchObject({
    code: 'file_wrong_kind',
    line: 2,
    column: 14,
  })
  expect(refusalOf(3, await ocds('nothing.json', '--json')).code).toBe('value_invalid')
  await ocds('nothing.json', '--write', 'none.json')
  expect((await readdir(folder)).filter((name) => name.startsWith('none'))).toEqual([])
  expect(refusalOf(3, await ocds('absent.json', '--json')).code).toBe('file_missing')
})
