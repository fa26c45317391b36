import { afterAll, describe, expect, test } from 'vitest'
import type { HomeId } from '@mettrace/protocol/words/values'
import { testDatabase } from '../../../../../test/database.ts'
import type { Mover } from '../../../../../test/ledger-people.ts'
import { noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown } from '../../../../../test/phone-town.ts'
import { withoutProvider } from '../../../../../test/signed-in.ts'
import { momentOf } from '../../../../../packages/protocol/words/values.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { takeBatch } from '../sync/judge/take-batch.ts'
import { questionsOf, type ToldVisit } from './visits-asked-about.ts'

/** A door so many metres north of the first. */
const metresNorth = (metres: number) => ({ latitude: 51.5 + metres / 111_195, longitude: -0.1 })
const begins = Date.UTC(2026, 10, 20, 9)
/** Visits seven minutes and some seconds apart at doors 20 m from each other, every other one with a kit. */
const visits = (
  actor: string,
  count: number,
  change: (visit: number) => Partial<ToldVisit> = () => ({}),
): ToldVisit[] =>
  Array.from({ length: count }, (_, visit) => ({
    actor,
    at: new Date(begins + visit * 431_000),
    delivered: visit % 2 === 1,
    away: 5,
    door: metresNorth(20 * visit),
    ...change(visit),
  }))
const asked = (all: ToldVisit[], actor: string): string[] | undefined =>
  questionsOf(all)
    .find((each) => each.actor === actor)
    ?.questions.map(({ code }) => code)

const wrong = (): Partial<ToldVisit> => ({ at: new Date(begins), delivered: true, away: 900 })
/** A visit a day, to and fro. */
const eachOnADay = (visit: number): Partial<ToldVisit> => ({
  at: new Date(begins + visit * 86_400_000),
  door: metresNorth(500_000 * (visit % 2)),
})
const running = (visit: number): Partial<ToldVisit> => ({ door: metresNorth(5000 * visit) })

describe('questions', () => {
  test('are not asked about honest work, and officers with questions come first', () => {
    const all = [...visits('a', 60), ...visits('b', 60, () => ({ away: 400 }))]
    expect(asked(all, 'a')).toEqual([])
    expect(asked(all, 'b')).toEqual(['far-from-door'])
    expect(questionsOf(all).map(({ actor }) => actor)).toEqual(['b', 'a'])
    // In whatever order they come.
    expect(questionsOf(all.toReversed())).toEqual(questionsOf(all))
  })
  test('are never asked below thirty visits', () => {
    expect(asked([...visits('a', 29, wrong), ...visits('b', 200)], 'a')).toBeUndefined()
    expect(asked([...visits('a', 31, wrong), ...visits('b', 200)], 'a')).toEqual([
      'pace',
      'successes',
      'far-from-door',
      'same-minute',
    ])
  })
  test('compare successes with colleagues, and say nothing where there are too few of them', () => {
    const lucky = visits('a', 60, () => ({ delivered: true }))
    expect(asked([...lucky, ...visits('b', 60)], 'a')).toEqual(['successes'])
    expect(asked([...lucky, ...visits('b', 29)], 'a')).toEqual([])
    expect(asked([...lucky, ...visits('b', 60, () => ({ delivered: true }))], 'a')).toEqual([])
  })
  test('take no pace from one day to the next, nor where a door is not known', () => {
    expect(asked(visits('a', 60, eachOnADay), 'a')).not.toContain('pace')
    expect(asked(visits('a', 60, running), 'a')).toEqual(['pace'])
    expect(
      asked(
        visits('a', 60, (visit) => ({ ...running(visit), door: null })),
        'a',
      ),
    ).toEqual([])
  })
})

const { database, owner } = await testDatabase()
const town = await phoneTown(database, owner)
const [khan] = town.walkers
await owner.query('insert into engagement.phone (id, actor, enrolled_at) values ($1, $2, now())', [
  khan.device,
  khan.mover.person.actor.id,
])
const now = new Date(begins + 30 * 86_400_000)
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(() => now),
})
afterAll(() => app.close())

const page = async ({ person }: Mover, path = 'visit-questions'): Promise<string> => {
  const answer = await app.inject({
    url: `/deliver/${path}`,
    headers: { ...person.headers, accept: 'text/html' },
  })
  expect(answer.statusCode).toBe(200)
  return answer.payload.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ')
}

test('a sergeant is shown a question with its innocent answer; another BCU’s is shown none', async () => {
  const hour = 3_600_000
  const tell = async (from: number, count: number): Promise<void> => {
    const events = Array.from({ length: count }, (_, at) =>
      khan.event(from + at, noAnswerAt(khan.homes[at % 4] as HomeId), {
        occurredAt: momentOf(now.getTime() - (count + from - at) * hour),
      }),
    )
    const answers = await takeBatch(database, khan.mover.person.actor, batchOf(khan, events), now)
    expect(new Set(answers.map(({ answer }) => answer))).toEqual(new Set(['accepted']))
  }
  const sergeant = town.people.of('sergeant', 'North')
  await tell(1, 29)
  expect(await page(sergeant)).toContain('0 officers have 30 visits or more. Their visits raise no question.')
  await tell(30, 11)
  const shown = await page(sergeant)
  expect(shown).toContain('1 officer has 30 visits or more.')
  expect(shown).toContain('Why are so many visits at the same minute of the hour?')
  expect(shown).toContain('40 of 40 visits, 100.0%. Up to 1.7% is usual')
  expect(shown).toContain('An innocent answer: Recorded once an hour from a notebook')
  expect(await page(sergeant, 'visit-questions.csv')).toContain('same-minute,40,40')
  expect(await page(town.people.of('sergeant', 'South'))).toContain('0 officers have')
})
