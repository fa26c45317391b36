/** A SHA-256 or the digest of a drawing, or a number; thousands between commas count as numbers of their own. */
const figure = /\b[0-9a-f]{64}\b|drawing [0-9a-f]{8}|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi
const isDigest = (found: string): boolean => /^(drawing|[0-9a-f]{64}$)/.test(found)

/** How far apart two figures are, in parts of the larger one; 0 for two digests. */
const apart = (one: string, other: string): number => {
  if (isDigest(one) && isDigest(other)) return 0
  const [a, b] = [Number(one), Number(other)]
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b))
}

/** The answer with every number that is near enough to the kept one written as that one, and every digest. */
export const withNearFigures = (kept: string, answer: string, within: number): string => {
  const figures = kept.match(figure) ?? []
  let at = 0
  const settled = answer.replace(figure, (found) => {
    const before = figures[at++]
    return before !== undefined && apart(before, found) <= within ? before : found
  })
  return at === figures.length ? settled : answer
}

/** In what an answer differs from the kept one: its words, or figures and by how much. */
export const changeInWords = (kept: string, answer: string): string => {
  const [before, after] = [kept.match(figure) ?? [], answer.match(figure) ?? []]
  if (kept.replaceAll(figure, '#') !== answer.replaceAll(figure, '#')) return 'words or rows differ'
  const largest = Math.max(...after.map((found, at) => apart(before[at] ?? found, found)))
  return `figures differ by up to ${largest.toPrecision(2)} of the larger one`
}
