import { allows } from '../../../foundation/access/may.ts'
import type { Role } from '../../../foundation/access/roles.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { namesOfStopped, type Stop } from '../stops.ts'

export const stopWords: Readonly<Record<Stop['kind'], string>> = {
  recalled: 'Recall',
  quarantined: 'Quarantine',
  released: 'Release',
}

/** Who may quarantine and release kits. */
export const quarantines: ReadonlySet<Role> = new Set(['store_keeper', 'programme_lead', 'stock_keeper'])

/** Who may recall kits, and stop or release them for all: who answers for one BCU decides of the kits that are there. */
export const recalls: ReadonlySet<Role> = new Set(['store_keeper', 'programme_lead'])

/** What stops are of, in words; who may not read what suppliers sent is told of a batch or box alone. */
export const scopesInWords = async (
  tx: Transaction,
  role: Role,
  all: readonly Pick<Stop, 'batch' | 'box'>[],
): Promise<(stop: Pick<Stop, 'batch' | 'box'>) => string> => {
  const names = allows(role, { verb: 'read', kind: 'supply' }) ? await namesOfStopped(tx, all) : new Map()
  return ({ batch, box }) => {
    if (batch !== null) return String(names.get(batch) ?? 'a batch')
    return box === null ? 'kits' : String(names.get(box) ?? 'a box')
  }
}
