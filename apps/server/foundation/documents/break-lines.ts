import type { Run, Weight } from './fonts.ts'
import { runsOf } from './fonts.ts'

/** Width of a stretch of text in points, in its face at the size of the text. */
export type Measure = (run: Run) => number

const widthOf = (text: string, weight: Weight, measure: Measure): number =>
  runsOf(text, weight).reduce((sum, run) => sum + measure(run), 0)

/** A word that is longer than a line, in pieces that are not: digests and addresses have no place to break. */
const pieces = (word: string, weight: Weight, width: number, measure: Measure): string[] => {
  const found: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && widthOf(piece + character, weight, measure) > width) {
      found.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...found, piece]
}

/** A text in lines no wider than `width` points, broken between words; a newline breaks it anyway. */
export const brokenLines = (text: string, weight: Weight, width: number, measure: Measure): Run[][] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    const words = paragraph.split(/[ \t]+/).filter((word) => word !== '')
    for (const word of words) {
      const longer = line === '' ? word : `${line} ${word}`
      if (widthOf(longer, weight, measure) <= width) {
        line = longer
        continue
      }
      if (line !== '') lines.push(line)
      const parts = pieces(word, weight, width, measure)
      lines.push(...parts.slice(0, -1))
      line = parts.at(-1) ?? ''
    }
    return [...lines, line].map((each) => runsOf(each, weight))
  })
