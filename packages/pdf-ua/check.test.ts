import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../test/shared-data.ts'
import { checkPdfUa, rules } from './check.ts'

const corpus = sharedData('records', 'pdfua-corpus')

/** Pairs of the veraPDF corpus whose rule is not looked at: the names in a Type 1 program, which nothing of ours writes. */
const notClaimed = ['7.21.4.2-1']

/** The rule that a file of the corpus is about. */
const ruleOf = (name: string): string => {
  const [, clause = '', number = ''] = /^([\d.]+)-t(\d+)-/.exec(name) ?? []
  return `${clause}-${Number(number)}`
}

describe.skipIf(corpus === undefined)('the veraPDF corpus', () => {
  const files = readdirSync(corpus ?? '.').filter((name) => name.endsWith('.pdf'))
  const read = (name: string): Buffer => readFileSync(join(corpus!, name))
  const claimed = new Set(rules.map(({ id }) => id))

  test('no file that keeps to the standard is flagged', async () => {
    const passing = files.filter((name) => name.includes('-pass-'))
    expect(passing).toHaveLength(41)
    for (const name of passing) expect([name, await checkPdfUa(read(name))]).toEqual([name, []])
  })

  test('every file that breaks a rule which is looked at is flagged for that rule', async () => {
    const failing = files.filter((name) => name.includes('-fail-'))
    expect(failing.map(ruleOf).filter((rule) => !claimed.has(rule))).toEqual(notClaimed)
    for (const name of failing.filter((each) => claimed.has(ruleOf(each)))) {
      const broken = (await checkPdfUa(read(name))).map(({ rule }) => rule)
      expect([name, ...broken]).toContain(ruleOf(name))
    }
  })
})

test('what is no PDF is told as that', async () => {
  await expect(checkPdfUa(Buffer.from('%PDF-1.7 nothing'))).rejects.toThrow(RangeError)
  await expect(checkPdfUa(Buffer.from('words'))).rejects.toThrow('This is no PDF')
})
