/**
 * Reference of an exhibit: initials of whoever found it and a number, JS/1; of a sample taken from it or an item split off it a
 * letter too, JS/1/A. Samples of samples carry the next letter of the root, so that a reference names one thing of a case.
 */
export type Reference = { initials: string; number: number; part: string }

const form = /^([A-Z]{2,4})\s*[/\s-]\s*0*([1-9]\d{0,4})(?:\s*[/\s-]\s*([A-Z]{1,2}))?$/

/** Reads a reference as people type it; undefined where it is none. Small letters, blanks, hyphens and leading noughts are passed over. */
export const parseReference = (text: string): Reference | undefined => {
  const found = form.exec(text.trim().toUpperCase())
  return found ? { initials: found[1]!, number: Number(found[2]), part: found[3] ?? '' } : undefined
}

export const formatReference = ({ initials, number, part }: Reference): string =>
  `${initials}/${number}${part === '' ? '' : `/${part}`}`

/** What a sample was taken from in the end: JS/1 of JS/1/A. */
export const rootOf = (reference: Reference): Reference => ({ ...reference, part: '' })

const letters = 26

/** A is 1, Z 26, AA 27. */
const valueOf = (part: string): number =>
  [...part].reduce((sum, letter) => sum * letters + letter.charCodeAt(0) - 64, 0)

const partOf = (value: number): string => {
  const last = ((value - 1) % letters) + 1
  const rest = (value - last) / letters
  return (rest === 0 ? '' : partOf(rest)) + String.fromCharCode(64 + last)
}

/** Most samples and items of one root: A to ZZ. */
export const mostParts = letters + letters * letters

/** Reference of the next sample of a root. Errors: a RangeError after `mostParts`. */
export const nextPart = (root: Reference, parts: readonly string[]): Reference => {
  const next = Math.max(0, ...parts.map(valueOf)) + 1
  if (next > mostParts) throw new RangeError(`${formatReference(root)} has no letter left.`)
  return { ...rootOf(root), part: partOf(next) }
}
