import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { countRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { OrderedWish } from './wishes.ts'

/** A spot check of a list. `answered`: doors with a finding. */
export type ListedCheck = {
  id: string
  area: string
  checkers: string[]
  isOwn: boolean
  doors: number
  answered: number
  orderedAt: Date
  drawnAt: Date | null
  endedAt: Date | null
  how: 'closed' | 'abandoned' | null
  total: number
}

/** Spot checks as far as the actor may know of them, the latest first: a page, or all. Logs who checks. */
export const spotChecks = (tx: Transaction, page?: number): Promise<ListedCheck[]> =>
  readRecords<ListedCheck>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ checkers }) => checkers },
    `select id, area, checkers, is_own as "isOwn", doors, answered, ordered_at as "orderedAt", drawn_at as "drawnAt",
            ended_at as "endedAt", how, count(*) over ()::int4 as total
     from engagement.spot_checks() order by ordered_at desc, id desc limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** Areas with homes in more than one BCU, as far as the actor may know of them. */
export const areasAcross = async (tx: Transaction): Promise<string[]> => {
  const { rows } = await tx.query<{ area: string }>(
    `select area from engagement.street_count where homes > 0 and area <> '' group by area having count(distinct bcu) > 1`,
  )
  return rows.map(({ area }) => area)
}

/** Checks that are not ended, as far as the actor may know of them: own ones with doors to walk; for those who lead, to be drawn, or walked and to be closed. */
export const openChecks = async (tx: Transaction): Promise<Record<'walk' | 'draw' | 'close', number>> => {
  const [row] = await countRecords<Record<'walk' | 'draw' | 'close', number>>(
    tx,
    `select (count(*) filter (where is_own and drawn_at is not null and answered < doors))::int4 as walk,
            (count(*) filter (where is_led and drawn_at is null))::int4 as draw,
            (count(*) filter (where is_led and drawn_at is not null and answered >= doors))::int4 as close
     from engagement.spot_checks() where ended_at is null`,
  )
  return row ?? { walk: 0, draw: 0, close: 0 }
}

/** A spot check as whoever leads reads it, a side of it or all. `visited`, `unanswered`: doors, without a word of what was found where. */
export type LedCheck = OrderedWish & {
  id: string
  area: string
  /** BCUs of its homes, and who goes to the doors of each in the same order. */
  bcus: string[]
  checkers: string[]
  /** Whether the actor draws and ends it. */
  isLed: boolean
  target: number
  afterHead: number
  orderedAt: Date
  orderedBy: string
  head: number | null
  seed: string | null
  doors: number
  visited: number
  unanswered: number
  drawnAt: Date | null
  endedAt: Date | null
  endedBy: string | null
  how: 'closed' | 'abandoned' | null
  reason: string | null
}

/** One spot check. Logs who checks. Errors: `not_found`, the same where there is none and where it is not the actor's. */
export const spotCheckOf = async (tx: Transaction, id: string | undefined): Promise<LedCheck> => {
  const [found] = await readRecords<LedCheck>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ checkers }) => checkers },
    `select id, area, bcus, checkers, is_led as "isLed", target, half_width as "halfWidth", poor, error,
            after_head::float8 as "afterHead", ordered_at as "orderedAt", ordered_by as "orderedBy", head::float8 as head, seed, doors,
            visited, unanswered, drawn_at as "drawnAt", ended_at as "endedAt", ended_by as "endedBy", how, reason
     from engagement.spot_check_led($1)`,
    [id ?? null],
  )
  if (!found) throw new MetTraceError('not_found', 'There is no such spot check here.')
  return found
}

/** A door of a closed check: what was reported when it was drawn, and what was found. */
export type ResultDoor = {
  turn: number
  home: string
  state: string
  isReported: boolean
  found: string
  at: Date
  tries: number
}

/** Doors of a closed check in the order of its list. Logs each home. */
export const doorsOfCheck = (tx: Transaction, id: string | undefined): Promise<ResultDoor[]> =>
  readRecords<ResultDoor>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select d.turn, d.home, d.state, d.is_reported as "isReported", last.found, last.at, last.tries
     from engagement.spot_door d
     cross join lateral (
       select f.found, f.at, (count(*) over ())::int4 as tries from engagement.spot_finding f
       where f.spot_check = d.spot_check and f.home = d.home order by f.at desc, f.id desc limit 1
     ) last
     where d.spot_check = $1 and exists (select from engagement.spot_check_led($1) led where led.how = 'closed') order by d.turn`,
    [id ?? null],
  )
