import { expect, test } from 'vitest'
import { farFrom } from './far.ts'

const door = { latitude: 51.5, longitude: -0.1 }
const north = (metres: number, accuracy: number) => ({
  latitude: door.latitude + metres / 111_195,
  longitude: door.longitude,
  accuracy,
})

test('a phone is far from a door only where its accuracy does not explain the distance', () => {
  expect(farFrom(north(140, 12), door)).toBe(140)
  // Across a wide street, or in the yard of a block.
  expect(farFrom(north(60, 12), door)).toBeNull()
  expect(farFrom(north(140, 60), door)).toBeNull()
  expect(farFrom(north(240, 60), door)).toBe(240)
})

test('what is not known, or only roughly, asks for no reason however far it may be', () => {
  expect(farFrom(null, door)).toBeNull()
  expect(farFrom(north(5000, 101), door)).toBeNull()
})
