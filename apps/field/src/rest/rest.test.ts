import { expect, test, vi } from 'vitest'
import { openStore, put } from '@mettrace/phone-sync/store/store'
import {
  lookedKey,
  outboxKey,
  pictureKey,
  type PictureRow,
  type LookedRow,
  type OutboxRow,
  type PageValue,
} from '@mettrace/phone-sync/store/tables'
import { toldOf } from '@mettrace/protocol/pictures/told-picture'
import { momentOf } from '@mettrace/protocol/words/values'
import {
  afternoon,
  assignmentOf,
  deliveredAt,
  eventOf,
  homeOf,
  kitA,
  personOf,
} from '../../../../test/phone-events.ts'
import { memoryDatabase } from '../../../../test/field/memory-database.ts'
import { leaseAt, leaseFrom } from './lease.ts'
import { sealedDatabase } from './sealed-database.ts'
import type { Passkey } from './keys.ts'
import { openOtherWays } from './other-ways.ts'
import { triesAtMost } from './people.ts'
import { openVault, type Vault } from './vault.ts'

const random = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)), fraction: () => 0 }
const [me, colleague] = [personOf(1), personOf(2)]
const hours = 3_600_000

const phone = () => {
  const time = { now: afternoon }
  const memory = memoryDatabase()
  const ports = { clock: { now: () => time.now, monotonic: () => 0 }, random }
  const vault = openVault(memory.database, ports)
  return { time, memory, vault, otherWays: openOtherWays(memory.database, ports) }
}

const signedIn = (person: typeof me, name = 'PC One', signIn = 'first') => ({ person, name, signIn })

const unlocked = async (vault: Vault, person: typeof me, pin: string) => {
  const answer = await vault.unlock(person, pin)
  if (!('unlocked' in answer)) throw new Error(answer.refused)
  return answer.unlocked
}

const rowOf = (sequence: number, author = me): OutboxRow => ({
  event: eventOf(sequence, deliveredAt(homeOf(sequence), kitA), { author }),
  answered: null,
})
const pageKey = `${me} ${assignmentOf(1)}/homes`
const page: PageValue = { rows: [{ id: homeOf(1), version: '1-0', data: { address: '5 Tannery Row' } }] }

test('what is on the disk is readable by its author’s PIN alone; others’ events are counted and stay as they are', async () => {
  const { memory, vault } = phone()
  const mine = openStore(
    sealedDatabase(memory.database, await vault.enrol(signedIn(me, 'PC One'), '123456'), random.bytes),
  )
  await mine.write([put('outbox', outboxKey(1), rowOf(1)), put('pages', pageKey, page)], 'strict')
  expect(memory.text()).not.toMatch(/Tannery|delivered|K7QD2M4X9THQ/)
  expect(memory.text()).not.toContain(homeOf(1))

  const again = openStore(sealedDatabase(memory.database, await unlocked(vault, me, '123456'), random.bytes))
  expect((await again.read('outbox')).get(outboxKey(1))).toEqual(rowOf(1))
  expect((await again.read('pages')).get(pageKey)).toEqual(page)

  const theirs = openStore(
    sealedDatabase(memory.database, await vault.enrol(signedIn(colleague, 'PC Two'), '654321'), random.bytes),
  )
  const seen = (await theirs.read<OutboxRow>('outbox')).get(outboxKey(1))!
  expect([seen.event.author, seen.event.sequence, seen.event.fact, seen.answered]).toEqual([
    me,
    1,
    undefined,
    null,
  ])
  expect((await theirs.read('pages')).get(pageKey)).toEqual({ rows: [] })
  // A store that was cleared under the running app gets back what memory has: still its author's alone.
  const before = memory.rows('outbox').get(outboxKey(1))
  memory.rows('outbox').clear()
  await theirs.write([put('outbox', outboxKey(1), seen)], 'strict')
  expect(memory.rows('outbox').get(outboxKey(1))).toEqual(before)
  await expect(theirs.write([put('outbox', outboxKey(2), rowOf(2))], 'strict')).rejects.toThrow()
  expect(memory.rows('outbox').size).toBe(1)
})

