import { createHash } from 'node:crypto'
import { blocksOf } from '@mettrace/analysis/phase-in/blocks'
import { heldOut, orderOfStarts } from '@mettrace/analysis/phase-in/order'
import type { PowerAnswer, PowerQuestion } from '@mettrace/analysis/power/phased-power'
import type { Database } from '../../../foundation/database.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { identityOf, rememberedWork } from '../../../foundation/jobs/memory.ts'
import { inWorker } from '../../../foundation/jobs/pool.ts'
import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { ratePerHome } from '../plan/plan-of-risk.ts'
import type { DeploymentArea, DeploymentPlan, Ground } from '../plan/deployment-types.ts'
import type { CountedCity, Risk } from '../../../crime/types.ts'
import { drawOf, turnOf } from './draw.ts'

const worker = new URL('power-worker.ts', import.meta.url)

/** How starts are to be spread. */
export type PhaseDesign = {
  /** Published beforehand. */
  seed: string
  waves: number
  /** Months from one wave to the next, and from the last to the end. */
  gap: number
  follow: number
  /** Share of the deployment areas that get no kits in that time. */
  holdOut: number
  /** Month of the first wave, `2027-01`. */
  first: string
}

export type PhasedArea = {
  /** The codes of its areas, joined by a plus sign: the name that is drawn. */
  id: string
  codes: string[]
  names: (string | null)[]
  homes: number
  kits: number
  expected: number
  bcu: string
  /** From 1. */
  block: number
  /** Wave from 1, and its month; null for those held out. */
  wave: number | null
  start: string | null
}

export type PhasedPlan = { areas: PhasedArea[]; power: PowerAnswer | null; whyNoPower: string | null }

/** Areas in a block unless there are few. */
const blockSize = 6
const effects = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6]

const bcuOf = ({ codes }: DeploymentArea, risk: Risk, { bcu }: Ground): string => {
  const at = risk.areas.findIndex(({ code }) => code === codes[0])
  return bcu.names[bcu.of[at] ?? -1] ?? ''
}

/** Monthly counts of the deployment areas, as the risk counted them. */
const countsOf = (city: CountedCity, plan: DeploymentPlan): { counts: Int32Array; months: number } => {
  const months = city.months.length
  const placeOf = new Map(city.codes.map((code, at) => [code, at]))
  const counts = new Int32Array(plan.areas.length * months)
  for (const [area, { codes }] of plan.areas.entries()) {
    for (const code of codes) {
      const row = (placeOf.get(code) ?? -1) * months
      if (row < 0) continue
      for (let month = 0; month < months; month++) counts[area * months + month]! += city.counts[row + month]!
    }
  }
  return { counts, months }
}

type Parts = { city: CountedCity; risk: Risk; plan: DeploymentPlan; ground: Ground; design: PhaseDesign }

/**
 * A randomised order of starts for the areas of a plan, and what effect it could find, by their own past.
 * Errors: `usage` for a first month that cannot be read, and plans of fewer than two areas.
 */
export const phasePlan = (database: Database, actor: Actor, parts: Parts): Promise<PhasedPlan> => {
  const { city, risk, plan, ground, design } = parts
  const restsOn = [...[city, risk, plan, ground].map(identityOf), design]
  return rememberedWork(database, actor.id, { name: 'order of starts', restsOn }, () => drawPhases(parts))
}

const drawPhases = async ({ city, risk, plan, ground, design }: Parts): Promise<PhasedPlan> => {
  const first = parseMonth(design.first)
  if (first === undefined)
    throw new MetTraceError('usage', 'The first start is not a month.', {
      found: design.first,
      expected: '2027-01',
    })
  if (plan.areas.length < 2)
    throw new MetTraceError('usage', 'An order of starts needs a plan of two deployment areas or more.')
  const ids = plan.areas.map(({ codes }) => codes.join('+'))
  const groups = plan.areas.map((area) => bcuOf(area, risk, ground))
  const blocks = blocksOf(
    plan.areas.map((area, at) => ({ id: ids[at]!, rate: ratePerHome(area), group: groups[at]! })),
    Math.min(blockSize, plan.areas.length),
  )
  const { waves, holdOut, seed, gap, follow } = design
  const order = orderOfStarts({
    blocks,
    waves,
    holdOut,
    draws: ids.map((id) => drawOf(seed, id)),
    turn: turnOf(seed),
  })
  const { counts, months } = countsOf(city, plan)
  const window = (waves - 1) * gap + follow
  const power =
    window > months
      ? null
      : await inWorker<PowerQuestion, PowerAnswer>(worker, {
          counts,
          areas: plan.areas.length,
          months,
          blocks,
          waves,
          gap,
          follow,
          holdOut,
          halfLife: Infinity,
          effects,
          plays: 300,
          orders: 199,
          level: 0.05,
          seed: 1,
        })
  return {
    areas: plan.areas.map((area, at) => {
      const wave = order[at]!
      return {
        id: ids[at]!,
        codes: area.codes,
        names: area.names,
        homes: area.homes,
        kits: area.kits,
        expected: area.expected,
        bcu: groups[at]!,
        block: blocks[at]! + 1,
        wave: wave === heldOut ? null : wave + 1,
        start: wave === heldOut ? null : formatMonth(first + wave * gap),
      }
    }),
    power,
    whyNoPower:
      power === null
        ? `The programme would last ${count(window, 'month')}; only ${count(months, 'month')} of history ${months === 1 ? 'is' : 'are'} loaded to try it on.`
        : null,
  }
}

/** By wave and block, those held out last. */
export const inOrder = (areas: readonly PhasedArea[]): PhasedArea[] =>
  areas.toSorted(
    (a, b) => (a.wave ?? Infinity) - (b.wave ?? Infinity) || a.block - b.block || (a.id < b.id ? -1 : 1),
  )

/** Aarhus, by intention to treat (doi 10.1007/s11292-019-09409-7); North Zealand found none. */
export const largestInTrials = 0.21

const percent = (share: number): string => `${Math.round(100 * share)}%`

/** What the page says of the power, first in words: an effect that cannot be told is a result like any other. */
export const powerInWords = ({ power, detectable, window }: PowerAnswer): string => {
  const largest = power.at(-1)
  if (detectable === null) {
    return `We could not tell here. Even if kits prevented ${percent(largest?.effect ?? 0)} of burglaries, this programme of ${count(window, 'month')} would show it in only ${percent(largest?.power ?? 0)} of cases. A claim needs more areas or more months.`
  }
  const size = `a fall of ${percent(detectable)} or more would be found in 80 of 100 runs, over ${count(window, 'month')}`
  if (detectable > largestInTrials) {
    return `We could not tell an effect of a believable size here: only ${size}, and randomised trials of forensic marking found ${percent(largestInTrials)} at most. A claim needs more areas or more months.`
  }
  return `We could tell an effect here if it is large enough: ${size}. We could not tell a smaller one from chance.`
}

/** Digest by which a kept order is known: of the seed, the question and the answer as they are kept. */
export const digestOfOrder = (seed: string, question: unknown, answer: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([seed, question, answer]))
    .digest('hex')
