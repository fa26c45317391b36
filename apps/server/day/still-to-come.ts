import type { PersonRole } from '../foundation/access/roles.ts'

/** Work of each role that MetTrace has no page for yet; said on its first page, so that nobody looks for it. */
const missing: Partial<Record<PersonRole, readonly string[]>> = {
  laboratory: ['Samples', 'Lab results'],
  covert: ['Covert deployments, at a site of their own'],
  programme_lead: ['Budget and decisions'],
  data_protection: ['Resident requests', 'Retention', 'Impact assessment'],
}

export const stillToCome = (role: PersonRole): readonly string[] => missing[role] ?? []
