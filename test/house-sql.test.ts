import { describe, expect, test } from 'vitest'
import {
  crossings,
  guardedTables,
  guardedViews,
  type Crossing,
} from '../apps/server/foundation/access/access-table.ts'
import { takenOn } from '../apps/server/foundation/access/acting-as.ts'
import { roles } from '../apps/server/foundation/access/roles.ts'
import { crossingsAboutPeople, kindsAboutPeople } from '../apps/server/foundation/records/about-people.ts'
import { namesIn, ownedNames, ownersOf, owns, type Named } from './owners.ts'
import { partOf, serverFiles } from './server-sources.ts'
import { isNode, lineOf, parseSource, sourceOf, walk, type Node, type Source } from './source-tree.ts'

/** Lists that name every table, and ask none of them. */
const lists = new Set([
  'apps/server/foundation/access/access-table.ts',
  'apps/server/foundation/access/policies.ts',
  'apps/server/foundation/records/about-people.ts',
  'apps/server/foundation/records/sealed-fields.ts',
])
const asking = serverFiles
  // What the log binds is declared by name; the log's own code reads it, and shows nobody.
  .filter((file) => !lists.has(file) && !/\/(owns|room|bound-[a-z-]+)\.ts$/.test(file))
  .map((file) => ({ file, named: namesIn(sourceOf(file)) }))

const foreign = (named: readonly Named[], part: string): Named[] =>
  named.filter(({ name }) => !owns(part, name))
const owners = (name: string): string[] => Object.keys(ownersOf).filter((part) => owns(part, name))

describe('SQL names only what its part owns', () => {
  test('in every file', () => {
    const wrong = asking.flatMap(({ file, named }) =>
      foreign(named, partOf(file)).map(({ name, line }) => `${file}:${line} ${name}`),
    )
    expect(wrong).toEqual([])
    expect(asking.flatMap(({ named }) => named).length).toBeGreaterThan(100)
  })

  test('every table, view and crossing has one owner, but what the foundation writes and Account shows', () => {
    // The placeholder of the covert desk goes to a process of its own; no file asks it.
    const unowned = ownedNames.filter((name) => owners(name).length === 0)
    expect(unowned).toEqual(['covert.operation'])
    const shared = ownedNames.filter((name) => owners(name).length > 1)
    expect(shared.filter((name) => owners(name).join() !== 'foundation,rooms/account')).toEqual([])
  })

  test.each([
    ['places', 'tx.query("select from engagement.kit_movement")', 'engagement.kit_movement'],
    ['rooms/trace', 'const q = `select a.code from places.area a, ${b}`', 'places.area'],
    ['rooms/measure', "tx.query('select * from engagement.trace($1, $2)')", 'engagement.trace'],
    ['map', 'tx.query(`delete from places.${table}`)', 'places.'],
    ['demonstration', "copyInto(tx, 'engagement.home (id)', lines)", 'engagement.home'],
  ])('a planted breach in %s is found', (part, text, name) => {
    expect(foreign(namesIn(parseSource('planted.ts', text)), part)).toMatchObject([{ name, line: 1 }])
  })

  test('a comment and a name of a member are no SQL', () => {
    const source = parseSource('planted.ts', "// places.area\nconst words = { 'places.area': places.area }")
    expect(namesIn(source)).toEqual([])
  })
})

const doors = new Set(['readRecords', 'changeRecords', 'countRecords', 'keepRecords'])
const callee = (node: Node): unknown =>
  node.type === 'CallExpression' && isNode(node['callee']) ? node['callee']['name'] : undefined

