import type { Promised } from '@mettrace/procurement/decision/promises'
import { allows } from '../../../foundation/access/may.ts'
import type { Role } from '../../../foundation/access/roles.ts'
import { londonDay } from '../../../foundation/days.ts'
import { settings } from '../../../foundation/settings.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { deploymentsListed } from '../../deliver/deployments/deployments.ts'
import { latestProgrammes, protocolOf } from '../../measure/programme/kept-programmes.ts'
import { publishedReport } from '../../measure/publishing/published-reports.ts'
import type { MeasureReport } from '../../measure/report/report-types.ts'
import { preventedBy } from '../../measure/report/worth.ts'
import { homesWithKits } from '../../supply/queries.ts'

/**
 * What came of a promise, by the records of the room that counts it. `figure`: null where it cannot be told or is not known, and
 * `words` says which; the interval is shown either way.
 */
export type Outcome = {
  figure: number | null
  low: number | null
  high: number | null
  words: string
  /** Day, or time, that it is of. */
  asOf: string | null
}
export type Outcomes = Record<Promised | 'hours net', Outcome>

const notKnown = (words: string): Outcome => ({ figure: null, low: null, high: null, words, asOf: null })

const kitsAtHomes = async (tx: Transaction, today: string): Promise<Outcome> => {
  const { deployments } = await deploymentsListed(tx, { today }, 'all')
  if (deployments.length === 0) return notKnown('not known: no deployment is recorded')
  const rows = await homesWithKits(
    tx,
    deployments.map(({ number }) => number),
  )
  const figure = rows.filter(({ month }) => month !== null).reduce((sum, { homes }) => sum + homes, 0)
  return { figure, low: null, high: null, words: 'counted by the kit ledger', asOf: today }
}

type Effect = Pick<Outcomes, 'burglaries' | 'hours' | 'hours net'>

const allThree = (words: string): Effect => ({
  burglaries: notKnown(words),
  hours: notKnown(words),
  'hours net': notKnown(words),
})

/** What a report says: a figure only where it claims one, its interval always. */
export const effectFrom = (
  { primary, claim, worth }: Pick<MeasureReport, 'primary' | 'claim' | 'worth'>,
  asOf: string,
): Effect => {
  const prevented = preventedBy(primary)
  if (prevented === null) return allThree('cannot tell')
  const hoursEach = worth.settings.find(({ name }) => name === 'hours per burglary')?.value
  const outcome = (times: number, less: number): Outcome => ({
    figure: claim.may ? prevented.estimate * times - less : null,
    low: prevented.low === null ? null : prevented.low * times - less,
    high: prevented.high === null ? null : prevented.high * times - less,
    words: claim.may ? 'estimated by the published report' : 'cannot tell',
    asOf,
  })
  if (hoursEach === undefined) return { ...allThree('not known'), burglaries: outcome(1, 0) }
  return {
    burglaries: outcome(1, 0),
    hours: outcome(hoursEach, 0),
    'hours net': outcome(hoursEach, worth.deliveryHours),
  }
}

/** What Measure's last published report says. */
const effectOf = async (tx: Transaction): Promise<Effect> => {
  const [programme] = await latestProgrammes(tx)
  const protocol = programme && (await protocolOf(tx, programme.firstVersion))
  const published = protocol && (await publishedReport(tx, protocol.id))
  return published
    ? effectFrom(published.report.figures, published.publishedAt)
    : allThree('not known: no report is published')
}

/** What budgets of all years have spent or promised, without VAT; finance and who leads the programme may know it. */
const moneyTaken = async (tx: Transaction, role: Role, today: string): Promise<Outcome> => {
  if (!allows(role, { verb: 'read', kind: 'money_figure' })) return notKnown('not known in this role')
  const { rows } = await tx.query<{ years: number; pence: number | null }>(
    `select count(*)::int4 as years, sum(committed + accrued + spent)::float8 as pence from account.line_year`,
  )
  const [taken] = rows
  return taken && taken.years > 0 && taken.pence !== null
    ? { figure: taken.pence, low: null, high: null, words: 'spent or promised, all years', asOf: today }
    : notKnown('not known: no budget is recorded')
}

/** What came of everything that a decision may promise, from the records of the other rooms, as far as a role may know it. */
export const outcomesNow = async (tx: Transaction, role: Role, now: Date): Promise<Outcomes> => ({
  kits: await kitsAtHomes(tx, londonDay(now)),
  ...(await effectOf(tx)),
  money: await moneyTaken(tx, role, londonDay(now)),
})

/** Hours at doors that some kits took, by the settings of visits and ways. */
export const hoursAtDoors = async (tx: Transaction, kits: number): Promise<number | null> => {
  const all = await settings(tx)
  const minutes =
    (all.get('minutes per home')?.value ?? NaN) + (all.get('travel minutes per home')?.value ?? NaN)
  return Number.isNaN(minutes) ? null : (kits * minutes) / 60
}
