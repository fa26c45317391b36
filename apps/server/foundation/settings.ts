import { withNames } from './actor-names.ts'
import { MetTraceError } from './errors.ts'
import { mustFitSetting, settingRules } from './setting-rules.ts'
import type { Transaction } from './with-actor.ts'

export type Setting = {
  name: string
  /** Force of which it holds; empty: of all, or, for one that is set by force, of every force without one of its own. */
  force: string
  version: number
  value: number
  unit: string
  source: string
  /** Day from which it holds here, `2026-11-24`. */
  from: string
  reason: string | null
}

const columns = 'name, force, version, value, unit, source, from_day as "from", reason'

const inForce = async (tx: Transaction): Promise<Setting[]> => {
  const { rows } = await tx.query<Setting>(
    `select distinct on (name, force) ${columns} from foundation.setting order by name, force, version desc`,
  )
  return rows
}

/** Every setting that is the same for all forces as it holds now, by name. */
export const settings = async (tx: Transaction): Promise<Map<string, Setting>> => {
  const rows = await inForce(tx)
  return new Map(
    rows.filter(({ name }) => !settingRules[name]?.byForce).map((setting) => [setting.name, setting]),
  )
}

/** A setting that is set by force as it holds now, by force. */
export const settingByForce = async (tx: Transaction, name: string): Promise<Map<string, Setting>> => {
  const rows = await inForce(tx)
  return new Map(rows.filter((each) => each.name === name).map((setting) => [setting.force, setting]))
}

/** Every setting as it holds now: by name, and by force those that are set by force. */
export const allSettings = inForce

/** A version of a setting with who put it, by name, and when: ISO time in UTC. */
export type SettingVersion = Setting & { actor: string; at: string }

const versionColumns = `${columns}, actor,
  to_char(set_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at`

/** Every setting as it holds, with who put it. */
export const settingsByWhom = async (tx: Transaction): Promise<SettingVersion[]> => {
  const { rows } = await tx.query<SettingVersion>(
    `select distinct on (name, force) ${versionColumns} from foundation.setting order by name, force, version desc`,
  )
  return withNames(tx, rows)
}

/** Every version of one setting, the one that holds first; none for a name or force that there is not. */
export const versionsOfSetting = async (
  tx: Transaction,
  name: string,
  force = '',
): Promise<SettingVersion[]> => {
  const { rows } = await tx.query<SettingVersion>(
    `select ${versionColumns} from foundation.setting where name = $1 and force = $2 order by version desc`,
    [name, force],
  )
  return withNames(tx, rows)
}

/** Names the state of all settings: a version that is put in changes it, and none is ever changed or taken away. */
export const settingsState = async (tx: Pick<Transaction, 'query'>): Promise<string> => {
  const { rows } = await tx.query<{ versions: string }>(
    'select count(*)::text as versions from foundation.setting',
  )
  return rows[0]?.versions ?? ''
}

/** One of them. Errors: `fault` for a name that there is not, which is ours. */
export const settingOf = (all: ReadonlyMap<string, Setting>, name: string): Setting => {
  const setting = all.get(name)
  if (!setting) throw new MetTraceError('fault', `There is no setting ${name}.`)
  return setting
}

/** Errors: `usage` about `value` where the smallest deployment area would be larger than the largest. */
const mustFitOthers = async (tx: Transaction, name: string, value: number): Promise<void> => {
  const other = { 'smallest deployment area': 'largest', 'largest deployment area': 'smallest' }[name]
  if (other === undefined) return
  const there = settingOf(await settings(tx), `${other} deployment area`).value
  if (other === 'largest' ? value <= there : value >= there) return
  throw new MetTraceError(
    'usage',
    `The ${other === 'largest' ? 'smallest' : 'largest'} deployment area must be ${other === 'largest' ? 'no larger than the largest' : 'no smaller than the smallest'}, ${there} homes`,
    { about: 'value', found: String(value) },
  )
}

/**
 * Puts a new version of a setting, which holds from a day on, `2026-11-26`; the ones before stay. Errors: `usage` for a
 * name that there is not, about `value` for one that it cannot have, and for a force where it is the same for all.
 */
export const putSetting = async (
  tx: Transaction,
  actor: string,
  put: {
    name: string
    force?: string | undefined
    value: number
    source: string
    reason: string
    from: string
  },
): Promise<Setting> => {
  const { force = '' } = put
  mustFitSetting(put.name, put.value)
  if (force !== '' && !settingRules[put.name]?.byForce)
    throw new MetTraceError('usage', `The setting “${put.name}” is the same for every force.`, {
      found: force,
    })
  await mustFitOthers(tx, put.name, put.value)
  const { rows } = await tx.query<Setting>(
    `insert into foundation.setting (name, force, version, value, unit, source, from_day, reason, actor)
     select $1, $7, 1 + coalesce(max(version) filter (where force = $7), 0), $2, min(unit), $3, $6, $4, $5
     from foundation.setting where name = $1 having count(*) > 0
     returning ${columns}`,
    [put.name, put.value, put.source, put.reason, actor, put.from, force],
  )
  const [setting] = rows
  if (setting) {
    await tx.record({ operation: 'alteration', kind: 'setting', subjects: [put.name], reason: put.reason })
    return setting
  }
  throw new MetTraceError('usage', `There is no setting ${put.name}.`, {
    found: put.name,
    expected: [...new Set((await inForce(tx)).map(({ name }) => name))].join(', '),
  })
}
