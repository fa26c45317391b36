import { MetTraceError } from '../../../foundation/errors.ts'
import { settingRules } from '../../../foundation/setting-rules.ts'
import { putSetting, settingByForce, type Setting } from '../../../foundation/settings.ts'
import { allows } from '../../../foundation/access/may.ts'
import type { Role } from '../../../foundation/access/roles.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { forcesLoaded } from '../../../crime/forces.ts'

/**
 * Forces that a setting can be put for: those on record and, for who may know it, those whose files are loaded; and every
 * other one as ''.
 */
export const forcesToSet = async (tx: Transaction, role: Role, name: string): Promise<string[]> => {
  if (!settingRules[name]?.byForce) return ['']
  const loaded = allows(role, { verb: 'read', kind: 'burglary' }) ? await forcesLoaded(tx) : []
  const known = new Set([...(await settingByForce(tx, name)).keys(), ...loaded])
  known.delete('')
  return [...[...known].toSorted(), '']
}

/**
 * As `putSetting`, for a force by the name that its files have: under another one it would never be found.
 * Errors: as `putSetting`, and `usage` for a force that is not known.
 */
export const putSettingOfForce = async (
  tx: Transaction,
  actor: Actor,
  put: Parameters<typeof putSetting>[2],
): Promise<Setting> => {
  const forces = await forcesToSet(tx, actor.role, put.name)
  if (put.force !== undefined && put.force !== '' && !forces.includes(put.force))
    throw new MetTraceError(
      'usage',
      'No street file of such a force is loaded, and no setting of it is on record.',
      {
        about: 'force',
        found: put.force,
        expected: forces.filter((force) => force !== '').join(', '),
      },
    )
  return putSetting(tx, actor.id, put)
}
