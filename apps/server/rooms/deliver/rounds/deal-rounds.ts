import { mostOfWalk } from '@mettrace/protocol/pages/rows'

/** Hours of a day, minutes since midnight by London's clocks. */
export type Hours = { begins: number; ends: number }

/** A round as it is walked: homes in order, and minutes from the beginning until each is done with. */
export type Walk = { readonly order: readonly string[]; readonly done: readonly number[] }

/** A visit that is booked: minutes since midnight. */
export type BookedVisit = { home: string; from: number; to: number }

/**
 * A round as it is given out. `left`: homes for which the hours do not last, or that are more than a phone takes; `outside`: visits booked outside the hours;
 * `later`: homes that are to be tried at another time than these hours.
 */
export type Fitted = { order: string[]; done: number[]; left: string[]; outside: string[]; later: string[] }

/** Within which hours of the day homes are to be tried, where it matters; null: not on this day. */
export type TimesToTry = ReadonlyMap<string, Hours | null>

/** Homes by when the walk comes to them: as it is walked, not before some hour, or not within these hours. */
const byTime = (homes: readonly string[], hours: Hours, times: TimesToTry) => {
  const [soon, late, never]: [string[], string[], string[]] = [[], [], []]
  for (const home of homes) {
    const time = times.get(home)
    if (time === undefined) soon.push(home)
    else if (time === null || time.ends <= hours.begins || time.begins >= hours.ends) never.push(home)
    else (time.begins > hours.begins ? late : soon).push(home)
  }
  return { soon, late, never }
}

/**
 * A round within somebody's hours. Homes with a booked visit are gone to at its time, whatever the order of the walk; those that
 * are to be tried later in the day from that hour on, before the others that are left; the others follow the walk for as long as the hours last. The
 * way to a booked home and back, and a second time along a street, are not counted.
 */
export const fitted = (
  { order, done }: Walk,
  hours: Hours | null,
  visits: readonly BookedVisit[],
  times: TimesToTry = new Map(),
): Fitted => {
  const result: Fitted = { order: [], done: [], left: [], outside: [], later: [] }
  if (hours === null)
    return {
      ...result,
      order: order.slice(0, mostOfWalk),
      done: done.slice(0, mostOfWalk),
      left: order.slice(mostOfWalk),
    }
  const length = hours.ends - hours.begins
  const minutesOf = new Map(order.map((home, at) => [home, done[at]! - (at === 0 ? 0 : done[at - 1]!)]))
  let clock = 0
  const go = (home: string, from: number): void => {
    clock = Math.max(clock, from) + minutesOf.get(home)!
    result.order.push(home)
    result.done.push(clock)
  }
  const due = visits
    .filter(({ home }) => minutesOf.has(home))
    .map(({ home, from, to }) => ({ home, from: from - hours.begins, to: to - hours.begins }))
    .toSorted((one, other) => one.from - other.from)
  const within = due.filter(
    ({ home, from, to }) => to > 0 && Math.max(0, from) + minutesOf.get(home)! <= length,
  )
  const atATime = new Set(due.map(({ home }) => home))
  result.outside = [...atATime].filter((home) => !within.some((each) => each.home === home))
  const free = order.filter((each) => !atATime.has(each))
  const { soon, late, never } = byTime(free, hours, times)
  const lateFrom = Math.max(0, ...late.map((home) => times.get(home)!.begins - hours.begins))
  result.later = never
  while (soon.length + late.length > 0) {
    const isLate = late.length > 0 && (clock >= lateFrom || soon.length === 0)
    const home = (isLate ? late : soon).shift()!
    const from = isLate ? lateFrom : 0
    const end = (): number => Math.max(clock, from) + minutesOf.get(home)!
    while (within[0] && end() > within[0].from) {
      const next = within.shift()!
      go(next.home, next.from)
    }
    const closes = (times.get(home)?.ends ?? hours.ends) - hours.begins
    const isFull = result.order.length + within.length >= mostOfWalk
    if (result.left.length > 0 || isFull || end() > length) result.left.push(home)
    else if (end() > closes) result.later.push(home)
    else go(home, from)
  }
  for (const { home, from } of within) go(home, from)
  return result
}

/** Somebody that rounds may be given to: `wards` is null where they work in every ward. */
export type Walker = { person: string; wards: readonly string[] | null; hours: Hours }

export type Dealt<Round> = { walker: Walker; round: Round; fitted: Fitted }

/**
 * Gives a round to each person in turn, as long as there are rounds: one of their ward, the first whose booked visits fall
 * within their hours and of whose homes no more wait for another time than are walked, else the first without the second, else the first.
 */
export const deal = <Round extends Walk & { ward: string }>(
  rounds: readonly Round[],
  walkers: readonly Walker[],
  visits: readonly BookedVisit[],
  times: TimesToTry = new Map(),
): Dealt<Round>[] => {
  const left = new Set(rounds)
  return walkers.flatMap((walker) => {
    const fit = [...left]
      .filter(({ ward }) => walker.wards?.includes(ward) ?? true)
      .map((round) => ({ walker, round, fitted: fitted(round, walker.hours, visits, times) }))
      .filter((each) => each.fitted.order.length > 0)
    const kept = fit.filter((each) => each.fitted.outside.length === 0)
    const chosen =
      kept.find((each) => each.fitted.later.length <= each.fitted.order.length) ?? kept[0] ?? fit[0]
    if (!chosen) return []
    left.delete(chosen.round)
    return [chosen]
  })
}

/** `14:30` as minutes since midnight. */
export const minutesOfDay = (time: string): number => {
  const [hours = NaN, minutes = NaN] = time.split(':').map(Number)
  return 60 * hours + minutes
}

/** Minutes since midnight as `14:30`. */
export const timeOfDay = (minutes: number): string => {
  const whole = Math.round(minutes)
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`
}
