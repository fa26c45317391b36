import { MetTraceError } from '../../foundation/errors.ts'
import { readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { holderKind, holderOf, type HolderKind } from './holders.ts'

/**
 * What happened to a bottle. A disputed fact has no place in the chain. Of an act that went beyond the actor's own places,
 * such as a recall in several wards, the reason and the other kits are not theirs to see.
 */
export type KitEvent = {
  id: string
  sequence: number | null
  at: Date
  recordedAt: Date
  kind: string
  from: string | null
  to: string
  actor: string
  reason: string | null
  act: string
  kits: number
  settled: boolean | null
}

export type KitLife = {
  serial: string
  state: string
  holder: string | null
  home: string | null
  disputed: number
  stopped: string | null
  events: KitEvent[]
}

/** In which state a bottle is, in one word or two. */
const stateOf = ({
  holder,
  stopped,
  disputed,
}: {
  holder: string
  stopped: string | null
  disputed: number
}): string => {
  if (disputed > 0) return 'disputed'
  if (stopped !== null) return stopped
  const words: Record<HolderKind, string> = {
    store: 'in store',
    bcu: 'in store',
    team: 'issued',
    person: 'issued',
    home: 'delivered',
    transit: 'on the way',
    gone: holderOf(holder),
    named: 'issued',
  }
  return words[holderKind(holder)]
}

type LifeRow = KitEvent & {
  serial: string
  held: string
  stopped: string | null
  disputed: number
}

/**
 * The whole life of a bottle, as far as the actor may see it. Logs that it was looked at.
 * Errors: `not_found`, the same where there is none and where it is not the actor's.
 */
export const lifeOf = async (tx: Transaction, serial: string): Promise<KitLife> => {
  const rows = await readRecords<LifeRow>(
    tx,
    { operation: 'consultation', kind: 'kit', subjects: [serial] },
    `select p.serial, p.holder as held, p.stopped, p.disputed, m.id, m.sequence, m.at, m.recorded_at as "recordedAt", m.kind,
            m.from_holder as "from", m.holder as "to", m.actor, act.reason, m.act, coalesce(act.kits, 1) as kits, settled.accepted as settled
     from engagement.kit_position p join engagement.kit_movement m on m.kit = p.id left join engagement.kit_act act on act.id = m.act
     left join engagement.kit_settlement settled on settled.id = m.id
     where p.serial = $1 order by m.at, m.sequence nulls last, m.recorded_at`,
    [serial],
  )
  const [first] = rows
  if (!first) throw new MetTraceError('not_found', 'There is no kit with this serial here.')
  const { held, stopped, disputed } = first
  return {
    serial: first.serial,
    state: stateOf({ holder: held, stopped, disputed }),
    holder: held,
    home: holderKind(held) === 'home' ? holderOf(held) : null,
    disputed,
    stopped,
    events: rows,
  }
}
