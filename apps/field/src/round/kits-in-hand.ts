import { kitsOf } from '@mettrace/protocol/events/facts'
import type { RowData } from '@mettrace/protocol/pages/rows'
import type { OwnRecord } from './own-records.ts'
import type { Round } from './read-round.ts'

type KitRow = RowData<'kits'>

/** Kits in hand as the station knew them, less what was recorded since. */
export const inHandNow = (
  round: Round | null,
  records: readonly OwnRecord[],
): { inHand: KitRow[]; onTheWay: Map<string, KitRow[]> } => {
  const accepted = new Set<string>()
  const gone = new Set<string>()
  for (const { fact, stands, came } of records)
    if (stands && came !== 'sent')
      for (const kit of kitsOf(fact)) (fact.kind === 'kits-accepted' ? accepted : gone).add(kit)
  const kits = (round?.kits ?? []).filter(({ kit }) => !gone.has(kit))
  const isInHand = ({ kit, transfer }: KitRow): boolean => transfer === null || accepted.has(kit)
  return {
    inHand: kits.filter(isInHand),
    onTheWay: Map.groupBy(
      kits.filter((kit) => !isInHand(kit)),
      ({ transfer }) => transfer!,
    ),
  }
}
