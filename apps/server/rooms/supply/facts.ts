import { changeRecords, readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { boundHomes } from '../../places/bound-register.ts'
import { boundMovements } from './bound-ledger.ts'
import { holderKind, holderOf, type Holder, type KitPlace } from './holders.ts'
import { kitsNotMoved, named } from './refusals.ts'
import { stopReceived, waitForStops } from './stop-kits.ts'
import { movesWhenStopped, whyNot, whyNotReceived, type MovementKind, type Position } from './rules.ts'

/** Bottles that an act is about: by serial, or all of a box that the giver has. */
export type Chosen = { serials: readonly string[] } | { box: string }

/** What somebody does with bottles that `from` has. */
export type Move = {
  /** UUID that whoever asks gives it: asked for again, it is the same act, and moves nothing. */
  id: string
  kind: Exclude<MovementKind, 'received' | 'settled' | 'earlier' | 'quarantined' | 'recalled' | 'released'>
  at: Date
  from: Holder
  /** Of what is sent, who it is sent to. */
  to: Holder
  kits: Chosen
  /** Ward and BCU that they are in from then on; left out, they stay where they are. */
  place?: KitPlace
  /** The act that sent them, where this confirms or ends it. */
  transfer?: string
  reason?: string
  /** Second person to a loss: UUID. */
  second?: string
  /** Movement that holds no more, of one bottle. */
  corrects?: string
}

/** What became of an act: how many bottles, and whether it had been done before. */
export type Moved = { act: string; kits: number; again: boolean }

const serialsOf = (kits: Chosen): readonly string[] | null => ('serials' in kits ? kits.serials : null)
const boxOf = (kits: Chosen): string | null => ('box' in kits ? kits.box : null)
const homesIn = (holder: Holder): string[] => (holderKind(holder) === 'home' ? [holderOf(holder)] : [])

const readPositions = (tx: Transaction, serials: readonly string[]): Promise<Position[]> =>
  readRecords<Position>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `select serial, holder, at, stopped, disputed from engagement.kit_position where serial = any ($1)`,
    [serials],
  )

/** How many bottles an act of this id and kind of the actor's moved; undefined where it has not been done. Logs that it was asked. */
export const doneBefore = async (
  tx: Transaction,
  actor: string,
  { id, kind }: { id: string; kind: string },
): Promise<number | undefined> => {
  const [done] = await readRecords<{ kits: number }>(
    tx,
    { operation: 'consultation', kind: 'kit', subjects: [id] },
    `select act.kits from engagement.kit_act act
     where act.id = $1 and act.kind = $2 and act.actor = $3
       and act.kits = (select count(*) from engagement.kit_movement moved where moved.act = act.id)`,
    [id, kind, actor],
  )
  return done?.kits
}

/**
 * Moves bottles from one holder to another: one act, and one fact for each. All of them or none. Logs each bottle.
 * Errors: `kit_not_moved` with the reason for each, `not_allowed` where the actor does not answer for them.
 */
