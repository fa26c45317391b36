import { MetTraceError } from '../foundation/errors.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { standingAddresses } from './standing-addresses.ts'

export const differenceKinds = ['new', 'gone', 'moved', 'split', 'merged', 'reclassified'] as const
export type DifferenceKind = (typeof differenceKinds)[number]
export type Differences = Record<DifferenceKind, number>

export const noDifferences = (): Differences => ({
  new: 0,
  gone: 0,
  moved: 0,
  split: 0,
  merged: 0,
  reclassified: 0,
})

/** What became of the rows of one path. */
export type Compared = {
  taken: number
  alreadyPresent: number
  leftOut: { exactRepeat: number; notHome: number; notStanding: number; unknownHome: number }
  differences: Differences
}

/** Faults that real editions carry: counted, with the first few addresses. */
export type Listed = Record<
  'missingParents' | 'unknownHomes' | 'thinWards',
  { count: number; first: string[] }
>

/** Nearer than this a home has not moved: Ordnance Survey places addresses better from edition to edition. */
const movedMetres = 10

/** Rows are gathered beside the register first: COPY goes through no row security, and a wrong file leaves no trace. */
export const openStaging = async (tx: Transaction): Promise<void> => {
  await tx.query(
    `create temp table incoming (
       source smallint not null, line integer not null, uprn bigint not null, change "char" not null, sort text not null,
       class text not null, flat_home boolean not null, parent bigint, root bigint, postcode text not null, street text not null,
       number text not null, floor integer, flat integer, address text not null, easting integer, northing integer, ward text,
       bcu text, since date
     ) on commit drop`,
  )
}

/** Puts what stands beside the edition that is being compared. */
const gatherStanding = async (tx: Transaction): Promise<void> => {
  await tx.query(`create temp table standing on commit drop as ${standingAddresses}`)
  await tx.query('create unique index on standing (uprn)')
  await tx.query('analyze standing')
}

/** Errors: `value_invalid` for a UPRN that stands twice, by file and line. */
export const refuseRepeats = async (
  tx: Transaction,
  files: readonly string[],
): Promise<Map<number, number>> => {
  const repeats = new Map<number, number>()
  if (files.length > 1) {
    // Tiles share a border: the same row in two files is one.
    const { rows } = await tx.query<{ source: number; rows: number }>(
      `with gone as (
         delete from incoming i using (
           select ctid as row, row_number() over (partition by uprn, change, class, postcode, number, address, easting, northing order by source, line) as nth, source,
                  min(source) over (partition by uprn, change, class, postcode, number, address, easting, northing) as first from incoming
         ) r where i.ctid = r.row and r.nth > 1 and r.source > r.first returning i.source
       ) select source, count(*)::int4 as rows from gone group by source`,
    )
    for (const { source, rows: count } of rows) repeats.set(source, count)
  }
  const { rows } = await tx.query<{ uprn: string; source: number; line: number; before: number }>(
    `select uprn::text, source, line, before from (
       select uprn, source, line, lag(line) over w as before, change = 'D' as deletes, lag(change = 'D') over w as deleted
       from incoming where uprn in (select uprn from incoming group by uprn having count(*) > 1)
       window w as (partition by uprn order by change = 'D', source, line)
     ) r where before is not null and not (deletes and not deleted) order by source, line limit 1`,
  )
  const [twice] = rows
  if (!twice) return repeats
  throw new MetTraceError('value_invalid', 'A UPRN stands here twice.', {
    file: files[twice.source] ?? '',
    line: twice.line,
    column: 'uprn',
    found: `${twice.uprn}, as in line ${twice.before}`,
    expected: 'each UPRN once',
  })
}

/** Of class RH alone the parent tells which is the house and which its bedsits; AddressBase Core goes no deeper. */
const tellSharedHouses = async (tx: Transaction): Promise<void> => {
  const { rows } = await tx.query('select from incoming where class = $1 limit 1', ['RH'])
  if (rows.length === 0) return
  await tx.query(
    `update incoming i set sort = case
       when exists (select from incoming c where c.parent = i.uprn and c.class = 'RH') then 'shared' else 'bedsit' end
     where class = 'RH' and sort <> 'gone'
       and (exists (select from incoming c where c.parent = i.uprn and c.class = 'RH')
            or exists (select from incoming p where p.uprn = i.parent and p.class = 'RH'))`,
  )
}

