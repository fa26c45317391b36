import { residentFields } from '../../../foundation/records/sealed-fields.ts'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { calledNow, presentDoors } from '../../../places/present-doors.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { reasonOf, type Trace } from './asked.ts'
import { homesOfKits } from './homes-of-kits.ts'

export const tellingWays = ['letter', 'call'] as const
export const tellingOutcomes = ['told', 'no answer', 'wrong contact'] as const
export const atHomeAnswers = ['yes', 'no', 'not sure'] as const
export const whyNotReturned = [
  'needed as evidence',
  'owner does not want it',
  'owner does not answer',
  'not theirs',
  'lost or damaged',
  'disposed of',
] as const
export const caseOutcomes = [
  'charged',
  'out of court',
  'convicted',
  'acquitted',
  'no further action',
] as const
/** What a case fell for: each published apart. */
export const fellFor = [
  'lost',
  'damaged',
  'contaminated',
  'not gathered',
  'statement missing',
  'something else',
] as const
export const liquidDid = [
  'found the owner',
  'named a suspect',
  'supported the charge',
  'spoke against it',
  'made no difference',
  'not known',
] as const

/** Acts after a trace. */
export const afterKinds = ['told', 'loss', 'return', 'end'] as const

type Of<List extends readonly string[]> = List[number]

/** What happened after a trace, each an act of its own; `id`: the asker's UUID, sent twice it is one. */
export type AfterAct =
  | {
      kind: 'told'
      kit: string
      resident: string
      how: Of<typeof tellingWays>
      outcome: Of<typeof tellingOutcomes>
    }
  | {
      kind: 'loss'
      kit: string
      resident: string
      item: string
      wasAtHome: Of<typeof atHomeAnswers>
      missingSince: string | null
      askedFirst: boolean
    }
  | {
      kind: 'return'
      kit: string
      /** Null where there is no owner. */
      resident: string | null
      onDay: string
      signature: string | null
      whyNot: Of<typeof whyNotReturned> | null
    }
  | {
      kind: 'end'
      outcome: Of<typeof caseOutcomes>
      fellFor: Of<typeof fellFor> | null
      liquid: Of<typeof liquidDid>
      onDay: string
    }

