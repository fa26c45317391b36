import type { Outcomes } from '../decisions/outcomes.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'

/** What a number of kits comes to, in words; `not known` where Measure claims no figure. */
export type Worth = { burglaries: string; hours: string }

/**
 * Burglaries fewer and police hours saved by a number of kits, if each did what those at homes did by the published report. It claims
 * nothing that the report does not.
 */
export const worthOfKits = (outcomes: Outcomes, kits: number): Worth => {
  const atHomes = outcomes.kits.figure
  const of = (what: 'burglaries' | 'hours'): string => {
    const { figure, low, high, words } = outcomes[what]
    if (figure === null || atHomes === null || atHomes === 0)
      return words.startsWith('cannot tell') ? 'cannot tell' : 'not known'
    const times = (value: number): string => wholeNumber(Math.round((value * kits) / atHomes))
    const range = low === null || high === null ? '' : ` (${times(low)} to ${times(high)})`
    return `${times(figure)}${range}`
  }
  return { burglaries: of('burglaries'), hours: of('hours') }
}
