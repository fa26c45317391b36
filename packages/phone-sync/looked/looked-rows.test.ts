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
