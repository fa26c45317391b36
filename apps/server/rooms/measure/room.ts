import type { Needs } from '../../foundation/access/may.ts'
import type { Room } from '../../foundation/room/room.ts'
import { measurePaths as paths } from './paths.ts'

const readsPlans = { needs: { verb: 'read', kind: 'plan' } as Needs }
const addsPlans = { needs: { verb: 'add', kind: 'plan' } as Needs }

const programmes = () => import('./pages/programmes-page.ts')
const protocol = () => import('./pages/protocol-page.ts')
const report = () => import('./pages/report-page.ts')

/** Whether burglary fell because of it. */
export const measureRoom: Room = {
  name: 'Measure',
  prefix: '/measure',
  paths,
  owns: [
    'measure.frozen_expectation',
    'measure.programme',
    'measure.programme_change',
    'measure.protocol',
    'measure.published_report',
    'enforcement.burgled_home_counts',
  ],
  scripts: { programmeFile: new URL('islands/programme-file.ts', import.meta.url) },
  glances: [
    {
      ...readsPlans,
      way: { to: paths.programmes, words: 'Programmes', ...readsPlans },
      from: () => import('./publishing/glance.ts'),
    },
  ],
  routes: {
    programmes: {
      get: paths.programmes,
      ...readsPlans,
      from: programmes,
      menu: {
        title: 'Programmes',
        lead: 'Did burglary fall because of the kits? A report for each programme.',
      },
    },
    programmesCsv: {
      get: paths.programmesCsv,
      ...readsPlans,
      from: programmes,
      machine: { summary: 'Every programme that is kept', type: 'text/csv' },
    },
    programmeSchema: { get: paths.programmeSchema, ...readsPlans, from: programmes },
    // 4 MiB: a programme of several hundred areas, month by month.
    keepProgramme: { post: paths.programmes, ...addsPlans, from: programmes, bodyLimit: 4 * 1024 * 1024 },
    keepPlan: { post: paths.programmeOfPlan, ...addsPlans, from: programmes },
    keepPlanted: { post: paths.plantedProgramme, ...addsPlans, from: programmes },
    report: { get: paths.report, ...readsPlans, from: report },
    reportToday: { get: paths.reportToday, ...readsPlans, from: report },
    publishedJson: {
      get: paths.publishedJson,
      ...readsPlans,
      from: report,
      machine: { summary: 'The report as it was published on the day agreed', type: 'application/json' },
    },
    reportJson: {
      get: paths.reportJson,
      ...readsPlans,
      from: report,
      machine: { summary: 'The report on what is loaded now', type: 'application/json' },
    },
    programmeJson: {
      get: paths.programmeJson,
      ...readsPlans,
      from: report,
      machine: { summary: 'A programme as it was saved', type: 'application/json' },
    },
    displacement: {
      get: paths.displacement,
      ...readsPlans,
      from: () => import('./pages/displacement-page.ts'),
    },
    protocol: { get: paths.protocol, ...readsPlans, from: protocol },
    renameProgramme: { post: paths.renameProgramme, ...addsPlans, from: protocol },
    withdrawProgramme: { post: paths.withdrawProgramme, ...addsPlans, from: protocol },
    burgledHomes: {
      get: paths.burgledHomes,
      needs: { crossing: 'enforcement.burgled_home_counts(date, date)' },
      from: () => import('./burgled-homes/burgled-homes-page.ts'),
      menu: { title: 'Burgled homes', lead: 'Burgled homes with a kit and without, by ward.' },
    },
    methods: {
      get: paths.methods,
      ...readsPlans,
      from: () => import('./pages/method-page.ts'),
      menu: { title: 'Methods', lead: 'How effects are worked out, and on what they rest.' },
    },
  },
  jobs: [
    {
      name: 'publish reports on their day',
      start: async ({ database, logger }) => {
        const { startPublishing } = await import('./publishing/start-publishing.ts')
        return startPublishing(database, logger)
      },
    },
  ],
  moved: {},
}
