import type { Database } from '../apps/server/foundation/database.ts'
import type { Home } from '../apps/server/deliver/homes.ts'

/** What happens to a bottle: kept by somebody, or with a home. */
export type KitEvent = { at: string; kind: string } & ({ holder: string } | { home: Home })

/** Puts the life of a bottle in, as the register of kits has it. */
export const putKit = (database: Database, code: string, life: readonly KitEvent[]): Promise<void> =>
  database.withActor({ id: 'test', role: 'registrar' }, 'a kit', async (tx) => {
    for (const { at, kind, ...where } of life) {
      const home = 'home' in where ? where.home : undefined
      await tx.query(
        `insert into engagement.kit_event (id, kit, at, kind, holder, home, ward, bcu, actor)
         values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, 'test')`,
        [code, at, kind, 'holder' in where ? where.holder : null, home?.id, home?.ward, home?.bcu],
      )
    }
  })
