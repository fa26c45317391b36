import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../../test/database.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../test/signed-in.ts'
import { buildApp } from '../../app.ts'
import { createLogger } from '../../foundation/layout/log.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { bookIn } from '../trace/exhibits/book-in.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

const names = ['keeper', 'curious', 'lister', 'investigator', 'protector', 'lead'] as const
let people: Record<(typeof names)[number], TestPerson>
let exhibit: string
const page = (who: keyof typeof people, url: string, form?: Record<string, string>) =>
  app.inject({
    method: form ? 'POST' : 'GET',
    url,
    headers: {
      accept: 'text/html',
      ...people[who].headers,
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { payload: new URLSearchParams(form).toString() }),
  })

beforeAll(async () => {
  people = {
    keeper: await signIn(database, 'custody', { place: 'North', name: 'Lena Amos' }),
    curious: await signIn(database, 'investigator', { name: 'Cara Curious' }),
    lister: await signIn(database, 'custody', { place: 'North', name: 'Lou Lister' }),
    investigator: await signIn(database, 'investigator', { name: 'Farah Noor' }),
    protector: await signIn(database, 'data_protection'),
    lead: await signIn(database, 'programme_lead'),
  }
  for (const person of Object.values(people)) await neverOver(owner, person)
  const now = new Date()
  const booked = (crime: string, reference: string) =>
    database.withActor(people.keeper.actor, 'book in exhibits', (tx) =>
      bookIn(
        tx,
        people.keeper.actor.id,
        {
          id: uuidv7(),
          seizedAt: now,
          seizedBy: 'officer:PC 4471 Stone',
          power: 'PACE s.54',
          crime,
          custody: null,
          scan: null,
          broughtAt: now,
          bcu: 'North',
          paper: 'Property book 12',
          items: [{ reference, description: 'jacket', kind: 'item', seal: '' }],
        },
        now,
      ),
    )
  exhibit = (await booked('FAMOUS/1', 'JS/1'))[0]!
  await booked('OTHER/1', 'JS/2')
  for (let look = 0; look < 3; look += 1) await page('curious', `/trace/exhibits/${exhibit}`)
  await page('lister', '/trace/exhibits')
  await page('investigator', `/trace/exhibits/${exhibit}`)
  await page('investigator', `/trace/exhibits/${exhibit}`, {
    act: uuidv7(),
    deed: 'hold',
    officer: 'DC Rao',
    reason: 'trial in March',
  })
})

const asked = (reference: string, more: Record<string, string> = {}) =>
  page('protector', '/account/log/cases', { reference, reason: 'Review of a famous case', ...more })

// Everard: 68 officers and 36 staff looked without clear purpose.
test('whoever opened a record of a case is listed, those without a duty on record first, and nobody is accused', async () => {
  const { statusCode, body } = await asked('famous/1')
  expect(statusCode).toBe(200)
  const rows = [...body.matchAll(/<tr><th scope="row">([^<]*)<\/th>(.*?)<\/tr>/gs)]
  expect(rows.map(([, who]) => who)).toEqual(['Cara Curious', 'Lou Lister', 'Farah Noor', 'Lena Amos'])
  expect(rows[0]![2]).toContain('no linked duty on record')
  expect(rows[0]![2]).toContain('an exhibit')
  expect(rows[1]![2]).toContain('none on record; saw them in lists')
  expect(rows[2]![2]).toContain('recorded decisions')
  expect(rows[3]![2]).toContain('booked in exhibits')
  expect(body).toContain(
    '4 looked; 1 opened a record without a duty that is on record here. That accuses nobody',
  )
})

test('it is a file too, of this case alone, and to look stands in the log with its reason', async () => {
  const file = (await asked('FAMOUS/1', { export: 'csv' })).body.split('\r\n')
  expect(file[1]).toMatch(/^Cara Curious,Investigator,\d+,\d+,1,/)
  expect((await asked('NONE/1')).body).toContain('No record of this case was looked at')
  expect((await asked('OTHER/1')).body).not.toContain('Cara Curious')
  const { rows } = await owner.query<{ reason: string }>(
    `select distinct t.reason from log.entry e join log.entry_text t on t.entry = e.id
     where e.actor = $1 and e.kind = 'exhibit'`,
    [people.protector.actor.id],
  )
  expect(rows).toEqual([{ reason: 'Review of a famous case' }])
})

test('is for data protection and auditors, with a reference and a reason', async () => {
  for (const who of ['keeper', 'investigator', 'lead'] as const)
    expect((await page(who, '/account/log/cases')).statusCode).toBe(403)
  const missing = await page('protector', '/account/log/cases', { reference: '', reason: '' })
  expect(missing.statusCode).toBe(400)
  expect(missing.body).toContain('Enter why you look')
  expect(missing.body).toContain('Enter the crime or custody reference')
})
