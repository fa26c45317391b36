import { z } from 'zod'
import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'

const gives = {
  needs: { verb: 'add', kind: 'assignment' } as Needs,
  from: () => import('./rounds-page.ts'),
}
const given = () => import('./given-round-page.ts')

/** What a sergeant does about rounds before they are walked. */
export const roundRoutes = {
  rounds: {
    get: paths.rounds,
    ...gives,
    menu: {
      group: 'Rounds',
      title: 'Rounds',
      lead: 'Make the rounds of a day from door to door, and give them out.',
    },
  },
  roundsCsv: {
    get: paths.roundsCsv,
    ...gives,
    machine: {
      summary: 'Rounds of a deployment and a day, door by door',
      type: 'text/csv',
      query: z.object({
        deployment: z.string().describe('Id of the deployment'),
        day: z.string().describe('Day, such as 2026-12-01'),
      }),
    },
  },
  round: { get: paths.round, ...gives },
  recordHours: { post: paths.dutyHours, ...gives },
  giveRounds: { post: paths.giveRounds, ...gives },
  givenRound: { get: paths.givenRound, needs: gives.needs, from: given },
} satisfies Record<string, Route>
