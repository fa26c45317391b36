import { formatMonth, parseMonth, type Month } from '../../../foundation/month.ts'
import { breaksBetween } from '../../../places/formats/categories.ts'
import type { StoredStreet } from '../../../places/street-pieces.ts'
import type { CountedCity } from '../../../crime/types.ts'
import { never, programmePanel, type ProgrammePanel } from '../programme/programme-panel.ts'
import type { Programme } from '../programme/programme-schema.ts'
import { byMonthOf } from './by-month.ts'
import { claimOf } from './claim.ts'
import { asChange, clustersOf, compareMirrored, logEstimate, selectionOf } from './compare.ts'
import { eventStudyOf } from './event-study.ts'
import { baseComparison, controlsOf, doseRows, ringChanges, type Base } from './groups.ts'
import { randomOrderEffect, type DrawnStart } from './random-order-effect.ts'
import { outcomesOf, type OtherCounts } from './outcomes.ts'
import { decayOf, prePeriodTest } from './over-time.ts'
import { plainComparison, windowsOf, type Windows } from './plain.ts'
import { powerOf } from './power.ts'
import type {
  Controls,
  Displacement,
  MeasureReport,
  PlainComparison,
  Power,
  Primary,
} from './report-types.ts'
import { specificationRows } from './specifications.ts'
import { calibrationOf, groupTimeOf } from './other-methods.ts'
import { weightedDifference } from './weighted-difference.ts'
import { poundsPerKitDelivered, worthOf, type WorthSettings } from './worth.ts'
import { cleanProgrammes, correctedOf, placeboOf } from './placebo.ts'
import { chosenDistances, distancesOf } from './programme-distances.ts'

export type MeasureQuestion = {
  programme: Programme
  city: CountedCity
  /** Outlines of the areas, in their order, as they are stored. */
  boundaries: Uint8Array[]
  /** Streets of the network that is loaded. */
  streets: StoredStreet[]
  settings: WorthSettings
  /** First month in which any kit was issued here; Infinity when none ever was. */
  kitsFrom: Month
  /** What is to be said of forces of which no start is on record. */
  startMissing: string[]
  /** Starts as they were drawn by lot, where the programme names an order that was kept. */
  order: DrawnStart[] | null
  /** Other types of crime that the programme names. */
  others: OtherCounts[]
}

const homesIn = ({ homes, deployment }: ProgrammePanel): number =>
  homes.reduce((sum, own, area) => sum + (deployment[area]! >= 0 ? own : 0), 0)

/** Kits as the programme says, or as its deployments do, or as the target takes. */
const kitsOf = (programme: Programme, panel: ProgrammePanel): number => {
  const own = programme.deployments.map(({ kits }) => kits)
  if (programme.kits !== undefined) return programme.kits
  if (own.every((kits) => kits !== undefined)) return own.reduce((sum, kits) => sum + kits, 0)
  return Math.round(homesIn(panel) * programme.saturation)
}

const signsPerThousand = (programme: Programme, panel: ProgrammePanel): (number | undefined)[] =>
  programme.deployments.map(({ signs }, at) => {
    const homes = panel.homes.reduce((sum, own, area) => sum + (panel.deployment[area] === at ? own : 0), 0)
    return signs === undefined || homes === 0 ? undefined : (1000 * signs) / homes
  })

const primaryOf = (base: Base): Primary => {
  const { panel, selection } = base
  if (panel.deployment.filter((own) => own >= 0).length < 2)
    return { why: 'One treated area proves nothing: no estimate is made of it.' }
  const comparison = baseComparison(base)
  const found = compareMirrored(comparison)
  if (typeof found === 'string') return { why: found }
  const begins = [...comparison.begins].filter((begin) => begin >= 0)
  const first = Math.min(...begins)
  const last = selection ? Math.min(panel.months - 1, selection.from + selection.to) : panel.months - 1
  const month = (column: number): string => formatMonth(panel.firstMonth + column)
  const before: [number, number] = selection
    ? [selection.from + selection.to - last, selection.from + selection.to - first]
    : [0, Math.max(...panel.start) - 1]
  return {
    method: 'symmetric-poisson',
    ...asChange(logEstimate(found)),
    observed: found.observed[0]!,
    expected: found.expected[0]!,
    areas: found.areas[0]!,
    deployments: found.clusters[0]!,
    controls: controlsOf(base).left,
    after: { from: month(first), to: month(last) },
    before: { from: month(before[0]), to: month(before[1]) },
    why: null,
  }
}

