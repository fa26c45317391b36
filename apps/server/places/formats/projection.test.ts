import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInBritain, isOnGrid, toDegrees, toGrid } from './projection.ts'

const degrees = (whole: number, minutes: number, seconds: number): number =>
  whole + minutes / 60 + seconds / 3600

/** Point, latitude and longitude (ETRS89), easting and northing: the test points of the OSTN15 developer pack. */
const surveyed: [string, latitude: number, longitude: number, easting: number, northing: number][] = [
  ['TP01 St Mary’s, Scilly', 49.9222639373, -6.29977752014, 91_492.146, 11_318.804],
  ['TP05 Southampton', 50.9312793791, -1.450514337, 438_710.92, 114_792.25],
  ['TP07 North Foreland', 51.3744702555, 1.44454730409, 639_821.835, 169_565.858],
  ['TP08 Brislington', 51.4275474302, -2.54407618349, 362_269.991, 169_978.69],
  ['TP09 Lambeth', 51.4893656495, -0.1199255718, 530_624.974, 178_388.464],
  ['TP11 Colchester', 51.8943663735, 0.89724327012, 599_445.59, 225_722.826],
  ['TP15 Nottingham', 52.9621910941, -1.19747655922, 454_002.834, 340_834.943],
  ['TP20 Pudsey', 53.8002151963, -1.66379168242, 422_242.186, 433_818.701],
  ['TP27 Edinburgh', 55.9247826551, -3.29479219337, 319_188.434, 670_947.534],
  ['TP30 Inverness', 57.4862500072, -4.21926398555, 267_056.768, 846_176.972],
]

const metresApart = ([x, y]: [number, number], easting: number, northing: number): number =>
  Math.hypot(x - easting, y - northing)

describe('degrees become metres of the National Grid', () => {
  test('to the centimetre where the shift is the same: the Survey’s worked example of seven parameters', () => {
    const found = toGrid(-degrees(1, 39, 51.992), degrees(53, 36, 43.1653))
    // The example stands 300 m above the ellipsoid, which moves it by millimetres.
    expect(metresApart(found, 422_297.792, 412_878.741)).toBeLessThan(0.02)
  })

  test.each(surveyed)(
    '%s lies where it was surveyed, within 5 metres',
    (_, latitude, longitude, east, north) => {
      expect(metresApart(toGrid(longitude, latitude), east, north)).toBeLessThan(5)
    },
  )

  test('London within 2 metres; without the shift between the ellipsoids it would be a hundred', () => {
    const [, latitude, longitude, easting, northing] = surveyed.find(([name]) => name.startsWith('TP09'))!
    expect(metresApart(toGrid(longitude, latitude), easting, northing)).toBeLessThan(2)
  })

  test('the true origin: 49° N, 2° W of the old datum is 400 km east and 100 km south of the false one', () => {
    const [longitude, latitude] = toDegrees(400_000, -100_000)
    // The seven parameters move it by some 100 m: these are degrees of WGS84.
    expect(Math.abs(latitude - 49)).toBeLessThan(0.001)
    expect(Math.abs(longitude + 2)).toBeLessThan(0.002)
  })
})

test('metres become degrees, and the same metres again', () => {
  const places = fc.tuple(
    fc.integer({ min: 80_000, max: 655_000 }),
    fc.integer({ min: 5_000, max: 1_220_000 }),
  )
  fc.assert(
    fc.property(places, ([easting, northing]) => {
      const [longitude, latitude] = toDegrees(easting, northing)
      expect(metresApart(toGrid(longitude, latitude), easting, northing)).toBeLessThan(0.01)
    }),
  )
})

test('what lies off the grid, or far from Britain, is told', () => {
  expect([isOnGrid(530_000, 180_000), isOnGrid(-1, 180_000), isOnGrid(530_000, 1_300_000)]).toEqual([
    true,
    false,
    false,
  ])
  expect([isInBritain(-0.12, 51.5), isInBritain(51.5, -0.12), isInBritain(2.35, 48.85)]).toEqual([
    true,
    false,
    false,
  ])
})
