import { actingAs } from '../../../../foundation/access/acting-as.ts'
import type { Database } from '../../../../foundation/database.ts'
import { wrappingKeysOf } from '../../../../foundation/fields/field-cipher.ts'
import { identityOf, rememberedWork } from '../../../../foundation/jobs/memory.ts'
import { inWorker } from '../../../../foundation/jobs/pool.ts'
import { kitsByBatch, sealedCodesOf } from '../../../supply/sealed-codes.ts'
import type { Registers } from './designs.ts'
import type { OpenCodes } from './open-codes-worker.ts'
import { joinCodes, type PackedCodes } from './packed-codes.ts'

const opening = new URL('open-codes-worker.ts', import.meta.url)
const packing = new URL('registers-worker.ts', import.meta.url)

/** Codes that are read and opened at once: few enough for a short transaction. */
const atOnce = 20_000
const nothing = '00000000-0000-0000-0000-000000000000'

/** The codes of a batch, opened in a thread, some at a time. */
const openBatch = async (database: Database, batch: string): Promise<PackedCodes> => {
  const actor = actingAs('codeRegister', 'register of codes')
  const keys = wrappingKeysOf(database.secrets)
  const parts: PackedCodes[] = []
  for (let after = nothing; ;) {
    const from = after
    const rows = await database.keepHouse(actor, 'pack codes', (tx) => sealedCodesOf(tx, batch, from, atOnce))
    if (rows.length > 0) parts.push(await inWorker<OpenCodes, PackedCodes>(opening, { keys, rows }))
    if (rows.length < atOnce) return joinCodes(parts)
    after = rows.at(-1)!.id
  }
}

/**
 * Every code that was issued, packed: opened once, kept in memory with the other answers that take work, and never written
 * anywhere. A batch rests on how many kits it has, since the code of a kit never changes; the whole rests on its batches. A batch
 * that comes in is opened alone.
 */
export const codeRegisters = async (database: Database, person: string): Promise<Registers> => {
  const batches = await database.keepHouse(
    actingAs('codeRegister', 'register of codes'),
    'which codes there are',
    kitsByBatch,
  )
  const packed: PackedCodes[] = []
  for (const { batch, kits } of batches)
    packed.push(
      await rememberedWork(database, person, { name: 'codes of a batch', restsOn: [batch, kits] }, () =>
        openBatch(database, batch),
      ),
    )
  return rememberedWork(
    database,
    person,
    { name: 'register of codes', restsOn: packed.map(identityOf) },
    () => inWorker<{ batches: readonly PackedCodes[] }, Registers>(packing, { batches: packed }),
  )
}
