import type { Areas } from './areas.ts'
import { Chance } from './random.ts'

/** What was planted, so that a measurement can be held against it. */
export type Programme = {
  /** Share of burglaries that kits prevent in the month they are handed out. */
  effect: number
  /** Months after which half of the effect is left. */
  halfLife: number
  /** Share of what is prevented that happens in the neighbouring areas instead. */
  displacement: number
  /** Small areas, and the month, counted from the first of the history, in which each gets its kits. */
  areas: { area: number; month: number }[]
}

/**
 * A programme such as forces run: the areas with the most burglaries of the year before, in waves over the last three
 * years. That choice by itself makes burglary seem to fall there afterwards.
 */
export const planProgramme = (
  { homes }: Areas,
  burglariesOfYear: ArrayLike<number>,
  months: number,
  seed: number,
): Programme => {
  const chance = new Chance(seed)
  const worst = [...homes.keys()]
    .filter((area) => homes[area]! > 0)
    .toSorted((a, b) => burglariesOfYear[b]! / homes[b]! - burglariesOfYear[a]! / homes[a]!)
    .slice(0, Math.max(6, Math.round(homes.length * 0.12)))
  return {
    effect: 0.2,
    halfLife: 18,
    displacement: 0.15,
    areas: worst.map((area) => ({ area, month: months - 36 + chance.below(12) * 2 })),
  }
}
