import { dayInWords, timeInWords } from '../../../../foundation/days.ts'
import type { Block } from '../../../../foundation/documents/document.ts'
import { unknownsOfReading } from '../../readings/field-readings.ts'
import { unknownsOfResult } from '../../readings/lab-results.ts'
import {
  disagreementInWords,
  extentInWords,
  kindInWords,
  outcomeInWords,
} from '../../readings/reading-words.ts'
import { restsOn } from '../../readings/result-words.ts'
import { correctionOf, type CaseFacts } from '../case-facts.ts'
import { factsTable, paperOf, type MakePart } from './part.ts'

type Reading = CaseFacts['readings'][number]
type Result = CaseFacts['results'][number]

const codeRows = (code: Reading['read'] | null): [string, string][] =>
  code === null
    ? []
    : [
        ['Code as it was read', code.text],
        ['Kind of code', kindInWords(code.kind)],
        [
          'How much was read',
          extentInWords({ codeKind: code.kind, positions: code.positions, unsure: code.unsure.length }),
        ],
      ]

/** Who corrected it and when; nothing of what stands. */
const correctedRows = (correction: Reading | Result | undefined, { names }: CaseFacts): [string, string][] =>
  correction === undefined
    ? []
    : [['Corrected by', `${names.actor(correction.actor)}, entered ${timeInWords(correction.enteredAt)}`]]

const unknownsBlocks = (unknowns: readonly string[]): Block[] =>
  unknowns.length === 0 ? [] : [{ kind: 'paragraph', text: `Not known: ${unknowns.join(', ')}.` }]

/** Where the two disagree, as the documents of both say it. */
const disagreementBlocks = (
  of: (one: CaseFacts['disagreements'][number]) => boolean,
  facts: CaseFacts,
): Block[] =>
  facts.disagreements.filter(of).map((one) => {
    const { reading, result, how } = disagreementInWords(one)
    return {
      kind: 'paragraph',
      text: `${reading.words} and ${result.words} disagree: ${how}. Both are in this bundle, and nothing here decides between them.`,
    }
  })

const resultBlocks = (result: Result, facts: CaseFacts): Block[] => [
  {
    kind: 'heading',
    level: 2,
    text: `${result.reference}: ${result.laboratory}, sample ${result.sample}${result.isCorrected ? ' (corrected since)' : ''}`,
  },
  factsTable(`Result of sample ${result.sample}`, [
    ['Outcome', outcomeInWords(result.outcome)],
    ['Reported', dayInWords(result.reportedOn)],
    ...codeRows(result.found),
    ...restsOn(result).map(({ label, value }): [string, string] => [label, value ?? 'not known']),
    ['Entered', `${timeInWords(result.enteredAt)} by ${facts.names.actor(result.actor)}`],
    ...(result.corrects === null
      ? []
      : [['Corrects', 'an earlier result of the same exhibit'] as [string, string]]),
    ...correctedRows(correctionOf(result, facts.results), facts),
  ]),
  ...unknownsBlocks(unknownsOfResult(result)),
  ...disagreementBlocks((one) => one.result.id === result.id, facts),
]

/** What laboratories reported: evidence. */
export const resultsPart: MakePart = (facts, madeAt) =>
  facts.results.length === 0
    ? []
    : [
        {
          name: 'laboratory-results',
          kind: 'evidence',
          document: {
            ...paperOf(facts, madeAt),
            title: 'Laboratory results',
            parts: [
              {
                language: 'en-GB',
                blocks: [
                  { kind: 'heading', level: 1, text: 'Laboratory results' },
                  {
                    kind: 'paragraph',
                    text: 'Evidence, as the laboratories reported it. A code tells from which kit a mark may be, not how it came to be on the exhibit.',
                  },
                  ...facts.results.flatMap((result) => resultBlocks(result, facts)),
                ],
              },
            ],
          },
        },
      ]

const readingBlocks = (reading: Reading, facts: CaseFacts): Block[] => [
  {
    kind: 'heading',
    level: 2,
    text: `${reading.reference ?? 'A scan'}: read ${timeInWords(reading.at)}${reading.isCorrected ? ' (corrected since)' : ''}`,
  },
  factsTable(`Field reading of ${timeInWords(reading.at)}`, [
    ['Read by', reading.officer ?? facts.names.actor(reading.actor)],
    ...codeRows(reading.read),
    ...(reading.lampName === null ? [] : [['Lamp', reading.lampName] as [string, string]]),
    ...(reading.reader === null ? [] : [['Reader', reading.reader] as [string, string]]),
    ...(reading.note === null ? [] : [['Note', reading.note] as [string, string]]),
    ['Entered', `${timeInWords(reading.enteredAt)} by ${facts.names.actor(reading.actor)}`],
    ...(reading.corrects === null
      ? []
      : [['Corrects', 'an earlier reading of the same mark'] as [string, string]]),
    ...correctedRows(correctionOf(reading, facts.readings), facts),
  ]),
  ...unknownsBlocks(unknownsOfReading(reading)),
  ...disagreementBlocks((one) => one.reading.id === reading.id, facts),
]

/** What colleagues read in the field: intelligence. */
export const readingsPart: MakePart = (facts, madeAt) =>
  facts.readings.length === 0
    ? []
    : [
        {
          name: 'field-readings',
          kind: 'intelligence',
          document: {
            ...paperOf(facts, madeAt),
            title: 'Field readings',
            parts: [
              {
                language: 'en-GB',
                blocks: [
                  { kind: 'heading', level: 1, text: 'Field readings' },
                  {
                    kind: 'paragraph',
                    text: 'Intelligence, not evidence: read by eye, with the lamp and reader named. Only a laboratory’s result is evidence.',
                  },
                  ...facts.readings.flatMap((reading) => readingBlocks(reading, facts)),
                ],
              },
            ],
          },
        },
      ]
