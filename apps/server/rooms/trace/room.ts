import type { Needs } from '../../foundation/access/may.ts'
import type { Room } from '../../foundation/room/room.ts'
import { tracePaths as paths } from './paths.ts'

const traces = { needs: { crossing: 'engagement.trace(bytea, date)' } as Needs }
const page = () => import('./trace-page.ts')

/** From a code that was read to its owner. */
export const traceRoom: Room = {
  name: 'Trace',
  prefix: '/trace',
  paths,
  owns: ['enforcement.scan', 'engagement.trace', 'engagement.contamination'],
  scripts: {},
  routes: {
    trace: {
      get: paths.trace,
      ...traces,
      from: page,
      menu: { title: 'Trace a code', lead: 'From a code read on an item to the home it was given to.' },
    },
    findTrace: { post: paths.trace, ...traces, limit: 'search', from: page },
  },
  moved: { '/trace': paths.trace },
}
