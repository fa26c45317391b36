import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'

const reads = { needs: { verb: 'read', kind: 'scan' } as Needs }
const adds = { needs: { verb: 'add', kind: 'scan' } as Needs }
const readsPlaces = { needs: { verb: 'read', kind: 'scan_place' } as Needs }
const addsPlaces = { needs: { verb: 'add', kind: 'scan_place' } as Needs }

const list = () => import('./scans-page.ts')
const one = () => import('./record-page.ts')
const picture = () => import('./scan-page.ts')
const lamps = () => import('./lamps-page.ts')
const numbers = () => import('./booked-in-page.ts')
const rates = () => import('./rates-page.ts')

/** Scans: what was scanned with what result, with which lamps, and out of how many. */
export const scanRoutes = {
  scans: {
    get: paths.scans,
    ...reads,
    from: list,
    menu: { title: 'Scans', lead: 'What was scanned, and whether every detainee was.' },
  },
  findScans: { post: paths.scans, ...reads, limit: 'search', from: list },
  recordScanForm: {
    get: paths.recordScan,
    ...adds,
    from: one,
    menu: { title: 'Record scan', lead: 'Two clicks where nothing glowed.' },
  },
  recordScan: { post: paths.recordScan, ...adds, from: one },
  scan: { get: paths.scan, ...reads, from: picture },
  scanPicture: { get: paths.scanPicture, needs: { verb: 'read', kind: 'scan_file' }, from: picture },
  eraseScanPicture: {
    post: paths.eraseScanPicture,
    needs: { verb: 'change', kind: 'scan_file' },
    from: picture,
  },
  lamps: {
    get: paths.lamps,
    ...readsPlaces,
    from: lamps,
    menu: { title: 'Lamp checks', lead: 'Lamps, arches and the places that they are used at.' },
  },
  addToLamps: { post: paths.lamps, ...addsPlaces, from: lamps },
  bookedIn: { get: paths.bookedIn, ...readsPlaces, from: numbers },
  addBookedIn: { post: paths.bookedIn, ...addsPlaces, from: numbers },
  scanRates: { get: paths.scanRates, ...reads, from: rates },
  scanRatesCsv: {
    get: paths.scanRatesCsv,
    ...reads,
    from: rates,
    machine: { summary: 'Rates of scanning by custody suite, shift or month', type: 'text/csv' },
  },
} satisfies Record<string, Route>
