import type { Needs } from '../apps/server/foundation/access/may.ts'
import { settings } from './settings.ts'

/** Ids of what the walk's database holds, for the requests below. */
export type Things = {
  /** A home, its resident, ward and postcode; whose they are is the walk's to choose. */
  home: string
  resident: string
  postcode: string
  /** Somebody who is not the one who asks, with a posting, a session, a device. */
  somebody: string
  posting: string
  session: string
  device: string
  emergency: string
  /** Kept by the planner. */
  draft: string
  order: string
  programme: string
  /** An entry of the log that is published. */
  entry: string
  /** Where the map is: version of the boundaries, an area. */
  version: string
  area: string
}

/** An example request to a route, and what is expected of it by those who may ask it. */
export type Example = {
  /** Who may ask, in words of the access table; said here again, beside the route, on purpose. */
  asks: 'open' | 'anyRole' | Needs
  /** Without it, the route's own address. */
  path?: (things: Things) => string
  form?: (things: Things) => Record<string, string>
  /** Status of the answer to whom it is allowed; 200 without it. */
  status?: number
  /** Ends or changes the session it is sent in: it gets one of its own. */
  endsSession?: true
  /** Answers about one thing that belongs to a ward and BCU, or to a person: to others it is not there. */
  belongs?: 'home' | 'person'
  /** Finds by something that belongs to a ward and BCU: others get the page that says that nothing was found. */
  finds?: 'home'
}

const reads = (kind: Extract<Needs, { kind: unknown }>['kind']): Needs => ({ verb: 'read', kind })
const [burglary, plan, person, log, home] = [
  reads('burglary'),
  reads('plan'),
  reads('person'),
  reads('log_entry'),
  reads('home'),
]
const addsPlan: Needs = { verb: 'add', kind: 'plan' }
const changesPerson: Needs = { verb: 'change', kind: 'person' }
const changesSession: Needs = { verb: 'change', kind: 'session' }
const access: Needs = { crossing: 'engagement.subject_access(uuid)' }
const trace: Needs = { crossing: 'engagement.trace(text, date)' }

/** Working out plans for every role takes long: in the short form the question is one that is refused as such. */
const heavy = (address: string): Pick<Example, 'path' | 'status'> =>
  settings.full ? {} : { path: () => `${address}?kits=none`, status: 400 }

const button = (path: string): Example => ({
  asks: changesPerson,
  path: ({ somebody }) => `/people/${somebody}/${path}`,
  form: () => ({}),
  status: 303,
})
const ofProgramme = (path: string): Example => ({
  asks: plan,
  path: ({ programme }) => `/measure/programmes/${programme}${path}`,
})

const postingForm = { role: 'planner', from: '2030-01-01' }

