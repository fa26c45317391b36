import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create } from 'fontkit'

const { resolve } = createRequire(import.meta.url)

/** Alphabets of Noto Sans, each a font of its own: a character is written in the first that has it. */
const alphabets = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'] as const

export type Weight = 'regular' | 'bold'
export type Face = { name: string; bytes: Buffer; has: (codePoint: number) => boolean }

const faceOf = (alphabet: string, weight: Weight): Face => {
  const file = `noto-sans-${alphabet}-${weight === 'bold' ? 700 : 400}-normal.woff`
  const bytes = readFileSync(resolve(`@fontsource/noto-sans/files/${file}`))
  const font = create(bytes)
  if (!('hasGlyphForCodePoint' in font)) throw new TypeError(`${file} is not one font.`)
  return {
    name: `${alphabet} ${weight}`,
    bytes,
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
  }
}

const made = new Map<Weight, readonly Face[]>()

/** The faces of a weight, read when they are first asked for. */
export const facesOf = (weight: Weight): readonly Face[] => {
  const faces = made.get(weight) ?? alphabets.map((alphabet) => faceOf(alphabet, weight))
  made.set(weight, faces)
  return faces
}

/** A stretch of text in one face. */
export type Run = { face: Face; text: string }

/** A character that no face has, in words that every face has: nothing is left out, and no box stands for it. */
const spelled = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`

/** Spaces of other widths, and hyphens and joiners that are not seen. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u00a0\u2000-\u200a\u202f\t]/g, ' ')
    .replace(/[\u00ad\u200b-\u200f\u2060\u2066-\u2069\ufeff]/g, '')
    .replaceAll('\u2011', '-')

/** The text in the faces that can write it. */
export const runsOf = (text: string, weight: Weight): Run[] => {
  const faces = facesOf(weight)
  const runs: Run[] = []
  for (const character of plain(text)) {
    const face = faces.find(({ has }) => has(character.codePointAt(0) ?? 0))
    const [run, last] = [
      { face: face ?? faces[0]!, text: face ? character : spelled(character) },
      runs.at(-1),
    ]
    if (last?.face === run.face) last.text += run.text
    else runs.push(run)
  }
  return runs
}

/** Whether a language is written in letters that the PDFs are right in. Others are given as web pages. */
export const writesWell = (language: string): boolean =>
  ['Latn', 'Cyrl', 'Grek'].includes(new Intl.Locale(language).maximize().script ?? '')
