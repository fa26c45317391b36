import { describe, expect, test } from 'vitest'
import { dayRoom } from '../apps/server/day/room.ts'
import { personRoleNames } from '../apps/server/foundation/access/roles.ts'
import { footFor } from '../apps/server/foundation/room/menus.ts'
import { movedAddresses } from '../apps/server/foundation/room/moved-addresses.ts'
import { openApi } from '../apps/server/foundation/room/openapi.ts'
import { pathOf } from '../apps/server/foundation/room/paths.ts'
import { methodOf, patternOf, type Room } from '../apps/server/foundation/room/room.ts'
import { peopleRoom } from '../apps/server/identity/room.ts'
import { allRooms, programmeRooms, servingRooms } from '../apps/server/rooms.ts'
import { testDatabase } from './database.ts'
import { withoutProvider } from './signed-in.ts'

const { database } = await testDatabase()
/** What any room may be handed; each takes what it asks for. */
const parts = {
  ...withoutProvider(),
  database,
  logDirectory: '',
  finders: [],
  evidence: { allows: () => false, find: async () => new Map() },
  onClose: () => undefined,
  rooms: allRooms,
}
const rooms = [dayRoom, peopleRoom, ...servingRooms, ...programmeRooms] as unknown as Room[]

test('every address of the product, by the name that code and views call it by', () => {
  const addresses = [dayRoom, ...allRooms].flatMap(({ name, paths }) =>
    Object.entries(paths).map(([path, { pattern }]) => `${name}.${path} ${pattern}`),
  )
  expect(addresses).toMatchSnapshot()
})

describe('a path', () => {
  test('encodes what varies, and its query', () => {
    const path = pathOf('/target/areas/:kind/:code/months.csv')
    expect(path({ kind: 'lsoa', code: 'a/b c' }, { until: '2014-12', names: "St John's" })).toBe(
      '/target/areas/lsoa/a%2Fb%20c/months.csv?until=2014-12&names=St+John%27s',
    )
    expect(pathOf('/target/plan')()).toBe('/target/plan')
  })
})

describe.each(rooms.map((room) => [room.name, room] as const))('the room %s', (_, room) => {
  test('answers every route that it declares, and declares every answer that it has', async () => {
    const files = new Set(Object.values(room.routes).map(({ from }) => from))
    const answered = new Map<unknown, string[]>()
    for (const from of files) answered.set(from, Object.keys((await from()).answers(parts)))
    for (const [name, { from }] of Object.entries(room.routes)) expect(answered.get(from)).toContain(name)
    expect([...answered.values()].flat().toSorted()).toEqual(Object.keys(room.routes).toSorted())
  })

  test('keeps to its prefix', () => {
    const strange = Object.values(room.routes)
      .map(patternOf)
      .filter((pattern) => !pattern.startsWith(room.prefix))
    expect(strange).toEqual([])
  })

  test('tells of a download what programs need to know', () => {
    const silent = Object.values(room.routes)
      .filter((route) => methodOf(route) === 'GET' && /\.(csv|geojson)$/.test(patternOf(route)))
      .filter(({ machine }) => machine === undefined)
    expect(silent).toEqual([])
  })
})

test('help is at the foot of the pages of every role, and shown nothing that is not for the role', () => {
  for (const role of personRoleNames)
    expect(footFor(allRooms, role)).toEqual([{ text: 'Help', href: '/help' }])
  const withNeeds = { get: pathOf('/x'), needs: { verb: 'read', kind: 'log_entry' }, foot: 'X' } as const
  const guarded = [{ ...dayRoom, routes: { x: withNeeds } }]
  expect(footFor(guarded, 'auditor')).toEqual([{ text: 'X', href: '/x' }])
  expect(footFor(guarded, 'ward_officer')).toEqual([])
})

describe('an address of before', () => {
  const movedTo = movedAddresses(allRooms)

  test.each([
    ['/plan?kits=4000&until=2014-12', '/target/plan?kits=4000&until=2014-12'],
    ['/areas/lsoa/2011-03-27/E01000001', '/target/areas/lsoa/2011-03-27/E01000001'],
    ['/areas/lsoa/2011-03-27/E01%2F1/months.csv', '/target/areas/lsoa/2011-03-27/E01%2F1/months.csv'],
    ['/plan/drafts/compare?a=1&b=2', '/target/plan/drafts/compare?a=1&b=2'],
    ['/homes/0190', '/deliver/homes/0190'],
    ['/trace', '/trace/code'],
  ])('%s leads to %s', (old, now) => {
    expect(movedTo(old)).toBe(now)
  })

  test.each(['/', '/planx', '/areasXcsv', '/homes/1/residents', '/trace/code'])('%s is none', (url) => {
    expect(movedTo(url)).toBeUndefined()
  })

  test('is answered by no route any more', () => {
    const patterns = new Set(rooms.flatMap(({ routes }) => Object.values(routes).map(patternOf)))
    expect(allRooms.flatMap(({ moved }) => Object.keys(moved)).filter((old) => patterns.has(old))).toEqual([])
  })
})

test('programs are told of every download and of what takes JSON, and of no form', () => {
  const { paths } = openApi(allRooms)
  expect(Object.keys(paths).toSorted()).toMatchSnapshot()
  const posted = Object.values(paths).flatMap((each) => ('post' in each ? each['post'] : []))
  expect(posted.map(({ requestBody }) => Object.keys(requestBody?.content ?? {}))).toEqual(
    posted.map(() => ['application/json']),
  )
  expect(posted).toHaveLength(9)
})
