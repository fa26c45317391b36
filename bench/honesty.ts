/**
 * Is the room honest? Panels of which everything is known, with and without a planted effect of −25%: how often each
 * method says that there is one where there is none, and how often its interval holds the truth where there is. One
 * command:
 *
 *   npm run honesty                            2,000 panels; holds the table of docs/decisions/honest-effect.md to them
 *   npm run honesty -- --write                 writes that table
 *   npm run honesty -- --panels 500 --seed 7   fewer, and others
 *   node bench/honesty.ts --short              40 panels
 */
import { clopperPearson } from '../packages/analysis/saturation/intervals.ts'
import {
  additiveTruth,
  afterLot,
  afterSelection,
  frozenOf,
  randomStarts,
  worstAreas,
} from './support/honest-methods.ts'
import type { Answers, Interval } from './support/honest-methods.ts'
import { honestPanel, withEffect } from './support/honest-panel.ts'
import { holdBlock, table } from './support/page-block.ts'

const EFFECT = 0.25
const CERTAINTY = 0.99

type Tally = { panels: number; rejected: number; covered: number; found: number; width: number; bias: number }

const tallies = new Map<string, Tally>()
/** Methods that the product recommends, in the design that they are recommended for. */
const recommended = new Set([
  'worst areas chosen: corrected effect',
  'worst areas chosen: Poisson, mirrored windows',
  'drawn by lot: Poisson, every month before',
  'drawn by lot: group-time, additive',
])

/** What the page's table is made of. */
const ofThePage = { panels: 2000, seed: 1 } as const

const panels = option('--panels') ?? (process.argv.includes('--short') ? 40 : ofThePage.panels)
const seed = option('--seed') ?? ofThePage.seed
run()
if (panels === ofThePage.panels && seed === ofThePage.seed)
  await holdBlock('honest-effect.md', 'made-up panels', pageTable())

function run(): void {
  let [fewest, most] = [Infinity, 0]
  for (let k = 0; k < panels; k++) {
    const panel = honestPanel(seed * 1_000_003 + k)
    const worst = worstAreas(panel)
    const frozen = frozenOf(panel, worst)
    const treated = worst.reduce((sum, from) => sum + (from >= 0 ? 1 : 0), 0)
    fewest = Math.min(fewest, treated)
    most = Math.max(most, treated)
    add('worst areas chosen', {
      nothing: afterSelection(panel, frozen, panel.counts, worst),
      planted: afterSelection(panel, frozen, withEffect(panel, worst, EFFECT, seed + k), worst),
      truth: () => -EFFECT,
    })
    const lot = randomStarts(panel, seed * 7_000_003 + k)
    const additive = additiveTruth(panel, lot, EFFECT)
    add('drawn by lot', {
      nothing: afterLot(panel, panel.counts, lot),
      planted: afterLot(panel, withEffect(panel, lot, EFFECT, seed + k), lot),
      truth: (method) => (method.endsWith('additive') ? additive : -EFFECT),
    })
    if ((k + 1) % 250 === 0) console.error(`${k + 1} of ${panels} panels`)
  }
  console.log(
    `${panels} panels of 1,024 areas and 36 months from seed ${seed}; ${fewest} to ${most} worst areas chosen on one year, 160 areas by lot; effect ${-100 * EFFECT}%, 15% of it displaced next door; the areas around are a buffer`,
  )
  for (const [name, tally] of tallies) print(name, tally)
}

function add(
  design: string,
  { nothing, planted, truth }: { nothing: Answers; planted: Answers; truth: (method: string) => number },
): void {
  for (const [method, without] of Object.entries(nothing)) {
    const name = `${design}: ${method}`
    const tally = tallies.get(name) ?? { panels: 0, rejected: 0, covered: 0, found: 0, width: 0, bias: 0 }
    tallies.set(name, tally)
    const withIt = planted[method]!
    tally.panels++
    if (!holds(without, 0)) tally.rejected++
    if (holds(withIt, truth(method))) tally.covered++
    if (withIt.high < 0) tally.found++
    tally.width += without.high - without.low
    tally.bias += without.estimate
  }
}

function holds({ low, high }: Interval, value: number): boolean {
  return low <= value && value <= high
}

function print(name: string, { panels: all, rejected, covered, found, width, bias }: Tally): void {
  const wrongly = clopperPearson(rejected, all, CERTAINTY)
  const held = clopperPearson(covered, all, CERTAINTY)
  const verdict =
    wrongly.low > 0.05 || held.high < 0.95
      ? 'NOT HONEST'
      : wrongly.high < 0.05 || held.low > 0.95
        ? 'honest, on the wide side'
        : 'honest'
  if (recommended.has(name) && verdict === 'NOT HONEST') process.exitCode = 1
  console.log(
    `\n${name}${recommended.has(name) ? ' (recommended)' : ''}: ${verdict}\n` +
      `  says an effect where there is none ${share(rejected, all)} (99%: ${range(wrongly)}); mean estimate then ${(name.endsWith('additive') ? bias / all : (100 * bias) / all).toFixed(2)}${name.endsWith('additive') ? ' a quarter' : '%'}\n` +
      `  holds a true effect ${share(covered, all)} (99%: ${range(held)}); finds it ${share(found, all)}; mean width ${widthInWords(name, width / all)}`,
  )
}

/** The table of the page: a method that is recommended in a design stands in bold. */
function pageTable(): string {
  return table([
    ['design, method', 'effect found where there is none', 'true effect held', 'found', 'mean width'],
    ...Array.from(tallies, ([name, { panels: all, rejected, covered, found, width }]) => [
      recommended.has(name) ? `**${name}**` : name,
      `${share(rejected, all)} (${range(clopperPearson(rejected, all, CERTAINTY))})`,
      `${share(covered, all)} (${range(clopperPearson(covered, all, CERTAINTY))})`,
      share(found, all),
      widthInWords(name, width / all),
    ]),
  ])
}

function widthInWords(name: string, mean: number): string {
  return name.endsWith('additive')
    ? `${mean.toFixed(2)} burglaries a quarter`
    : `${(100 * mean).toFixed(1)} points`
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)}%`
}

function range({ low, high }: { low: number; high: number }): string {
  return `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}`
}

function option(name: string): number | undefined {
  const at = process.argv.indexOf(name)
  if (at < 0) return undefined
  const value = Number(process.argv[at + 1])
  if (!(Number.isInteger(value) && value >= 1)) throw new RangeError(`${name} needs a whole number from 1`)
  return value
}
