import { answerInWorker } from '../../../../foundation/jobs/answer-in-worker.ts'
import { registersOf, type Registers } from './designs.ts'
import { codesIn, joinCodes, type PackedCodes } from './packed-codes.ts'

answerInWorker(({ batches }: { batches: readonly PackedCodes[] }): Registers => {
  const all = joinCodes(batches)
  return registersOf(codesIn(all), all.ids)
})
