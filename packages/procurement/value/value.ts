/** Whole pence. A thousandth of what a number can hold exactly is more than any public body spends. */
export type Pence = number

/** The standard rate of VAT since 4 January 2011 (Finance (No. 2) Act 2010, s.3), in hundredths of a per cent. */
export const standardVat = 2000

/** A value with and without VAT, and which of the two was worked out from the other. */
export type Value = { net: Pence; gross: Pence; inferred: 'net' | 'gross' | null; vat: number }

const wholePence = (pence: Pence, what: string): Pence => {
  if (!Number.isSafeInteger(pence) || pence < 0 || pence > 1e13)
    throw new RangeError(`${what} must be whole pence from 0 to 10,000,000,000,000, and is ${pence}.`)
  return pence
}

const wholeVat = (vat: number): number => {
  if (!Number.isSafeInteger(vat) || vat < 0 || vat > 10_000)
    throw new RangeError(
      `VAT must be whole hundredths of a per cent from 0 to 10,000 (20% is 2000), and is ${vat}.`,
    )
  return vat
}

/** `a × b ÷ c` to the nearest whole, halves upwards: exact, because the product may be more than a number holds. */
const share = (a: number, b: number, c: number): number =>
  Number((2n * BigInt(a) * BigInt(b) + BigInt(c)) / (2n * BigInt(c)))

/**
 * A value of which one figure is known, or both. `vat`: hundredths of a per cent, used only for the one that is not known.
 * Halves of a penny are rounded up. Errors: `RangeError` for what is no whole pence, and for a gross below its net.
 */
export const valueOf = (
  known: { net: Pence; gross?: Pence } | { gross: Pence; net?: undefined },
  vat: number = standardVat,
): Value => {
  wholeVat(vat)
  if (known.net === undefined) {
    const gross = wholePence(known.gross, 'The gross value')
    return { net: share(gross, 10_000, 10_000 + vat), gross, inferred: 'net', vat }
  }
  const net = wholePence(known.net, 'The net value')
  if (known.gross === undefined)
    return { net, gross: share(net, 10_000 + vat, 10_000), inferred: 'gross', vat }
  const gross = wholePence(known.gross, 'The gross value')
  if (gross < net)
    throw new RangeError(`A value with VAT, ${gross}, must not be below the one without, ${net}.`)
  return { net, gross, inferred: null, vat }
}
