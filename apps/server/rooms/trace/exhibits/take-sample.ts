import { formatReference, nextPart, parseReference } from '@mettrace/continuity/reference/reference'
import { londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { addExhibits, addFirstFacts } from './book-in.ts'
import { partsOf, type Exhibit } from './positions.ts'
import { recordFacts, type Act } from './record-facts.ts'

/** What is taken from an exhibit: a sample, or an item that it is split into. */
export type NewPart = { kind: Exhibit['kind']; description: string; seal: string; power: string }

/** The sample that an act took from an exhibit before; undefined where it took none. */
const takenBefore = async (tx: Transaction, parent: string, act: string): Promise<string | undefined> => {
  const [taken] = await readRecords<{ exhibit: string }>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ exhibit }) => exhibit },
    `select t.exhibit from enforcement.exhibit_event f
     join enforcement.exhibit_event t on t.parent = f.exhibit and t.parent_sequence = f.sequence
     where f.act = $1 and f.exhibit = $2`,
    [act, parent],
  )
  return taken?.exhibit
}

/**
 * Takes a sample or an item from an exhibit that is open: the fact of the one and the first of the other, with the next letter of
 * what was seized. What is taken from skin is skin, and goes with the last day of that. Asked for again, it does nothing. Returns the
 * id of the new one. Errors: as of `recordFacts`.
 */
export const takePart = async (
  tx: Transaction,
  actor: string,
  parent: string,
  part: NewPart,
  act: Act,
  now: Date,
): Promise<string> => {
  const before = await takenBefore(tx, parent, act.id)
  if (before !== undefined) return before
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
  const isSkin = from.kind === 'skin swab'
  const kind = isSkin ? from.kind : part.kind
  await addExhibits(tx, actor, [{ ...part, kind, id, root: from.root, parent, reference }], {
    scan: from.scan,
    crime: from.crime,
    custody: from.custody,
    power: part.power,
    takenOn: isSkin ? from.takenOn : londonDay(act.at),
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