const displacementOf = (base: Base, windows: Windows, plain: PlainComparison): Displacement => {
  const rings = ringChanges(base)
  const moved = rings.filter(({ low }) => low !== null && low > 0)
  const spread = rings.filter(({ high }) => high !== null && high < 0)
  const say = (which: typeof rings): string => which.map(({ from, to }) => `${from} to ${to} m`).join(', ')
  return {
    rings,
    weighted: weightedDifference(base, windows, plain),
    words:
      rings.length === 0
        ? 'We cannot tell if burglary moved nearby: no ring can be compared with areas beyond the last.'
        : moved.length > 0
          ? `Burglary rose beside the areas with kits (${say(moved)}): some of it may have moved there.`
          : spread.length > 0
            ? `Burglary fell beside the areas with kits too (${say(spread)}): they may share the protection.`
            : 'No ring tells of burglary that moved, or of protection that spread; the intervals say how much of either may be hidden.',
  }
}

/** Breaks between the first month that is compared and the last: what is before is not of what is after. */
const breaksIn = ({ programme, city }: MeasureQuestion, primary: Primary, plainFrom: string) => {
  const from = primary.why === null && primary.before.from < plainFrom ? primary.before.from : plainFrom
  const until = programme.until ?? formatMonth(city.months.at(-1) ?? 0)
  return breaksBetween(parseMonth(from) ?? 0, parseMonth(until) ?? 0, programme.series)
    .filter(({ metropolitan }) => !metropolitan || city.source === 'mps')
    .map(({ month, words }) => ({ month: formatMonth(month), words }))
}

const baseOf = ({ programme, city, boundaries, streets }: MeasureQuestion): Base => {
  const panel = programmePanel(city, programme)
  const distances = distancesOf(panel, boundaries, streets)
  return {
    panel,
    selection: selectionOf(programme, panel),
    cluster: clustersOf(panel),
    distances,
    away: chosenDistances(distances, programme.controls.by, panel),
    ...programme.controls,
  }
}

/** The power alone: nothing of what happened after the first start is looked at but the number of burglaries. */
export const powerQuestion = (question: MeasureQuestion): { power: Power; warnings: string[] } => ({
  power: powerOf(baseOf(question)),
  warnings: question.city.warnings,
})

/**
 * Metres from each area to the nearest covered one; null by outline and along the streets beyond the last ring, and where
 * the way along the streets cannot be told.
 */
export type RingAreas = {
  code: string
  covered: boolean
  centroid: number
  outline: number | null
  network: number | null
  /** Whether the way along the streets cannot be told; null where no streets are loaded. */
  untold: boolean | null
}[]

const rounded = (metres: number): number => Math.round(metres * 10) / 10
const roundedIfKnown = (metres: number | undefined): number | null =>
  metres !== undefined && Number.isFinite(metres) ? rounded(metres) : null

export const ringsQuestion = (
  question: MeasureQuestion,
): { rings: Controls; areas: RingAreas; warnings: string[] } => {
  const base = baseOf(question)
  const { panel, distances } = base
  return {
    rings: controlsOf(base),
    areas: panel.codes.map((code, area) => ({
      code,
      covered: panel.deployment[area]! >= 0,
      centroid: rounded(distances.centroid[area]!),
      outline: roundedIfKnown(distances.outline[area]),
      network: roundedIfKnown(distances.network?.[area]),
      untold: distances.network ? Number.isNaN(distances.network[area]) : null,
    })),
    warnings: question.city.warnings,
  }
}