/** One class may go deeper than the other, where the formats do: RD and RD06 do not differ. */
const otherClass = `not (starts_with(i.class, s.class) or starts_with(s.class, i.class))`
const homeSorts = `('dwelling', 'bedsit', 'undivided', 'shared')`

/** Relation of the staged rows that differ from what stands, as facts with what was before. */
const differing = `
  select i.uprn, i.source,
       case when s.uprn is null then 'new' when i.sort in ('gone', 'other') then case i.sort when 'gone' then 'gone' else 'reclassified' end
            when s.sort <> i.sort or ${otherClass} then 'reclassified'
            when i.ward <> s.ward or (i.easting - s.easting)::bigint ^ 2 + (i.northing - s.northing)::bigint ^ 2 > ${movedMetres ** 2}
              then 'moved'
            else 'changed' end as change,
       i.sort, i.class, i.flat_home, i.parent, i.root, i.postcode, i.street, i.number, i.floor, i.flat,
       case when i.sort = 'gone' then s.address else i.address end as address,
       coalesce(case when i.sort = 'gone' then s.easting end, i.easting) as easting,
       coalesce(case when i.sort = 'gone' then s.northing end, i.northing) as northing,
       coalesce(i.ward, s.ward) as ward, coalesce(i.bcu, s.bcu) as bcu, i.since,
       s.class as was_class, s.address as was_address, s.ward as was_ward, s.easting as was_easting, s.northing as was_northing,
       s.sort as was_sort, s.postcode as was_postcode, s.street as was_street, s.number as was_number, false as absent
     from incoming i left join standing s on s.uprn = i.uprn
     where (s.uprn is null and i.sort not in ('gone', 'other'))
        or (s.uprn is not null and (s.sort <> i.sort or ${otherClass}
            or (i.ward, i.easting, i.northing, i.postcode, i.street, i.number, i.floor, i.flat, i.address, i.flat_home, i.parent)
               is distinct from
               (s.ward, s.easting, s.northing, s.postcode, s.street, s.number, s.floor, s.flat, s.address, s.flat_home, s.parent)))`

/**
 * Holds the staged rows against what stands, into the temporary table `difference`, whose rows are facts with what was
 * before. Of a supply of changes deletions come first; a change to what nobody knows is left out. A whole supply speaks for
 * the wards of which it has at least half as many addresses as stand there: what stands there and is not in it, is gone.
 */
