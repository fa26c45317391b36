import type pg from 'pg'

/** Somebody of a test, and the holders that they answer for. */
export type Keeper = { role: string; charges: ReadonlySet<string> }

type Row = {
  kit: string
  sequence: number | null
  act: string
  kind: string
  at: Date
  from: string | null
  to: string
  transfer: string | null
  actor: string
  sent_from: string | null
  sent_to: string | null
}
type Position = { kit: string; sequence: number; holder: string; disputed: number; stopped: string | null }

const taking = new Set(['received', 'taken', 'taken back', 'found', 'returned'])
const giving = new Set(['sent', 'delivered', 'lost', 'damaged', 'expired'])

const mayHave = (row: Row, { charges, role }: Keeper): boolean => {
  if (taking.has(row.kind)) return charges.has(row.to)
  if (row.transfer !== null) return charges.has(row.sent_from ?? '') || charges.has(row.sent_to ?? '')
  return !giving.has(row.kind) || charges.has(row.from ?? '') || role === 'registrar'
}

/** What is wrong with the life of one bottle: worked out from its facts alone, apart from what the product derives. */
const wrongWith = (chain: readonly Row[], keepers: ReadonlyMap<string, Keeper>): string[] => {
  const wrong: string[] = []
  let before: Row | undefined
  for (const [at, row] of chain.entries()) {
    if (row.sequence !== at + 1) wrong.push(`movement ${row.sequence} stands where ${at + 1} should`)
    if ((row.from ?? undefined) !== before?.to) wrong.push(`${row.kind} takes it from who did not have it`)
    if (before && row.at < before.at) wrong.push(`${row.kind} before it was there`)
    if (row.kind === 'taken' && row.to !== row.sent_to) wrong.push('a transfer went astray')
    const keeper = keepers.get(row.actor)
    if (!keeper || !mayHave(row, keeper)) wrong.push(`${row.kind} by somebody who did not answer for it`)
    before = row
  }
  const once = new Map<string, number>()
  for (const { transfer, kind } of chain)
    if (transfer && kind.startsWith('taken')) once.set(transfer, (once.get(transfer) ?? 0) + 1)
  for (const times of once.values()) if (times > 1) wrong.push('a transfer is confirmed twice')
  return wrong
}

/**
 * Everything that is wrong with a ledger: bottles made, lost or doubled, facts that contradict one another, positions and
 * states that are not what the facts say. `kits` are all that there should be; `done` says how many bottles each act that succeeded had moved.
 */
export const wrongWithLedger = async (
  owner: pg.Client,
  keepers: ReadonlyMap<string, Keeper>,
  done: ReadonlyMap<string, number>,
  kits: readonly string[],
): Promise<string[]> => {
  const { rows } = await owner.query<Row>(
    `select m.kit, m.sequence, m.act, m.kind, m.at, m.from_holder as "from", m.holder as "to", m.transfer, m.actor,
            sent.from_holder as sent_from, sent.to_holder as sent_to
     from engagement.kit_movement m left join engagement.kit_act sent on sent.id = m.transfer
     where m.kit = any ($1::uuid[]) order by m.kit, m.sequence, m.recorded_at`,
    [kits],
  )
  const { rows: positions } = await owner.query<Position>(
    'select id as kit, sequence, holder, disputed, stopped from engagement.kit_position where id = any ($1::uuid[])',
    [kits],
  )
  const { rows: settled } = await owner.query<{ kit: string }>(
    'select kit from engagement.kit_settlement where kit = any ($1::uuid[])',
    [kits],
  )
  const wrong: string[] = []
  const chains = Map.groupBy(
    rows.filter(({ sequence }) => sequence !== null),
    ({ kit }) => kit,
  )
  const told = Map.groupBy(
    rows.filter(({ sequence, kit }) => sequence === null && kit !== null),
    ({ kit }) => kit,
  )
  for (const [kit, chain] of chains) {
    for (const words of wrongWith(chain, keepers)) wrong.push(`${kit}: ${words}`)
    const position = positions.find((each) => each.kit === kit)
    const last = chain.at(-1)!
    if (position?.holder !== last.to || position.sequence !== chain.length)
      wrong.push(`${kit}: its position is not where its facts end`)
    const open = (told.get(kit)?.length ?? 0) - settled.filter((each) => each.kit === kit).length
    if (position && position.disputed !== open)
      wrong.push(`${kit}: ${open} disputed facts, counted otherwise`)
    const stop = chain.findLast(({ kind }) => ['quarantined', 'recalled', 'released'].includes(kind))?.kind
    if (position && position.stopped !== (stop === 'released' ? null : (stop ?? null)))
      wrong.push(`${kit}: stopped otherwise than its facts say`)
  }
  if (positions.length !== kits.length || chains.size !== kits.length) wrong.push('a bottle was made or lost')
  const ofActs = new Map<string, number>()
  for (const { act } of rows) ofActs.set(act, (ofActs.get(act) ?? 0) + 1)
  for (const [act, moved] of done)
    if (ofActs.get(act) !== moved) wrong.push(`act ${act} moved ${ofActs.get(act) ?? 0} and not ${moved}`)
  for (const act of ofActs.keys()) if (!done.has(act)) wrong.push(`act ${act} was refused, or done twice`)
  return wrong
}
