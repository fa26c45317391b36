import { allows } from '../access/may.ts'
import type { PersonRole } from '../access/roles.ts'
import type { Transaction } from '../with-actor.ts'
import type { AnyRoom } from './room.ts'
import type { WaitingAsked } from './waiting.ts'

export type ShownWaiting = { href: string; thing: string; words: string }

/** What waits for somebody now, each with the page to go to, by the queries of its room; undefined for a role for which nothing ever does. */
export const waitingFor = async (
  rooms: readonly AnyRoom[],
  role: PersonRole,
  tx: Transaction,
  asked: WaitingAsked,
): Promise<ShownWaiting[] | undefined> => {
  const own = rooms.flatMap(({ waits = [] }) => waits).filter(({ needs }) => allows(role, needs))
  if (own.length === 0) return undefined
  const shown: ShownWaiting[] = []
  for (const { to, from } of own) {
    const { count, thing, words } = await (await from()).waiting(tx, asked)
    if (count > 0) shown.push({ href: to.pattern, thing, words })
  }
  return shown
}
