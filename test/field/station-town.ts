import { plainSerial } from '../../packages/kit-codes/serial/serial.ts'
import { padOfCards } from '../../packages/protocol/codes/left-card.ts'
import type { PageName } from '../../packages/protocol/pages/pages.ts'
import { parts, type PartName, type RowData } from '../../packages/protocol/pages/rows.ts'
import { momentOf, type PersonId, type Serial } from '../../packages/protocol/words/values.ts'
import { assignmentOf, homeOf, personOf, transferOf } from '../phone-events.ts'
import type { NewRow } from '../simulate/feed.ts'

/** A made-up round for phones: two streets, a block with two cores, kits in hand and a box to accept. */
export const officers = [
  { person: personOf(1), name: 'PCSO R. Hartwell' },
  { person: personOf(2), name: 'PC D. Adeyemi' },
] as const

export type HomeRow = RowData<'homes'>

const blockOne = '00000006-0000-4000-8000-000000000001' as NonNullable<HomeRow['block']>

/** A house on its street; odd and even numbers face each other. */
export const house = (at: number, street: string, door: number, more: Partial<HomeRow> = {}): HomeRow => ({
  home: homeOf(at),
  address: `${door} ${street}, Aldermere`,
  postcode: 'ZZ3 7TR',
  street,
  door: String(door),
  order: door,
  flat: null,
  floor: null,
  core: null,
  block: null,
  latitude: 51.5 + door * 0.00004,
  longitude: (street === 'Weir Lane' ? -0.0988 : -0.1) + (door % 2) * 0.0002,
  first: null,
  ...more,
})

const flat = (at: number, number: number): HomeRow =>
  house(at, 'Weir Lane', 30, {
    address: `Flat ${number}, Halewood Court, Weir Lane`,
    door: 'Halewood Court',
    flat: String(number),
    floor: ['G', '1', '2', '3'][Math.floor((number - 1) / 2) % 4]!,
    core: number <= 8 ? 'A' : 'B',
    block: blockOne,
    latitude: 51.503,
  })

/** 45 homes: 1 to 24 Tannery Row, 12 flats, 1 to 9 Weir Lane. */
export const homesOfRound: readonly HomeRow[] = [
  ...Array.from({ length: 24 }, (_, at) =>
    house(at + 1, 'Tannery Row', at + 1, at === 14 ? { first: 'Burgled home at 21.' } : {}),
  ),
  ...Array.from({ length: 12 }, (_, at) => flat(at + 25, at + 1)),
  ...Array.from({ length: 9 }, (_, at) => house(at + 37, 'Weir Lane', at + 1)),
]

const serials = Array.from({ length: 200 }, (_, at) => plainSerial(`MT26${1000 + at}`))
  .filter((serial) => serial !== undefined)
  .slice(0, 36) as Serial[]

export const kitsInHand = serials.slice(0, 30)
export const kitsInBox = serials.slice(30)
export const cards = padOfCards(123_456, 60)

export const pageOf = (owner: string, part: PartName): PageName => `${owner}/${part}` as PageName

/** A row of a page as the protocol has it: what a phone cannot read would be missing without a word. */
export const rowOf = <Part extends PartName>(
  owner: string,
  part: Part,
  id: string,
  data: RowData<Part> | null,
): NewRow => ({
  page: pageOf(owner, part),
  id,
  data: data && parts[part].parse(data),
})

const round = assignmentOf(1)

/** The order in which homes of the round are to be walked. */
export const walkOf = (...homes: number[]): NewRow =>
  rowOf(round, 'walk', round, { assignment: round, homes: homes.map((home) => homeOf(home)) })

export const pagesOf = (person: PersonId): PageName[] => [
  ...(person === officers[0].person
    ? (
        ['homes', 'outcomes', 'safety', 'appointments', 'blocks', 'assignment', 'walk', 'ground'] as const
      ).map((part) => pageOf(round, part))
    : []),
  pageOf(person, 'kits'),
  pageOf(person, 'set-aside'),
]

export const rowsAtFirst = (now: number, homes: readonly HomeRow[] = homesOfRound): NewRow[] => {
  const [{ person }] = officers
  const since = momentOf(now - 2 * 86_400_000)
  return [
    ...homes.map((home) => rowOf(round, 'homes', home.home, home)),
    rowOf(round, 'assignment', round, {
      assignment: round,
      person,
      name: 'Round 7',
      from: '2026-11-20',
      until: null,
      streets: ['Tannery Row', 'Weir Lane'],
    }),
    rowOf(round, 'ground', round, {
      assignment: round,
      streets: [
        { name: 'Tannery Row', line: [-99_900, 51_499_800, 0, 1300] },
        { name: 'Weir Lane', line: [-98_700, 51_499_800, 0, 3400] },
        { name: 'Mill Road', line: [-100_600, 51_501_200, 2400, 0] },
      ],
      areas: [{ name: 'Aldermere 004B', line: [-100_500, 51_499_900, 0, 1200, 2200, 0] }],
    }),
    rowOf(round, 'safety', 'note', {
      home: homeOf(8),
      risk: 'dog',
      note: 'Ring at the gate and wait.',
      day: '2026-11-21',
    }),
    rowOf(round, 'blocks', blockOne, {
      block: blockOne,
      card: {
        entrance: 'in from Weir Lane',
        tradeButton: '07 to 13',
        lift: 'works',
        flats: '7 and 8 behind the fire door',
      },
      day: '2026-11-21',
    }),
    rowOf(round, 'outcomes', homeOf(5), {
      home: homeOf(5),
      outcome: 'no-answer',
      at: since,
      tries: 2,
      card: null,
    }),
    rowOf(round, 'outcomes', homeOf(6), {
      home: homeOf(6),
      outcome: 'leave-out',
      at: since,
      tries: 1,
      card: null,
    }),
    rowOf(round, 'outcomes', homeOf(9), {
      home: homeOf(9),
      outcome: 'refused',
      at: since,
      tries: 1,
      card: null,
    }),
    rowOf(round, 'outcomes', homeOf(11), {
      home: homeOf(11),
      outcome: 'protected',
      at: since,
      tries: 1,
      card: null,
    }),
    rowOf(round, 'outcomes', homeOf(12), {
      home: homeOf(12),
      outcome: 'delivered',
      at: since,
      tries: 1,
      card: null,
    }),
    ...kitsInHand.map((kit) => rowOf(person, 'kits', kit, { kit, since, transfer: null, stopped: null })),
    ...kitsInBox.map((kit) =>
      rowOf(person, 'kits', kit, { kit, since, transfer: transferOf(1), stopped: null }),
    ),
  ]
}
