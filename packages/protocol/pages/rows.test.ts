import { expect, test } from 'vitest'
import { homeOf, kitA, personOf, transferOf, assignmentOf } from '../../../test/phone-events.ts'
import { padOfCards } from '../codes/left-card.ts'
import { newId } from '../words/new-id.ts'
import { momentOf, words } from '../words/values.ts'
import { cursor } from './cursor.ts'
import { mostCorners, partNames, parts, type PartName, type RowData } from './rows.ts'

const at = momentOf(1_795_000_000_000)
const block = '00000006-0000-4000-8000-000000000001'
const event = { id: newId(1_795_000_000_000, new Uint8Array(10)), answer: 'accepted' }

/** A row of each part, as a phone is sent it. */
const rows: { [Part in PartName]: unknown } = {
  homes: {
    home: homeOf(1),
    address: 'Flat 7, Halewood Court, Weir Lane, Aldermere',
    postcode: 'ZZ3 7TR',
    street: 'Halewood Court',
    door: '7',
    order: 7,
    flat: 'Flat 7',
    floor: '3',
    core: 'A',
    block,
    latitude: 51.5,
    longitude: -0.1,
    first: 'Burgled home at 21',
  },
  outcomes: { home: homeOf(1), outcome: 'no-answer', at, tries: 2, card: padOfCards(9, 1)[0] },
  safety: { home: homeOf(1), risk: 'dog', note: 'Dog loose in the yard', day: '2026-11-21' },
  appointments: { home: homeOf(1), from: at, to: at },
  blocks: { block, card: { entrance: 'From Weir Lane', lift: 'works' }, day: '2026-11-21' },
  assignment: {
    assignment: assignmentOf(1),
    person: personOf(1),
    name: 'Tannery Row and beside',
    from: '2026-11-24',
    until: null,
    streets: ['Tannery Row', 'Weir Lane'],
  },
  walk: { assignment: assignmentOf(1), homes: [homeOf(2), homeOf(1)] },
  ground: {
    assignment: assignmentOf(1),
    streets: [{ name: 'Tannery Row', line: [-100_000, 51_500_000, 12, 900] }],
    areas: [{ name: null, line: [-100_000, 51_500_000, 0, 1500, 2000, 0] }],
  },
  kits: { kit: kitA, since: at, transfer: transferOf(1), stopped: null },
  'set-aside': { event, decided: 'waiting' },
}

test.each(partNames)('a row of %s is what it says, without a member less or more', (part) => {
  const row = rows[part] as RowData<typeof part>
  expect(parts[part].parse(row)).toEqual(row)
  // No row has room for a resident's name.
  expect(parts[part].safeParse({ ...row, name: undefined, resident: 'Joan Ellery' }).success).toBe(false)
  for (const member of Object.keys(row)) {
    const less = Object.fromEntries(Object.entries(row).filter(([name]) => name !== member))
    expect([member, parts[part].safeParse(less).success]).toEqual([member, false])
  }
})

const isGround = (line: readonly number[]): boolean =>
  parts.ground.safeParse({ assignment: assignmentOf(1), areas: [], streets: [{ name: null, line }] }).success
const cornersAt = (count: number): number[] => Array.from({ length: 2 * count }, () => 1)

test('ground is lines of whole corners, and as many as a phone is to hold', () => {
  const lines = [cornersAt(2), [1, 1, 1], cornersAt(mostCorners), cornersAt(mostCorners + 1)]
  expect(lines.map(isGround)).toEqual([true, false, true, false])
})

test('words are trimmed and never empty; a cursor is two numbers and nothing around them', () => {
  expect(words.parse('  Ring at the gate \n')).toBe('Ring at the gate')
  expect(words.safeParse('  ').success).toBe(false)
  expect(['12-3', 'x12-3', '12-3x', '12'].map((text) => cursor.safeParse(text).success)).toEqual([
    true,
    false,
    false,
    false,
  ])
})
