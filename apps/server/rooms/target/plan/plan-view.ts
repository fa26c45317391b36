import { targetPaths } from '../paths.ts'
import { drawn, pageLength, type Drawn } from '../risk/page-tables.ts'
import { howExpected, levelInWords, periodAhead, type Figure } from '../risk/page-figures.ts'
import { intervalBar, scaleEnd } from '../risk/page-interval.ts'
import { areasWithFewHomes, fewHomesMeans } from '../risk/few-homes.ts'
import { areaHref, linkTo } from '../question/page-links.ts'
import { mapOfAreas, type MapOfAreas, type Standing } from '../risk/map-of-areas.ts'
import type { PageQuery, PageQuestion } from '../question/page-query.ts'
import { scopeOf, scopeWordsOf, type ScopeLine } from '../risk/page-view.ts'
import {
  count,
  interval,
  kindInWords,
  numberOrDash,
  oneDecimal,
  percent,
  periodInWords,
  smallPercent,
  wholeNumber,
} from '../../../foundation/words/figures.ts'
import { seriesAndSource } from '../../../crime/words.ts'
import { hasLastYear } from '../../../crime/expected/last-year.ts'
import type { Risk } from '../../../crime/types.ts'
import type { DeploymentArea, DeploymentPlan, DeploymentQuestion, OtherKitsPlan } from './deployment-types.ts'
import { planCommand } from './plan-command.ts'

export type DeploymentRow = Drawn & {
  number: string
  areas: { code: string; name: string; href: string; fewHomes: boolean }[]
  where: string
  homes: string
  kits: string
  lastYear: string
  reason: string
  reasons: string[]
}

type OtherKits = { kits: string; href: string | undefined; areas: string; expected: string; gain: string }

export type PlanResult = {
  scope: ScopeLine[]
  scopeWords: string
  level: string
  warnings: string[]
  figures: Figure[]
  otherKits: OtherKits[]
  rows: DeploymentRow[]
  /** What the mark of an area with few homes means, where one has it. */
  fewHomesMeans: string | undefined
  /** The last twelve months are loaded, and have a column. */
  hasLastYear: boolean
  scale: string
  total: string
  /** Address that shows all rows, when some are held back. */
  allHref: string | undefined
  csvHref: string
  areasCsvHref: string
  geojsonHref: string
  nearMisses: { code: string; name: string; reason: string; href: string }[]
  /** What is typed to have the same figures on the command line. */
  command: string
  map: MapOfAreas
  /** What the slider begins from. */
  slider: { kits: number; choiceHref: string }
}

/** The page's question as the plan takes it: whole kits, so that the saturation is reached in every area. */
export const deploymentQuestion = (question: PageQuestion): DeploymentQuestion => ({
  kits: question.kits,
  saturation: question.saturation,
  exclude: question.exclude,
  include: question.include,
  kitRounding: 'up',
  smallest: question.smallest,
  largest: question.largest,
  most: question.most,
  bcuFloor: question.bcuFloor,
  covered: question.covered,
})

/** Numbers of kits that the page also plans for: half, one more thousand, twice. */
export const otherNumbers = (kits: number): number[] =>
  [...new Set([Math.floor(kits / 2), kits + 1000, kits * 2])].filter(
    (number) => number > 0 && number !== kits,
  )

const otherKits = (
  plan: DeploymentPlan,
  others: readonly OtherKitsPlan[],
  query: PageQuery,
  kits: number,
): OtherKits[] => {
  const rows = [{ kits, areas: plan.areas.length, expected: plan.expected }, ...others].toSorted(
    (a, b) => a.kits - b.kits,
  )
  return rows.map((row, at) => {
    const before = rows[at - 1]
    const typed = { ...query.typed, kits: wholeNumber(row.kits) }
    return {
      kits: wholeNumber(row.kits),
      href: row.kits === kits ? undefined : linkTo(targetPaths.plan(), { ...query, typed }),
      areas: wholeNumber(row.areas),
      expected: wholeNumber(row.expected),
      gain: before ? oneDecimal((1000 * (row.expected - before.expected)) / (row.kits - before.kits)) : '–',
    }
  })
}

const gapFigure = (plan: DeploymentPlan): Figure => ({
  label: 'Room for improvement',
  value: plan.status === 'optimal' ? 'None' : smallPercent(plan.gap),
  note: plan.status === 'optimal' ? 'proven best choice' : 'at most; proven bound',
  how: [
    `No choice of deployment areas with these kits and conditions can meet more than ${oneDecimal(plan.bound)} expected burglaries; this one meets ${oneDecimal(plan.expected)}. The gap is (bound − expected) ÷ bound.`,
    'The bound is that of the best single areas wherever they lie, or of areas taken in part, whichever is less; the search is exact where few areas may be chosen, and annealing elsewhere (Kirkpatrick, Gelatt and Vecchi 1983). It says how good the choice is for these expectations, not that the expectations will come true.',
  ],
})

