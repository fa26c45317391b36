import { freezeExpectation } from '@mettrace/analysis/effect/placebo/corrected-effect'
import type { RiskInputs } from '@mettrace/analysis/risk/inputs'
import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'

export type FreezeWork = { risk: RiskInputs; part: Uint8Array }
export type FrozenParts = { expected: number[]; inside: number; outside: number; logVariance: number }

answerInWorker(({ risk, part }: FreezeWork): FrozenParts => {
  const { expected, inside, outside, logVariance } = freezeExpectation(risk, part)
  return { expected: Array.from(expected), inside, outside, logVariance }
})
