import { z } from 'zod'
import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'

const keepsRota = { needs: { crossing: 'identity.posted_officers(date, date)' } as Needs }
const rota = () => import('./rota-page.ts')

/** Who is on duty when. */
export const rotaRoutes = {
  rota: {
    get: paths.rota,
    ...keepsRota,
    from: rota,
    menu: {
      group: 'Rounds',
      title: 'Rota',
      lead: 'Who is posted to your BCU and its wards, and when each is on duty.',
    },
  },
  rotaCsv: {
    get: paths.rotaCsv,
    ...keepsRota,
    from: rota,
    machine: {
      summary: 'Who is on duty on each day of a week',
      type: 'text/csv',
      query: z.object({ week: z.string().optional().describe('A day of the week, such as 2026-12-01') }),
    },
  },
  recordRota: { post: paths.rota, ...keepsRota, from: rota },
} satisfies Record<string, Route>
