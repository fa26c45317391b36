import type { FastifyInstance } from 'fastify'
import type { Database } from '../foundation/database.ts'
import { displacementPage } from './pages/displacement-page.ts'
import { burgledHomesPage } from './burgled-homes/burgled-homes-page.ts'
import { measuringOf } from './pages/measuring.ts'
import { methodPage } from './pages/method-page.ts'
import { programmesPage } from './pages/programmes-page.ts'
import { protocolPage } from './pages/protocol-page.ts'
import { reportPage } from './pages/report-page.ts'

/** Measure's pages and downloads. */
export const measureRoutes = (app: FastifyInstance, database: Database): void => {
  const measuring = measuringOf(database)
  programmesPage(app, measuring)
  reportPage(app, measuring)
  displacementPage(app, measuring)
  protocolPage(app, measuring)
  burgledHomesPage(app, measuring)
  methodPage(app, measuring)
}
