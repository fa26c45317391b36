import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'

const traces = { needs: { crossing: 'engagement.trace(uuid[], date)' } as Needs }

const asking = () => import('./trace-page.ts')
const one = () => import('./traced-page.ts')
const letter = () => import('./letter-page.ts')
const outcomes = () => import('./outcomes-page.ts')
const list = () => import('./traces-page.ts')

/** Traces: from a reading to its owners, and what others asked. */
export const traceRoutes = {
  trace: {
    get: paths.trace,
    ...traces,
    from: asking,
    menu: { title: 'Trace a code', lead: 'From a code read on an item to the home it was given to.' },
  },
  findTrace: { post: paths.trace, ...traces, limit: 'search', from: asking },
  traces: { get: paths.traces, ...traces, from: list },
  traced: { get: paths.traced, ...traces, from: one },
  tracedNames: { post: paths.tracedNames, ...traces, limit: 'search', from: one },
  reviewTrace: { post: paths.reviewTrace, ...traces, from: one },
  afterTrace: { post: paths.afterTrace, ...traces, from: one },
  ownerLetter: { post: paths.ownerLetter, ...traces, limit: 'search', from: letter },
  outcomes: {
    get: paths.outcomes,
    ...traces,
    from: outcomes,
    menu: {
      title: 'What became of scans',
      lead: 'Glows, traces, owners told and items returned, with denominators.',
    },
  },
  outcomesCsv: {
    get: paths.outcomesCsv,
    ...traces,
    from: outcomes,
    machine: { summary: 'What became of scans, by month or place', type: 'text/csv' },
  },
} satisfies Record<string, Route>
