import type { Subject } from './legal-bases.ts'

/** What a scan showed, or why there was none; all of them count. */
export const results = ['nothing', 'glow', 'unclear', 'refused', 'not possible'] as const
export type Result = (typeof results)[number]

const words: Readonly<Record<Result, string>> = {
  nothing: 'Nothing glowed',
  glow: 'Glow',
  unclear: 'Unclear',
  refused: 'Refused',
  'not possible': 'Not possible',
}
export const resultInWords = (result: Result): string => words[result]

/** What is told of a scan; what nobody knows is null. No name of a person is among it. */
export type ScanFacts = {
  subject: Subject
  custody: string | null
  description: string | null
  identifiers: string | null
  basis: string
  result: Result
  part: string | null
  whyNot: string | null
  lamp: string | null
}

/** What is not known of a scan. It is listed and blocks nothing: the law needs none of it. */
export const unknownsOf = (scan: ScanFacts): string[] => {
  const wasScanned = scan.result !== 'refused' && scan.result !== 'not possible'
  const isMarked = scan.result === 'glow' || scan.result === 'unclear'
  return [
    ...(scan.subject === 'person' && scan.custody === null ? ['custody reference'] : []),
    ...(scan.subject === 'item' && scan.description === null ? ['what the item is'] : []),
    ...(scan.subject === 'item' && scan.identifiers === null ? ['identifiers'] : []),
    ...(wasScanned && scan.lamp === null ? ['lamp'] : []),
    ...(isMarked && scan.part === null ? ['where it showed'] : []),
    ...(!wasScanned && scan.whyNot === null ? ['why not'] : []),
  ]
}
