import { MetTraceError } from '../foundation/errors.ts'
import type { Transaction } from '../foundation/with-actor.ts'

/** A home that kits are offered to. */
export type Home = {
  id: string
  ward: string
  bcu: string
  postcode: string
  street: string
  number: string
  core: string | null
  floor: number | null
  flat: number | null
}

/** Rows of one page of a list. */
export const pageLength = 50

const columns = 'id, ward, bcu, postcode, street, number, core, floor, flat'
/** Houses of a street in their order, whatever is written behind the number. */
const doorOrder = `street, nullif(regexp_replace(number, '\\D.*', ''), '')::int nulls last, number, flat nulls first`

/** Every home in a list is a record that was looked at. */
const recorded = async (tx: Transaction, homes: readonly Home[]): Promise<void> =>
  tx.record({ operation: 'consultation', kind: 'home', subjects: homes.map(({ id }) => id) })

/** Homes of a postcode (capitals, no space), as far as the actor may see them. Logs each. */
export const homesOfPostcode = async (tx: Transaction, postcode: string): Promise<Home[]> => {
  const { rows } = await tx.query<Home>(
    `select ${columns} from engagement.home where postcode = $1 order by ${doorOrder} limit ${pageLength}`,
    [postcode],
  )
  await recorded(tx, rows)
  return rows
}

/** Homes that somebody of this name registered for and has not left by a day, `2026-11-26`. Logs each. */
export const homesOfName = async (tx: Transaction, name: string, day: string): Promise<Home[]> => {
  const { rows } = await tx.query<Home>(
    `select ${columns} from engagement.home
     where id in (select home from engagement.resident where name_digest = $1 and (to_day is null or to_day >= $2))
     order by postcode, ${doorOrder} limit ${pageLength}`,
    [tx.fields.digest('name', name), day],
  )
  await recorded(tx, rows)
  return rows
}

/** One home. Logs that it was looked at. Errors: `not_found`, the same where there is none and where it is not the actor's. */
export const homeOf = async (tx: Transaction, id: string | undefined): Promise<Home> => {
  const { rows } = await tx.query<Home>(`select ${columns} from engagement.home where id = $1`, [id ?? null])
  const [home] = rows
  if (!home) throw new MetTraceError('not_found', 'There is no such home.')
  await recorded(tx, rows)
  return home
}

/** A home as it is called at its door. */
export const addressOf = ({ street, number, core, flat }: Home): string =>
  [flat === null ? '' : `Flat ${flat}, `, core === null ? '' : `core ${core}, `, `${number} ${street}`].join(
    '',
  )

/** `ZX11AA` as ZX1 1AA. */
export const postcodeText = (postcode: string): string => postcode.replace(/(.{3})$/, ' $1')
