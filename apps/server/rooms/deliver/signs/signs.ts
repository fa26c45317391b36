import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Condition } from './conditions.ts'

/** A sign as it was last found. Days are `2026-11-30`. */
export type Sign = {
  id: string
  easting: number
  northing: number
  place: string
  area: string
  ward: string
  placedOn: string
  found: Condition
  foundOn: string
  nextCheck: string | null
}

const columns = `s.id, s.easting, s.northing, s.place, s.area, s.ward, s.placed_on::text as "placedOn", last.found,
  last.on_day::text as "foundOn", last.next_check::text as "nextCheck"`

/** Signs, each with what was recorded of it last. */
const present = `engagement.sign s cross join lateral (
    select c.found, c.on_day, c.next_check from engagement.sign_check c
    where c.sign = s.id order by c.at desc, c.id desc limit 1
  ) last`

/**
 * Signs as far as the actor may see them, the one whose check is due first at the top and those that are gone last: a page, or
 * all. `area`: only those of one.
 */
export const signs = async (
  tx: Transaction,
  area: string | undefined,
  page?: number,
): Promise<(Sign & { total: number })[]> => {
  const { rows } = await tx.query<Sign & { total: number }>(
    `select ${columns}, count(*) over ()::int4 as total from ${present}
     where $1::text is null or s.area = $1
     order by last.found in ('missing', 'removed', 'never there'), last.next_check, s.placed_on, s.id
     limit $2 offset $3`,
    [area ?? null, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
  return rows
}

/** One sign. Errors: `not_found`, the same where there is none and where it is not the actor's to see. */
export const signOf = async (tx: Transaction, id: string | undefined): Promise<Sign> => {
  const { rows } = await tx.query<Sign>(`select ${columns} from ${present} where s.id = $1`, [id ?? null])
  const [sign] = rows
  if (!sign) throw new MetTraceError('not_found', 'There is no such sign here.')
  return sign
}

export type SignCheck = {
  /** The picture that was taken at it. */
  picture: string | null
  found: Condition
  onDay: string
  nextCheck: string | null
  note: string | null
  at: Date
  actor: string
}

/** What was recorded of a sign, the last first. */
export const checksOfSign = async (tx: Transaction, id: string): Promise<SignCheck[]> => {
  const { rows } = await tx.query<SignCheck>(
    `select p.id as picture, c.found, c.on_day::text as "onDay", c.next_check::text as "nextCheck", c.note, c.at, c.actor
     from engagement.sign_check c left join engagement.sign_picture p on p.at_check = c.id
     where c.sign = $1 order by c.at desc, c.id desc`,
    [id],
  )
  return rows
}

/** The id of a picture of a sign. Errors: `not_found`. */
export const pictureOfSign = async (
  tx: Transaction,
  sign: string,
  picture: string | undefined,
): Promise<string> => {
  const { rows } = await tx.query<{ id: string }>(
    'select id from engagement.sign_picture where sign = $1 and id = $2',
    [sign, picture ?? null],
  )
  const [found] = rows
  if (!found) throw new MetTraceError('not_found', 'There is no such picture here.')
  return found.id
}

/** Signs that are on their streets now, by area. */
export const standingByArea = async (
  tx: Transaction,
  areas: readonly string[],
): Promise<Map<string, number>> => {
  const { rows } = await tx.query<{ area: string; signs: number }>(
    `select s.area, count(*)::int4 as signs from ${present}
     where s.area = any ($1) and last.found in ('good', 'worn', 'damaged') group by s.area`,
    [areas],
  )
  return new Map(rows.map(({ area, signs: standing }) => [area, standing]))
}
