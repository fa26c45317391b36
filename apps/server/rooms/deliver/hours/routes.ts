import { z } from 'zod'
import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'
import { countingHours } from './counting-hours.ts'

const countsHours = { needs: countingHours as Needs }
const hours = () => import('./hours-page.ts')

/** What delivery takes. */
export const hoursRoutes = {
  deliveryHours: {
    get: paths.hours,
    ...countsHours,
    from: hours,
    menu: {
      group: 'Deployments',
      title: 'Delivery hours',
      lead: 'Hours of visits by role and week, and by deployment and month.',
    },
  },
  deliveryHoursCsv: {
    get: paths.hoursCsv,
    ...countsHours,
    from: hours,
    machine: {
      summary: 'Minutes of delivery by role and week, and by deployment and month',
      type: 'text/csv',
      query: z.object({
        from: z.string().optional().describe('First day, such as 2026-11-01'),
        to: z.string().optional().describe('Last day'),
      }),
    },
  },
} satisfies Record<string, Route>
