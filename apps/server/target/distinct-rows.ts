import { hash } from 'node:crypto'

/** A row as published; `crimeId` names the crime where the publisher does. */
export type PublishedRow = { crimeId: string | null; cells: readonly string[] }

export type Identified<Row> = {
  row: Row
  /** UUID in 32 hexadecimal digits. */
  key: string
  ordinal: number
}

export type DistinctRows<Row> = {
  rows: Identified<Row>[]
  /** Equal rows with an id: left out. */
  exactRepeats: number
  /** Equal rows without an id: kept, each with an ordinal of its own. */
  possibleRepeats: number
  /** Rows that share an id and differ in something else: kept. */
  differingRepeats: number
}

/** First 128 bits of the SHA-256 of a text: a UUID in 32 hexadecimal digits. */
export const digestOf = (text: string): string => hash('sha256', text, 'hex').slice(0, 32)

const textOf = ({ cells }: PublishedRow): string => cells.join('\u001F')

const isDigest = /^[0-9a-f]{64}$/

/** Crime ids of data.police.uk are digests already. */
const keyOf = (row: PublishedRow): string => {
  if (row.crimeId === null) return digestOf(textOf(row))
  return isDigest.test(row.crimeId) ? row.crimeId.slice(0, 32) : digestOf(`id\u001F${row.crimeId}`)
}

/**
 * Names every row of one file so that importing becomes a union: the same file again, or a later file with the same
 * crimes, gives the same (key, ordinal). With an id the key is the id, and differing rows that share it are numbered
 * in the order of their texts; without one the key is the whole row, and equal rows are numbered.
 */
export const distinctRows = <Row extends PublishedRow>(rows: readonly Row[]): DistinctRows<Row> => {
  const answer: DistinctRows<Row> = { rows: [], exactRepeats: 0, possibleRepeats: 0, differingRepeats: 0 }
  const firstWith = new Map<string, Identified<Row>>()
  const sharing = new Map<string, Identified<Row>[]>()
  for (const row of rows) {
    const identified = { row, key: keyOf(row), ordinal: 1 }
    const first = firstWith.get(identified.key)
    if (first === undefined) {
      firstWith.set(identified.key, identified)
      answer.rows.push(identified)
      continue
    }
    const others = sharing.get(identified.key) ?? [first]
    if (row.crimeId === null) answer.possibleRepeats++
    else if (others.some((other) => textOf(other.row) === textOf(row))) {
      answer.exactRepeats++
      continue
    } else answer.differingRepeats++
    sharing.set(identified.key, [...others, identified])
    answer.rows.push(identified)
  }
  for (const group of sharing.values()) numberByText(group)
  return answer
}

const numberByText = <Row extends PublishedRow>(group: Identified<Row>[]): void => {
  const byText = group
    .map((identified) => ({ identified, text: textOf(identified.row) }))
    .toSorted((one, other) => (one.text < other.text ? -1 : 1))
  for (const [at, { identified }] of byText.entries()) identified.ordinal = at + 1
}
