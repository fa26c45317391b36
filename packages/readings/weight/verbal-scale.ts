/** A scale that puts likelihood ratios into words: data of an issuer and a day, since scales differ and change. */
export type VerbalScale = {
  readonly issuer: string
  readonly title: string
  /** First day on which it is used, `2026-12-01`; a later scale of the list takes its place. */
  readonly from: string
  readonly source: string
  /** Rising. A ratio belongs to the last band that it is above, so that one on an edge has the weaker words. */
  readonly bands: readonly { readonly above: number; readonly words: string }[]
}

/**
 * Words for a ratio. Below 1 those of its reciprocal, towards the second proposition.
 */
export type Support = {
  readonly towards: 'first' | 'second' | 'neither'
  readonly words: string
  readonly issuer: string
  readonly title: string
  readonly from: string
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** The scale of a day, `2026-12-01`: the latest that had begun. Undefined where none had. Errors: a RangeError for no day. */
export const scaleOn = (scales: readonly VerbalScale[], on: string): VerbalScale | undefined => {
  if (!day.test(on)) throw new RangeError(`${JSON.stringify(on)} is no day`)
  return scales
    .filter(({ from }) => from <= on)
    .toSorted((one, other) => (one.from < other.from ? -1 : 1))
    .at(-1)
}

/**
 * What a scale says of a likelihood ratio. The first band is that of no support, and is towards neither proposition.
 * Errors: a RangeError where the ratio is not a number above 0, or the scale has no rising bands from 0 or more.
 */
export const supportOf = ({ issuer, title, from, bands }: VerbalScale, ratio: number): Support => {
  if (!(ratio > 0)) throw new RangeError(`a likelihood ratio is a number above 0, found ${ratio}`)
  if (bands.length === 0 || bands.some(({ above }, at) => !(above > (bands[at - 1]?.above ?? -1))))
    throw new RangeError('the bands of a scale rise from 0 or more')
  const strength = Math.max(ratio, 1 / ratio)
  const at = Math.max(
    0,
    bands.findLastIndex(({ above }) => strength > above),
  )
  const towards = at === 0 ? 'neither' : ratio > 1 ? 'first' : 'second'
  return { towards, words: bands[at]!.words, issuer, title, from }
}