export const compareAddresses = async (
  tx: Transaction,
  paths: number,
  { supply }: { supply: 'full' | 'changes' },
): Promise<{ by: Compared[]; listed: Listed }> => {
  await tx.query('analyze incoming')
  await gatherStanding(tx)
  await tellSharedHouses(tx)
  const by = Array.from({ length: paths }, (): Compared => ({
    taken: 0,
    alreadyPresent: 0,
    leftOut: { exactRepeat: 0, notHome: 0, notStanding: 0, unknownHome: 0 },
    differences: noDifferences(),
  }))
  const listed: Listed = {
    missingParents: await missingParents(tx),
    unknownHomes: { count: 0, first: [] },
    thinWards: { count: 0, first: [] },
  }
  // What is deleted and comes in again in one supply is what comes in.
  const { rows: replaced } = await tx.query<{ source: number }>(
    `delete from incoming d using incoming i where d.change = 'D' and i.uprn = d.uprn and i.change <> 'D' returning d.source`,
  )
  for (const { source } of replaced) by[source]!.taken++
  if (supply === 'changes') listed.unknownHomes = await leaveOutUnknown(tx, by)
  // Where nothing stood, all of it is new: it is not written twice.
  const isFirst = await standsNothing(tx)
  await tx.query(
    isFirst
      ? `create temp view difference as ${differing}`
      : `create temp table difference on commit drop as ${differing}`,
  )
  const { rows: kept } = await tx.query<{
    source: number
    sort: string
    differs: boolean
    rows: number
  }>(
    isFirst
      ? `select source, case when sort in ('gone', 'other') then sort else '' end as sort,
                sort not in ('gone', 'other') as differs, count(*)::int4 as rows
         from incoming group by 1, 2, 3`
      : `select i.source, case when i.sort in ('gone', 'other') then i.sort else '' end as sort,
                d.uprn is not null as differs, count(*)::int4 as rows
         from incoming i left join difference d on d.uprn = i.uprn group by 1, 2, 3`,
  )
  for (const { source, sort, differs, rows } of kept) {
    const each = by[source]!
    if (differs) {
      each.taken += rows
      if (isFirst) each.differences.new += rows
    } else if (sort === 'gone') each.leftOut.notStanding += rows
    else if (sort === 'other') each.leftOut.notHome += rows
    else each.alreadyPresent += rows
  }
  if (isFirst) return { by, listed }
  if (supply === 'full') listed.thinWards = await addAbsent(tx)
  await tellSplits(tx)
  const { rows: differences } = await tx.query<{ source: number; change: string; rows: number }>(
    `select source, change, count(*)::int4 as rows from difference where change <> 'changed' group by source, change`,
  )
  for (const { source, change, rows } of differences)
    by[source]!.differences[change as DifferenceKind] += rows
  return { by, listed }
}

const standsNothing = async (tx: Transaction): Promise<boolean> => {
  const { rows } = await tx.query('select from standing limit 1')
  return rows.length === 0
}

/** Takes away what the comparison worked with, where the connection would keep it. */
export const endComparison = async (tx: Transaction): Promise<void> => {
  const { rows } = await tx.query(
    `select from pg_class where oid = to_regclass('pg_temp.difference') and relkind = 'v'`,
  )
  if (rows.length > 0) await tx.query('drop view difference')
}

const some = 20

/** Parents that are neither in the files nor known: taken all the same, since a file of one area names parents outside it. */
const missingParents = async (tx: Transaction): Promise<Listed['missingParents']> => {
  const { rows } = await tx.query<{ count: number; first: string[] | null }>(
    `with missing as (
       select distinct parent from incoming i where parent is not null and sort <> 'gone'
         and not exists (select from incoming p where p.uprn = i.parent)
         and not exists (select from standing s where s.uprn = i.parent)
     ) select count(*)::int4 as count, (select array_agg(parent::text) from (select parent from missing order by parent limit ${some}) f) as first
       from missing`,
  )
  return { count: rows[0]?.count ?? 0, first: rows[0]?.first ?? [] }
}

const leaveOutUnknown = async (tx: Transaction, by: readonly Compared[]): Promise<Listed['unknownHomes']> => {
  const { rows } = await tx.query<{ source: number; uprn: string }>(
    `with gone as (
       delete from incoming i where change in ('U', 'D') and not exists (select from standing s where s.uprn = i.uprn)
         and sort <> 'other' returning source, uprn
     ) select source, uprn::text from gone order by gone.uprn`,
  )
  for (const { source } of rows) by[source]!.leftOut.unknownHome++
  return { count: rows.length, first: rows.slice(0, some).map(({ uprn }) => uprn) }
}

/** Adds what stands in the wards that a whole supply speaks for, and is not in it. Answers with the wards that it does not. */
const addAbsent = async (tx: Transaction): Promise<Listed['thinWards']> => {
  await tx.query(
    `create temp table spoken_for on commit drop as
     select s.ward, coalesce(i.rows, 0) as rows, 2 * coalesce(i.rows, 0) >= s.rows as speaks
     from (select ward, count(*) as rows from standing group by ward) s
     left join (select ward, count(*) as rows from incoming where sort not in ('gone', 'other') group by ward) i on i.ward = s.ward`,
  )
  const { rows: thin } = await tx.query<{ ward: string }>(
    'select ward from spoken_for where rows > 0 and not speaks order by ward',
  )
  await tx.query(
    `insert into difference
     select s.uprn, 0, 'gone', 'gone', s.class, s.flat_home, s.parent, s.root, s.postcode, s.street, s.number, s.floor, s.flat, s.address,
            s.easting, s.northing, s.ward, s.bcu, null, s.class, s.address, s.ward, s.easting, s.northing, s.sort, s.postcode,
            s.street, s.number, true
     from standing s join spoken_for w on w.ward = s.ward and w.speaks
     where not exists (select from incoming i where i.uprn = s.uprn)`,
  )
  return { count: thin.length, first: thin.slice(0, some).map(({ ward }) => ward) }
}

