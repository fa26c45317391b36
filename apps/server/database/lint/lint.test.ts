import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'

const { owner } = await testDatabase()

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8')

const problems = async (lint: string): Promise<string[]> => {
  const { rows } = await owner.query<{ object: string; problem: string }>(textOf(`${lint}.sql`))
  return rows.map((row) => `${row.object}: ${row.problem}`).toSorted()
}

const lints = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.sql') && !file.endsWith('.failing.sql'))
  .map((file) => file.replace('.sql', ''))

describe.each(lints)('the lint %s', (lint) => {
  test('finds nothing in the schema', async () => {
    expect(await problems(lint)).toEqual([])
  })

  test('finds what is wrong in its failing example, and nothing else', async () => {
    const example = textOf(`${lint}.failing.sql`)
    const foretold = Array.from(example.matchAll(/^-- (.*)$/gm), (match) => match[1] ?? '')
    await owner.query('begin')
    try {
      await owner.query(example)
      expect(await problems(lint)).toEqual(foretold.toSorted())
    } finally {
      await owner.query('rollback')
    }
  })
})
