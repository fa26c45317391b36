import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'

const knows = { needs: { crossing: 'enforcement.burgled_lately(date)' } as Needs }
const list = () => import('./who-is-next-page.ts')
const proof = () => import('./dosage-page.ts')

export const nextRoutes = {
  whoIsNext: {
    get: paths.whoIsNext,
    ...knows,
    from: list,
    menu: {
      group: 'Today',
      title: 'Who is next',
      lead: 'Homes burgled in the last days and the doors beside them, in the order in which to call.',
    },
  },
  whoIsNextCsv: {
    get: paths.whoIsNextCsv,
    ...knows,
    from: list,
    machine: { summary: 'Homes to be offered a kit first, in order', type: 'text/csv' },
  },
  dosage: { get: paths.dosage, ...knows, from: proof },
  dosageCsv: {
    get: paths.dosageCsv,
    ...knows,
    from: proof,
    machine: {
      summary: 'Around each burgled home: homes visited, offered and given a kit within so many days',
      type: 'text/csv',
    },
  },
} satisfies Record<string, Route>