export const moveKits = async (tx: Transaction, actor: string, move: Move): Promise<Moved> => {
  const { id, kind, at, from, to, kits, place, transfer, reason, second, corrects } = move
  const serials = serialsOf(kits)
  const { rows } = await named(
    changeRecords<{ id: string; serial: string }>(
      tx,
      {
        operation: 'alteration',
        kind: 'kit',
        of: ({ serial }) => serial,
        bindsOf: (moved) => [
          { table: boundMovements, rows: moved.map((each) => each.id) },
          { table: boundHomes, rows: homesIn(to) },
        ],
      },
      `with chosen as (
         select id, serial, sequence, at, holder, ward, bcu from engagement.kit_position
         where holder = $4 and (serial = any ($6) or box = $7) and disputed = 0 and (stopped is null or $8) and at <= $3
       ), act as (
         insert into engagement.kit_act (id, kind, at, from_holder, to_holder, transfer, kits, reason, second, ward, bcu, actor)
         select $1, $2, $3, $4, $5, $9, greatest(count(*), cardinality($6), 1), $10, $11::uuid,
                case when $12 then $13 else max(ward) end, case when $12 then $14 else max(bcu) end, $15
         from chosen
         on conflict (id) do nothing returning id
       ), moved as (
         insert into engagement.kit_movement
           (id, kit, sequence, act, kind, at, before_at, from_holder, holder, transfer, corrects, ward, bcu, actor)
         select gen_random_uuid(), chosen.id, sequence + 1, act.id, $2, $3, at, holder, $16, $9, $17,
                case when $12 then $13 else ward end, case when $12 then $14 else bcu end, $15
         from act, chosen order by chosen.id
         on conflict do nothing returning id, kit
       )
       select moved.id, chosen.serial from moved join chosen on chosen.id = moved.kit`,
      [
        id,
        kind,
        at,
        from,
        to,
        serials,
        boxOf(kits),
        movesWhenStopped(move),
        transfer ?? null,
        reason ?? null,
        second ?? null,
        place !== undefined,
        place?.ward ?? null,
        place?.bcu ?? null,
        actor,
        kind === 'sent' ? `transit:${id}` : to,
        corrects ?? null,
      ],
    ),
  )
  if (rows.length > 0 && rows.length >= (serials?.length ?? 1))
    return { act: id, kits: rows.length, again: false }
  const before = await doneBefore(tx, actor, move)
  if (before !== undefined) return { act: id, kits: before, again: true }
  if (!serials) throw kitsNotMoved([{ serial: boxOf(kits) ?? '', why: 'no kit of this box is here' }])
  const positions = new Map((await readPositions(tx, serials)).map((each) => [each.serial, each]))
  const moved = new Set(rows.map(({ serial }) => serial))
  throw kitsNotMoved(
    serials
      .filter((serial) => !moved.has(serial))
      .map((serial) => ({
        serial,
        why: whyNot(positions.get(serial), move) ?? 'it has just been moved',
      })),
  )
}

/** A bottle that its bearer gave to a home. `id`: UUID of the act. */
export type Delivery = { id: string; at: Date; serial: string; home: string; place: KitPlace }

/**
 * Moves bottles of one bearer to homes, each an act of its own, in one statement: what an officer delivered on a round. No
 * bottle and no act is in it twice. All of them or none. Logs each bottle. Errors: as of `moveKits`.
 */
export const deliverKits = async (
  tx: Transaction,
  actor: string,
  from: Holder,
  deliveries: readonly Delivery[],
): Promise<void> => {
  const { rows } = await named(
    changeRecords<{ id: string; serial: string; act: string }>(
      tx,
      {
        operation: 'alteration',
        kind: 'kit',
        of: ({ serial }) => serial,
        bindsOf: (moved) => [
          { table: boundMovements, rows: moved.map(({ id }) => id) },
          { table: boundHomes, rows: [...new Set(deliveries.map(({ home }) => home))] },
        ],
      },
      `with told as (
         select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[])
           as told (act, at, serial, goes_to, ward, bcu)
       ), chosen as (
         select p.id, p.serial, p.sequence, p.at as before_at, told.act, told.at, told.goes_to, told.ward, told.bcu
         from told join engagement.kit_position p on p.serial = told.serial
         where p.holder = $7 and p.disputed = 0 and p.stopped is null and p.at <= told.at
       ), act as (
         insert into engagement.kit_act (id, kind, at, from_holder, to_holder, kits, ward, bcu, actor)
         select act, 'delivered', at, $7, goes_to, 1, ward, bcu, $8 from chosen
         on conflict (id) do nothing returning id
       ), moved as (
         insert into engagement.kit_movement
           (id, kit, sequence, act, kind, at, before_at, from_holder, holder, ward, bcu, actor)
         select gen_random_uuid(), chosen.id, sequence + 1, act.id, 'delivered', at, before_at, $7, goes_to, ward, bcu, $8
         from act join chosen on chosen.act = act.id order by chosen.id
         on conflict do nothing returning id, act
       )
       select moved.id, moved.act, chosen.serial from moved join chosen on chosen.act = moved.act`,
      [
        deliveries.map(({ id }) => id),
        deliveries.map(({ at }) => at),
        deliveries.map(({ serial }) => serial),
        deliveries.map(({ home }) => `home:${home}`),
        deliveries.map(({ place }) => place.ward),
        deliveries.map(({ place }) => place.bcu),
        from,
        actor,
      ],
    ),
  )
  const done = new Set(rows.map(({ act }) => act))
  // One that could not be moved is asked for by itself: it was delivered before by this act, or why not is said.
  for (const { id, at, serial, home, place } of deliveries.filter((each) => !done.has(each.id))) {
    const to: Holder = `home:${home}`
    await moveKits(tx, actor, { id, kind: 'delivered', at, from, to, kits: { serials: [serial] }, place })
  }
}