describe('rows about people are read through foundation/records', () => {
  const people = new Set([
    ...Object.entries({ ...guardedTables }).flatMap(([name, { kind }]) =>
      kindsAboutPeople[kind].people ? [name] : [],
    ),
    ...Object.entries(guardedViews).flatMap(([name, kind]) => (kindsAboutPeople[kind].people ? [name] : [])),
    ...(Object.keys(crossings) as Crossing[]).flatMap((name) =>
      crossingsAboutPeople[name].people ? [name.slice(0, name.indexOf('('))] : [],
    ),
  ])

  /** What a source asks of people's rows beside the door. */
  const beside = (named: readonly Named[]): Named[] =>
    named
      .filter(({ name }) =>
        name.endsWith('.') ? [...people].some((each) => each.startsWith(name)) : people.has(name),
      )
      .filter(({ above }) => !above.some((node) => doors.has(String(callee(node)))))

  /** What reads them elsewhere, and why it may. */
  const besideTheDoor: Record<string, string> = {
    'apps/server/identity/sessions.ts':
      'Who holds a session is asked on every request before anybody acts: whoever signs in, of themselves.',
  }

  test('in every file', () => {
    const wrong = asking.flatMap(({ file, named }) =>
      beside(named).map(({ name, line }) => ({ file, found: `${file}:${line} ${name}` })),
    )
    expect(wrong.filter(({ file }) => !besideTheDoor[file]).map(({ found }) => found)).toEqual([])
    expect([...new Set(wrong.map(({ file }) => file))]).toEqual(Object.keys(besideTheDoor))
  })

  test('without a word in the log only where a list of places says so', () => {
    const keeping = asking.filter(({ named }) =>
      named.some(({ above }) => above.some((node) => callee(node) === 'keepRecords')),
    )
    expect(keeping.map(({ file }) => file.replace('apps/server/', ''))).toEqual([
      'crime/import-incidents.ts',
      'foundation/files/files.ts',
      'foundation/files/scan-files.ts',
      'identity/demonstration/post-people.ts',
      'identity/emergency.ts',
      'identity/open-session.ts',
      'identity/people.ts',
      'identity/sessions.ts',
      'places/address-editions.ts',
      'places/home-proposals.ts',
      'places/homes-beside.ts',
      'places/homes-of-uprns.ts',
      'places/known-homes.ts',
      'places/made-up-city.ts',
      'places/made-up-ground.ts',
      'places/register.ts',
      'rooms/deliver/cocoon.ts',
      'rooms/deliver/hours/delivery-hours.ts',
      'rooms/deliver/kit-statements/statements.ts',
      'rooms/deliver/letters/corrections.ts',
      'rooms/deliver/letters/send-letters.ts',
      'rooms/deliver/residents.ts',
      'rooms/deliver/spot-checks/frame.ts',
      'rooms/deliver/sync/judge/event-keys.ts',
      'rooms/deliver/sync/judge/known-events.ts',
      'rooms/deliver/sync/judge/rounds.ts',
      'rooms/deliver/sync/judge/write-looked.ts',
      'rooms/deliver/sync/judge/write-residents.ts',
      'rooms/deliver/sync/pictures/event-pictures.ts',
      'rooms/deliver/team/team-figures.ts',
      'rooms/supply/batch/known-kits.ts',
      'rooms/supply/made-up-supply.ts',
      'rooms/supply/sealed-codes.ts',
      'rooms/trace/phone-scans/read-standing.ts',
      'rooms/trace/phone-scans/scan-pictures.ts',
      'rooms/trace/readings/reading-keys.ts',
    ])
  })

  test.each([
    ["tx.query('select id from engagement.home')", 1],
    ['const q = `select from enforcement.cocoon($1, 200)`', 1],
    ['tx.query(`delete from engagement.${table}`)', 1],
    ["tx.query<Row>('select code from places.area')", 0],
    ["readRecords<Row>(tx, looked, 'select id from engagement.home', [])", 0],
  ])('planted: %s', (text, found) => {
    expect(beside(namesIn(parseSource('planted.ts', text)))).toHaveLength(found)
  })
})

/** Where a source names a role as somebody's: `planted.ts:1 risk`. */
const literals = (source: Source): string[] => {
  const found: string[] = []
  walk(source.program, (node) => {
    if (node.type !== 'Property' || !isNode(node['key']) || !isNode(node['value'])) return
    const { value } = node['value']
    if (node['key']['name'] === 'role' && roles.some((role) => role === value))
      found.push(`${source.file}:${lineOf(source, node.start)} ${String(value)}`)
  })
  return found
}

describe('a role is taken on by name, in one list of places', () => {
  test('in every file but the list, and the postings of made-up people', () => {
    const mayName = ['foundation/access/acting-as.ts', 'identity/demonstration/people.ts']
    const others = serverFiles.filter((file) => !mayName.some((list) => file.endsWith(list)))
    expect(others.flatMap((file) => literals(sourceOf(file)))).toEqual([])
  })

  test('a planted one is found', () => {
    const text = "withActor({ id: actor.id, role: 'risk' }, 'x', work)"
    expect(literals(parseSource('planted.ts', text))).toEqual(['planted.ts:1 risk'])
  })

  test('each place has its reason, and a use', () => {
    const used = serverFiles.map((file) => sourceOf(file).text).join('\n')
    for (const [place, { because }] of Object.entries(takenOn)) {
      expect(because).toMatch(/^[A-Z].{20,}\.$/)
      expect(used).toMatch(new RegExp(`\\((config, )?'${place}'`))
    }
  })
})
