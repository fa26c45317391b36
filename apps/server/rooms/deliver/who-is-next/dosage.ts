import type { Circle } from './circles.ts'

/** Something that happened at a home on a day in London. */
export type AtHome = { home: string; day: string }

export type DoneAround = {
  /** Visits that stand; `met`: somebody was found. */
  visits: readonly (AtHome & { met: boolean })[]
  /** Households that declined by a card. */
  declines: readonly AtHome[]
  /** When each home that has a kit got its first. */
  kits: readonly AtHome[]
}

/** Homes of a circle, by how many days after the report: `within[n]` within n days, null for a day to come. */
export type Dose = { within: (number | null)[]; soFar: number }

export type Dosage = {
  /** Homes of the register in the circle, and those of them that had a kit before the report. */
  homes: number
  hadKit: number
  visited: Dose
  /** Somebody was found, declined by a card or was given a kit. */
  offered: Dose
  delivered: Dose
}

/** Days within which a circle is to be done, and so many are told one by one. */
export const dosageDays = 5

/** Days from one day to another, both `2026-11-26`. */
export const daysFrom = (day: string, later: string): number =>
  Math.round((Date.parse(later) - Date.parse(day)) / 86_400_000)

const doseOf = (
  happened: readonly AtHome[],
  { reportedOn }: Circle,
  homes: ReadonlySet<string>,
  today: string,
): Dose => {
  const first = new Map<string, number>()
  for (const { home, day } of happened) {
    const after = daysFrom(reportedOn, day)
    if (homes.has(home) && after >= 0) first.set(home, Math.min(after, first.get(home) ?? Infinity))
  }
  const over = daysFrom(reportedOn, today)
  const days = [...first.values()]
  return {
    within: Array.from({ length: dosageDays + 1 }, (_, at) =>
      at > over ? null : days.filter((day) => day <= at).length,
    ),
    soFar: days.length,
  }
}

/** What was done around a burgled home since it was reported. `counted`: homes that the register counts. */
export const dosageOf = (
  circle: Circle,
  { visits, declines, kits }: DoneAround,
  counted: ReadonlySet<string>,
  today: string,
): Dosage => {
  const own = circle.doors.map(({ home }) => home).filter((home) => counted.has(home))
  const homes = new Set(own)
  const hadKit = kits.filter(({ home, day }) => homes.has(home) && day < circle.reportedOn)
  const dose = (happened: readonly AtHome[]): Dose => doseOf(happened, circle, homes, today)
  return {
    homes: own.length,
    hadKit: new Set(hadKit.map(({ home }) => home)).size,
    visited: dose(visits),
    offered: dose([...visits.filter(({ met }) => met), ...declines, ...kits]),
    delivered: dose(kits),
  }
}

/** Sums of circles, one whose days are not over with what there is; a home of two circles is in both. */
export const sumOfDosages = (all: readonly Dosage[]) => {
  const sum = (of: (each: Dosage) => number | null): number =>
    all.reduce((total, each) => total + (of(each) ?? 0), 0)
  const both = (kind: 'visited' | 'offered' | 'delivered') => ({
    within: sum((each) => each[kind].within[dosageDays] ?? each[kind].soFar),
    soFar: sum((each) => each[kind].soFar),
  })
  return {
    homes: sum(({ homes }) => homes),
    hadKit: sum(({ hadKit }) => hadKit),
    visited: both('visited'),
    offered: both('offered'),
    delivered: both('delivered'),
  }
}
