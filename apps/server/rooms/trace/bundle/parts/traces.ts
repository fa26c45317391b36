import { dayInWords, timeInWords } from '../../../../foundation/days.ts'
import type { Block } from '../../../../foundation/documents/document.ts'
import { count } from '../../../../foundation/words/figures.ts'
import type { KitTrace } from '../../traces/read-trace.ts'
import { chanceInWords, fitInWords, readingInWords } from '../../traces/reading-words.ts'
import type { CaseFacts } from '../case-facts.ts'
import type { CaseTrace } from '../case-traces.ts'
import { homesByLetter, ownerInWords } from '../owner-words.ts'
import { factsTable, paperOf, type BundlePart, type MakePart } from './part.ts'

const kinds = { code: 'whole code', serial: 'serial', partial: 'partial reading' } as const

const askedBlock = ({ trace, exhibit }: CaseTrace, { names }: CaseFacts): Block =>
  factsTable('What was asked', [
    ['Asked', `${timeInWords(trace.at)} by ${names.actor(trace.actor)}`],
    ['What was read', `A ${kinds[trace.kind]}`],
    ['Case', trace.case ?? 'none was named: the trace was urgent'],
    ['Purpose', trace.purpose ?? 'none was named: the trace was urgent'],
    ['Exhibit', exhibit?.reference ?? 'none was named'],
    ['Day of the offence', dayInWords(trace.onDay)],
    ['Led to', `${count(trace.fitting, 'kit')} of the register`],
    ...(trace.urgent
      ? [
          [
            'Review of an urgent trace',
            trace.wasNeeded === null || trace.reviewedBy === null
              ? 'nobody has reviewed it yet'
              : `${names.actor(trace.reviewedBy)} found that it was ${trace.wasNeeded ? '' : 'not '}needed: ${trace.reviewReason ?? ''}`,
          ] as [string, string],
        ]
      : []),
  ])

/** Candidates of a partial reading, and how far it speaks; nothing of a whole code. */
const weightBlocks = ({ trace, reading }: CaseTrace): Block[] => {
  if (!reading) return []
  const { read, others, derived, weight } = readingInWords(reading, trace.fitting)
  return [
    {
      kind: 'table',
      caption: 'Kits that could have given the reading; chances together make 100%',
      columns: [
        { title: 'Kit', share: 4 },
        { title: 'Chance', share: 2 },
        { title: 'Why it fits', share: 4 },
      ],
      rows: [
        ...trace.kits.map((kit) => [kit.serial, chanceInWords(kit.posterior), fitInWords(kit)]),
        ...(reading.leftKits > 0
          ? [
              [
                count(reading.leftKits, 'other kit'),
                chanceInWords(reading.leftPosterior),
                'possible, each less likely',
              ],
            ]
          : []),
        ['None of ours', chanceInWords(reading.unknownPosterior), 'a share is kept for other makers’ kits'],
      ],
    },
    { kind: 'paragraph', text: [`${read}.`, others, ...(derived === null ? [] : [derived])].join(' ') },
    ...(weight.value === null
      ? [{ kind: 'paragraph', text: weight.words } as const]
      : [
          factsTable('How far the reading speaks', [
            ['Likelihood ratio', `${weight.value}: ${weight.words}`],
            ['Cap', weight.cap],
            ['Either', weight.propositions[0]!],
            ['Or', weight.propositions[1]!],
            ['Population', weight.population],
            ['Error rate', weight.error],
            ['Right matches', weight.right],
            ['It is not', weight.not],
          ]),
        ]),
  ]
}

const lifeBlock = (kit: KitTrace, { names }: CaseFacts): Block => {
  const letters = homesByLetter(kit)
  return {
    kind: 'table',
    caption: `Life of kit ${kit.kit.serial}, the first first; times are London’s`,
    columns: [
      { title: 'When', share: 4 },
      { title: 'Recorded', share: 4 },
      { title: 'What', share: 4 },
      { title: 'Held by', share: 4 },
      { title: 'Recorded by', share: 4 },
    ],
    rows: kit.past.map(({ at, recordedAt, kind, holder, home, disputed, refused, actor }) => [
      timeInWords(at),
      timeInWords(recordedAt),
      disputed ? `${kind} (disputed)` : refused ? `${kind} (told, and refused)` : kind,
      holder === null
        ? home === null
          ? 'nobody by name'
          : (letters.get(home) ?? 'a home')
        : names.actor(holder),
      actor === null ? 'the household' : names.actor(actor),
    ]),
  }
}

const kitBlocks = (kit: KitTrace, found: CaseTrace, facts: CaseFacts): Block[] => [
  { kind: 'heading', level: 2, text: `Kit ${kit.kit.serial}` },
  ...ownerInWords(kit, found).map((text): Block => ({ kind: 'paragraph', text })),
  {
    kind: 'table',
    caption: 'Contamination and planting: asked before anybody else does, as far as our records go',
    columns: [
      { title: 'Question', share: 5 },
      { title: 'Answer', share: 8 },
    ],
    rows: kit.questions.map(({ question, answer, state }) => [
      question,
      state === 'raised' ? `To explain: ${answer}` : answer,
    ]),
  },
  lifeBlock(kit, facts),
]

const resultWords = ({ trace, traced }: CaseTrace): string => {
  if (trace.kits.length === 0)
    return 'No kit of ours could have given this. It may be another maker’s, or misread. Nobody outside is told that it was asked for.'
  if (traced.length === 0) return 'No kit is likely enough to be looked into: no home was read.'
  return `${count(traced.length, 'kit is', 'kits are')} likelier than all others together: what is known of it follows.`
}

/** What was asked of our register for the case, and what came of it: intelligence. It names no resident and no address. */
export const traceParts: MakePart = (facts, madeAt) =>
  facts.traces.map((found): BundlePart => {
    const title = `Trace of a ${kinds[found.trace.kind]}, asked on ${timeInWords(found.trace.at)}`
    return {
      name: 'trace',
      kind: 'intelligence',
      document: {
        ...paperOf(facts, madeAt),
        title,
        parts: [
          {
            language: 'en-GB',
            blocks: [
              { kind: 'heading', level: 1, text: title },
              {
                kind: 'paragraph',
                text: 'Intelligence, not evidence. A trace tells whose kit it was, not how liquid came to be on an exhibit. Names and addresses of residents are left out: homes are called by letters.',
              },
              askedBlock(found, facts),
              { kind: 'paragraph', text: resultWords(found) },
              ...weightBlocks(found),
              ...found.traced.flatMap((kit) => kitBlocks(kit, found, facts)),
            ],
          },
        ],
      },
    }
  })
