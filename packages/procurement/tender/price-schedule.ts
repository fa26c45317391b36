import type { Pence } from '../value/value.ts'

/** From so many kits over the term, every kit costs so much without VAT. */
export type PriceBand = { from: number; pence: Pence }

/** Bands by lot, the smallest first; the first is from 0. */
export type PriceSchedule = ReadonlyMap<string, readonly PriceBand[]>

/** Why a file is no price schedule, and where; lines and columns from 1. */
export type ScheduleFault = { line: number; column: number; found: string; expected: string }

const heading = ['lot', 'from_kits', 'price']

const kitsOf = (text: string): number | undefined => (/^\d{1,8}$/.test(text) ? Number(text) : undefined)
const penceOf = (text: string): Pence | undefined => {
  const parts = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(text)
  const pence = parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : 0
  return pence > 0 ? pence : undefined
}

/**
 * Reads a price schedule: a table `lot,from_kits,price` with a line for each lot and band, prices in pounds without VAT. Every lot
 * asked for must be in it from 0 kits on, and none besides; more kits never cost more each.
 */
export const readSchedule = (text: string, lots: readonly string[]): PriceSchedule | ScheduleFault => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const head = lines[0]?.split(',').map((each) => each.trim().toLowerCase()) ?? []
  const wrong = heading.findIndex((name, at) => head[at] !== name)
  if (wrong >= 0 || head.length !== heading.length)
    return {
      line: 1,
      column: Math.max(1, wrong + 1),
      found: lines[0]?.slice(0, 80) ?? '',
      expected: heading.join(','),
    }
  const bands = new Map<string, PriceBand[]>()
  for (const [at, row] of lines.entries()) {
    if (at === 0 || row.trim() === '') continue
    const fault = (column: number, found: string, expected: string): ScheduleFault => ({
      line: at + 1,
      column,
      found: found.slice(0, 80),
      expected,
    })
    const cells = row.split(',').map((each) => each.trim())
    const [lot = '', fromText = '', priceText = ''] = cells
    if (cells.length !== 3) return fault(Math.min(4, cells.length + 1), row, 'three cells')
    if (!lots.includes(lot)) return fault(1, lot, `a lot that is asked for: ${lots.join(', ')}`)
    const from = kitsOf(fromText)
    if (from === undefined) return fault(2, fromText, 'a whole number of kits')
    const pence = penceOf(priceText)
    if (pence === undefined) return fault(3, priceText, 'pounds and pence above 0, such as 12.72')
    const before = bands.get(lot) ?? []
    const last = before.at(-1)
    if (last === undefined ? from !== 0 : from <= last.from)
      return fault(
        2,
        fromText,
        last === undefined ? '0 in the first line of a lot' : `more than ${last.from}`,
      )
    if (last !== undefined && pence > last.pence) return fault(3, priceText, 'no more than the band before')
    bands.set(lot, [...before, { from, pence }])
  }
  const missing = lots.find((lot) => !bands.has(lot))
  return missing === undefined
    ? bands
    : { line: lines.length, column: 1, found: 'the end of the file', expected: `a line of lot ${missing}` }
}

export const isFault = (read: PriceSchedule | ScheduleFault): read is ScheduleFault => 'expected' in read

/** What one kit costs where so many are bought over the term: the band of the whole number counts for all of them. */
export const priceOfKit = (bands: readonly PriceBand[], kits: number): Pence =>
  bands.findLast(({ from }) => from <= kits)?.pence ?? bands[0]!.pence

/** The most kits that a sum buys over the term, in pence without VAT. */
export const kitsFor = (bands: readonly PriceBand[], budget: Pence): number =>
  Math.max(
    0,
    ...bands.map(({ from, pence }, at) => {
      const upTo = (bands[at + 1]?.from ?? Number.MAX_SAFE_INTEGER) - 1
      const bought = Math.min(Math.floor(budget / pence), upTo)
      return bought >= from ? bought : 0
    }),
  )
