import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'

const page = {
  needs: { verb: 'read', kind: 'card_request' } as Needs,
  from: () => import('./card-requests-page.ts'),
}

export const cardRequestRoutes = {
  cardRequests: {
    get: paths.cardRequests,
    ...page,
    menu: {
      group: 'Residents',
      title: 'Booked by card',
      lead: 'Visits that residents booked by the card at their door, who declined, and what they need.',
    },
  },
  cardRequestsCsv: {
    get: paths.cardRequestsCsv,
    ...page,
    machine: { summary: 'What residents asked for by their cards', type: 'text/csv' },
  },
} satisfies Record<string, Route>
