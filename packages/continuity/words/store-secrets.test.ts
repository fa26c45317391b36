import { expect, test } from 'vitest'
import { storeSecretIn } from './store-secrets.ts'

// HMICFRS 2022, case 31.
test('codes of doors and lists of key holders are seen', () => {
  for (const text of [
    'Store door code 4471',
    'door code is 44-71',
    'the code is 1234 for the store door',
    'Safe combination: 12 34 56',
    'keypad PIN 9087',
    'Alarm code: #4471',
    'Gate to the yard, entry code 4471X',
  ])
    expect(storeSecretIn(text), text).toBe('the code of a door, safe or alarm')
  for (const text of [
    'Key holders: Amos, Iqbal, Dean',
    'keyholder is PS Amos',
    'Keys to the store are held by L. Amos',
    'key for the drug store with PS Iqbal',
  ])
    expect(storeSecretIn(text), text).toBe('a list of key holders')
})

test('what exhibits are is left alone', () => {
  for (const text of [
    'Denim jacket, one sleeve glowed',
    'Door of a safe, dented',
    'Key ring with 4 keys',
    'Key of a Ford, number plate AB12 CDE',
    'Mobile phone, IMEI 356938035643809, unlocked',
    'Lock with the number 4471 stamped on it',
    'Post code SW1A 2AA on an envelope',
    'Property book 12, page 4471',
    'Access card 00123456',
    'Returned: keys to the car',
    'crime 2326/40112/26',
  ])
    expect(storeSecretIn(text), text).toBeUndefined()
})
