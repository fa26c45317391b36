import { MetTraceError } from '../../foundation/errors.ts'
import { changeRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { boundHomes } from '../../places/bound-register.ts'
import { boundMovements, boundSettlements } from './bound-ledger.ts'
import { holderKind, holderOf, type Holder, type KitPlace } from './holders.ts'
import { named } from './refusals.ts'
import { movesWhenStopped, type MovementKind } from './rules.ts'

/** What somebody did with one bottle and tells later, such as from a phone that was offline. */
export type LateFact = {
  /** UUID of the act, as the phone gave it. */
  id: string
  kind: Extract<MovementKind, 'delivered' | 'returned' | 'lost' | 'damaged' | 'found'>
  at: Date
  serial: string
  from: Holder
  to: Holder
  place: KitPlace
  reason?: string
  second?: string
}

/**
 * Keeps a fact that is told later than it happened, always. What fits the life of the bottle goes into it; what contradicts
 * it, or names a serial that there is not, is kept as disputed, and the two answer alike. Told again by the same id, it is
 * the same fact. Errors: `not_allowed` for a fact that is not the teller's.
 */
export const tellLate = async (tx: Transaction, actor: string, fact: LateFact): Promise<void> => {
  const { id, kind, at, serial, from, to, place, reason, second } = fact
  const home = holderKind(to) === 'home' ? [holderOf(to)] : []
  await named(
    changeRecords<{ id: string }>(
      tx,
      {
        operation: 'collection',
        kind: 'kit',
        subjects: [serial],
        bindsOf: (told) => [
          { table: boundMovements, rows: told.map((each) => each.id) },
          { table: boundHomes, rows: home },
        ],
      },
      `with act as (
         insert into engagement.kit_act (id, kind, at, from_holder, to_holder, kits, reason, second, ward, bcu, actor)
         values ($1, $2, $3, $5, $6, 1, $10, $11::uuid, $7, $8, $9)
         on conflict (id) do nothing returning id
       ), fits as (
         insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, ward, bcu, actor)
         select gen_random_uuid(), p.id, p.sequence + 1, act.id, $2, $3, p.at, p.holder, $6, $7, $8, $9
         from act, engagement.kit_position p
         where p.serial = $4 and p.holder = $5 and p.at <= $3 and p.disputed = 0 and (p.stopped is null or $12)
         on conflict do nothing returning id
       ), disputed as (
         insert into engagement.kit_movement (id, act, kind, at, from_holder, holder, claimed_serial, ward, bcu, actor)
         select gen_random_uuid(), act.id, $2, $3, $5, $6, $4, $7, $8, $9 from act where not exists (select from fits)
         returning id
       )
       select id from fits union all select id from disputed`,
      [
        id,
        kind,
        at,
        serial,
        from,
        to,
        place.ward,
        place.bcu,
        actor,
        reason ?? null,
        second ?? null,
        movesWhenStopped({ kind, to }),
      ],
    ),
  )
}

/** What is decided of a disputed fact: whether it holds, in place of what the chain says. */
export type Settlement = { fact: string; act: string; accepted: boolean; reason: string; at: Date }

/**
 * Settles a disputed fact, once. Accepted, the bottle is from now on where the fact says, and the movement that it
 * contradicts holds no more. Errors: `kit_not_moved` where it is settled already, the bottle was never received, or it has
 * just been moved; `not_allowed` for whoever may not settle it.
 */
export const settle = async (
  tx: Transaction,
  actor: string,
  { fact, act, accepted, reason, at }: Settlement,
): Promise<void> => {
  // One statement: a bottle’s next place is taken before its position is touched, as by every other act.
  const { rows } = await named(
    changeRecords<{ id: string; serial: string | null; moved: string | null }>(
      tx,
      {
        operation: 'alteration',
        kind: 'kit',
        of: ({ serial }) => serial,
        reason,
        bindsOf: (all) => [
          { table: boundSettlements, rows: all.map(({ id }) => id) },
          { table: boundMovements, rows: all.flatMap(({ moved }) => moved ?? []) },
        ],
      },
      `with told as (
         select told.id, told.actor, coalesce(told.kit, p.id) as kit, told.claimed_serial, told.holder, told.ward, told.bcu,
                p.sequence, p.at, p.holder as held
         from engagement.kit_movement told left join engagement.kit_position p on p.serial = told.claimed_serial
         where told.id = $1 and told.sequence is null
       ), act as (
         insert into engagement.kit_act (id, kind, at, from_holder, to_holder, kits, reason, ward, bcu, actor)
         select $2, 'settled', $3, held, holder, 1, $4, ward, bcu, $5 from told where $6 and held is not null returning id
       ), moved as (
         insert into engagement.kit_movement
           (id, kit, sequence, act, kind, at, before_at, from_holder, holder, corrects, ward, bcu, actor)
         select gen_random_uuid(), kit, sequence + 1, act.id, 'settled', $3, at, held, holder,
                -- What brought it to the other home: that it was recalled or registered there since, brought it nowhere.
                (select came.id from engagement.kit_movement came
                 where held like 'home:%' and held <> told.holder and came.kit = told.kit and came.holder = held and came.from_holder is distinct from held
                 order by came.sequence desc nulls last limit 1), ward, bcu, $5
         from act, told
         on conflict do nothing returning id
       ), settled as (
         insert into engagement.kit_settlement (id, teller, kit, accepted, reason, ward, bcu, actor)
         select id, actor, kit, $6, $4, ward, bcu, $5 from told
         on conflict (id) do nothing returning id
       )
       select settled.id, told.claimed_serial as serial, (select id from moved) as moved from settled, told`,
      [fact, act, at, reason, actor, accepted],
    ),
  )
  const [settled] = rows
  if (!settled)
    throw new MetTraceError('kit_not_moved', 'There is no such fact to settle, or it has been settled.')
  if (accepted && settled.moved === null)
    throw new MetTraceError(
      'kit_not_moved',
      'This kit was never received, or it has just been moved: look at it again before you decide.',
    )
}
