import type { FastifyInstance } from 'fastify'
import type { Database } from '../foundation/database.ts'
import { besidePages } from './pages/beside-pages.ts'
import { measuringOf } from './pages/measuring.ts'
import { methodPage } from './pages/method-page.ts'
import { programmesPage } from './pages/programmes-page.ts'
import { reportPage } from './pages/report-page.ts'

/** Measure's pages and downloads. */
export const measureRoutes = (app: FastifyInstance, database: Database): void => {
  const measuring = measuringOf(database)
  programmesPage(app, measuring)
  reportPage(app, measuring)
  besidePages(app, measuring)
  methodPage(app, measuring)
}
