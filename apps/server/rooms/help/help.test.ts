import { expect, test } from 'vitest'
import { glossary } from './glossary.ts'

const terms = glossary.flatMap((group) => group.terms)

test('terms are explained once each, in order, in sentences of no more than 25 words', () => {
  expect(new Set(terms.map(({ term }) => term)).size).toBe(terms.length)
  for (const group of glossary) {
    const names = group.terms.map(({ term }) => term)
    expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, 'en')))
  }
  for (const { meaning } of terms) {
    expect(meaning).toMatch(/^[A-Z“].*\.$/)
    for (const sentence of meaning.split(/(?<=\.) /))
      expect(sentence.split(' ').length).toBeLessThanOrEqual(25)
  }
})

test('no meaning uses a word that the glossary replaces', () => {
  const replaced =
    /\b(controls?|coverage|bottle of somebody|digest|fingerprint|placebo|oracle|hit rate|made-up|by lot)\b/i
  expect(terms.filter(({ meaning }) => replaced.test(meaning))).toEqual([])
})
