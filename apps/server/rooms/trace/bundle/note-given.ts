import type { Transaction } from '../../../foundation/with-actor.ts'
import type { CaseFacts } from './case-facts.ts'

const ids = (of: readonly { id: string }[]): string[] => of.map(({ id }) => id)

/**
 * Writes down that a bundle was given out: of whose exhibits, readings, results, pictures and kits, to whom, why, and by which list it can be
 * told.
 */
export const noteGiven = async (
  tx: Transaction,
  { exhibits, readings, results, traces, pictures }: CaseFacts,
  { to, purpose, listSha256 }: { to: string; purpose: string; listSha256: string },
): Promise<void> => {
  const serials = traces.flatMap(({ trace }) => trace.kits.map(({ serial }) => serial))
  const given = [
    ['exhibit', ids(exhibits)],
    ['field reading', ids(readings)],
    ['laboratory result', ids(results)],
    // A picture has the id of what the phone told of its scan.
    ['scan', ids(pictures)],
    ['kit', [...new Set(serials)]],
  ] as const
  for (const [kind, subjects] of given)
    if (subjects.length > 0)
      await tx.record({
        operation: 'disclosure',
        kind,
        subjects,
        to,
        reason: `${purpose}; manifest ${listSha256}`,
      })
}
