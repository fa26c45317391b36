import type { FastifyInstance } from 'fastify'
import type { Database } from '../foundation/database.ts'
import { areaPage } from './area/area-page.ts'
import { askingFor, type AskingOf } from './asking.ts'
import { backTestPage } from './back-test/back-test-page.ts'
import { draftsPage } from './drafts/drafts-page.ts'
import { ladderPage } from './ladder/ladder-page.ts'
import { phaseInPage } from './phase-in/phase-in-page.ts'
import { planPage } from './plan/plan-page.ts'
import { settingsPage } from './settings-page.ts'
import { riskPage } from './risk-page.ts'

/** Target's pages and downloads. */
export const targetRoutes = (app: FastifyInstance, database: Database): void => {
  const asking: AskingOf = (request) => askingFor(database, request.actor)
  riskPage(app, asking)
  areaPage(app, asking)
  planPage(app, asking)
  draftsPage(app, asking)
  ladderPage(app, asking)
  phaseInPage(app, asking)
  backTestPage(app, asking)
  settingsPage(app, asking)
}
