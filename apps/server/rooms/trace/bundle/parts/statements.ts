import { declarationRules, exhibitRules, inForce } from '@mettrace/court-bundle/statement/rules'
import { dayInWords, timeInWords } from '../../../../foundation/days.ts'
import { conditionInWords, kindInWords } from '../../exhibits/exhibit-words.ts'
import type { HistoryFact } from '../../exhibits/history.ts'
import type { CaseFacts, ExhibitOfCase } from '../case-facts.ts'
import { paperOf, type BundlePart, type MakePart } from './part.ts'

type Done = { exhibit: ExhibitOfCase; fact: HistoryFact }

/** People with an account who did something with an exhibit, in the order in which they first did. */
const witnessesOf = ({ exhibits }: CaseFacts): Map<string, Done[]> => {
  const done = exhibits
    .flatMap((exhibit) => exhibit.facts.map((fact) => ({ exhibit, fact })))
    .filter(({ fact }) => fact.actor.startsWith('person:'))
    .toSorted(
      (one, other) =>
        one.fact.at.getTime() - other.fact.at.getTime() || (one.fact.id < other.fact.id ? -1 : 1),
    )
  return Map.groupBy(done, ({ fact }) => fact.actor)
}

/** Under which seal it then was; of one that was not found whole, how it was found and which it had borne. */
const sealOf = ({ condition, sealBefore, seal, newSeal }: HistoryFact): string => {
  if (condition !== null && condition !== 'intact')
    return `, found as follows: ${conditionInWords(condition)}. It had borne seal ${sealBefore}`
  if (newSeal !== null) return `, under the new seal ${newSeal}`
  return seal === '' ? ', not sealed' : `, under seal ${seal}`
}

const sentenceOf = ({ exhibit, fact }: Done, { names }: CaseFacts): string => {
  const hands =
    fact.from === null || fact.from === fact.to
      ? `with ${names.hand(fact.to)}`
      : `from ${names.hand(fact.from)} to ${names.hand(fact.to)}`
  const late =
    fact.lateBecause === null ? '' : ` (I entered it on ${timeInWords(fact.enteredAt)}: ${fact.lateBecause})`
  return `On ${timeInWords(fact.at)} I recorded of exhibit ${exhibit.reference}, ${exhibit.description}: ${kindInWords(fact.kind).toLowerCase()}, ${hands}${sealOf(fact)}${late}.`
}

/** A statement of each colleague who dealt with an exhibit, to be read, completed and signed (Criminal Justice Act 1967, s.9). */
export const statementParts: MakePart = (facts, madeAt) => {
  const [exhibitRule, declaration] = [inForce(exhibitRules, facts.day), inForce(declarationRules, facts.day)]
  return [...witnessesOf(facts)].map(([actor, done]): BundlePart => {
    const name = facts.names.actor(actor)
    return {
      name: 'statement',
      kind: 'statement',
      document: {
        ...paperOf(facts, madeAt),
        title: `Witness statement of ${name}`,
        parts: [
          {
            language: 'en-GB',
            blocks: [
              { kind: 'heading', level: 1, text: `Witness statement of ${name}` },
              {
                kind: 'paragraph',
                text: `Criminal Justice Act 1967, s.9; Criminal Procedure Rules, r.16.2. Prepared for ${dayInWords(facts.day)}. Age if under 18: ____`,
              },
              { kind: 'paragraph', text: declaration.words },
              { kind: 'heading', level: 2, text: 'What I did' },
              { kind: 'list', isNumbered: true, items: done.map((each) => sentenceOf(each, facts)) },
              { kind: 'heading', level: 2, text: 'Exhibits' },
              { kind: 'paragraph', text: `${exhibitRule.words} (${exhibitRule.source})` },
              {
                kind: 'list',
                isNumbered: false,
                items: [
                  ...new Set(done.map(({ exhibit }) => `${exhibit.reference}: ${exhibit.description}`)),
                ],
              },
              { kind: 'signature', label: `Signature of ${name}, and date` },
              {
                kind: 'signature',
                label:
                  'If the witness cannot read this statement: signature of whoever read it to them, and date',
              },
            ],
          },
        ],
      },
    }
  })
}
