import type { Answer, BatchRequest } from '@mettrace/protocol/batch/batch'
import { reasons, type ReasonCode } from '@mettrace/protocol/batch/reasons'
import { judgeScans, type JudgedScan } from '@mettrace/protocol/scans/judge-scans'
import type { Database } from '../../../foundation/database.ts'
import { again, isOvertaken, oneByOne, Overtaken } from '../../../foundation/phones/take-in-parts.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { ownBcus } from '../scans/own-bcus.ts'
import { readStanding } from './read-standing.ts'
import { writeScans, writeTold } from './write-scans.ts'

type Batch = Pick<BatchRequest, 'device' | 'person' | 'events' | 'run' | 'monotonic' | 'sentAt'>

/** What the rules said, for an event that the database would not take for a reason that the sender may not see. */
const setAside = (judged: JudgedScan, reason: ReasonCode): JudgedScan => ({
  ...judged,
  ...(reason !== 'not-understood' && { event: null }),
  // Somebody else's event has this id: it stays as it is.
  ...(reason === 'same-id' && { write: 'clash' }),
  answer: { id: judged.id, answer: 'set-aside', reason, words: reasons[reason].words },
})

/** No BCU: what stands under it only those see who see all. */
const wholeForce = 'force'

/** The BCU of what names no place that the sender sees. Whoever sees all has none of their own. */
const bcuOf = async (tx: Transaction, { role }: Actor): Promise<string> => {
  if (role === 'investigator') return wholeForce
  const [bcu = wholeForce] = await ownBcus(tx)
  return bcu
}

const write = async (
  tx: Transaction,
  actor: Actor,
  { device, person, ...batch }: Batch,
  receivedAt: Date,
  instead?: ReasonCode,
): Promise<Answer[]> => {
  const standing = await readStanding(tx, { person, device }, batch.events, receivedAt)
  const ruled = judgeScans(standing, batch, receivedAt.getTime())
  const judged = instead
    ? ruled.map((each) => (each.write === 'event' ? setAside(each, instead) : each))
    : ruled
  if (judged.some((each) => each.write !== 'nothing')) {
    const sender = { actor: actor.id, device, receivedAt, bcu: await bcuOf(tx, actor) }
    await writeTold(tx, judged, standing, sender)
    await writeScans(tx, judged, standing, sender)
  }
  return judged.map(({ answer }) => answer)
}

/** Why an event that nothing else stands beside could not be written; undefined where it is no fault of the event. */
const whyRefused = (error: unknown): ReasonCode | undefined => {
  if (error instanceof Overtaken) return 'same-sequence'
  // What no column takes, or no key: no fault of the database's.
  return /^2[23]/.test((error as { code?: string }).code ?? '') ? 'not-understood' : undefined
}

/**
 * Takes scans that a phone tells: judged by the rules and written in one transaction; what was overtaken is judged again. Where it
 * cannot be written so, event by event. An event without an answer was not taken. Errors: what the database could not do.
 */
export const takeScans = async (
  database: Database,
  actor: Actor,
  batch: Batch,
  receivedAt: Date,
): Promise<Answer[]> => {
  const act = (events: Batch['events'], instead?: ReasonCode): Promise<Answer[]> =>
    database.actOften(actor, 'take scans that a phone tells', (tx) =>
      write(tx, actor, { ...batch, events }, receivedAt, instead),
    )
  try {
    return await again(() => act(batch.events))
  } catch (error) {
    if (!isOvertaken(error) && whyRefused(error) === undefined) throw error
  }
  return oneByOne(batch.events, async (event) => {
    try {
      return await again(() => act([event]))
    } catch (error) {
      const reason = whyRefused(error)
      if (!reason) throw error
      return act([event], reason).catch((second: unknown) => {
        if (!(second instanceof Overtaken)) throw second
        return act([event], 'same-id')
      })
    }
  })
}
