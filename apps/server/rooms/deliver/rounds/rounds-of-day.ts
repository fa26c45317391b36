import { createHash } from 'node:crypto'
import { homesToGo } from '@mettrace/analysis/saturation/homes-to-go'
import type { FastifyRequest } from 'fastify'
import { londonTime } from '../../../foundation/days.ts'
import { actorNames } from '../../../foundation/actor-names.ts'
import type { Database } from '../../../foundation/database.ts'
import { rememberedWork, type Declared } from '../../../foundation/jobs/memory.ts'
import { accountOfPerson } from '../../../foundation/person-account.ts'
import { postedOfficers } from '../../../foundation/posted-officers.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { wardsInWords } from '../../../places/place-names.ts'
import { surroundingsOf, type Surroundings } from '../../../places/streets-near.ts'
import type { WalkedGround } from '../../../places/walked-ground.ts'
import { whoIsNext } from '../who-is-next/who-is-next.ts'
import { countedDeployments } from '../saturation/counted-deployments.ts'
import type { Deployment } from '../deployments/deployments.ts'
import { officersOf } from './booked.ts'
import { deal, minutesOfDay, type BookedVisit, type Dealt, type Walker } from './deal-rounds.ts'
import { onDuty, type OnDuty } from './duty-hours.ts'
import { roundsGiven, type GivenRound } from './given-out.ts'
import { homesToVisit, type ToVisit } from './homes-to-visit.ts'
import { gainsOf, laterTimes, timesOnDay, triesOf, type Gain, type ToTryLater } from './times-to-try.ts'
import { boxOfHomes, groundAround, makeRounds, type MadeRound, type MadeRounds } from './make-rounds.ts'

/** What rounds of a deployment and a day are made of, and what was done about them before. */
export type RoundsDay = ToVisit & {
  deployment: Deployment
  day: string
  ground: WalkedGround
  streets: Surroundings['streets']
  duty: OnDuty[]
  /** Who is posted to the BCU or its wards on the day: rounds are made for nobody else. */
  posted: ReadonlySet<string>
  given: GivenRound[]
  /** Homes to be called at first of all, by their turn; `elsewhere`: such homes that are no home to be visited of the deployment. */
  first: Map<string, number>
  elsewhere: number
  /** Homes to be visited that another time of the week promises more for. */
  later: Map<string, ToTryLater>
  /** Where the next visits gain most; nothing where nobody has been yet. */
  gains: Gain[]
  /** Homes to go to what the deployment aims at; null where it has no aim, or nobody knows. */
  toGo: number | null
  /** Accounts of those in whose assignments booked homes are, by home. */
  officers: Map<string, string>
  nameOf: (person: string) => string
  wardName: (ward: string) => string
}

const homesToGoIn = async (tx: Transaction, deployment: Deployment, day: string): Promise<number | null> => {
  const state = (await countedDeployments(tx, [deployment], day)).get(deployment.id)?.state
  const { saturation: aim } = deployment
  return state && aim !== null ? homesToGo(state.homes, state.protected, aim) : null
}