/**
 * No file tells splits and mergers, so they are found by what stands where: one home that is lost where several are gained
 * was split; one that is gained where several are lost is merged of them. Those belong together that name one another as
 * parent, stand at the same number of a street and postcode, or share a place.
 */
const tellSplits = async (tx: Transaction): Promise<void> => {
  await tx.query(
    `create temp table pair on commit drop as
     with lost as (
       select uprn, parent, was_postcode as postcode, was_street as street, was_number as number, was_easting as easting, was_northing as northing
       from difference where change in ('gone', 'reclassified') and was_sort in ${homeSorts} and sort not in ${homeSorts}
     ), gained as (
       select uprn, parent, postcode, street, number, easting, northing
       from difference where change in ('new', 'reclassified') and sort in ${homeSorts} and (was_sort is null or was_sort not in ${homeSorts})
     )
     select l.uprn as lost, g.uprn as gained from lost l join gained g on g.parent = l.uprn
     union select l.uprn, g.uprn from lost l join gained g on l.parent = g.uprn
     union select l.uprn, g.uprn from lost l join gained g on l.parent is not null and g.parent = l.parent
       and (g.easting, g.northing) = (l.easting, l.northing)
     union select l.uprn, g.uprn from lost l join gained g on (g.easting, g.northing) = (l.easting, l.northing)
     union select l.uprn, g.uprn from lost l join gained g
       on g.postcode <> '' and (g.postcode, g.street) = (l.postcode, l.street) and ${building('g')} = ${building('l')}`,
  )
  await tx.query(
    `update difference set change = 'split' where uprn in (
       select lost from pair group by lost having count(*) > 1
         and not exists (select from pair o where o.lost <> pair.lost and o.gained in (select gained from pair p where p.lost = pair.lost)))`,
  )
  await tx.query(
    `update difference set change = 'merged' where uprn in (
       select gained from pair group by gained having count(*) > 1
         and not exists (select from pair o where o.gained <> pair.gained and o.lost in (select lost from pair p where p.gained = pair.gained)))`,
  )
}

/** The number of a building, without the part of it that stands before. */
const building = (of: string): string => `regexp_replace(${of}.number, '^.*, ', '')`

/** How many addresses differ, and what tells whether two comparisons found the same. */
export const digestOfDifference = async (tx: Transaction): Promise<{ differs: number; digest: string }> => {
  const { rows } = await tx.query<{ differs: number; digest: string }>(
    `select count(*)::int4 as differs,
            concat(count(*), ' ', coalesce(bit_xor(hashtextextended(concat_ws('|', uprn, change, sort, class, parent, floor, address, easting, northing, ward), 0)), 0)) as digest
     from difference`,
  )
  return rows[0] ?? { differs: 0, digest: '' }
}

/** Keeps what differs as the facts of an edition. */
export const keepDifference = async (tx: Transaction, edition: string): Promise<void> => {
  await tx.query(
    `insert into places.address_fact
       (edition, uprn, change, sort, class, flat_home, parent, root, postcode, street, number, floor, flat, address, easting,
        northing, ward, bcu, since, was_class, was_address, was_ward, was_easting, was_northing)
     select $1, uprn, change, sort, class, flat_home, parent, root, postcode, street, number, floor, flat, address, easting,
        northing, ward, bcu, since, was_class, was_address, was_ward, was_easting, was_northing from difference`,
    [edition],
  )
}
