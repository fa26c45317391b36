import type { Content } from './content.ts'
import type { PDFDict, Pdf } from './pdf.ts'

/** A font that text is written in, with the codes of that text. */
export type UsedFont = {
  dict: PDFDict
  subtype: string
  /** The font that the glyphs are of: itself, or the only descendant of a composite font. */
  glyphs: PDFDict
  descriptor: PDFDict | undefined
  isSymbolic: boolean
  /** Codes that are shown, each once, and whether any text of it is seen. */
  codes: Set<number>
  isSeen: boolean
}

const codesOf = (bytes: Uint8Array, isComposite: boolean): number[] =>
  isComposite
    ? Array.from({ length: bytes.length >> 1 }, (_, at) => bytes[2 * at]! * 256 + bytes[2 * at + 1]!)
    : [...bytes]

/** Fonts that text on the pages is written in. Codes of composite fonts are taken as two bytes each. */
export const fontsOf = (pdf: Pdf, { drawn }: Content): UsedFont[] => {
  const fonts = new Map<PDFDict, UsedFont>()
  for (const { text } of drawn) {
    if (!text) continue
    const { font: dict } = text
    const subtype = pdf.name(pdf.get(dict, 'Subtype')) ?? ''
    const glyphs = pdf.dict(pdf.list(pdf.get(dict, 'DescendantFonts'))[0]) ?? dict
    const descriptor = pdf.dict(pdf.get(glyphs, 'FontDescriptor'))
    const flags = pdf.number(pdf.get(descriptor, 'Flags')) ?? 0
    const used = fonts.get(dict) ?? {
      dict,
      subtype,
      glyphs,
      descriptor,
      isSymbolic: (flags & 4) !== 0,
      codes: new Set<number>(),
      isSeen: false,
    }
    for (const code of codesOf(text.codes, subtype === 'Type0')) used.codes.add(code)
    used.isSeen ||= text.isSeen
    fonts.set(dict, used)
  }
  return [...fonts.values()]
}

/** The program of a font; undefined where it is not embedded. */
export const programOf = (
  pdf: Pdf,
  { descriptor }: UsedFont,
): { kind: 'Type1' | 'TrueType' | 'other'; bytes: Uint8Array } | undefined => {
  for (const [key, kind] of [
    ['FontFile2', 'TrueType'],
    ['FontFile', 'Type1'],
    ['FontFile3', 'other'],
  ] as const) {
    const bytes = pdf.stream(pdf.get(descriptor, key))
    if (bytes) return { kind, bytes }
  }
  return undefined
}
