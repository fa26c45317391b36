/** Hours of a day, minutes since midnight by London's clocks. */
export type Hours = { begins: number; ends: number }

/** A round as it is walked: homes in order, and minutes from the beginning until each is done with. */
export type Walk = { readonly order: readonly string[]; readonly done: readonly number[] }

/** A visit that is booked: minutes since midnight. */
export type BookedVisit = { home: string; from: number; to: number }

/** A round as it is given out. `left`: homes for which the hours do not last; `outside`: visits booked outside the hours. */
export type Fitted = { order: string[]; done: number[]; left: string[]; outside: string[] }

/**
 * A round within somebody's hours. Homes with a booked visit are gone to at its time, whatever the order of the walk; the
 * others follow the walk for as long as the hours last. The way to a booked home and back is not counted.
 */
export const fitted = (
  { order, done }: Walk,
  hours: Hours | null,
  visits: readonly BookedVisit[],
): Fitted => {
  const result: Fitted = { order: [], done: [], left: [], outside: [] }
  if (hours === null) return { ...result, order: [...order], done: [...done] }
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
  for (const home of order.filter((each) => !atATime.has(each))) {
    const end = (): number => clock + minutesOf.get(home)!
    while (within[0] && end() > within[0].from) {
      const next = within.shift()!
      go(next.home, next.from)
    }
    if (result.left.length > 0 || end() > length) result.left.push(home)
    else go(home, 0)
  }
  for (const { home, from } of within) go(home, from)
  return result
}

/** Somebody that rounds may be given to: `wards` is null where they work in every ward. */
export type Walker = { person: string; wards: readonly string[] | null; hours: Hours }

export type Dealt<Round> = { walker: Walker; round: Round; fitted: Fitted }

/**
 * Gives a round to each person in turn, as long as there are rounds: one of their ward, the first whose booked visits fall
 * within their hours, else the first.
 */
export const deal = <Round extends Walk & { ward: string }>(
  rounds: readonly Round[],
  walkers: readonly Walker[],
  visits: readonly BookedVisit[],
): Dealt<Round>[] => {
  const left = new Set(rounds)
  return walkers.flatMap((walker) => {
    const fit = [...left]
      .filter(({ ward }) => walker.wards?.includes(ward) ?? true)
      .map((round) => ({ walker, round, fitted: fitted(round, walker.hours, visits) }))
    const chosen = fit.find((each) => each.fitted.outside.length === 0) ?? fit[0]
    if (!chosen || chosen.fitted.order.length === 0) return []
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
