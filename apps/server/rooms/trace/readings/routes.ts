import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'

const reads = { needs: { verb: 'read', kind: 'reading' } as Needs }
const adds = { needs: { verb: 'add', kind: 'reading' } as Needs }

const readings = () => import('./field-readings-page.ts')
const reading = () => import('./record-reading-page.ts')
const results = () => import('./lab-results-page.ts')
const result = () => import('./record-result-page.ts')

/** What marks read: in the field, which is intelligence, and by laboratories, which is evidence. Never on one page. */
export const readingRoutes = {
  fieldReadings: {
    get: paths.fieldReadings,
    ...reads,
    from: readings,
    menu: { title: 'Field readings', lead: 'Codes read with a lamp and reader: intelligence, not evidence.' },
  },
  recordReadingForm: { get: paths.recordReading, ...adds, from: reading },
  recordReading: { post: paths.recordReading, ...adds, from: reading },
  fieldReading: { get: paths.fieldReading, ...reads, from: readings },
  labResults: {
    get: paths.labResults,
    ...reads,
    from: results,
    menu: {
      title: 'Lab results',
      lead: 'What laboratories found, by which method and with which error rate: evidence.',
    },
  },
  recordResultForm: { get: paths.recordResult, ...adds, from: result },
  recordResult: { post: paths.recordResult, ...adds, from: result },
  labResult: { get: paths.labResult, ...reads, from: results },
} satisfies Record<string, Route>
