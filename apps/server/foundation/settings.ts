import { MetTraceError } from './errors.ts'
import type { Transaction } from './with-actor.ts'

export type Setting = {
  name: string
  version: number
  value: number
  unit: string
  source: string
  /** Day from which it holds here, `2026-11-24`. */
  from: string
  reason: string | null
}

/** Every setting as it holds now, by name. */
export const settings = async (tx: Transaction): Promise<Map<string, Setting>> => {
  const { rows } = await tx.query<Setting>(
    `select distinct on (name) name, version, value, unit, source, from_day as "from", reason
     from foundation.setting order by name, version desc`,
  )
  return new Map(rows.map((setting) => [setting.name, setting]))
}

/** Every version of every setting, by name, the one that holds first. */
export const settingHistory = async (tx: Transaction): Promise<Setting[]> => {
  const { rows } = await tx.query<Setting>(
    `select name, version, value, unit, source, from_day as "from", reason
     from foundation.setting order by name, version desc`,
  )
  return rows
}

/** One of them. Errors: `fault` for a name that there is not, which is ours. */
export const settingOf = (all: ReadonlyMap<string, Setting>, name: string): Setting => {
  const setting = all.get(name)
  if (!setting) throw new MetTraceError('fault', `There is no setting ${name}.`)
  return setting
}

/** Puts a new version of a setting, which holds from a day on, `2026-11-26`; the ones before stay. Errors: `usage` for a name that there is not. */
export const putSetting = async (
  tx: Transaction,
  actor: string,
  put: { name: string; value: number; source: string; reason: string; from: string },
): Promise<Setting> => {
  const { rows } = await tx.query<Setting>(
    `insert into foundation.setting (name, version, value, unit, source, from_day, reason, actor)
     select name, version + 1, $2, unit, $3, $6, $4, $5
     from foundation.setting where name = $1 order by version desc limit 1
     returning name, version, value, unit, source, from_day as "from", reason`,
    [put.name, put.value, put.source, put.reason, actor, put.from],
  )
  const [setting] = rows
  if (setting) return setting
  throw new MetTraceError('usage', `There is no setting ${put.name}.`, {
    found: put.name,
    expected: [...(await settings(tx)).keys()].join(', '),
  })
}
