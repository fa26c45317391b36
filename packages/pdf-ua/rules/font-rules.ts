import { programOf, type UsedFont } from '../read/fonts.ts'
import type { Pdf } from '../read/pdf.ts'
import type { Subject } from '../read/subject.ts'
import { readToUnicode } from '../read/to-unicode.ts'
import { readTrueType } from '../read/truetype.ts'
import type { Rule } from './rule.ts'

/** What each font that is seen and does not keep to something is told as. */
const eachFont =
  (words: (font: UsedFont, pdf: Pdf) => string | undefined) =>
  ({ pdf, fonts }: Subject): string[] =>
    fonts
      .filter(({ isSeen }) => isSeen)
      .flatMap((font) => {
        const fault = words(font, pdf)
        return fault === undefined ? [] : [`${pdf.name(pdf.get(font.dict, 'BaseFont')) ?? 'A font'} ${fault}`]
      })

const named = new Set(['WinAnsiEncoding', 'MacRomanEncoding'])

/** The encoding by name that a simple font begins with. */
const encodingOf = ({ dict }: UsedFont, pdf: Pdf): string | undefined => {
  const encoding = pdf.get(dict, 'Encoding')
  return pdf.name(encoding) ?? pdf.name(pdf.get(pdf.dict(encoding), 'BaseEncoding'))
}

/** Widths that a composite font says, by glyph number; the rest have its default. */
const compositeWidth = ({ glyphs }: UsedFont, pdf: Pdf): ((cid: number) => number) => {
  const usual = pdf.number(pdf.get(glyphs, 'DW')) ?? 1000
  const widths = new Map<number, number>()
  const items = pdf.list(pdf.get(glyphs, 'W'))
  for (let at = 0; at < items.length;) {
    const [first, next] = [pdf.number(items[at]) ?? 0, items[at + 1]]
    const last = pdf.number(next)
    if (last === undefined) {
      for (const [place, width] of pdf.list(next).entries()) widths.set(first + place, pdf.number(width) ?? 0)
      at += 2
    } else {
      const width = pdf.number(items[at + 2]) ?? 0
      for (let cid = first; cid <= Math.min(last, first + 0xffff); cid++) widths.set(cid, width)
      at += 3
    }
  }
  return (cid) => widths.get(cid) ?? usual
}

/** Characters of the upper half of WinAnsi that are not those of Latin-1. */
const winAnsi = new TextDecoder('windows-1252')

/** Codes whose width the program of a TrueType font says otherwise. */
const differing = (font: UsedFont, pdf: Pdf): number[] => {
  const program = programOf(pdf, font)
  const parsed = program?.kind === 'TrueType' ? readTrueType(program.bytes) : undefined
  if (!parsed) return []
  if (font.subtype === 'Type0') {
    if (pdf.name(pdf.get(font.glyphs, 'CIDToGIDMap')) !== 'Identity') return []
    const width = compositeWidth(font, pdf)
    return [...font.codes].filter(
      (cid) => cid < parsed.glyphs && Math.abs(width(cid) - parsed.width(cid)) > 1,
    )
  }
  if (font.isSymbolic || encodingOf(font, pdf) !== 'WinAnsiEncoding') return []
  if (pdf.get(pdf.dict(pdf.get(font.dict, 'Encoding')), 'Differences') !== undefined) return []
  const first = pdf.number(pdf.get(font.dict, 'FirstChar')) ?? 0
  const widths = pdf.list(pdf.get(font.dict, 'Widths'))
  return [...font.codes].filter((code) => {
    const character = winAnsi.decode(Uint8Array.of(code)).codePointAt(0) ?? 0
    const glyph = parsed.glyphOf('unicode', character) ?? parsed.glyphOf('mac', code)
    const width = pdf.number(widths[code - first])
    return glyph !== undefined && width !== undefined && Math.abs(width - parsed.width(glyph)) > 1
  })
}

