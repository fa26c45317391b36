import { actorNames } from '../../../foundation/actor-names.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { exhibitsById, type Exhibit } from '../exhibits/positions.ts'
import { afterTrace, atHomeAnswers, type AfterFact } from './after.ts'
import { reasonOf, type Trace, type TracedKit } from './asked.ts'
import { homesOfKits, type TracedHome } from './homes-of-kits.ts'
import { pastOfKits, type PastEvent } from './kit-past.ts'
import { answeredQuestions, askForQuestions, type Answered } from './questions.ts'

/** What is known of one kit that a trace led to. */
export type KitTrace = {
  kit: TracedKit
  homes: TracedHome[]
  past: PastEvent[]
  questions: Answered[]
}

/** What a trace led to: the kits that are looked into, and the lives of all. */
export type ReadTrace = {
  traced: KitTrace[]
  past: PastEvent[]
  exhibit: Exhibit | undefined
  /** What happened since, the first first. */
  after: AfterFact[]
  /** A colleague by name. */
  name: (actor: string) => string
}

/** Whether the item was in the home of a kit, as its owners said last. */
const wasAtHomeBy = (after: readonly AfterFact[], ofKit: string) => {
  const said = after.findLast(({ kind, kit }) => kind === 'loss' && (kit ?? ofKit) === ofKit)?.says
  return atHomeAnswers.find((each) => each === said) ?? null
}

/**
 * Reads what a trace led to. Homes, occupiers and questions are read of the kits `into` alone, and names where they are asked for:
 * of a candidate that nobody looks into, no more than its life. Crossings, each logged with case and purpose.
 */
export const readTrace = async (
  tx: Transaction,
  trace: Trace,
  { into, names }: { into: readonly TracedKit[]; names: boolean },
): Promise<ReadTrace> => {
  const reason = reasonOf(trace)
  const past = await pastOfKits(tx, trace.kits, reason)
  const after = await afterTrace(tx, trace)
  const [exhibit] = trace.exhibit === null ? [] : await exhibitsById(tx, [trace.exhibit])
  const read = []
  for (const kit of into) {
    const homes = await homesOfKits(tx, [kit.kit], { onDay: trace.onDay, reason, names })
    read.push({
      kit,
      homes,
      asked: await askForQuestions(tx, { homes, onDay: trace.onDay, exhibit, reason }),
    })
  }
  const name = await actorNames(tx, [
    trace.actor,
    trace.reviewedBy,
    ...after.map(({ actor }) => actor),
    ...past.flatMap(({ actor, holder }) => [actor, holder]),
    ...read.flatMap(({ asked }) => [
      ...asked.nearby.flatMap(({ people }) => people ?? []),
      ...(asked.exhibit?.near.people ?? []),
    ]),
  ])
  return {
    traced: read.map(({ kit, homes, asked }) => {
      const own = past.filter((each) => each.kit === kit.kit)
      return {
        kit,
        homes,
        past: own,
        questions: answeredQuestions({
          home: homes.find(({ when }) => when !== 'after'),
          past: own,
          wasAtHome: wasAtHomeBy(after, kit.kit),
          name,
          ...asked,
        }),
      }
    }),
    past,
    exhibit,
    after,
    name,
  }
}
