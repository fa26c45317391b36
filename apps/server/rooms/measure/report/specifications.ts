import { isControl } from '@mettrace/analysis/effect/exposure/mirrored'
import { partInside } from '@mettrace/analysis/effect/placebo/inside-outside'
import type { PlaceboProgramme } from '@mettrace/analysis/effect/placebo/placebo-programmes'
import { never } from '../programme/programme-panel.ts'
import { faultWords } from '../reason-words.ts'
import { beginsOf, type Change, type Comparison } from './compare.ts'
import { baseComparison, type Base } from './groups.ts'
import type { OnCleanYears, Specification } from './report-types.ts'
import { waysOfLooking, type WayOfLooking } from './ways-of-looking.ts'

const none = { estimate: Number.NaN, low: null, high: null, p: null }

const buffers: readonly { words: string; metres: number }[] = [
  { words: 'beyond 750 m', metres: 750 },
  { words: 'beyond 500 m', metres: 500 },
  { words: 'beyond 250 m', metres: 250 },
  { words: 'all without kits', metres: 0 },
]

const windows: readonly { words: string; longest: number }[] = [
  { words: 'all months', longest: Infinity },
  { words: 'first 12 months', longest: 12 },
  { words: 'first 24 months', longest: 24 },
]

const year = 12

const looked = (way: WayOfLooking, comparison: Comparison, longest: number): Change | string => {
  try {
    return way.look(comparison, longest)
  } catch (error) {
    if (error instanceof RangeError) return `We cannot tell: ${faultWords(error)}.`
    throw error
  }
}

/**
 * What an additive method says of years in which nobody had a kit: of areas chosen by the year before as the worst, beside all
 * others, over twelve months. Or why it says nothing.
 */
const onCleanYears = (
  way: WayOfLooking,
  base: Base,
  clean: readonly PlaceboProgramme[],
): OnCleanYears | string => {
  const comparison = baseComparison(base)
  const found = clean.map(({ part, to }) => {
    const first = to - base.panel.firstMonth
    const begins = Int32Array.from(part, (own) => (own === partInside ? first : isControl))
    const selection = { from: first - year, to: first - 1 }
    return looked(way, { ...comparison, begins, starts: begins, selection }, year)
  })
  const estimates = found.flatMap((each) => (typeof each === 'string' ? [] : [each.estimate]))
  if (estimates.length > 0)
    return { pairs: estimates.length, least: Math.min(...estimates), most: Math.max(...estimates) }
  const [refused] = found
  return typeof refused === 'string'
    ? `Additive, and it says nothing of years without kits to be tried on first. ${refused}`
    : 'Additive, and no years without kits are loaded to try it on first.'
}

/**
 * The same effect by every method, choice of controls and window; the first row is the one agreed in advance. Additive
 * methods are run on the clean pairs of years first, and say nothing of the programme where there are none.
 */
export const specificationRows = (base: Base, clean: readonly PlaceboProgramme[]): Specification[] => {
  if (!base.panel.reached.some((reached) => reached !== never)) return []
  const comparison = baseComparison(base)
  return waysOfLooking.flatMap((way) => {
    const cleanly = way.scale === 'additive' ? onCleanYears(way, base, clean) : null
    return buffers.flatMap(({ words: controls, metres }) => {
      const begins = beginsOf(base.panel, base.away, metres)
      const reach = base.panel.months - Math.min(...begins.filter((begin) => begin >= 0))
      // Windows that hold every month there is are one, and looked at once.
      const answers = new Map<number, Change | string>()
      const answerOf = (longest: number): Change | string => {
        if (typeof cleanly === 'string') return cleanly
        const known = answers.get(longest) ?? looked(way, { ...comparison, begins }, longest)
        answers.set(longest, known)
        return known
      }
      return windows.map(({ words: window, longest }): Specification => {
        const found = answerOf(longest < reach ? longest : Infinity)
        const named = {
          method: way.words,
          scale: way.scale,
          onCleanYears: typeof cleanly === 'string' ? null : cleanly,
          controls,
          window,
          primary: way === waysOfLooking[0] && metres === base.metres && longest === Infinity,
        }
        return typeof found === 'string'
          ? Object.assign(named, none, { why: found })
          : Object.assign(named, found, { why: null })
      })
    })
  })
}
