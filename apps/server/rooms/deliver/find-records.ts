import { allows } from '../../foundation/access/may.ts'
import { mostFound, type FoundRecord, type RecordFinder } from '../../foundation/log/record-finder.ts'
import { readRecords } from '../../foundation/records/records.ts'
import { addressOf, homesOfIds, postcodeText, type Home } from '../../places/register.ts'

type Door = Pick<Home, 'id' | 'street' | 'number' | 'core' | 'flat' | 'postcode'>

const called = (home: Door): string => `${addressOf(home)}, ${postcodeText(home.postcode)}`

/** `Flat 3, 12 Yarley Street` as street, number and flat; what is not said is null. */
export const readAddress = (
  words: string,
): { street: string | null; number: string | null; flat: number | null } => {
  const flat = /\bflat\s+(\d{1,4})\b/i.exec(words)
  const rest = words
    .replace(flat?.[0] ?? '', ' ')
    .replaceAll(/[,\s]+/g, ' ')
    .trim()
  const [, number, street] = /^(\d+[a-z]?(?:-\d+[a-z]?)?)\s+(.+)$/i.exec(rest) ?? []
  return {
    street: (street ?? rest) || null,
    number: number ?? null,
    flat: flat ? Number(flat[1]) : null,
  }
}

/** Homes, by address or postcode: a crossing that says nothing of who lives there. */
export const findHomes: RecordFinder = {
  kind: 'home',
  allows: (role) => allows(role, { crossing: 'engagement.find_homes(text, text, text, integer)' }),
  find: async (tx, { words, postcode }) => {
    const { street, number, flat } = readAddress(words)
    if (street === null && postcode === undefined) return []
    const rows = await readRecords<Door>(
      tx,
      { operation: 'consultation', kind: 'home', of: ({ id }) => id },
      'select * from engagement.find_homes($1, $2, $3, $4) limit $5',
      [postcode ?? null, street, number, flat, mostFound + 1],
    )
    return rows.map((home): FoundRecord => ({ kind: 'home', id: home.id, called: called(home) }))
  },
}

/** Residents, by their whole name. Whoever may read what names them is told which home they registered for. */
export const findResidents: RecordFinder = {
  kind: 'resident',
  allows: (role) => allows(role, { verb: 'read', kind: 'resident' }),
  find: async (tx, { words, postcode }) => {
    if (words === '' || postcode !== undefined) return []
    const rows = await readRecords<{ id: string; home: string; from: string }>(
      tx,
      { operation: 'consultation', kind: 'resident', of: ({ id }) => id },
      `select id, home, from_day as "from" from engagement.resident
       where name_digest = $1 order by from_day desc, id limit $2`,
      [tx.fields.digest('name', words), mostFound + 1],
    )
    const homes = await homesOfIds(
      tx,
      rows.map(({ home }) => home),
    )
    const homeOf = new Map(homes.map((home) => [home.id, home]))
    return rows.flatMap(({ id, home, from }) => {
      const door = homeOf.get(home)
      return door ? [{ kind: 'resident', id, called: `Resident of ${called(door)}, since ${from}` }] : []
    })
  },
}