test('homes that were opened are sealed by the PIN of who opened them, outlive the lease, and fail no contact when damaged', async () => {
  const { time, memory, vault } = phone()
  const keys = await vault.enrol(signedIn(me, 'PC One'), '123456')
  const key = lookedKey(me, Uint8Array.of(1))
  const row: LookedRow = { day: '2026-11-26', home: homeOf(1), told: null }
  await openStore(sealedDatabase(memory.database, keys, random.bytes)).write(
    [put('looked', key, row)],
    'strict',
  )
  expect(memory.text()).not.toMatch(new RegExp(`${homeOf(1)}|2026-11-26`))
  const others = await vault.enrol(signedIn(colleague, 'PC Two'), '654321')
  const theirs = openStore(sealedDatabase(memory.database, others, random.bytes))
  expect((await theirs.read('looked')).get(key)).toBeNull()
  await expect(theirs.write([put('looked', key, row)], 'strict')).rejects.toThrow()
  time.now += 73 * hours
  const after = await unlocked(vault, me, '123456')
  const opened = () => openStore(sealedDatabase(memory.database, after, random.bytes))
  const later = opened()
  // Read at every contact, a row is opened again only where it was written again.
  const decrypt = vi.spyOn(crypto.subtle, 'decrypt')
  const readLater = async () => (await later.read('looked')).get(key)
  expect([await readLater(), await readLater(), decrypt.mock.calls.length]).toEqual([row, row, 1])
  await later.write([put('looked', key, { ...row, told: 'a' })], 'strict')
  expect([await readLater(), decrypt.mock.calls.length]).toEqual([{ ...row, told: 'a' }, 2])
  decrypt.mockRestore()
  const stored = memory.rows('looked').get(key) as { data: ArrayBuffer }
  new Uint8Array(stored.data)[3]! ^= 1
  expect((await opened().read('looked')).get(key)).toBeNull()
})

test('a page of one place opens in no other, nor with a bit changed', async () => {
  const { memory, vault } = phone()
  const store = openStore(
    sealedDatabase(memory.database, await vault.enrol(signedIn(me, 'PC One'), '123456'), random.bytes),
  )
  await store.write([put('pages', pageKey, page)], 'relaxed')
  const stored = memory.rows('pages').get(pageKey) as { iv: Uint8Array; data: ArrayBuffer }
  const other = `${me} ${assignmentOf(1)}/safety`
  memory.rows('pages').set(other, stored)
  await expect(store.read('pages')).rejects.toThrow()
  memory.rows('pages').delete(other)
  expect((await store.read('pages')).size).toBe(1)
  new Uint8Array(stored.data)[3]! ^= 1
  await expect(store.read('pages')).rejects.toThrow()
})

test('nothing of a batch is written where one of it cannot be', async () => {
  const { memory, vault } = phone()
  const store = openStore(
    sealedDatabase(memory.database, await vault.enrol(signedIn(me, 'PC One'), '123456'), random.bytes),
  )
  await store.write([put('outbox', outboxKey(1), rowOf(1))], 'strict')
  memory.full = true
  await expect(store.write([put('outbox', outboxKey(2), rowOf(2))], 'strict')).rejects.toMatchObject({
    why: 'full',
  })
  memory.full = false
  const taken = { do: 'add', table: 'outbox', key: outboxKey(1), value: rowOf(1) } as const
  await expect(store.write([put('outbox', outboxKey(2), rowOf(2)), taken], 'strict')).rejects.toMatchObject({
    why: 'taken',
  })
  expect([...memory.rows('outbox').keys()]).toEqual([outboxKey(1)])
  expect(memory.durabilities.filter((each) => each !== 'strict')).toEqual([])
})

test('ten wrong PINs lock, whoever ends the app in between; the outbox stays and opens after a sign-in', async () => {
  const { memory, vault } = phone()
  const store = openStore(
    sealedDatabase(memory.database, await vault.enrol(signedIn(me, 'PC One'), '123456'), random.bytes),
  )
  await store.write([put('outbox', outboxKey(1), rowOf(1))], 'strict')
  for (let left = triesAtMost - 1; left >= 0; left--)
    expect(await vault.unlock(me, '000000')).toEqual({
      refused: left > 0 ? 'wrong-pin' : 'locked',
      triesLeft: left,
    })
  expect(await vault.unlock(me, '123456')).toEqual({ refused: 'locked', triesLeft: 0 })
  expect(await vault.people()).toMatchObject([{ name: 'PC One', triesLeft: 0, unsent: 1 }])
  // The sign-in by which they were taken in, and has ended or not, gives nobody ten more.
  await vault.noteSignIn(signedIn(me))
  expect(await vault.unlock(me, '123456')).toEqual({ refused: 'locked', triesLeft: 0 })
  await vault.noteSignIn(signedIn(me, 'PC One', 'second'))
  const back = openStore(sealedDatabase(memory.database, await unlocked(vault, me, '123456'), random.bytes))
  expect((await back.read('outbox')).get(outboxKey(1))).toEqual(rowOf(1))
  expect((await vault.people())[0]!.triesLeft).toBe(triesAtMost)
  expect(await vault.unlock(colleague, '123456')).toMatchObject({ refused: 'not-here' })
})

test('a try is counted before it is made', async () => {
  const { memory, vault } = phone()
  await vault.enrol(signedIn(me, 'PC One'), '123456')
  memory.stopAfterWrites = 1
  await expect(vault.unlock(me, '123456')).rejects.toThrow()
  memory.stopAfterWrites = undefined
  expect((await vault.people())[0]!.triesLeft).toBe(triesAtMost - 1)
})

