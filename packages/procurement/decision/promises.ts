import { printedMoney } from '../value/printed-money.ts'
import type { ReadSection } from './read-decision.ts'

export const promised = ['kits', 'burglaries', 'hours', 'money'] as const
export type Promised = (typeof promised)[number]

/** What a decision says will come. `amount`: kits, burglaries, police hours, or pence; `years`: over how many, null where it does not say. */
export type PromiseRead = { what: Promised; amount: number; years: number | null; printed: string }

const number = String.raw`(\d{1,3}(?:,\d{3})+|\d+)`
const patterns: readonly (readonly [Exclude<Promised, 'money'>, RegExp])[] = [
  ['kits', new RegExp(String.raw`${number} (?:MetTrace )?kits\b(?! (?:a|per|each) year)`, 'i')],
  [
    'burglaries',
    new RegExp(
      String.raw`(?:reduce|prevent|avert|fewer)\w* (?:by )?${number} (?:fewer )?(?:residential )?burglar(?:y|ies)`,
      'i',
    ),
  ],
  ['hours', new RegExp(String.raw`${number} (?:police |officer )?hours\b`, 'i')],
]

const yearsAfter = (text: string, at: number): number | null => {
  const found = /\bover (\d{1,2}) years\b/i.exec(text.slice(at, at + 60))
  return found ? Number(found[1]) : null
}

/** What is promised in the words of a decision, each by the first paragraph that says it. A person confirms what is read. */
export const readPromises = (sections: readonly ReadSection[]): PromiseRead[] => {
  const texts = sections.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text))
  const counts = patterns.flatMap(([what, pattern]): PromiseRead[] => {
    for (const text of texts) {
      const match = pattern.exec(text)
      if (match)
        return [
          {
            what,
            amount: Number(match[1]!.replaceAll(',', '')),
            years: yearsAfter(text, match.index),
            printed: match[0],
          },
        ]
    }
    return []
  })
  for (const text of texts)
    for (const money of printedMoney(text)) {
      const years = yearsAfter(text, money.at)
      if (years !== null)
        return [...counts, { what: 'money', amount: money.pence, years, printed: money.text }]
    }
  return counts
}
