import { MetTraceError } from '../../../foundation/errors.ts'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Home } from '../../../places/register.ts'

/** What can be found at a door, in the words of the form and of the list. */
export const foundWords = {
  marked: 'Marks seen',
  'not marked': 'Kit, nothing marked',
  nothing: 'No kit',
  refused: 'Refused',
  'no answer': 'No answer',
} as const
export type Found = keyof typeof foundWords

export const isFound = (text: string): text is Found => Object.hasOwn(foundWords, text)

/** A door as its checker is told of it. `tries`: findings so far, of which `found` is the last. */
export type CheckDoor = Pick<Home, 'ward' | 'bcu' | 'street' | 'number' | 'core' | 'flat' | 'postcode'> & {
  turn: number
  home: string
  found: Found | null
  at: Date | null
  tries: number
}

/**
 * Doors of a spot check that is the actor's to make and is open, street by street; none of anybody else's. Logs each home.
 */
export const doorsToCheck = (tx: Transaction, check: string | undefined): Promise<CheckDoor[]> =>
  readRecords<CheckDoor>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select turn, home, ward, bcu, street, number, core, flat, postcode, found, at, tries from engagement.spot_check_doors($1)
     order by postcode, street, nullif(regexp_replace(number, '\\D.*', ''), '')::numeric nulls last, number, flat nulls first`,
    [check ?? null],
  )

/**
 * Adds what was found at a door; the last counts. Sent twice, it is one finding. Logs the home.
 * Errors: `not_allowed` where the check is closed, or its officer may not check these homes any more.
 */
export const addFinding = async (
  tx: Transaction,
  actor: string,
  { id, check, door, found }: { id: string; check: string; door: CheckDoor; found: Found },
): Promise<void> => {
  try {
    await changeRecords(
      tx,
      { operation: 'collection', kind: 'home', subjects: [door.home] },
      `insert into engagement.spot_finding (id, spot_check, home, ward, bcu, found, actor)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [id, check, door.home, door.ward, door.bcu, found, actor],
    )
  } catch (error) {
    if ((error as { code?: unknown }).code !== '42501') throw error
    throw new MetTraceError(
      'not_allowed',
      'You cannot record this door: the check is closed, or you have since been posted or sent to these homes.',
      {},
      { cause: error },
    )
  }
}
