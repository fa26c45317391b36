declare const isPence: unique symbol

/** An amount in whole pence, which may be negative. Only `pence` makes one. */
export type Pence = number & { readonly [isPence]: true }

/** Whole pence. Errors: a RangeError for a fraction of a penny, and beyond what a number holds exactly. */
export const pence = (amount: number): Pence => {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is no whole number of pence.`)
  // There is no amount of less than nothing that is nothing.
  return (amount === 0 ? 0 : amount) as Pence
}

export const nothing = pence(0)

export const sumOf = (amounts: Iterable<Pence>): Pence => {
  let sum = 0
  for (const amount of amounts) sum += amount
  return pence(sum)
}

/** `£12,720.50`, always with its pence; a negative amount with a minus sign before it. */
export const inPounds = (amount: Pence): string => {
  const [pounds, rest] = [Math.trunc(Math.abs(amount) / 100), Math.abs(amount) % 100]
  return `${amount < 0 ? '−' : ''}£${pounds.toLocaleString('en-GB')}.${String(rest).padStart(2, '0')}`
}

/**
 * Reads an amount as people and spreadsheets write it: `£12,720.50`, `12720.5`, `-640`, `(640.00)`. Undefined where it is
 * none, has a fraction of a penny, or commas out of place.
 */
export const readPounds = (text: string): Pence | undefined => {
  const trimmed = text.trim()
  const inBrackets = /^\((.+)\)$/.exec(trimmed)
  const parts = /^([-−]?)£?(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?$/.exec(inBrackets?.[1] ?? trimmed)
  if (!parts || (inBrackets && parts[1])) return undefined
  const [, sign, pounds = '', rest = ''] = parts
  const amount = Number(pounds.replaceAll(',', '')) * 100 + Number(rest.padEnd(2, '0'))
  return Number.isSafeInteger(amount) ? pence(sign || inBrackets ? -amount : amount) : undefined
}