/** The summary of a plan, each figure with how it was made. */
export const planFigures = (risk: Risk, plan: DeploymentPlan, question: PageQuestion): Figure[] => {
  const { inputs, city } = risk
  const kinds = kindInWords(inputs.kind)
  const allHomes = risk.areas.reduce((total, { homes }) => total + homes, 0)
  const members = plan.areas.reduce((total, { codes }) => total + codes.length, 0)
  const ahead = periodAhead(inputs.until, inputs.months)
  const left = Math.floor(question.kits - plan.kitsUsed)
  return [
    {
      label: 'Deployment areas',
      value: wholeNumber(plan.areas.length),
      note: `of ${count(members, kinds.one, kinds.many)} in all`,
      how: [
        `Neighbouring ${kinds.many} that share a border, together ${wholeNumber(question.smallest)} to ${count(question.largest, 'home')}. Each is taken whole or not at all, because the programme works by saturation.`,
      ],
    },
    {
      label: 'Homes in them',
      value: wholeNumber(plan.homes),
      note: allHomes > 0 ? `${percent(plan.homes / allHomes)} of ${count(allHomes, 'home')}` : '',
      how: [`The homes loaded for each chosen area, added up.`],
    },
    {
      label: 'Kits used',
      value: wholeNumber(plan.kitsUsed),
      note: `of ${wholeNumber(question.kits)}; ${wholeNumber(left)} left`,
      how: [
        `${oneDecimal(100 * question.saturation).replace('.0', '')}% of the homes of each chosen area, rounded up to whole kits, so that the saturation is reached in every one. Spare kits fill no other whole area.`,
      ],
    },
    {
      label: 'Burglaries expected in these areas',
      value: wholeNumber(plan.expected),
      note: `${levelInWords(inputs.level)} likely range ${interval(plan)}`,
      bar: intervalBar(plan, plan.high),
      how: [
        `What is expected in the chosen areas from ${periodInWords(ahead.from, ahead.to)} if nothing is done: ${seriesAndSource(inputs)}. It is not the number that kits would prevent.`,
        ...howExpected(risk),
      ],
    },
    {
      label: 'Share of all expected',
      value: percent(plan.share),
      note: `of ${wholeNumber(city.expected)} in all (${interval(city)})`,
      how: [
        `Burglaries expected in the chosen areas (${oneDecimal(plan.expected)}) divided by those expected in all areas (${oneDecimal(city.expected)}).`,
      ],
    },
    gapFigure(plan),
    ...(plan.floorCost === null
      ? []
      : [
          {
            label: 'Cost of the floors',
            value: oneDecimal(plan.floorCost),
            note: 'expected burglaries fewer',
            how: [
              `Every BCU gets at least ${percent(question.bcuFloor)} of the kits. The best choice found without that rule meets so many expected burglaries more.`,
            ],
          },
        ]),
  ]
}

const rowOf = (
  area: DeploymentArea,
  { inputs }: Risk,
  { scale, typed, few }: { scale: number; typed: PageQuery['typed']; few: ReadonlySet<string> },
): DeploymentRow => ({
  ...drawn(area, scale),
  number: wholeNumber(area.number),
  areas: area.codes.map((code, at) => ({
    code,
    name: area.names[at] ?? '',
    href: areaHref(inputs, code, typed),
    fewHomes: few.has(code),
  })),
  where: area.boroughs.join(', '),
  homes: wholeNumber(area.homes),
  kits: wholeNumber(area.kits),
  lastYear: numberOrDash(area.lastYear),
  reason: area.reason,
  reasons: area.reasons,
})

export const planResult = (parts: {
  risk: Risk
  plan: DeploymentPlan
  others: readonly OtherKitsPlan[]
  question: PageQuestion
  query: PageQuery
  importedAt: string | null
  mapVersion: number
}): PlanResult => {
  const { risk, plan, others, question, query, importedAt, mapVersion } = parts
  const few = areasWithFewHomes(risk)
  const scale = scaleEnd(plan.areas.map(({ high }) => high))
  const shown = query.view.wholePlan ? plan.areas : plan.areas.slice(0, pageLength)
  return {
    scope: scopeOf(risk, importedAt),
    scopeWords: scopeWordsOf(risk),
    level: levelInWords(risk.inputs.level),
    warnings: risk.warnings,
    figures: planFigures(risk, plan, question),
    otherKits: otherKits(plan, others, query, question.kits),
    rows: shown.map((area) => rowOf(area, risk, { scale, typed: query.typed, few })),
    fewHomesMeans: plan.areas.some(({ codes }) => codes.some((code) => few.has(code)))
      ? fewHomesMeans
      : undefined,
    hasLastYear: hasLastYear(risk),
    scale: wholeNumber(scale),
    total: count(plan.areas.length, 'deployment area'),
    allHref:
      shown.length < plan.areas.length
        ? linkTo(targetPaths.plan(), query, { wholePlan: true }, '#plan')
        : undefined,
    csvHref: linkTo(targetPaths.planCsv(), query),
    areasCsvHref: linkTo(targetPaths.planAreasCsv(), query),
    geojsonHref: linkTo(targetPaths.planGeoJson(), query),
    nearMisses: plan.nearMisses.map(({ code, name, reason }) => ({
      code,
      name: name ?? '',
      reason,
      href: areaHref(risk.inputs, code, query.typed),
    })),
    command: planCommand(risk, question),
    slider: { kits: question.kits, choiceHref: linkTo(targetPaths.planChoice(), query) },
    map: mapOfAreas(risk, mapVersion, linkTo(targetPaths.planMap(), query)),
  }
}

/** How each area stands, for the map. */
export const standingsOf = (plan: DeploymentPlan): Map<string, Standing> =>
  new Map<string, Standing>([
    ...plan.nearMisses.map(({ code }) => [code, 'near'] as const),
    ...plan.excluded.map((code) => [code, 'excluded'] as const),
    ...plan.covered.map((code) => [code, 'covered'] as const),
    ...plan.areas.flatMap(({ codes }) => codes.map((code) => [code, 'in'] as const)),
  ])
