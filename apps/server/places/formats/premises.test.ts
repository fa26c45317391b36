import { expect, test } from 'vitest'
import { isPremises } from './premises.ts'

test.each(['On or near Supermarket', 'On or near Parking Area', 'on or near  petrol station ', 'Nightclub'])(
  '%s is premises',
  (location) => {
    expect(isPremises(location)).toBe(true)
  },
)

test.each([
  'On or near High Street',
  'On or near Hospital Road',
  'On or near Station Parade',
  'No location',
  '',
])('%s is a street', (location) => {
  expect(isPremises(location)).toBe(false)
})
