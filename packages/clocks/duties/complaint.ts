import { addDays } from '../days/days.ts'

const days = 30

/**
 * Last day on which a complaint is acknowledged: 30 days that begin with the one on which it came (DPA 2018 s.164A, in force since
 * 19 June 2026; for both regimes). Weekends and bank holidays count.
 */
export const acknowledgeBy = (received: string): string => addDays(received, days - 1)
