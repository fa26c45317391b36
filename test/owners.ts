import { crossings, guardedTables, guardedViews } from '../apps/server/foundation/access/access-table.ts'
import { agreementTables } from '../apps/server/agreements/owns.ts'
import { crimeTables } from '../apps/server/crime/owns.ts'
import { foundationTables, logTables, whoAsks } from '../apps/server/foundation/owns.ts'
import { peopleRoom } from '../apps/server/identity/room.ts'
import { placesTables } from '../apps/server/places/owns.ts'
import { residentsRoom } from '../apps/server/rooms/residents/room.ts'
import { programmeRooms } from '../apps/server/rooms.ts'
import { lineOf, textsOf, type Node, type Source } from './source-tree.ts'

/** Whose files name a table or function in SQL, part of the server by part. */
export const ownersOf: Readonly<Record<string, readonly string[]>> = {
  foundation: [...foundationTables, ...logTables],
  places: placesTables,
  crime: crimeTables,
  agreements: agreementTables,
  identity: peopleRoom.owns,
  'rooms/residents': residentsRoom.owns,
  ...Object.fromEntries(programmeRooms.map(({ name, owns }) => [`rooms/${name.toLowerCase()}`, owns])),
}

/** Every name that has an owner, by the access table: tables, views and functions of ours. */
export const ownedNames = [
  ...new Set([
    ...Object.keys(guardedTables),
    ...Object.keys(guardedViews),
    ...Object.keys(crossings).map((name) => name.slice(0, name.indexOf('('))),
    ...Object.values(ownersOf).flat(),
  ]),
].filter((name) => !(whoAsks as readonly string[]).includes(name))

const schemas = [...new Set(ownedNames.map((name) => name.slice(0, name.indexOf('.'))))]
/** A name of ours in SQL, or a schema whose table is put in: `places.${}`. */
const named = new RegExp(String.raw`(?<![\w.])(${schemas.join('|')})\.("?[a-z_]+"?|\$\{\})`, 'g')

export type Named = { name: string; line: number; above: readonly Node[] }

/** Tables and functions of ours that a source names in its texts; a schema alone where the table is put in. */
export const namesIn = (source: Source): Named[] => {
  // Most files name none, and taking a file apart takes time.
  if (!schemas.some((schema) => source.text.includes(`${schema}.`))) return []
  return textsOf(source).flatMap(({ text, start, above }) =>
    Array.from(text.matchAll(named), ([, schema = '', rest = '']) => ({
      name: rest === '${}' ? `${schema}.` : `${schema}.${rest.replaceAll('"', '')}`,
      line: lineOf(source, start),
      above,
    })).filter(({ name }) => name.endsWith('.') || ownedNames.includes(name)),
  )
}

/** Whether a part owns what is named; of a schema alone, everything in it. */
export const owns = (part: string, name: string): boolean => {
  const own: readonly string[] = ownersOf[part] ?? []
  return name.endsWith('.')
    ? ownedNames.filter((each) => each.startsWith(name)).every((each) => own.includes(each))
    : own.includes(name)
}
