import { beforeAll, describe, expect, test } from 'vitest'
import { accessTable, type DataKind } from '../apps/server/foundation/access/access-table.ts'
import { allows, mayRow } from '../apps/server/foundation/access/may.ts'
import type { PersonRole } from '../apps/server/foundation/access/roles.ts'
import { asker, type Answer } from './ask.ts'
import { routeExamples, type Example, type Things } from './route-examples.ts'
import type { TestPerson } from './signed-in.ts'
import { watchRecords, type WatchedRecords } from './watched-records.ts'
import { everyoneOf, thingsOf, walkedServer, type Whose } from './walked-server.ts'

let watched: WatchedRecords | undefined
const server = await walkedServer(undefined, {
  watch: (database) => (watched = watchRecords(database)).database,
})
const { ask } = asker(server.address)
/** Assets are walked as one: they are open, and the same for everybody. */
const isAsset = (url: string): boolean => url.startsWith('/assets/')
const routes = server.routes.filter(({ url }) => !isAsset(url))
const nameOf = ({ method, url }: { method: string; url: string }): string => `${method} ${url}`
const exampleOf = (name: string): Example => routeExamples[name] ?? { asks: 'open', status: -1 }

type Person = TestPerson & { role: PersonRole; places: string[] }
let people: Person[]
let unposted: Person
let things: Record<Whose, Things>
beforeAll(async () => {
  things = await thingsOf(server)
  ;({ people, unposted } = await everyoneOf(server))
})

const page = { accept: 'text/html' }
const asJson = { accept: 'application/json' }

const send = (name: string, about: Things, headers: Record<string, string>): Promise<Answer> => {
  const [method = '', url = ''] = name.split(' ')
  const { path, form, json } = exampleOf(name)
  return ask({
    method,
    path: path?.(about) ?? url,
    headers,
    ...(form ? { form: form(about) } : {}),
    ...(json ? { body: { type: 'application/json', text: JSON.stringify(json) } } : {}),
  })
}

/** Whose things a route is asked about. */
const wheresOf = (name: string): readonly Whose[] => {
  const { belongs, finds } = exampleOf(name)
  return belongs || finds ? ['own', 'other'] : ['own']
}

/** What the access table says that somebody meets: a status, or where they are led. */
const expectedOf = (name: string, person: Person, whose: Whose): string => {
  const { asks, status = 200, belongs, refusedTo = [] } = exampleOf(name)
  if (asks === 'open' || asks === 'anyRole') {
    return belongs === 'person' && whose === 'other' ? '404' : String(status)
  }
  if (!allows(person.role, asks) || refusedTo.includes(person.role)) return '403'
  if (belongs !== undefined && belongs !== 'person') {
    const place = server.places[whose]
    const seen =
      mayRow(person, 'read', belongs, place) &&
      ('crossing' in asks || mayRow(person, asks.verb, asks.kind, place))
    if (!seen) return '404'
  }
  if (belongs === 'kit' && 'kind' in asks && !mayRow(person, asks.verb, asks.kind, server.places[whose]))
    return '404'
  return String(status)
}

const found = ({ status, location }: Answer): string =>
  status === 303 && location.startsWith('/you?') ? 'to /you' : String(status)

/** Everything that was met where something else was expected. */
const wrong = async (
  tries: { who: string; expected: string; answer: () => Promise<string> }[],
): Promise<string[]> => {
  const met = await Promise.all(tries.map(({ answer }) => answer()))
  return tries.flatMap(({ who, expected }, at) =>
    met[at] === expected ? [] : [`${who}: expected ${expected}, met ${met[at]}`],
  )
}

/** Whether rows of a kind are for some roles those of their own places only. */
const sharedOut = (kind: DataKind): boolean =>
  Object.values(accessTable[kind]).some((rule) => Object.values(rule).includes('own'))

describe('the table of example requests', () => {
  test('has every route, and no other', () => {
    expect(routes.map(nameOf).toSorted()).toEqual(Object.keys(routeExamples).toSorted())
    expect(server.routes.filter(({ url }) => isAsset(url)).length).toBeGreaterThan(5)
  })

  test('says of each who may ask, as the route itself does; none says nothing', () => {
    const said = routes.map((route) => {
      const { open, anyRole, needs } = route.config
      return [nameOf(route), open ? 'open' : anyRole ? 'anyRole' : (needs ?? 'nothing')]
    })
    expect(Object.fromEntries(said)).toEqual(
      Object.fromEntries(routes.map((route) => [nameOf(route), exampleOf(nameOf(route)).asks])),
    )
    expect(server.routes.filter(({ url, config }) => isAsset(url) && !config.open)).toEqual([])
  })

  test('says whose a thing is, of every route that takes one which belongs to a place or a person', () => {
    const silent = Object.entries(routeExamples).filter(([name, { asks, belongs, triedIn }]) => {
      if (!name.includes('/:') || belongs !== undefined || triedIn !== undefined) return false
      return asks === 'anyRole' || (typeof asks === 'object' && 'kind' in asks && sharedOut(asks.kind))
    })
    expect(silent).toEqual([])
  })
})

