import type { Subject } from '@mettrace/protocol/scans/legal-bases'
import { wasNoScan, type Result } from '@mettrace/protocol/scans/scan-rules'

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
  const wasScanned = !wasNoScan(scan.result)
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
