import { StoreFailure } from '@mettrace/phone-sync/ports'
import { expect, test } from 'vitest'
import { memoryDatabase } from '../../../../test/field/memory-database.ts'
import { roomFirst, type Disk } from './room-first.ts'

const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A disk with a database on it, and all that is done to either, in its order. */
const phone = async () => {
  const [memory, done] = [memoryDatabase(), [] as string[]]
  const state = { isFull: false }
  let before: Promise<unknown> = Promise.resolve()
  const disk: Disk = {
    hasRoom: async (bytes) => {
      done.push(`tried ${bytes}`)
      await later()
      done.push(state.isFull ? 'full' : 'room')
      return !state.isFull
    },
    alone: (work) => {
      const turn = before.then(work)
      before = turn.catch(() => undefined)
      return turn
    },
  }
  const inner = await memory.database.open()
  const connection = roomFirst(
    {
      read: inner.read,
      readOne: inner.readOne,
      begin: (durability) => {
        done.push(`begun ${durability}`)
        const transaction = inner.begin(durability)
        transaction.complete.then(
          () => done.push('complete'),
          () => done.push('failed'),
        )
        return transaction
      },
    },
    disk,
  )
  const write = (key: string, value: unknown = key): Promise<void> => {
    const transaction = connection.begin('strict')
    void transaction.add('outbox', key, value)
    return transaction.complete
  }
  return { state, memory, done, write, connection }
}

test('a database is not touched where there is no room, and is written to again once there is', async () => {
  const { state, memory, done, write } = await phone()
  await write('1')
  state.isFull = true
  await expect(write('2')).rejects.toEqual(new StoreFailure('full'))
  expect(done.slice(-2)).toEqual(['tried 2048', 'full'])
  expect([...memory.rows('outbox').keys()]).toEqual(['1'])
  state.isFull = false
  await write('2')
  expect([...memory.rows('outbox').keys()]).toEqual(['1', '2'])
})

test('no trial is made while something is being written: it would take the room from it', async () => {
  const { memory, done, write } = await phone()
  await Promise.all([write('1'), write('2'), write('3')])
  const once = ['tried 2048', 'room', 'begun strict', 'complete']
  expect(done).toEqual([...once, ...once, ...once])
  expect([...memory.rows('outbox').keys()]).toEqual(['1', '2', '3'])
})

test('what is written is what was asked for in the turn that began it, and its bytes are tried', async () => {
  const { memory, done, connection } = await phone()
  const transaction = connection.begin('relaxed')
  void transaction.put('pages', 'a', { iv: new Uint8Array(12), data: new ArrayBuffer(70_000) })
  void transaction.put('state', 'b', 1)
  void transaction.remove('state', 'b')
  await transaction.complete
  expect(done[0]).toBe(`tried ${70_000 + 3 * 2048}`)
  expect(memory.durabilities).toEqual(['relaxed'])
  expect([...memory.rows('pages').keys()]).toEqual(['a'])
  expect([...memory.rows('state').keys()]).toEqual([])
})

test('a key that is taken is told as such, and the next write is made all the same', async () => {
  const { write } = await phone()
  await write('1')
  await expect(write('1')).rejects.toEqual(new StoreFailure('taken'))
  await write('2')
})
