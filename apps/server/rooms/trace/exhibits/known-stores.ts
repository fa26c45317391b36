import type { Transaction } from '../../../foundation/with-actor.ts'
import { placesToPost } from '../../../places/place-names.ts'

/** The BCU whose store somebody names by code or name; undefined where there is none so called. Any where no BCUs are loaded. */
export const storeNamed = async (tx: Transaction, name: string): Promise<string | undefined> => {
  const typed = name.trim().toLowerCase()
  const bcus = await placesToPost(tx, 'bcu')
  if (bcus.length === 0) return name.trim() || undefined
  const called = bcus.filter(({ code, name: known }) =>
    [code, known].some((each) => each.toLowerCase() === typed),
  )
  return called.length === 1 ? called[0]!.code : undefined
}
