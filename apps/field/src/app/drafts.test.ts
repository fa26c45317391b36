import { expect, test } from 'vitest'
import { memoryDatabase } from '../../../../test/field/memory-database.ts'
import { personOf } from '../../../../test/phone-events.ts'
import { keysOf, newRoot } from '../rest/keys.ts'
import { openDrafts } from './drafts.ts'

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count))

const newDrafts = async () => {
  const memory = memoryDatabase()
  const keys = await keysOf(personOf(1), 1, newRoot(random), null)
  return { memory, drafts: openDrafts(memory.database, keys, random) }
}

test('what is typed is sealed, letter after letter, and dropped for good', async () => {
  const { memory, drafts } = await newDrafts()
  const written = ['J', 'Jo', 'Joan'].map((name) => drafts.keep('safety 1', { name }))
  expect(drafts.areSealed()).toBe(false)
  await Promise.all(written)
  expect(drafts.areSealed()).toBe(true)
  // Whoever types faster than a phone writes waits for one write, not for one of each letter.
  expect(memory.durabilities).toEqual(['relaxed'])
  expect(await drafts.read('safety 1')).toEqual({ name: 'Joan' })
  expect(memory.text()).not.toContain('Joan')
  // What is still on its way when a draft is dropped does not bring it back.
  const late = drafts.keep('safety 1', { name: 'Joan E' })
  await Promise.all([late, drafts.drop('safety 1')])
  expect(await drafts.read('safety 1')).toBeUndefined()
})

test('what a full phone cannot take stays unsealed, until it can or is dropped', async () => {
  const { memory, drafts } = await newDrafts()
  memory.full = true
  await expect(drafts.keep('word 1', { words: 'Ask me.' })).rejects.toThrow()
  expect(drafts.areSealed()).toBe(false)
  await drafts.drop('word 1')
  expect(drafts.areSealed()).toBe(true)
})

test('what found no room is sealed when it is tried again, and only what failed is tried', async () => {
  const { memory, drafts } = await newDrafts()
  expect(drafts.sealAgain()).toBe(false)
  memory.full = true
  await drafts.keep('word 1', { words: 'Ask me.' }).catch(() => undefined)
  memory.full = false
  const onItsWay = drafts.keep('word 2', { words: 'Later.' })
  expect(drafts.sealAgain()).toBe(true)
  expect(drafts.sealAgain()).toBe(false)
  await onItsWay
  expect(await drafts.read('word 1')).toEqual({ words: 'Ask me.' })
  expect(drafts.areSealed()).toBe(true)
})
