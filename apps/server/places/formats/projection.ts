import proj4 from 'proj4'

/**
 * British National Grid (EPSG:27700) by the seven-parameter shift between OSGB36 and WGS84 (Ordnance Survey, "A guide
 * to coordinate systems in Great Britain", 6.6): within 5 metres of the OSTN15 grid, mostly within 2.
 */
const nationalGrid =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'

const converter = proj4('WGS84', nationalGrid)

/** Easting and northing in metres of a longitude and latitude in degrees (WGS84). */
export const toGrid = (longitude: number, latitude: number): [number, number] => {
  const [easting, northing] = converter.forward([longitude, latitude])
  return [easting as number, northing as number]
}

/** Longitude and latitude in degrees (WGS84) of an easting and northing in metres. */
export const toDegrees = (easting: number, northing: number): [number, number] => {
  const [longitude, latitude] = converter.inverse([easting, northing])
  return [longitude as number, latitude as number]
}

/** The grid's own extent, with the sea around it. */
export const isOnGrid = (easting: number, northing: number): boolean =>
  easting >= 0 && easting < 700_000 && northing >= 0 && northing < 1_300_000

/** A longitude and latitude in or near Great Britain. */
export const isInBritain = (longitude: number, latitude: number): boolean =>
  longitude > -9.5 && longitude < 2.5 && latitude > 49 && latitude < 61.5
