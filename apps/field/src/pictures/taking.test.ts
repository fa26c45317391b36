import { expect, test } from 'vitest'
import { memoryDatabase } from '../../../../test/field/memory-database.ts'
import { personOf } from '../../../../test/phone-events.ts'
import { openDrafts } from '../app/drafts.ts'
import { keysOf, newRoot } from '../rest/keys.ts'
import { openTaking } from './taking.ts'

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count))
const small = (file: Blob): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  file.text().then((text) => (text === 'no picture' ? undefined : new TextEncoder().encode(text)))

const newTaking = async () => {
  const memory = memoryDatabase()
  const keys = await keysOf(personOf(1), 1, newRoot(random), null)
  const drafts = openDrafts(memory.database, keys, random)
  return { memory, drafts, taking: openTaking(() => drafts, 'sign picture', small) }
}
const [one, other] = [new Blob(['the first picture']), new Blob(['the second picture'])]
const words = (bytes: Uint8Array | null | undefined): string | undefined =>
  bytes ? new TextDecoder().decode(bytes) : undefined

test('a picture is sealed as it is taken, comes back after a lock, and leaves the form with its record', async () => {
  const { memory, drafts, taking } = await newTaking()
  await taking.choose(one)
  expect([taking.state.value, memory.text().includes('the first picture')]).toEqual(['taken', false])
  taking.forget()
  expect(taking.picture.value).toBeNull()
  await taking.bringBack()
  expect(words(taking.take())).toBe('the first picture')
  expect([taking.picture.value, await drafts.read('sign picture')]).toEqual([null, undefined])
})

test('what the phone cannot read leaves the picture before it, and says so', async () => {
  const { taking } = await newTaking()
  await taking.choose(one)
  await taking.choose(new Blob(['no picture']))
  expect([taking.state.value, words(taking.picture.value)]).toEqual(['unreadable', 'the first picture'])
})

test('on a full phone it is on the screen alone, and not called taken', async () => {
  const { memory, drafts, taking } = await newTaking()
  memory.full = true
  await taking.choose(one)
  expect([taking.state.value, words(taking.picture.value), drafts.areSealed()]).toEqual([
    'full',
    'the first picture',
    false,
  ])
})

test('of two that are chosen the later one counts, and one that was removed meanwhile does not come back', async () => {
  const { taking } = await newTaking()
  await Promise.all([taking.choose(one), taking.choose(other)])
  expect(words(taking.picture.value)).toBe('the second picture')
  const late = taking.choose(one)
  taking.remove()
  await late
  expect([taking.picture.value, taking.state.value]).toEqual([null, 'none'])
})
