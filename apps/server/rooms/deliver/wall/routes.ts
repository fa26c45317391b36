import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'

const readsCounts = { needs: { verb: 'read', kind: 'street_count' } as Needs }

/** The wall of deployments under way, and what tells a browser that something was counted. */
export const wallRoutes = {
  wall: {
    get: paths.wall,
    ...readsCounts,
    from: () => import('./wall-page.ts'),
    menu: {
      group: 'Today',
      title: 'Wall',
      lead: 'Deployments under way against their target, as visits come in.',
    },
  },
  wallChanges: { get: paths.wallChanges, ...readsCounts, from: () => import('./wall-changes.ts') },
} satisfies Record<string, Route>
