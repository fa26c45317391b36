import { dayInWords, londonTime } from '../../../foundation/days.ts'
import { count, oneDecimal, wholeNumber } from '../../../foundation/words/figures.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { addressOf } from '../../../places/register.ts'
import { numberInWords } from '../deployments/deployment-words.ts'
import { deliverPaths as paths } from '../paths.ts'
import { minutesOfDay, timeOfDay, type Dealt } from './deal-rounds.ts'
import type { WhyOut } from './homes-to-visit.ts'
import type { MadeRound, MadeRounds } from './make-rounds.ts'
import { dealtOf, type RoundsDay } from './rounds-of-day.ts'
import { gainLines, laterLines, laterWords } from './later-words.ts'
import { drawWalks } from './walk-drawing.ts'

/** Minutes as `4 h 05 min`. */
export const hoursInWords = (minutes: number): string => {
  const whole = Math.round(minutes)
  return whole < 60
    ? `${whole} min`
    : `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, '0')} min`
}

const whyOut: Record<WhyOut, string> = {
  settled: 'in no round: done with, or not to be called at',
  declined: 'in no round: declined by card',
  given: 'in the assignment of',
  seen: 'visited that day already',
  awaits: 'in no round: booked for a later day',
  kit: 'in no round: has a kit',
}

/** Where every booked visit of the day is: in a round to be given out, with an officer, or in none and why. */
const bookedLines = (day: RoundsDay, { rounds }: MadeRounds) => {
  const byHome = new Map(day.all.map((home) => [home.id, home]))
  return day.booked.map(({ home, from, to }) => {
    const round = rounds.find(({ order }) => order.includes(home))
    const why = day.out.get(home)
    const officer = day.officers.get(home)
    const where = round
      ? `in round ${round.id}`
      : officer !== undefined && why === 'given'
        ? `${whyOut.given} ${day.nameOf(officer)}`
        : why === undefined
          ? 'in no round yet'
          : whyOut[why]
    return {
      at: `${londonTime(from)} to ${londonTime(to)}`,
      address: addressOf(byHome.get(home)!),
      href: paths.home({ id: home }),
      where,
      isLost: !round && (why === undefined || (why !== 'given' && why !== 'seen')),
    }
  })
}

const partNames = [
  ['walking', 'Walking'],
  ['crossings', 'Crossings'],
  ['doors', 'At doors'],
  ['rounds', 'For each round: to get there and begin'],
  ['balance', 'Balance: rounds longer or shorter than the others'],
  ['compactness', 'Compactness: long ways between two doors'],
  ['total', 'All parts'],
] as const

/** Streets of a round, each where it first comes. */
const streetsOf = ({ order }: MadeRound, streetOf: ReadonlyMap<string, string>): string =>
  [...new Set(order.map((home) => streetOf.get(home)!))].join(', ')

const dealtLine = (day: RoundsDay, { walker, round, fitted }: Dealt<MadeRound>) => ({
  officer: day.nameOf(walker.person),
  person: walker.person,
  hours: `${timeOfDay(walker.hours.begins)} to ${timeOfDay(walker.hours.ends)}`,
  round: round.id,
  homes: count(fitted.order.length, 'home'),
  until: timeOfDay(walker.hours.begins + (fitted.done.at(-1) ?? 0)),
  left: fitted.left.length === 0 ? undefined : `${count(fitted.left.length, 'home')} left for another round`,
  outside:
    fitted.outside.length === 0
      ? undefined
      : `${count(fitted.outside.length, 'booked visit')} outside these hours: to be given to somebody else`,
  later:
    fitted.later.length === 0
      ? undefined
      : `${count(fitted.later.length, 'home')} to be tried at another time than these hours`,
  act: uuidv7(),
  order: fitted.order.join(' '),
  done: fitted.done.map((each) => each.toFixed(1)).join(' '),
})

/** The number of the next round of a deployment and a day: those that were given out keep theirs. */
export const nextNumber = ({ given }: Pick<RoundsDay, 'given'>): number => given.length + 1

/** What a round that is given out is called. */
export const nameOfRound = ({ deployment }: Pick<RoundsDay, 'deployment'>, number: number): string =>
  `${numberInWords(deployment.number)}, round ${number}`

/** How many homes come first of all, and where they are; undefined where there is none. */
const firstLine = ({ first, elsewhere }: RoundsDay, { rounds }: MadeRounds) =>
  first.size + elsewhere === 0
    ? undefined
    : {
        homes: count(first.size, 'home'),
        rounds: rounds
          .filter(({ order }) => order.some((home) => first.has(home)))
          .map(({ id }) => id)
          .join(', '),
        elsewhere: elsewhere === 0 ? undefined : count(elsewhere, 'more home'),
        href: paths.whoIsNext(),
      }

const placesOf = (day: RoundsDay) => new Map(day.all.map((home) => [home.id, home]))

