import type { Scanned } from '@mettrace/kit-codes/scan/read-scan'
import { allows } from '../../../foundation/access/may.ts'
import type { Role } from '../../../foundation/access/roles.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Holder } from '../holders.ts'

/** What a form names: labels that were scanned or typed, and a box by its number, `12` or `BATCH/12`. */
export type NamedKits = { scanned: readonly Scanned[]; box: string; from: Holder }

type Box = { id: string; sscc: string | null; box: string; batch: string }

/** What stands behind each stroke of a text: the number of a box may hold strokes itself. */
const endsOf = (typed: string): string[] => {
  const parts = typed.split('/')
  return parts.slice(1).map((_, at) => parts.slice(at + 1).join('/'))
}

const boxesCalled = async (tx: Transaction, ssccs: readonly string[], typed: string): Promise<Box[]> => {
  if (ssccs.length === 0 && typed === '') return []
  const { rows } = await tx.query<Box>(
    `select x.id, x.sscc, x.reference as box, b.reference as batch
     from engagement.kit_box x join engagement.kit_batch b on b.id = x.batch
     where x.sscc = any ($1::text[]) or x.reference = $2 or (b.reference || '/' || x.reference = $2 and x.reference = any ($3::text[]))
     limit 1000`,
    [ssccs, typed, endsOf(typed)],
  )
  return rows
}

const serialsByBox = async (
  tx: Transaction,
  from: Holder,
  boxes: readonly Box[],
): Promise<Map<string | null, string[]>> => {
  if (boxes.length === 0) return new Map()
  const rows = await readRecords<{ serial: string; box: string | null }>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `select serial, box from engagement.kit_position where holder = $1 and box = any ($2::uuid[]) order by serial`,
    [from, boxes.map(({ id }) => id)],
  )
  return new Map(
    [...Map.groupBy(rows, ({ box }) => box)].map(([box, kits]) => [box, kits.map(({ serial }) => serial)]),
  )
}

/**
 * Serials of all that a form names: those that it names itself, and of a box those that `from` has. What cannot be found
 * is said at its field, and then there is nothing to move.
 */
export const serialsNamed = async (
  tx: Transaction,
  role: Role,
  { scanned, box: typed, from }: NamedKits,
): Promise<{ serials: string[]; errors: ErrorAtField[] }> => {
  const serials = scanned.flatMap((each) => ('serial' in each ? [each.serial] : []))
  const ssccs = scanned.flatMap((each) => ('box' in each ? [each.box] : []))
  const errors: ErrorAtField[] = []
  if (ssccs.length === 0 && typed === '') return { serials: [...new Set(serials)], errors }
  if (!allows(role, { verb: 'read', kind: 'supply' }))
    return {
      serials: [],
      errors: [{ text: 'Scan or enter each kit: you cannot move a whole box', href: '#codes' }],
    }
  const boxes = await boxesCalled(tx, ssccs, typed)
  const held = await serialsByBox(tx, from, boxes)
  const here = boxes.filter(({ id }) => held.has(id))
  for (const sscc of ssccs)
    if (!here.some((box) => box.sscc === sscc))
      errors.push({ text: `No kit of box ${sscc} is here`, href: '#codes' })
  const called = here.filter(({ box, batch }) => box === typed || `${batch}/${box}` === typed)
  if (typed !== '' && called.length === 0)
    errors.push({ text: `No kit of box ${typed} is here`, href: '#box' })
  if (called.length > 1)
    errors.push({
      text: `${called.length} boxes have this number. Enter it with its batch, like ${called[0]!.batch}/${called[0]!.box}`,
      href: '#box',
    })
  return { serials: [...new Set([...serials, ...here.flatMap(({ id }) => held.get(id) ?? [])])], errors }
}
