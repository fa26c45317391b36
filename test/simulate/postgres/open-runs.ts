import type { Runs } from '../always-ends.ts'
import { openCluster } from './cluster.ts'
import { runOnPostgres } from './run-seed.ts'

/** Runs plans over a PostgreSQL of its own. `fault`: SQL of a mistake that is planted into the schema. */
export const openRuns = async (fault?: string): Promise<{ runs: Runs; close: () => Promise<void> }> => {
  const cluster = await openCluster(fault)
  return { runs: (plan) => runOnPostgres(cluster, plan), close: () => cluster.close() }
}
