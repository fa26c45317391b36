import type { Needs } from '../apps/server/foundation/access/may.ts'
import type { PersonRole } from '../apps/server/foundation/access/roles.ts'
import { phoneOfficer } from './phone-things.ts'

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
  /** With an area in the ward of who asks. */
  deployment: string
  /** A count of kits, a recall and a disputed fact; whose they are is the walk's to choose. */
  count: string
  recall: string
  dispute: string
  supplier: string
  /** An order, what came of it, its invoice, a virement and a change of a budget that wait, and a draft of a publication. */
  purchaseOrder: string
  receipt: string
  budgetChange: string
  publication: string
  invoice: string
  virement: string
  /** Whose they are is the walk's to choose: an assignment, a phone, an event that was set aside. */
  assignment: string
  phone: string
  aside: string
  /** Open, with one door; whose it is is the walk's to choose. */
  spotCheck: string
  /** A sign with a picture, and an item of press; whose they are is the walk's to choose. */
  sign: string
  picture: string
  notice: string
  /** With a picture of the same id; whose it is is the walk's to choose. */
  scan: string
  /** In a store, and what was read of it; whose it is is the walk's to choose. */
  exhibit: string
  /** A stocktake of its store, which goes on. */
  stocktake: string
  /** What was traced of it. */
  trace: string
  reading: string
  result: string
  sent: string
  /** What somebody said is wrong; whose it is is the walk's to choose. */
  correction: string
  /** A draft with little in it. */
  decision: string
  /** Issued, with one sealed bid. */
  tender: string
  bid: string
  /** An entry of the log that is published. */
  entry: string
  /** An edition of the address file, which waits. */
  edition: string
  /** A kit on its way in the ward, and a team of it. */
  transfer: string
  team: string
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
  /** Or JSON, as phones send it. */
  json?: object
  /** Status of the answer to whom it is allowed; 200 without it. */
  status?: number
  /** Ends or changes the session it is sent in: it gets one of its own. */
  endsSession?: true
  /** Answers about one thing that belongs to a ward and BCU, such as a home, or to a person: to others it is not there. */
  belongs?:
    | 'home'
    | 'kit'
    | 'team'
    | 'person'
    | 'assignment'
    | 'phone_contact'
    | 'set_aside_decision'
    | 'spot_check'
    | 'spot_door'
    | 'correction'
    | 'sign'
    | 'scan'
    | 'exhibit_place'
    | 'stocktake'
  /** Roles that the table lets in, but not to the thing that the walk holds. */
  refusedTo?: readonly PersonRole[]
  /** The file that tries whose its thing is, where it is answered with 200 and in words of its own. */
  triedIn?: string
  /** About a person: to everybody else nobody of the covert desk is there. */
  hides?: 'covert'
  /** Finds by something that belongs to a ward and BCU: others get the page that says that nothing was found. */
  finds?: 'home'
}

const reads = (kind: Extract<Needs, { kind: unknown }>['kind']): Needs => ({ verb: 'read', kind })
const adds = (kind: Extract<Needs, { kind: unknown }>['kind']): Needs => ({ verb: 'add', kind })
const [burglary, plan, person, log, home] = [
  reads('burglary'),
  reads('plan'),
  reads('person'),
  reads('log_entry'),
  reads('home'),
]
const addsDeployments: Needs = { verb: 'add', kind: 'deployment' }
const addsPlan: Needs = { verb: 'add', kind: 'plan' }
const changesPerson: Needs = { verb: 'change', kind: 'person' }
const changesSession: Needs = { verb: 'change', kind: 'session' }
const access: Needs = { crossing: 'engagement.subject_access(uuid)' }
const traces: Needs = { crossing: 'engagement.trace(uuid[], date)' }

/** Working out plans for every role takes long: who may ask is told as well by a question that is refused as such. */
const heavy = (address: string): Pick<Example, 'path' | 'status'> => ({
  path: () => `${address}?kits=none`,
  status: 400,
})

const button = (path: string): Example => ({
  asks: changesPerson,
  hides: 'covert',
  path: ({ somebody }) => `/people/${somebody}/${path}`,
  form: () => ({}),
  status: 303,
})
const ofProgramme = (path: string): Example => ({
  asks: plan,
  path: ({ programme }) => `/measure/programmes/${programme}${path}`,
})

const takesCalls: Needs = { crossing: 'engagement.policed_by(text)' }
const countsTeams: Needs = {
  crossing: 'engagement.team_figures(timestamp with time zone, double precision)',
}
const keepsRota: Needs = { crossing: 'identity.posted_officers(date, date)' }
const countsHours: Needs = { crossing: 'engagement.delivery_hours(date, date, text, text)' }
const findsLostPhones: Needs = { crossing: 'engagement.phones_to_revoke(text)' }
const knowsSpotChecks: Needs = { crossing: 'engagement.spot_checks()' }
/** Of an officer's own check, which nobody of the walk has. */
/** A sergeant leads it; the programme lead leads those across a border of BCUs, tried in across-borders.test.ts. */
const checkOfOneBcu: Pick<Example, 'refusedTo'> = { refusedTo: ['programme_lead'] }
const ofChecker: Pick<Example, 'asks' | 'triedIn' | 'status'> = {
  asks: adds('spot_finding'),
  triedIn: 'apps/server/rooms/deliver/spot-checks/spot-checks.test.ts',
  status: 404,
}

const deployments = reads('deployment')
const ofDeployment = (path: string): Example => ({
  asks: deployments,
  path: ({ deployment }) => `/deliver/deployments/${deployment}${path}`,
})

const receivesKits: Needs = { verb: 'add', kind: 'kit_code' }
const movesKits: Needs = { verb: 'add', kind: 'kit' }
const goesToDoors: Needs = { verb: 'add', kind: 'home_proposal' }
const ofTransfer = (path: string): Example => ({
  asks: movesKits,
  belongs: 'kit',
  path: ({ transfer }) => `/supply/transfers/${transfer}${path}`,
})
const ofTeam = (path: string, asks: Needs): Example => ({
  asks,
  belongs: 'team',
  path: ({ team }) => `/supply/teams/${team}${path}`,
})

const walks: Needs = { verb: 'add', kind: 'phone_event' }
/** Of nobody: a request that no schema reads, whoever asks. */
const ofNobody: Example = { asks: walks, json: {}, status: 400 }

const postingForm = { role: 'planner', from: '2030-01-01' }

/** Names are unique: `Spring` the first time, then `Spring 2`. */
const given = new Map<string, number>()
/** Begins the names again: another database knows none of them. */
export const beginNames = (): void => given.clear()
const anew = (name: string): string => {
  const times = (given.get(name) ?? 0) + 1
  given.set(name, times)
  return times === 1 ? name : `${name} ${times}`
}