test('after 72 hours pages are gone for good; the outbox is readable, and a contact brings pages of a new key', async () => {
  const { memory, time, vault } = phone()
  const first = openStore(
    sealedDatabase(memory.database, await vault.enrol(signedIn(me, 'PC One'), '123456'), random.bytes),
  )
  await first.write(
    [
      put('outbox', outboxKey(1), rowOf(1)),
      put('pages', pageKey, page),
      put('state', `cursor ${me}`, { cursor: '1-0' }),
    ],
    'strict',
  )
  time.now += 71 * hours
  expect((await vault.endLease(me))!.state).toBe('ends-soon')
  expect(memory.rows('pages').size).toBe(1)
  // Putting the clock back does not lengthen it.
  time.now -= 50 * hours
  expect((await vault.endLease(me))!.state).toBe('ends-soon')
  time.now = afternoon + 72 * hours
  const keys = await unlocked(vault, me, '123456')
  expect([memory.rows('pages').size, memory.rows('state').size]).toEqual([0, 0])
  expect(await keys.pagesOf(assignmentOf(1))).toBeUndefined()
  const late = openStore(sealedDatabase(memory.database, keys, random.bytes))
  expect((await late.read('outbox')).get(outboxKey(1))).toEqual(rowOf(1))
  await expect(late.write([put('pages', pageKey, page)], 'relaxed')).rejects.toMatchObject({ why: 'closed' })
  await vault.heard(me)
  const anew = openStore(sealedDatabase(memory.database, await unlocked(vault, me, '123456'), random.bytes))
  await anew.write([put('pages', pageKey, page)], 'relaxed')
  const last = openStore(sealedDatabase(memory.database, await unlocked(vault, me, '123456'), random.bytes))
  expect((await last.read('pages')).get(pageKey)).toEqual(page)
  expect((await last.read('outbox')).get(outboxKey(1))).toEqual(rowOf(1))
})

test('a lease warns for its last twelve hours and ends at 72', () => {
  const lease = leaseFrom(afternoon)
  const at = (after: number) => leaseAt(lease, afternoon + after).state
  expect([at(0), at(59 * hours), at(60 * hours), at(72 * hours - 1), at(72 * hours)]).toEqual([
    'runs',
    'runs',
    'ends-soon',
    'ends-soon',
    'over',
  ])
  expect(momentOf(leaseAt(lease, afternoon).endsAt)).toBe('2026-11-29T13:30:00.000Z')
})

test('a revoked phone forgets everybody', async () => {
  const { memory, vault } = phone()
  await vault.enrol(signedIn(me, 'PC One'), '123456')
  await vault.wipe()
  expect(await vault.people()).toEqual([])
  expect(memory.text()).not.toContain('PC One')
})

const passkeyOf = (byte: number): Passkey => ({
  id: new Uint8Array([1, 2, 3]),
  salt: new Uint8Array(32),
  value: new Uint8Array(32).fill(byte),
})

test('a passkey opens what the PIN opens, and a new PIN by it loses nothing', async () => {
  const { memory, vault, otherWays } = phone()
  const keys = await vault.enrol(signedIn(me), '123456')
  const store = openStore(sealedDatabase(memory.database, keys, random.bytes))
  await store.write([put('outbox', outboxKey(1), rowOf(1)), put('pages', pageKey, page)], 'strict')
  expect(await otherWays.addPasskey(me, '000000', passkeyOf(7))).toMatchObject({ refused: 'wrong-pin' })
  expect(await otherWays.addPasskey(me, '123456', passkeyOf(7))).toBe('added')
  expect((await vault.people())[0]).toMatchObject({
    triesLeft: triesAtMost,
    passkey: { id: passkeyOf(7).id },
  })
  expect(memory.text()).not.toContain(Buffer.from(passkeyOf(7).value).toString('latin1'))

  expect(await vault.unlockByPasskey(me, passkeyOf(8).value)).toMatchObject({ refused: 'wrong-passkey' })
  expect(await otherWays.pinByPasskey(me, passkeyOf(8).value, '777777')).toBe(false)
  expect(await otherWays.pinByPasskey(me, passkeyOf(7).value, '777777')).toBe(true)
  expect(await vault.unlock(me, '123456')).toMatchObject({ refused: 'wrong-pin' })
  const answer = await vault.unlockByPasskey(me, passkeyOf(7).value)
  expect('unlocked' in answer).toBe(true)
  for (const read of [await unlocked(vault, me, '777777'), 'unlocked' in answer && answer.unlocked]) {
    const again = openStore(sealedDatabase(memory.database, read || keys, random.bytes))
    expect((await again.read('outbox')).get(outboxKey(1))).toEqual(rowOf(1))
    expect((await again.read('pages')).get(pageKey)).toEqual(page)
  }
})

