import { expect, test } from 'vitest'
import { doorstepWords } from '@mettrace/protocol/words/doorstep-words'
import { pageLanguages } from './in-language.ts'

/** What stands for something else in letters. */
const placed = ['{address}', '{from}', '{to}']

/** Every text of a language by the path to it. */
const textsOf = (words: unknown, at = ''): [string, string][] =>
  typeof words === 'string'
    ? [[at, words]]
    : Object.entries(words as object).flatMap(([name, each]) => textsOf(each, `${at}/${name}`))

const [english, ...others] = pageLanguages
const inEnglish = new Map(textsOf(english!.words))

test('the pages are in every language that an officer’s phone shows at the door, English first', () => {
  expect(pageLanguages.map(({ door }) => door)).toEqual(doorstepWords)
})

test.each(others.map((each) => [each.door.english, each] as const))(
  '%s says everything, in its own script, and that a machine translated it',
  (_, { door, words }) => {
    const texts = textsOf(words)
    expect(texts.map(([at]) => at)).toEqual([...inEnglish.keys()])
    expect(door.checked).toBeNull()
    expect(words.machine).not.toBe('')
    const script =
      { ar: /\p{Script=Arabic}/u, bn: /\p{Script=Bengali}/u }[door.language] ?? /\p{Script=Latin}/u
    for (const [at, text] of texts) {
      expect(text, at).toMatch(script)
      // No slip of the hand leaves English under another language's name.
      expect(text, at).not.toBe(inEnglish.get(at))
      for (const each of [
        '{day}',
        '{part}',
        'K7M PX5X',
        'SW1A 1AA',
        'K7QD-2M4X-9THQ',
        'H4TK W7QD 2MAY',
        'ico.org.uk',
        ...placed,
      ])
        expect(text.includes(each), `${at} ${each}`).toBe(inEnglish.get(at)?.includes(each))
    }
  },
)

test('English is no translation', () => {
  expect(english!.words.machine).toBe('')
})
