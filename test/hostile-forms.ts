import { allows } from '../apps/server/foundation/access/may.ts'
import type { PersonRole } from '../apps/server/foundation/access/roles.ts'
import { asker, formType, type Answer, type Question } from './ask.ts'
import { databaseContent } from './database-content.ts'
import { routeExamples, type Example, type Things } from './route-examples.ts'
import { testCounts } from './counts.ts'
import type { TestPerson } from './signed-in.ts'
import type { WalkedServer } from './walked-server.ts'

/** A body that somebody means harm with, made of a good form and one of its fields. */
type Hostile = { what: string; body: (form: Record<string, string>, field: string) => Question['body'] }

/** Bytes of a field as they are sent, percent signs and all. */
const bytes = (what: string, value: string): Hostile => ({
  what,
  body: (form, field) => ({
    type: formType,
    text: [new URLSearchParams(without(form, field)).toString(), `${encodeURIComponent(field)}=${value}`]
      .filter(Boolean)
      .join('&'),
  }),
})

const json = (what: string, value: string): Hostile => ({
  what,
  body: (form, field) => ({
    type: 'application/json',
    text: JSON.stringify({ ...form, [field]: '\uE000' }).replace('"\uE000"', value),
  }),
})

const without = (form: Record<string, string>, field: string): Record<string, string> =>
  Object.fromEntries(Object.entries(form).filter(([name]) => name !== field))

export const hostileValues: readonly Hostile[] = [
  bytes('a zero', 'a%00b'),
  bytes('60,000 letters', 'a'.repeat(60_000)),
  bytes('half a character', '%ED%A0%80'),
  bytes('bytes that are no text', '%FF%FE%80'),
  bytes('a percent sign alone', '%'),
  bytes('nothing', ''),
  bytes('a number without end', '9'.repeat(400)),
  bytes('a number above the integers', '2147483648'),
  bytes('a number below zero', '-1'),
  bytes('a number with an exponent', '1e308'),
  bytes('a day that no calendar has', '9999-99-99'),
  bytes('a statement', encodeURIComponent(`'; drop table engagement.home; --`)),
  bytes('markup', encodeURIComponent('<script>alert(1)</script>{{7*7}}')),
  bytes('signs that turn text around', encodeURIComponent('\u202E\uFFFF\u0007')),
  bytes('the field again', 'b&c=d'),
  {
    what: 'the field twice',
    body: (form, field) => ({
      type: formType,
      text: [...Object.entries(form), [field, 'a'], [field, 'b']]
        .map(([name = '', value = '']) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        .join('&'),
    }),
  },
  {
    what: 'no such field',
    body: (form, field) => ({ type: formType, text: new URLSearchParams(without(form, field)).toString() }),
  },
  json('a zero as JSON', '"a\\u0000b"'),
  json('half a character as JSON', '"\\ud800"'),
  json('an object', '{"length":1,"trim":1,"toString":null}'),
  json('a list', '["a",["b"],null]'),
  json('a number', '1e400'),
  json('true', 'true'),
  json('null', 'null'),
  json('a deep list', '['.repeat(5000) + ']'.repeat(5000)),
]

/** Words of programs and of the database, which no answer may show. */
const insides =
  /\bat \S+ \(?\S*:\d+:\d+|node:internal|node_modules|TypeError|RangeError|SyntaxError|invalid byte sequence|invalid input syntax|violates |relation "|SQLSTATE|\.ts:\d/

const patience = 120_000
const page = { accept: 'text/html' }

export type Fuzzed = {
  forms: number
  fields: number
  requests: number
  refused: number
  taken: number
  /** What must not be: faults, answers that show the inside, none in time, rows that a refused form has changed. */
  wrong: string[]
}

/** Names of the fields of every form with an action that a page shows, by the pattern of its route. */
const fieldsOnPages = (body: string, routes: readonly string[]): [route: string, field: string][] =>
  Array.from(body.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g), ([form]) => form).flatMap((form) => {
    const action = /<form[^>]*\baction="([^"?]*)/.exec(form)?.[1]
    const route = routes.find(
      (name) =>
        action !== undefined && new RegExp(`^${name.slice(5).replaceAll(/:\w+/g, '[^/]+')}$`).test(action),
    )
    if (route === undefined) return []
    return Array.from(
      form.matchAll(/<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"/g),
      ([, field = '']) => [route, field],
    )
  })

