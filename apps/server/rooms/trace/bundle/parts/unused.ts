import { dayInWords, londonDay } from '../../../../foundation/days.ts'
import { paperOf, type MakePart } from './part.ts'

/** The schedule of unused material that is disclosed, each item by its number and what it is. */
export const unusedPart: MakePart = (facts, madeAt) =>
  facts.unused.length === 0
    ? []
    : [
        {
          name: 'unused-material',
          kind: 'schedule',
          document: {
            ...paperOf(facts, madeAt),
            title: 'Schedule of unused material',
            parts: [
              {
                language: 'en-GB',
                blocks: [
                  { kind: 'heading', level: 1, text: 'Schedule of unused material' },
                  {
                    kind: 'paragraph',
                    text: 'Non-sensitive material that is not part of the case (CPIA 1996, Code of Practice). Items are numbered one after another over all sheets.',
                  },
                  {
                    kind: 'table',
                    caption: `Items 1 to ${facts.unused.length}`,
                    columns: [
                      { title: 'No', share: 1 },
                      { title: 'Item', share: 7 },
                      { title: 'Entered', share: 3 },
                    ],
                    rows: facts.unused.map(({ number, description, at }) => [
                      String(number),
                      description,
                      dayInWords(londonDay(at)),
                    ]),
                  },
                  { kind: 'signature', label: 'Signature of the disclosure officer, and date' },
                ],
              },
            ],
          },
        },
      ]
