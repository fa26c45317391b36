import type { Needs } from '../../foundation/access/may.ts'
import type { MachineAnswer, Room } from '../../foundation/room/room.ts'
import { targetPaths as paths } from './paths.ts'
import { questionParameters } from './question/question-parameters.ts'

const readsBurglary = { needs: { verb: 'read', kind: 'burglary' } as Needs }
const readsPlans = { needs: { verb: 'read', kind: 'plan' } as Needs }
const addsPlans = { needs: { verb: 'add', kind: 'plan' } as Needs }

const files = {
  risk: () => import('./risk/risk-page.ts'),
  area: () => import('./area/area-page.ts'),
  plan: () => import('./plan/plan-page.ts'),
  drafts: () => import('./drafts/drafts-page.ts'),
  ladder: () => import('./ladder/ladder-page.ts'),
  phaseIn: () => import('./phase-in/phase-in-page.ts'),
  backTest: () => import('./back-test/back-test-page.ts'),
  loaded: () => import('./loaded/loaded-page.ts'),
  settings: () => import('./settings/settings-page.ts'),
}

const asked = (type: MachineAnswer['type'], summary: string): { machine: MachineAnswer } => ({
  machine: { summary, type, query: questionParameters },
})
const kept = (type: MachineAnswer['type'], summary: string): { machine: MachineAnswer } => ({
  machine: { summary, type },
})

