/** What became of a home, reckoned day by day: another way than the database's, which asks for all days at once. */

export type ModelKit = { serial: string; givenOn: string; appliedOn: string | null }
export type ModelVisit = { outcome: string; at: string }
export type ModelResident = { toDay: string | null }

export type ModelHome = {
  isHome: boolean
  leftOut: boolean
  /** Kits that the home has, none of them in dispute. */
  kits: readonly ModelKit[]
  /** Visits that stand. */
  visits: readonly ModelVisit[]
  /** When its household declined by a card and has said nothing else since. */
  declines: readonly string[]
  residents: readonly ModelResident[]
}

export type ModelState = { state: string; isOffered: boolean; tries: number; endsOn: string | null }

const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' })
export const londonDayOf = (at: string): string => london.format(new Date(at))

const fiveYearsOn = (day: string): string => {
  const later = `${Number(day.slice(0, 4)) + 5}${day.slice(4)}`
  return later.endsWith('02-29') ? later.replace('02-29', '03-01') : later
}
const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
const never = '9999-12-31'

/** First day on which a kit no longer counts: its mark has lasted, or everybody who lived there since has moved. */
const endOf = ({ givenOn, appliedOn }: ModelKit, residents: readonly ModelResident[]): string => {
  const since = residents.filter(({ toDay }) => toDay === null || toDay >= givenOn)
  const left = since.every(({ toDay }) => toDay !== null)
    ? since
        .map(({ toDay }) => dayAfter(toDay!))
        .toSorted()
        .at(-1)
    : undefined
  const faded = appliedOn === null ? never : fiveYearsOn(appliedOn)
  return left !== undefined && left < faded ? left : faded
}

const isMet = (outcome: string): boolean =>
  ['refused', 'come-back', 'tell-sergeant', 'delivered', 'protected'].includes(outcome)

/** Lives of a home one after another: one ends when none of its kits counts any more, and another begins with the next fact. */
const lastLife = ({ kits, visits, declines, residents }: ModelHome) => {
  const facts = [
    ...kits.map((each) => {
      // What was applied had been given, though the ledger may have been corrected later.
      const { givenOn, appliedOn } = each
      const kit = { ...each, givenOn: appliedOn !== null && appliedOn < givenOn ? appliedOn : givenOn }
      return {
        day: kit.givenOn,
        kit: { ...kit, endsOn: endOf(kit, residents) },
        visit: undefined,
        isTry: false,
      }
    }),
    ...visits
      .filter(({ outcome }) => outcome !== 'leave-out')
      .map((visit) => ({ day: londonDayOf(visit.at), kit: undefined, visit, isTry: true })),
    // Nobody was at the door, and the household has said no.
    ...declines.map((at) => ({
      day: londonDayOf(at),
      kit: undefined,
      visit: { outcome: 'refused', at },
      isTry: false,
    })),
  ].toSorted((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)))
  let life: typeof facts = []
  for (const fact of facts) {
    const ends = life.flatMap(({ kit }) => kit?.endsOn ?? [])
    const isOver = ends.length > 0 && ends.every((day) => day <= fact.day)
    life = isOver ? [fact] : [...life, fact]
  }
  return life
}

export const modelState = (home: ModelHome): ModelState => {
  const life = lastLife(home)
  const kits = life.flatMap(({ kit }) => kit ?? [])
  const visits = life.flatMap(({ visit }) => visit ?? []).toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const applied = kits.filter(({ appliedOn }) => appliedOn !== null)
  const met = visits.filter(({ outcome }) => isMet(outcome))
  const ends = (applied.length > 0 ? applied : kits).map(({ endsOn }) => endsOn).toSorted()
  const state = (): string => {
    if (!home.isHome) return 'outside'
    if (home.leftOut) return 'excluded'
    if (kits.length > 0) return applied.length > 0 ? 'protected' : 'delivered'
    if (met.length > 0) return met.at(-1)!.outcome === 'refused' ? 'refused' : 'come back'
    return visits.length > 0 ? 'no answer' : 'not yet'
  }
  const last = ends.at(-1)
  return {
    state: state(),
    isOffered: kits.length > 0 || met.length > 0,
    tries: life.filter(({ isTry }) => isTry).length,
    endsOn: last === undefined || last === never ? null : last,
  }
}
