import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { boundTables } from './bound-tables.ts'
import type { Config } from './config.ts'
import { startWitnessProcess } from './demonstration/witness-process.ts'
import type { Database } from './foundation/database.ts'
import { logKeyOf } from './foundation/log/log-key.ts'
import { startSealing, type Sealing } from './foundation/log/sealing.ts'
import { parseWitnesses } from './foundation/log/witness-list.ts'

/**
 * Seals and publishes the log beside the server. The embedded database, for want of witnesses of its own, gets one that
 * shows how they work.
 */
export const startLog = async (
  config: Config,
  database: Database,
  logger: FastifyBaseLogger,
): Promise<Sealing> => {
  const bound = { bound: boundTables }
  if (config.witnesses !== undefined || config.databaseUrl !== undefined)
    return startSealing(config, database, Promise.resolve(parseWitnesses(config.witnesses)), logger, bound)
  const witness = startWitnessProcess(join(config.dataDirectory, 'witness'), logKeyOf(database.secrets))
  try {
    const sealing = await startSealing(config, database, witness.witnesses, logger, bound)
    return { stop: () => sealing.stop().finally(witness.stop) }
  } catch (error) {
    witness.stop()
    throw error
  }
}
