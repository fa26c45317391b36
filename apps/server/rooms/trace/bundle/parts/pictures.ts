import { timeInWords } from '../../../../foundation/days.ts'
import { pictureFile, type CasePicture } from '../case-pictures.ts'
import { factsTable, paperOf, type MakePart } from './part.ts'

const inFours = (hex: string): string => hex.match(/.{4}/g)?.join(' ') ?? hex

const rowsOf = (picture: CasePicture, place: number): [string, string][] => {
  const of: [string, string][] = [
    ['Scan of', picture.exhibits.join(', ')],
    ['Taken', timeInWords(picture.at)],
  ]
  if (picture.why !== null)
    return [
      ...of,
      [
        'Not here',
        picture.why === 'erased' ? 'it was erased' : 'the phone has not sent it to the station yet',
      ],
    ]
  return [
    ...of,
    ['SHA-256, as the phone sent it', inFours(picture.sentSha256)],
    ['SHA-256, as it is kept', inFours(picture.sha256)],
    ['File in this bundle', pictureFile(picture, place) ?? 'none: it is marked sensitive'],
  ]
}

/** Pictures of the scans that the exhibits came from, each by its digests; the file is in the bundle where it is not marked sensitive. */
export const picturesPart: MakePart = (facts, madeAt) =>
  facts.pictures.length === 0
    ? []
    : [
        {
          name: 'pictures',
          kind: 'record',
          document: {
            ...paperOf(facts, madeAt),
            title: 'Pictures of scans',
            parts: [
              {
                language: 'en-GB',
                blocks: [
                  { kind: 'heading', level: 1, text: 'Pictures of scans' },
                  {
                    kind: 'paragraph',
                    text: 'Taken on a phone, and made smaller there before they were sent. The record of the scan told of each by its checksum before it was sent. Kept is the same picture without what a phone may write beside it, such as its place; its checksum is the second, and that of the file.',
                  },
                  ...facts.pictures.map((picture, at) =>
                    factsTable(`Picture ${at + 1}`, rowsOf(picture, at + 1)),
                  ),
                ],
              },
            ],
          },
        },
      ]
