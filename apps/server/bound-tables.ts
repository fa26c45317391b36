import type { BoundTable } from './foundation/log/bound-content.ts'
import { boundEarlierActs } from './foundation/log/earlier-acts.ts'
import { boundPostings } from './identity/bound-postings.ts'
import { boundHomes, boundResidents } from './places/bound-register.ts'
import { boundDraws } from './rooms/deliver/spot-checks/bound-draws.ts'
import { boundConsents, boundEvents, boundTurns } from './rooms/deliver/sync/bound-events.ts'
import { boundKits, boundMovements, boundSettlements } from './rooms/supply/bound-ledger.ts'

/** Every table whose rows the log binds: what evidence and access rest on. */
export const boundTables: readonly BoundTable[] = [
  boundEarlierActs,
  boundPostings,
  boundHomes,
  boundResidents,
  boundKits,
  boundMovements,
  boundSettlements,
  boundEvents,
  boundTurns,
  boundConsents,
  boundDraws,
]
