import { expect, test } from 'vitest'
import { ladderOf, type Rung } from './ladder.ts'
import type { Door } from './street-doors.ts'

let made = 0
const door = (number: string, flat: number | null = null, floor: number | null = null): Door => ({
  id: String(++made),
  ward: 'W1',
  bcu: 'North',
  postcode: 'ZX11AA',
  street: 'Mill Lane',
  number,
  core: null,
  floor,
  flat,
  gone: false,
  state: 'not yet',
  tries: 0,
})

const shown = (rungs: readonly Rung[]): unknown[] =>
  rungs.map((rung) =>
    'house' in rung
      ? rung.house.number
      : [
          rung.block.number,
          rung.block.floors.map(({ floor, flats }) => [floor, flats.map(({ flat }) => flat)]),
        ],
  )

test('odd and even numbers are sides, letters go with their number, names stand apart', () => {
  const { odd, even, named } = ladderOf(
    ['1', '2', '3', '5A', '10', '12–14', 'The Mill'].map((each) => door(each)),
  )
  expect(shown(odd)).toEqual(['1', '3', '5A'])
  expect(shown(even)).toEqual(['2', '10', '12–14'])
  expect(shown(named)).toEqual(['The Mill'])
  // A street in two pieces has numbers twice.
  expect(shown(ladderOf([door('1'), door('1')]).odd)).toEqual(['1', '1'])
})

test('flats are floors of one block, the top first, those of no known floor last', () => {
  const flats = [door('12', 1, 0), door('12', 2, 0), door('12', 3, 1), door('12', 4), door('12', 5, 2)]
  expect(shown(ladderOf([door('10'), ...flats, door('14', 1)]).even)).toEqual([
    '10',
    [
      '12',
      [
        [2, [5]],
        [1, [3]],
        [0, [1, 2]],
        [null, [4]],
      ],
    ],
    ['14', [[null, [1]]]],
  ])
})
