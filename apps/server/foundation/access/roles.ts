/**
 * Who may act. A person's role is theirs by a posting, to wards, to a BCU or to the force; a system's role belongs to a
 * part of the product, which may act for anyone and sees only what that part needs.
 */
export const personRoles = {
  planner: { title: 'Planner', posted: 'force' },
  ward_officer: { title: 'Ward officer', posted: 'ward' },
  prevention_pcso: { title: 'Prevention PCSO', posted: 'bcu' },
  sergeant: { title: 'Sergeant', posted: 'bcu' },
  control_room: { title: 'Control room', posted: 'force' },
  call_handler: { title: 'Call handler', posted: 'force' },
  store_keeper: { title: 'Keeper of the central store', posted: 'force' },
  stock_keeper: { title: 'Stock keeper', posted: 'bcu' },
  custody: { title: 'Custody and property store', posted: 'bcu' },
  investigator: { title: 'Investigator', posted: 'force' },
  laboratory: { title: 'Laboratory or supplier', posted: 'force' },
  covert: { title: 'Covert desk', posted: 'force' },
  data_protection: { title: 'Data protection officer', posted: 'force' },
  finance: { title: 'Finance', posted: 'force' },
  programme_lead: { title: 'Programme lead', posted: 'force' },
  auditor: { title: 'Auditor', posted: 'force' },
  administrator: { title: 'Administrator', posted: 'force' },
} as const satisfies Record<string, { title: string; posted: 'ward' | 'bcu' | 'force' }>

export type PersonRole = keyof typeof personRoles

/** Parts of the product: importers of open data and incidents, the register of homes, the risk model, sign-in, the log's sealer; and visitors. */
export const systemRoles = ['importer', 'registrar', 'risk', 'identity', 'sealer', 'visitor'] as const
export type SystemRole = (typeof systemRoles)[number]

export type Role = PersonRole | SystemRole

export const personRoleNames = Object.keys(personRoles) as PersonRole[]
export const roles: readonly Role[] = [...personRoleNames, ...systemRoles]

export const isPersonRole = (role: Role): role is PersonRole => role in personRoles

/** Their names in the database. */
export const databaseRoles = (some: readonly Role[]): string[] => some.map((role) => `mettrace_${role}`)
