import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { countRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** A spot check of a list. `answered`: doors with a finding. */
export type ListedCheck = {
  id: string
  area: string
  checker: string
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
    { operation: 'consultation', kind: 'person', of: ({ checker }) => checker },
    `select id, area, checker, is_own as "isOwn", doors, answered, ordered_at as "orderedAt", drawn_at as "drawnAt",
            ended_at as "endedAt", how, count(*) over ()::int4 as total
     from engagement.spot_checks() order by ordered_at desc, id desc limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** Checks that are not ended, as far as the actor may know of them: own ones with doors to walk; for those who lead, to be drawn, or walked and to be closed. */
export const openChecks = async (tx: Transaction): Promise<Record<'walk' | 'draw' | 'close', number>> => {
  const [row] = await countRecords<Record<'walk' | 'draw' | 'close', number>>(
    tx,
    `select (count(*) filter (where is_own and drawn_at is not null and answered < doors))::int4 as walk,
            (count(*) filter (where not is_own and drawn_at is null))::int4 as draw,
            (count(*) filter (where not is_own and drawn_at is not null and answered >= doors))::int4 as close
     from engagement.spot_checks() where ended_at is null`,
  )
  return row ?? { walk: 0, draw: 0, close: 0 }
}

/** A spot check as whoever leads reads it. */
export type LedCheck = {
  id: string
  area: string
  checker: string
  target: number
  halfWidth: number | null
  poor: number | null
  error: number | null
  orderedAt: Date
  orderedBy: string
  head: number | null
  seed: string | null
  doors: number
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
    { operation: 'consultation', kind: 'person', of: ({ checker }) => checker },
    `select c.id, c.area, c.checker, c.target, c.half_width as "halfWidth", c.poor, c.error, c.at as "orderedAt",
            c.actor as "orderedBy", d.head::float8 as head, d.seed, coalesce(d.drawn_reported + d.drawn_others, 0) as doors,
            d.at as "drawnAt", e.at as "endedAt", e.actor as "endedBy", e.how, e.reason
     from engagement.spot_check c
     left join engagement.spot_draw d on d.id = c.id
     left join engagement.spot_end e on e.spot_check = c.id
     where c.id = $1`,
    [id ?? null],
  )
  if (!found) throw new MetTraceError('not_found', 'There is no such spot check here.')
  return found
}

/** How far an open check is, without a word of what was found where. */
export type Progress = { visited: number; unanswered: number }

/** Doors with a finding, and those of them where nobody could look the last time. */
export const progressOf = async (tx: Transaction, id: string): Promise<Progress> => {
  const [row] = await countRecords<Progress>(
    tx,
    `select count(*)::int4 as visited, (count(*) filter (where found in ('refused', 'no answer')))::int4 as unanswered
     from (
       select distinct on (home) found from engagement.spot_finding where spot_check = $1 order by home, at desc, id desc
     ) last`,
    [id],
  )
  return row ?? { visited: 0, unanswered: 0 }
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
     join engagement.spot_end e on e.spot_check = d.spot_check and e.how = 'closed'
     cross join lateral (
       select f.found, f.at, (count(*) over ())::int4 as tries from engagement.spot_finding f
       where f.spot_check = d.spot_check and f.home = d.home order by f.at desc, f.id desc limit 1
     ) last
     where d.spot_check = $1 order by d.turn`,
    [id ?? null],
  )
