import { isInCheck } from '@mettrace/protocol/scans/scan-rules'
import { shortDate } from '../app/times.ts'
import type { Lamp } from './scan-form.ts'

/** How a lamp's check stands on a day, `2026-11-28`, as far as this phone knows: the words that count, and the rest. */
export const checkOf = (lamp: Lamp, day: string): { isIn: boolean; words: string; rest: string } => {
  if (lamp.passed === null) return { isIn: false, words: 'never checked', rest: '' }
  if (!lamp.passed || lamp.nextBy === null) return { isIn: false, words: 'failed its check', rest: '' }
  const date = shortDate(`${lamp.nextBy}T12:00:00Z`)
  return isInCheck(lamp, day)
    ? { isIn: true, words: 'in check', rest: ` until ${date}` }
    : { isIn: false, words: 'out of check', rest: ` since ${date}` }
}
