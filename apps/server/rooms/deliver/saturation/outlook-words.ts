import type { Reach } from '@mettrace/analysis/saturation/reach'
import type { Verdict } from '@mettrace/analysis/saturation/verdict'
import { dayInWords } from '../../../foundation/days.ts'
import { capital, percent } from '../../../foundation/words/figures.ts'
import { bands, mostSimulated, type Band, type Outlook } from './outlook.ts'
import { targetInWords } from './place-words.ts'
import type { ReadSaturation } from './saturation.ts'

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven']
const visitsInWords = (tries: number): string =>
  `${numbers[tries] ?? tries} ${tries === 1 ? 'visit' : 'visits'}`

const bandWords: Readonly<Record<Band, string>> = {
  daytime: 'on weekdays before 17:00',
  evening: 'on weekdays after 17:00',
  weekend: 'at weekends',
}
const isBand = (name: string): name is Band => bands.some((band) => band === name)

/** What a lever does, in words that can follow "With". */
const leverInWords = (name: string, tries: number): string =>
  isBand(name)
    ? `the remaining visits ${bandWords[name]}`
    : `one more visit to each home, ${visitsInWords(tries + 1)} in all`

const rangeInWords = ({ share, low, high }: Reach): string =>
  `${percent(share)} (likely range ${percent(low)} to ${percent(high)})`

/** Whether the target can be reached: an answer, the reason, and what would help. */
export type ShownVerdict = { answer: string; isResult: boolean; why: string[] }

const bestLever = ({ levers }: Verdict, tries: number, target: number): string | undefined => {
  const [best] = levers
  if (!best) return undefined
  const lever = leverInWords(best.name, tries)
  return best.chance >= 0.5
    ? `With ${lever}, it would be ${rangeInWords(best.reach)}.`
    : `Neither other hours nor one more visit would reach ${targetInWords(target)}. The best is ${lever}: ${rangeInWords(best.reach)}.`
}

const untriedInWords = ({ untried }: Verdict): string | undefined => {
  const hours = untried.filter(isBand).map((band) => bandWords[band])
  return hours.length === 0
    ? undefined
    : `We cannot tell what visits ${hours.join(' or ')} would do: nobody has tried them here.`
}

const ceilingInWords = (reach: Reach, target: number): string | undefined =>
  reach.ceiling < target
    ? `Even visiting until somebody is found at every home, it would be ${percent(reach.ceiling)}: only fewer refusals would change that.`
    : undefined

const refusalInWords = ({ refusal, unapplied }: Outlook): string =>
  refusal === null
    ? ''
    : ` ${percent(refusal)} of those who decided refused${
        unapplied ? `, and ${percent(unapplied)} took a kit and marked nothing` : ''
      }.`

const told = (...why: (string | null | undefined)[]): string[] =>
  why.filter((each) => each !== undefined && each !== null)

/** The answer for a place. Nobody visited, no homes and a target met are answers too. */
export const verdictInWords = (
  { homes, target, tries, question }: Pick<ReadSaturation, 'homes' | 'target' | 'tries' | 'question'>,
  outlook: Outlook,
): ShownVerdict => {
  const { verdict } = outlook
  const aim = targetInWords(target)
  if (homes === 0) return { answer: 'We cannot tell', isResult: false, why: ['No home is registered here.'] }
  if (question.tried.length === 0 || !verdict)
    return {
      answer: 'We cannot tell yet',
      isResult: false,
      why: ['Nobody has been visited here yet, so that nothing is known of who opens and who refuses.'],
    }
  if (verdict.code === 'met') return { answer: `${aim} is reached`, isResult: true, why: [] }
  const { outlook: usual } = verdict
  const usually =
    usual &&
    `${capital(visitsInWords(tries))} to each home, as made so far, can reach ${rangeInWords(usual.reach)}.`
  if (verdict.code === 'can')
    return { answer: `Yes, ${aim} can be reached`, isResult: true, why: told(usually) }
  if (verdict.code === 'cannot')
    return {
      answer: `No. ${aim} cannot be reached here at this refusal`,
      isResult: true,
      why: told(
        `${usually ?? ''}${refusalInWords(outlook)}`,
        bestLever(verdict, tries, target),
        usual && ceilingInWords(usual.reach, target),
        untriedInWords(verdict),
      ),
    }
  return {
    answer: `We cannot tell whether ${aim} can be reached`,
    isResult: true,
    why: told(
      usually === null
        ? 'Too little is known of visits at these hours.'
        : `${usually} ${aim} lies within what is likely.`,
      bestLever(verdict, tries, target),
      untriedInWords(verdict),
    ),
  }
}

/** From the day by which one course in ten meets the target to that by which nine do. */
const daysInWords = ({ from, to }: NonNullable<Outlook['forecast']>, aim: string, days: number): string => {
  const pace = `at the pace of the last ${days === 1 ? 'day' : `${days} days`} worked here`
  return from === to
    ? `${aim} is likely on ${dayInWords(from)}: most of the simulated courses meet it on that day, ${pace}.`
    : `${aim} is likely between ${dayInWords(from)} and ${dayInWords(to)}: 8 of 10 simulated courses meet it between these days, ${pace}.`
}

/** When the target is met, or why no day is given. */
export const forecastInWords = (
  { homes, target, open, question }: Pick<ReadSaturation, 'homes' | 'target' | 'open' | 'question'>,
  { forecast, chance, verdict }: Outlook,
): string => {
  const aim = targetInWords(target)
  if (verdict?.code === 'met') return `${aim} is reached today.`
  if (forecast) return daysInWords(forecast, aim, question.days.length)
  if (homes === 0 || question.tried.length === 0) return 'No date: nobody has been visited here yet.'
  if (open.reduce((sum, each) => sum + each, 0) > mostSimulated)
    return 'No date: there are too many homes to simulate. Look at its deployments one by one.'
  if (verdict?.code === 'cannot') return `No date: as visits go on now, ${aim} is not reached.`
  if (chance === null) return 'No date: too little is known of visits at these hours.'
  return chance === 0
    ? `No date: at this pace and refusal ${aim} was met on none of the simulated courses.`
    : `No date: ${aim} was met within a working year on only ${percent(chance)} of the simulated courses.`
}

/** Rows of a table of what visits can reach, with each bar on the scale of the table. */
export type ReachRow = {
  plan: string
  share: string
  range: string
  isUsual: boolean
  bar: { x: number; width: number; tick: number }
}

const [left, across] = [2, 116]
const at = (share: number): number => Number((left + across * share).toFixed(1))

const rowOf = (plan: string, { share, low, high }: Reach, isUsual: boolean): ReachRow => ({
  plan,
  share: percent(share),
  range: `${percent(low)} to ${percent(high)}`,
  isUsual,
  bar: { x: at(low), width: Number(Math.max(1, across * (high - low)).toFixed(1)), tick: at(share) },
})

/** What so many visits can reach, and what the levers would; shares from 0 to 100% of the homes. */
export const reachRows = ({ reach, verdict, band }: Outlook, tries: number): ReachRow[] => [
  ...Array.from(reach, ([visits, each]) =>
    rowOf(
      `${capital(visitsInWords(visits))}${visits === tries ? ` (the setting), ${bandWords[band]}` : ''}`,
      each,
      visits === tries,
    ),
  ),
  ...(verdict?.levers ?? []).flatMap(({ name, reach: each }) =>
    isBand(name) ? [rowOf(`${capital(visitsInWords(tries))}, the rest ${bandWords[name]}`, each, false)] : [],
  ),
]

/** Where the line of the target stands on the scale of the table. */
export const targetOnScale = (target: number): number => at(target)
