import { MetTraceError } from '../foundation/errors.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Queries, Transaction } from '../foundation/with-actor.ts'

/** A source of homes for a day: a file and its column. */
export type HomeSource = {
  /** Day the numbers describe; null where none was given. */
  asOf: string | null
  source: string
  areas: number
  homes: number
  /** What it was said to replace, and whether that was withdrawn; both null where nothing was said of it. */
  replaces: string | null
  withdrawn: boolean | null
  /** The source in use that replaces it. */
  replacedBy: string | null
  inUse: boolean
  /** When what was said of it was said, ISO time in UTC. */
  saidAt: string | null
}

/** Day of numbers that were imported without one. */
export const unknownDay = '0001-01-01'

/**
 * Relation `unused (as_of, source, replaced_by)`: sources that are not used for a day, because another one replaces them
 * or because they replaced one and that was withdrawn. The last that was said of a source holds.
 */
export const unusedSources = `
  said as (
    select distinct on (as_of, source) as_of, source, replaces, withdrawn, said_at
    from places.home_source_fact order by as_of, source, number desc
  ), unused as (
    select as_of, replaces as source, source as replaced_by from said where not withdrawn
    union all
    select as_of, source, null from said where withdrawn
  )`

/** Every source of homes, by day and name, and whether it is in use. */
export const homeSources = async (tx: Pick<Queries, 'query'>): Promise<HomeSource[]> => {
  const { rows } = await tx.query<HomeSource>(
    `with ${unusedSources}, counted as (
       select as_of, source, count(*)::int as areas, sum(homes)::int as homes
       from places.home_count group by as_of, source
     )
     select nullif(c.as_of, $1::date)::text as "asOf", c.source, c.areas, c.homes, s.replaces, s.withdrawn,
            u.replaced_by as "replacedBy", u.source is null as "inUse",
            to_char(s.said_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "saidAt"
     from counted c
     left join said s on s.as_of = c.as_of and s.source = c.source
     left join lateral (
       select min(source) as source, min(replaced_by) as replaced_by from unused u
       where u.as_of = c.as_of and u.source = c.source
     ) u on true
     order by c.as_of desc, c.source`,
    [unknownDay],
  )
  return rows
}

const say = async (
  tx: Transaction,
  actor: string,
  fact: { asOf: string; source: string; replaces: string; withdrawn: boolean },
): Promise<string> => {
  const id = uuidv7()
  await tx.query(
    `insert into places.home_source_fact (id, as_of, source, replaces, withdrawn, actor)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, fact.asOf, fact.source, fact.replaces, fact.withdrawn, actor],
  )
  return id
}

/**
 * Whether a source of a day may be taken beside what is there: it may where no other source in use says another number of
 * any of its areas, but for the one that it replaces. That it does is written down once; files may come in any order.
 * Returns what is to be said of it.
 * Errors: `usage` for a source that replaces itself or what replaces it; `value_invalid` beside other numbers.
 */
export const admitSource = async (
  tx: Transaction,
  actor: string,
  {
    asOf,
    source,
    codes,
    homes,
    replaces,
  }: {
    asOf: string
    source: string
    codes: readonly string[]
    homes: readonly number[]
    replaces?: string
  },
): Promise<string[]> => {
  const { rows: said } = await tx.query<{ replaces: string; withdrawn: boolean }>(
    `with ${unusedSources} select replaces, withdrawn from said where as_of = $1 and source = $2`,
    [asOf, source],
  )
  const [before] = said
  const { rows: over } = await tx.query<{ by: string }>(
    `with ${unusedSources} select replaced_by as by from unused
     where as_of = $1 and source = $2 and replaced_by is not null order by 1`,
    [asOf, source],
  )
  const replacedBy = over[0]?.by
  if (replaces !== undefined && (replaces === source || replaces === replacedBy))
    throw new MetTraceError('usage', 'A source cannot replace itself, nor one that replaces it.', {
      found: replaces,
      expected: replacedBy ? `mettrace homes withdraw "${replacedBy}"` : 'another source of the same day',
    })
  const isNew = replaces !== undefined && (before?.replaces !== replaces || before.withdrawn)
  if (isNew) await say(tx, actor, { asOf, source, replaces, withdrawn: false })
  if (replacedBy !== undefined)
    return [`${source} is replaced by ${replacedBy}: its numbers are kept and not used.`]
  if (before?.withdrawn && replaces === undefined)
    return [`${source} was withdrawn: its numbers are kept and not used.`]
  const { rows: others } = await tx.query<{ source: string; areas: number }>(
    `with ${unusedSources}
     select h.source, count(*)::int as areas from places.home_count h
     join unnest($3::text[], $4::int[]) i (code, homes) on h.code = i.code and h.homes <> i.homes
     where h.as_of = $1 and h.source <> $2
       and not exists (select from unused u where u.as_of = h.as_of and u.source = h.source)
     group by h.source order by h.source`,
    [asOf, source, codes, homes],
  )
  const [other] = others
  if (other)
    throw new MetTraceError(
      'value_invalid',
      `Other numbers for ${other.areas} of these areas are loaded for the same day from another source. Say which numbers are right: add --replaces "${other.source}", or give the day of these with --as-of.`,
      { found: other.source, expected: `--replaces "${other.source}"` },
    )
  return replaces === undefined ? [] : [`${source} is in use, and ${replaces} no longer is.`]
}

/**
 * Takes back that a source replaces another: the one before is in use again.
 * Errors: `usage` for a source that replaces none, or that is itself replaced.
 */
export const withdrawSource = async (
  tx: Transaction,
  actor: string,
  { source, asOf }: { source: string; asOf: string },
): Promise<void> => {
  const { rows } = await tx.query<{ replaces: string; by: string | null }>(
    `with ${unusedSources}
     select s.replaces, (select min(replaced_by) from unused u where u.as_of = s.as_of and u.source = s.source) as by
     from said s where s.as_of = $1 and s.source = $2 and not s.withdrawn`,
    [asOf, source],
  )
  const [found] = rows
  if (!found)
    throw new MetTraceError('usage', 'This source replaces no other one of its day.', {
      found: source,
      expected: 'a source that mettrace homes lists as replacing another, with its --as-of',
    })
  if (found.by !== null)
    throw new MetTraceError('usage', `This source is itself replaced. Withdraw ${found.by} first.`, {
      found: source,
    })
  const id = await say(tx, actor, { asOf, source, replaces: found.replaces, withdrawn: true })
  await tx.record({ operation: 'alteration', kind: 'import file', subjects: [id] })
}
