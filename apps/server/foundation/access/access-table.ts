import { personRoleNames, roles, type Role } from './roles.ts'

/**
 * The one table of who may do what: kind of data × role × own places or the whole force × read, add, change, remove.
 * The policies and rights of the database are made from it (policies.ts), and so are the buttons that a page shows
 * (may.ts); what is not in it is refused.
 */
export const verbs = ['read', 'add', 'change', 'remove'] as const
export type Verb = (typeof verbs)[number]

/** `own`: rows of the wards, or of the BCU, that the person is posted to; `all`: every row. */
export type Scope = 'own' | 'all'
export type Rule = Partial<Record<Verb, Scope>>

const read = { read: 'all' } as const
const readAndAdd = { read: 'all', add: 'all' } as const
const readOwn = { read: 'own' } as const
const readAndAddOwn = { read: 'own', add: 'own' } as const
const add = { add: 'all' } as const
const keep = { read: 'all', add: 'all', change: 'all' } as const
const everything = { read: 'all', add: 'all', change: 'all', remove: 'all' } as const

const everyRole = <R extends Rule>(rule: R): Record<Role, R> =>
  Object.fromEntries(roles.map((role) => [role, rule])) as Record<Role, R>
/** What each actor writes down of their own acts; those who check it read it. */
const everybodyAdds = { ...everyRole(add), data_protection: readAndAdd, auditor: readAndAdd }
const everybodyReads = everyRole(read)
/** Whoever works with places. */
const readersOfPlaces = {
  registrar: read,
  risk: read,
  identity: read,
  planner: read,
  ward_officer: read,
  prevention_pcso: read,
  sergeant: read,
  control_room: read,
  store_keeper: read,
  stock_keeper: read,
  custody: read,
  investigator: read,
  data_protection: read,
  finance: read,
  programme_lead: read,
  auditor: read,
  administrator: read,
}

