import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import type { PlantedTruth } from '../../../places/made-up-city.ts'
import { programmeSchema, type Programme } from './programme-schema.ts'

/** The demonstration programme runs in its last three years, in areas chosen for the year before them. */
const programmeMonths = 36

/**
 * The made-up city's own programme, as an analyst would write it who knows the areas, the starts and when they were
 * chosen, and nothing of what was planted.
 */
export const plantedProgramme = ({ areas, lastMonth }: PlantedTruth): Programme => {
  const chosenBy = (parseMonth(lastMonth) ?? 0) - programmeMonths
  return programmeSchema.parse({
    name: 'The demonstration programme',
    series: 'all',
    deployments: areas.map(({ code, from }) => ({ areas: [code], start: from })),
    selection: { from: formatMonth(chosenBy - 11), to: formatMonth(chosenBy), rule: 'highest' },
  })
}

/**
 * The planted change over the months that were compared, ages counted from each area's start and weighted by the months
 * alone: what an interval should hold. `until` is the last month compared.
 */
export const plantedChange = ({ effect, halfLifeMonths, areas }: PlantedTruth, until: string): number => {
  const last = parseMonth(until) ?? 0
  let [left, months] = [0, 0]
  for (const { from } of areas) {
    for (let month = parseMonth(from) ?? 0; month <= last; month++) {
      left -= effect * 0.5 ** ((month - (parseMonth(from) ?? 0)) / halfLifeMonths)
      months++
    }
  }
  return months > 0 ? left / months : 0
}
