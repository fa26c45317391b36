import {
  isAbnormallyLow,
  pricePoints,
  weightedPoints,
  type Criterion,
} from '@mettrace/procurement/tender/compare-bids'
import { kitsFor, priceOfKit, type PriceSchedule } from '@mettrace/procurement/tender/price-schedule'
import { passes, type Bid, type Offer } from './bids.ts'
import type { Moderation, Scores, Sheet } from './scoring.ts'
import type { TenderVersion } from './register.ts'
import type { Lot } from './shape.ts'

/** A lot as a bid prices it. Pence without VAT over the term; `kitsForBudget`: how many the lot’s share of the value buys. */
export type PricedLot = { lot: string; kits: number; each: number; price: number; kitsForBudget: number }

export type EvaluatedBid = {
  bid: Bid
  offer: Offer | undefined
  lots: PricedLot[]
  /** All lots together; null where the file cannot be read, or is sealed. */
  price: number | null
  /** Null where there are too few others to tell. */
  isLow: boolean | null
  sheets: Sheet[]
  /** Mean of the scores that people gave apart; criteria without any are missing. */
  means: Scores
  moderation: Moderation | undefined
  /** Weighted points of what was agreed on, 0 to 100. */
  points: number | undefined
}

type Asked = Pick<TenderVersion, 'net' | 'years' | 'lots' | 'criteria'>

const pricedLots = (schedule: PriceSchedule, { net, years, lots }: Asked): PricedLot[] => {
  const all = lots.reduce((sum, { kits }) => sum + kits, 0)
  return lots.map(({ key, kits }: Lot) => {
    const bands = schedule.get(key)!
    const wanted = kits * years
    const each = priceOfKit(bands, wanted)
    return {
      lot: key,
      kits: wanted,
      each,
      price: each * wanted,
      kitsForBudget: kitsFor(bands, Math.floor((net * kits) / all)),
    }
  })
}

const meansOf = (sheets: readonly Sheet[], criteria: readonly Criterion[]): Scores =>
  Object.fromEntries(
    criteria.flatMap(({ key }): [string, number][] => {
      const given = sheets.flatMap(({ scores }) => scores[key] ?? [])
      return given.length === 0 ? [] : [[key, given.reduce((sum, each) => sum + each, 0) / given.length]]
    }),
  )

/**
 * Bids beside each other, by what is open and what may be seen. Points of the price are held against the lowest of the bids that
 * passed, and so is what is abnormally low. Scores of who declared a conflict afterwards do not count.
 */
export const evaluate = (
  asked: Asked,
  given: {
    bids: readonly Bid[]
    offers: ReadonlyMap<string, Offer>
    sheets: readonly Sheet[]
    moderations: readonly Moderation[]
  },
): EvaluatedBid[] => {
  const rows = given.bids.map((bid) => {
    const offer = given.offers.get(bid.id)
    const lots = offer && 'schedule' in offer ? pricedLots(offer.schedule, asked) : []
    const conflicted = new Set(bid.conflicts.map(({ actor }) => actor))
    const sheets = given.sheets.filter((sheet) => sheet.bid === bid.id && !conflicted.has(sheet.actor))
    return {
      bid,
      offer,
      lots,
      price: lots.length === 0 ? null : lots.reduce((sum, { price }) => sum + price, 0),
      sheets,
      means: meansOf(sheets, asked.criteria),
      moderation: given.moderations.find((each) => each.bid === bid.id),
    }
  })
  const counted = rows.filter(({ bid, price }) => price !== null && passes(bid) !== false)
  const lowest = Math.min(...counted.map(({ price }) => price ?? Number.POSITIVE_INFINITY))
  return rows.map((row) => {
    const { price, moderation } = row
    const counts = counted.includes(row)
    const others = counted.filter((each) => each !== row).map((each) => each.price ?? 0)
    return Object.assign(row, {
      isLow: counts && price !== null ? isAbnormallyLow(price, others) : null,
      points:
        counts && price !== null && moderation && passes(row.bid)
          ? weightedPoints(asked.criteria, moderation.scores, pricePoints(price, lowest))
          : undefined,
    })
  })
}

/** The bid with the most points of those that may win; undefined while any of them lacks its own, and where two have as many. */
export const bestOf = (rows: readonly EvaluatedBid[]): EvaluatedBid | undefined => {
  const able = rows.filter(({ bid, price }) => price !== null && passes(bid) === true)
  if (able.length === 0 || able.some(({ points }) => points === undefined)) return undefined
  const [first, second] = able.toSorted((a, b) => (b.points ?? 0) - (a.points ?? 0))
  return second !== undefined && second.points === first?.points ? undefined : first
}
