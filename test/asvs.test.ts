import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { repositoryRoot } from './repository.ts'

type Row = { requirement: string; level: string; answer: string; where: string; words: string }

const rows = parse<Row>(readFileSync(join(repositoryRoot, 'docs/assurance/asvs.csv'), 'utf8'), {
  columns: true,
})

/** The standard itself lies beside the repository: only ids of it are kept here. */
const standardFile = join(repositoryRoot, '../shared/research/asvs-5.0.csv')
const standard = existsSync(standardFile) ? readFileSync(standardFile, 'utf8') : undefined
if (standard === undefined) console.warn('skipped: shared/research/asvs-5.0.csv is not here')

const problemOf = ({ level, answer, where, words }: Row): string | undefined => {
  if (!['1', '2'].includes(level)) return 'has no level'
  if (words.trim() === '') return 'says nothing'
  if (answer === 'reason') return where === '' ? undefined : 'a reason stands for itself'
  if (answer !== 'test' && answer !== 'evidence') return `answers ${answer || 'nothing'}`
  const [file = '', name] = where.split(' › ')
  if (file === '' || !existsSync(join(repositoryRoot, file))) return `there is no ${file}`
  if (answer === 'test' && !/\.(test|journey)\.ts$/.test(file)) return `${file} is no test`
  if (name === undefined) return undefined
  const text = readFileSync(join(repositoryRoot, file), 'utf8')
  return [`'${name}'`, `\`${name}\``].some((title) => text.includes(title))
    ? undefined
    : `${file} has no test “${name}”`
}

describe('docs/assurance/asvs.csv', () => {
  test('answers every row by a test or an evidence that is there, or by a reason', () => {
    const problems = rows.map((row) => [row.requirement, problemOf(row)] as const)
    expect(problems.filter(([, problem]) => problem !== undefined)).toEqual([])
  })

  test('has each requirement once', () => {
    expect(new Set(rows.map(({ requirement }) => requirement)).size).toBe(rows.length)
  })

  test.skipIf(standard === undefined)('has every requirement of levels 1 and 2, and no other', () => {
    const known = parse<{ req_id: string; L: string }>(standard ?? '', {
      columns: true,
      bom: true,
      skip_empty_lines: true,
    })
    const wanted = known.filter(({ L }) => L === '1' || L === '2').map(({ req_id, L }) => `${req_id} ${L}`)
    expect(wanted.length).toBeGreaterThan(200)
    expect(rows.map(({ requirement, level }) => `${requirement} ${level}`)).toEqual(wanted)
  })
})
