import { mustBeDay, type Day } from '../value/day.ts'
import type { AuthorityType } from './periods.ts'

/** That an authority is of a type from a day on, until the next such entry, and who says so. */
export type AuthorityEntry = { from: Day; type: AuthorityType; source: string }

/**
 * What was said of MOPAC. Its decisions quote the threshold of a sub-central authority; its notices of May 2026 call it
 * central government. Which is right is for the authority to say, so both rulings are always shown.
 */
export const saidOfMopac: readonly AuthorityEntry[] = [
  {
    from: '2018-01-01',
    type: 'sub-central',
    source:
      'MOPAC decisions quote the figure of sub-central authorities: PCD 536 £181,302, PCD 1496 £213,477',
  },
  {
    from: '2026-05-01',
    type: 'central',
    source:
      'Find a Tender, pipeline notices of May 2026 (ocds-h6vhtk-06a490, -06a464, -06a4ac, -06a4f1): publicAuthorityCentralGovernment',
  },
]

/** The entry that holds on a day; undefined before the first. Of two from the same day, the later in the list holds. */
export const authorityOn = (entries: readonly AuthorityEntry[], day: Day): AuthorityEntry | undefined => {
  mustBeDay(day)
  return entries
    .filter(({ from }) => from <= day)
    .reduce<AuthorityEntry | undefined>(
      (last, each) => (last === undefined || each.from >= last.from ? each : last),
      undefined,
    )
}
