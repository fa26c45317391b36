import type { Pence } from './value.ts'

/** A sum of money as a text prints it: `step` is what its last printed digit counts, so that £5.6m is good to £0.05m. */
export type PrintedMoney = { text: string; pence: Pence; step: Pence; at: number }

const scales: readonly (readonly [RegExp, number])[] = [
  [/^(?:bn|billion)$/i, 100_000_000_000],
  [/^(?:m|mn|million)$/i, 100_000_000],
  [/^(?:k|thousand)$/i, 100_000],
]

const money =
  /£\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?:\s?(bn|billion|mn|million|m|k|thousand)(?![A-Za-z]))?/giu

/** Every sum of a text, in its order. What is no whole pence, as £0.001, or more than ten digits of pounds is none. */
export const printedMoney = (text: string): PrintedMoney[] =>
  [...text.matchAll(money)].flatMap((match) => {
    const [printed, whole = '', fraction = '', word] = match
    const unit = word === undefined ? 100 : scales.find(([names]) => names.test(word))![1]
    const step = unit / 10 ** fraction.length
    const pence = Number(whole.replaceAll(',', '')) * unit + Number(fraction || '0') * step
    if (!Number.isInteger(step) || step < 1 || pence > 1e13) return []
    return [{ text: printed, pence, step, at: match.index }]
  })

/** Pence as pounds: `£181,302`, or `£177,897.50` where there are pence. */
export const poundsOf = (pence: Pence): string => {
  const whole = Math.trunc(pence / 100).toLocaleString('en-GB')
  const rest = Math.abs(pence % 100)
  return rest === 0 ? `£${whole}` : `£${whole}.${String(rest).padStart(2, '0')}`
}
