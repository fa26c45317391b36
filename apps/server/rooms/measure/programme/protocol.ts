import { createHash } from 'node:crypto'
import { sorted } from './canonical-digest.ts'
import { departureOf, departureWords } from './departure-words.ts'
import type { Programme } from './programme-schema.ts'
import { protocolContent, type ProtocolContent } from './protocol-content.ts'

/**
 * SHA-256 of the protocol as it is written out here, which anybody can redo from the protocol's page: name, publication
 * day and content as JSON with keys in alphabetical order, a line feed between them.
 */
export const protocolDigest = (name: string, publishOn: string, content: ProtocolContent): string =>
  createHash('sha256')
    .update([name, publishOn, JSON.stringify(sorted(content))].join('\n'))
    .digest('hex')

const few = (codes: readonly string[]): string =>
  `${codes.slice(0, 4).join(', ')}${codes.length > 4 ? ` and ${codes.length - 4} more` : ''}`

/** Where a measurement departs from what was fixed, in words. `codeVersion` is that of the product that measures. */
export const departuresFrom = (
  fixed: ProtocolContent,
  programme: Programme,
  codeVersion: string,
): string[] => {
  const now: ProtocolContent = {
    ...protocolContent(programme, {
      outcome: programme.series,
      method: 'symmetric-poisson',
      controls: programme.controls,
      codeVersion,
      publishOn: '',
    }),
    after: programme.comparison?.after ?? null,
  }
  const departures = (Object.keys(departureWords) as (keyof typeof departureWords)[]).flatMap((key) =>
    departureOf(key, fixed, now),
  )
  if (fixed.outcome !== programme.series)
    departures.push(`Outcome: fixed ${fixed.outcome}, used ${programme.series}.`)
  const [planned, done] = [new Map(fixed.areas), new Map(now.areas)]
  const missing = [...planned.keys()].filter((code) => !done.has(code))
  const added = [...done.keys()].filter((code) => !planned.has(code))
  const moved = [...done.keys()].filter((code) => planned.has(code) && planned.get(code) !== done.get(code))
  if (missing.length > 0) departures.push(`Areas fixed and not covered: ${few(missing)}.`)
  if (added.length > 0) departures.push(`Areas covered and not fixed: ${few(added)}.`)
  if (moved.length > 0) departures.push(`Areas that started in another month: ${few(moved)}.`)
  return departures
}
