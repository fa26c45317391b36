import { faultsOf } from '@mettrace/continuity/facts/faults'
import { timeInWords } from '../../../../foundation/days.ts'
import type { Block } from '../../../../foundation/documents/document.ts'
import { conditionInWords, kindInWords } from '../../exhibits/exhibit-words.ts'
import { isOpenQuestion, type HistoryFact } from '../../exhibits/history.ts'
import type { CaseFacts, ExhibitOfCase } from '../case-facts.ts'
import { paperOf, type MakePart } from './part.ts'

const notesOf = (fact: HistoryFact, { names }: CaseFacts): string =>
  [
    ...(fact.from !== null && fact.from !== fact.to
      ? [
          fact.paper === null
            ? `both confirmed: ${names.actor(fact.offeredBy ?? '')} and ${names.actor(fact.actor)}`
            : `signed: ${fact.paper}`,
        ]
      : [`recorded by ${names.actor(fact.actor)}`]),
    ...(fact.condition === null ? [] : [conditionInWords(fact.condition)]),
    ...(fact.answer === null ? [] : [`the sender answered: ${fact.answer}`]),
    ...(fact.shelf === null ? [] : [`shelf ${fact.shelf}`]),
    ...(fact.offence === null ? [] : [`for ${fact.offence}`]),
    ...(fact.lateBecause === null
      ? []
      : [`entered late, ${timeInWords(fact.enteredAt)}: ${fact.lateBecause}`]),
  ].join('; ')

const sealOf = ({ sealBefore, seal }: HistoryFact): string =>
  sealBefore === seal ? seal || 'open' : `${sealBefore || 'open'}, then ${seal || 'open'}`

const exhibitBlocks = (exhibit: ExhibitOfCase, facts: CaseFacts): Block[] => {
  const faults = faultsOf(exhibit.facts)
  const open = exhibit.facts.filter(isOpenQuestion).length
  return [
    { kind: 'heading', level: 2, text: `${exhibit.reference}, ${exhibit.description}` },
    {
      kind: 'paragraph',
      text: [
        `Taken under ${exhibit.power}.`,
        faults.length === 0
          ? 'Its chain is whole.'
          : `Its chain is broken: ${faults.map(({ sequence, fault }) => `at ${sequence} ${fault}`).join('; ')}.`,
        ...(open > 0 ? ['Its seal was found otherwise than whole, and its sender has not answered.'] : []),
      ].join(' '),
    },
    {
      kind: 'table',
      caption: `Continuity of ${exhibit.reference}; times are London’s`,
      columns: [
        { title: 'No', share: 1.6 },
        { title: 'When', share: 4 },
        { title: 'What', share: 3 },
        { title: 'From and to', share: 5 },
        { title: 'Seal', share: 4 },
        { title: 'Note', share: 6 },
      ],
      rows: exhibit.facts.map((fact) => [
        String(fact.sequence),
        timeInWords(fact.at),
        kindInWords(fact.kind),
        fact.from === null || fact.from === fact.to
          ? facts.names.hand(fact.to)
          : `${facts.names.hand(fact.from)} to ${facts.names.hand(fact.to)}`,
        sealOf(fact),
        notesOf(fact, facts),
      ]),
    },
  ]
}

/** Every hand, seal and opening of every exhibit of the case. */
export const continuityPart: MakePart = (facts, madeAt) => [
  {
    name: 'continuity',
    kind: 'schedule',
    document: {
      ...paperOf(facts, madeAt),
      title: 'Continuity of exhibits',
      parts: [
        {
          language: 'en-GB',
          blocks: [
            { kind: 'heading', level: 1, text: 'Continuity of exhibits' },
            ...facts.exhibits.flatMap((exhibit) => exhibitBlocks(exhibit, facts)),
          ],
        },
      ],
    },
  },
]
