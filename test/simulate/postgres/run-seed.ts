import { afternoon } from '../../phone-events.ts'
import { findingsOf, type Findings } from '../checks.ts'
import type { Plan } from '../plan.ts'
import { happen } from '../run-seed.ts'
import { seeded } from '../seeded.ts'
import { townAround } from '../town.ts'
import { openWorld } from '../world.ts'
import type { Cluster } from './cluster.ts'
import { openOutside } from './outside.ts'
import { openPostgresStation } from './station.ts'

/** Steps of a plan that a run over a database takes: so few that 200 seeds are a matter of minutes. */
const most = 24

/** Lets the beginning of a plan happen over the product's own routes and a database of the cluster. */
export const runOnPostgres = async (cluster: Cluster, plan: Plan): Promise<Findings> => {
  const outside = openOutside(async () => {
    const { rows } = await cluster.owner().query<{ locked: number }>(
      `select count(*)::int4 as locked from pg_stat_activity
       where datname = current_database() and application_name = 'mettrace' and wait_event_type = 'Lock'`,
    )
    return rows[0]!.locked
  })
  const world = openWorld(seeded(plan.seed, 'order'), afternoon, outside.settled)
  const station = await openPostgresStation(cluster, world, outside, seeded(plan.seed, 'server'))
  try {
    const town = townAround(plan, world, station)
    await happen(town, { ...plan, steps: plan.steps.slice(0, most) }, true)
    const { faults, ...kept } = await station.read()
    town.faults.push(...faults)
    return findingsOf(town, kept)
  } finally {
    await station.close()
  }
}
