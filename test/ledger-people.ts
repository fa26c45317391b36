import type pg from 'pg'
import type { Database } from '../apps/server/foundation/database.ts'
import type { PersonRole } from '../apps/server/foundation/access/roles.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import type { Home } from '../apps/server/places/register.ts'
import type { Holder, KitPlace } from '../apps/server/rooms/supply/holders.ts'
import { addKits } from '../apps/server/rooms/supply/lives.ts'
import { putHomes } from './homes.ts'
import type { Keeper } from './ledger-check.ts'
import { neverOver, signIn, type TestPerson } from './signed-in.ts'

/** Somebody who moves kits, what they answer for, and where. */
export type Mover = { person: TestPerson; charges: Holder[]; place: KitPlace }

const team = {
  North: '00000000-0000-7000-8000-00000000aaa1',
  South: '00000000-0000-7000-8000-00000000aaa2',
} as const
const batch = '00000000-0000-7000-8000-00000000bbb1'
const ward = { North: 'W1', South: 'W2' } as const

/** A supplier with a batch, two BCUs with a team, a sergeant, a stock keeper and two officers each, and homes. */
export type LedgerPeople = {
  movers: Mover[]
  of: (role: PersonRole, bcu?: 'North' | 'South') => Mover
  homes: Home[]
  keepers: ReadonlyMap<string, Keeper>
  team: typeof team
  /** Announces bottles in a box of their own. Returns the box, and each bottle's id by serial. */
  announce: (count: number) => Promise<{ box: string; ids: Map<string, string> }>
}

export const ledgerPeople = async (database: Database, owner: pg.Client): Promise<LedgerPeople> => {
  const movers: Mover[] = []
  const enlist = async (role: PersonRole, place: KitPlace, charges: Holder[] = []): Promise<void> => {
    const at = role === 'ward_officer' ? place.ward : place.bcu
    const person = await signIn(database, role, at === null ? {} : { place: at })
    await neverOver(owner, person)
    const own = ['ward_officer', 'sergeant'].includes(role) ? [person.actor.id as Holder] : []
    movers.push({ person, place, charges: [...charges, ...own] })
  }
  const nowhere = { ward: null, bcu: null }
  await enlist('store_keeper', nowhere, ['store'])
  await enlist('programme_lead', nowhere)
  for (const bcu of ['North', 'South'] as const) {
    await enlist('stock_keeper', { ward: null, bcu }, [`bcu:${bcu}`])
    await enlist('sergeant', { ward: ward[bcu], bcu }, [`team:${team[bcu]}`])
    for (let officer = 0; officer < 2; officer++)
      await enlist('ward_officer', { ward: ward[bcu], bcu }, [`team:${team[bcu]}`])
    await owner.query(
      `insert into engagement.team (id, name, ward, bcu, actor) values ($1, 'Team', $2, $3, 'test')`,
      [team[bcu], ward[bcu], bcu],
    )
    for (const { person, place } of movers.filter((mover) => mover.place.bcu === bcu && mover.place.ward))
      await owner.query(
        `insert into engagement.team_member (id, team, ward, bcu, person, from_day, actor)
         values (gen_random_uuid(), $1, $2, $3, $4, '2020-01-01', 'test')`,
        [team[bcu], place.ward, bcu, person.id],
      )
  }
  const byWard = await putHomes(database, {
    W1: { bcu: 'North', homes: 4, postcode: 'ZX11AA' },
    W2: { bcu: 'South', homes: 4, postcode: 'ZX11AB' },
  })
  await owner.query(
    `insert into engagement.kit_batch (id, reference, announced, made_on, actor) values ($1, 'B1', 0, '2026-01-05', 'test')`,
    [batch],
  )
  let box = 0
  const of = (role: PersonRole, bcu?: 'North' | 'South'): Mover =>
    movers.find(
      ({ person, place }) => person.actor.role === role && (bcu === undefined || place.bcu === bcu),
    )!
  return {
    movers,
    of,
    homes: [...byWard.values()].flat(),
    keepers: new Map(
      movers.map(({ person, charges }) => [
        person.actor.id,
        { role: person.actor.role, charges: new Set<string>(charges) },
      ]),
    ),
    team,
    announce: async (count) => {
      const id = uuidv7()
      await owner.query('insert into engagement.kit_box (id, batch, reference) values ($1, $2, $3)', [
        id,
        batch,
        String(++box),
      ])
      const serials = Array.from({ length: count }, (_, at) => `T${box}N${at}`)
      const { actor } = of('store_keeper').person
      const ids = await database.withActor(actor, 'announce kits', (tx) =>
        addKits(
          tx,
          actor.id,
          serials.map((serial) => ({
            serial,
            code: null,
            batch,
            box: id,
            madeOn: '2026-01-05',
            expiresOn: null,
          })),
        ),
      )
      return { box: id, ids: new Map(serials.map((serial, at) => [serial, ids[at]!])) }
    },
  }
}
