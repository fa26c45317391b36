import type { PersonRole } from '../../apps/server/foundation/access/roles.ts'
import { phoneOfficer } from '../phone-things.ts'
import type { Things } from '../route-examples.ts'

export type GoldenPage = {
  /** Where it is; an old address may lead there. */
  path: (things: Things) => string
  /** Who asks: every role without it, nobody at all for the pages before sign-in. */
  as?: readonly PersonRole[]
  /** Fields of a form: asked by POST. */
  form?: (things: Things) => Record<string, string>
  /** Takes out what is another in every run: the order of rows that nothing orders. */
  settle?: (text: string) => string
}

const at = (address: string): GoldenPage => ({ path: () => address })
const programme = (rest: string): GoldenPage => ({
  path: (things) => `/measure/programmes/${things.programme}${rest}`,
})
const order = (rest: string): GoldenPage => ({ path: (things) => `/phase-in/kept/${things.order}${rest}` })
const draft = (rest: string): GoldenPage => ({ path: (things) => `/plan/drafts/${things.draft}${rest}` })
const area = (rest: string): GoldenPage => ({
  path: (things) => `/areas/lsoa/2018-01-01/${things.area}${rest}`,
})

/** Worked out anew for each who asks: the test of every route asks the others. */
const asPlanner = { as: ['planner'] } as const

const sorted = (text: string): string => text.split('\n').toSorted().join('\n')
/** Of homes equally near to one burglary nothing says which is the first: rows without their address. */
const withoutAddresses = (text: string): string => text.replaceAll(/^\| [^|]+ \| [^|]+ \|/gm, '|')

const plan = 'kits=1500&floor=10'
const residential = 'series=residential-incidents'