type Person = TestPerson & { role: PersonRole; places: string[] }

/**
 * Forms are sent as whoever may send them, each field in turn with everything that is no value of it; in the short form
 * with a fifth of that, another fifth for the next field.
 */
export const fuzzForms = async (
  server: WalkedServer,
  things: Things,
  people: readonly Person[],
): Promise<Fuzzed> => {
  const { ask, close } = asker(server.address, 4)
  const names = Object.keys(routeExamples)
  const routes = names.filter((name) => !name.startsWith('GET'))
  const who = ({ asks }: Example): Person => {
    const person = people.find(({ role }) => asks === 'open' || asks === 'anyRole' || allows(role, asks))
    if (!person) throw new Error('Nobody may ask this.')
    return person
  }
  const fields = new Map(routes.map((name) => [name, new Set(['unknown'])]))
  for (const name of names) {
    const example = routeExamples[name]!
    for (const field of Object.keys(example.form?.(things) ?? {})) fields.get(name)?.add(field)
    if (!name.startsWith('GET')) continue
    const path = example.path?.(things) ?? name.slice(4)
    const { body } = await ask({ method: 'GET', path, headers: { ...page, ...who(example).headers } })
    for (const [route, field] of fieldsOnPages(body, routes)) fields.get(route)?.add(field)
  }

  const found: Fuzzed = { forms: routes.length, fields: 0, requests: 0, refused: 0, taken: 0, wrong: [] }
  const content = async (): Promise<Record<string, string>> =>
    databaseContent(server.log.owner, [
      'foundation',
      'places',
      'target',
      'engagement',
      'enforcement',
      'measure',
    ])
  for (const name of routes) {
    const example = routeExamples[name]!
    const form = example.form?.(things) ?? {}
    const tries = Array.from(fields.get(name) ?? []).flatMap((field) => {
      found.fields++
      return hostileValues
        .filter((_, at) => (at + found.fields) % testCounts.harmShare === 0)
        .map(({ what, body }) => ({
          what: `${name}, ${field}: ${what}`,
          body: body(form, field),
        }))
    })
    const send = async ({ what, body }: (typeof tries)[number]): Promise<Answer | undefined> => {
      const person = example.endsSession ? await server.enter(who(example).role) : who(example)
      found.requests++
      const answer = await ask({
        method: 'POST',
        path: example.path?.(things) ?? name.slice(5),
        headers: { ...page, ...person.headers },
        ...(body ? { body } : {}),
        patience,
      }).catch((error: Error) => void found.wrong.push(`${what}: ${error.name}`))
      if (!answer) return undefined
      if (answer.status >= 500) found.wrong.push(`${what}: ${answer.status}`)
      if (insides.test(answer.body)) found.wrong.push(`${what}: shows ${insides.exec(answer.body)?.[0]}`)
      if (answer.status >= 400) found.refused++
      else found.taken++
      return answer
    }
    let before = await content()
    const refused: typeof tries = []
    for (const each of tries) if (((await send(each))?.status ?? 0) >= 400) refused.push(each)
    // Where something was taken, what was refused is sent once more, while nothing else happens.
    if (refused.length < tries.length) {
      before = await content()
      for (const each of refused) await send(each)
    }
    const after = await content()
    for (const [table, digest] of Object.entries(after))
      if (before[table] !== digest) found.wrong.push(`${name}: refused forms have changed ${table}`)
  }
  close()
  return found
}
