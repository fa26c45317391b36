/** Influence added up within clusters, by their number; as it is where each unit is its own. */
export const clusterSums = (influence: Float64Array, cluster: Int32Array | null): Float64Array => {
  if (!cluster) return influence
  const sums = new Float64Array(cluster.reduce((most, one) => Math.max(most, one), 0) + 1)
  for (let unit = 0; unit < influence.length; unit++) sums[cluster[unit]!]! += influence[unit]!
  return sums
}