/** Every route of the product with an example request. A route that is missing here fails the walk. */
export const routeExamples: Readonly<Record<string, Example>> = {
  'GET /health': { asks: 'open' },
  'GET /sign-in': { asks: 'open' },
  // There is no provider in this test: it leads back and says so.
  'GET /sign-in/begin': { asks: 'open', status: 303 },
  'GET /sign-in/answer': { asks: 'open', status: 303 },
  'GET /sign-in/emergency': { asks: 'open' },
  'POST /sign-in/emergency': { asks: 'open', form: () => ({ code: 'none' }), status: 403 },

  'GET /you': { asks: 'anyRole' },
  // Nobody may take a role that they are not posted to.
  'POST /you/role': { asks: 'anyRole', form: () => ({ role: 'nobody' }), status: 403 },
  'POST /you/sessions/:id/end': {
    asks: 'anyRole',
    path: ({ session }) => `/you/sessions/${session}/end`,
    form: () => ({}),
    status: 303,
    endsSession: true,
    belongs: 'person',
  },
  'POST /sign-out': { asks: 'anyRole', form: () => ({}), status: 303, endsSession: true },
  'POST /sign-out/everywhere': { asks: 'anyRole', form: () => ({}), status: 303, endsSession: true },

  'GET /people': { asks: person },
  'GET /people/:id': { asks: person, path: ({ somebody }) => `/people/${somebody}` },
  'POST /people/:id/postings': { ...button('postings'), form: () => postingForm },
  'POST /people/:id/postings/:posting/end': {
    ...button(''),
    path: ({ somebody, posting }) => `/people/${somebody}/postings/${posting}/end`,
  },
  'POST /people/:id/shut-out': button('shut-out'),
  'POST /people/:id/let-in': button('let-in'),
  'POST /people/:id/sign-out': button('sign-out'),
  'GET /devices': { asks: reads('session') },
  'POST /devices/:id/name': {
    asks: changesSession,
    path: ({ device }) => `/devices/${device}/name`,
    form: () => ({ name: 'Front desk' }),
    status: 303,
  },
  'POST /devices/:id/revoke': {
    asks: changesSession,
    path: ({ device }) => `/devices/${device}/revoke`,
    form: () => ({}),
    status: 303,
  },
  'GET /emergencies': { asks: reads('emergency') },
  'POST /emergencies/:id/noted': {
    asks: reads('emergency'),
    path: ({ emergency }) => `/emergencies/${emergency}/noted`,
    form: () => ({}),
    status: 303,
  },

  'GET /tiles/:kind/:validFrom/:version/:z/:x/:y': {
    asks: reads('place'),
    path: ({ version }) => `/tiles/lsoa/2018-01-01/${version}/0/0/0.mvt`,
  },
  'GET /tiles/ground/:version/:z/:x/:y': {
    asks: reads('place'),
    path: ({ version }) => `/tiles/ground/${version}/0/0/0.mvt`,
  },

  'GET /': { asks: burglary },
  'GET /areas.csv': { asks: burglary },
  'GET /areas.geojson': { asks: burglary },
  'GET /risk.json': { asks: burglary },
  'GET /areas/:kind/:validFrom/:code/months.csv': {
    asks: burglary,
    path: ({ area }) => `/areas/lsoa/2018-01-01/${area}/months.csv`,
  },
  'GET /areas/:kind/:validFrom/:code': {
    asks: burglary,
    path: ({ area }) => `/areas/lsoa/2018-01-01/${area}`,
  },
  'GET /plan': { asks: burglary, ...heavy('/plan') },
  'GET /plan-choice.json': { asks: burglary, ...heavy('/plan-choice.json') },
  'GET /plan.csv': { asks: burglary, ...heavy('/plan.csv') },
  'GET /plan.geojson': { asks: burglary, ...heavy('/plan.geojson') },
  'GET /plan.json': { asks: burglary, ...heavy('/plan.json') },
  'POST /plan/drafts': { asks: addsPlan, form: () => ({ name: 'Spring', kits: '1500' }), status: 303 },
  'GET /plan/drafts': { asks: plan },
  'GET /plan/drafts/compare': {
    asks: plan,
    path: ({ draft }) => `/plan/drafts/compare?a=${draft}&b=${draft}`,
  },
  'GET /plan/drafts/:id': { asks: plan, path: ({ draft }) => `/plan/drafts/${draft}` },
  'GET /plan/drafts/:id/draft.json': { asks: plan, path: ({ draft }) => `/plan/drafts/${draft}/draft.json` },
  'GET /price-ladder': { asks: burglary, ...heavy('/price-ladder') },
  'GET /price-ladder.csv': { asks: burglary, ...heavy('/price-ladder.csv') },
  // The city of this test has too few homes for deployment areas to put into an order.
  'GET /phase-in': { asks: burglary, path: () => '/phase-in?kits=none', status: 400 },
  'POST /phase-in': {
    asks: addsPlan,
    form: () => ({ name: 'Order', kits: '2500', waves: '2', holdout: '0' }),
    status: 303,
  },
  'GET /phase-in/kept/:id': { asks: burglary, path: ({ order }) => `/phase-in/kept/${order}` },
  'GET /phase-in/kept/:id/order.geojson': {
    asks: burglary,
    path: ({ order }) => `/phase-in/kept/${order}/order.geojson`,
  },
  'GET /phase-in/kept/:id/order.csv': {
    asks: burglary,
    path: ({ order }) => `/phase-in/kept/${order}/order.csv`,
  },
  'GET /back-test.csv': { asks: burglary, ...heavy('/back-test.csv') },
  'GET /back-test': { asks: burglary, ...heavy('/back-test') },
  'GET /settings': { asks: reads('setting') },

  'GET /measure': { asks: plan },
  'GET /measure/programme.schema.json': { asks: plan },
  'POST /measure': { asks: addsPlan, form: () => ({ programme: '{}' }), status: 422 },
  'POST /measure/planted': { asks: addsPlan, form: () => ({}), status: 303 },
  'GET /measure/programmes/:id': ofProgramme(''),
  'GET /measure/programmes/:id/today': ofProgramme('/today'),
  // Its day has not come: nothing is published yet.
  'GET /measure/programmes/:id/published.json': { ...ofProgramme('/published.json'), status: 404 },
  'GET /measure/programmes/:id/report.json': ofProgramme('/report.json'),
  'GET /measure/programmes/:id/programme.json': ofProgramme('/programme.json'),
  'GET /measure/programmes/:id/displacement': ofProgramme('/displacement'),
  'GET /measure/programmes/:id/protocol': ofProgramme('/protocol'),
  'GET /measure/method': { asks: plan },

  'GET /measure/burgled-homes': {
    asks: { crossing: 'enforcement.burgled_home_counts(date, date)' },
    path: () => '/measure/burgled-homes?from=2015-01&to=2015-12',
  },

  'GET /account/log/records': { asks: log },
  'POST /account/log/records': { asks: log, form: (things) => ({ kind: 'home', id: things.home }) },
  'GET /account/log/people': { asks: reads('act') },
  'POST /account/log/people': {
    asks: reads('act'),
    form: ({ somebody }) => ({ person: `person:${somebody}` }),
  },
  'GET /account/log/heads': { asks: log },
  'GET /account/log/samples': { asks: log },
  'GET /account/log/entries/:id': { asks: log, path: ({ entry }) => `/account/log/entries/${entry}` },
  'GET /account/log/entries/:id/proof': {
    asks: log,
    path: ({ entry }) => `/account/log/entries/${entry}/proof`,
  },
  'POST /account/log/entries/:id/erase': {
    asks: { verb: 'remove', kind: 'log_text' },
    path: ({ entry }) => `/account/log/entries/${entry}/erase`,
    form: () => ({ reason: 'test' }),
    status: 303,
  },

  'GET /homes': { asks: home },
  'POST /homes': { asks: home, form: ({ postcode }) => ({ postcode }), finds: 'home' },
  'GET /homes/:id': { asks: home, path: (things) => `/homes/${things.home}`, belongs: 'home' },
  'POST /homes/:id/residents': {
    asks: { verb: 'add', kind: 'resident' },
    path: (things) => `/homes/${things.home}/residents`,
    form: () => ({ name: 'Ada Example' }),
    status: 303,
    belongs: 'home',
  },
  'POST /homes/:id/residents/:resident/held': {
    asks: access,
    path: (things) => `/homes/${things.home}/residents/${things.resident}/held`,
    form: () => ({}),
    belongs: 'home',
  },
  'POST /homes/:id/residents/:resident/erase': {
    asks: access,
    path: (things) => `/homes/${things.home}/residents/${things.resident}/erase`,
    form: () => ({ reason: 'asked to be' }),
    status: 303,
    belongs: 'home',
  },
  'GET /cocoon': { asks: { crossing: 'enforcement.cocoon(timestamptz, integer)' } },
  'GET /trace': { asks: trace },
  'POST /trace': { asks: trace, form: () => ({ code: 'ZX000001', day: '2026-01-01' }) },
}
