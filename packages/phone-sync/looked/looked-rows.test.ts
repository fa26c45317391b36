import { batchRequest } from '@mettrace/protocol/batch/batch'
import { lookedLimit } from '@mettrace/protocol/batch/looked'
import { expect, test } from 'vitest'
import { homeOf, personOf } from '../../../test/phone-events.ts'
import { lookedKey, type LookedRow } from '../store/tables.ts'
import { lookedDays, untoldOf } from './looked-rows.ts'

const [own, other] = [personOf(1), personOf(2)]
const key = (person: typeof own, turn: number): string => lookedKey(person, Uint8Array.of(turn >> 8, turn))
const row = (home: number, day = '2026-11-26', told: string | null = null): LookedRow => ({
  day,
  home: homeOf(home),
  told,
})

test('one’s own are told that this epoch of the server has not taken, as many as a batch may hold', () => {
  const rows = new Map([
    [key(own, 1), row(1)],
    [key(own, 2), row(2, '2026-11-26', 'a')],
    [key(own, 3), row(3, '2026-11-26', 'b')],
    [key(own, 4), null],
    [key(other, 5), row(5)],
  ])
  const homesTold = (epoch: string | null) => untoldOf(rows, own, epoch).map(([, { home }]) => home)
  expect(homesTold('b')).toEqual([homeOf(1), homeOf(2)])
  expect(homesTold('a')).toEqual([homeOf(1), homeOf(3)])
  expect(homesTold(null)).toEqual([homeOf(1), homeOf(2), homeOf(3)])
  const many = new Map(Array.from({ length: lookedLimit.homes + 5 }, (_, at) => [key(own, at), row(1)]))
  expect(untoldOf(many, own, 'a')).toHaveLength(lookedLimit.homes)
})

test('of each day its homes are told as a set: sorted, and each once', () => {
  const rows = [row(3), row(1), row(2, '2026-11-25'), row(3), row(2)].map(
    (each, at) => [key(own, at), each] as const,
  )
  expect(lookedDays(rows)).toEqual([
    { day: '2026-11-25', homes: [homeOf(2)] },
    { day: '2026-11-26', homes: [homeOf(1), homeOf(2), homeOf(3)] },
  ])
})

test('a row’s key says whose it is, and nothing of the home or the time', () => {
  expect(lookedKey(own, Uint8Array.of(0, 255))).toBe(`${own} 00ff`)
})

const dayAfter = (at: number): string => new Date(Date.UTC(2026, 9, 1 + at)).toISOString().slice(0, 10)

test('a phone that was away longer tells the days of one batch after another: of more the server would refuse the whole', () => {
  const rows = new Map(
    Array.from({ length: 80 }, (_, at) => [key(own, at), row(at, dayAfter((at * 7) % 40))] as const),
  )
  const days: string[] = []
  for (let turn = 0; turn < 2; turn++) {
    const some = untoldOf(rows, own, 'a')
    const told = lookedDays(some)
    expect(batchRequest.shape.looked.safeParse(told).success).toBe(true)
    days.push(...told.map((each) => each.day))
    for (const [at, each] of some) rows.set(at, { ...each, told: 'a' })
  }
  expect(days).toEqual(Array.from({ length: 40 }, (_, at) => dayAfter(at)))
})
