import { afterAll } from 'vitest'
import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import { padOfCards } from '../../packages/protocol/codes/left-card.ts'
import { loadDemonstration } from '../../apps/server/demonstration/load-demonstration.ts'
import type { Database } from '../../apps/server/foundation/database.ts'
import { uuidv7 } from '../../apps/server/foundation/uuid.ts'
import {
  demonstrationPersonIds,
  postDemonstrationPeople,
} from '../../apps/server/identity/demonstration/post-people.ts'
import { moveKits, receiveKits } from '../../apps/server/rooms/supply/facts.ts'
import { addKits } from '../../apps/server/rooms/supply/lives.ts'
import { makeAssignment } from '../../apps/server/rooms/deliver/sync/assignments/make-assignment.ts'
import { signIn } from '../signed-in.ts'
import { openSite, type Site } from '../journeys/open-page.ts'
import { freshLog, type TestLog } from '../log.ts'
import type { PaperDoor } from './hand-count.ts'

const registrar = { id: 'test', role: 'registrar' } as const

/** Streets of the made-up city that the officer walks: houses, and houses with a block among them. */
const houses = 'Brewer Road'
const withBlock = { street: 'Candle Place', number: '2' }
export const nameOnPaper = { block: `${withBlock.number} ${withBlock.street}` }

/** Cards in the order of the pad. */
export const pad = padOfCards(123_456, 30)

type Place = { ward: string; bcu: string }

type Officer = { subject: string; name: string; person: string; actor: string }

export type WalkedTown = {
  site: Site
  owner: TestLog['owner']
  officer: Officer
  own: Place
  theirs: Place
  streets: readonly string[]
  /** Names, homes, postcodes and kits of an officer's round in another ward. */
  othersWords: readonly string[]
  /** All doors of the round; houses in the order in which they are walked, flats by floor. */
  paper: readonly PaperDoor[]
  houses: readonly PaperDoor[]
  floors: readonly (readonly PaperDoor[])[]
  kits: { all: string[]; inHand: string[]; inBox: string[]; others: string[] }
  clock: () => number
  /** Lets so many milliseconds pass, at the station. */
  later: (milliseconds: number) => void
}

const own: Place = { ward: 'Z05000001', bcu: 'B01' }
const theirs: Place = { ward: 'Z05000003', bcu: 'B02' }

const serialsOf = (letters: string, length: number): string[] =>
  Array.from({ length }, (_, at) => {
    const body = `${letters}${String(at + 1).padStart(6, '0')}`
    return body + checkCharacterOf(body)
  })

/** Gives kits to somebody of a place: into their hands, or on the way to them. */
const giveKits = (
  database: Database,
  to: string,
  place: Place,
  serials: string[],
  taken: boolean,
): Promise<void> =>
  database.withActor(registrar, 'kits of a test', async (tx) => {
    const transfer = uuidv7()
    const moved = { kits: { serials }, place }
    await addKits(
      tx,
      'test',
      serials.map((serial) => ({ serial, code: null, madeOn: null, expiresOn: null })),
    )
    await receiveKits(tx, 'test', { id: uuidv7(), at: new Date('2026-11-20T10:00Z'), kits: { serials } })
    const sent = { id: transfer, kind: 'sent', at: new Date('2026-11-20T11:00Z'), from: 'store' } as const
    await moveKits(tx, 'test', { ...sent, to: `person:${to}`, ...moved })
    if (taken)
      await moveKits(tx, 'test', {
        id: uuidv7(),
        kind: 'taken',
        at: new Date('2026-11-21T10:00Z'),
        from: `transit:${transfer}`,
        to: `person:${to}`,
        kits: { serials },
        transfer,
      })
  })

