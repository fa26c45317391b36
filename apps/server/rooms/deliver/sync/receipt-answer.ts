import { day } from '@mettrace/protocol/words/values'
import { z } from 'zod'

/** What the station has of a day's events of the asker: phone and station show the same code over the same list. */
export const receiptAnswer = z.strictObject({
  day,
  accepted: z.int().nonnegative(),
  setAside: z.int().nonnegative(),
  code: z.string(),
})
