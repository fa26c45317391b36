import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'

const knows = { needs: { crossing: 'engagement.spot_checks()' } as Needs }
const leads = { needs: { verb: 'read', kind: 'spot_check' } as Needs }
const orders = { needs: { verb: 'add', kind: 'spot_check' } as Needs }
/** Whoever gives out rounds asks of their officers' visits. */
export const asksOfVisits: Needs = { verb: 'add', kind: 'assignment' }
const checks = { needs: { verb: 'add', kind: 'spot_finding' } as Needs }

const list = () => import('./spot-checks-page.ts')
const one = () => import('./spot-check-page.ts')
const questions = () => import('./visit-questions-page.ts')
const doors = () => import('./check-doors-page.ts')

export const spotCheckRoutes = {
  spotChecks: {
    get: paths.spotChecks,
    ...knows,
    from: list,
    menu: {
      group: 'Deployments',
      title: 'Spot checks',
      lead: 'Homes drawn at random and looked at again by an officer who was never there.',
    },
  },
  spotChecksCsv: {
    get: paths.spotChecksCsv,
    ...knows,
    from: list,
    machine: { summary: 'Spot checks and how far each is', type: 'text/csv' },
  },
  orderSpotCheck: { post: paths.spotChecks, ...orders, from: list },
  spotCheck: { get: paths.spotCheck, ...leads, from: one },
  spotCheckCsv: {
    get: paths.spotCheckCsv,
    needs: { verb: 'read', kind: 'spot_door' },
    from: one,
    machine: {
      summary: 'Doors of a closed spot check: what was reported, and what was found',
      type: 'text/csv',
    },
  },
  drawSpotCheck: { post: paths.drawSpotCheck, ...orders, from: one },
  endSpotCheck: { post: paths.endSpotCheck, ...orders, from: one },
  visitQuestions: { get: paths.visitQuestions, needs: asksOfVisits, from: questions },
  visitQuestionsCsv: {
    get: paths.visitQuestionsCsv,
    needs: asksOfVisits,
    from: questions,
    machine: { summary: 'Questions that the visits of officers raise', type: 'text/csv' },
  },
  doorsToCheck: { get: paths.doorsToCheck, ...checks, from: doors },
  doorToCheck: { get: paths.doorToCheck, ...checks, from: doors },
  recordFinding: { post: paths.doorToCheck, ...checks, from: doors },
} satisfies Record<string, Route>