/** An officer of another ward walks there: a round with a dog, whose words are looked for on the phone of the first. */
const putOtherRound = async (log: TestLog, other: Officer): Promise<string[]> => {
  const { rows } = await log.owner.query<{ id: string; street: string; postcode: string }>(
    `select id, street, postcode from engagement.home
     where ward = $1 and street = (select min(street) from engagement.home where ward = $1 and street not in
       (select street from engagement.home where ward = $2))`,
    [theirs.ward, own.ward],
  )
  const [first] = rows
  if (!first) throw new Error('The other ward has no street of its own.')
  const { actor } = await signIn(log.database, 'sergeant', { place: theirs.bcu })
  await log.database.withActor(actor, 'a round of a test', (tx) =>
    makeAssignment(tx, actor.id, {
      id: uuidv7(),
      person: other.person,
      name: 'Round of the other ward',
      ward: theirs.ward,
      streets: [first.street],
      fromDay: '2026-11-01',
      untilDay: null,
    }),
  )
  return ['Round of the other ward', ...rows.flatMap(({ id, street, postcode }) => [id, street, postcode])]
}

/** The made-up city with its server, an officer with kits, and their paper. It is ten in the morning of the next day. */
export const openTown = async (): Promise<WalkedTown> => {
  const day = 86_400_000
  // The database goes by its own clock, in which a session of this morning may be over: tomorrow, then.
  const morning = Math.ceil(Date.now() / day) * day + 10 * 3_600_000
  let later = morning - Date.now()
  const clock = (): number => Date.now() + later
  const log = await freshLog()
  afterAll(log.drop)
  await loadDemonstration(log.database, { homes: 5000, seed: 7, until: '2026-11-28' }, () => undefined)
  await postDemonstrationPeople(log.database)
  const site = await openSite(log.database, { logDirectory: log.directory, clock: () => new Date(clock()) })
  const people = await demonstrationPersonIds(log.database)
  const officerOf = (subject: string, name: string): Officer => {
    const person = people.get(subject)!
    return { subject, name, person, actor: `person:${person}` }
  }
  const officer = officerOf('ward-officer', 'Owen Hughes')
  const other = officerOf('ward-officer-2', 'Fatima Begum')
  const kits = { inHand: serialsOf('WLK', 9), inBox: serialsOf('BOX', 3), others: serialsOf('OTH', 4) }
  await giveKits(log.database, officer.person, own, kits.inHand, true)
  await giveKits(log.database, officer.person, own, kits.inBox, false)
  await giveKits(log.database, other.person, theirs, kits.others, true)
  // What goes back goes to a team of the bearer's.
  const team = uuidv7()
  await log.owner.query(
    `insert into engagement.team (id, name, ward, bcu, actor) values ($1, 'Team 1', $2, $3, 'test')`,
    [team, own.ward, own.bcu],
  )
  await log.owner.query(
    `insert into engagement.team_member (id, team, ward, bcu, person, from_day, actor)
     values (gen_random_uuid(), $1, $2, $3, $4, '2020-01-01', 'test')`,
    [team, own.ward, own.bcu, officer.person],
  )
  const othersWords = [...(await putOtherRound(log, other)), other.person, ...kits.others]
  const streets = [houses, withBlock.street]
  const { rows } = await log.owner.query<PaperDoor & { number: string; ward: string }>(
    `select id as home, postcode, street, number, flat, floor, ward from engagement.home
     where street = any ($1) and ward = $2 order by street, number::int, floor, flat`,
    [streets, own.ward],
  )
  const paper = rows.map(({ home, postcode, street, number, flat, floor }): PaperDoor => {
    const house = `${number} ${street}`
    const name = flat === null ? house : `Flat ${flat}, ${house}`
    return {
      home,
      postcode,
      flat,
      floor,
      name,
      call: String(flat ?? number),
      street: flat === null ? street : nameOnPaper.block,
    }
  })
  const byFloor = Map.groupBy(
    paper.filter(({ flat }) => flat !== null),
    ({ floor }) => floor,
  )
  return {
    site,
    owner: log.owner,
    officer,
    own,
    theirs,
    streets,
    paper,
    houses: paper.filter(({ flat }) => flat === null),
    floors: [...byFloor.values()],
    othersWords: [...new Set(othersWords)],
    kits: { ...kits, all: [...kits.inHand, ...kits.inBox] },
    clock,
    later: (milliseconds) => {
      later += milliseconds
    },
  }
}
