import { actingAs } from '../../../foundation/access/acting-as.ts'
import type { Database } from '../../../foundation/database.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { inWorker } from '../../../foundation/jobs/pool.ts'
import { settings } from '../../../foundation/settings.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { outlinesOf } from '../../../places/outlines.ts'
import { loadedStreets } from '../../../places/street-network.ts'
import { keptOrder } from '../../target/phase-in/kept-orders.ts'
import { countedCity } from '../../../crime/expected/risk.ts'
import { knownStart } from '../placebo/programme-start.ts'
import { vintageDay } from '../programme/programme-panel.ts'
import { withCoverage } from '../programme/programme-of-deployments.ts'
import type { Programme } from '../programme/programme-schema.ts'
import type { DrawnStart } from './random-order-effect.ts'
import { powerQuestion, ringsQuestion, type MeasureQuestion } from './measure-programme.ts'
import type { RingAreas } from './measure-programme.ts'
import type { Controls, MeasureReport, Power } from './report-types.ts'
import { otherCrimes } from './other-crimes.ts'
import { chooseWorthSettings } from './worth.ts'

const worker = new URL('measure-worker.ts', import.meta.url)

/** The order of starts that a programme names, as it was drawn and kept. Errors: `value_invalid` for an unknown one. */
export const drawnOrder = async (tx: Transaction, { phaseIn }: Programme): Promise<DrawnStart[] | null> => {
  if (phaseIn === undefined) return null
  const kept = await keptOrder(tx, phaseIn)
  if (!kept)
    throw new MetTraceError('value_invalid', 'There is no saved order of starts of this id.', {
      column: 'phaseIn',
      found: phaseIn,
      expected: 'the id of an order that was saved under Target',
    })
  return kept.answer.areas.map(({ codes, block, start }) => ({ codes, block, start }))
}

/** Everything that a programme is measured on. Errors: `not_enough`, `series_mixed`, `value_invalid`. */
export const programmeData = async (
  database: Database,
  actor: Actor,
  programme: Programme,
): Promise<MeasureQuestion> => {
  const { kind, validFrom, series, source } = programme
  const city = await countedCity(database, actor, {
    kind,
    validFrom,
    series,
    source,
    vintageOn: vintageDay(programme),
  })
  const { measured, boundaries, streets, all, order, others, start } = await database.withActor(
    actingAs('measuring', actor.id),
    'measure a programme',
    async (tx) => {
      const outlines = await outlinesOf(tx, city)
      return {
        measured: await withCoverage(tx, programme),
        boundaries: outlines.map(({ boundary }) => new Uint8Array(boundary)),
        streets: await loadedStreets(tx),
        all: await settings(tx),
        order: await drawnOrder(tx, programme),
        others: await otherCrimes(tx, programme, city),
        start: await knownStart(tx, city),
      }
    },
  )
  return {
    programme: measured,
    city,
    boundaries,
    streets,
    settings: chooseWorthSettings(all),
    kitsFrom: start.month ?? Infinity,
    startMissing: start.missing,
    order,
    others,
  }
}

/** The report of a programme, made in a thread of its own. Errors: those of its data, and `value_invalid`. */
export const reportOf = async (
  database: Database,
  actor: Actor,
  programme: Programme,
): Promise<MeasureReport> =>
  inWorker<MeasureQuestion, MeasureReport>(worker, await programmeData(database, actor, programme))

/** What effect a programme could show. Errors: as `reportOf`. */
export const powerOfProgramme = async (
  database: Database,
  actor: Actor,
  programme: Programme,
): Promise<{ power: Power; warnings: string[] }> =>
  powerQuestion(await programmeData(database, actor, programme))

/** How near every area is to those with kits. Errors: as `reportOf`. */
export const ringsOfProgramme = async (
  database: Database,
  actor: Actor,
  programme: Programme,
): Promise<{ rings: Controls; areas: RingAreas; warnings: string[] }> =>
  ringsQuestion(await programmeData(database, actor, programme))
