import type pg from 'pg'
import type { Database } from '../apps/server/foundation/database.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import { encodeWkb } from '../apps/server/places/wkb.ts'
import { fixDeployments } from '../apps/server/rooms/deliver/deployments/fix-deployments.ts'
import { placeCountedHomes } from '../apps/server/rooms/deliver/saturation/place-counted.ts'
import { newUprn } from './homes.ts'

/** What became of a home of the town, as whoever counts by hand writes it down. */
export type TownState =
  'protected' | 'delivered' | 'refused' | 'no answer' | 'come back' | 'not yet' | 'excluded'

export type TownHome = {
  ward: string
  area: string
  street: string
  number: string
  floor: number | null
  flat: number | null
  state: TownState
  visits: number
}

const house = (
  [ward, area, street]: readonly [string, string, string],
  number: number | string,
  state: TownState,
  visits = ['not yet', 'excluded'].includes(state) ? 0 : 1,
): TownHome => ({ ward, area, street, number: String(number), floor: null, flat: null, state, visits })

const flat = (at: number, floor: number, state: TownState): TownHome => ({
  ...house(['W1', 'E1', 'Tower Road'], 12, state),
  floor,
  flat: at,
})

const [mill, far] = [['W1', 'E1', 'Mill Lane'] as const, ['W3', 'E3', 'Far Street'] as const]

/** Every home of the town: three wards, of which the last is of another BCU, an area in each, and a block of flats. */
export const townHomes: readonly TownHome[] = [
  house(mill, 1, 'protected'),
  house(mill, 2, 'protected', 3),
  house(mill, 3, 'delivered'),
  house(mill, 4, 'refused'),
  house(mill, 5, 'no answer', 2),
  house(mill, '5A', 'not yet'),
  house(mill, 6, 'come back'),
  house(mill, 7, 'excluded'),
  house(mill, 10, 'not yet'),
  flat(1, 0, 'protected'),
  flat(2, 0, 'no answer'),
  flat(3, 1, 'refused'),
  flat(4, 1, 'not yet'),
  flat(5, 2, 'not yet'),
  flat(6, 2, 'delivered'),
  house(['W1', 'E2', 'Ash Street'], 1, 'protected'),
  house(['W2', 'E2', 'Ash Street'], 2, 'protected'),
  house(['W2', 'E2', 'Ash Street'], 3, 'not yet'),
  house(far, 1, 'protected'),
  house(far, 2, 'refused'),
  // Of the ward beside, within the same area.
  house(['W2', 'E3', 'Far Street'], 3, 'protected'),
]

/** Western borders of wards and areas: a hundred metres each, of which areas lie half a ward further east. */
const squares = [
  ['bcu', 'North', 530_000, 530_200],
  ['bcu', 'South', 530_200, 530_300],
  ['ward', 'W1', 530_000, 530_100],
  ['ward', 'W2', 530_100, 530_200],
  ['ward', 'W3', 530_200, 530_300],
  ['lsoa', 'E1', 530_000, 530_050],
  ['lsoa', 'E2', 530_050, 530_200],
  ['lsoa', 'E3', 530_200, 530_300],
] as const
const names: Readonly<Record<string, string>> = { W1: 'Abbey', W2: 'Bridge', W3: 'Castle' }
const [south, north] = [180_000, 180_100]
const bcuOf = (ward: string): string => (ward === 'W3' ? 'South' : 'North')

const putPlaces = async (owner: pg.Client): Promise<void> => {
  await owner.query(
    `insert into places.vintage (kind, valid_from) select unnest(array['bcu', 'ward', 'lsoa']), '2021-01-01'`,
  )
  for (const [kind, code, west, east] of squares) {
    const ring = Float64Array.of(west, south, east, south, east, north, west, north, west, south)
    await owner.query(
      `insert into places.area (kind, valid_from, code, name, min_easting, min_northing, max_easting, max_northing,
         centre_easting, centre_northing, vertices, boundary)
       values ($1, '2021-01-01', $2, $3, $4, $6, $5, $7, ($4::int + $5::int) / 2, ($6::int + $7::int) / 2, 5, $8)`,
      [kind, code, names[code] ?? `${code} 001A`, west, east, south, north, encodeWkb([[ring]])],
    )
  }
}

/** Where a home stands: within its area and its ward, no two at one point. */
const eastingOf = ({ ward, area }: TownHome, at: number): number =>
  ({ E1: 530_001, E2: ward === 'W1' ? 530_051 : 530_101, E3: 530_201 })[area]! + at

type Facts = { owner: pg.Client; phone: string; actor: string }

const putVisit = async (
  { owner, phone, actor }: Facts,
  { ward }: TownHome,
  home: string,
  outcome: string,
  kit: string | null,
): Promise<void> => {
  const id = uuidv7()
  await owner.query(
    `insert into engagement.phone_event (id, phone, kind, home, kit, at, received_at, content, decision, answer, erased_at, ward, bcu, actor)
     values ($1, $2, 'test', $3, $4, now() - interval '1 day', now(), sha256('example'), 'accepted', '{}', now(), $5, $6, $7)`,
    [id, phone, home, kit, ward, bcuOf(ward), actor],
  )
  await owner.query(
    `insert into engagement.visit (event, home, ward, bcu, outcome, at, actor)
     values ($1, $2, $3, $4, $5, now() - interval '1 day', $6)`,
    [id, home, ward, bcuOf(ward), outcome, actor],
  )
}

