import { declarationRules, exhibitRules, inForce } from '@mettrace/court-bundle/statement/rules'
import { dayInWords } from '../../../../foundation/days.ts'
import { paperOf, type BundlePart, type MakePart } from './part.ts'
import { doneByWitness } from './witnesses.ts'

/** A statement of each colleague who dealt with an exhibit or with what was read of it, to be read, completed and signed (Criminal Justice Act 1967, s.9). */
export const statementParts: MakePart = (facts, madeAt) => {
  const [exhibitRule, declaration] = [inForce(exhibitRules, facts.day), inForce(declarationRules, facts.day)]
  return [...doneByWitness(facts)].map(([actor, done]): BundlePart => {
    const name = facts.names.actor(actor)
    const exhibits = done.flatMap(({ exhibit }) => exhibit ?? [])
    const named = [...new Set(exhibits.map(({ reference, description }) => `${reference}: ${description}`))]
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
              { kind: 'list', isNumbered: true, items: done.map(({ sentence }) => sentence) },
              { kind: 'heading', level: 2, text: 'Exhibits' },
              {
                kind: 'paragraph',
                text: [
                  exhibitRule.words,
                  `(${exhibitRule.source})`,
                  ...(exhibitRule.unchecked === undefined ? [] : [exhibitRule.unchecked]),
                ].join(' '),
              },
              ...(named.length > 0 ? [{ kind: 'list', isNumbered: false, items: named } as const] : []),
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
