import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../database.ts'
import type { HeldLock } from '../held-lock.ts'
import { repeatEvery } from '../repeat-every.ts'
import { bindEarlier } from './bind-earlier.ts'
import type { BoundTable } from './bound-content.ts'
import { writeCompanions } from './companions.ts'
import { logKeyOf } from './log-key.ts'
import { Publication } from './publication.ts'
import { sealerActor } from './open-log.ts'
import { Sealer } from './sealer.ts'
import type { WitnessAddress } from './witness-client.ts'
import { advisoryLocks } from '../advisory-locks.ts'

/** Milliseconds between one pass and the next; heads leave the machine well within a minute of a commit. */
const usualInterval = 10_000

export type Sealing = {
  /** Seals what is still there, and lets another process seal. */
  stop: () => Promise<void>
}

/**
 * Binds what is there of the tables that are to be bound, and seals the log for as long as the server runs, if no other process does; takes over when that one ends.
 * Errors: `log_differs` at once where publication and database do not belong together. Later ones are written to the
 * server's own log, and tried again.
 */
export const startSealing = async (
  { logDirectory }: { logDirectory: string },
  database: Database,
  witnesses: Promise<readonly WitnessAddress[]>,
  logger: FastifyBaseLogger,
  { bound = [], interval = usualInterval }: { bound?: readonly BoundTable[]; interval?: number } = {},
): Promise<Sealing> => {
  const publication = new Publication(logDirectory)
  const key = logKeyOf(database.secrets)
  let lock: HeldLock | undefined
  let sealer: Sealer | undefined
  let companions = false

  const takeOver = async (): Promise<Sealer | undefined> => {
    if (sealer && lock?.isHeld()) return sealer
    sealer = undefined
    lock = await database.holdLock(sealerActor, advisoryLocks.sealer)
    if (!lock) return undefined
    const taken = new Sealer({ database, publication, key, witnesses })
    try {
      await bindEarlier(database, bound)
      await taken.open()
    } catch (error) {
      await lock.release()
      throw error
    }
    sealer = taken
    return taken
  }
  const pass = async (): Promise<void> => {
    const mine = await takeOver()
    if (!mine) return
    await mine.pass()
    if (companions) return
    await writeCompanions(publication, [key, ...(await witnesses).map((each) => each.key)])
    companions = true
  }

  await takeOver()
  const failed = (error: unknown): void => logger.error({ err: error }, 'sealing failed')
  const { stop } = repeatEvery(interval, pass, failed)
  return {
    stop: async () => {
      await stop()
      await pass().catch(failed)
      await lock?.release()
    },
  }
}
