import { pathsBelow } from '../../foundation/room/paths.ts'

/** Addresses of Trace. */
export const tracePaths = pathsBelow('/trace', {
  trace: '/code',
  caller: '/caller',
  exhibits: '/exhibits',
  exhibitsCsv: '/exhibits.csv',
  bookIn: '/exhibits/book-in',
  handOver: '/exhibits/hand-over',
  takeExhibits: '/exhibits/take',
  exhibitLabels: '/exhibits/labels',
  exhibit: '/exhibits/:id',
  continuityCsv: '/exhibits/:id/continuity.csv',
})
