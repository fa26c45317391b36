import { formatReference, parseReference } from '@mettrace/continuity/reference/reference'
import { sealFrom } from '@mettrace/continuity/facts/seals'
import { changeRecords, countRecords, readRecords } from '../../../foundation/records/records.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { exhibitsById, exhibitsCalled, exhibitsSealed, type Exhibit } from '../exhibits/positions.ts'
import { named } from '../exhibits/refusals.ts'
import type { Stocktake } from './stocktakes.ts'

/** What a line that was scanned or typed names: an exhibit, what is not known here, or nothing that a label could say. */
export type Read = { line: string } & ({ exhibit: string } | { said: string } | { fault: 'none' | 'several' })

const referenceIn = (line: string): { reference: string; of: string | null } | undefined => {
  const [first = '', of = ''] = line.split(',').map((part) => part.trim())
  const reference = parseReference(first)
  return reference && { reference: formatReference(reference), of: of || null }
}

/**
 * Reads lines as whoever counts scans or types them: labels, references, each with a crime or custody reference after a comma where
 * several are called so, or seals. Whether any is expected is not told. Logs each.
 */
export const readCounted = async (tx: Transaction, lines: readonly string[]): Promise<Read[]> => {
  const read: Read[] = []
  for (const line of lines) {
    const id = idFrom(line.toLowerCase())
    const called = referenceIn(line)
    const seal = sealFrom(line)
    const said = called ? [called.reference, ...(called.of ? [called.of] : [])].join(', ') : seal
    const exhibits: Exhibit[] =
      id !== undefined
        ? await exhibitsById(tx, [id])
        : called
          ? await exhibitsCalled(tx, called.reference, called.of)
          : seal === undefined
            ? []
            : await exhibitsSealed(tx, seal)
    if (exhibits.length === 1) read.push({ line, exhibit: exhibits[0]!.id })
    else if (exhibits.length > 1) read.push({ line, fault: 'several' })
    else read.push(said === undefined || id !== undefined ? { line, fault: 'none' } : { line, said })
  }
  return read
}

/** Adds what was counted; what somebody counted already is counted once. Logs each. Errors: `exhibit_not_recorded` once it has ended. */
export const addCounted = async (
  tx: Transaction,
  actor: string,
  { id, bcu }: Pick<Stocktake, 'id' | 'bcu'>,
  counted: readonly ({ exhibit: string } | { said: string })[],
): Promise<number> => {
  const exhibits = counted.map((each) => ('exhibit' in each ? each.exhibit : null))
  const { touched } = await named(
    changeRecords(
      tx,
      { operation: 'collection', kind: 'exhibit', subjects: exhibits.flatMap((each) => each ?? []) },
      `insert into enforcement.stocktake_line (id, stocktake, bcu, exhibit, said, actor)
       select given.id, $1, $2, given.exhibit, given.said, $3 from unnest($4::uuid[], $5::uuid[], $6::text[]) as given (id, exhibit, said)
       on conflict do nothing`,
      [
        id,
        bcu,
        actor,
        counted.map(() => uuidv7()),
        exhibits,
        counted.map((each) => ('said' in each ? each.said : null)),
      ],
    ),
  )
  return touched
}

/** How many things were counted in a stocktake, and how many of them by whoever asks. */
export const countedSoFar = async (
  tx: Transaction,
  stocktake: string,
  actor: string,
): Promise<{ all: number; own: number }> => {
  const [row] = await countRecords<{ all: number; own: number }>(
    tx,
    `select count(*)::int4 as "all", (count(*) filter (where actor = $2))::int4 as own
     from enforcement.stocktake_line where stocktake = $1`,
    [stocktake, actor],
  )
  return row!
}

/** What somebody counted last, the newest first; `said` of what is not known here. Logs each. */
export const countedLast = (
  tx: Transaction,
  stocktake: string,
  actor: string,
): Promise<
  {
    exhibit: string | null
    reference: string | null
    description: string | null
    said: string | null
    at: Date
  }[]
> =>
  readRecords(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ exhibit }) => exhibit },
    `select l.exhibit, e.reference, e.description, l.said, l.at
     from enforcement.stocktake_line l left join enforcement.exhibit e on e.id = l.exhibit
     where l.stocktake = $1 and l.actor = $2 order by l.at desc, l.id desc limit 10`,
    [stocktake, actor],
  )