/** Where burglary is expected, and where kits would do most good. */
export const targetRoom: Room = {
  name: 'Target',
  prefix: '/target',
  paths,
  owns: ['target.plan_draft', 'target.draft_change', 'target.phase_in'],
  scripts: {
    planConditions: new URL('islands/plan-conditions.ts', import.meta.url),
    planSlider: new URL('islands/plan-slider.ts', import.meta.url),
    planWorker: new URL('islands/plan-worker.ts', import.meta.url),
  },
  glances: [
    {
      ...readsPlans,
      way: { to: paths.drafts, words: 'Plan drafts', ...readsPlans },
      from: () => import('./drafts/glance.ts'),
    },
  ],
  waits: [
    {
      needs: { verb: 'add', kind: 'deployment' },
      to: paths.drafts,
      from: () => import('./drafts/waiting.ts'),
    },
  ],
  routes: {
    risk: {
      get: paths.risk,
      ...readsBurglary,
      from: files.risk,
      menu: {
        title: 'Risk by area',
        lead: 'The burglaries to expect in every small area, on a map and in a table.',
      },
    },
    areasCsv: {
      get: paths.areasCsv,
      ...readsBurglary,
      from: files.risk,
      ...asked('text/csv', 'Burglaries expected in every area'),
    },
    areasGeoJson: {
      get: paths.areasGeoJson,
      ...readsBurglary,
      from: files.risk,
      ...asked('application/geo+json', 'Burglaries expected in every area, with outlines'),
    },
    riskMap: { get: paths.riskMap, ...readsBurglary, from: files.risk },
    area: { get: paths.area, ...readsBurglary, from: files.area },
    areaMonthsCsv: {
      get: paths.areaMonthsCsv,
      ...readsBurglary,
      from: files.area,
      ...asked('text/csv', 'Burglaries of one area by month'),
    },
    plan: {
      get: paths.plan,
      ...readsBurglary,
      from: files.plan,
      menu: { title: 'Plan', lead: 'The deployment areas where a number of kits would do most good.' },
    },
    planChoice: { get: paths.planChoice, ...readsBurglary, from: files.plan },
    planCsv: {
      get: paths.planCsv,
      ...readsBurglary,
      from: files.plan,
      ...asked('text/csv', 'A plan of deployment areas'),
    },
    planAreasCsv: {
      get: paths.planAreasCsv,
      ...readsBurglary,
      from: files.plan,
      ...asked('text/csv', 'The areas of a plan, each with the number of its deployment area'),
    },
    planGeoJson: {
      get: paths.planGeoJson,
      ...readsBurglary,
      from: files.plan,
      ...asked('application/geo+json', 'A plan of deployment areas, with outlines'),
    },
    planMap: { get: paths.planMap, ...readsBurglary, from: files.plan },
    keepDraft: { post: paths.drafts, ...addsPlans, from: files.drafts },
    drafts: {
      get: paths.drafts,
      ...readsPlans,
      from: files.drafts,
      menu: { title: 'Plan drafts', lead: 'Saved plans, to open again and to compare.' },
    },
    draftsCsv: {
      get: paths.draftsCsv,
      ...readsPlans,
      from: files.drafts,
      ...kept('text/csv', 'Every draft of a plan'),
    },
    compareDrafts: { get: paths.compareDrafts, ...readsPlans, from: files.drafts },
    draft: { get: paths.draft, ...readsPlans, from: files.drafts },
    renameDraft: { post: paths.renameDraft, ...addsPlans, from: files.drafts },
    withdrawDraft: { post: paths.withdrawDraft, ...addsPlans, from: files.drafts },
    approveDraft: {
      post: paths.approveDraft,
      needs: { verb: 'add', kind: 'deployment' },
      from: files.drafts,
    },
    draftJson: {
      get: paths.draftJson,
      ...readsPlans,
      from: files.drafts,
      ...kept('application/json', 'A draft of a plan'),
    },
    ladder: {
      get: paths.ladder,
      ...readsBurglary,
      from: files.ladder,
      menu: { title: 'Budget and price', lead: 'What a budget buys at each price of a kit.' },
    },
    ladderCsv: {
      get: paths.ladderCsv,
      ...readsBurglary,
      from: files.ladder,
      ...asked('text/csv', 'What budgets buy at each price'),
    },
    phaseIn: {
      get: paths.phaseIn,
      ...readsBurglary,
      from: files.phaseIn,
      menu: { title: 'Start order', lead: 'A random order of starts, and what effect it could show.' },
    },
    keepOrder: { post: paths.phaseIn, ...addsPlans, from: files.phaseIn },
    orders: { get: paths.orders, ...readsBurglary, from: files.phaseIn },
    ordersCsv: {
      get: paths.ordersCsv,
      ...readsBurglary,
      from: files.phaseIn,
      ...kept('text/csv', 'Every order of starts'),
    },
    order: { get: paths.order, ...readsBurglary, from: files.phaseIn },
    orderGeoJson: {
      get: paths.orderGeoJson,
      ...readsBurglary,
      from: files.phaseIn,
      ...kept('application/geo+json', 'An order of starts, with outlines'),
    },
    orderCsv: {
      get: paths.orderCsv,
      ...readsBurglary,
      from: files.phaseIn,
      ...kept('text/csv', 'An order of starts'),
    },
    backTest: {
      get: paths.backTest,
      ...readsBurglary,
      from: files.backTest,
      menu: {
        title: 'Test on past years',
        lead: 'Areas chosen for past years, compared with what happened.',
      },
    },
    backTestCsv: {
      get: paths.backTestCsv,
      ...readsBurglary,
      from: files.backTest,
      ...asked('text/csv', 'What choosing earlier years would have met'),
    },
    loaded: {
      get: paths.loaded,
      ...readsBurglary,
      from: files.loaded,
      menu: {
        title: 'Loaded data',
        lead: 'Which months of each force are loaded, and which source of homes is in use.',
      },
    },
    loadedMonthsCsv: {
      get: paths.loadedMonthsCsv,
      ...readsBurglary,
      from: files.loaded,
      ...kept('text/csv', 'Every month of every source, of street files by force, loaded or not'),
    },
    loadedHomesCsv: {
      get: paths.loadedHomesCsv,
      ...readsBurglary,
      from: files.loaded,
      ...kept('text/csv', 'Every source of homes, and whether it is in use'),
    },
    settings: {
      get: paths.settings,
      needs: { verb: 'read', kind: 'setting' },
      from: files.settings,
      menu: { title: 'Settings', lead: 'Figures used in answers: every version, with its source.' },
    },
    setting: { get: paths.setting, needs: { verb: 'read', kind: 'setting' }, from: files.settings },
    putSetting: { post: paths.setting, needs: { verb: 'add', kind: 'setting' }, from: files.settings },
  },
  moved: {
    '/areas.csv': paths.areasCsv,
    '/areas.geojson': paths.areasGeoJson,
    '/risk.json': paths.riskMap,
    '/areas/:kind/:validFrom/:code': paths.area,
    '/areas/:kind/:validFrom/:code/months.csv': paths.areaMonthsCsv,
    '/plan': paths.plan,
    '/plan-choice.json': paths.planChoice,
    '/plan.csv': paths.planCsv,
    '/plan.geojson': paths.planGeoJson,
    '/plan.json': paths.planMap,
    '/plan/drafts': paths.drafts,
    '/plan/drafts/compare': paths.compareDrafts,
    '/plan/drafts/:id': paths.draft,
    '/plan/drafts/:id/draft.json': paths.draftJson,
    '/price-ladder': paths.ladder,
    '/price-ladder.csv': paths.ladderCsv,
    '/phase-in': paths.phaseIn,
    '/phase-in/kept/:id': paths.order,
    '/phase-in/kept/:id/order.csv': paths.orderCsv,
    '/phase-in/kept/:id/order.geojson': paths.orderGeoJson,
    '/back-test': paths.backTest,
    '/back-test.csv': paths.backTestCsv,
    '/settings': paths.settings,
  },
}
