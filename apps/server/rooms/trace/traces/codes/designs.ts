import { checkHolds } from '@mettrace/kit-codes/serial/check-character'
import { markerDesign, textDesign, type CodeDesign } from '@mettrace/readings/design/code-design'
import { codeRegister, type CodeRegister } from '@mettrace/readings/register/code-register'

const digits = '0123456789'
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const classes = [digits, letters, digits + letters]

/** Fewer codes do not show that a check character always holds: one in 36 does by chance. */
const fewestForCheck = 5

/** Longest code that has positions; a longer one is a name. */
const longest = 20

/** Codes as people write them: without blanks and hyphens, in capitals. */
const plain = (code: string): string => code.replaceAll(/[\s\u2010-\u2015\u2212-]/gu, '').toUpperCase()

/**
 * How codes of one length are built, as far as they show it: for each position the digits, the letters or both, and the check
 * character of ISO 7064 where all have one. Suppliers do not tell us theirs; ones and zeros alone are markers, absent and
 * present. Undefined where a sign is none of these: such a code is a name, and has no parts.
 */
export const designShown = (codes: readonly string[]): CodeDesign | undefined => {
  const [first] = codes
  if (first === undefined || first.length > longest) return undefined
  if (codes.every((code) => /^[01]+$/.test(code))) return markerDesign(first.length)
  const isChecked = codes.length >= fewestForCheck && codes.every(checkHolds)
  const alphabets = Array.from({ length: first.length }, (_, at) => {
    const seen = new Set(codes.map((code) => code[at] ?? ''))
    return classes.find((each) => [...seen].every((sign) => sign !== '' && each.includes(sign)))
  })
  if (isChecked) alphabets[first.length - 1] = digits + letters
  return alphabets.every((each) => each !== undefined)
    ? textDesign(alphabets, isChecked ? 'mod-37-36' : 'none')
    : undefined
}

/** The codes of one design, and which kit each row is: ids of 16 bytes. */
export type RegisterPart = { register: CodeRegister; ids: Uint8Array }

/** Registers by the length of their codes, and how many codes have no parts and are in none. */
export type Registers = { parts: RegisterPart[]; names: number; kits: number }

/**
 * Packs codes with the ids of their kits (16 bytes each) by length. Two kits whose codes differ by hyphens alone are both in it: a
 * reading that fits one fits the other as well.
 */
export const registersOf = (codes: readonly string[], ids: Uint8Array): Registers => {
  const byLength = Map.groupBy(
    codes.map((code, row) => ({ code: plain(code), row })),
    ({ code }) => code.length,
  )
  const parts: RegisterPart[] = []
  let names = 0
  for (const rows of byLength.values()) {
    const texts = rows.map(({ code }) => code)
    const design = designShown(texts)
    if (!design) {
      names += rows.length
      continue
    }
    const own = new Uint8Array(16 * rows.length)
    for (const [at, { row }] of rows.entries()) own.set(ids.subarray(16 * row, 16 * (row + 1)), 16 * at)
    parts.push({ register: codeRegister(design, texts, { mayRepeat: true }), ids: own })
  }
  return { parts, names, kits: codes.length }
}
