import { hash } from 'node:crypto'

/** First 128 bits of a hexadecimal digest as the UUID that the database keeps it as. */
const asUuid = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`

export const digestOf = (text: string): string => asUuid(hash('sha256', text, 'hex'))

/** Crime ids of data.police.uk are digests already. */
const keyOfId = (id: string): string => (/^[0-9a-f]{64}$/.test(id) ? asUuid(id) : digestOf(`id\u001F${id}`))

export type Identified<Row> = { row: Row; key: string; ordinal: number; digest: string }

export type DistinctRows<Row> = {
  rows: Identified<Row>[]
  /** Equal rows with an id: left out. */
  exactRepeats: number
  /** Equal rows without an id: kept, each with an ordinal of its own. */
  possibleRepeats: number
  /** Rows that share an id and differ in something else: kept. */
  differingRepeats: number
}

/**
 * Names every row of one file so that importing becomes a union: the same file again, or a later file with the same
 * crimes, gives the same (key, ordinal). With an id the key is the id, and differing rows that share it are numbered
 * in the order of their digests; without one the key is the whole row, and equal rows are numbered.
 */
export const distinctRows = <Row extends { crimeId: string | null; text: string }>(
  rows: readonly Row[],
): DistinctRows<Row> => {
  const answer: DistinctRows<Row> = { rows: [], exactRepeats: 0, possibleRepeats: 0, differingRepeats: 0 }
  const sharing = new Map<string, Identified<Row>[]>()
  for (const row of rows) {
    const digest = digestOf(row.text)
    const key = row.crimeId === null ? digest : keyOfId(row.crimeId)
    const identified = { row, key, ordinal: 1, digest }
    const others = sharing.get(key)
    if (others === undefined) {
      sharing.set(key, [identified])
    } else if (row.crimeId !== null && others.some((other) => other.digest === digest)) {
      answer.exactRepeats++
      continue
    } else {
      others.push(identified)
      if (row.crimeId === null) {
        answer.possibleRepeats++
        identified.ordinal = others.length
      } else {
        answer.differingRepeats++
        others.sort((one, other) => (one.digest < other.digest ? -1 : 1))
        for (const [at, other] of others.entries()) other.ordinal = at + 1
      }
    }
    answer.rows.push(identified)
  }
  return answer
}
