import { isWardShare } from '../../../crime/words.ts'
import type { Risk } from '../../../crime/types.ts'
import { ratePerHome } from '../plan/plan-of-risk.ts'

/** A rate so many times the city's is more likely of shops than of homes. */
const timesTheCity = 4

/**
 * Areas with few homes for their burglaries: the counts hold shops and other buildings too, so that the rate says little
 * of homes. None where burglaries of homes are counted by themselves.
 */
export const areasWithFewHomes = ({ inputs, areas, city }: Risk): ReadonlySet<string> => {
  if (inputs.series === 'residential' && !isWardShare(inputs)) return new Set()
  const homes = areas.reduce((sum, area) => sum + area.homes, 0)
  const mean = homes > 0 ? city.expected / homes : 0
  return new Set(
    areas
      .filter((area) => area.expected > 0 && (area.homes === 0 || ratePerHome(area) >= timesTheCity * mean))
      .map(({ code }) => code),
  )
}

/** What the mark means, beside every table that has it. */
export const fewHomesMeans = `“Few homes” marks areas whose rate is ${timesTheCity} times that of all areas or more, or that have no homes: these counts include shops and other buildings, which may be most of them.`
