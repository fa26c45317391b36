import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personRoleNames, type PersonRole } from '../../apps/server/foundation/access/roles.ts'
import { asker, type Answer } from '../ask.ts'
import type { Things } from '../route-examples.ts'
import type { TestPerson } from '../signed-in.ts'
import { thingsOf, walkedServer } from '../walked-server.ts'
import { commandsOn } from './command-here.ts'
import { demonstrationCommands, fileName } from './golden-commands.ts'
import { goldenPages } from './golden-pages.ts'
import { keptAnswers } from './kept-answers.ts'
import { frameText, pageText } from './page-text.ts'
import { readableJson, steady } from './steady-text.ts'

/** The day up to which the city's burglaries run. */
const noon = new Date('2026-01-05T12:00:00Z')
const server = await walkedServer(undefined, { city: { homes: 8000, seed: 1 }, clock: () => noon })
const { ask, close } = asker(server.address)
afterAll(close)
const folder = await mkdtemp(join(tmpdir(), 'mettrace-golden-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const command = await commandsOn(server.log.ownerUrl, folder)
const { hold, notHeld } = keptAnswers('demonstration')

type Person = TestPerson & { role: PersonRole }
let things: Things
let people: Person[]

beforeAll(async () => {
  const made = await thingsOf(server)
  const { rows } = await server.log.owner.query<{ home: string; postcode: string }>(
    `select home.id as home, home.postcode from engagement.home join engagement.resident on resident.home = home.id
     where home.ward = $1 order by uprn limit 1`,
    [server.places.own.ward],
  )
  things = { ...made.own, ...rows[0] }
  people = await Promise.all(personRoleNames.map(server.enter))
})

/** Asks for a page, and follows where it leads. */
const follow = async (
  path: string,
  headers: Record<string, string>,
  form?: Record<string, string>,
  hops = 3,
): Promise<Answer> => {
  const answer = await ask({ method: form ? 'POST' : 'GET', path, headers, ...(form ? { form } : {}) })
  const { pathname, search } = new URL(answer.location || path, server.address)
  // Worked out meanwhile: the page shows itself again.
  if (answer.headers.some(([header]) => header === 'refresh')) {
    await sleep(200)
    return follow(path, headers, form, hops)
  }
  return answer.status >= 300 && answer.status < 400 && hops > 0 && pathname !== '/you'
    ? // A form's old address says by 307 or 308 that the form is to be sent again.
      follow(pathname + search, headers, answer.status < 307 ? undefined : form, hops - 1)
    : answer
}

const typeOf = ({ headers }: Answer): string =>
  headers.find(([name]) => name === 'content-type')?.[1]?.split(';')[0] ?? 'nothing'

/** What an answer says, without what is another in every run. */
const words = (answer: Answer): string => {
  const type = typeOf(answer)
  const text =
    type === 'text/html'
      ? pageText(answer.body)
      : type.endsWith('json')
        ? readableJson(JSON.parse(answer.body))
        : type.startsWith('text/')
          ? answer.body
          : createHash('sha256').update(answer.body).digest('hex')
  return steady([`${answer.status} ${type}`, text].join('\n'))
}

const asPage = { accept: 'text/html' }

describe('pages and exports', () => {
  test.each(Object.entries(goldenPages))(
    '%s',
    async (name, { path, form, as = personRoleNames, settle = (text) => text }) => {
      const address = path(things)
      if (as.length === 0) return hold(`pages/${name}`, words(await follow(address, asPage)))
      const seen = new Map<string, PersonRole[]>()
      for (const { role, headers } of people.filter((person) => as.includes(person.role))) {
        const answer = await follow(address, { ...asPage, ...headers }, form?.(things))
        const text = [403, 303].includes(answer.status) ? 'not for them' : settle(words(answer))
        seen.set(text, [...(seen.get(text) ?? []), role])
      }
      const parts = Array.from(seen, ([text, roles]) => `== ${roles.join(', ')}\n${text}`)
      return hold(`pages/${name}`, parts.join('\n\n'))
    },
  )

  test.each(personRoleNames)('the frame around the pages of: %s', async (role) => {
    const { headers } = people.find((person) => person.role === role)!
    const { body } = await ask({ method: 'GET', path: '/you', headers: { ...asPage, ...headers } })
    await hold(`frames/${role}`, steady(frameText(body)))
  })
})

describe('commands with the demonstration city', () => {
  test.each(demonstrationCommands)('%s', async (line) => {
    const planner = people.find(({ role }) => role === 'planner')!
    const path = goldenPages['programme.json']!.path(things)
    const { body } = await follow(path, { ...asPage, ...planner.headers })
    await writeFile(join(folder, 'programme.json'), body)
    const typed = line.replace('PROGRAMME', 'programme.json')
    await hold(`commands/${fileName(line)}`, await command(...typed.split(' ')))
  })
})

test('every kept answer of a page has been held', async () => {
  expect(await notHeld()).toEqual([])
})
