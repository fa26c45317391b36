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
  const sharing = new Map<string, Group<Row>>()
  for (const row of rows) {
    const identified = { row, key: keyOf(row), ordinal: 1 }
    const first = firstWith.get(identified.key)
    if (first === undefined) {
      firstWith.set(identified.key, identified)
      answer.rows.push(identified)
      continue
    }
    let group = sharing.get(identified.key)
    if (!group) {
      const text = textOf(first.row)
      group = { members: [{ identified: first, text }], texts: new Set([text]) }
      sharing.set(identified.key, group)
    }
    const text = textOf(row)
    if (row.crimeId === null) answer.possibleRepeats++
    else if (group.texts.has(text)) {
      answer.exactRepeats++
      continue
    } else answer.differingRepeats++
    group.texts.add(text)
    group.members.push({ identified, text })
    answer.rows.push(identified)
  }
  for (const { members } of sharing.values()) numberByText(members)
  return answer
}

type Member<Row> = { identified: Identified<Row>; text: string }
/** Rows of one key. */
type Group<Row> = { members: Member<Row>[]; texts: Set<string> }

const numberByText = <Row>(members: Member<Row>[]): void => {
  members.sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
  for (const [at, { identified }] of members.entries()) identified.ordinal = at + 1
}