/** A bottle that is at a home; its serial. */
const putKit = async ({ owner, actor }: Facts, { ward }: TownHome, home: string): Promise<string> => {
  const [kit, act, serial] = [uuidv7(), uuidv7(), `S${uuidv7()}`]
  const at = new Date(Date.now() - 2 * 86_400_000)
  await owner.query(
    `insert into engagement.kit (id, serial, exists_from, actor) values ($1, $2, '-infinity', 'test')`,
    [kit, serial],
  )
  await owner.query(
    `insert into engagement.kit_act (id, kind, at, kits, reason, actor)
     values ($1, 'earlier', $3, 1, 'Example', $2)`,
    [act, actor, at],
  )
  await owner.query(
    `insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, holder, ward, bcu, actor)
     values ($1, $2, 1, $3, 'earlier', $8, '-infinity', $4, $5, $6, $7)`,
    [uuidv7(), kit, act, `home:${home}`, ward, bcuOf(ward), actor, at],
  )
  return serial
}

const lastWord: Readonly<Record<TownState, string | undefined>> = {
  protected: 'protected',
  delivered: 'delivered',
  refused: 'refused',
  'no answer': 'no-answer',
  'come back': 'come-back',
  'not yet': undefined,
  excluded: undefined,
}

const putFacts = async (facts: Facts, home: TownHome, id: string): Promise<void> => {
  const { owner, actor } = facts
  for (let before = 1; before < home.visits; before++) await putVisit(facts, home, id, 'no-answer', null)
  const given = home.state === 'protected' || home.state === 'delivered'
  const kit = given ? await putKit(facts, home, id) : null
  const outcome = lastWord[home.state]
  if (outcome) await putVisit(facts, home, id, outcome, kit)
  if (home.state !== 'excluded') return
  const proposal = uuidv7()
  await owner.query(
    `insert into engagement.home_proposal (id, kind, home, ward, bcu, reason, address, actor)
     values ($1, 'exclude', $2, $3, $4, 'void', 'Example', $5)`,
    [proposal, id, home.ward, bcuOf(home.ward), actor],
  )
  await owner.query(
    `insert into engagement.home_decision (proposal, proposed_by, ward, bcu, approved, actor)
     values ($1, $2, $3, $4, true, 'sergeant')`,
    [proposal, actor, home.ward, bcuOf(home.ward)],
  )
}

/** Two officers walk Abbey: one was heard three hours ago, one two days ago. */
const putWalkers = async ({ owner }: Facts, homes: readonly string[]): Promise<void> => {
  for (const hours of [3, 50]) {
    const [person, round, phone] = [uuidv7(), uuidv7(), uuidv7()]
    await owner.query(
      `insert into identity.person (id, issuer, subject, display_name) values ($1, 'test', $2, 'Officer')`,
      [person, person],
    )
    await owner.query(
      `insert into engagement.assignment (id, person, name, from_day, streets, ward, bcu, actor)
       values ($1, $2, 'Round', '2026-01-02', '{Mill Lane}', 'W1', 'North', 'test')`,
      [round, person],
    )
    await owner.query(
      `insert into engagement.assignment_home
         (assignment, home, ward, bcu, address, postcode, street, door, door_order, latitude, longitude)
       select $1, home, 'W1', 'North', 'Example', 'ZX11AA', 'Mill Lane', '1', 1, 51.5, -0.1 from unnest($2::uuid[]) home`,
      [round, homes],
    )
    await owner.query(
      `insert into engagement.phone (id, ward, bcu, actor, enrolled_at) values ($1, 'W1', 'North', $2, now())`,
      [phone, `person:${person}`],
    )
    await owner.query(
      `insert into engagement.phone_contact (phone, at, unsent, set_aside, storage, ward, bcu, actor)
       values ($1, now() - make_interval(hours => $2), 2, 0, 'works', 'W1', 'North', $3)`,
      [phone, hours, `person:${person}`],
    )
  }
}

/** Puts the town in, with a deployment of its first area. Returns the ids of its homes, in their order, and of the deployment. */
export const putSaturationTown = async (
  database: Database,
  owner: pg.Client,
): Promise<{ homes: string[]; deployment: string }> => {
  await putPlaces(owner)
  const facts = { owner, phone: uuidv7(), actor: `person:${uuidv7()}` }
  await owner.query('insert into engagement.phone (id, actor, enrolled_at) values ($1, $2, now())', [
    facts.phone,
    facts.actor,
  ])
  const homes: string[] = []
  for (const [at, home] of townHomes.entries()) {
    const id = uuidv7()
    homes.push(id)
    await owner.query(
      `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, floor, flat, easting, northing)
       values ($1, $2, $3, $4, 'ZX11AA', $5, $6, $7, $8, $9, 180050)`,
      [
        id,
        newUprn(),
        home.ward,
        bcuOf(home.ward),
        home.street,
        home.number,
        home.floor,
        home.flat,
        eastingOf(home, at),
      ],
    )
    await putFacts(facts, home, id)
  }
  await placeCountedHomes(database)
  await putWalkers(facts, homes.slice(0, 3))
  const deployment = await database.withActor(
    { id: 'test', role: 'registrar' },
    'a deployment of a test',
    async (tx) => {
      await fixDeployments(tx, 'test', {
        origin: 'demonstration',
        name: 'Winter',
        draft: null,
        order: null,
        kind: 'lsoa',
        validFrom: '2021-01-01',
        series: 'all',
        source: 'street',
        saturation: 0.85,
        chosenFrom: '2025-01-01',
        chosenUntil: '2025-12-01',
        topUp: false,
        madeUp: true,
        countOn: '2026-01-01',
        deployments: [
          { name: 'Millside', codes: ['E1'], start: { on: '2026-01-05', known: 'day' }, wave: 1, kits: 12 },
        ],
      })
      const { rows } = await tx.query<{ id: string }>('select id from target.deployment')
      return rows[0]!.id
    },
  )
  return { homes, deployment }
}