/** Reads all that a page of rounds shows, and nothing that takes long. `isOver`: of a day that is past no round is made. */
export const roundsOfDay = async (
  tx: Transaction,
  deployment: Deployment,
  day: string,
  isOver: boolean,
): Promise<RoundsDay> => {
  const found = await homesToVisit(tx, deployment, day)
  const homes = isOver ? [] : found.homes
  const ids = found.all.map(({ id }) => id)
  const duty = await onDuty(tx, day)
  const posted = duty.length === 0 ? [] : await postedOfficers(tx, day, day)
  const given = await roundsGiven(tx, ids, day)
  const officers = await officersOf(
    tx,
    found.booked.map(({ home }) => home),
    day,
  )
  const free = new Set(homes.map(({ id }) => id))
  const next = isOver ? [] : (await whoIsNext(tx, day)).filter(({ now }) => now === null)
  const firstOfAll = next.filter(({ home }) => free.has(home))
  const tries = await triesOf(tx, ids)
  const later = [...laterTimes(found.all, tries)].filter(([home]) => free.has(home))
  const people = [...[...duty, ...given].map(({ person }) => person), ...officers.values()]
  const name = await actorNames(tx, people.map(accountOfPerson))
  const [first] = homes
  return {
    ...found,
    homes,
    deployment,
    day,
    ground: await groundAround(tx, homes),
    streets: first ? (await surroundingsOf(tx, boxOfHomes(homes), first.ward)).streets : [],
    duty,
    posted: new Set(posted.map(({ person }) => person)),
    given,
    first: new Map(firstOfAll.map(({ home }, turn) => [home, turn])),
    elsewhere: next.length - firstOfAll.length,
    later: new Map(later.filter(([home]) => !firstOfAll.some((each) => each.home === home))),
    gains: tries.length === 0 ? [] : gainsOf(found.all, tries, free),
    toGo: await homesToGoIn(tx, deployment, day),
    officers,
    nameOf: (person) => name(accountOfPerson(person)),
    wardName: await wardsInWords(tx, [
      ...new Set([...found.all.map(({ ward }) => ward), ...duty.flatMap(({ wards }) => wards ?? [])]),
    ]),
  }
}

/** Those on duty who have no round of the day yet, each with their hours. */
export const freeWalkers = ({ duty, given, posted }: RoundsDay): Walker[] => {
  const busy = new Set(given.filter(({ endedAt }) => endedAt === null).map(({ person }) => person))
  return duty
    .filter(({ person }) => posted.has(person) && !busy.has(person))
    .map(({ person, wards, begins, ends }) => ({
      person,
      wards,
      hours: { begins: minutesOfDay(begins), ends: minutesOfDay(ends) },
    }))
}

/** Booked visits in minutes since midnight; one that ends on the next day ends with this one. */
export const visitsOf = ({ booked }: Pick<RoundsDay, 'booked'>): BookedVisit[] =>
  booked.map(({ home, from, to }) => {
    const [begins, ends] = [minutesOfDay(londonTime(from)), minutesOfDay(londonTime(to))]
    return { home, from: begins, to: ends < begins ? 24 * 60 : ends }
  })

/** The longest that anybody who is free is on duty, minutes; null where nobody is. */
export const mostHoursOf = (day: RoundsDay): number | null => {
  const lengths = freeWalkers(day).map(({ hours }) => hours.ends - hours.begins)
  return lengths.length === 0 ? null : Math.max(...lengths)
}

/** What the rounds of a day rest on, told apart by a digest. */
const declared = (day: RoundsDay): Declared => {
  const hash = createHash('sha256').update(JSON.stringify([day.homes, [...day.first]]))
  for (const { line, metres } of day.ground.streets) hash.update(line).update(String(metres))
  for (const barrier of day.ground.barriers) hash.update(barrier)
  return { name: 'rounds', restsOn: [hash.digest('hex'), mostHoursOf(day)] }
}

/** The rounds of a day as work that may take long. */
export const roundsWork = (day: RoundsDay) => ({
  ...declared(day),
  words: 'Who walks where',
  seconds: 300,
  room: 'Deliver',
  page: 'Rounds',
})

/** The rounds of a day, from memory or made in a thread. No transaction may be open. */
export const roundsMade = (
  database: Database,
  { actor }: FastifyRequest,
  day: RoundsDay,
): Promise<MadeRounds> =>
  rememberedWork(database, actor.id, declared(day), () =>
    makeRounds(day.homes, day.ground, (place) => String(place), {
      mostHours: mostHoursOf(day),
      first: day.first,
    }),
  )

/** Rounds as they would be given to those who are free. */
export const dealtOf = (day: RoundsDay, { rounds }: MadeRounds): Dealt<MadeRound>[] =>
  deal(rounds, freeWalkers(day), visitsOf(day), timesOnDay(day.later, day.day))
