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
const keepOwn = { read: 'own', add: 'own', change: 'own' } as const
const add = { add: 'all' } as const
const keep = { read: 'all', add: 'all', change: 'all' } as const
const everything = { read: 'all', add: 'all', change: 'all', remove: 'all' } as const

const everyRole = <R extends Rule>(rule: R): Record<Role, R> =>
  Object.fromEntries(roles.map((role) => [role, rule])) as Record<Role, R>
/** What whoever acts writes down of it; those who check read it. */
const everybodyAdds = { ...everyRole(add), data_protection: readAndAdd, auditor: readAndAdd }
const everybodyReads = everyRole(read)

export const accessTable = {
  /** Boundaries, homes as numbers, look-ups, streets and addresses without who lives there. */
  place: {
    importer: everything,
    registrar: read,
    risk: read,
    identity: read,
    planner: read,
    ward_officer: read,
    prevention_pcso: read,
    sergeant: read,
    stock_keeper: read,
    custody: read,
    investigator: read,
    data_protection: read,
    finance: read,
    programme_lead: read,
    auditor: read,
    administrator: read,
  },
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
  setting: {
    importer: read,
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
  incident: { importer: everything, investigator: read },
  /** Homes that kits are offered to, with their addresses (UK GDPR). */
  home: {
    registrar: everything,
    ward_officer: readOwn,
    prevention_pcso: readOwn,
    sergeant: readOwn,
    data_protection: read,
  },
  /** Who registered for a home; what names them is encrypted besides. */
  resident: {
    registrar: everything,
    ward_officer: keepOwn,
    prevention_pcso: keepOwn,
    sergeant: readOwn,
    data_protection: { read: 'all', change: 'all' },
  },
  /** The life of every bottle. */
  kit: {
    registrar: everything,
    stock_keeper: readAndAddOwn,
    ward_officer: readAndAddOwn,
    prevention_pcso: readAndAddOwn,
    sergeant: readOwn,
  },
  /** Scans of people and property under ultraviolet light (DPA 2018 Part 3). */
  scan: { custody: readAndAddOwn, investigator: readAndAdd },
  /** Covert deployments: nobody else learns that there are any. */
  covert: { covert: readAndAdd },
  /** What the versions of the master key are known by. */
  key_check: { registrar: readAndAdd },
  /** One row for every transaction; whoever acts adds their own, whoever checks reads them. */
  act: everybodyAdds,
  /** What was done with whose record; the sealer gathers it. */
  log_entry: { ...everybodyAdds, sealer: readAndAdd },
  /** To whom and why, in words that may name somebody; the one part of the log that can be erased. */
  log_text: { ...everybodyAdds, data_protection: { ...readAndAdd, remove: 'all' } },
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
  /** Columns that may be given when a row is added, where the others are the database's to say. */
  givenColumns?: readonly string[]
  /** What else must hold, beside the role: SQL on the row, by role, or for all who add or change. */
  readOnlyIf?: Partial<Record<Role, string>>
  writeOnlyIf?: string
  /** Rows that may never be changed, whatever the kind allows. */
  appendOnly?: boolean
}

const notOneself = (column: string): string =>
  `'person:' || ${column}::text is distinct from foundation.actor_id()`

/** Every table, the kind of data it holds and what guards its rows. A table that is missing here fails a test. */
export const guardedTables: Readonly<Record<string, GuardedTable>> = {
  'places.import_file': { kind: 'place' },
  'places.vintage': { kind: 'place' },
  'places.area': { kind: 'place' },
  'places.home_count': { kind: 'place' },
  'places.lookup': { kind: 'place' },
  'places.point_area': { kind: 'place' },
  'places.geography': { kind: 'place' },
  'places.street': { kind: 'place' },
  'places.street_link': { kind: 'place' },
  'places.ground': { kind: 'place' },
  'places.address': { kind: 'place' },
  'places.postcode': { kind: 'place' },
  'target.burglary': { kind: 'burglary' },
  'target.burglary_count': { kind: 'burglary' },
  // The MPS counts hold every category; risk may know only the burglaries among them.
  'target.recorded_count': { kind: 'burglary', readOnlyIf: { risk: `major = 'BURGLARY'` } },
  'target.recorded_month': { kind: 'burglary' },
  'target.loaded_month': { kind: 'burglary' },
  'target.counted_month': { kind: 'burglary' },
  'target.offence_count': { kind: 'other_crime' },
  'target.plan_draft': { kind: 'plan', addedBy: 'actor' },
  'target.phase_in': { kind: 'plan', addedBy: 'actor' },
  'measure.frozen_expectation': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'measure.programme': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'measure.protocol': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'measure.published_report': { kind: 'plan', addedBy: 'actor', appendOnly: true },
  'foundation.setting': { kind: 'setting', addedBy: 'actor' },
  'foundation.demonstration': { kind: 'demonstration' },
  'foundation.master_key': { kind: 'key_check', appendOnly: true },
  'foundation.act': { kind: 'act', addedBy: 'actor' },
  // When and in which transaction is the database's to say.
  'log.entry': {
    kind: 'log_entry',
    addedBy: 'actor',
    writeOnlyIf: `role = current_setting('mettrace.role', true)`,
    givenColumns: [
      'id',
      'act',
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
    ],
    appendOnly: true,
  },
  'log.entry_subject': { kind: 'log_entry', appendOnly: true },
  'log.entry_text': { kind: 'log_text' },
  'log.sealed': { kind: 'log_place', appendOnly: true },
  'log.head': { kind: 'log_head', appendOnly: true },
  'log.cosignature': { kind: 'log_head', appendOnly: true },
  'log.epoch': { kind: 'log_head', appendOnly: true },
  'log.alarm': { kind: 'log_head', appendOnly: true },
  'enforcement.incident_version': { kind: 'incident' },
  'engagement.home': { kind: 'home', placed: true },
  // Erasing is for the data protection officer alone, and what is erased is nobody's to change again.
  'engagement.resident': {
    kind: 'resident',
    placed: true,
    writeOnlyIf: `(erased_at is null or current_setting('mettrace.role', true) = 'data_protection')`,
  },
  'engagement.kit_event': { kind: 'kit', placed: true, addedBy: 'actor' },
  'enforcement.scan': { kind: 'scan', placed: true, addedBy: 'actor' },
  'covert.operation': { kind: 'covert', addedBy: 'actor' },
  'identity.person': { kind: 'person', writeOnlyIf: notOneself('id') },
  'identity.posting': { kind: 'person', addedBy: 'given_by', writeOnlyIf: notOneself('person') },
  'identity.session': { kind: 'session' },
  'identity.device': { kind: 'session' },
  'identity.emergency': { kind: 'emergency' },
  'identity.emergency_seen': { kind: 'emergency' },
}

/** Views with their asker's own rights: they need a right of their own, the rows are guarded below. */
export const guardedViews: Readonly<Record<string, DataKind>> = {
  'enforcement.incident': 'incident',
  'enforcement.unmatched_incident': 'incident',
}

/** What a role may do with a kind of data; nothing where the table says nothing. */
export const ruleOf = (role: Role, kind: DataKind): Rule =>
  (accessTable[kind] as Partial<Record<Role, Rule>>)[role] ?? {}

/** Functions with their owner's rights, and who may call them: the closed list of crossings between regimes. */
export const crossings = {
  'foundation.acting_places()': roles,
  'identity.actor_names(text[])': [...personRoleNames, 'identity'],
  'enforcement.burglary_place_and_time()': ['importer', 'risk'],
  'engagement.leave_with_the_city()': ['importer'],
  'engagement.trace(text, date)': ['investigator'],
  'engagement.contamination(text)': ['investigator'],
  'enforcement.cocoon(timestamptz, integer)': ['ward_officer', 'prevention_pcso', 'sergeant'],
  'enforcement.burgled_home_counts(date, date)': ['planner', 'programme_lead', 'auditor'],
  'engagement.subject_access(uuid)': ['data_protection'],
} as const satisfies Record<string, readonly Role[]>

export type Crossing = keyof typeof crossings
