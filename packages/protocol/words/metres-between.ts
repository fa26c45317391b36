type Place = { latitude: number; longitude: number }

const earthRadius = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Metres between two places in one town (degrees, WGS 84), as the crow flies. */
export const metresBetween = (one: Place, other: Place): number => {
  const east =
    radians(other.longitude - one.longitude) * Math.cos(radians((one.latitude + other.latitude) / 2))
  const north = radians(other.latitude - one.latitude)
  return earthRadius * Math.hypot(east, north)
}
