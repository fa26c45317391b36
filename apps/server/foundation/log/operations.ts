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

/** What is written down of an act that touches somebody's record. */
export type Act = {
  operation: Operation
  /** Kind of record, such as `home`. */
  kind: string
  /** Ids of the records: every one that was read, written or told, in the order that they were given out. */
  subjects: readonly string[]
  /** To whom, for a disclosure. */
  to?: string
  /** Why, where a reason was asked for. */
  reason?: string
}
