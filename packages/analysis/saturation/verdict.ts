import { homesWanted } from './homes-to-go.ts'
import { reachOf, type Reach, type ReachQuestion } from './reach.ts'

/** Something that could be done: other hours for the tries to come, more tries, booked cards. */
export type Lever = {
  readonly name: string
  /** Time band of each try, the tries that were made included. */
  readonly plan: readonly string[]
}

export type VerdictQuestion = ReachQuestion & {
  /** Share of the homes that is aimed at. */
  readonly target: number
  readonly levers: readonly Lever[]
}

export type Outlook = {
  readonly reach: Reach
  /** Chance that the target is met. */
  readonly chance: number
}

export type Verdict = {
  /** Whether the target can be met with the tries of the plan. */
  readonly code: 'met' | 'can' | 'cannot-tell' | 'cannot'
  readonly wanted: number
  /** Null where nothing is known of a band of the plan. */
  readonly outlook: Outlook | null
  /** What each lever would do, the one with the best chance first. */
  readonly levers: readonly (Outlook & { readonly name: string })[]
  /** Levers of which nothing can be said: nobody has tried at those hours. */
  readonly untried: readonly string[]
}

/** Chances from which on the target can, and up to which it cannot be met. */
const likely = 0.9
const unlikely = 0.1

const outlookOf = (question: ReachQuestion, wanted: number): Outlook | null => {
  const reach = reachOf(question)
  return reach && { reach, chance: reach.chanceOf(wanted) }
}

/**
 * Whether a target can be met with the tries of the plan, and what each lever would do. "Cannot" is a result: the
 * chance is one in ten or less. Throws RangeError as `reachOf` and `homesWanted` do.
 */
export const verdictOf = (question: VerdictQuestion): Verdict => {
  const wanted = homesWanted(question.homes, question.target)
  const outlook = outlookOf(question, wanted)
  const levers: (Outlook & { name: string })[] = []
  const untried: string[] = []
  for (const { name, plan } of question.levers) {
    const changed = outlookOf({ ...question, plan }, wanted)
    if (!changed) untried.push(name)
    else levers.push({ name, ...changed })
  }
  levers.sort((a, b) => b.chance - a.chance)
  return {
    code: codeOf(question.protected >= wanted, outlook),
    wanted,
    outlook,
    levers,
    untried,
  }
}

const codeOf = (isMet: boolean, outlook: Outlook | null): Verdict['code'] => {
  if (isMet) return 'met'
  if (!outlook) return 'cannot-tell'
  if (outlook.chance >= likely) return 'can'
  return outlook.chance <= unlikely ? 'cannot' : 'cannot-tell'
}
