/** Names of forms that say nothing of what a thing is: MG, MG6C, Form 5090, Book 124D, CRIMINT and the like. */
const formNumber =
  /\b(?:MG\s?\d{1,2}(?:\s?[A-Z])?|(?:form|book|bk|pro forma|proforma|document|doc|item)\s?(?:no\.?|number)?\s?\d+\s?[A-Z]?|\d{2,5}\s?[A-Z]?)\b/gi
const filler = /\b(?:form|forms|copy|copies|of|the|a|an|no|number|see|as|per|and|item|items|document)\b/gi

/**
 * What is wrong with the description of an item on the schedule of unused material: it says what the item is, and a form
 * number is no description (CPS Disclosure Manual, chapter 7). Undefined where it may stand.
 */
export const faultOfDescription = (text: string): string | undefined => {
  const words = text.normalize('NFC').trim()
  if (words === '') return 'Say what the item is'
  const without = words.replaceAll(formNumber, ' ')
  const left = without
    .replaceAll(filler, ' ')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim()
  if (left.length >= 4) return undefined
  return without === words
    ? 'Say what the item is, in words'
    : 'Say what the item is: a form number is no description'
}

/** Numbers of items that are added to a schedule whose last number is `last` (0 where it is empty): on from there. */
export const numbersAfter = (last: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => last + 1 + at)

/** Whether the numbers of a schedule are 1, 2, 3 … without a gap: one would tell that something was left out. */
export const areConsecutive = (numbers: readonly number[]): boolean =>
  numbers.every((number, at) => number === at + 1)
