import type { Database } from '../apps/server/foundation/database.ts'
import type { Home } from '../apps/server/places/register.ts'
import type { Holder } from '../apps/server/rooms/supply/holders.ts'
import { addLives, type LifeEvent } from '../apps/server/rooms/supply/lives.ts'
import type { MovementKind } from '../apps/server/rooms/supply/rules.ts'

/** What happens to a bottle: kept by somebody, by name, or with a home. */
export type KitEvent = { at: string; kind: MovementKind } & ({ holder: string } | { home: Home })

const nowhere = { ward: null, bcu: null }

/** Puts the life of a bottle in, as an earlier phase is taken in; its serial is its code. */
export const putKit = (database: Database, code: string, life: readonly KitEvent[]): Promise<void> =>
  database.withActor({ id: 'test', role: 'registrar' }, 'a kit', (tx) => {
    const events = life.map(({ at, kind, ...where }, place): LifeEvent => {
      const holder: Holder = 'home' in where ? `home:${where.home.id}` : `named:${where.holder}`
      const first = place === 0 && kind !== 'received' ? 'earlier' : kind
      return { at: new Date(at), kind: first, holder, place: 'home' in where ? where.home : nowhere }
    })
    return addLives(tx, 'test', [{ serial: code, code, madeOn: null, expiresOn: null, events }])
  })
