import { z } from 'zod'
import { day, homeId } from '../words/values.ts'

/** What one batch may tell of homes that were opened at most; the rest goes in the next. */
export const lookedLimit = { days: 31, homes: 1000 } as const

/** Homes whose screen somebody opened on a phone on a day in London: a set, without times and in no order. */
export const lookedDay = z.strictObject({ day, homes: z.array(homeId).min(1).max(lookedLimit.homes) })
export type LookedDay = z.infer<typeof lookedDay>