/** Whether what the codes of a font mean is known without a map. */
const isKnown = (font: UsedFont, pdf: Pdf): boolean => {
  const encoding = pdf.get(font.dict, 'Encoding')
  if (font.subtype === 'Type0') {
    const system = pdf.dict(pdf.get(font.glyphs, 'CIDSystemInfo'))
    const ordering = pdf.text(pdf.get(system, 'Ordering')) ?? ''
    return /^(GB1|CNS1|Japan1|Korea1)$/.test(ordering)
  }
  const name = encodingOf(font, pdf) ?? ''
  const isNamed = named.has(name) || name === 'MacExpertEncoding'
  if (isNamed || (font.subtype === 'TrueType' && !font.isSymbolic)) return true
  // Names of the standard Latin set need no map; those of a programme's own making do.
  const differences = pdf
    .list(pdf.get(pdf.dict(encoding), 'Differences'))
    .flatMap((each) => pdf.name(each) ?? [])
  return (
    (font.subtype === 'Type1' || font.subtype === 'MMType1') &&
    differences.every((glyph) => !/^(g|c|cid|glyph|a)?\d+$/i.test(glyph))
  )
}

const noMeaning = new Set(['0000', 'feff', 'fffe'])

export const fontRules: readonly Rule[] = [
  {
    id: '7.21.3.2-1',
    says: 'A composite font of TrueType glyphs says which glyph is which.',
    faults: eachFont((font, pdf) => {
      if (pdf.name(pdf.get(font.glyphs, 'Subtype')) !== 'CIDFontType2' || !programOf(pdf, font))
        return undefined
      const map = pdf.get(font.glyphs, 'CIDToGIDMap')
      return pdf.name(map) === 'Identity' || pdf.dict(map) ? undefined : 'has no CIDToGIDMap.'
    }),
  },
  {
    id: '7.21.4.1-1',
    says: 'Fonts are embedded.',
    faults: eachFont((font, pdf) =>
      font.subtype === 'Type3' || programOf(pdf, font) ? undefined : 'is not embedded.',
    ),
  },
  {
    id: '7.21.4.2-2',
    says: 'A list of the glyphs of a composite font is whole.',
    faults: eachFont((font, pdf) => {
      const set = pdf.stream(pdf.get(font.descriptor, 'CIDSet'))
      if (!set) return undefined
      const isListed = (cid: number): boolean => ((set[cid >> 3] ?? 0) & (128 >> (cid & 7))) !== 0
      return [...font.codes].every(isListed) ? undefined : 'has a CIDSet without glyphs that are shown.'
    }),
  },
  {
    id: '7.21.5-1',
    says: 'Widths are those of the glyphs.',
    faults: eachFont((font, pdf) => {
      const codes = differing(font, pdf)
      return codes.length === 0
        ? undefined
        : `says other widths than its program, the first of code ${codes[0]}.`
    }),
  },
  {
    id: '7.21.6-2',
    says: 'A TrueType font of letters has an encoding by name.',
    faults: eachFont((font, pdf) =>
      font.subtype === 'TrueType' && !font.isSymbolic && !named.has(encodingOf(font, pdf) ?? '')
        ? 'has neither MacRomanEncoding nor WinAnsiEncoding.'
        : undefined,
    ),
  },
  {
    id: '7.21.6-3',
    says: 'A TrueType font of symbols has no encoding.',
    faults: eachFont((font, pdf) =>
      font.subtype === 'TrueType' && font.isSymbolic && pdf.get(font.dict, 'Encoding') !== undefined
        ? 'has an encoding, and is of symbols.'
        : undefined,
    ),
  },
  {
    id: '7.21.7-1',
    says: 'What text means is known.',
    faults: eachFont((font, pdf) => {
      const map = pdf.stream(pdf.get(font.dict, 'ToUnicode'))
      return map || isKnown(font, pdf) ? undefined : 'does not say what its codes mean.'
    }),
  },
  {
    id: '7.21.7-2',
    says: 'Text means characters.',
    faults: eachFont((font, pdf) => {
      const map = pdf.stream(pdf.get(font.dict, 'ToUnicode'))
      if (!map) return undefined
      const meanings = readToUnicode(map)
      const code = [...font.codes].find((each) => noMeaning.has(meanings.get(each)?.toString('hex') ?? ''))
      return code === undefined ? undefined : `means no character by code ${code}.`
    }),
  },
]
