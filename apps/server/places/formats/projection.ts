import proj4 from 'proj4'

/**
 * British National Grid (EPSG:27700) by the seven-parameter shift between OSGB36 and WGS84 (Ordnance Survey, "A guide
 * to coordinate systems in Great Britain", 6.6): within 5 metres of the OSTN15 grid, mostly within 2.
 */
const nationalGrid =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'

const converterTo = (definition: string) => proj4('WGS84', definition)
type Converter = ReturnType<typeof converterTo>

const british = converterTo(nationalGrid)

const pair = (found: readonly number[]): [number, number] => [found[0] as number, found[1] as number]

/** Easting and northing in metres, on the National Grid, of a longitude and latitude in degrees (WGS84). */
export const toGrid = (longitude: number, latitude: number): [number, number] =>
  pair(british.forward([longitude, latitude]))

/** The grid's own extent, with the sea around it. */
export const isOnGrid = (easting: number, northing: number): boolean =>
  easting >= 0 && easting < 700_000 && northing >= 0 && northing < 1_300_000

/** A longitude and latitude in or near Great Britain. */
export const isInBritain = (longitude: number, latitude: number): boolean =>
  longitude > -9.5 && longitude < 2.5 && latitude > 49 && latitude < 61.5

/** Latitudes that Universal Transverse Mercator covers; the poles have a projection of their own. */
export const hasPlane = (longitude: number, latitude: number): boolean =>
  Math.abs(longitude) <= 180 && latitude >= -80 && latitude <= 84

/**
 * The plane that places are measured on, in metres: 0 is the National Grid, 1 to 60 a zone of Universal Transverse
 * Mercator (WGS84) everywhere else. Its zone stands before an easting of UTM, in millions, as in EPSG:32600, and
 * south of the equator northings are negative: so a pair of numbers says where on the Earth it is.
 */
export type Plane = number

export const britain: Plane = 0

const zoneLength = 1_000_000

/** The plane of a longitude and latitude in degrees (WGS84). */
export const planeAt = (longitude: number, latitude: number): Plane =>
  isInBritain(longitude, latitude) && isOnGrid(...toGrid(longitude, latitude))
    ? britain
    : Math.min(60, Math.floor((longitude + 180) / 6) + 1)

const zones = new Map<Plane, Converter>()

const zoneConverter = (zone: Plane): Converter => {
  let converter = zones.get(zone)
  if (!converter) {
    converter = converterTo(`+proj=utm +zone=${zone} +datum=WGS84 +units=m +no_defs`)
    zones.set(zone, converter)
  }
  return converter
}

/** Easting and northing in metres on a plane of a longitude and latitude in degrees (WGS84). */
export const toPlane = (plane: Plane, longitude: number, latitude: number): [number, number] => {
  if (plane === britain) return toGrid(longitude, latitude)
  const [easting, northing] = pair(zoneConverter(plane).forward([longitude, latitude]))
  return [plane * zoneLength + easting, northing]
}

/** The plane that an easting is of. */
export const planeOfEasting = (easting: number): Plane =>
  easting < zoneLength ? britain : Math.floor(easting / zoneLength)

/** Whether a pair of metres may be a place: on the National Grid, or within a zone. */
export const isOnPlane = (easting: number, northing: number): boolean =>
  isOnGrid(easting, northing) ||
  (easting >= zoneLength && easting < 61 * zoneLength && Math.abs(northing) < 10_000_000)

/** Planes on which one city may be: the same, or zones side by side, of which either serves. */
export const areNear = (one: Plane, other: Plane): boolean =>
  one === other || (one !== britain && other !== britain && [1, 59].includes(Math.abs(one - other)))

/** Longitude and latitude in degrees (WGS84) of an easting and northing in metres. */
export const toDegrees = (easting: number, northing: number): [number, number] => {
  if (easting < zoneLength) return pair(british.inverse([easting, northing]))
  const zone = planeOfEasting(easting)
  return pair(zoneConverter(zone).inverse([easting - zone * zoneLength, northing]))
}