/** Bottles that a supplier announced, as they come to the central store. */
export type Receipt = { id: string; at: Date; kits: Chosen; reason?: string }

/**
 * Receives bottles at the central store: from here on each has a life. What was recalled or quarantined before it came is
 * stopped as it comes. Logs each.
 * Errors: `kit_not_moved` where one was not announced, has been received, or was made later; `not_allowed`.
 */
export const receiveKits = async (
  tx: Transaction,
  actor: string,
  { id, at, kits, reason }: Receipt,
): Promise<Moved> => {
  await waitForStops(tx)
  const serials = serialsOf(kits)
  const { rows } = await named(
    changeRecords<{ id: string; serial: string }>(
      tx,
      {
        operation: 'collection',
        kind: 'kit',
        of: ({ serial }) => serial,
        bindsOf: (moved) => [{ table: boundMovements, rows: moved.map((each) => each.id) }],
      },
      `with chosen as (
         select k.id, k.serial, k.exists_from from engagement.kit k
         where (k.serial = any ($4) or k.box = $5) and k.exists_from <= $2
           and ($4::text[] is not null or not exists (select from engagement.kit_position p where p.id = k.id))
       ), act as (
         insert into engagement.kit_act (id, kind, at, to_holder, kits, reason, actor)
         select $1, 'received', $2, 'store', greatest(count(*), cardinality($4), 1), $6, $3 from chosen
         on conflict (id) do nothing returning id
       ), moved as (
         insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, holder, actor)
         select gen_random_uuid(), chosen.id, 1, act.id, 'received', $2, exists_from, 'store', $3
         from act, chosen order by chosen.id
         on conflict do nothing returning id, kit
       )
       select moved.id, chosen.serial from moved join chosen on chosen.id = moved.kit`,
      [id, at, actor, serials, boxOf(kits), reason ?? null],
    ),
  )
  if (rows.length > 0 && rows.length >= (serials?.length ?? 1)) {
    await stopReceived(tx, actor, { serials: rows.map(({ serial }) => serial), at })
    return { act: id, kits: rows.length, again: false }
  }
  const before = await doneBefore(tx, actor, { id, kind: 'received' })
  if (before !== undefined) return { act: id, kits: before, again: true }
  if (!serials)
    throw kitsNotMoved([{ serial: boxOf(kits) ?? '', why: 'every kit of this box was received before' }])
  const { rows: announced } = await tx.query<{ serial: string; from: number }>(
    'select serial, extract(epoch from exists_from)::float8 * 1000 as "from" from engagement.kit where serial = any ($1)',
    [serials],
  )
  const from = new Map(announced.map((each) => [each.serial, each.from]))
  const received = new Set(rows.map(({ serial }) => serial))
  throw kitsNotMoved(
    serials
      .filter((serial) => !received.has(serial))
      .map((serial) => ({ serial, why: whyNotReceived(from.get(serial), at) })),
  )
}