export const accessTable = {
  /** Boundaries, homes as numbers, look-ups, streets and addresses without who lives there. */
  place: { ...readersOfPlaces, importer: everything },
  /** Editions of an address file and what they say of addresses, as Ordnance Survey publishes them: without who lives there. */
  address_edition: { ...readersOfPlaces, importer: readAndAdd },
  /** That an edition was accepted or refused. */
  edition_decision: { ...readersOfPlaces, importer: readAndAdd, programme_lead: readAndAdd },
  /** Recorded burglary from open sources, as rows and as counts. */
  burglary: {
    importer: everything,
    risk: read,
    planner: read,
    sergeant: read,
    data_protection: read,
    programme_lead: read,
    auditor: read,
  },
  /** Crime of every other type, for falsification tests; closed to the risk model (domain: forbidden inputs). */
  other_crime: { importer: everything, planner: read, auditor: read },
  /** Drafts of plans, orders of starts, and what was expected when areas were chosen; kept, never changed. */
  plan: {
    planner: readAndAdd,
    sergeant: read,
    data_protection: read,
    finance: read,
    programme_lead: read,
    auditor: read,
  },
  /** What plans became when they were approved; whoever is posted to a place reads those of it. */
  deployment: {
    importer: readAndAdd,
    registrar: readAndAdd,
    planner: read,
    ward_officer: read,
    prevention_pcso: read,
    sergeant: read,
    control_room: read,
    stock_keeper: read,
    data_protection: read,
    finance: read,
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** Their areas, each in the ward and BCU of its centre. */
  deployment_area: {
    importer: readAndAdd,
    registrar: readAndAdd,
    planner: read,
    ward_officer: readOwn,
    prevention_pcso: readOwn,
    sergeant: readOwn,
    control_room: read,
    stock_keeper: readOwn,
    data_protection: read,
    finance: read,
    programme_lead: readAndAdd,
    auditor: read,
  },
  setting: {
    importer: read,
    registrar: read,
    risk: read,
    planner: readAndAdd,
    sergeant: read,
    data_protection: read,
    finance: readAndAdd,
    programme_lead: readAndAdd,
    auditor: read,
    administrator: read,
    identity: read,
  },
  /** Whether the city is made up; every page says so. */
  demonstration: {
    importer: everything,
    registrar: read,
    risk: read,
    identity: read,
    planner: read,
    ward_officer: read,
    prevention_pcso: read,
    sergeant: read,
    control_room: read,
    call_handler: read,
    store_keeper: read,
    stock_keeper: read,
    custody: read,
    investigator: read,
    laboratory: read,
    covert: read,
    data_protection: read,
    finance: read,
    programme_lead: read,
    auditor: read,
    administrator: read,
  },
  /** A force's own incidents (DPA 2018 Part 3). Everybody else meets them through a crossing. */
  incident: { importer: readAndAdd, investigator: read },
  /** Homes that kits are offered to, with their addresses (UK GDPR). */
  home: {
    registrar: readAndAdd,
    ward_officer: readOwn,
    prevention_pcso: readOwn,
    sergeant: readOwn,
    data_protection: read,
  },
  /** That a home is to be left out or taken in, as somebody at the door proposes. */
  home_proposal: {
    registrar: read,
    ward_officer: readAndAddOwn,
    prevention_pcso: readAndAddOwn,
    sergeant: readAndAddOwn,
    programme_lead: read,
    data_protection: read,
  },
  /** What a second person decided about it. */
  home_decision: {
    registrar: read,
    ward_officer: readOwn,
    prevention_pcso: readOwn,
    sergeant: readAndAddOwn,
    programme_lead: readAndAdd,
    data_protection: read,
  },
  /** Who registered for a home; what names them is encrypted besides. */
  resident: {
    registrar: keep,
    ward_officer: readAndAddOwn,
    prevention_pcso: readAndAddOwn,
    // Whoever walks with a phone registers whom a delivery names.
    sergeant: readAndAddOwn,
    data_protection: { read: 'all', change: 'all' },
  },
  /** Suppliers, contracts, prices, batches and boxes. */
  supply: {
    registrar: readAndAdd,
    store_keeper: readAndAdd,
    stock_keeper: read,
    sergeant: read,
    finance: read,
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** Which bottles there are; their codes are encrypted besides. */
  kit_code: { registrar: keep, store_keeper: readAndAdd },
  /** The life of every bottle. */
  kit: {
    registrar: readAndAdd,
    store_keeper: readAndAdd,
    stock_keeper: readAndAddOwn,
    ward_officer: readAndAddOwn,
    prevention_pcso: readAndAddOwn,
    sergeant: readAndAddOwn,
    programme_lead: readAndAdd,
  },
  /** Where each bottle is; the ledger keeps it with each movement, and nobody else does. */
  kit_position: {
    registrar: read,
    store_keeper: read,
    stock_keeper: readOwn,
    ward_officer: readOwn,
    prevention_pcso: readOwn,
    sergeant: readOwn,
    programme_lead: read,
  },
  /** Recalls and quarantines of batches, boxes and kits wherever they are: whoever may have one is told of them. */
  kit_stop: {
    registrar: readAndAdd,
    store_keeper: readAndAdd,
    stock_keeper: read,
    ward_officer: read,
    prevention_pcso: read,
    sergeant: read,
    programme_lead: readAndAdd,
  },
  /** Teams of a BCU and who is in them. */
  team: {
    registrar: keep,
    store_keeper: read,
    stock_keeper: readOwn,
    ward_officer: readOwn,
    prevention_pcso: readOwn,
    sergeant: { read: 'own', add: 'own', change: 'own' },
    programme_lead: read,
  },
  /** Counts of kits, and by how much they differ from the ledger. */
  kit_count: {
    registrar: readAndAdd,
    store_keeper: readAndAdd,
    stock_keeper: readAndAddOwn,
    sergeant: readAndAddOwn,
    programme_lead: readAndAdd,
  },
  /** Which homes are whose to walk, from a day to a day; officers read their own. */
  assignment: {
    registrar: readAndAdd,
    ward_officer: read,
    prevention_pcso: read,
    sergeant: readAndAddOwn,
    data_protection: read,
  },
  /** Phones, each by the id that its app gave itself. */
  phone: { ward_officer: read, prevention_pcso: read, sergeant: readOwn, data_protection: read },
  /** What sergeants did with phones: whoever holds one must learn that it was revoked. */
  phone_act: {
    ward_officer: read,
    prevention_pcso: read,
    sergeant: readAndAddOwn,
    data_protection: read,
  },
  /** What became of each home; kept with its facts, and by nobody else. */
  home_state: {
    registrar: read,
    ward_officer: readOwn,
    prevention_pcso: readOwn,
    sergeant: readOwn,
    data_protection: read,
  },
  /** Homes of streets by what became of them, and in which boundaries they are counted. */
  street_count: {
    registrar: read,
    planner: read,
    ward_officer: readOwn,
    prevention_pcso: readOwn,
    sergeant: readOwn,
    control_room: read,
    stock_keeper: readOwn,
    data_protection: read,
    finance: read,
    programme_lead: read,
    auditor: read,
  },
  /** What phones said of themselves at their last contact of a day. */
  phone_contact: { sergeant: readOwn, data_protection: read },
  /** What shows whose a saved copy is, and that one is read in: the check of who acts reads them, and nobody who acts. */
  phone_proof: { ward_officer: add, prevention_pcso: add, sergeant: add },
  copy_opening: { sergeant: add },
  /** Saved copies of phones that were read in. */
  saved_copy: { sergeant: readAndAddOwn, data_protection: read },
  /** Events of phones as they came; officers read their own. What may name a resident is encrypted besides. */
  phone_event: {
    registrar: keep,
    ward_officer: readAndAdd,
    prevention_pcso: readAndAdd,
    sergeant: readAndAddOwn,
    data_protection: { read: 'all', change: 'all' },
  },
  /** Which homes were opened on a phone, by day: their own, for whoever tells them; the log is for everybody else. */
  phone_look: { ward_officer: readAndAdd, prevention_pcso: readAndAdd, sergeant: readAndAdd },
  /** What events tell of homes and blocks, without who lives there: of the author's own assignments, whatever the ward now. */
  visit: {
    registrar: read,
    ward_officer: { read: 'own', add: 'all' },
    prevention_pcso: { read: 'own', add: 'all' },
    sergeant: readAndAddOwn,
    data_protection: { read: 'all', change: 'all' },
  },
  /** Cards that were left: a card says nothing of a home. */
  left_card: { ward_officer: readAndAdd, prevention_pcso: readAndAdd, sergeant: readAndAdd },
  /** What was said with the code of a card, by whoever had it or for a caller; one that came to no home can be erased. */
  card_message: { visitor: add, call_handler: add, data_protection: { read: 'all', remove: 'all' } },
  /** What households asked for by their cards. */
  card_request: { registrar: read, sergeant: readOwn, data_protection: { read: 'all', change: 'all' } },
  /** What was said with the serial and PIN of a kit, by whoever had it in hand. */
  kit_message: { visitor: add, data_protection: { read: 'all', remove: 'all' } },
  /** What households said of their kits. */
  kit_statement: {
    registrar: read,
    ward_officer: readOwn,
    prevention_pcso: readOwn,
    sergeant: readOwn,
    data_protection: read,
  },
  /** That somebody asks what is held of them, whoever they are. */
  held_ask: { visitor: add, data_protection: { read: 'all', remove: 'all' } },
  /** What is to be written to households, without its words. */
  letter: { sergeant: readOwn, data_protection: read },
  /** That it was sent or printed; what sends it goes by crossings. */
  letter_attempt: { sergeant: readAndAddOwn, data_protection: read },
  /** Codes for once, as digests. */
  held_code: { sergeant: { add: 'own' }, data_protection: read },
  /** That they were typed. */
  held_try: { data_protection: read },
  /** What residents say is wrong; their words are encrypted besides. */
  correction: {
    registrar: { read: 'all', change: 'all' },
    sergeant: readOwn,
    data_protection: { read: 'all', change: 'all' },
  },
  /** What was done about it. */
  correction_answer: { sergeant: readAndAddOwn, data_protection: read },
  /** Spot checks that were ordered, how their doors were drawn, and that they ended. Who checks reads nothing of them. */
  spot_check: {
    registrar: read,
    sergeant: readAndAddOwn,
    data_protection: read,
    // Of areas on both sides of a border between BCUs, which no sergeant leads.
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** Which doors were drawn, and what was reported of each. */
  spot_door: { sergeant: readAndAddOwn, data_protection: read, programme_lead: add },
  /** What was found at them; who checks adds it, and is told of it by a crossing. */
  spot_finding: { ward_officer: add, prevention_pcso: add, sergeant: readOwn, data_protection: read },
  /** Street signs, stickers, press items, posters and leaflets, by place and day. */
  sign: {
    planner: read,
    ward_officer: readAndAddOwn,
    prevention_pcso: readAndAddOwn,
    sergeant: readAndAddOwn,
    data_protection: read,
    programme_lead: read,
    auditor: read,
  },
  /**
   * Pictures: each is read by whoever reads the row that refers to it, of
   * those who work with it.
   */
  file: {
    registrar: { read: 'all', change: 'all' },
    ward_officer: readAndAdd,
    prevention_pcso: readAndAdd,
    sergeant: readAndAdd,
    data_protection: { read: 'all', change: 'all' },
  },
  /** Pieces of pictures that are coming from phones: whoever sees the event that told of the picture. */
  picture_piece: {
    ward_officer: { read: 'all', add: 'all', remove: 'all' },
    prevention_pcso: { read: 'all', add: 'all', remove: 'all' },
    sergeant: { read: 'all', add: 'all', remove: 'all' },
  },
  /** What residents and offenders know of the programme, as numbers by area and day. */
  survey_count: {
    registrar: readAndAdd,
    planner: read,
    ward_officer: read,
    prevention_pcso: read,
    sergeant: read,
    control_room: read,
    stock_keeper: read,
    data_protection: read,
    finance: read,
    programme_lead: read,
    auditor: read,
  },
  /** What a sergeant decided of what was set aside. */
  set_aside_decision: { sergeant: readAndAddOwn, data_protection: read },
  /** What pages of phones hold: each reads their own, and the database alone writes them. */
  phone_page: { ward_officer: read, prevention_pcso: read, sergeant: read },
  /** Scans of people and property under ultraviolet light (DPA 2018 Part 3). */
  scan: { importer: read, custody: readAndAddOwn, investigator: readAndAdd },
  /** Their pictures: each is read by whoever reads what the phone told (DPA 2018 Part 3). */
  scan_file: {
    importer: { read: 'all', change: 'all' },
    custody: readAndAdd,
    investigator: { read: 'all', add: 'all', change: 'all' },
  },
  /** Pieces of these that are coming from phones: their senders'. */
  scan_piece: {
    custody: { read: 'all', add: 'all', remove: 'all' },
    investigator: { read: 'all', add: 'all', remove: 'all' },
  },
  /** Where people and things are scanned, with which lamps, how those were checked, and how many detainees were booked in. */
  scan_place: { importer: read, custody: readAndAddOwn, investigator: readAndAdd },
  /** Exhibits, what happened to each and what was decided of it (DPA 2018 Part 3). A store sees those that it had or was offered. */
  exhibit: { importer: read, custody: readAndAdd, investigator: readAndAdd },
  /** What was read in the field, and what laboratories found; seen by whoever sees what was read. */
  reading: { importer: { read: 'all', change: 'all' }, custody: readAndAdd, investigator: readAndAdd },
  /** Agreements under which data are shared: with whom, for what, which columns and how long. */
  sharing_agreement: {
    custody: read,
    investigator: read,
    data_protection: readAndAdd,
    programme_lead: read,
    auditor: read,
  },
  /** Files to and from laboratories and suppliers, and the numbers that samples have in them. */
  exchange: { custody: readAndAdd, investigator: readAndAdd },
  /** Where each exhibit is; kept with its facts, and by nobody else. */
  exhibit_position: { importer: read, custody: read, investigator: read },
  /** Which BCUs may see an exhibit; kept with its facts and offers, and by nobody else. */
  exhibit_place: { importer: read, custody: readOwn, investigator: read },
  /** That the store of a BCU was counted, when and by whom. */
  stocktake: { custody: readAndAddOwn, investigator: readAndAdd },
  /** Which exhibits were counted there, by which the ledger differs, and what became of those. */
  stocktake_item: { custody: readAndAddOwn, investigator: readAndAdd },
  /** Schedules of unused material of cases (DPA 2018 Part 3). */
  unused_item: { importer: read, investigator: readAndAdd },
  /** Traces that were asked for, what they led to, and what became of them (DPA 2018 Part 3). */
  trace: { investigator: readAndAdd },
  /** Budgets, virements, income, contracts and tolerances. The registrar makes those of a made-up city. */
  budget: { registrar: readAndAdd, finance: readAndAdd, programme_lead: readAndAdd, auditor: read },
  /** Payees, orders, and what was decided of them; who receives them must see what was ordered. */
  money_order: {
    registrar: readAndAdd,
    store_keeper: read,
    finance: readAndAdd,
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** What came of them: kits are received where they are registered, all else by finance or the programme lead. */
  money_receipt: {
    registrar: readAndAdd,
    store_keeper: readAndAdd,
    finance: readAndAdd,
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** Invoices and credit notes, disputes, approvals and payments. */
  invoice: { registrar: readAndAdd, finance: readAndAdd, programme_lead: readAndAdd, auditor: read },
  /** What is published of the money, from its draft on. */
  publication: { registrar: readAndAdd, finance: readAndAdd, programme_lead: readAndAdd, auditor: read },
  /** How much of each line of an order came and was invoiced; kept with its facts, and by nobody else. */
  order_position: {
    registrar: read,
    store_keeper: read,
    finance: read,
    programme_lead: read,
    auditor: read,
  },
  /** Figures of budget lines and the entries that they are the sum of; kept with their facts, and by nobody else. */
  money_figure: { registrar: read, finance: read, programme_lead: read, auditor: read },
  /** Decisions, their versions and sources, and of which type the authority is. The registrar makes those of a made-up city. */
  decision: {
    registrar: readAndAdd,
    planner: readAndAdd,
    data_protection: readAndAdd,
    finance: readAndAdd,
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** Their part 2, which is not public. */
  decision_secret: { registrar: read, finance: readAndAdd, programme_lead: readAndAdd },
  /** That they were signed, by who leads the programme, and published. */
  decision_signature: {
    registrar: read,
    planner: read,
    data_protection: read,
    finance: read,
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** Tenders, and what is declared, checked and agreed of their bids. The registrar makes those of a made-up city. */
  tender: {
    registrar: readAndAdd,
    planner: readAndAdd,
    data_protection: readAndAdd,
    finance: readAndAdd,
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** That bids came, that they were opened, and what was published of them. */
  bid: {
    registrar: readAndAdd,
    planner: read,
    data_protection: read,
    finance: readAndAdd,
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** What bids say, once they are open. */
  bid_content: {
    registrar: readAndAdd,
    planner: read,
    data_protection: read,
    finance: readAndAdd,
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** What each person gives a bid: seen by others once they gave theirs, or once nobody gives any more. */
  bid_score: {
    registrar: readAndAdd,
    planner: readAndAdd,
    data_protection: readAndAdd,
    finance: readAndAdd,
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** That a tender was issued and its awards signed, by who leads the programme. */
  tender_signature: {
    registrar: readAndAdd,
    planner: read,
    data_protection: read,
    finance: read,
    programme_lead: readAndAdd,
    auditor: read,
  },
  /** Covert deployments: nobody else learns that there are any. */
  covert: { covert: readAndAdd },
  /** What the versions of the master key are known by. */
  key_check: { sealer: readAndAdd },
  /** Transactions that dealt with no record, from before the log held every one; nobody adds any. */
  earlier_act: { sealer: read, data_protection: read, auditor: read },
  /** What everybody did, and with whose record; the sealer gathers it. */
  log_entry: { ...everybodyAdds, sealer: readAndAdd },
  /** To whom and why, in words that may name somebody; the one part of the log that can be erased. */
  log_text: { ...everybodyAdds, sealer: readAndAdd, data_protection: { ...readAndAdd, remove: 'all' } },
  /** Places in the tree: which entry stands where. */
  log_place: { sealer: readAndAdd, data_protection: read, auditor: read },
  /** Signed heads, witnesses and epochs hold no personal data, and everybody may ask what is sealed. */
  log_head: { ...everybodyReads, sealer: readAndAdd },
  /** Who works here, in which role and where. Nobody administers themselves. */
  person: {
    identity: keep,
    administrator: keep,
    data_protection: read,
    auditor: read,
  },
  /** Sign-ins: sessions and devices. Sign-in itself keeps them; who administers people may end them. */
  session: {
    identity: keep,
    administrator: { read: 'all', change: 'all' },
    data_protection: read,
    auditor: read,
  },
  /** Emergency sign-ins and who has noted them. */
  emergency: {
    identity: keep,
    administrator: read,
    data_protection: read,
    auditor: read,
  },
} as const satisfies Record<string, Partial<Record<Role, Rule>>>

export type DataKind = keyof typeof accessTable

export type GuardedTable = {
  kind: DataKind
  /** Columns that say whose ward and BCU a row belongs to, where the kind is shared out by place. */
  placed?: boolean
  /** Column that names who added a row: nobody adds in the name of another. */
  addedBy?: string
  /**
   * Column with the event of a phone that a row tells of, where a sergeant who accepts that event in the same transaction
   * adds the row in the name of whoever recorded it.
   */
  acceptedFor?: string
  /** SQL on a row that whoever walks with a phone adds in their own name, whatever place they are posted to now. */
  toldAtDoor?: string
  /** Columns that may be given when a row is added, where the others are the database's to say. */
  givenColumns?: readonly string[]
  /**
   * The check of who acts reads it, as the owner, who may have the rights of the product's roles: a policy that then asked
   * who acts would go round in a circle.
   */
  readByTheCheck?: true
  /** What else must hold, beside the role: SQL on the row, by role, or for all who add or change. */
  readOnlyIf?: Partial<Record<Role, string>>
  writeOnlyIf?: string
} & Keeping

/**
 * What becomes of a row once it is there. Facts are appended and never changed; a record changes in the columns that are
 * named and never goes; words may be erased; data are replaced by the next import or reckoning. The owner is held to it by
 * triggers. What is made up leaves by `engagement.leave_with_the_city` alone.
 */
type Keeping =
  | { appendOnly: true }
  | {
      changes: readonly string[]
      /** Roles that change fewer of the columns. */
      changesOf?: Partial<Record<Role, readonly string[]>>
    }
  | { erasable: true }
  | { replaced: true }

const notOneself = (column: string): string =>
  `'person:' || ${column}::text is distinct from foundation.actor_id()`

/** The same condition for all who work with tenders; the registrar makes up those of a city, and is held to it too. */
const everybodyIf = (condition: string): Partial<Record<Role, string>> => ({
  registrar: condition,
  planner: condition,
  data_protection: condition,
  finance: condition,
  programme_lead: condition,
  auditor: condition,
})

/** Nobody sees another’s scores of a bid before they gave theirs, or nobody gives any more. */
const scoresToSee = `(actor = (select foundation.actor_id()) or account.has_scored(bid)
  or (select b.tender from account.bid b where b.id = bid) in (select tender from account.scoring_close))`

const charges = `any (array(select engagement.charges()))`
const inRole = (...names: Role[]): string =>
  `(select foundation.acting_role()) in (${names.map((name) => `'${name}'`).join(', ')})`

/**
 * Who may move a bottle: whoever answers for it gives it away, and whoever receives it takes it, from a transfer, a home or
 * what is gone and never out of a colleague's hands; both sides of a transfer may say that it did not arrive. What is decided of others' bottles has roles of its own. That it was there to be moved
 * is for the keys of the table to say.
 */
const mayMoveIt = `(case
  when ${inRole('registrar')} then true
  when sequence is null then from_holder = ${charges} or holder = ${charges}
  when kind in ('received', 'taken', 'taken back') then holder = ${charges}
  when kind = 'found' then from_holder like 'gone:%' and holder = ${charges}
  when kind = 'returned' then from_holder like 'home:%' and holder = ${charges}
  when transfer is not null then exists (
    select from engagement.kit_act sent
    where sent.id = transfer and (sent.from_holder = ${charges} or sent.to_holder = ${charges}))
  when kind in ('sent', 'delivered', 'lost', 'damaged', 'expired') then from_holder = ${charges}
  when kind = 'registered' then ${inRole('ward_officer', 'prevention_pcso', 'sergeant')}
  when kind in ('missing', 'corrected') then ${inRole('sergeant', 'store_keeper', 'programme_lead', 'stock_keeper')}
  when kind = 'settled' then ${inRole('sergeant', 'programme_lead')}
  when kind in ('quarantined', 'released') then ${inRole('store_keeper', 'programme_lead', 'stock_keeper')}
  when kind = 'recalled' then ${inRole('store_keeper', 'programme_lead')}
  else false end)`

/** For whoever walks with a phone: rows that are theirs alone. */
const ofOfficers = (condition: string): Partial<Record<Role, string>> => ({
  ward_officer: condition,
  prevention_pcso: condition,
})
const byOneself = `actor = (select foundation.actor_id())`

/** What is told of a home or block is told by an event of one's own, of an assignment that one may see. */
const ofOwnEvent = `event in (select id from engagement.phone_event where actor = (select foundation.actor_id()))`
const ofSeenHome = (table: string): string =>
  `${ofOwnEvent} and exists (select from engagement.assignment_home seen where seen.home = ${table}.home)`

/** For whoever is posted to a place: what hangs on an area that they may see, which the policies of areas decide. */
const ofOwnAreas = (condition: string): Partial<Record<Role, string>> => ({
  ward_officer: condition,
  prevention_pcso: condition,
  sergeant: condition,
  stock_keeper: condition,
})

/** A file is seen by whoever sees the row that refers to it, which the policies of that row's table decide. */
const ofSeenRow = `exists (select from engagement.sign_picture seen where seen.id = file.id)`

/** Pieces of a picture are of whoever sees the event that told of it. */
const ofSeenEvent = `event in (select id from engagement.phone_event)`

/** Of a scan: whoever told it, and nobody else. */
const ofOwnScan = (column: string): string =>
  `${column} in (select id from enforcement.phone_scan where ${byOneself})`
const ofSeenScanPicture = `exists (select from enforcement.scan_picture seen where seen.id = file.id)`

const handsOfActor = `any (array(select enforcement.exhibit_charges()))`
const ofOwnBcu = `(${inRole('investigator')} or bcu = any (array(select foundation.acting_places())))`
const ofSeenExhibits = (column: string): Partial<Record<Role, string>> => ({
  custody: `${column} in (select exhibit from enforcement.exhibit_place)`,
})
const ofExhibitInCharge = (table: string): string =>
  `exists (select from enforcement.exhibit_position p where p.exhibit = ${table}.exhibit and (${inRole('investigator')} or p.bcu = any (array(select foundation.acting_places()))))`

const ofSeenExhibit = `exhibit in (select exhibit from enforcement.exhibit_place)`
/** A reading is seen by whoever sees the scan or exhibit, which their own policies decide. */
const ofSeenScanOrExhibit = `(${ofSeenExhibit} or scan in (select id from enforcement.scan))`

/**
 * Who may say what happened to an exhibit: whoever has it, and whoever takes it; nobody begins with the hand of another. For hands without an account the store in charge
 * says it, or an investigator. The witness of a disposal is of that store too.
 */
const mayRecordFact = `(case
  when sequence = 1 then ${ofOwnBcu} and (holder !~ '^(store|person):' or holder = ${handsOfActor})
  when holder like 'gone:%' then from_bcu = any (array(select foundation.acting_places())) or ${inRole('investigator')}
  when offer is not null then holder = ${handsOfActor}
  when from_holder ~ '^(store|person):' then from_holder = ${handsOfActor}
  when holder ~ '^(store|person):' then holder = ${handsOfActor}
  else from_bcu = any (array(select foundation.acting_places())) or ${inRole('investigator')} end)`

/** Every table, the kind of data it holds and what guards its rows. A table that is missing here fails a test. */
export const guardedTables: Readonly<Record<string, GuardedTable>> = {
  'places.import_file': { kind: 'place', replaced: true },
  'places.vintage': { kind: 'place', replaced: true },
  'places.area': { kind: 'place', replaced: true },
  'places.home_count': { kind: 'place', replaced: true },
  'places.home_source_fact': { kind: 'place', addedBy: 'actor', appendOnly: true },
  'places.lookup': { kind: 'place', replaced: true },
  'places.point_area': { kind: 'place', replaced: true },
  'places.geography': { kind: 'place', replaced: true },
  'places.street': { kind: 'place', replaced: true },
  'places.street_link': { kind: 'place', replaced: true },
  'places.ground': { kind: 'place', replaced: true },
  'places.address': { kind: 'place', replaced: true },
  'places.postcode': { kind: 'place', replaced: true },
  'places.address_edition': { kind: 'address_edition', addedBy: 'actor', appendOnly: true },
  'places.address_decision': { kind: 'edition_decision', addedBy: 'actor', appendOnly: true },
  'places.address_fact': { kind: 'address_edition', appendOnly: true },
  'places.address_count': { kind: 'place', replaced: true },
  'places.uprn_place': { kind: 'place', replaced: true },
  'target.burglary': { kind: 'burglary', replaced: true },
  'target.burglary_count': { kind: 'burglary', replaced: true },
  // The MPS counts hold every category; risk may know only the burglaries among them.
  'target.recorded_count': { kind: 'burglary', readOnlyIf: { risk: `major = 'BURGLARY'` }, replaced: true },
  'target.recorded_month': { kind: 'burglary', replaced: true },
  'target.loaded_month': { kind: 'burglary', replaced: true },
  'target.loaded_force': { kind: 'burglary', replaced: true },
  'target.area_force': { kind: 'burglary', replaced: true },
  'target.counted_month': { kind: 'burglary', replaced: true },
  'target.offence_count': { kind: 'other_crime', replaced: true },
  'target.plan_draft': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'target.draft_change': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'target.phase_in': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'target.deployment_approval': {
    kind: 'deployment',
    addedBy: 'actor',
    readOnlyIf: ofOwnAreas('id in (select approval from target.deployment)'),
    appendOnly: true,
  },
  'target.deployment': {
    kind: 'deployment',
    readOnlyIf: ofOwnAreas('id in (select deployment from target.deployment_area)'),
    appendOnly: true,
  },
  'target.deployment_area': { kind: 'deployment_area', placed: true, appendOnly: true },
  'target.deployment_change': {
    kind: 'deployment',
    addedBy: 'actor',
    readOnlyIf: ofOwnAreas('deployment in (select deployment from target.deployment_area)'),
    appendOnly: true,
  },
  'measure.frozen_expectation': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'measure.programme': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'measure.programme_change': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'measure.protocol': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'measure.published_report': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'foundation.setting': { kind: 'setting', addedBy: 'actor', appendOnly: true },
  'foundation.demonstration': {
    kind: 'demonstration',
    writeOnlyIf: `(state = 'none' or (select foundation.city_may_begin()))`,
    replaced: true,
  },
  'foundation.master_key': { kind: 'key_check', appendOnly: true },
  'log.earlier_act': { kind: 'earlier_act', appendOnly: true },
  // When and in which transaction is the database's to say.
  'log.entry': {
    kind: 'log_entry',
    addedBy: 'actor',
    writeOnlyIf: `role = (select foundation.acting_role())`,
    givenColumns: [
      'id',
      'actor',
      'role',
      'purpose',
      'operation',
      'kind',
      'subject',
      'list_root',
      'list_size',
      'salt',
      'recipient',
      'reason',
      'content',
      'content_size',
    ],
    appendOnly: true,
  },
  'log.entry_content': { kind: 'log_entry', appendOnly: true },
  'log.bound_table': { kind: 'log_entry', appendOnly: true },
  'log.entry_subject': { kind: 'log_entry', appendOnly: true },
  'log.entry_text': { kind: 'log_text', erasable: true },
  'log.sealed': { kind: 'log_place', appendOnly: true },
  'log.head': { kind: 'log_head', appendOnly: true },
  'log.cosignature': { kind: 'log_head', appendOnly: true },
  'log.epoch': { kind: 'log_head', appendOnly: true },
  'log.alarm': { kind: 'log_head', appendOnly: true },
  'enforcement.incident_version': { kind: 'incident', appendOnly: true },
  'engagement.home': { kind: 'home', placed: true, appendOnly: true },
  'engagement.home_proposal': {
    kind: 'home_proposal',
    placed: true,
    addedBy: 'actor',
    toldAtDoor: ofSeenHome('home_proposal'),
    acceptedFor: 'event',
    appendOnly: true,
  },
  'engagement.home_decision': { kind: 'home_decision', placed: true, addedBy: 'actor', appendOnly: true },
  // Only the data protection officer may erase, and nobody may change what has been erased.
  'engagement.resident': {
    kind: 'resident',
    placed: true,
    writeOnlyIf: `(erased_at is null or (select foundation.acting_role()) = 'data_protection')`,
    changes: [
      'data_key',
      'key_version',
      'name',
      'contact',
      'vulnerability',
      'name_digest',
      'contact_digest',
      'erased_at',
    ],
  },
  'engagement.consent': {
    kind: 'resident',
    placed: true,
    addedBy: 'actor',
    writeOnlyIf: `id in (select id from engagement.phone_event where ${byOneself})`,
    acceptedFor: 'id',
    appendOnly: true,
  },
  'engagement.supplier': { kind: 'supply', addedBy: 'actor', appendOnly: true },
  'engagement.supply_contract': { kind: 'supply', addedBy: 'actor', appendOnly: true },
  'engagement.supply_price': { kind: 'supply', addedBy: 'actor', appendOnly: true },
  'engagement.kit_batch': { kind: 'supply', addedBy: 'actor', appendOnly: true },
  'engagement.kit_box': { kind: 'supply', appendOnly: true },
  'engagement.kit': {
    kind: 'kit_code',
    addedBy: 'actor',
    // Bottles of no batch come from an earlier phase.
    writeOnlyIf: `(batch is not null or (select foundation.acting_role()) = 'registrar')`,
    changes: ['data_key', 'key_version', 'code', 'code_digest', 'earlier_code'],
  },
  'engagement.team': { kind: 'team', placed: true, addedBy: 'actor', appendOnly: true },
  'engagement.team_member': {
    kind: 'team',
    placed: true,
    addedBy: 'actor',
    changes: ['to_day', 'ended_by', 'ended_at'],
  },
  'engagement.kit_act': {
    kind: 'kit',
    placed: true,
    addedBy: 'actor',
    acceptedFor: 'id',
    appendOnly: true,
  },
  'engagement.kit_movement': {
    kind: 'kit',
    placed: true,
    addedBy: 'actor',
    writeOnlyIf: mayMoveIt,
    acceptedFor: 'act',
    appendOnly: true,
  },
  'engagement.earlier_phase': { kind: 'supply', addedBy: 'actor', appendOnly: true },
  'engagement.earlier_area': { kind: 'supply', appendOnly: true },
  'engagement.earlier_kit': { kind: 'kit', placed: true, appendOnly: true },
  'engagement.kit_position': { kind: 'kit_position', placed: true, appendOnly: true },
  'engagement.kit_settlement': {
    kind: 'kit',
    placed: true,
    addedBy: 'actor',
    writeOnlyIf: inRole('sergeant', 'programme_lead'),
    appendOnly: true,
  },
  'engagement.kit_notice': { kind: 'kit', placed: true, addedBy: 'actor', appendOnly: true },
  'engagement.kit_acknowledgement': { kind: 'kit', placed: true, addedBy: 'actor', appendOnly: true },
  'engagement.kit_stop': { kind: 'kit_stop', addedBy: 'actor', appendOnly: true },
  'engagement.kit_count': { kind: 'kit_count', placed: true, addedBy: 'actor', appendOnly: true },
  'engagement.kit_count_result': { kind: 'kit_count', placed: true, addedBy: 'actor', appendOnly: true },
  'engagement.kit_variance': { kind: 'kit_count', placed: true, addedBy: 'actor', appendOnly: true },
  'engagement.kit_variance_decision': {
    kind: 'kit_count',
    placed: true,
    addedBy: 'actor',
    appendOnly: true,
  },
  'engagement.assignment': {
    kind: 'assignment',
    placed: true,
    addedBy: 'actor',
    readOnlyIf: ofOfficers('person = (select foundation.proved_person())'),
    appendOnly: true,
  },
  'engagement.assignment_home': {
    kind: 'assignment',
    placed: true,
    readOnlyIf: ofOfficers('assignment = any (array(select id from engagement.assignment))'),
    appendOnly: true,
  },
  'engagement.assignment_end': {
    kind: 'assignment',
    placed: true,
    addedBy: 'actor',
    readOnlyIf: ofOfficers('assignment = any (array(select id from engagement.assignment))'),
    appendOnly: true,
  },
  'engagement.round_home': {
    kind: 'assignment',
    placed: true,
    readOnlyIf: ofOfficers('assignment = any (array(select id from engagement.assignment))'),
    appendOnly: true,
  },
  'engagement.duty_hours': { kind: 'team', placed: true, addedBy: 'actor', appendOnly: true },
  // A sign that a phone told has the id of its event, and so has the check that goes with it.
  'engagement.sign': {
    kind: 'sign',
    placed: true,
    addedBy: 'actor',
    acceptedFor: 'id',
    appendOnly: true,
  },
  'engagement.sign_check': {
    kind: 'sign',
    placed: true,
    addedBy: 'actor',
    acceptedFor: 'id',
    appendOnly: true,
  },
  'engagement.sign_picture': { kind: 'sign', placed: true, addedBy: 'actor', appendOnly: true },
  'engagement.file': {
    kind: 'file',
    addedBy: 'actor',
    readOnlyIf: { ward_officer: ofSeenRow, prevention_pcso: ofSeenRow, sergeant: ofSeenRow },
    writeOnlyIf: `(erased_at is null or ${inRole('data_protection')})`,
    changes: ['digest', 'sent_digest', 'content', 'data_key', 'key_version', 'erased_at'],
    changesOf: { registrar: ['data_key', 'key_version'] },
  },
  'engagement.phone_piece': {
    kind: 'picture_piece',
    addedBy: 'actor',
    readOnlyIf: { ward_officer: ofSeenEvent, prevention_pcso: ofSeenEvent, sergeant: ofSeenEvent },
    writeOnlyIf: ofSeenEvent,
    erasable: true,
  },
  'engagement.survey_count': { kind: 'survey_count', addedBy: 'actor', appendOnly: true },
  'engagement.notice': { kind: 'sign', placed: true, addedBy: 'actor', appendOnly: true },
  // A phone comes to be known, and what it says of itself, by `engagement.meet_phone` alone.
  'engagement.phone': { kind: 'phone', placed: true, appendOnly: true },
  'engagement.phone_act': {
    kind: 'phone_act',
    placed: true,
    addedBy: 'actor',
    appendOnly: true,
  },
  'engagement.phone_contact': { kind: 'phone_contact', placed: true, appendOnly: true },
  'engagement.phone_proof': {
    kind: 'phone_proof',
    addedBy: 'actor',
    givenColumns: ['digest', 'phone', 'person', 'role', 'actor'],
    writeOnlyIf: `person = (select foundation.proved_person()) and role = (select foundation.acting_role())`,
    appendOnly: true,
  },
  'engagement.copy_opening': {
    kind: 'copy_opening',
    addedBy: 'actor',
    givenColumns: ['id', 'digest', 'phone', 'actor'],
    // A phone that the sergeant sees, and that was not revoked.
    writeOnlyIf: `exists (select from engagement.phone held where held.id = copy_opening.phone)
      and not exists (select from engagement.phone_act act where act.phone = copy_opening.phone and act.kind = 'revoked')`,
    appendOnly: true,
  },
  'engagement.saved_copy': { kind: 'saved_copy', placed: true, addedBy: 'actor', appendOnly: true },
  'engagement.phone_event': {
    kind: 'phone_event',
    placed: true,
    addedBy: 'actor',
    readOnlyIf: ofOfficers(byOneself),
    // As of a resident: only the data protection officer may erase, and nobody may change what has been erased.
    writeOnlyIf: `(erased_at is null or ${inRole('data_protection')})`,
    changes: ['data_key', 'key_version', 'body', 'erased_at'],
  },
  'engagement.phone_clash': {
    kind: 'phone_event',
    placed: true,
    addedBy: 'actor',
    readOnlyIf: ofOfficers(byOneself),
    appendOnly: true,
  },
  // A home that was given to whoever opened it, whenever that was, or that they may see.
  'engagement.phone_look': {
    kind: 'phone_look',
    addedBy: 'actor',
    readOnlyIf: { ...ofOfficers(byOneself), sergeant: byOneself },
    writeOnlyIf: `(exists (select from engagement.assignment_home seen where seen.home = phone_look.home)
      or exists (select from engagement.home seen where seen.id = phone_look.home))`,
    appendOnly: true,
  },
  // Officers must know of each other's visits in their places whether they stand.
  'engagement.event_turn': {
    kind: 'phone_event',
    placed: true,
    addedBy: 'actor',
    readOnlyIf: {
      ward_officer: `(ward = any (array(select foundation.acting_places())) or ${byOneself})`,
      prevention_pcso: `(bcu = any (array(select foundation.acting_places())) or ${byOneself})`,
    },
    acceptedFor: 'by_event',
    appendOnly: true,
  },
  'engagement.visit': {
    kind: 'visit',
    placed: true,
    addedBy: 'actor',
    // What a household needs goes with whoever asks to be erased.
    writeOnlyIf: `(${inRole('data_protection')} or ${ofSeenHome('visit')})`,
    acceptedFor: 'event',
    changes: ['language', 'needs'],
  },
  'engagement.left_card': {
    kind: 'left_card',
    addedBy: 'actor',
    writeOnlyIf: ofOwnEvent,
    acceptedFor: 'event',
    appendOnly: true,
  },
  'engagement.block_card': {
    kind: 'visit',
    placed: true,
    addedBy: 'actor',
    writeOnlyIf: `${ofOwnEvent} and assignment in (select id from engagement.assignment)`,
    acceptedFor: 'event',
    appendOnly: true,
  },
  'engagement.safety_note': {
    kind: 'visit',
    placed: true,
    addedBy: 'actor',
    writeOnlyIf: ofSeenHome('safety_note'),
    acceptedFor: 'event',
    appendOnly: true,
  },
  'engagement.appointment': {
    kind: 'visit',
    placed: true,
    addedBy: 'actor',
    writeOnlyIf: ofSeenHome('appointment'),
    acceptedFor: 'event',
    appendOnly: true,
  },
  'engagement.card_message': {
    kind: 'card_message',
    addedBy: 'actor',
    // When it came is the database's to say.
    givenColumns: [
      'id',
      'card',
      'postcode',
      'number',
      'flat',
      'what',
      'from_at',
      'to_at',
      'language',
      'needs',
      'actor',
    ],
    // Of an address without its card only somebody who was rung can tell.
    writeOnlyIf: `(card is not null or (select foundation.acting_role()) = 'call_handler')`,
    erasable: true,
  },
  // What a household needs goes with whoever asks to be erased.
  'engagement.card_request': { kind: 'card_request', placed: true, changes: ['language', 'needs'] },
  'engagement.kit_message': {
    kind: 'kit_message',
    addedBy: 'actor',
    // When it came is the database's to say.
    givenColumns: [
      'id',
      'serial',
      'proof',
      'what',
      'is_applied',
      'leaves_on',
      'data_key',
      'key_version',
      'name',
      'contact',
      'name_digest',
      'contact_digest',
      'actor',
    ],
    erasable: true,
  },
  'engagement.kit_statement': { kind: 'kit_statement', placed: true, appendOnly: true },
  'engagement.held_ask': {
    kind: 'held_ask',
    addedBy: 'actor',
    // When it came is the database's to say.
    givenColumns: ['id', 'name_digest', 'postcode', 'on_paper', 'language', 'actor'],
    erasable: true,
  },
  'engagement.letter': { kind: 'letter', placed: true, appendOnly: true },
  'engagement.letter_attempt': {
    kind: 'letter_attempt',
    placed: true,
    addedBy: 'actor',
    givenColumns: ['id', 'letter', 'ward', 'bcu', 'outcome', 'reason', 'actor'],
    // What the product sends nobody else says was sent.
    writeOnlyIf: `outcome = 'printed'`,
    appendOnly: true,
  },
  'engagement.held_code': {
    kind: 'held_code',
    placed: true,
    addedBy: 'actor',
    givenColumns: ['id', 'letter', 'ward', 'bcu', 'digest', 'expires_at', 'actor'],
    appendOnly: true,
  },
  'engagement.held_try': { kind: 'held_try', appendOnly: true },
  // What somebody said goes with whoever asks to be erased.
  'engagement.correction': {
    kind: 'correction',
    placed: true,
    changes: ['data_key', 'key_version', 'words'],
  },
  'engagement.correction_answer': {
    kind: 'correction_answer',
    placed: true,
    addedBy: 'actor',
    givenColumns: ['correction', 'ward', 'bcu', 'done', 'reason', 'actor'],
    appendOnly: true,
  },
  'engagement.set_aside_decision': {
    kind: 'set_aside_decision',
    placed: true,
    addedBy: 'actor',
    // When is the database's to say: what follows from it is written in its transaction alone.
    givenColumns: ['event', 'teller', 'decision', 'reason', 'ward', 'bcu', 'actor'],
    writeOnlyIf: `event in (select id from engagement.phone_event where decision = 'set aside')`,
    appendOnly: true,
  },
  'engagement.page_change': {
    kind: 'phone_page',
    readOnlyIf: {
      ...ofOfficers(`reader = (select foundation.actor_id())`),
      sergeant: `reader = (select foundation.actor_id())`,
    },
    appendOnly: true,
  },
  'engagement.spot_check': {
    kind: 'spot_check',
    placed: true,
    addedBy: 'actor',
    // When it was ordered, drawn, found and ended is the database's to say.
    givenColumns: [
      'id',
      'kind',
      'valid_from',
      'area',
      'bcu',
      'checker',
      'target',
      'half_width',
      'poor',
      'error',
      'after_head',
      'actor',
    ],
    writeOnlyIf: `engagement.why_not_checker(checker, area) is null`,
    appendOnly: true,
  },
  'engagement.spot_draw': {
    kind: 'spot_check',
    placed: true,
    addedBy: 'actor',
    givenColumns: [
      'id',
      'bcu',
      'head',
      'seed',
      'homes_reported',
      'homes_others',
      'drawn_reported',
      'drawn_others',
      'at_least',
      'missed',
      'falsely_accepted',
      'doors_digest',
      'actor',
    ],
    writeOnlyIf: `engagement.leads_check(id)`,
    appendOnly: true,
  },
  'engagement.spot_side': {
    kind: 'spot_check',
    placed: true,
    addedBy: 'actor',
    givenColumns: ['spot_check', 'bcu', 'checker', 'actor'],
    writeOnlyIf: `engagement.may_add_side(spot_check, bcu, checker)`,
    appendOnly: true,
  },
  'engagement.spot_door': {
    kind: 'spot_door',
    placed: true,
    writeOnlyIf: `engagement.leads_check(spot_check)`,
    appendOnly: true,
  },
  'engagement.spot_finding': {
    kind: 'spot_finding',
    placed: true,
    addedBy: 'actor',
    givenColumns: ['id', 'spot_check', 'home', 'ward', 'bcu', 'found', 'actor'],
    writeOnlyIf: `engagement.may_check(spot_check, home)`,
    appendOnly: true,
  },
  'engagement.spot_end': {
    kind: 'spot_check',
    placed: true,
    addedBy: 'actor',
    givenColumns: ['spot_check', 'bcu', 'how', 'reason', 'actor'],
    // A result with doors that nobody went to would be no result.
    writeOnlyIf: `(how = 'abandoned' or engagement.is_walked(spot_check)) and engagement.leads_check(spot_check)`,
    appendOnly: true,
  },
  'engagement.home_state': { kind: 'home_state', placed: true, appendOnly: true },
  'engagement.street_count': { kind: 'street_count', placed: true, appendOnly: true },
  'engagement.street_end': { kind: 'street_count', placed: true, appendOnly: true },
  'places.counted_ground': { kind: 'place', replaced: true },
  'enforcement.scan_place': { kind: 'scan_place', placed: true, addedBy: 'actor', appendOnly: true },
  'enforcement.lamp': { kind: 'scan_place', placed: true, addedBy: 'actor', appendOnly: true },
  'enforcement.lamp_check': { kind: 'scan_place', placed: true, addedBy: 'actor', appendOnly: true },
  'enforcement.booked_in': { kind: 'scan_place', placed: true, addedBy: 'actor', appendOnly: true },
  'enforcement.scan': { kind: 'scan', placed: true, addedBy: 'actor', appendOnly: true },
  'enforcement.phone_scan': { kind: 'scan', placed: true, addedBy: 'actor', appendOnly: true },
  'enforcement.phone_piece': {
    kind: 'scan_piece',
    addedBy: 'actor',
    readOnlyIf: { custody: ofOwnScan('event'), investigator: ofOwnScan('event') },
    writeOnlyIf: ofOwnScan('event'),
    erasable: true,
  },
  'enforcement.scan_picture': {
    kind: 'scan',
    placed: true,
    addedBy: 'actor',
    writeOnlyIf: ofOwnScan('id'),
    appendOnly: true,
  },
  'enforcement.file': {
    kind: 'scan_file',
    addedBy: 'actor',
    readOnlyIf: { custody: ofSeenScanPicture, investigator: ofSeenScanPicture },
    writeOnlyIf: `(erased_at is null or ${inRole('investigator')})`,
    changes: ['digest', 'sent_digest', 'content', 'data_key', 'key_version', 'erased_at'],
    changesOf: { importer: ['data_key', 'key_version'] },
  },
  'enforcement.phone_scan_decision': { kind: 'scan', placed: true, addedBy: 'actor', appendOnly: true },
  'enforcement.exhibit': {
    kind: 'exhibit',
    addedBy: 'actor',
    // When each was entered is the database's to say.
    givenColumns: [
      'id',
      'reference',
      'root',
      'parent',
      'kind',
      'description',
      'scan',
      'crime_reference',
      'custody_reference',
      'power',
      'taken_on',
      'destroy_by',
      'bcu',
      'actor',
    ],
    readOnlyIf: ofSeenExhibits('id'),
    writeOnlyIf: ofOwnBcu,
    appendOnly: true,
  },
  'enforcement.exhibit_offer': {
    kind: 'exhibit',
    addedBy: 'actor',
    givenColumns: ['id', 'exhibit', 'after', 'from_holder', 'holder', 'authority', 'letters', 'actor'],
    readOnlyIf: ofSeenExhibits('exhibit'),
    // An offer shows an exhibit to whoever it is offered to: whoever does not have it offers nothing.
    writeOnlyIf: `from_holder = ${handsOfActor} and exists (select from enforcement.exhibit_position p
      where p.exhibit = exhibit_offer.exhibit and p.sequence = exhibit_offer.after and p.holder = exhibit_offer.from_holder)`,
    appendOnly: true,
  },
  'enforcement.exhibit_event': {
    kind: 'exhibit',
    addedBy: 'actor',
    givenColumns: [
      'id',
      'exhibit',
      'sequence',
      'act',
      'kind',
      'at',
      'device_at',
      'skew_seconds',
      'late_because',
      'before_at',
      'from_holder',
      'holder',
      'from_bcu',
      'bcu',
      'shelf',
      'seal_before',
      'seal',
      'new_seal',
      'condition',
      'offer',
      'offered_by',
      'paper',
      'offence',
      'note',
      'parent',
      'parent_sequence',
      'actor',
    ],
    readOnlyIf: ofSeenExhibits('exhibit'),
    writeOnlyIf: mayRecordFact,
    appendOnly: true,
  },
  'enforcement.exhibit_answer': {
    kind: 'exhibit',
    addedBy: 'actor',
    givenColumns: ['id', 'exhibit', 'words', 'actor'],
    readOnlyIf: ofSeenExhibits('exhibit'),
    writeOnlyIf: ofSeenExhibit,
    appendOnly: true,
  },
  'enforcement.exhibit_ruling': {
    kind: 'exhibit',
    addedBy: 'actor',
    givenColumns: ['id', 'exhibit', 'kind', 'reason', 'officer', 'offence', 'review_on', 'answer', 'actor'],
    readOnlyIf: ofSeenExhibits('exhibit'),
    writeOnlyIf: ofExhibitInCharge('exhibit_ruling'),
    appendOnly: true,
  },
  'enforcement.field_reading': {
    kind: 'reading',
    addedBy: 'actor',
    givenColumns: [
      'id',
      'scan',
      'exhibit',
      'at',
      'officer',
      'lamp',
      'reader',
      'code_kind',
      'positions',
      'unsure',
      'code',
      'code_digest',
      'data_key',
      'key_version',
      'note',
      'corrects',
      'actor',
    ],
    readOnlyIf: { custody: ofSeenScanOrExhibit },
    writeOnlyIf: ofSeenScanOrExhibit,
    changes: ['data_key', 'key_version', 'code_digest'],
  },
  'enforcement.laboratory_result': {
    kind: 'reading',
    addedBy: 'actor',
    givenColumns: [
      'id',
      'exhibit',
      'laboratory',
      'sample',
      'report',
      'reported_on',
      'method',
      'method_version',
      'accreditation',
      'scope',
      'analyst',
      'run',
      'outcome',
      'code_kind',
      'positions',
      'unsure',
      'code',
      'code_digest',
      'data_key',
      'key_version',
      'confidence',
      'wrong',
      'trials',
      'non_conformance',
      'source',
      'corrects',
      'actor',
    ],
    readOnlyIf: { custody: ofSeenExhibit },
    writeOnlyIf: ofSeenExhibit,
    changes: ['data_key', 'key_version', 'code_digest'],
  },
  'account.sharing_agreement': { kind: 'sharing_agreement', addedBy: 'actor', appendOnly: true },
  'account.agreement_end': { kind: 'sharing_agreement', addedBy: 'actor', appendOnly: true },
  'enforcement.exchange_file': {
    kind: 'exchange',
    addedBy: 'actor',
    // Which day it is, is the database's to say.
    givenColumns: [
      'id',
      'agreement',
      'party',
      'party_kind',
      'fields',
      'from_day',
      'to_day',
      'direction',
      'adapter',
      'columns',
      'rows',
      'content_digest',
      'actor',
    ],
    readOnlyIf: {
      custody: `(actor = (select foundation.actor_id()) or id in (select file from enforcement.sent_sample))`,
    },
    appendOnly: true,
  },
  'enforcement.sent_sample': {
    kind: 'exchange',
    addedBy: 'actor',
    readOnlyIf: { custody: ofSeenExhibit },
    writeOnlyIf: ofSeenExhibit,
    appendOnly: true,
  },
  'enforcement.supplier_answer': {
    kind: 'exchange',
    addedBy: 'actor',
    givenColumns: ['sample', 'party', 'file', 'answer', 'batch', 'actor'],
    readOnlyIf: { custody: `sample in (select number from enforcement.sent_sample)` },
    writeOnlyIf: `sample in (select number from enforcement.sent_sample)`,
    appendOnly: true,
  },
  'enforcement.exhibit_position': {
    kind: 'exhibit_position',
    readOnlyIf: ofSeenExhibits('exhibit'),
    appendOnly: true,
  },
  'enforcement.exhibit_place': { kind: 'exhibit_place', placed: true, appendOnly: true },
  'enforcement.stocktake': {
    kind: 'stocktake',
    placed: true,
    addedBy: 'actor',
    givenColumns: ['id', 'bcu', 'actor'],
    appendOnly: true,
  },
  'enforcement.stocktake_end': {
    kind: 'stocktake',
    placed: true,
    addedBy: 'actor',
    givenColumns: ['stocktake', 'bcu', 'how', 'reason', 'expected', 'found', 'actor'],
    appendOnly: true,
  },
  'enforcement.stocktake_line': {
    kind: 'stocktake_item',
    placed: true,
    addedBy: 'actor',
    givenColumns: ['id', 'stocktake', 'bcu', 'exhibit', 'said', 'actor'],
    appendOnly: true,
  },
  'enforcement.stocktake_difference': {
    kind: 'stocktake_item',
    placed: true,
    addedBy: 'actor',
    givenColumns: [
      'id',
      'stocktake',
      'bcu',
      'kind',
      'exhibit',
      'said',
      'holder',
      'seen_at',
      'seen_by',
      'actor',
    ],
    appendOnly: true,
  },
  'enforcement.stocktake_outcome': {
    kind: 'stocktake_item',
    placed: true,
    addedBy: 'actor',
    givenColumns: ['id', 'difference', 'kind', 'bcu', 'outcome', 'reason', 'actor'],
    // Whoever counted does not say what became of what they did not find.
    writeOnlyIf: `not exists (select from enforcement.stocktake_difference d
      join enforcement.stocktake_line l on l.stocktake = d.stocktake
      where d.id = stocktake_outcome.difference and l.actor = (select foundation.actor_id()))`,
    appendOnly: true,
  },
  'enforcement.unused_item': {
    kind: 'unused_item',
    addedBy: 'actor',
    // When each was entered is the database's to say.
    givenColumns: ['id', 'case_reference', 'number', 'act', 'description', 'actor'],
    // A case is one of exhibits that whoever adds may see.
    writeOnlyIf: 'exists (select from enforcement.exhibit e where e.crime_reference = case_reference)',
    appendOnly: true,
  },
  'enforcement.trace': {
    kind: 'trace',
    addedBy: 'actor',
    // When it was asked is the database's to say.
    givenColumns: ['id', 'kind', 'case_reference', 'purpose', 'urgent', 'on_day', 'exhibit', 'kits', 'actor'],
    appendOnly: true,
  },
  'enforcement.trace_kit': { kind: 'trace', addedBy: 'actor', appendOnly: true },
  'enforcement.trace_reading': { kind: 'trace', addedBy: 'actor', appendOnly: true },
  'enforcement.owner_told': {
    kind: 'trace',
    addedBy: 'actor',
    givenColumns: ['id', 'trace', 'kit', 'resident', 'how', 'outcome', 'actor'],
    appendOnly: true,
  },
  'enforcement.loss_statement': {
    kind: 'trace',
    addedBy: 'actor',
    givenColumns: [
      'id',
      'trace',
      'item',
      'was_at_home',
      'missing_since',
      'asked_first',
      'kit',
      'resident',
      'actor',
    ],
    appendOnly: true,
  },
  'enforcement.item_return': {
    kind: 'trace',
    addedBy: 'actor',
    givenColumns: ['id', 'trace', 'on_day', 'signature', 'why_not', 'kit', 'resident', 'actor'],
    appendOnly: true,
  },
  'enforcement.case_end': {
    kind: 'trace',
    addedBy: 'actor',
    givenColumns: ['id', 'case_reference', 'outcome', 'fell_for', 'liquid', 'on_day', 'actor'],
    appendOnly: true,
  },
  'enforcement.trace_review': {
    kind: 'trace',
    addedBy: 'actor',
    givenColumns: ['trace', 'asked_by', 'was_needed', 'reason', 'actor'],
    appendOnly: true,
  },
  // When each fact of money was entered is the database's to say, and so are the amounts of what is approved and paid.
  'account.budget_line': {
    kind: 'budget',
    addedBy: 'actor',
    givenColumns: ['id', 'name', 'actor'],
    appendOnly: true,
  },
  'account.budget_change': {
    kind: 'budget',
    addedBy: 'actor',
    givenColumns: ['id', 'act', 'year', 'line', 'pence', 'source', 'actor'],
    appendOnly: true,
  },
  'account.budget_decision': {
    kind: 'budget',
    addedBy: 'actor',
    givenColumns: ['act', 'asked_by', 'decision', 'reason', 'actor'],
    appendOnly: true,
  },
  'account.virement': {
    kind: 'budget',
    addedBy: 'actor',
    givenColumns: ['id', 'year', 'from_line', 'to_line', 'pence', 'reason', 'actor'],
    appendOnly: true,
  },
  'account.virement_decision': {
    kind: 'budget',
    addedBy: 'actor',
    givenColumns: ['virement', 'asked_by', 'decision', 'reason', 'actor'],
    appendOnly: true,
  },
  'account.income': {
    kind: 'budget',
    addedBy: 'actor',
    givenColumns: ['id', 'year', 'source', 'pence', 'conditions', 'conflict', 'received_on', 'actor'],
    appendOnly: true,
  },
  'account.payee': {
    kind: 'money_order',
    addedBy: 'actor',
    givenColumns: ['id', 'name', 'supplier', 'actor'],
    appendOnly: true,
  },
  'account.contract': {
    kind: 'budget',
    addedBy: 'actor',
    givenColumns: [
      'id',
      'payee',
      'reference',
      'title',
      'starts_on',
      'ends_on',
      'net_pence',
      'vat_pence',
      'begun_on',
      'actor',
    ],
    appendOnly: true,
  },
  'account.tolerance': {
    kind: 'budget',
    addedBy: 'actor',
    givenColumns: ['from_day', 'quantity', 'price_share', 'price_pence', 'source', 'is_assumed', 'actor'],
    appendOnly: true,
  },
  'account.purchase_order': {
    kind: 'money_order',
    addedBy: 'actor',
    givenColumns: ['id', 'payee', 'contract', 'title', 'ordered_on', 'actor'],
    appendOnly: true,
  },
  'account.order_line': {
    kind: 'money_order',
    givenColumns: [
      'id',
      'purchase_order',
      'place',
      'line',
      'year',
      'what',
      'quantity',
      'unit_pence',
      'per',
      'is_kits',
    ],
    appendOnly: true,
  },
  'account.order_decision': {
    kind: 'money_order',
    addedBy: 'actor',
    givenColumns: ['purchase_order', 'orderer', 'decision', 'reason', 'actor'],
    appendOnly: true,
  },
  'account.order_cancellation': {
    kind: 'money_order',
    addedBy: 'actor',
    givenColumns: ['id', 'order_line', 'quantity', 'reason', 'actor'],
    appendOnly: true,
  },
  'account.receipt': {
    kind: 'money_receipt',
    addedBy: 'actor',
    givenColumns: ['id', 'order_line', 'quantity', 'received_on', 'batch', 'actor'],
    appendOnly: true,
  },
  'account.receipt_withdrawal': {
    kind: 'money_receipt',
    addedBy: 'actor',
    givenColumns: ['receipt', 'reason', 'actor'],
    appendOnly: true,
  },
  'account.invoice_withdrawal': {
    kind: 'invoice',
    addedBy: 'actor',
    givenColumns: ['invoice', 'reason', 'actor'],
    appendOnly: true,
  },
  'account.invoice': {
    kind: 'invoice',
    addedBy: 'actor',
    givenColumns: ['id', 'payee', 'kind', 'number', 'dated_on', 'valid_on', 'credits', 'actor'],
    appendOnly: true,
  },
  'account.invoice_line': {
    kind: 'invoice',
    givenColumns: ['id', 'invoice', 'place', 'order_line', 'what', 'quantity', 'net_pence', 'vat_pence'],
    appendOnly: true,
  },
  'account.dispute': {
    kind: 'invoice',
    addedBy: 'actor',
    givenColumns: ['id', 'invoice', 'from_day', 'reason', 'actor'],
    appendOnly: true,
  },
  'account.dispute_end': {
    kind: 'invoice',
    addedBy: 'actor',
    givenColumns: ['dispute', 'from_day', 'until_day', 'actor'],
    appendOnly: true,
  },
  'account.approval': {
    kind: 'invoice',
    addedBy: 'actor',
    givenColumns: ['id', 'invoice', 'actor'],
    appendOnly: true,
  },
  'account.approved_line': {
    kind: 'invoice',
    addedBy: 'actor',
    givenColumns: ['approval', 'invoice_line', 'invoice', 'quantity', 'because', 'actor'],
    appendOnly: true,
  },
  'account.payment': {
    kind: 'invoice',
    addedBy: 'actor',
    givenColumns: ['id', 'approval', 'paid_on', 'reference', 'actor'],
    appendOnly: true,
  },
  'account.payee_person': {
    kind: 'money_order',
    addedBy: 'actor',
    givenColumns: ['payee', 'actor'],
    appendOnly: true,
  },
  'account.order_value': {
    kind: 'money_order',
    addedBy: 'actor',
    givenColumns: ['id', 'purchase_order', 'reason', 'actor'],
    appendOnly: true,
  },
  'account.publication': {
    kind: 'publication',
    addedBy: 'actor',
    givenColumns: [
      'id',
      'kind',
      'first_day',
      'last_day',
      'contract',
      'version',
      'content',
      'digest',
      'lines',
      'actor',
    ],
    appendOnly: true,
  },
  'account.publication_check': {
    kind: 'publication',
    addedBy: 'actor',
    givenColumns: ['publication', 'drafted_by', 'decision', 'reason', 'actor'],
    appendOnly: true,
  },
  'account.publication_release': {
    kind: 'publication',
    addedBy: 'actor',
    givenColumns: ['publication', 'found_at', 'actor'],
    appendOnly: true,
  },
  'account.paid_number': { kind: 'money_figure', appendOnly: true },
  'account.entry': { kind: 'money_figure', appendOnly: true },
  'account.line_year': { kind: 'money_figure', appendOnly: true },
  'account.order_position': { kind: 'order_position', appendOnly: true },
  'account.decision': {
    kind: 'decision',
    addedBy: 'actor',
    // Only the registrar makes up any.
    writeOnlyIf: `(not made_up or ${inRole('registrar')})`,
    appendOnly: true,
  },
  'account.decision_version': {
    kind: 'decision',
    addedBy: 'actor',
    givenColumns: [
      'id',
      'decision',
      'number',
      'title',
      'request',
      'net_pence',
      'gross_pence',
      'begins_on',
      'sections',
      'promises',
      'digest',
      'actor',
    ],
    appendOnly: true,
  },
  'account.decision_source': {
    kind: 'decision',
    addedBy: 'actor',
    givenColumns: ['id', 'decision', 'found_at', 'title', 'signed_on', 'content', 'digest', 'actor'],
    appendOnly: true,
  },
  'account.decision_secret': {
    kind: 'decision_secret',
    addedBy: 'actor',
    givenColumns: ['id', 'decision', 'words', 'actor'],
    appendOnly: true,
  },
  'account.decision_signature': {
    kind: 'decision_signature',
    addedBy: 'actor',
    givenColumns: ['decision', 'number', 'actor'],
    appendOnly: true,
  },
  'account.decision_publication': {
    kind: 'decision_signature',
    addedBy: 'actor',
    givenColumns: ['decision', 'actor'],
    appendOnly: true,
  },
  'account.authority_type': {
    kind: 'decision',
    addedBy: 'actor',
    givenColumns: ['id', 'from_day', 'type', 'source', 'actor'],
    appendOnly: true,
  },
  'account.tender': {
    kind: 'tender',
    addedBy: 'actor',
    // Only the registrar makes up any.
    writeOnlyIf: `(not made_up or ${inRole('registrar')})`,
    appendOnly: true,
  },
  'account.tender_version': {
    kind: 'tender',
    addedBy: 'actor',
    appendOnly: true,
  },
  'account.tender_issue': {
    kind: 'tender_signature',
    addedBy: 'actor',
    appendOnly: true,
  },
  'account.bid': {
    kind: 'bid',
    addedBy: 'actor',
    appendOnly: true,
  },
  'account.bid_content': {
    kind: 'bid_content',
    addedBy: 'actor',
    readOnlyIf: everybodyIf('account.bids_open(tender)'),
    appendOnly: true,
  },
  'account.bid_key': {
    kind: 'bid',
    addedBy: 'actor',
    appendOnly: true,
  },
  'account.bid_interest': {
    kind: 'tender',
    addedBy: 'actor',
    appendOnly: true,
  },
  'account.bid_check': {
    kind: 'tender',
    addedBy: 'actor',
    appendOnly: true,
  },
  'account.bid_score': {
    kind: 'bid_score',
    addedBy: 'actor',
    readOnlyIf: everybodyIf(scoresToSee),
    appendOnly: true,
  },
  'account.scoring_close': {
    kind: 'tender',
    addedBy: 'actor',
    appendOnly: true,
  },
  'account.bid_moderation': {
    kind: 'tender',
    addedBy: 'actor',
    appendOnly: true,
  },
  'account.tender_award': {
    kind: 'tender',
    addedBy: 'actor',
    appendOnly: true,
  },
  'account.tender_award_signature': {
    kind: 'tender_signature',
    addedBy: 'actor',
    appendOnly: true,
  },
  'account.contract_assessment': {
    kind: 'tender',
    addedBy: 'actor',
    appendOnly: true,
  },
  'account.tender_release': {
    kind: 'bid',
    addedBy: 'actor',
    appendOnly: true,
  },
  'covert.operation': { kind: 'covert', addedBy: 'actor', appendOnly: true },
  'identity.person': {
    kind: 'person',
    readByTheCheck: true,
    writeOnlyIf: notOneself('id'),
    changes: ['display_name', 'disabled_at'],
  },
  'identity.posting': {
    kind: 'person',
    readByTheCheck: true,
    addedBy: 'given_by',
    writeOnlyIf: notOneself('person'),
    changes: ['ended_by', 'ended_at'],
  },
  'identity.session': {
    kind: 'session',
    readByTheCheck: true,
    changes: ['seen_at', 'role', 'token_digest', 'ended_by', 'ended_at'],
    // Whoever could give a session another token, or another role, could be whoever they like.
    changesOf: { administrator: ['ended_by', 'ended_at'] },
  },
  'identity.device': { kind: 'session', readByTheCheck: true, changes: ['name', 'revoked_by', 'revoked_at'] },
  'identity.device_phone': { kind: 'session', changes: ['revoked_at'] },
  'identity.emergency': { kind: 'emergency', changes: ['used_at', 'person'] },
  'identity.emergency_seen': { kind: 'emergency', appendOnly: true },
}

/** Views with their asker's own rights: they need a right of their own, the rows are guarded below. */
export const guardedViews: Readonly<Record<string, DataKind>> = {
  'enforcement.incident': 'incident',
  'enforcement.unmatched_incident': 'incident',
  'target.deployment_now': 'deployment',
  'target.deployment_area_now': 'deployment_area',
  'engagement.street_counted': 'home_state',
  'engagement.street_end_counted': 'home_state',
}

/** What a role may do with a kind of data; nothing where the table says nothing. */
export const ruleOf = (role: Role, kind: DataKind): Rule =>
  (accessTable[kind] as Partial<Record<Role, Rule>>)[role] ?? {}

/** Whoever is shown how far deployments are. */
const readersOfTenders = [
  'registrar',
  'planner',
  'data_protection',
  'finance',
  'programme_lead',
  'auditor',
] as const satisfies readonly Role[]

const readersOfCounts = [
  'planner',
  'ward_officer',
  'prevention_pcso',
  'sergeant',
  'control_room',
  'stock_keeper',
  'data_protection',
  'finance',
  'programme_lead',
  'auditor',
] as const

/** Functions with their owner's rights, and who may call them: the closed list of crossings between regimes. */
export const crossings = {
  'foundation.acting_places()': roles,
  'foundation.proved_person()': roles,
  'identity.actor_names(text[])': [...personRoleNames, 'identity'],
  'identity.find_colleagues(text)': [
    'ward_officer',
    'prevention_pcso',
    'sergeant',
    'stock_keeper',
    'store_keeper',
    'programme_lead',
  ],
  'identity.posted_officers(date, date)': ['sergeant'],
  'engagement.delivery_hours(date, date, text, text)': ['sergeant', 'finance', 'programme_lead'],
  'enforcement.burglary_place_and_time()': ['importer', 'risk'],
  'engagement.leave_with_the_city()': ['importer'],
  'enforcement.keep_exhibits()': ['registrar'],
  'enforcement.keep_rulings()': ['registrar'],
  'enforcement.offer_exhibits()': ['registrar'],
  'enforcement.refuse_orphan()': ['registrar'],
  'enforcement.refuse_spent_skin()': ['registrar'],
  'enforcement.exhibits_leave()': ['importer'],
  'enforcement.counts_of_stores_leave()': ['importer'],
  'enforcement.stocktakes_a_year()': ['custody', 'investigator'],
  'enforcement.files_of_case(text)': ['data_protection', 'auditor'],
  'enforcement.work_on_case(text)': ['data_protection', 'auditor'],
  'enforcement.scan_places_leave()': ['importer'],
  'enforcement.readings_leave()': ['importer'],
  'enforcement.refuse_ended_agreement()': ['registrar'],
  'enforcement.exchange_leaves()': ['importer'],
  'engagement.name_claimed_kit()': ['registrar'],
  'engagement.keep_positions()': ['registrar'],
  'engagement.keep_settled()': ['registrar'],
  'engagement.meet_phone(uuid, timestamptz, integer, integer, text, text, text, text)': [
    'ward_officer',
    'prevention_pcso',
    'sergeant',
  ],
  'engagement.renew_pages(uuid[], uuid[])': ['registrar'],
  'engagement.write_pages(uuid[], uuid[])': ['registrar'],
  'engagement.tell_assignments()': ['registrar'],
  'engagement.tell_walks()': ['registrar'],
  'engagement.tell_events()': ['registrar'],
  'engagement.tell_set_aside()': ['registrar'],
  'engagement.tell_kits()': ['registrar'],
  'engagement.keep_states()': ['registrar'],
  'engagement.keep_states_of(uuid[])': ['registrar'],
  'engagement.keep_ground()': ['registrar'],
  'engagement.rebuild_states(text)': ['importer'],
  'engagement.wards_counted()': ['importer'],
  'engagement.points_to_count()': ['importer'],
  'engagement.saturation_settings()': readersOfCounts,
  'engagement.counts_mark()': ['visitor'],
  'engagement.counts_in(text, date, text[], date)': readersOfCounts,
  'engagement.tries_there(text, text, text, date, text[])': readersOfCounts,
  'engagement.days_worked(text, text, text, date, text[])': readersOfCounts,
  'engagement.phones_there(text, text, text, date, text[], timestamp with time zone, double precision)':
    readersOfCounts,
  'engagement.why_not_checker(uuid, text)': ['sergeant', 'programme_lead'],
  'engagement.leads_check(uuid)': ['sergeant', 'programme_lead'],
  'engagement.is_walked(uuid)': ['sergeant', 'programme_lead'],
  'engagement.may_add_side(uuid, text, uuid)': ['sergeant', 'programme_lead'],
  'engagement.border_frame(text)': ['programme_lead'],
  'engagement.spot_check_led(uuid)': ['sergeant', 'data_protection', 'programme_lead', 'auditor'],
  'engagement.may_check(uuid, uuid)': ['ward_officer', 'prevention_pcso'],
  'engagement.spot_checks()': [
    'ward_officer',
    'prevention_pcso',
    'sergeant',
    'data_protection',
    'programme_lead',
    'auditor',
  ],
  'engagement.spot_check_doors(uuid)': ['ward_officer', 'prevention_pcso'],
  'engagement.spot_check_counts(uuid, text, date, text)': readersOfCounts,
  'engagement.spot_checks_leave()': ['importer'],
  'engagement.signs_leave()': ['importer'],
  'engagement.erase_files_before(date)': ['importer'],
  'engagement.drop_pieces_before(timestamp with time zone)': ['importer'],
  'enforcement.drop_pieces_before(timestamp with time zone)': ['importer'],
  'engagement.exposure_in(text[])': readersOfCounts,
  'engagement.surveys_leave()': ['importer'],
  'engagement.homes_per_sign()': [
    'planner',
    'ward_officer',
    'prevention_pcso',
    'sergeant',
    'data_protection',
    'programme_lead',
    'auditor',
  ],
  'engagement.phones_by_place(text, text, date, text[], integer[], timestamp with time zone, double precision)':
    readersOfCounts,
  'engagement.phones_to_revoke(text)': ['control_room'],
  'engagement.revoke_lost_phone(uuid, uuid, text, timestamp with time zone)': ['control_room'],
  'engagement.team_figures(timestamp with time zone, double precision)': ['control_room', 'programme_lead'],
  'engagement.policed_by(text)': ['call_handler'],
  'engagement.tell_requests()': ['registrar'],
  'engagement.take_card_messages()': ['importer'],
  'engagement.take_kit_messages()': ['importer'],
  'engagement.registered_digests(uuid[], bytea)': ['importer'],
  'engagement.kit_statements_leave()': ['importer'],
  'engagement.take_held_asks(boolean)': ['importer'],
  'engagement.letters_to_send()': ['importer'],
  'engagement.code_of_letter(uuid, uuid, bytea, timestamp with time zone)': ['importer'],
  'engagement.note_sending(uuid, uuid, text, text)': ['importer'],
  'engagement.open_held(bytea, text, uuid, bytea)': ['visitor'],
  'engagement.ask_to_correct(bytea, uuid, bytea, integer, bytea)': ['visitor'],
  'engagement.write_of_visits()': ['registrar'],
  'engagement.letters_leave()': ['importer'],
  'engagement.looks_leave()': ['importer'],
  'account.keep_budget()': ['registrar'],
  'account.keep_order()': ['registrar'],
  'account.keep_receipt()': ['registrar'],
  'account.keep_receipt_withdrawal()': ['registrar'],
  'account.keep_invoice_withdrawal()': ['registrar'],
  'account.keep_approved()': ['registrar'],
  'account.keep_payment()': ['registrar'],
  'account.keep_publication()': ['registrar'],
  'account.money_leaves()': ['importer'],
  'foundation.city_may_begin()': ['importer'],
  'target.deployments_leave_with_the_city()': ['importer'],
  'account.decisions_leave_with_the_city()': ['importer'],
  'account.bids_open(uuid)': readersOfTenders,
  'account.has_scored(uuid)': readersOfTenders,
  'account.keep_tender_version()': ['registrar'],
  'account.keep_tender_issue()': ['registrar'],
  'account.keep_bid()': ['registrar'],
  'account.keep_bid_key()': ['registrar'],
  'account.keep_bid_act()': ['registrar'],
  'account.keep_scoring_close()': ['registrar'],
  'account.keep_award()': ['registrar'],
  'account.keep_award_signature()': ['registrar'],
  'account.keep_release()': ['registrar'],
  'account.keep_assessment()': ['registrar'],
  'account.assessments_leave()': ['importer'],
  'engagement.points_to_place(text, date, text[])': ['importer'],
  'engagement.homes_with_kits(integer[])': readersOfCounts,
  'engagement.traced_kits(bytea, text)': ['investigator'],
  'engagement.fitting_kits(uuid[])': ['investigator'],
  'engagement.owner_to_tell(uuid, uuid, date)': ['investigator'],
  'engagement.trace(uuid[], date)': ['investigator'],
  'engagement.contamination(uuid[])': ['investigator'],
  'engagement.handled_liquid(text[], date, date)': ['investigator'],
  'engagement.open_nearby(uuid[], date, date, integer)': ['investigator'],
  'enforcement.scans_told(uuid, uuid[], bigint[])': ['custody', 'investigator'],
  'enforcement.traces_leave()': ['importer'],
  'enforcement.unused_material_leaves()': ['importer'],
  'foundation.home_decisions()': roles,
  'engagement.proposal_stands(uuid, uuid)': [
    'registrar',
    'ward_officer',
    'prevention_pcso',
    'sergeant',
    'programme_lead',
    'data_protection',
  ],
  'engagement.leaving_out_waits(uuid)': ['ward_officer', 'prevention_pcso', 'sergeant'],
  'engagement.register_homes(uuid)': ['importer', 'programme_lead'],
  'engagement.register_reported(uuid)': ['sergeant', 'programme_lead'],
  'engagement.home_adjustments()': ['importer', 'risk', 'planner', 'programme_lead'],
  'enforcement.cocoon(timestamptz, integer)': ['ward_officer', 'prevention_pcso', 'sergeant'],
  'enforcement.burgled_lately(date)': ['sergeant'],
  'enforcement.burgled_beyond(date, integer)': ['sergeant'],
  'enforcement.burgled_home_counts(date, date)': ['planner', 'programme_lead', 'auditor'],
  'engagement.subject_access(uuid)': ['data_protection'],
  'engagement.find_homes(text, text, text, integer)': ['data_protection', 'auditor'],
} as const satisfies Record<string, readonly Role[]>

export type Crossing = keyof typeof crossings
