import { expect, test } from 'vitest'
import { madeUpDoors, visitsOfMonth } from './deliveries.ts'

const homes = 300
const months = madeUpDoors.map((doors, at) => visitsOfMonth(7 + at, homes, doors))
const lastOf = (visits: (typeof months)[number]): Map<number, string> =>
  new Map(visits.map(({ home, outcome }) => [home, outcome.kind]))

test('a month of visits is the same from the same seed, and another from another', () => {
  expect(visitsOfMonth(7, homes, madeUpDoors[0]!)).toEqual(months[0])
  expect(visitsOfMonth(8, homes, madeUpDoors[0]!)).not.toEqual(months[0])
})

test('nobody is called at again who has a kit or refused, nor more than five times, nor on the next day', () => {
  for (const [at, visits] of months.entries()) {
    for (const [, own] of Map.groupBy(visits, ({ home }) => home)) {
      expect(own.length).toBeLessThanOrEqual(5)
      for (const [turn, { daysAgo, outcome }] of own.entries()) {
        expect(daysAgo).toBeGreaterThanOrEqual(1)
        expect(daysAgo).toBeLessThanOrEqual(madeUpDoors[at]!.startedAgo)
        if (turn === own.length - 1) continue
        expect(own[turn + 1]!.daysAgo).toBeLessThanOrEqual(daysAgo - 2)
        expect(['delivered', 'refused', 'leave-out']).not.toContain(outcome.kind)
      }
    }
  }
})

test('one is nearly done, one half done, in one many refuse, and one has just begun', () => {
  const shares = months.map((visits) => {
    const last = [...lastOf(visits).values()]
    const of = (kind: string): number => last.filter((each) => each === kind).length / homes
    return { delivered: of('delivered'), refused: of('refused') }
  })
  const [near, half, hard, begun] = shares
  expect(near!.delivered).toBeGreaterThan(0.85)
  expect(half!.delivered).toBeGreaterThan(0.4)
  expect(half!.delivered).toBeLessThan(0.8)
  expect(hard!.refused).toBeGreaterThan(0.25)
  expect(begun!.delivered).toBeLessThan(0.25)
})

test('every outcome of a door is there', () => {
  const kinds = new Set(months.flat().map(({ outcome }) => outcome.kind))
  expect([...kinds].toSorted()).toEqual([
    'come-back',
    'delivered',
    'leave-out',
    'no-answer',
    'no-way-in',
    'refused',
    'tell-sergeant',
  ])
})