/** What the page of a deployment and a day shows. */
export const dayLines = (day: RoundsDay, made: MadeRounds) => {
  const homes = placesOf(day)
  const streetOf = new Map(day.all.map(({ id, street }) => [id, street]))
  const bookedHomes = new Map(day.booked.map((each) => [each.home, each]))
  const query = { deployment: day.deployment.id, day: day.day }
  const dealt = dealtOf(day, made)
  const busy = new Map(
    day.given.filter(({ endedAt }) => endedAt === null).map((each) => [each.person, each.name]),
  )
  return {
    toVisit: wholeNumber(day.homes.length),
    first: firstLine(day, made),
    homes: wholeNumber(day.all.length),
    rounds: made.rounds.map((round) => ({
      id: round.id,
      href: paths.round({ ...query, round: round.id }),
      ward: day.wardName(round.ward),
      streets: streetsOf(round, streetOf),
      homes: wholeNumber(round.homes),
      metres: wholeNumber(round.metres),
      crossings: wholeNumber(round.crossings),
      minutes: wholeNumber(round.minutes),
      time: hoursInWords(round.minutes),
      booked: round.order
        .flatMap((home) => bookedHomes.get(home) ?? [])
        .map(({ from }) => londonTime(from))
        .toSorted()
        .join(', '),
      first: wholeNumber(round.order.filter((home) => day.first.has(home)).length),
    })),
    figures: {
      metres: wholeNumber(made.walking),
      crossings: wholeNumber(made.crossings),
      minutes: wholeNumber(made.rounds.reduce((sum, { minutes }) => sum + minutes, 0)),
      perHome: day.homes.length === 0 ? '–' : oneDecimal(made.walking / day.homes.length),
      baselineMetres: wholeNumber(made.baseline.walking),
      baselineCrossings: wholeNumber(made.baseline.crossings),
      balance: oneDecimal(made.balance),
    },
    parts: partNames.map(([part, name]) => ({ name, minutes: oneDecimal(made.parts[part]) })),
    drawing: drawWalks(
      made.rounds.map(({ id, order }) => ({
        number: Number(id),
        doors: order.map((home) => homes.get(home)!),
      })),
      day.streets,
      { withNames: false },
    ),
    booked: bookedLines(day, made),
    later: laterLines(day),
    gains: gainLines(day),
    duty: day.duty.map(({ person, begins, ends, wards }) => ({
      person,
      officer: day.nameOf(person),
      hours: `${begins} to ${ends}`,
      long: hoursInWords(minutesOfDay(ends) - minutesOfDay(begins)),
      wards: wards === null ? 'the whole BCU' : wards.map(day.wardName).join(', '),
      round: busy.get(person) ?? 'none yet',
      act: uuidv7(),
    })),
    dealt: dealt.map((each) => dealtLine(day, each)),
    nobodyFits: day.duty.length > 0 && made.rounds.length > 0 && dealt.length === 0,
    given: day.given.map(({ assignment, person, name, ward, homes: all, seen, minutes, endedAt }) => ({
      href: paths.givenRound({ id: assignment }),
      officer: day.nameOf(person),
      name,
      ward: day.wardName(ward),
      homes: wholeNumber(all),
      seen: wholeNumber(seen),
      time: hoursInWords(minutes),
      state:
        endedAt !== null ? 'ended' : seen === all ? 'every home visited' : seen > 0 ? 'begun' : 'not begun',
    })),
  }
}

/** What the page of one round shows, door by door. */
export const roundLines = (day: RoundsDay, round: MadeRound) => {
  const homes = placesOf(day)
  const booked = new Map(day.booked.map((each) => [each.home, each]))
  return {
    id: round.id,
    ward: day.wardName(round.ward),
    homes: count(round.homes, 'home'),
    metres: wholeNumber(round.metres),
    crossings: wholeNumber(round.crossings),
    time: hoursInWords(round.minutes),
    order: round.order.join(' '),
    done: round.done.map((each) => each.toFixed(1)).join(' '),
    doors: round.order.map((home, at) => {
      const visit = booked.get(home)
      return {
        place: at + 1,
        address: addressOf(homes.get(home)!),
        href: paths.home({ id: home }),
        after: wholeNumber(round.done[at]!),
        booked: visit ? `to be at ${londonTime(visit.from)}` : undefined,
        first: day.first.has(home),
        later: laterWords(day.later.get(home)),
      }
    }),
    drawing: drawWalks(
      [{ number: Number(round.id), doors: round.order.map((home) => homes.get(home)!) }],
      day.streets,
      { withNames: true },
    ),
  }
}

/** Of which deployment and day a page is. */
export const headOf = ({ deployment, day }: RoundsDay) => ({
  deployment: deployment.name,
  number: numberInWords(deployment.number),
  deploymentHref: paths.deployment({ id: deployment.id }),
  dayText: dayInWords(day),
})

/** Rounds door by door, as a file. */
export const roundsFile = (day: RoundsDay, { rounds }: MadeRounds) => {
  const homes = placesOf(day)
  const booked = new Map(day.booked.map((each) => [each.home, each]))
  return [
    [
      'round',
      'ward',
      'place',
      'home',
      'address',
      'minutes_after_beginning',
      'booked_from',
      'booked_to',
      'another_time',
      'comes_first',
    ],
    ...rounds.flatMap(({ id, ward, order, done }) =>
      order.map((home, at) => {
        const visit = booked.get(home)
        return [
          id,
          ward,
          at + 1,
          home,
          addressOf(homes.get(home)!),
          done[at]!,
          visit?.from.toISOString() ?? null,
          visit?.to.toISOString() ?? null,
          day.later.get(home)?.good.join(', ') ?? null,
          day.first.has(home),
        ]
      }),
    ),
  ]
}
