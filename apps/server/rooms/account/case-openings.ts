import type { Transaction } from '../../foundation/with-actor.ts'

/** How somebody looked at records, in a role: how often at one alone, how often in lists, when, and what for. */
export type Opening = {
  actor: string
  role: string
  alone: number
  inLists: number
  records: number
  first: Date
  last: Date
  purposes: string[]
}

/** Who looked at records by their digests, those who opened one alone most often first. What was only added or changed is not among them. */
export const openingsOf = async (tx: Transaction, subjects: readonly Buffer[]): Promise<Opening[]> => {
  const { rows } = await tx.query<Opening>(
    `with looked as (
       select id, subject, true as alone from log.entry where subject = any ($1::bytea[])
       union all
       select s.entry, s.subject, false from log.entry_subject s where s.subject = any ($1::bytea[])
     )
     select e.actor, e.role, (count(distinct e.id) filter (where looked.alone))::int4 as alone,
            (count(distinct e.id) filter (where not looked.alone))::int4 as "inLists", count(distinct looked.subject)::int4 as records,
            min(e.at) as first, max(e.at) as last, array_agg(distinct e.purpose::text order by e.purpose::text) as purposes
     from looked join log.entry e on e.id = looked.id
     where e.operation in ('consultation', 'combination', 'disclosure')
     group by e.actor, e.role order by 3 desc, 4 desc, 1, 2`,
    [subjects],
  )
  return rows
}
