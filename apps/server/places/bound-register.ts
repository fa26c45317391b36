import type { BoundTable } from '../foundation/log/bound-content.ts'

/** Which door a home is, of those that somebody registered for or a kit went to. */
export const boundHomes = {
  name: 'engagement.home',
  row: 'home',
  columns: [
    'uprn',
    'ward',
    'bcu',
    'postcode',
    'street',
    'number',
    'core',
    'floor',
    'flat',
    'easting',
    'northing',
  ],
  reader: 'registrar',
  onlyWhere: `exists (select from engagement.resident r where r.home = t.id)
    or exists (select from engagement.kit_movement k where k.home = t.id)`,
} as const satisfies BoundTable

/** Who lived where, and when. What names them is bound to its row by its encryption, and goes when it is erased. */
export const boundResidents = {
  name: 'engagement.resident',
  row: 'resident',
  columns: ['home', 'ward', 'bcu', 'from_day', 'to_day', 'registered_at', 'erased_at', 'by_phone'],
  reader: 'registrar',
} as const satisfies BoundTable
