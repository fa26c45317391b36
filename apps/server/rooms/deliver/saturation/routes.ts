import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'

const readsCounts = { needs: { verb: 'read', kind: 'street_count' } as Needs }

const list = () => import('./saturation-page.ts')
const place = () => import('./place-page.ts')
const street = () => import('./street-page.ts')

/** How far places are: the list, a page for each place, and the doors of a street for whoever may see homes. */
export const saturationRoutes = {
  saturation: {
    get: paths.saturation,
    ...readsCounts,
    from: list,
    menu: {
      group: 'Deployments',
      title: 'Saturation',
      lead: 'How many homes are protected, how many are to go, and whether the target can be reached.',
    },
  },
  saturationCsv: {
    get: paths.saturationCsv,
    ...readsCounts,
    from: list,
    machine: { summary: 'Deployments, wards or BCUs against their targets', type: 'text/csv' },
  },
  placeSaturation: { get: paths.placeSaturation, ...readsCounts, from: place },
  placeSaturationCsv: {
    get: paths.placeSaturationCsv,
    ...readsCounts,
    from: place,
    machine: { summary: 'Wards, areas or streets of a place against its target', type: 'text/csv' },
  },
  placeSurveysCsv: {
    get: paths.placeSurveysCsv,
    needs: { verb: 'read', kind: 'survey_count' } as Needs,
    from: place,
    machine: { summary: 'What residents and offenders of a place know of the programme', type: 'text/csv' },
  },
  streetSaturation: {
    get: paths.streetSaturation,
    needs: { verb: 'read', kind: 'home' } as Needs,
    from: street,
  },
} satisfies Record<string, Route>