/** Every route of the product with an example request. A route that is missing here fails the walk. */
export const routeExamples: Readonly<Record<string, Example>> = {
  'GET /health': { asks: 'open' },
  'GET /health/live': { asks: 'open' },
  'GET /health/ready': { asks: 'open' },
  // Nobody waits for anything: there is nothing to stop, whoever asks.
  'POST /work/:id/stop': {
    asks: 'anyRole',
    path: () => '/work/none/stop',
    form: () => ({}),
    status: 404,
    belongs: 'person',
  },
  'GET /field/': { asks: 'open' },
  'GET /field/:file': { asks: 'open', path: () => '/field/service-worker.js' },
  'GET /field/:part/:file': { asks: 'open', path: () => '/field/assets/none.js', status: 404 },
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

  'GET /supply/stock': { asks: reads('kit_position') },
  'GET /supply/stock.csv': { asks: reads('kit_position') },
  'GET /supply/kit': { asks: reads('kit_position') },
  'GET /supply/labels': { asks: reads('kit_position') },
  'POST /supply/labels': {
    asks: reads('kit_position'),
    form: () => ({ codes: 'KZ0000011' }),
  },
  'POST /supply/kit': { asks: reads('kit_position'), form: () => ({ serial: 'NONE' }) },

  'GET /supply/receive': { asks: receivesKits },
  'GET /supply/receive.csv': { asks: receivesKits },
  'POST /supply/receive': { asks: receivesKits, form: () => ({}), status: 400 },
  'GET /supply/send': { asks: movesKits },
  'POST /supply/send': { asks: movesKits, form: () => ({}), status: 400 },
  'GET /supply/transfers': { asks: movesKits },
  'GET /supply/transfers.csv': { asks: movesKits },
  'GET /supply/transfers/:id': ofTransfer(''),
  'GET /supply/transfers/:id/kits.csv': ofTransfer('/kits.csv'),
  'POST /supply/transfers/:id': { ...ofTransfer(''), form: () => ({}), status: 400 },
  'GET /supply/my-kits': { asks: goesToDoors },
  'GET /supply/my-kits.csv': { asks: goesToDoors },
  'POST /supply/my-kits': { asks: goesToDoors, form: () => ({}), status: 400 },
  'GET /supply/teams': { asks: reads('team') },
  'GET /supply/teams.csv': { asks: reads('team') },
  'POST /supply/teams': { asks: { verb: 'add', kind: 'team' }, form: () => ({}), status: 400 },
  'GET /supply/teams/:id': ofTeam('', reads('team')),
  'GET /supply/teams/:id/members.csv': ofTeam('/members.csv', reads('team')),
  'POST /supply/teams/:id/members': {
    ...ofTeam('/members', { verb: 'add', kind: 'team' }),
    form: () => ({}),
    status: 400,
  },
  'POST /supply/teams/:id/members/:member/end': {
    // Nobody of this id is in it: nothing ends.
    ...ofTeam('/members/00000000-0000-7000-8000-000000000000/end', { verb: 'change', kind: 'team' }),
    form: () => ({}),
    status: 303,
  },
  'GET /supply/counts': { asks: reads('kit_count') },
  'GET /supply/counts.csv': { asks: reads('kit_count') },
  'POST /supply/counts': { asks: adds('kit_count'), form: () => ({}), status: 400 },
  'GET /supply/counts/:id': {
    asks: reads('kit_count'),
    path: ({ count }) => `/supply/counts/${count}`,
    belongs: 'kit',
  },
  'GET /supply/counts/:id/differences.csv': {
    asks: reads('kit_count'),
    path: ({ count }) => `/supply/counts/${count}/differences.csv`,
    belongs: 'kit',
  },
  'POST /supply/counts/:id/finish': {
    asks: adds('kit_count'),
    path: ({ count }) => `/supply/counts/${count}/finish`,
    form: () => ({}),
    status: 400,
    belongs: 'kit',
  },
  'POST /supply/counts/:id/decision': {
    asks: adds('kit_count'),
    path: ({ count }) => `/supply/counts/${count}/decision`,
    form: () => ({}),
    status: 400,
    belongs: 'kit',
  },
  'GET /supply/losses': { asks: reads('kit') },
  'GET /supply/losses.csv': { asks: reads('kit') },
  'GET /supply/recalls': { asks: reads('kit') },
  'GET /supply/recalls.csv': { asks: reads('kit') },
  'POST /supply/recalls': { asks: adds('kit'), form: () => ({}), status: 400 },
  'GET /supply/recalls/:id': {
    asks: reads('kit'),
    path: ({ recall }) => `/supply/recalls/${recall}`,
    belongs: 'kit',
  },
  'GET /supply/recalls/:id/holders.csv': {
    asks: reads('kit'),
    path: ({ recall }) => `/supply/recalls/${recall}/holders.csv`,
    belongs: 'kit',
  },
  'POST /supply/recalls/:id/notices': {
    asks: adds('kit'),
    path: ({ recall }) => `/supply/recalls/${recall}/notices`,
    form: () => ({}),
    status: 400,
    belongs: 'kit',
  },
  'POST /supply/recalls/:id/release': {
    asks: adds('kit'),
    path: ({ recall }) => `/supply/recalls/${recall}/release`,
    form: () => ({}),
    status: 400,
    belongs: 'kit',
  },
  'GET /supply/disputed-facts': { asks: reads('kit') },
  'GET /supply/disputed-facts.csv': { asks: reads('kit') },
  'GET /supply/disputed-facts/:id': {
    asks: reads('kit'),
    path: ({ dispute }) => `/supply/disputed-facts/${dispute}`,
    belongs: 'kit',
  },
  'POST /supply/disputed-facts/:id/decision': {
    asks: adds('kit'),
    path: ({ dispute }) => `/supply/disputed-facts/${dispute}/decision`,
    form: () => ({}),
    status: 400,
    belongs: 'kit',
  },
  'GET /supply/suppliers': { asks: reads('supply') },
  'GET /supply/suppliers.csv': { asks: reads('supply') },
  'POST /supply/suppliers': { asks: adds('supply'), form: () => ({}), status: 400 },
  'GET /supply/suppliers/:id': {
    asks: reads('supply'),
    path: ({ supplier }) => `/supply/suppliers/${supplier}`,
  },
  'GET /supply/suppliers/:id/batches.csv': {
    asks: reads('supply'),
    path: ({ supplier }) => `/supply/suppliers/${supplier}/batches.csv`,
  },
  'POST /supply/suppliers/:id/contracts': {
    asks: adds('supply'),
    path: ({ supplier }) => `/supply/suppliers/${supplier}/contracts`,
    form: () => ({}),
    status: 400,
  },
  'POST /supply/suppliers/:id/prices': {
    asks: adds('supply'),
    path: ({ supplier }) => `/supply/suppliers/${supplier}/prices`,
    form: () => ({}),
    status: 400,
  },

  'GET /account/money': {
    asks: reads('money_figure'),
  },
  'GET /account/money/forecast': {
    asks: reads('money_figure'),
  },
  'GET /account/money/entries': {
    asks: reads('money_figure'),
  },
  'GET /account/money/entries.csv': {
    asks: reads('money_figure'),
  },
  'GET /account/money/journal.csv': {
    asks: reads('invoice'),
  },
  'GET /account/money/budget': {
    asks: reads('budget'),
  },
  'POST /account/money/budget/lines': {
    asks: adds('budget'),
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/budget/changes': {
    asks: adds('budget'),
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/budget/changes/:id/decision': {
    asks: adds('budget'),
    path: ({ budgetChange }) => `/account/money/budget/changes/${budgetChange}/decision`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/budget/virements': {
    asks: adds('budget'),
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/budget/virements/:id/decision': {
    asks: adds('budget'),
    path: ({ virement }) => `/account/money/budget/virements/${virement}/decision`,
    form: () => ({}),
    status: 400,
  },
  'GET /account/money/income': {
    asks: reads('budget'),
  },
  'POST /account/money/income': {
    asks: adds('budget'),
    form: () => ({}),
    status: 400,
  },
  'GET /account/money/publication': {
    asks: reads('publication'),
  },
  'POST /account/money/publication': {
    asks: adds('publication'),
    form: () => ({}),
    status: 400,
  },
  'GET /account/money/publication/:id': {
    asks: reads('publication'),
    path: ({ publication }) => `/account/money/publication/${publication}`,
  },
  'GET /account/money/publication/:id/file.csv': {
    asks: reads('publication'),
    path: ({ publication }) => `/account/money/publication/${publication}/file.csv`,
  },
  'POST /account/money/publication/:id/check': {
    asks: adds('publication'),
    path: ({ publication }) => `/account/money/publication/${publication}/check`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/publication/:id/publish': {
    asks: adds('publication'),
    path: ({ publication }) => `/account/money/publication/${publication}/publish`,
    form: () => ({}),
    status: 400,
  },
  'GET /account/money/orders': {
    asks: reads('money_order'),
  },
  'POST /account/money/orders': {
    asks: adds('money_order'),
    form: () => ({}),
    status: 400,
  },
  'GET /account/money/orders/:id': {
    asks: reads('money_order'),
    path: ({ purchaseOrder }) => `/account/money/orders/${purchaseOrder}`,
  },
  'POST /account/money/orders/:id/decision': {
    asks: adds('money_order'),
    path: ({ purchaseOrder }) => `/account/money/orders/${purchaseOrder}/decision`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/orders/:id/receipts': {
    asks: adds('money_receipt'),
    path: ({ purchaseOrder }) => `/account/money/orders/${purchaseOrder}/receipts`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/orders/:id/receipts/:receipt/withdrawal': {
    asks: adds('money_receipt'),
    path: ({ purchaseOrder, receipt }) =>
      `/account/money/orders/${purchaseOrder}/receipts/${receipt}/withdrawal`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/orders/:id/published': {
    asks: adds('money_order'),
    path: ({ purchaseOrder }) => `/account/money/orders/${purchaseOrder}/published`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/orders/:id/cancellations': {
    asks: adds('money_order'),
    path: ({ purchaseOrder }) => `/account/money/orders/${purchaseOrder}/cancellations`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/orders/:id/invoices': {
    asks: adds('invoice'),
    path: ({ purchaseOrder }) => `/account/money/orders/${purchaseOrder}/invoices`,
    form: () => ({}),
    status: 400,
  },
  'GET /account/money/invoices': {
    asks: reads('invoice'),
  },
  'GET /account/money/invoices/:id': {
    asks: reads('invoice'),
    path: ({ invoice }) => `/account/money/invoices/${invoice}`,
  },
  'POST /account/money/invoices/:id/approvals': {
    asks: adds('invoice'),
    path: ({ invoice }) => `/account/money/invoices/${invoice}/approvals`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/invoices/:id/payments': {
    asks: adds('invoice'),
    path: ({ invoice }) => `/account/money/invoices/${invoice}/payments`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/invoices/:id/withdrawal': {
    asks: adds('invoice'),
    path: ({ invoice }) => `/account/money/invoices/${invoice}/withdrawal`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/money/invoices/:id/disputes': {
    asks: adds('invoice'),
    path: ({ invoice }) => `/account/money/invoices/${invoice}/disputes`,
    form: () => ({}),
    status: 400,
  },

  'GET /help': { asks: 'anyRole' },

  'GET /card': { asks: 'open' },
  'GET /card/visit': { asks: 'open' },
  'POST /card/visit': { asks: 'open', form: () => ({}), status: 400 },
  'GET /card/decline': { asks: 'open' },
  'POST /card/decline': {
    asks: 'open',
    form: () => ({ code: 'K7M PX5X', postcode: 'ZX1 1AA' }),
  },
  'GET /card/needs': { asks: 'open' },
  'POST /card/needs': { asks: 'open', form: () => ({}), status: 400 },
  'GET /card/kit': { asks: 'open' },
  'GET /card/register': { asks: 'open' },
  'POST /card/register': { asks: 'open', form: () => ({}), status: 400 },
  'GET /card/applied': { asks: 'open' },
  'POST /card/applied': {
    asks: 'open',
    form: () => ({ serial: 'K7QD-2M4X-9THQ', pin: '4711' }),
  },
  'GET /card/moving': { asks: 'open' },
  'POST /card/moving': { asks: 'open', form: () => ({}), status: 400 },
  'GET /card/held': { asks: 'open' },
  'POST /card/held': { asks: 'open', form: () => ({ name: 'Ada Example', postcode: 'ZX1 1AA' }) },
  'GET /card/code': { asks: 'open' },
  'POST /card/code': { asks: 'open', form: () => ({}), status: 400 },
  'POST /card/correct': { asks: 'open', form: () => ({}), status: 400 },
  'GET /card/privacy': { asks: 'open' },

  'GET /people': { asks: person },
  'GET /people/:id': { asks: person, hides: 'covert', path: ({ somebody }) => `/people/${somebody}` },
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

  'GET /': { asks: 'anyRole' },
  'GET /openapi.json': { asks: 'anyRole' },

  'GET /target/risk': { asks: burglary },
  'GET /target/areas.csv': { asks: burglary },
  'GET /target/areas.geojson': { asks: burglary },
  'GET /target/risk.json': { asks: burglary },
  'GET /target/areas/:kind/:validFrom/:code/months.csv': {
    asks: burglary,
    path: ({ area }) => `/target/areas/lsoa/2018-01-01/${area}/months.csv`,
  },
  'GET /target/areas/:kind/:validFrom/:code': {
    asks: burglary,
    path: ({ area }) => `/target/areas/lsoa/2018-01-01/${area}`,
  },
  'GET /target/plan': { asks: burglary, ...heavy('/target/plan') },
  'GET /target/plan-choice.json': { asks: burglary, ...heavy('/target/plan-choice.json') },
  'GET /target/plan-areas.csv': { asks: burglary, ...heavy('/target/plan-areas.csv') },
  'GET /target/plan.csv': { asks: burglary, ...heavy('/target/plan.csv') },
  'GET /target/plan.geojson': { asks: burglary, ...heavy('/target/plan.geojson') },
  'GET /target/plan.json': { asks: burglary, ...heavy('/target/plan.json') },
  'POST /target/plan/drafts': {
    asks: addsPlan,
    form: () => ({ name: anew('Spring'), kits: '1500' }),
    status: 303,
  },
  'GET /target/plan/drafts': { asks: plan },
  'GET /target/plan/drafts.csv': { asks: plan },
  'GET /target/plan/drafts/compare': {
    asks: plan,
    path: ({ draft }) => `/target/plan/drafts/compare?a=${draft}&b=${draft}`,
  },
  'GET /target/plan/drafts/:id': { asks: plan, path: ({ draft }) => `/target/plan/drafts/${draft}` },
  'POST /target/plan/drafts/:id/name': {
    asks: addsPlan,
    path: ({ draft }) => `/target/plan/drafts/${draft}/name`,
    form: () => ({ name: anew('Summer') }),
    status: 303,
  },
  // A reason is missing: nothing is withdrawn that others ask for.
  'POST /target/plan/drafts/:id/withdrawal': {
    asks: addsPlan,
    path: ({ draft }) => `/target/plan/drafts/${draft}/withdrawal`,
    form: () => ({}),
    status: 400,
  },
  // A start is missing: the draft stays one that others ask for.
  'POST /target/plan/drafts/:id/approval': {
    asks: addsDeployments,
    path: ({ draft }) => `/target/plan/drafts/${draft}/approval`,
    form: () => ({}),
    status: 400,
  },
  'GET /target/plan/drafts/:id/draft.json': {
    asks: plan,
    path: ({ draft }) => `/target/plan/drafts/${draft}/draft.json`,
  },
  'GET /target/price-ladder': { asks: burglary, ...heavy('/target/price-ladder') },
  'GET /target/price-ladder.csv': { asks: burglary, ...heavy('/target/price-ladder.csv') },
  // The city of this test has too few homes for deployment areas to put into an order.
  'GET /target/phase-in': { asks: burglary, path: () => '/target/phase-in?kits=none', status: 400 },
  'POST /target/phase-in': {
    asks: addsPlan,
    form: () => ({ name: anew('Order'), kits: '2500', waves: '2', holdout: '0' }),
    status: 303,
  },
  'GET /target/phase-in/kept': { asks: burglary },
  'GET /target/phase-in/kept.csv': { asks: burglary },
  'GET /target/phase-in/kept/:id': { asks: burglary, path: ({ order }) => `/target/phase-in/kept/${order}` },
  'GET /target/phase-in/kept/:id/order.geojson': {
    asks: burglary,
    path: ({ order }) => `/target/phase-in/kept/${order}/order.geojson`,
  },
  'GET /target/phase-in/kept/:id/order.csv': {
    asks: burglary,
    path: ({ order }) => `/target/phase-in/kept/${order}/order.csv`,
  },
  'GET /target/back-test.csv': { asks: burglary, ...heavy('/target/back-test.csv') },
  'GET /target/back-test': { asks: burglary, ...heavy('/target/back-test') },
  'GET /target/loaded': { asks: burglary },
  'GET /target/loaded-months.csv': { asks: burglary },
  'GET /target/loaded-homes.csv': { asks: burglary },
  'GET /target/settings': { asks: reads('setting') },
  'GET /target/settings/:name': { asks: reads('setting'), path: () => '/target/settings/saturation' },
  'POST /target/settings/:name': {
    asks: { verb: 'add', kind: 'setting' },
    path: () => '/target/settings/pounds%20per%20kit',
    form: () => ({ value: 'none' }),
    status: 400,
  },

  'GET /measure': { asks: plan },
  'GET /measure/programme.schema.json': { asks: plan },
  'GET /measure/programmes.csv': { asks: plan },
  'POST /measure/of-plan': { asks: addsPlan, form: () => ({}), status: 400 },
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
  'POST /measure/programmes/:id/name': {
    ...ofProgramme('/name'),
    asks: addsPlan,
    form: () => ({ name: anew('Autumn') }),
    status: 303,
  },
  'POST /measure/programmes/:id/withdrawal': {
    ...ofProgramme('/withdrawal'),
    asks: addsPlan,
    form: () => ({}),
    status: 400,
  },
  'GET /measure/method': { asks: plan },

  'GET /measure/burgled-homes': {
    asks: { crossing: 'enforcement.burgled_home_counts(date, date)' },
    path: () => '/measure/burgled-homes?from=2015-01&to=2015-12',
  },

  'GET /account/tenders': { asks: reads('tender') },
  'GET /account/tenders.csv': { asks: reads('tender') },
  'GET /account/tenders/new': { asks: adds('tender') },
  'POST /account/tenders/new': { asks: adds('tender'), form: () => ({}), status: 400 },
  'GET /account/tenders/:id': {
    asks: reads('tender'),
    path: ({ tender }) => `/account/tenders/${tender}`,
  },
  'GET /account/tenders/:id/change': {
    asks: adds('tender'),
    path: ({ tender }) => `/account/tenders/${tender}/change`,
    status: 404,
  },
  'POST /account/tenders/:id/change': {
    asks: adds('tender'),
    path: ({ tender }) => `/account/tenders/${tender}/change`,
    form: () => ({}),
    status: 404,
  },
  'POST /account/tenders/:id/issue': {
    asks: adds('tender_signature'),
    path: ({ tender }) => `/account/tenders/${tender}/issue`,
    form: () => ({ number: '1' }),
    status: 400,
  },
  'POST /account/tenders/:id/bids': {
    asks: adds('bid'),
    path: ({ tender }) => `/account/tenders/${tender}/bids`,
    form: () => ({ supplier: 'Example' }),
    status: 400,
  },
  'POST /account/tenders/:id/opening': {
    asks: adds('bid'),
    path: ({ tender }) => `/account/tenders/${tender}/opening`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/tenders/:id/close': {
    asks: adds('tender'),
    path: ({ tender }) => `/account/tenders/${tender}/close`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/tenders/:id/award': {
    asks: adds('tender'),
    path: ({ tender }) => `/account/tenders/${tender}/award`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/tenders/:id/sign': {
    asks: adds('tender_signature'),
    path: ({ tender }) => `/account/tenders/${tender}/sign`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/tenders/:id/publish': {
    asks: adds('bid'),
    path: ({ tender }) => `/account/tenders/${tender}/publish`,
    form: () => ({}),
    status: 400,
  },
  'GET /account/tenders/:id/record.json': {
    asks: reads('tender'),
    path: ({ tender }) => `/account/tenders/${tender}/record.json`,
    status: 404,
  },
  'GET /account/contracts': { asks: reads('tender') },
  'GET /account/contracts/:id': {
    asks: reads('tender'),
    path: ({ tender }) => `/account/contracts/${tender}`,
    status: 404,
  },
  'POST /account/contracts/:id/assessments': {
    asks: adds('tender'),
    path: ({ tender }) => `/account/contracts/${tender}/assessments`,
    form: () => ({}),
    status: 404,
  },
  'GET /account/bids/:id': {
    asks: reads('tender'),
    path: ({ bid }) => `/account/bids/${bid}`,
  },
  'POST /account/bids/:id/interest': {
    asks: adds('tender'),
    path: ({ bid }) => `/account/bids/${bid}/interest`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/bids/:id/checks': {
    asks: adds('tender'),
    path: ({ bid }) => `/account/bids/${bid}/checks`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/bids/:id/scores': {
    asks: adds('bid_score'),
    path: ({ bid }) => `/account/bids/${bid}/scores`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/bids/:id/moderation': {
    asks: adds('tender'),
    path: ({ bid }) => `/account/bids/${bid}/moderation`,
    form: () => ({}),
    status: 400,
  },
  'GET /account/decisions': { asks: reads('decision') },
  'GET /account/decisions.csv': { asks: reads('decision') },
  'GET /account/decisions/new': { asks: adds('decision') },
  'POST /account/decisions/new': { asks: adds('decision'), form: () => ({}), status: 400 },
  'GET /account/decisions/read': { asks: adds('decision') },
  'POST /account/decisions/read': { asks: adds('decision'), form: () => ({}), status: 400 },
  'GET /account/decisions/rules': { asks: reads('decision') },
  'POST /account/decisions/rules': { asks: adds('decision'), form: () => ({}), status: 400 },
  'GET /account/decisions/:id': {
    asks: reads('decision'),
    path: ({ decision }) => `/account/decisions/${decision}`,
  },
  'POST /account/decisions/:id': {
    asks: adds('decision_signature'),
    path: ({ decision }) => `/account/decisions/${decision}`,
    form: () => ({ deed: 'sign', number: '1' }),
    status: 400,
  },
  'GET /account/decisions/:id/public': {
    asks: reads('decision'),
    path: ({ decision }) => `/account/decisions/${decision}/public`,
  },
  'GET /account/decisions/:id/change': {
    asks: adds('decision'),
    path: ({ decision }) => `/account/decisions/${decision}/change`,
  },
  'POST /account/decisions/:id/change': {
    asks: adds('decision'),
    path: ({ decision }) => `/account/decisions/${decision}/change`,
    form: () => ({}),
    status: 400,
  },
  'POST /account/decisions/:id/confidential': {
    asks: reads('decision_secret'),
    path: ({ decision }) => `/account/decisions/${decision}/confidential`,
    form: () => ({}),
  },
  'GET /account/log/records': { asks: log },
  'POST /account/log/records': { asks: log, form: (things) => ({ kind: 'home', id: things.home }) },
  'GET /account/log/cases': { asks: { crossing: 'enforcement.files_of_case(text)' } },
  'POST /account/log/cases': {
    asks: { crossing: 'enforcement.files_of_case(text)' },
    form: () => ({ reference: 'C/1', reason: 'review' }),
  },
  'GET /account/log/people': { asks: log },
  'POST /account/log/people': {
    asks: log,
    form: ({ somebody }) => ({ person: `person:${somebody}` }),
  },
  'GET /account/log/heads': { asks: log },
  'GET /account/log/heads.csv': { asks: log },
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

  'GET /deliver/wall': { asks: reads('street_count') },
  'GET /deliver/wall/changes': { asks: reads('street_count') },
  'GET /deliver/saturation': { asks: reads('street_count') },
  'GET /deliver/saturation.csv': { asks: reads('street_count') },
  'GET /deliver/saturation/:kind/:id': {
    asks: reads('street_count'),
    triedIn: 'test/journeys/saturation.journey.ts',
    path: ({ deployment }) => `/deliver/saturation/deployment/${deployment}`,
  },
  'GET /deliver/saturation/:kind/:id/parts.csv': {
    asks: reads('street_count'),
    triedIn: 'test/journeys/saturation.journey.ts',
    path: ({ deployment }) => `/deliver/saturation/deployment/${deployment}/parts.csv`,
  },
  'GET /deliver/saturation/area/:id/streets/:street': {
    asks: home,
    triedIn: 'test/journeys/saturation.journey.ts',
    path: ({ area }) => `/deliver/saturation/area/${area}/streets/No%20such%20street`,
    status: 404,
  },
  'GET /deliver/deployments': { asks: deployments },
  'GET /deliver/deployments.csv': { asks: deployments },
  'GET /deliver/deployments.geojson': { asks: deployments },
  'GET /deliver/deployments/:id': ofDeployment(''),
  'GET /deliver/deployments/:id/areas.csv': ofDeployment('/areas.csv'),
  // Nothing is asked to change.
  'POST /deliver/deployments/:id/changes': {
    ...ofDeployment('/changes'),
    asks: addsDeployments,
    form: () => ({}),
    status: 400,
  },
  'GET /deliver/assignments': { asks: reads('assignment') },
  'GET /deliver/assignments.csv': { asks: reads('assignment') },
  // Nothing is chosen.
  'POST /deliver/assignments': { asks: adds('assignment'), form: () => ({}), status: 400 },
  'POST /deliver/assignments/:id/end': {
    asks: adds('assignment'),
    belongs: 'assignment',
    path: ({ assignment }) => `/deliver/assignments/${assignment}/end`,
    form: () => ({ reason: 'Example' }),
    status: 303,
  },
  'GET /deliver/rounds': {
    asks: adds('assignment'),
    path: ({ deployment }) => `/deliver/rounds?deployment=${deployment}&day=2030-01-02`,
  },
  'GET /deliver/rounds.csv': {
    asks: adds('assignment'),
    path: ({ deployment }) => `/deliver/rounds.csv?deployment=${deployment}&day=2030-01-02`,
  },
  // There is none of this number.
  'GET /deliver/rounds/round': {
    asks: adds('assignment'),
    path: ({ deployment }) => `/deliver/rounds/round?deployment=${deployment}&day=2030-01-02&round=99`,
    status: 404,
  },
  // Nobody is named, and nothing is given out.
  'POST /deliver/rounds/duty-hours': {
    asks: adds('assignment'),
    form: ({ deployment }) => ({ deployment, day: '2030-01-02' }),
    status: 400,
  },
  'POST /deliver/rounds/given-out': {
    asks: adds('assignment'),
    form: ({ deployment }) => ({ deployment, day: '2030-01-02' }),
    status: 400,
  },
  'GET /deliver/rounds/given-out/:id': {
    asks: adds('assignment'),
    belongs: 'assignment',
    path: ({ assignment }) => `/deliver/rounds/given-out/${assignment}`,
  },
  'GET /deliver/visits.csv': { asks: reads('assignment') },
  'GET /deliver/card-requests': { asks: reads('card_request') },
  'GET /deliver/card-requests.csv': { asks: reads('card_request') },
  'GET /deliver/letters': { asks: adds('letter_attempt') },
  'POST /deliver/letters/printed': { asks: adds('letter_attempt'), form: () => ({}), status: 400 },
  'GET /deliver/cards': { asks: adds('left_card') },
  'POST /deliver/cards': { asks: adds('left_card'), form: () => ({ sheets: '2' }) },
  'GET /deliver/corrections': { asks: reads('correction') },
  'POST /deliver/corrections/:id/answer': {
    asks: adds('correction_answer'),
    belongs: 'correction',
    path: ({ correction }) => `/deliver/corrections/${correction}/answer`,
    form: () => ({ done: 'yes', reason: 'Example' }),
    status: 303,
  },
  'GET /deliver/spot-checks': { asks: knowsSpotChecks },
  'GET /deliver/spot-checks.csv': { asks: knowsSpotChecks },
  'POST /deliver/spot-checks': { asks: adds('spot_check'), form: () => ({}), status: 400 },
  'GET /deliver/spot-checks/:id': {
    asks: reads('spot_check'),
    belongs: 'spot_check',
    path: ({ spotCheck }) => `/deliver/spot-checks/${spotCheck}`,
  },
  'GET /deliver/spot-checks/:id/doors.csv': {
    asks: reads('spot_door'),
    belongs: 'spot_door',
    path: ({ spotCheck }) => `/deliver/spot-checks/${spotCheck}/doors.csv`,
  },
  'POST /deliver/spot-checks/:id/draw': {
    asks: adds('spot_check'),
    belongs: 'spot_check',
    ...checkOfOneBcu,
    path: ({ spotCheck }) => `/deliver/spot-checks/${spotCheck}/draw`,
    form: () => ({}),
    status: 303,
  },
  'POST /deliver/spot-checks/:id/end': {
    asks: adds('spot_check'),
    belongs: 'spot_check',
    ...checkOfOneBcu,
    path: ({ spotCheck }) => `/deliver/spot-checks/${spotCheck}/end`,
    form: () => ({ form: 'close' }),
    status: 400,
  },
  'GET /deliver/spot-checks/:id/list': {
    ...ofChecker,
    path: ({ spotCheck }) => `/deliver/spot-checks/${spotCheck}/list`,
  },
  'GET /deliver/spot-checks/:id/list/:door': {
    ...ofChecker,
    path: ({ spotCheck }) => `/deliver/spot-checks/${spotCheck}/list/1`,
  },
  'POST /deliver/spot-checks/:id/list/:door': {
    ...ofChecker,
    path: ({ spotCheck }) => `/deliver/spot-checks/${spotCheck}/list/1`,
    form: () => ({ found: 'marked' }),
  },
  'GET /deliver/saturation/:kind/:id/surveys.csv': {
    asks: reads('survey_count'),
    path: ({ deployment }) => `/deliver/saturation/deployment/${deployment}/surveys.csv`,
  },
  'GET /deliver/signs': { asks: reads('sign') },
  'GET /deliver/signs.csv': { asks: reads('sign') },
  'POST /deliver/signs': { asks: adds('sign'), form: () => ({}), status: 400 },
  'GET /deliver/signs/needed': { asks: reads('sign') },
  'GET /deliver/signs/needed.csv': { asks: reads('sign') },
  'GET /deliver/signs/:id': {
    asks: reads('sign'),
    belongs: 'sign',
    path: ({ sign }) => `/deliver/signs/${sign}`,
  },
  'POST /deliver/signs/:id/checks': {
    asks: adds('sign'),
    belongs: 'sign',
    path: ({ sign }) => `/deliver/signs/${sign}/checks`,
    form: () => ({ found: 'good', onDay: '2026-01-03' }),
    status: 303,
  },
  'GET /deliver/signs/:id/pictures/:picture': {
    asks: reads('file'),
    belongs: 'sign',
    path: ({ sign, picture }) => `/deliver/signs/${sign}/pictures/${picture}`,
  },
  'POST /deliver/signs/:id/pictures/erase': {
    asks: { verb: 'change', kind: 'file' },
    belongs: 'sign',
    path: ({ sign }) => `/deliver/signs/${sign}/pictures/erase`,
    form: ({ picture }) => ({ picture, reason: 'It shows somebody' }),
    status: 303,
  },
  'GET /deliver/press-and-posters': { asks: reads('sign') },
  'GET /deliver/press-and-posters.csv': { asks: reads('sign') },
  'POST /deliver/press-and-posters': { asks: adds('sign'), form: () => ({}), status: 400 },
  'POST /deliver/press-and-posters/:id/corrections': {
    asks: adds('sign'),
    belongs: 'sign',
    path: ({ notice }) => `/deliver/press-and-posters/${notice}/corrections`,
    form: () => ({ onDay: '2026-01-03', number: '2' }),
    status: 303,
  },
  'GET /deliver/visit-questions': { asks: adds('assignment') },
  'GET /deliver/visit-questions.csv': { asks: adds('assignment') },
  'GET /deliver/told': { asks: reads('set_aside_decision') },
  'GET /deliver/told.csv': { asks: reads('set_aside_decision') },
  'GET /deliver/set-aside': { asks: reads('set_aside_decision') },
  'GET /deliver/set-aside.csv': { asks: reads('set_aside_decision') },
  'POST /deliver/set-aside/:id/decision': {
    asks: adds('set_aside_decision'),
    belongs: 'set_aside_decision',
    path: ({ aside }) => `/deliver/set-aside/${aside}/decision`,
    form: () => ({ decision: 'given-up', reason: 'Example' }),
    status: 303,
  },
  'GET /deliver/phones': { asks: reads('phone_contact') },
  'GET /deliver/phones.csv': { asks: reads('phone_contact') },
  'GET /deliver/phones/:id': {
    asks: reads('phone_contact'),
    belongs: 'phone_contact',
    path: ({ phone }) => `/deliver/phones/${phone}`,
  },
  'POST /deliver/phones/:id/name': {
    asks: adds('phone_act'),
    belongs: 'phone_contact',
    path: ({ phone }) => `/deliver/phones/${phone}/name`,
    form: () => ({ name: 'Example' }),
    status: 303,
  },
  'POST /deliver/phones/:id/revocation': {
    asks: adds('phone_act'),
    belongs: 'phone_contact',
    path: ({ phone }) => `/deliver/phones/${phone}/revocation`,
    form: () => ({ reason: 'Example' }),
    status: 303,
  },
  'GET /deliver/lost-phones': { asks: findsLostPhones },
  'POST /deliver/lost-phones': { asks: findsLostPhones, form: () => ({ officer: 'Example' }) },
  'POST /deliver/lost-phones/:id/revocation': {
    asks: { crossing: 'engagement.revoke_lost_phone(uuid, uuid, text, timestamp with time zone)' },
    path: ({ phone }) => `/deliver/lost-phones/${phone}/revocation`,
    form: () => ({ reason: 'Example' }),
    status: 303,
  },
  'GET /deliver/officers-out': { asks: countsTeams },
  'GET /deliver/rota': { asks: keepsRota },
  'GET /deliver/rota.csv': { asks: keepsRota },
  'POST /deliver/rota': { asks: keepsRota, form: () => ({}), status: 400 },
  'GET /deliver/hours': { asks: countsHours },
  'GET /deliver/hours.csv': { asks: countsHours },
  'GET /deliver/team': { asks: reads('phone_contact') },
  'GET /deliver/team.csv': { asks: reads('phone_contact') },
  'GET /deliver/receipts': { asks: reads('phone_event') },
  'GET /deliver/receipts.csv': { asks: reads('phone_event') },
  // Of a colleague: officers read their own, in the journey of a walk.
  'GET /deliver/receipts/:phone/:person/:day': {
    asks: reads('phone_event'),
    belongs: 'phone_contact',
    path: ({ phone }) => `/deliver/receipts/${phone}/${phoneOfficer}/2026-01-02`,
  },
  'GET /deliver/receipts/:phone/:person/:day/records.csv': {
    asks: reads('phone_event'),
    belongs: 'phone_contact',
    path: ({ phone }) => `/deliver/receipts/${phone}/${phoneOfficer}/2026-01-02/records.csv`,
  },
  'GET /deliver/saved-copies': { asks: reads('saved_copy') },
  'GET /deliver/saved-copies.csv': { asks: reads('saved_copy') },
  // No file is chosen.
  'POST /deliver/saved-copies': { asks: adds('saved_copy'), form: () => ({}), status: 422 },
  'GET /deliver/phone': { asks: walks, status: 303 },
  'GET /deliver/sync/person': { asks: walks },
  'POST /deliver/sync/events': ofNobody,
  'POST /deliver/sync/pictures': ofNobody,
  'POST /deliver/sync/manifest': ofNobody,
  'POST /deliver/sync/station-key': ofNobody,
  'POST /deliver/sync/changes': ofNobody,
  'GET /deliver/sync/pages/:whose/:part': {
    asks: walks,
    triedIn: 'apps/server/rooms/deliver/sync/phones-ask.test.ts',
    path: ({ home: whose }) => `/deliver/sync/pages/${whose}/homes?at=1-1&epoch=1`,
  },
  'GET /deliver/sync/receipt': {
    asks: walks,
    path: ({ phone }) => `/deliver/sync/receipt?day=2026-11-29&device=${phone}`,
  },
  'GET /deliver/homes': { asks: home },
  'POST /deliver/homes': { asks: home, form: ({ postcode }) => ({ postcode }), finds: 'home' },
  'GET /deliver/homes/:id': {
    asks: home,
    path: (things) => `/deliver/homes/${things.home}`,
    belongs: 'home',
  },
  'POST /deliver/homes/:id/residents': {
    asks: { verb: 'add', kind: 'resident' },
    path: (things) => `/deliver/homes/${things.home}/residents`,
    form: () => ({ name: 'Ada Example' }),
    status: 303,
    belongs: 'home',
  },
  'POST /deliver/homes/:id/residents/:resident/held': {
    asks: access,
    path: (things) => `/deliver/homes/${things.home}/residents/${things.resident}/held`,
    form: () => ({}),
    belongs: 'home',
  },
  'POST /deliver/homes/:id/residents/:resident/erase': {
    asks: access,
    path: (things) => `/deliver/homes/${things.home}/residents/${things.resident}/erase`,
    form: () => ({ reason: 'asked to be' }),
    status: 303,
    belongs: 'home',
  },
  'POST /deliver/homes/:id/proposals': {
    asks: { verb: 'add', kind: 'home_proposal' },
    path: (things) => `/deliver/homes/${things.home}/proposals`,
    form: () => ({ kind: 'exclude', reason: 'void', note: 'Boarded up' }),
    status: 303,
    belongs: 'home',
  },
  'POST /deliver/homes/:id/kits': {
    asks: goesToDoors,
    path: (things) => `/deliver/homes/${things.home}/kits`,
    form: () => ({}),
    status: 400,
    belongs: 'home',
  },
  'GET /deliver/proposals': { asks: reads('home_proposal') },
  'GET /deliver/proposals.csv': { asks: reads('home_proposal') },
  'POST /deliver/proposals/:id/decision': {
    asks: { verb: 'add', kind: 'home_decision' },
    path: () => '/deliver/proposals/none/decision',
    form: () => ({ decision: 'approve' }),
    status: 404,
    belongs: 'person',
  },
  'GET /deliver/address-editions': { asks: plan },
  'GET /deliver/address-editions/:id': {
    asks: plan,
    path: ({ edition }) => `/deliver/address-editions/${edition}`,
  },
  'GET /deliver/address-editions/:id/differences.csv': {
    asks: plan,
    path: ({ edition }) => `/deliver/address-editions/${edition}/differences.csv`,
  },
  'GET /deliver/address-editions/:id/areas.csv': {
    asks: plan,
    path: ({ edition }) => `/deliver/address-editions/${edition}/areas.csv`,
  },
  'POST /deliver/address-editions/:id/decision': {
    asks: { verb: 'add', kind: 'edition_decision' },
    path: ({ edition }) => `/deliver/address-editions/${edition}/decision`,
    form: () => ({ decision: 'refuse', reason: 'Cut off' }),
    status: 303,
  },

  'GET /deliver/cocoon': { asks: { crossing: 'enforcement.cocoon(timestamptz, integer)' } },
  'GET /deliver/who-is-next': { asks: { crossing: 'enforcement.burgled_lately(date)' } },
  'GET /deliver/who-is-next.csv': { asks: { crossing: 'enforcement.burgled_lately(date)' } },
  'GET /deliver/who-is-next/dosage': { asks: { crossing: 'enforcement.burgled_lately(date)' } },
  'GET /deliver/who-is-next/dosage.csv': { asks: { crossing: 'enforcement.burgled_lately(date)' } },
  'GET /trace/caller': { asks: takesCalls },
  'POST /trace/caller': {
    asks: takesCalls,
    form: ({ postcode }) => ({ kind: 'found', code: 'ZX000001', postcode }),
  },
  'GET /trace/caller/visit': { asks: adds('card_message') },
  'POST /trace/caller/visit': { asks: adds('card_message'), form: () => ({}), status: 400 },
  'GET /trace/scans': { asks: reads('scan') },
  'POST /trace/scans': { asks: reads('scan'), form: () => ({ wanted: 'nobody' }), status: 400 },
  'GET /trace/scans/record': { asks: adds('scan') },
  'POST /trace/scans/record': { asks: adds('scan'), form: () => ({}), status: 400 },
  'GET /trace/scans/:id': {
    asks: reads('scan'),
    belongs: 'scan',
    path: ({ scan }) => `/trace/scans/${scan}`,
  },
  'GET /trace/scans/pictures/:picture': {
    asks: reads('scan_file'),
    belongs: 'scan',
    path: ({ scan }) => `/trace/scans/pictures/${scan}`,
  },
  'POST /trace/scans/:id/erase-picture': {
    asks: { verb: 'change', kind: 'scan_file' },
    belongs: 'scan',
    path: ({ scan }) => `/trace/scans/${scan}/erase-picture`,
    form: ({ scan }) => ({ picture: scan, reason: 'It shows somebody' }),
    status: 303,
  },
  'GET /trace/scans/lamps': { asks: reads('scan_place') },
  'POST /trace/scans/lamps': { asks: adds('scan_place'), form: () => ({}), status: 400 },
  'GET /trace/scans/booked-in': { asks: reads('scan_place') },
  'POST /trace/scans/booked-in': { asks: adds('scan_place'), form: () => ({}), status: 400 },
  'GET /trace/scans/set-aside': { asks: adds('scan') },
  'POST /trace/scans/set-aside': { asks: adds('scan'), form: () => ({}), status: 400 },
  'GET /trace/phone': { asks: adds('scan'), status: 303 },
  'GET /trace/sync/person': { asks: adds('scan') },
  'POST /trace/sync/events': { asks: adds('scan'), json: {}, status: 400 },
  'POST /trace/sync/pictures': { asks: adds('scan'), json: {}, status: 400 },
  'POST /trace/sync/manifest': { asks: adds('scan'), json: {}, status: 400 },
  'POST /trace/sync/changes': { asks: adds('scan'), json: {}, status: 400 },
  'GET /trace/sync/pages/:whose/:part': {
    asks: adds('scan'),
    triedIn: 'apps/server/rooms/trace/phone-scans/phone-scans.test.ts',
    path: ({ home: whose }) => `/trace/sync/pages/${whose}/lamps?at=1-1&epoch=1`,
  },
  'GET /trace/scans/rates': { asks: reads('scan') },
  'GET /trace/scans/rates.csv': { asks: reads('scan') },
  'GET /trace/bundle': { asks: adds('unused_item') },
  'POST /trace/bundle': { asks: adds('unused_item'), form: () => ({ case: 'none' }), status: 400 },
  'POST /trace/bundle/unused-material': { asks: adds('unused_item'), form: () => ({}), status: 400 },
  'POST /trace/bundle/zip': { asks: adds('unused_item'), form: () => ({}), status: 400 },
  'GET /trace/exhibits': { asks: reads('exhibit') },
  'GET /trace/exhibits.csv': { asks: reads('exhibit') },
  'POST /trace/exhibits': { asks: reads('exhibit'), form: () => ({ wanted: 'XX/99' }), status: 400 },
  'GET /trace/exhibits/book-in': { asks: adds('exhibit') },
  'POST /trace/exhibits/book-in': { asks: adds('exhibit'), form: () => ({}), status: 400 },
  'GET /trace/exhibits/hand-over': { asks: adds('exhibit') },
  'POST /trace/exhibits/hand-over': { asks: adds('exhibit'), form: () => ({}), status: 400 },
  'POST /trace/exhibits/take': { asks: adds('exhibit'), form: () => ({}), status: 400 },
  'POST /trace/exhibits/labels': {
    asks: reads('exhibit'),
    belongs: 'exhibit_place',
    form: ({ exhibit }) => ({ exhibit }),
  },
  'GET /trace/exhibits/:id': {
    asks: reads('exhibit'),
    belongs: 'exhibit_place',
    path: ({ exhibit }) => `/trace/exhibits/${exhibit}`,
  },
  'GET /trace/exhibits/:id/continuity.csv': {
    asks: reads('exhibit'),
    belongs: 'exhibit_place',
    path: ({ exhibit }) => `/trace/exhibits/${exhibit}/continuity.csv`,
  },
  'POST /trace/exhibits/:id': {
    asks: adds('exhibit'),
    belongs: 'exhibit_place',
    path: ({ exhibit }) => `/trace/exhibits/${exhibit}`,
    form: () => ({ deed: 'hold', officer: 'DC Rao', reason: 'Trial in March' }),
    status: 303,
  },
  'GET /trace/stocktakes': { asks: reads('stocktake') },
  'GET /trace/stocktakes.csv': { asks: reads('stocktake') },
  'POST /trace/stocktakes': { asks: adds('stocktake'), form: () => ({}), status: 400 },
  'GET /trace/stocktakes/:id': {
    asks: reads('stocktake'),
    belongs: 'stocktake',
    path: ({ stocktake }) => `/trace/stocktakes/${stocktake}`,
  },
  'POST /trace/stocktakes/:id': {
    asks: adds('stocktake'),
    belongs: 'stocktake',
    path: ({ stocktake }) => `/trace/stocktakes/${stocktake}`,
    form: () => ({ exhibits: 'ZZ/9', known: 'yes' }),
    status: 303,
  },
  'GET /trace/stocktakes/:id/differences.csv': {
    asks: reads('stocktake'),
    belongs: 'stocktake',
    path: ({ stocktake }) => `/trace/stocktakes/${stocktake}/differences.csv`,
  },
  'POST /trace/stocktakes/:id/outcome': {
    asks: adds('stocktake'),
    belongs: 'stocktake',
    path: ({ stocktake }) => `/trace/stocktakes/${stocktake}/outcome`,
    form: () => ({}),
    status: 400,
  },
  'POST /trace/stocktakes/:id/end': {
    asks: adds('stocktake'),
    belongs: 'stocktake',
    path: ({ stocktake }) => `/trace/stocktakes/${stocktake}/end`,
    form: () => ({ how: 'stop' }),
    status: 400,
  },
  'GET /trace/code': { asks: traces },
  'POST /trace/code': {
    asks: traces,
    form: () => ({ reading: 'ZX000001', day: '2026-01-01', urgent: 'yes' }),
    status: 303,
  },
  'GET /trace/code/asked': { asks: traces },
  'GET /trace/code/:id': { asks: traces, path: ({ trace }) => `/trace/code/${trace}` },
  'POST /trace/code/:id/names': { asks: traces, path: ({ trace }) => `/trace/code/${trace}/names` },
  'POST /trace/code/:id/after': {
    asks: traces,
    path: ({ trace }) => `/trace/code/${trace}/after`,
    form: () => ({}),
    status: 400,
  },
  'POST /trace/code/:id/letter': {
    asks: traces,
    path: ({ trace }) => `/trace/code/${trace}/letter`,
    form: () => ({}),
    status: 400,
  },
  'GET /trace/outcomes': { asks: traces },
  'GET /trace/outcomes.csv': { asks: traces },
  'POST /trace/code/:id/review': {
    asks: traces,
    path: ({ trace }) => `/trace/code/${trace}/review`,
    form: () => ({}),
    status: 400,
  },
  'GET /trace/readings': { asks: reads('reading') },
  'GET /trace/readings/record': { asks: adds('reading') },
  'POST /trace/readings/record': { asks: adds('reading'), form: () => ({}), status: 400 },
  'GET /trace/readings/:id': {
    asks: reads('reading'),
    belongs: 'exhibit_place',
    path: ({ reading }) => `/trace/readings/${reading}`,
  },
  'GET /trace/results': { asks: reads('reading') },
  'GET /trace/results/record': { asks: adds('reading') },
  'POST /trace/results/record': { asks: adds('reading'), form: () => ({}), status: 400 },
  'GET /trace/results/:id': {
    asks: reads('reading'),
    belongs: 'exhibit_place',
    path: ({ result }) => `/trace/results/${result}`,
  },
  'GET /trace/exchange': { asks: reads('exchange') },
  'GET /trace/exchange/send': { asks: adds('exchange') },
  'POST /trace/exchange/send': { asks: adds('exchange'), form: () => ({}), status: 400 },
  'GET /trace/exchange/take': { asks: adds('exchange') },
  'POST /trace/exchange/take': { asks: adds('exchange'), form: () => ({}), status: 400 },
  'GET /trace/exchange/:id/file.csv': {
    asks: reads('exchange'),
    belongs: 'exhibit_place',
    path: ({ sent }) => `/trace/exchange/${sent}/file.csv`,
  },
  'GET /account/agreements': { asks: reads('sharing_agreement') },
  'POST /account/agreements': { asks: adds('sharing_agreement'), form: () => ({}), status: 400 },
  'POST /account/agreements/:id/end': {
    asks: adds('sharing_agreement'),
    path: ({ exhibit }) => `/account/agreements/${exhibit}/end`,
    form: () => ({ reason: 'Example' }),
    status: 404,
  },
}
