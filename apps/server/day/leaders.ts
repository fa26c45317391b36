import type { PersonRole } from '../foundation/access/roles.ts'

/** Roles whose day begins with the programme at a glance, each with what has no figure yet: none is made up in its place. */
const leaders: Partial<Record<PersonRole, readonly string[]>> = {
  programme_lead: [
    'Scans of detainees and property',
    'Shops visited',
    'Budget, orders and invoices',
    'Requests of residents',
    'Public pages',
  ],
  control_room: ['Scans of detainees and property', 'Shops visited'],
}

/** What has no figure yet for a role that is shown figures; undefined for all others. */
export const noFigureYet = (role: PersonRole): readonly string[] | undefined => leaders[role]
