import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import type pg from 'pg'
import type { Database } from '../apps/server/foundation/database.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import { encodeWkb } from '../apps/server/places/wkb.ts'
import { placeHomesOfDeployments } from '../apps/server/rooms/deliver/deployments/place-homes.ts'
import { moveKits, receiveKits } from '../apps/server/rooms/supply/facts.ts'
import { addKits } from '../apps/server/rooms/supply/lives.ts'
import type { PaperDoor } from './field/hand-count.ts'
import { newUprn } from './homes.ts'
import { putPlacesToPost } from './places-to-post.ts'

const registrar = { id: 'test', role: 'registrar' } as const
export const ledPlace = { ward: 'E05000001', bcu: 'B1' }
const street = 'Linden Road'

/** Squares of a kind: the first reaches over the whole small city, others lie beside it. */
const putSquares = async (
  owner: pg.Client,
  kind: 'ward' | 'bcu',
  codes: readonly string[],
): Promise<void> => {
  for (const [at, code] of codes.entries()) {
    const [west, south] = [490_000 + 30_000 * at, 90_000]
    const [east, north] = [west + 30_000, south + 20_000]
    const ring = Float64Array.of(west, south, east, south, east, north, west, north, west, south)
    await owner.query(
      `update places.area set min_easting = $3, min_northing = $4, max_easting = $5, max_northing = $6,
         centre_easting = $3::int + 15000, centre_northing = $4::int + 10000, vertices = 5, boundary = $7
       where kind = $1 and code = $2`,
      [kind, code, west, south, east, north, encodeWkb([[ring]])],
    )
  }
}

/** A ward and a BCU that reach over the whole small city, for people who work there, and others for whom it is elsewhere. */
export const putPlacesOfSmallCity = async (owner: pg.Client): Promise<void> => {
  await putPlacesToPost(owner, { wards: ['Ash', 'Beech', 'Cedar', 'Dale'], bcus: ['North', 'South'] })
  await putSquares(owner, 'ward', ['E05000001', 'E05000002', 'E05000003', 'E05000004'])
  await putSquares(owner, 'bcu', ['B1', 'B2'])
}

/** Puts houses of one street, ten metres apart, into the middle of an area; their doors, in order. */
export const putDoors = async (
  database: Database,
  owner: pg.Client,
  area: string,
  count: number,
): Promise<PaperDoor[]> => {
  const { rows } = await owner.query<{ home: string; number: string; postcode: string }>(
    `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
     select gen_random_uuid(), $1 + n, $2, $3, 'ZX15PC', $4, n::text, centre_easting + 10 * n, centre_northing
     from places.area, generate_series(1, $5::int) n where kind = 'lsoa' and code = $6
     returning id as home, number, postcode`,
    [newUprn() * 100, ledPlace.ward, ledPlace.bcu, street, count, area],
  )
  await placeHomesOfDeployments(database)
  return rows
    .toSorted((a, b) => Number(a.number) - Number(b.number))
    .map(({ home, number, postcode }) => ({
      home,
      postcode,
      call: number,
      flat: null,
      floor: null,
      name: `${number} ${street}`,
      street,
    }))
}

const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * 3_600_000)

/** Kits in the hands of an officer, and what they are called. */
export const giveToOfficer = async (database: Database, person: string, count: number): Promise<string[]> => {
  const serials = Array.from({ length: count }, (_, at) => {
    const body = `LED${String(at + 1).padStart(6, '0')}`
    return body + checkCharacterOf(body)
  })
  const [transfer, kits] = [uuidv7(), { serials }]
  const [way, to] = [`transit:${transfer}`, `person:${person}`] as const
  const moved = { to, kits, place: ledPlace }
  await database.withActor(registrar, 'kits of a test', async (tx) => {
    await addKits(
      tx,
      'test',
      serials.map((serial) => ({ serial, code: null, madeOn: null, expiresOn: null })),
    )
    await receiveKits(tx, 'test', { id: uuidv7(), at: hoursAgo(50), kits })
    await moveKits(tx, 'test', { id: transfer, kind: 'sent', at: hoursAgo(49), from: 'store', ...moved })
    const taken = { id: uuidv7(), kind: 'taken', at: hoursAgo(48), from: way, transfer } as const
    await moveKits(tx, 'test', { ...taken, ...moved })
  })
  return serials
}

/** A colleague's word that a kit of an officer went to another home, an hour ago. */
export const tellElsewhere = (
  database: Database,
  { serial, person, home }: { serial: string; person: string; home: string },
): Promise<unknown> =>
  database.withActor(registrar, 'a kit of a test', (tx) =>
    moveKits(tx, 'test', {
      id: uuidv7(),
      kind: 'delivered',
      at: hoursAgo(1),
      from: `person:${person}`,
      to: `home:${home}`,
      kits: { serials: [serial] },
      place: ledPlace,
    }),
  )
