import type { Needs } from '../../foundation/access/may.ts'
import type { Room } from '../../foundation/room/room.ts'
import { bundleTables } from './bundle/owns.ts'
import { bundleRoutes } from './bundle/routes.ts'
import { caseFileFunctions } from './case-files/owns.ts'
import { exchangeTables } from './exchange/owns.ts'
import { exchangeRoutes } from './exchange/routes.ts'
import { exhibitRoutes } from './exhibits/routes.ts'
import { exhibitTables } from './exhibits/owns.ts'
import { readingTables } from './readings/owns.ts'
import { readingRoutes } from './readings/routes.ts'
import { scanTables } from './scans/owns.ts'
import { scanRoutes } from './scans/routes.ts'
import { phoneScanRoutes } from './phone-scans/routes.ts'
import { phoneScanTables } from './phone-scans/owns.ts'
import { stocktakeTables } from './stocktakes/owns.ts'
import { stocktakeRoutes } from './stocktakes/routes.ts'
import { tracePaths as paths } from './paths.ts'
import { traceTables } from './traces/owns.ts'
import { traceRoutes } from './traces/routes.ts'

const takesCalls = { needs: { crossing: 'engagement.policed_by(text)' } as Needs }
const caller = () => import('./caller-page.ts')
const passesOn = { needs: { verb: 'add', kind: 'card_message' } as Needs }
const callerVisit = () => import('./caller-visit-page.ts')

/** From a code that was read to its owner; and what to say to whoever rings about a mark. */
export const traceRoom: Room = {
  name: 'Trace',
  prefix: '/trace',
  paths,
  owns: [
    'engagement.policed_by',
    ...traceTables,
    ...scanTables,
    ...phoneScanTables,
    ...exhibitTables,
    ...stocktakeTables,
    ...bundleTables,
    ...caseFileFunctions,
    ...readingTables,
    ...exchangeTables,
  ],
  scripts: {},
  waits: [
    {
      needs: { verb: 'add', kind: 'stocktake' },
      to: paths.stocktakes,
      from: () => import('./stocktakes/waiting.ts'),
    },
  ],
  routes: {
    ...traceRoutes,
    caller: {
      get: paths.caller,
      ...takesCalls,
      from: caller,
      menu: {
        title: 'Caller: it is marked',
        lead: 'What to say, ask and do when somebody rings about a mark or a kit.',
      },
    },
    callerVisit: {
      get: paths.callerVisit,
      ...passesOn,
      from: callerVisit,
      menu: {
        title: 'Caller: book a visit',
        lead: 'A visit, another language or help for somebody who rings, or that they want no kit.',
      },
    },
    ...scanRoutes,
    ...phoneScanRoutes,
    ...exhibitRoutes,
    ...stocktakeRoutes,
    ...readingRoutes,
    ...bundleRoutes,
    ...exchangeRoutes,
    answerCaller: { post: paths.caller, ...takesCalls, limit: 'search', from: caller },
    bookForCaller: { post: paths.callerVisit, ...passesOn, limit: 'search', from: callerVisit },
  },
  moved: { '/trace': paths.trace },
}
