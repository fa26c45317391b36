import type { Job } from '../foundation/room/room.ts'

/** Counts what an import that was interrupted has left, once, when the server starts. */
export const countingJob: Job = {
  name: 'count what was imported',
  start: async ({ database, logger }) => {
    const { countWhatWaits } = await import('./counting.ts')
    const counted = countWhatWaits(database).catch((error: unknown) =>
      logger.error({ err: error }, 'burglaries could not be counted'),
    )
    return { stop: () => counted }
  },
}
