import { expect, test } from 'vitest'
import { declarationRules, exhibitRules, inForce } from './rules.ts'

test('a label is signed by the maker of the statement until 4 October 2020, and exhibits are identified clearly since', () => {
  expect(inForce(exhibitRules, '2020-10-04')).toMatchObject({
    words: expect.stringContaining('signed that label'),
  })
  const since = inForce(exhibitRules, '2020-10-05')
  expect(since.words).toContain('identified here clearly')
  expect(since.words).not.toContain('signed')
  expect(since.source).toBe('Criminal Procedure Rules 2020, r.16.3')
})

test('from the day on which the rules of 2020 were revoked their words say that they must be checked', () => {
  expect(inForce(exhibitRules, '2025-10-05').unchecked).toBeUndefined()
  const since = inForce(exhibitRules, '2025-10-06')
  expect(since.source).toBe('worded by Criminal Procedure Rules 2020, r.16.3')
  expect(since.unchecked).toContain('check it before this is signed')
})

test('no rule is made up for a day before those that are known', () => {
  expect(() => inForce(exhibitRules, '2015-10-04')).toThrow('No rule of statements is known for 2015-10-04.')
  expect(inForce(declarationRules, '2015-10-04').words).toContain('liable to prosecution')
})

test('no day has two texts, and none is left out between them', () => {
  for (const rules of [exhibitRules, declarationRules])
    for (const [at, rule] of rules.entries()) {
      const next = rules[at + 1]
      if (!next) expect(rule.until).toBeNull()
      else {
        const after = new Date(`${rule.until}T00:00:00Z`)
        after.setUTCDate(after.getUTCDate() + 1)
        expect(after.toISOString().slice(0, 10)).toBe(next.from)
      }
    }
})
