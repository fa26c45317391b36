import type { FastifyInstance } from 'fastify'
import type { Database } from '../foundation/database.ts'
import { cocoonPage } from './cocoon-page.ts'
import { homePages } from './home-pages.ts'
import { residentForms } from './resident-forms.ts'

/** Deliver's pages, as far as there are any: homes and their residents, and the homes around a burglary. */
export const deliverRoutes = (app: FastifyInstance, database: Database, clock: () => Date): void => {
  homePages(app, database, clock)
  residentForms(app, database, clock)
  cocoonPage(app, database, clock)
}
