import { pathsBelow } from '../../foundation/room/paths.ts'

/** Addresses of Measure. */
export const measurePaths = pathsBelow('/measure', {
  programmes: '',
  programmesCsv: '/programmes.csv',
  programmeSchema: '/programme.schema.json',
  programmeOfPlan: '/of-plan',
  plantedProgramme: '/planted',
  report: '/programmes/:id',
  reportToday: '/programmes/:id/today',
  publishedJson: '/programmes/:id/published.json',
  reportJson: '/programmes/:id/report.json',
  programmeJson: '/programmes/:id/programme.json',
  displacement: '/programmes/:id/displacement',
  protocol: '/programmes/:id/protocol',
  renameProgramme: '/programmes/:id/name',
  withdrawProgramme: '/programmes/:id/withdrawal',
  burgledHomes: '/burgled-homes',
  methods: '/method',
})
