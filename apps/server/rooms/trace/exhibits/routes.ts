import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'

const reads = { needs: { verb: 'read', kind: 'exhibit' } as Needs }
const adds = { needs: { verb: 'add', kind: 'exhibit' } as Needs }

const list = () => import('./exhibits-page.ts')
const booking = () => import('./book-in-page.ts')
const handing = () => import('./hand-over-page.ts')
const one = () => import('./exhibit-page.ts')
const labels = () => import('./labels-page.ts')

/** Exhibits: what is held, from hand to hand, and what is due. */
export const exhibitRoutes = {
  exhibits: {
    get: paths.exhibits,
    ...reads,
    from: list,
    menu: { title: 'Exhibits', lead: 'What you hold, what is due, and what is out of the store.' },
  },
  exhibitsCsv: {
    get: paths.exhibitsCsv,
    ...reads,
    from: list,
    machine: { summary: 'Exhibits as they are', type: 'text/csv' },
  },
  findExhibit: { post: paths.exhibits, ...reads, limit: 'search', from: list },
  bookInForm: { get: paths.bookIn, ...adds, from: booking },
  bookIn: { post: paths.bookIn, ...adds, from: booking },
  handOverForm: {
    get: paths.handOver,
    ...adds,
    from: handing,
    menu: { title: 'Hand over exhibits', lead: 'From one hand to another, both confirming.' },
  },
  handOver: { post: paths.handOver, ...adds, from: handing },
  takeExhibits: { post: paths.takeExhibits, ...adds, from: handing },
  printExhibitLabels: { post: paths.exhibitLabels, ...reads, from: labels },
  exhibit: { get: paths.exhibit, ...reads, from: one },
  continuityCsv: {
    get: paths.continuityCsv,
    ...reads,
    from: one,
    machine: { summary: 'Continuity of an exhibit', type: 'text/csv' },
  },
  recordOfExhibit: { post: paths.exhibit, ...adds, from: one },
} satisfies Record<string, Route>