/** The same counts over the months of the panel, which may end before the city's. */
const panelled = (
  others: readonly OtherCounts[],
  { months }: ProgrammePanel,
  city: CountedCity,
): OtherCounts[] => {
  const all = city.months.length
  return others.map((each) =>
    'why' in each.counts ? each : { ...each, counts: each.counts.filter((_count, at) => at % all < months) },
  )
}

/** Parts of a report that take time. */
const slowParts = 11

/** Everything that is said of a programme. It takes long, and tells how many of its parts are done. */
export const measureProgramme = (
  question: MeasureQuestion,
  onPart: (done: number, of: number) => void = () => undefined,
): MeasureReport => {
  let done = 0
  const part = <Part>(make: () => Part): Part => {
    onPart(done++, slowParts)
    return make()
  }
  const { programme, city, settings } = question
  const base = baseOf(question)
  const { panel, selection } = base
  const windows = windowsOf(programme, panel)
  const plain = plainComparison(panel, windows)
  const clean = cleanProgrammes(programme, panel, question.kitsFrom)
  const primary = part(() => primaryOf(base))
  const lot = part(() => randomOrderEffect(base, programme, question.order))
  const outcomes = part(() => outcomesOf(base, primary, panelled(question.others, panel, city)))
  const controls = controlsOf(base)
  const power = part(() => powerOf(base))
  const prePeriod = part(() => prePeriodTest(base))
  const corrected = part(() => correctedOf(base, city, programme, windows))
  const breaks = breaksIn(question, primary, plain.before.from)
  const covered = panel.deployment.filter((own) => own >= 0).length
  const deployments = new Set(
    panel.deployment.filter((own, area) => own >= 0 && panel.reached[area] !== never),
  )
  const claim = claimOf({
    primary,
    lot,
    outcomes,
    corrected,
    controls,
    power,
    prePeriod,
    breaks,
    covered,
    deployments: deployments.size,
    warnings: city.warnings,
  })
  const kits = kitsOf(programme, panel)
  const starts = programme.deployments.map(({ start }) => start).toSorted()
  const month = (column: number): string => formatMonth(panel.firstMonth + column)
  return {
    programme: {
      name: programme.name,
      kind: city.kind,
      validFrom: city.validFrom,
      series: city.series,
      source: city.source,
      from: month(0),
      until: month(panel.months - 1),
      areas: panel.codes.length,
      deployments: programme.deployments.length,
      covered,
      homes: homesIn(panel),
      kits,
      firstStart: starts[0] ?? '',
      lastStart: starts.at(-1) ?? '',
      notReached: programme.deployments.length - deployments.size,
      selection: selection
        ? {
            from: month(selection.from),
            to: month(selection.to),
            rule: programme.selection?.rule ?? 'highest',
            assumed: programme.selection === undefined,
          }
        : null,
    },
    claim,
    plain,
    placebo: placeboOf(clean, plain),
    corrected,
    primary,
    lot,
    outcomes,
    controls,
    power,
    breaks,
    prePeriod,
    byMonth: byMonthOf(panel),
    eventStudy: part(() => eventStudyOf(base)),
    decay: decayOf(base, {
      pounds: {
        police: settings['pounds to the police per burglary'].value,
        society: settings['pounds to society per burglary'].value,
      },
      poundsPerHome: programme.saturation * poundsPerKitDelivered(settings),
    }),
    dose: doseRows(
      base,
      programme.deployments.map(({ stickers }) => stickers),
      signsPerThousand(programme, panel),
    ),
    displacement: part(() => displacementOf(base, windows, plain)),
    groupTime: part(() => groupTimeOf(base)),
    calibration: part(() => calibrationOf(base)),
    specifications: part(() => specificationRows(base, clean)),
    worth: worthOf(primary, kits, settings, claim.may),
    warnings: [...city.warnings, ...question.startMissing, ...(outcomes?.warnings ?? [])],
  }
}
