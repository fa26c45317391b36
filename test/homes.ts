import type { Database } from '../apps/server/foundation/database.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import type { Home } from '../apps/server/places/register.ts'

let lastUprn = 900_000

/** A UPRN that no other home of the tests has: files of tests share this counter wherever they share a process. */
export const newUprn = (): number => ++lastUprn

/** Puts homes into the register, a street to each ward. */
export const putHomes = (
  database: Database,
  wards: Readonly<Record<string, { bcu: string; homes: number; postcode: string }>>,
): Promise<Map<string, Home[]>> =>
  database.withActor({ id: 'test', role: 'registrar' }, 'homes of a test', async (tx) => {
    const made = new Map<string, Home[]>()
    for (const [ward, { bcu, homes, postcode }] of Object.entries(wards)) {
      const list = Array.from({ length: homes }, (_, at): Home & { uprn: number } => ({
        id: uuidv7(),
        uprn: newUprn(),
        ward,
        bcu,
        postcode,
        street: `${ward} Street`,
        number: String(at + 1),
        core: null,
        floor: null,
        flat: null,
        gone: false,
      }))
      for (const home of list) {
        await tx.query(
          `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
           values ($1, $2, $3, $4, $5, $6, $7, $8, 180000)`,
          [
            home.id,
            home.uprn,
            ward,
            bcu,
            postcode,
            home.street,
            home.number,
            530_000 + 10 * Number(home.number),
          ],
        )
      }
      made.set(ward, list)
    }
    return made
  })
