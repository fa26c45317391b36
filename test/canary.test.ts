import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LightMyRequestResponse as Answer } from 'fastify'
import { afterAll, describe, expect, test } from 'vitest'
import { buildApp } from '../apps/server/app.ts'
import { homeOf } from '../apps/server/places/register.ts'
import { registerResident } from '../apps/server/rooms/deliver/residents.ts'
import { allows } from '../apps/server/foundation/access/may.ts'
import { personRoleNames, type PersonRole } from '../apps/server/foundation/access/roles.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { putHomes } from './homes.ts'
import { putKit } from './kits.ts'
import { freshLog } from './log.ts'
import { withItsRoutes, type Route } from './routes-of-app.ts'
import { signIn, withoutProvider, type TestPerson } from './signed-in.ts'
import { unlimited } from './unlimited.ts'

/** Unmistakable: whatever of these turns up where it must not is ours. */
const canary = {
  name: 'Zebedee Quaggafax',
  contact: '07700 900987',
  vulnerability: 'keeps a quokkaphant',
  street: 'Canaryfeather Street',
  postcode: 'ZQ99ZQ',
  kit: 'QQX77777',
  reason: 'quincunxious asking',
}
/** Each as it might be written: as it is, in an address, in a form, in JSON. */
const spellings = [...Object.values(canary), 'Quaggafax', 'Canaryfeather', 'quokkaphant', 'ZQ9 9ZQ', '900987']
  .flatMap((word) => [word, encodeURIComponent(word), new URLSearchParams({ word }).toString().slice(5)])
  .map((word) => word.toLowerCase())
const foundIn = (text: string): string[] => {
  const low = text.toLowerCase()
  return [...new Set(spellings.filter((word) => low.includes(word)))]
}

const log = await freshLog()
const lines: string[] = []
const { app, routes } = await withItsRoutes(() =>
  buildApp({
    database: log.database,
    logger: createLogger('debug', { write: (line) => void lines.push(line) }),
    signIn: withoutProvider(),
    logDirectory: log.directory,
    limits: unlimited,
  }),
)
afterAll(async () => {
  await app.close()
  await log.drop()
})

const [home] = (
  await putHomes(log.database, { W1: { bcu: 'North', homes: 1, postcode: canary.postcode } })
).get('W1')!
await log.owner.query('update engagement.home set street = $1', [canary.street])
const officer = await signIn(log.database, 'ward_officer', { place: 'W1' })
const resident = await log.database.withActor(officer.actor, 'register a resident', async (tx) =>
  registerResident(tx, await homeOf(tx, home!.id), { ...canary, fromDay: '2026-01-01' }),
)
await putKit(log.database, canary.kit, [{ at: '2026-02-01', kind: 'delivered', home: home! }])

