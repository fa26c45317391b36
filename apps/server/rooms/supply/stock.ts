import { actorNames } from '../../foundation/actor-names.ts'
import { countRecords, readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { holderKind, holderOf, type HolderKind } from './holders.ts'

/** Kits of one holder. Homes, and what is gone, are one row each; what is disputed counts for nobody and is one too. */
export type HolderStock = {
  holder: string
  kind: HolderKind | 'disputed'
  kits: number
  /** Day that the oldest was made, `2026-01-05`; null where not known. */
  oldest: string | null
  stopped: number
  /** Kits that are sent to this holder and not confirmed yet. */
  inTransit: number
}

/** Kits by holder, as far as the actor may see them. Logs each colleague who has any. */
export const stock = (tx: Transaction): Promise<HolderStock[]> =>
  readRecords<HolderStock>(
    tx,
    {
      operation: 'consultation',
      kind: 'person',
      of: ({ holder }) => (holderKind(holder) === 'person' ? holderOf(holder) : null),
    },
    `
    with held as (
         select holder, holder_kind as kind, count(*)::int4 as kits, min(made_on)::text as oldest, count(stopped)::int4 as stopped
         from engagement.kit_position
         where holder_kind not in ('home', 'gone') and holder_kind <> 'transit' and disputed = 0 group by 1, 2
         union all
         select holder_kind, holder_kind, count(*)::int4, min(made_on)::text, count(stopped)::int4
         from engagement.kit_position where holder_kind in ('home', 'gone', 'transit') and disputed = 0 group by 1, 2
         union all
         select 'disputed', 'disputed', count(*)::int4, min(made_on)::text, count(stopped)::int4
         from engagement.kit_position where disputed > 0 having count(*) > 0
       ), coming as (
      select act.to_holder as holder, sum(under_way.kits)::int4 as kits
      from (select substr(holder, 9)::uuid as act, count(*) as kits from engagement.kit_position
            where holder_kind = 'transit' group by 1) under_way
      join engagement.kit_act act on act.id = under_way.act group by 1
    )
    select coalesce(held.holder, coming.holder) as holder, coalesce(held.kind, split_part(coming.holder, ':', 1)) as kind,
           coalesce(held.kits, 0) as kits, held.oldest, coalesce(held.stopped, 0) as stopped, coalesce(coming.kits, 0) as "inTransit"
    from held full join coming on coming.holder = held.holder
    left join engagement.team on 'team:' || team.id = coalesce(held.holder, coming.holder)
    order by array_position(array['store', 'bcu', 'team', 'person', 'named', 'transit', 'home', 'disputed', 'gone'], coalesce(held.kind, split_part(coming.holder, ':', 1))),
             team.bcu, team.name, 1`,
    [],
  )

/** Kits in stores, with teams and people, on the way, and at homes, those disputed left out; it names no holder. */
export type KitsBySort = { stores: number; people: number; onTheWay: number; homes: number }

export const kitsBySort = async (tx: Transaction): Promise<KitsBySort> => {
  const [kits] = await countRecords<KitsBySort>(
    tx,
    `select count(*) filter (where holder_kind in ('store', 'bcu'))::int4 as stores,
            count(*) filter (where holder_kind in ('team', 'person', 'named'))::int4 as people,
            count(*) filter (where holder_kind = 'transit')::int4 as "onTheWay",
            count(*) filter (where holder_kind = 'home')::int4 as homes
     from engagement.kit_position where disputed = 0`,
  )
  return kits!
}

/** Names of holders in words; colleagues by name, teams with their BCU, a home as `a home` for whoever may not see which. */
export const holderNames = async (
  tx: Transaction,
  holders: readonly (string | null)[],
): Promise<(holder: string | null) => string> => {
  const teams = holders.flatMap((holder) =>
    holder && holderKind(holder) === 'team' ? [holderOf(holder)] : [],
  )
  const [nameOf, { rows }] = [
    await actorNames(tx, holders),
    await tx.query<{ id: string; name: string; bcu: string }>(
      'select id, name, bcu from engagement.team where id = any ($1::uuid[])',
      [[...new Set(teams)]],
    ),
  ]
  const teamNames = new Map(rows.map(({ id, name, bcu }) => [id, `${name}, ${bcu}`]))
  return (holder) => {
    if (holder === null) return 'the maker'
    const whose = holderOf(holder)
    switch (holderKind(holder)) {
      case 'store':
        return 'Central store'
      case 'bcu':
        return `Store of ${whose}`
      case 'team':
        return teamNames.get(whose) ?? 'another team'
      case 'person':
        return nameOf(holder)
      case 'home':
        return 'a home'
      case 'transit':
        return 'on the way'
      case 'gone':
        return whose === '' ? 'gone' : whose
      default:
        return whose === '' ? holder : whose
    }
  }
}
