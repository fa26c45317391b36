import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { keepRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

type Statement = {
  what: 'registered' | 'applied' | 'moving'
  appliedOn: string | null
  leavesOn: string | null
  at: Date
}

const inWords = ({ what, appliedOn, leavesOn }: Statement): string => {
  if (what === 'moving') return `They move; their last day is ${dayInWords(leavesOn!)}`
  const used = appliedOn === null ? '' : `they used the kit on ${dayInWords(appliedOn)}`
  if (what === 'applied') return `T${used.slice(1)}`
  return used === '' ? 'Somebody registered' : `Somebody registered, and ${used}`
}

/** What households of a home said of its kits, in words, the latest first. The home itself is logged by `homeOf`. */
export const statementsAt = async (
  tx: Transaction,
  home: string,
): Promise<{ words: string; at: string }[]> => {
  const { rows } = await keepRecords<Statement>(
    tx,
    'of a home that was read and written down before',
    `select what, applied_on::text as "appliedOn", leaves_on::text as "leavesOn", at
     from engagement.kit_statement where home = $1 order by at desc, id desc`,
    [home],
  )
  return rows.map((each) => ({ words: inWords(each), at: timeInWords(each.at) }))
}