/** An address of the route: the ids of what was put in where it asks for one. */
const addressOf = ({ url }: Route): string => {
  const known: Record<string, string> = { resident }
  return url.replaceAll(/:(\w+)/g, (_, name: string) => known[name] ?? home!.id).replaceAll('*', 'anything')
}
/** Every field that any form has, filled with what must not come out. */
const fields = {
  ...canary,
  code: canary.kit,
  kind: 'kit',
  id: canary.kit,
  person: canary.name,
  day: '2026-03-01',
  programme: JSON.stringify(canary),
  role: canary.name,
  to: `/deliver/homes?name=${canary.name}`,
}
/** Where a name is that of a company, a team or a line of a budget, which is shown to others: nobody is asked for a person's there. */
const namesNobody = new Set(['/supply/suppliers', '/supply/teams', '/account/money/budget/lines'])
const send = (route: Route, person: TestPerson | undefined, body: Record<string, string>): Promise<Answer> =>
  app.inject({
    method: route.method as 'GET',
    url: addressOf(route),
    headers: {
      accept: 'text/html',
      ...person?.headers,
      ...(route.method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(route.method === 'POST' ? { payload: new URLSearchParams(body).toString() } : {}),
  })

/** Where an answer leads: headers, and every address that a page offers. */
const leads = ({ headers, body }: Answer): string =>
  [
    JSON.stringify(headers),
    ...[...body.matchAll(/\b(?:href|src|action)="([^"]*)"/g)].map(([, address]) => address),
  ].join('\n')

const seesHomes = (role: PersonRole): boolean =>
  allows(role, { verb: 'read', kind: 'home' }) || allows(role, { crossing: 'engagement.trace(uuid[], date)' })

/** Whether a page repeats only what was typed into it: nobody learns anything from their own words. */
const withoutWhatWasTyped = (body: string): string =>
  body.replaceAll(/\bvalue="[^"]*"/g, '').replaceAll(/<textarea[^>]*>[\s\S]*?<\/textarea>/g, '')

const asked = routes.filter(({ url }) => !url.startsWith('/assets/'))
const endsSession = ({ url }: Route): boolean => url.startsWith('/sign-out')
const ordered = asked.toSorted((a, b) => Number(endsSession(a)) - Number(endsSession(b)))

type Finding = { role: string; route: string; where: string; words: string[] }
const findings: Finding[] = []
const seen: Record<string, number> = {}

const look = async (
  role: PersonRole | 'nobody',
  person: TestPerson | undefined,
  route: Route,
): Promise<void> => {
  const answer = await send(
    route,
    person,
    namesNobody.has(route.url) ? { ...fields, name: 'Example Ltd' } : fields,
  )
  const name = `${route.method} ${route.url}`
  const note = (where: string, text: string): void => {
    const words = foundIn(text)
    if (words.length > 0) findings.push({ role, route: name, where, words })
  }
  // A way back that somebody asked for is theirs; it is not ours to send them on with a name in it.
  note('where it leads', leads(answer))
  const may = role !== 'nobody' && seesHomes(role)
  // A form comes back on its page, with what is wrong: what may be seen there may be seen again.
  const isShownAgain = answer.statusCode === 400 && answer.body.includes('govuk-error-summary')
  if (!may || (answer.statusCode >= 400 && !isShownAgain))
    note('the answer', withoutWhatWasTyped(answer.body))
  else if (foundIn(answer.body).length > 0) seen[role] = (seen[role] ?? 0) + 1
}

test('a canary is known again however it is written', () => {
  for (const text of [
    '/deliver/homes?name=Zebedee+Quaggafax',
    'ZQ9%209ZQ',
    '{"code":"qqx77777"}',
    'Canaryfeather%20Street',
  ])
    expect(foundIn(text)).not.toEqual([])
  expect(foundIn('1 Acacia Avenue')).toEqual([])
})

describe('no name, address, contact or code', () => {
  test.each(['nobody', ...personRoleNames] as const)(
    'comes where it must not, whatever %s asks for',
    async (role) => {
      const place = role === 'ward_officer' ? 'W1' : 'North'
      let person = role === 'nobody' ? undefined : await signIn(log.database, role, { place })
      for (const route of ordered) {
        if (person && endsSession(route)) person = await signIn(log.database, person.actor.role, { place })
        await look(role, person, route)
      }
      expect(findings.filter((finding) => finding.role === role)).toEqual([])
    },
  )

  test('was missed for want of asking: those who may see homes saw them, on every route there is', () => {
    expect(asked.length).toBeGreaterThan(40)
    for (const role of ['ward_officer', 'data_protection', 'investigator'])
      expect(seen[role]).toBeGreaterThan(0)
  })

  test('stands in the log of the process, at its most talkative', () => {
    expect(lines.length).toBeGreaterThan(asked.length)
    expect(foundIn(lines.join(''))).toEqual([])
  })

  test('stands in the log that leaves the machine', async () => {
    const { rows } = await log.owner.query<{ entries: number }>(
      'select count(*)::int as entries from log.entry',
    )
    expect(await log.sealTo(rows[0]!.entries)).toBe(rows[0]!.entries)
    const files = await readdir(log.directory, { recursive: true, withFileTypes: true })
    const read = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'utf8')),
    )
    expect(read.join('').length).toBeGreaterThan(10_000)
    expect(foundIn(read.join('\n'))).toEqual([])
  })
})