const names = routes.map(nameOf)

test.each(names)('%s answers each role as the access table says', async (name) => {
  const { endsSession, belongs } = exampleOf(name)
  const tries = people.flatMap((person) =>
    wheresOf(name).map((whose) => ({
      who: `${person.role}, ${whose}`,
      expected: expectedOf(name, person, whose),
      answer: async (): Promise<string> => {
        const asking = endsSession ? await server.enter(person.role) : person
        const mine =
          belongs === 'person' && whose === 'own' ? { session: await server.sessionOf(asking) } : {}
        return found(await send(name, { ...things[whose], ...mine }, { ...page, ...asking.headers }))
      },
    })),
  )
  expect(await wrong(tries)).toEqual([])
})

test.each(names)('%s lets in nobody who is not signed in, or holds no posting', async (name) => {
  const { asks, status = 200 } = exampleOf(name)
  const stranger = await send(name, things.own, page)
  const program = await send(name, things.own, asJson)
  if (asks === 'open') {
    expect([found(stranger), found(program)]).toEqual([String(status), String(status)])
    return
  }
  expect([found(stranger), found(program)]).toEqual(['303', '401'])
  expect(stranger.location).toMatch(/^\/sign-in\?to=/)
  if (asks === 'anyRole') return
  const former = await send(name, things.own, { ...page, ...unposted.headers })
  expect(found(former)).toBe(name.startsWith('GET') ? 'to /you' : '403')
})

// JSON of other sites is tried in apps/server/rooms/deliver/sync/phones-ask.test.ts: it is refused in other words.
test.each(names.filter((name) => !name.startsWith('GET') && !exampleOf(name).json))(
  '%s takes no form of another site, nor one without the session’s own value',
  async (name) => {
    const { asks } = exampleOf(name)
    const may = people.find(({ role }) => asks === 'open' || asks === 'anyRole' || allows(role, asks))
    const { cookie = '', ...token } = may?.headers ?? {}
    const foreign = await send(name, things.own, {
      ...page,
      cookie,
      ...token,
      'sec-fetch-site': 'cross-site',
    })
    expect([foreign.status, foreign.body]).toEqual([400, expect.stringContaining('a page of another site')])
    if (asks === 'open') return
    const bare = await send(name, things.own, { ...page, cookie })
    expect([bare.status, bare.body]).toEqual([403, expect.stringContaining('an earlier sign-in')])
  },
)

test.each(names.filter((name) => exampleOf(name).finds))(
  '%s finds what is of one’s own places only',
  async (name) => {
    const { asks } = exampleOf(name)
    const tries = people
      .filter(({ role }) => typeof asks === 'object' && allows(role, asks))
      .flatMap((person) =>
        wheresOf(name).map((whose) => ({
          who: `${person.role}, ${whose}`,
          expected: mayRow(person, 'read', 'home', server.places[whose]) ? 'found' : 'nothing',
          answer: async () => {
            const { body } = await send(name, things[whose], { ...page, ...person.headers })
            return body.includes(`/deliver/homes/${things[whose].home}`) ? 'found' : 'nothing'
          },
        })),
      )
    expect(tries.length).toBeGreaterThan(5)
    expect(await wrong(tries)).toEqual([])
  },
)

/** What describes the product itself, and takes nothing of its data away. */
const descriptions = new Set(['GET /openapi.json', 'GET /measure/programme.schema.json'])
const exported = names.filter((name) => /\.(csv|geojson|json)$|proof$/.test(name) && !descriptions.has(name))

test.each(exported)('%s leaves an entry of who took it away', async (name) => {
  const { asks } = exampleOf(name)
  const taker = people.find(({ role }) => typeof asks === 'object' && allows(role, asks))
  if (!taker) throw new Error(`Nobody may take ${name} away.`)
  const entriesOfTaker = async (): Promise<number> =>
    (await server.log.owner.query('select from log.entry where actor = $1', [taker.actor.id])).rowCount ?? 0
  const before = await entriesOfTaker()
  await send(name, things.own, { ...page, ...taker.headers })
  expect(await entriesOfTaker()).toBeGreaterThan(before)
})

test('whose record was read on the way is written down in the same transaction', async () => {
  const { read, wrong: missed } = (await watched?.unrecorded(server.log.owner)) ?? { read: 0, wrong: ['all'] }
  expect(missed).toEqual([])
  expect(read).toBeGreaterThan(100)
})
