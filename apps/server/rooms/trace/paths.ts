import { pathsBelow } from '../../foundation/room/paths.ts'

/** Addresses of Trace. */
export const tracePaths = pathsBelow('/trace', {
  trace: '/code',
  traces: '/code/asked',
  traced: '/code/:id',
  tracedNames: '/code/:id/names',
  reviewTrace: '/code/:id/review',
  caller: '/caller',
  scans: '/scans',
  recordScan: '/scans/record',
  lamps: '/scans/lamps',
  bookedIn: '/scans/booked-in',
  scanRates: '/scans/rates',
  scanRatesCsv: '/scans/rates.csv',
  exhibits: '/exhibits',
  exhibitsCsv: '/exhibits.csv',
  bookIn: '/exhibits/book-in',
  handOver: '/exhibits/hand-over',
  takeExhibits: '/exhibits/take',
  exhibitLabels: '/exhibits/labels',
  exhibit: '/exhibits/:id',
  continuityCsv: '/exhibits/:id/continuity.csv',
})