test('no passkey where several use the phone: who is taken in second ends the first one’s', async () => {
  const { vault, otherWays } = phone()
  await vault.enrol(signedIn(me), '123456')
  await otherWays.addPasskey(me, '123456', passkeyOf(7))
  await vault.enrol(signedIn(colleague, 'PC Two'), '654321')
  expect(await vault.unlockByPasskey(me, passkeyOf(7).value)).toMatchObject({ refused: 'not-here' })
  expect(await otherWays.addPasskey(me, '123456', passkeyOf(7))).toBe('shared-phone')
  await unlocked(vault, me, '123456')
})

test('a passkey opens no pages of a lease that has ended', async () => {
  const { time, vault, otherWays } = phone()
  await vault.enrol(signedIn(me), '123456')
  await otherWays.addPasskey(me, '123456', passkeyOf(7))
  time.now = afternoon + 72 * hours
  const answer = await vault.unlockByPasskey(me, passkeyOf(7).value)
  if (!('unlocked' in answer)) throw new Error(answer.refused)
  expect(await answer.unlocked.pagesOf(assignmentOf(1))).toBeUndefined()
})

test('a new PIN by a sign-in leaves what was not sent under the old one, and the old one brings it back', async () => {
  const { memory, vault, otherWays } = phone()
  const first = openStore(
    sealedDatabase(memory.database, await vault.enrol(signedIn(me), '123456'), random.bytes),
  )
  await first.write([put('outbox', outboxKey(1), rowOf(1)), put('pages', pageKey, page)], 'strict')
  expect(await otherWays.pinBySignIn(signedIn(me), '777777')).toBeUndefined()
  const keys = (await otherWays.pinBySignIn(signedIn(me, 'PC One', 'second'), '777777'))!
  expect(memory.rows('pages').size).toBe(0)
  expect(await vault.unlock(me, '123456')).toMatchObject({ refused: 'wrong-pin' })
  expect((await vault.people())[0]).toMatchObject({ unsent: 1, underEarlierPin: 1 })

  const second = openStore(sealedDatabase(memory.database, keys, random.bytes))
  const stood = memory.rows('outbox').get(outboxKey(1))
  const seen = (await second.read<OutboxRow>('outbox')).get(outboxKey(1))!
  // Nobody's to send, and written back as it stands.
  expect([seen.event.author === me, seen.event.fact]).toEqual([false, undefined])
  await second.write([put('outbox', outboxKey(1), seen), put('outbox', outboxKey(2), rowOf(2))], 'strict')
  expect(memory.rows('outbox').get(outboxKey(1))).toEqual(stood)

  expect(await otherWays.openEarlier(keys, '000000')).toMatchObject({ refused: 'wrong-pin' })
  memory.full = true
  await expect(otherWays.openEarlier(keys, '123456')).rejects.toMatchObject({ why: 'full' })
  memory.full = false
  expect(await otherWays.openEarlier(keys, '123456')).toEqual({ brought: 1 })
  expect(await second.read('outbox')).toEqual(
    new Map([
      [outboxKey(1), rowOf(1)],
      [outboxKey(2), rowOf(2)],
    ]),
  )
  expect((await vault.people())[0]).toMatchObject({ unsent: 2, underEarlierPin: 0, triesLeft: triesAtMost })
})

test('a picture is sealed with its record, and waits with it under an earlier PIN', async () => {
  const { memory, vault, otherWays } = phone()
  const bytes = new TextEncoder().encode('JFIF of a lamp post')
  const { event } = rowOf(1)
  const key = pictureKey(me, event.id)
  const picture: PictureRow = { event: event.id, told: toldOf(bytes), answered: null }
  const first = openStore(
    sealedDatabase(memory.database, await vault.enrol(signedIn(me), '123456'), random.bytes),
  )
  await first.write(
    [put('outbox', outboxKey(1), rowOf(1)), put('pictures', key, picture), put('bytes', key, bytes)],
    'strict',
  )
  expect(memory.text()).not.toMatch(/JFIF|digest/)
  expect(await first.readOne('bytes', key)).toEqual(bytes)
  expect(await first.read('pictures')).toEqual(new Map([[key, picture]]))

  const keys = (await otherWays.pinBySignIn(signedIn(me, 'PC One', 'second'), '777777'))!
  const second = openStore(sealedDatabase(memory.database, keys, random.bytes))
  expect(await second.readOne('bytes', key)).toBeUndefined()
  expect(await second.read('pictures')).toEqual(new Map([[key, null]]))
  await otherWays.openEarlier(keys, '123456')
  expect(await second.readOne('bytes', key)).toEqual(bytes)
  expect(await second.read('pictures')).toEqual(new Map([[key, picture]]))
})
