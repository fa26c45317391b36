import { correctedEffect, freezeExpectation, type CorrectedEffect } from './corrected-effect.ts'
import { placeboProgrammes, type PlaceboInputs, type PlaceboProgramme } from './placebo-programmes.ts'

/** As `PlaceboInputs`, with the places that the risk model needs; see risk/inputs.ts. */
export type CorrectedInputs = PlaceboInputs & {
  groups: ArrayLike<number>
  eastings: ArrayLike<number>
  northings: ArrayLike<number>
  /** Level of the intervals, 0.95 for 95%. */
  level: number
}

export type CorrectedProgramme = PlaceboProgramme & { corrected: CorrectedEffect | null }

/**
 * Placebo programmes, each with the corrected effect beside the plain one: its expectation is frozen on the last day
 * of the year before, from every observed month up to then and nothing later.
 */
export const correctedProgrammes = (inputs: CorrectedInputs): CorrectedProgramme[] => {
  return placeboProgrammes(inputs).map((programme) =>
    Object.assign(programme, { corrected: correctedOf(inputs, programme) }),
  )
}

const correctedOf = (inputs: CorrectedInputs, programme: PlaceboProgramme): CorrectedEffect | null => {
  const { homes, groups, eastings, northings, level } = inputs
  if (programme.areas === 0 || programme.areas === programme.part.length) return null
  const known = knownUntil(inputs, programme.to - 1)
  const frozen = freezeExpectation(
    { homes, groups, eastings, northings, ...known, horizon: 12 },
    programme.part,
  )
  return correctedEffect(frozen, { inside: programme.insideAfter, outside: programme.outsideAfter }, level)
}

/** The history that was known at the end of a month: what came after is not there to be looked at. */
export const knownUntil = (
  { months, counts }: Pick<PlaceboInputs, 'months' | 'counts'>,
  until: number,
): { months: Int32Array; counts: Float64Array } => {
  const all = months.length
  const known = Int32Array.from({ length: all }, (_, t) => months[t]!).filter((month) => month <= until)
  const areas = all === 0 ? 0 : counts.length / all
  const kept = new Float64Array(areas * known.length)
  for (let i = 0; i < areas; i++)
    for (let t = 0; t < known.length; t++) kept[i * known.length + t] = counts[i * all + t]!
  return { months: known, counts: kept }
}
