import { formatReference, nextPart, parseReference } from '@mettrace/continuity/reference/reference'
import { londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { addExhibits, addFirstFacts } from './book-in.ts'
import { partsOf, type Exhibit } from './positions.ts'
import { recordFacts, type Act } from './record-facts.ts'

/** What is taken from an exhibit: a sample, or an item that it is split into. */
export type NewPart = { kind: Exhibit['kind']; description: string; seal: string; power: string }

/**
 * Takes a sample or an item from an exhibit that is open: the fact of the one and the first of the other, with the next letter of
 * what was seized. Returns the id of the new one. Errors: as of `recordFacts`.
 */
export const takePart = async (
  tx: Transaction,
  actor: string,
  parent: string,
  part: NewPart,
  act: Act,
  now: Date,
): Promise<string> => {
  const [from] = await recordFacts(
    tx,
    actor,
    act,
    [{ exhibit: parent, kind: part.kind === 'item' ? 'split' : 'sampled' }],
    now,
  )
  if (!from) throw new MetTraceError('not_found', 'There is no such exhibit here.')
  const parts = await partsOf(tx, from.root)
  const taken = parts.map(({ reference }) => parseReference(reference)!)
  const id = uuidv7()
  const reference = formatReference(
    nextPart(
      parseReference(from.reference)!,
      taken.flatMap((each) => (each.part === '' ? [] : [each.part])),
    ),
  )
  await addExhibits(tx, actor, [{ ...part, id, root: from.root, parent, reference }], {
    scan: from.scan,
    crime: from.crime,
    custody: from.custody,
    power: part.power,
    takenOn: londonDay(act.at),
    bcu: from.bcu,
  })
  await addFirstFacts(tx, actor, [{ id, seal: part.seal }], {
    act: uuidv7(),
    at: act.at,
    hand: from.hand,
    bcu: from.bcu,
    lateBecause: act.lateBecause,
    parent: { id: parent, sequence: from.sequence + 1 },
  })
  return id
}