/** The statement that keeps each, after its id and before who kept it. */
const keeping = (tx: Transaction, act: AfterAct, trace: Trace, id: string, actor: string) => {
  const alteration = {
    operation: 'alteration',
    kind: 'kit',
    subjects: trace.kits.map(({ serial }) => serial),
    reason: `after a trace: ${act.kind}`,
  } as const
  switch (act.kind) {
    case 'told':
      return changeRecords(
        tx,
        alteration,
        `insert into enforcement.owner_told (id, trace, kit, resident, how, outcome, actor)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
        [id, trace.id, act.kit, act.resident, act.how, act.outcome, actor],
      )
    case 'loss':
      return changeRecords(
        tx,
        alteration,
        `insert into enforcement.loss_statement (id, trace, kit, resident, item, was_at_home, missing_since, asked_first, actor)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing`,
        [
          id,
          trace.id,
          act.kit,
          act.resident,
          act.item,
          act.wasAtHome,
          act.missingSince,
          act.askedFirst,
          actor,
        ],
      )
    case 'return':
      return changeRecords(
        tx,
        alteration,
        `insert into enforcement.item_return (id, trace, kit, resident, on_day, signature, why_not, actor)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
        [id, trace.id, act.kit, act.resident, act.onDay, act.signature, act.whyNot, actor],
      )
    case 'end':
      return changeRecords(
        tx,
        alteration,
        `insert into enforcement.case_end (id, case_reference, outcome, fell_for, liquid, on_day, actor)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
        [id, trace.case, act.outcome, act.fellFor, act.liquid, act.onDay, actor],
      )
  }
}

/** Whether somebody lived on the day where the kit was, the kit being one of the trace. Logs whose it was. */
const isOwner = async (
  tx: Transaction,
  trace: Trace,
  { kit, resident }: { kit: string; resident: string | null },
): Promise<boolean> => {
  if (!trace.kits.some((each) => each.kit === kit)) return false
  if (resident === null) return true
  const homes = await homesOfKits(tx, [kit], { onDay: trace.onDay, reason: reasonOf(trace), names: false })
  return homes.some(({ occupiers }) => occupiers.some((each) => each.resident === resident))
}

/**
 * Keeps what happened after a trace. Logs it. Errors: `usage` for the end of a case that the trace does not name, `not_found` for
 * whoever is no owner of that kit.
 */
export const keepAfter = async (
  tx: Transaction,
  actor: string,
  id: string,
  trace: Trace,
  act: AfterAct,
): Promise<void> => {
  if (act.kind === 'end' && trace.case === null) throw new MetTraceError('usage', 'This trace names no case.')
  if (act.kind !== 'end' && !(await isOwner(tx, trace, act)))
    throw new MetTraceError('not_found', 'There is no such owner of this kit.')
  await keeping(tx, act, trace, id, actor)
}

/** Something that happened after a trace, as its page tells it. */
export type AfterFact = {
  at: Date
  what: string
  actor: string
  kind: (typeof afterKinds)[number]
  says: string
  /** Kit and owner that it is of; null of a case, and of what was recorded before they were asked for. */
  kit: string | null
  resident: string | null
}

/** What happened after a trace and to its case, the first first. Logs its kits. */
export const afterTrace = (tx: Transaction, trace: Trace): Promise<AfterFact[]> =>
  readRecords<AfterFact>(
    tx,
    { operation: 'consultation', kind: 'kit', subjects: trace.kits.map(({ serial }) => serial) },
    `select at, 'told' as kind, outcome as says, outcome || ', by ' || how as what, kit, resident, actor from enforcement.owner_told where trace = $1
     union all
     select at, 'loss', was_at_home, 'statement of loss: ' || item || '; in their home: ' || was_at_home
            || coalesce('; missing since ' || to_char(missing_since, 'FMDD Month YYYY'), '')
            || case when asked_first then '; described before they were told what was found'
               else '; described after they were told what was found' end, kit, resident, actor
     from enforcement.loss_statement where trace = $1
     union all
     select at, 'return', coalesce(why_not, 'returned'),
            coalesce('returned against ' || signature, 'not returned: ' || why_not), kit, resident, actor
     from enforcement.item_return where trace = $1
     union all
     select at, 'end', outcome, 'case ' || outcome || coalesce(', for evidence ' || fell_for, '') || '; the liquid: ' || liquid, null, null, actor
     from enforcement.case_end where case_reference = $2
     order by 1, 4`,
    [trace.id, trace.case],
  )

/** An owner as a letter and a call need them. */
export type OwnerToTell = {
  name: string
  contact: string | null
  address: string
  postcode: string
  /** Whether they live there still, as far as is known: a letter goes nowhere else. */
  isThere: boolean
}

type OwnerRow = {
  uprn: string
  street: string
  number: string
  core: string | null
  flat: number | null
  postcode: string
  is_there: boolean
  data_key: Buffer | null
  key_version: number | null
  name: Buffer | null
  contact: Buffer | null
}

/**
 * Name, contact and address of an owner who is to be told. A crossing: logged as a disclosure to them. Errors: `not_found` where they
 * were erased, or lived at no home of that kit on the day.
 */
export const ownerToTell = async (
  tx: Transaction,
  trace: Trace,
  { kit, resident }: { kit: string; resident: string },
): Promise<OwnerToTell> => {
  const [row] = await readRecords<OwnerRow>(
    tx,
    {
      operation: 'disclosure',
      kind: 'resident',
      subjects: [resident],
      to: 'the owner',
      reason: 'an owner is told',
    },
    `select uprn::text as uprn, street, number, core, flat, postcode, is_there, data_key, key_version, name, contact
     from engagement.owner_to_tell($1, $2, $3)`,
    [trace.kits.find((each) => each.kit === kit)?.kit ?? null, resident, trace.onDay],
  )
  if (!row?.data_key || row.key_version === null || !row.name)
    throw new MetTraceError('not_found', 'There is nobody to tell here: they may have been erased.')
  const fields = tx.fields.row(residentFields, resident, {
    dataKey: row.data_key,
    keyVersion: row.key_version,
  })
  const { address, postcode } = calledNow(row, (await presentDoors(tx, [row.uprn])).get(row.uprn))
  return {
    name: fields.open('name', row.name),
    contact: row.contact ? fields.open('contact', row.contact) : null,
    address,
    postcode,
    isThere: row.is_there,
  }
}
