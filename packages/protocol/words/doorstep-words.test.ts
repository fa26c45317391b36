import { expect, test } from 'vitest'
import { doorstepWords } from './doorstep-words.ts'
import { languages } from './household.ts'

const script: Readonly<Record<string, RegExp>> = {
  bn: /^[\p{Script=Bengali}\p{P}\s]+$/u,
  ar: /^[\p{Script=Arabic}\p{P}\p{M}\s]+$/u,
}

test('every card says the same six things in a language of its own, its script and direction right', () => {
  expect(doorstepWords.map(({ language }) => language)).toEqual(['en', 'ro', 'es', 'pl', 'bn', 'pt', 'ar'])
  for (const { language, direction, words } of doorstepWords) {
    expect(new Set(words).size).toBe(6)
    const letters = script[language] ?? /^[\p{Script=Latin}\p{P}\s]+$/u
    for (const each of words) expect(each).toMatch(letters)
    expect(direction).toBe(language === 'ar' ? 'rtl' : 'ltr')
    // No slip of the hand leaves English under another language's name.
    if (language !== 'en') expect(words).not.toContain(doorstepWords[0]!.words[2])
  }
})

test('no translation passes for checked, and a resident may ask for each of them', () => {
  expect(doorstepWords.filter(({ checked }) => checked !== null).map(({ language }) => language)).toEqual([
    'en',
  ])
  const asked = new Set<string>(languages.map(([code]) => code))
  expect(doorstepWords.filter(({ language }) => !asked.has(language))).toEqual([])
})
