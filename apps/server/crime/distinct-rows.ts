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
export const distinctRows = <Row extends PublishedRow>(rows: Iterable<Row>): DistinctRows<Row> => {
  const naming = new RowNaming<Row>()
  for (const row of rows) naming.add(row)
  return naming.end()
}

/** As `distinctRows`, of rows that come one after another: what stood there before is not held. */
export class RowNaming<Row extends PublishedRow> {
  readonly #answer: DistinctRows<Row> = {
    rows: [],
    exactRepeats: 0,
    possibleRepeats: 0,
    differingRepeats: 0,
  }
  readonly #firstWith = new Map<string, Identified<Row>>()
  readonly #sharing = new Map<string, Group<Row>>()

  /** Whether the row is held; false for an exact repeat. */
  add(row: Row): boolean {
    const identified = { row, key: keyOf(row), ordinal: 1 }
    const first = this.#firstWith.get(identified.key)
    if (first === undefined) {
      this.#firstWith.set(identified.key, identified)
      this.#answer.rows.push(identified)
      return true
    }
    let group = this.#sharing.get(identified.key)
    if (!group) {
      const text = textOf(first.row)
      group = { members: [{ identified: first, text }], texts: new Set([text]) }
      this.#sharing.set(identified.key, group)
    }
    const text = textOf(row)
    if (row.crimeId === null) this.#answer.possibleRepeats++
    else if (group.texts.has(text)) {
      this.#answer.exactRepeats++
      return false
    } else this.#answer.differingRepeats++
    group.texts.add(text)
    group.members.push({ identified, text })
    this.#answer.rows.push(identified)
    return true
  }

  end(): DistinctRows<Row> {
    for (const { members } of this.#sharing.values()) numberByText(members)
    return this.#answer
  }
}

type Member<Row> = { identified: Identified<Row>; text: string }
/** Rows of one key. */
type Group<Row> = { members: Member<Row>[]; texts: Set<string> }

const numberByText = <Row>(members: Member<Row>[]): void => {
  members.sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
  for (const [at, { identified }] of members.entries()) identified.ordinal = at + 1
}
