import { signConditions, type SignFact } from '@mettrace/protocol/events/facts'
import { z } from 'zod'
import type { Position } from '../app/position.ts'
import type { Door } from '../round/read-round.ts'

/** What is typed of a sign, and sealed as it is typed. `by`: the home that it hangs beside; empty: where the phone is. */
export const typedSign = z.object({
  by: z.string(),
  place: z.string(),
  found: z.string(),
  nextCheck: z.string(),
})
export type TypedSign = z.infer<typeof typedSign>

export const emptySign: TypedSign = { by: '', place: '', found: '', nextCheck: '' }

export type SignFault = { field: keyof TypedSign; words: string }

const mostWords = 120

/** A sign as it is to be recorded, or what stands against it. `today`: in London, `2026-11-26`. */
export const signFrom = (
  typed: TypedSign,
  where: { door: Door | undefined; position: Position | null; today: string },
): { fact: SignFact } | { faults: SignFault[] } => {
  const { door, position, today } = where
  const faults: SignFault[] = []
  const place = typed.place.trim()
  const found = signConditions.find((each) => each === typed.found)
  const spot = door ? { latitude: door.latitude, longitude: door.longitude, accuracy: null } : position
  if (!spot)
    faults.push({
      field: 'by',
      words: 'Where you are is not known: choose a home that the sign hangs beside',
    })
  if (place === '') faults.push({ field: 'place', words: 'Enter where the sign is, in words' })
  else if (place.length > mostWords)
    faults.push({ field: 'place', words: `Enter ${mostWords} characters or fewer` })
  if (!found) faults.push({ field: 'found', words: 'Choose how the sign looks' })
  if (typed.nextCheck !== '' && typed.nextCheck <= today)
    faults.push({ field: 'nextCheck', words: 'The next check must be after today' })
  if (!spot || !found || faults.length > 0) return { faults }
  return {
    fact: { kind: 'sign', spot, place, found, nextCheck: typed.nextCheck === '' ? null : typed.nextCheck },
  }
}
