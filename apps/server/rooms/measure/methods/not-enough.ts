import { NoAnswer, type Reason } from '@mettrace/analysis/effect/reason'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { PanelFile } from '../panel-file.ts'
import { reasonWords, type ReasonNames } from '../reason-words.ts'

/**
 * Runs what the statistics may refuse with NoAnswer, and says so in words as `not_enough`: the file can be read, and does
 * not bear an answer. The column named is the covariate at fault, where one is.
 */
export const orNotEnough = <Answer>(panel: PanelNames, work: () => Answer): Answer => {
  try {
    return work()
  } catch (fault) {
    if (!(fault instanceof NoAnswer)) throw fault
    const column = covariateOf(fault.reason, panel)
    throw new MetTraceError(
      'not_enough',
      `${capitalised(reasonWords(fault.reason, namesOf(panel)))}.`,
      { file: panel.file, ...(column === undefined ? {} : { column }) },
      { cause: fault },
    )
  }
}

type PanelNames = Pick<PanelFile, 'file' | 'times' | 'covariates'>

/** What the statistics' numbers are called in the file. */
export const namesOf = ({ times, covariates }: Pick<PanelFile, 'times' | 'covariates'>): ReasonNames => ({
  covariates: covariates.map(({ name }) => name),
  time: (time) => String(times[time]),
})

export const capitalised = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

const covariateOf = (reason: Reason, panel: PanelNames): string | undefined => {
  if (reason.code === 'no-effect-after-start')
    return reason.because ? covariateOf(reason.because, panel) : undefined
  if (reason.code === 'covariates-separate') return panel.covariates[reason.covariates[0] ?? -1]?.name
  return 'covariate' in reason && reason.covariate !== null
    ? panel.covariates[reason.covariate]?.name
    : undefined
}

/** The first few of many sentences, and how many more there are. */
export const firstFew = (sentences: readonly string[], most = 6): string[] =>
  sentences.length <= most
    ? [...sentences]
    : [...sentences.slice(0, most), `${sentences.length - most} more of the same kind.`]
