import { isGone, signsOnPaper } from '../hands/hands.ts'
import type { Fact } from './facts.ts'
import { sealAfter } from './seals.ts'

/** What is wrong with one fact after another; `before` is undefined for the first. */
const faultsAfter = (before: Fact | undefined, fact: Fact): string[] => {
  const faults: string[] = []
  const first = fact.kind === 'seized' || fact.kind === 'taken'
  if (first !== (before === undefined)) faults.push(first ? 'it begins twice' : 'it does not begin')
  if (fact.sequence !== (before?.sequence ?? 0) + 1) faults.push('a fact is missing before it')
  if (fact.from !== (before?.to ?? null)) faults.push('it comes from a hand that did not have it')
  if (fact.sealBefore !== (before?.seal ?? '')) faults.push('its seal is not the one that it had')
  if (
    fact.seal !==
    sealAfter(fact.sealBefore, {
      kind: fact.kind,
      seal: fact.newSeal ?? undefined,
      condition: fact.condition ?? undefined,
    })
  )
    faults.push('its seal does not follow')
  if (!before) return faults
  if (fact.at < before.at) faults.push('time runs backwards')
  if (isGone(before.to)) faults.push('it follows its end')
  if (fact.to === before.to) return faults
  if (signsOnPaper(before.to) || signsOnPaper(fact.to)) {
    if (fact.paper === null) faults.push('nobody signed for it')
  } else if (fact.offeredBy === null || fact.offeredBy === fact.actor) faults.push('one hand did not confirm')
  return faults
}

/** What is wrong with a history, each by the fact where it shows; empty where the chain is whole. */
export const faultsOf = (facts: readonly Fact[]): { sequence: number; fault: string }[] =>
  facts.flatMap((fact, at) =>
    faultsAfter(facts[at - 1], fact).map((fault) => ({ sequence: fact.sequence, fault })),
  )