/** Every page and export that is kept, by a name that stays when its address moves. */
export const goldenPages: Readonly<Record<string, GoldenPage>> = {
  health: { ...at('/health'), as: [] },
  'sign-in': { ...at('/sign-in'), as: [] },
  'sign-in-emergency': { ...at('/sign-in/emergency'), as: [] },
  you: at('/you'),

  'resident-start': { ...at('/card'), as: [] },
  'resident-visit': { ...at('/card/visit'), as: [] },
  'resident-decline': { ...at('/card/decline'), as: [] },
  'resident-needs': { ...at('/card/needs'), as: [] },
  'resident-kit': { ...at('/card/kit'), as: [] },
  'resident-register': { ...at('/card/register'), as: [] },
  'resident-applied': { ...at('/card/applied'), as: [] },
  'resident-moving': { ...at('/card/moving'), as: [] },
  'resident-held': { ...at('/card/held'), as: [] },
  'resident-code': { ...at('/card/code'), as: [] },
  'resident-privacy': { ...at('/card/privacy'), as: [] },

  day: at('/'),
  help: { ...at('/help'), ...asPlanner },
  risk: at('/target/risk'),
  'risk-residential': at(`/target/risk?${residential}&months=6&until=2025-06&sort=expected`),
  'risk-refused': at('/target/risk?months=none'),
  'risk.csv': at('/areas.csv'),
  'risk.geojson': at('/areas.geojson'),
  'risk.json': at('/risk.json'),
  area: area(''),
  'area-months.csv': area('/months.csv'),

  stock: at('/supply/stock'),
  'stock.csv': at('/supply/stock.csv'),
  kit: at('/supply/kit'),
  'kit-found': { path: () => '/supply/kit', form: () => ({ serial: 'KZ00 0001-1' }) },
  labels: at('/supply/labels'),
  receive: at('/supply/receive'),
  'receive.csv': at('/supply/receive.csv'),
  send: at('/supply/send'),
  transfers: at('/supply/transfers'),
  'transfers.csv': at('/supply/transfers.csv'),
  'my-kits': at('/supply/my-kits'),
  'my-kits.csv': at('/supply/my-kits.csv'),
  transfer: { path: ({ transfer }) => `/supply/transfers/${transfer}` },
  team: { path: ({ team }) => `/supply/teams/${team}` },
  letters: at('/deliver/letters'),
  cards: at('/deliver/cards'),
  corrections: at('/deliver/corrections'),
  assignments: at('/deliver/assignments'),
  'assignments.csv': at('/deliver/assignments.csv'),
  rounds: { path: ({ deployment }) => `/deliver/rounds?deployment=${deployment}&day=2030-01-02` },
  'rounds.csv': { path: ({ deployment }) => `/deliver/rounds.csv?deployment=${deployment}&day=2030-01-02` },
  'round-given-out': { path: ({ assignment }) => `/deliver/rounds/given-out/${assignment}` },
  'visits.csv': at('/deliver/visits.csv'),
  'set-aside': at('/deliver/set-aside'),
  'set-aside.csv': at('/deliver/set-aside.csv'),
  'spot-checks': at('/deliver/spot-checks'),
  'spot-checks.csv': at('/deliver/spot-checks.csv'),
  'spot-check': { path: ({ spotCheck }) => `/deliver/spot-checks/${spotCheck}` },
  signs: at('/deliver/signs'),
  'signs.csv': at('/deliver/signs.csv'),
  'signs-needed': at('/deliver/signs/needed'),
  'signs-needed.csv': at('/deliver/signs/needed.csv'),
  sign: { path: ({ sign }) => `/deliver/signs/${sign}` },
  'press-and-posters': at('/deliver/press-and-posters'),
  'press-and-posters.csv': at('/deliver/press-and-posters.csv'),
  'visit-questions': at('/deliver/visit-questions'),
  'visit-questions.csv': at('/deliver/visit-questions.csv'),
  phones: at('/deliver/phones'),
  'phones.csv': at('/deliver/phones.csv'),
  told: at('/deliver/told'),
  'told.csv': at('/deliver/told.csv'),
  'lost-phones': at('/deliver/lost-phones'),
  'officers-out': at('/deliver/officers-out'),
  rota: at('/deliver/rota?week=2030-01-02'),
  'rota.csv': at('/deliver/rota.csv?week=2030-01-02'),
  'delivery-hours': at('/deliver/hours?from=2026-01-01&to=2026-02-28'),
  'delivery-hours.csv': at('/deliver/hours.csv?from=2026-01-01&to=2026-02-28'),
  'team-today': at('/deliver/team'),
  'team-today.csv': at('/deliver/team.csv'),
  receipts: at('/deliver/receipts?day=2026-01-02'),
  'receipts.csv': at('/deliver/receipts.csv?day=2026-01-02'),
  receipt: { path: ({ phone }) => `/deliver/receipts/${phone}/${phoneOfficer}/2026-01-02` },
  'receipt.csv': { path: ({ phone }) => `/deliver/receipts/${phone}/${phoneOfficer}/2026-01-02/records.csv` },
  'saved-copies': at('/deliver/saved-copies'),
  'saved-copies.csv': at('/deliver/saved-copies.csv'),
  teams: at('/supply/teams'),
  'teams.csv': at('/supply/teams.csv'),
  counts: at('/supply/counts'),
  losses: at('/supply/losses'),
  recalls: at('/supply/recalls'),
  'disputed-facts': at('/supply/disputed-facts'),
  money: at('/account/money?year=2026'),
  'money-entries': at('/account/money/entries?year=2026&figure=committed'),
  'money-entries.csv': at('/account/money/entries.csv?year=2026'),
  'journal.csv': at('/account/money/journal.csv?year=2026'),
  budget: at('/account/money/budget?year=2026'),
  'purchase-orders': at('/account/money/orders'),
  'purchase-order': {
    path: (things) => `/account/money/orders/${things.purchaseOrder}`,
    as: ['finance', 'store_keeper'],
  },
  invoices: at('/account/money/invoices'),
  invoice: { path: (things) => `/account/money/invoices/${things.invoice}`, as: ['finance'] },
  suppliers: at('/supply/suppliers'),
  count: { path: (things) => `/supply/counts/${things.count}` },
  recall: { path: (things) => `/supply/recalls/${things.recall}` },
  'disputed-fact': { path: (things) => `/supply/disputed-facts/${things.dispute}` },
  supplier: { path: (things) => `/supply/suppliers/${things.supplier}`, as: ['store_keeper', 'finance'] },
  'suppliers.csv': { ...at('/supply/suppliers.csv'), as: ['store_keeper'] },
  'labels-made': { path: () => '/supply/labels', form: () => ({ codes: 'KZ00-00011' }) },

  plan: { ...at(`/plan?${plan}`), as: ['planner', 'auditor'] },
  'plan-refused': at('/plan?kits=none'),
  'plan-choice.json': { ...at(`/plan-choice.json?${plan}`), ...asPlanner },
  'plan.csv': { ...at(`/plan.csv?${plan}`), ...asPlanner },
  'plan-areas.csv': { ...at(`/target/plan-areas.csv?${plan}`), ...asPlanner },
  'plan.geojson': { ...at(`/plan.geojson?${plan}`), ...asPlanner },
  'plan.json': { ...at(`/plan.json?${plan}`), ...asPlanner },
  drafts: at('/plan/drafts'),
  draft: draft(''),
  'draft.json': draft('/draft.json'),
  'drafts-compared': { path: (things) => `/plan/drafts/compare?a=${things.draft}&b=${things.draft}` },

  'price-ladder': { ...at('/price-ladder'), ...asPlanner },
  'price-ladder.csv': { ...at('/price-ladder.csv'), ...asPlanner },
  'phase-in': { ...at('/phase-in?kits=2500&waves=2&holdout=0'), ...asPlanner },
  'phase-in-kept': order(''),
  'phase-in-order.csv': order('/order.csv'),
  'phase-in-order.geojson': order('/order.geojson'),
  'back-test': { ...at('/back-test?kits=1500'), ...asPlanner },
  'back-test.csv': { ...at('/back-test.csv?kits=1500'), ...asPlanner },
  loaded: at('/target/loaded'),
  'loaded-months.csv': at('/target/loaded-months.csv'),
  'loaded-homes.csv': at('/target/loaded-homes.csv'),
  settings: at('/settings'),

  programmes: at('/measure'),
  'programme-schema.json': at('/measure/programme.schema.json'),
  report: programme(''),
  'report-today': programme('/today'),
  'report.json': programme('/report.json'),
  'report-published.json': programme('/published.json'),
  'programme.json': programme('/programme.json'),
  displacement: programme('/displacement'),
  protocol: programme('/protocol'),
  'measure-method': at('/measure/method'),
  'burgled-homes': at('/measure/burgled-homes?from=2015-01&to=2015-12'),

  wall: at('/deliver/wall'),
  saturation: at('/deliver/saturation'),
  'saturation-of-wards': at('/deliver/saturation?of=ward'),
  'saturation-of-bcus': at('/deliver/saturation?of=bcu'),
  'saturation.csv': { ...at('/deliver/saturation.csv?of=ward'), as: ['programme_lead'] },
  'saturation-of-deployment': {
    path: (things) => `/deliver/saturation/deployment/${things.deployment}`,
  },
  'saturation-of-area': { path: (things) => `/deliver/saturation/area/${things.area}` },
  'saturation-of-area.csv': {
    path: (things) => `/deliver/saturation/area/${things.area}/parts.csv`,
    as: ['programme_lead'],
  },
  'saturation-of-street': {
    path: (things) => `/deliver/saturation/area/${things.area}/streets/Mallard%20Street`,
  },
  'surveys-of-area.csv': {
    path: (things) => `/deliver/saturation/area/${things.area}/surveys.csv`,
  },
  'saturation-of-bcu': at('/deliver/saturation/bcu/B01'),
  deployments: at('/deliver/deployments'),
  'deployments-of-phase': at('/deliver/deployments?state=under+way'),
  'deployments.csv': { ...at('/deliver/deployments.csv'), as: ['programme_lead'] },
  'deployments.geojson': { ...at('/deliver/deployments.geojson'), as: ['programme_lead'] },
  deployment: { path: (things) => `/deliver/deployments/${things.deployment}` },
  'deployment-areas.csv': {
    path: (things) => `/deliver/deployments/${things.deployment}/areas.csv`,
    as: ['programme_lead'],
  },
  homes: at('/homes'),
  home: { path: (things) => `/homes/${things.home}` },
  'homes-found': {
    path: () => '/deliver/homes',
    as: ['ward_officer', 'sergeant', 'data_protection'],
    form: ({ postcode }) => ({ postcode }),
  },
  proposals: at('/deliver/proposals'),
  'address-editions': at('/deliver/address-editions'),
  'address-edition': { path: ({ edition }) => `/deliver/address-editions/${edition}` },
  'address-differences.csv': {
    path: ({ edition }) => `/deliver/address-editions/${edition}/differences.csv`,
    ...asPlanner,
  },
  cocoon: { ...at('/cocoon'), settle: withoutAddresses },
  'who-is-next': at('/deliver/who-is-next'),
  'who-is-next.csv': at('/deliver/who-is-next.csv'),
  'who-is-next-dosage': at('/deliver/who-is-next/dosage'),
  'who-is-next-dosage.csv': at('/deliver/who-is-next/dosage.csv'),
  caller: at('/trace/caller'),
  'caller-told': {
    path: () => '/trace/caller',
    as: ['call_handler'],
    form: ({ postcode }) => ({ kind: 'found', code: 'ZX000001', postcode }),
  },
  'caller-burgled': {
    path: () => '/trace/caller',
    as: ['call_handler'],
    form: () => ({ kind: 'burgled' }),
  },
  'caller-own-kit': {
    path: () => '/trace/caller',
    as: ['call_handler'],
    form: () => ({ kind: 'own kit', postcode: 'ZX99 9ZZ' }),
  },
  'caller-refused': {
    path: () => '/trace/caller',
    as: ['call_handler'],
    form: () => ({ code: '?', postcode: 'nowhere' }),
  },
  bundle: at('/trace/bundle'),
  scans: at('/trace/scans'),
  'scans-record': at('/trace/scans/record'),
  'scans-lamps': at('/trace/scans/lamps'),
  'scans-booked-in': at('/trace/scans/booked-in'),
  'scans-rates': at('/trace/scans/rates?from=2026-01-01&to=2026-01-31'),
  'scans-rates.csv': at('/trace/scans/rates.csv?from=2026-01-01&to=2026-01-31&by=shift'),
  exhibits: at('/trace/exhibits'),
  'exhibits.csv': at('/trace/exhibits.csv'),
  'exhibits-book-in': at('/trace/exhibits/book-in'),
  'exhibits-hand-over': at('/trace/exhibits/hand-over'),
  exhibit: { path: ({ exhibit }) => `/trace/exhibits/${exhibit}` },
  'continuity.csv': { path: ({ exhibit }) => `/trace/exhibits/${exhibit}/continuity.csv` },
  'field-readings': at('/trace/readings'),
  'field-readings-record': at('/trace/readings/record'),
  'field-reading': { path: ({ reading }) => `/trace/readings/${reading}` },
  'lab-results': at('/trace/results'),
  'lab-results-record': at('/trace/results/record'),
  'lab-result': { path: ({ result }) => `/trace/results/${result}` },
  trace: at('/trace'),
  'trace-refused': {
    path: () => '/trace/code',
    as: ['investigator'],
    form: () => ({ reading: 'ZX000001', day: '2026-01-01' }),
  },
  traces: at('/trace/code/asked'),
  outcomes: at('/trace/outcomes?from=2026-01-01&to=2026-01-31'),
  'outcomes.csv': at('/trace/outcomes.csv?from=2026-01-01&to=2026-01-31&by=place'),
  traced: { path: ({ trace }) => `/trace/code/${trace}` },

  'tile-areas': {
    path: ({ version }) => `/tiles/lsoa/2018-01-01/${version}/0/0/0.mvt`,
    ...asPlanner,
  },
  'tile-ground': { path: ({ version }) => `/tiles/ground/${version}/0/0/0.mvt`, ...asPlanner },

  people: at('/people'),
  person: { path: (things) => `/people/${things.somebody}` },
  devices: { ...at('/devices'), settle: sorted },
  emergencies: at('/emergencies'),

  decisions: at('/account/decisions'),
  'decisions.csv': at('/account/decisions.csv'),
  'decisions-new': at('/account/decisions/new'),
  'decisions-read': at('/account/decisions/read'),
  'decisions-rules': at('/account/decisions/rules'),
  decision: { path: ({ decision }) => `/account/decisions/${decision}` },
  'decision-public': { path: ({ decision }) => `/account/decisions/${decision}/public` },
  'decision-change': { path: ({ decision }) => `/account/decisions/${decision}/change` },
  'log-records': at('/account/log/records'),
  'log-people': at('/account/log/people'),
}
