import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'

const adds = { needs: { verb: 'add', kind: 'unused_item' } as Needs }
const page = () => import('./bundle-page.ts')

/** The bundle of a case for a court. A case is asked for by POST: its reference is in no address. */
export const bundleRoutes = {
  bundle: {
    get: paths.bundle,
    ...adds,
    from: page,
    menu: {
      title: 'Bundle for court',
      lead: 'What was recorded of a case’s exhibits, as files that anybody can check.',
    },
  },
  findCase: { post: paths.bundle, ...adds, limit: 'search', from: page },
  addUnused: { post: paths.addUnused, ...adds, from: page },
  giveBundle: { post: paths.giveBundle, ...adds, from: page },
} satisfies Record<string, Route>
