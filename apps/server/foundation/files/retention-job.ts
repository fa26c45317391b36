import type { Job } from '../room/room.ts'

/** Pictures go once they were kept for as long as they may be. */
export const retentionJob: Job = {
  name: 'erase pictures that had their time',
  start: async ({ database, logger }) => {
    const { startErasing } = await import('./start-erasing.ts')
    return startErasing(database, logger)
  },
}
