/**
 * Whose code is it, where one or two characters were not read, or one was read wrongly: candidates with their posteriors
 * over a register of 1,000,000 codes, beside two ways of finding the same codes: a regular expression over the
 * texts in JavaScript, and LIKE in PostgreSQL with an index of trigrams. All find the same codes, or the program fails. One
 * command:
 *
 *   node bench/partial-codes.ts [--short]
 *
 * Goal: below 50 ms of the processor for each, everything that is answered included. The rivals find codes alone and weigh
 * nothing; and LIKE needs the codes in clear in the database, where ours are encrypted.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { plainCharacters } from '../packages/kit-codes/serial/serial.ts'
import { candidatesOf } from '../packages/readings/candidates/candidates.ts'
import { fittingByDesign, fittingInRegister, othersThatFit } from '../packages/readings/candidates/others.ts'
import { textDesign } from '../packages/readings/design/code-design.ts'
import { priorConfusion } from '../packages/readings/reading/confusion.ts'
import { readingOf } from '../packages/readings/reading/reading.ts'
import { bytesOf, codeAt, codeRegister } from '../packages/readings/register/code-register.ts'
import { differencesOf } from '../packages/readings/register/scan.ts'
import { madeUpCodes, uniformFrom } from '../test/made-up-codes.ts'
import { fastest, line } from './support/stopwatch.ts'

const short = process.argv.includes('--short')
const issued = short ? 100_000 : 1_000_000
const [length, runs] = [12, short ? 3 : 9]
const limit = 0.05

const random = uniformFrom(17)
const design = textDesign(Array<string>(length).fill(plainCharacters), 'mod-37-36')
const codes = madeUpCodes(design, issued, random)
const confusion = priorConfusion(plainCharacters)
const packing = fastest(1, () => codeRegister(design, codes))
const register = packing.answer
console.log(
  `${issued} serials of ${length} characters packed in ${packing.processor.toFixed(2)} s of the processor: ${(bytesOf(register) / 1e6).toFixed(1)} MB kept, ${((issued * 9) / 1e6).toFixed(1)} MB more while a question is answered`,
)

const truth = [...codes[Math.floor(issued / 3)]!]
const swap = (symbol: string): string => (symbol === 'B' ? '8' : 'B')
const cases = [
  { name: 'one unread', read: truth.with(4, ''), wrong: 0 },
  { name: 'two unread', read: truth.with(4, '').with(9, ''), wrong: 0 },
  { name: 'one wrong', read: truth.with(4, swap(truth[4]!)), wrong: 1 },
] as const

/** Patterns of codes that fit, or that differ in one position, with a sign for any character. */
const patternsOf = (read: readonly string[], wrong: number, any: string): string[] => {
  const pattern = read.map((symbol) => symbol || any)
  return wrong === 0 ? [pattern.join('')] : pattern.map((_, at) => pattern.with(at, any).join(''))
}

/** A plain database with the codes in it, as the texts that the rivals search. */
const directory = await mkdtemp(join(tmpdir(), 'mettrace-bench-'))
const embedded = await openEmbeddedPostgres(directory)
const owner = new pg.Client({ connectionString: embedded.ownerUrl })
try {
  await owner.connect()
  await owner.query('create extension pg_trgm')
  await owner.query('create table code (code text not null)')
  for (let from = 0; from < issued; from += 50_000)
    await owner.query('insert into code select unnest($1::text[])', [codes.slice(from, from + 50_000)])
  await owner.query('create index on code using gin (code gin_trgm_ops)')
  await owner.query('vacuum analyze code')

  for (const { name, read, wrong } of cases) {
    const ours = fastest(runs, () => {
      const reading = readingOf(design, read, confusion)
      const { fit, all } = fittingByDesign(reading)
      const others = fit > 0 ? othersThatFit({ issued, fit, all }) : null
      return {
        others,
        counted: fittingInRegister(register, reading),
        ...candidatesOf({ register, reading, unknown: 0.05 }),
      }
    })
    console.log(line(`${name}, ${issued} kits`, ours, { limit, short }))

    const differences = differencesOf(register, readingOf(design, read))
    const found = [...differences.keys()]
      .filter((row) => differences[row]! <= wrong)
      .map((row) => codeAt(register, row))
    const expression = new RegExp(`^(?:${patternsOf(read, wrong, '.').join('|')})$`)
    const scan = fastest(runs, () => codes.filter((code) => expression.test(code)))

    const likes = patternsOf(read, wrong, '_')
    const where = likes.map((_, at) => `code like $${at + 1}`).join(' or ')
    let [likeSeconds, rows] = [Infinity, [] as { code: string }[]]
    for (let run = 0; run < runs; run++) {
      const begun = performance.now()
      rows = (await owner.query<{ code: string }>(`select code from code where ${where}`, likes)).rows
      likeSeconds = Math.min(likeSeconds, (performance.now() - begun) / 1000)
    }
    const texts = [found, scan.answer, rows.map(({ code }) => code)].map((each) => each.toSorted().join(' '))
    if (new Set(texts).size !== 1 || !found.includes(truth.join('')))
      throw new Error(`${name}: the three do not find the same codes`)
    if (ours.answer.candidates[0]?.code !== truth.join(''))
      throw new Error(`${name}: the likeliest is another kit`)
    console.log(
      `  ${found.length} found by all three; a regular expression in JavaScript ${(scan.seconds / ours.seconds).toFixed(2)} × our time, PostgreSQL's LIKE with trigrams ${(likeSeconds / ours.seconds).toFixed(2)} ×`,
    )
  }
  console.log(
    `peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, the texts of the rivals included`,
  )
} finally {
  await owner.end()
  await embedded.release()
  await rm(directory, { recursive: true, force: true })
}
