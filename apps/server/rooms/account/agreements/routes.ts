import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { accountPaths as paths } from '../paths.ts'

const reads = { needs: { verb: 'read', kind: 'sharing_agreement' } as Needs }
const adds = { needs: { verb: 'add', kind: 'sharing_agreement' } as Needs }
const page = () => import('./agreements-page.ts')

/** The register of sharing agreements. */
export const agreementRoutes = {
  agreements: {
    get: paths.agreements,
    ...reads,
    from: page,
    menu: { title: 'Agreements', lead: 'With whom data are shared, for what, which columns, until when.' },
  },
  addAgreement: { post: paths.agreements, ...adds, from: page },
  endAgreement: { post: paths.endAgreement, ...adds, from: page },
} satisfies Record<string, Route>
