import type { Binding } from './bound-content.ts'

/** What the law wants a log of (DPA 2018 s.62(1)). */
export const operations = [
  'collection',
  'alteration',
  'consultation',
  'disclosure',
  'combination',
  'erasure',
] as const
export type Operation = (typeof operations)[number]

/** What is written down of an act. */
export type Act = {
  /** What was done with somebody's record; null, with the kind, where nobody's was dealt with. */
  operation: Operation | null
  /** Kind of record, such as `home`. */
  kind: string | null
  /** Ids of the records: every one that was read, written or told, in the order that they were given out. */
  subjects: readonly string[]
  /** To whom, for a disclosure. */
  to?: string
  /** Why, where a reason was asked for. */
  reason?: string
  /** Rows whose content the entry commits to, as they are when the transaction ends. */
  binds?: readonly Binding[]
}
