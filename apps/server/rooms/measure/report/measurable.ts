import type { Database } from '../../../foundation/database.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import { actingAs } from '../../../foundation/access/acting-as.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import { countedCity } from '../../../crime/expected/risk.ts'
import { placesOf, programmePanel, vintageDay } from '../programme/programme-panel.ts'
import type { Programme } from '../programme/programme-schema.ts'
import { selectionOf } from './compare.ts'
import { windowsOf } from './plain.ts'
import { drawnOrder, ringsOfProgramme } from './programme-data.ts'

/**
 * Whether a programme can be measured on what is loaded, or, where a protocol was agreed and kits are still to come, once
 * the months after are loaded. Errors: as `reportOf`, before anything is worked out; `not_enough` where kits are still to
 * come and nothing was agreed.
 */
export const mustBeMeasurable = async (
  database: Database,
  actor: Actor,
  programme: Programme,
): Promise<void> => {
  const { kind, validFrom, series, source, protocol } = programme
  const city = await countedCity(database, actor, {
    kind,
    validFrom,
    series,
    source,
    vintageOn: vintageDay(programme),
  })
  await database.withActor(actingAs('measuring', actor.id), 'whether it can be measured', (tx) =>
    drawnOrder(tx, programme),
  )
  const last = city.months.at(-1) ?? 0
  const start = programme.deployments.find((each) => (parseMonth(each.start) ?? 0) > last)?.start
  if (start !== undefined && programme.until === undefined) {
    if (!protocol)
      throw new MetTraceError(
        'not_enough',
        'Kits start after the last month that is loaded, and no protocol is agreed. Load the months after the start, or give the day on which the report is published',
        {
          found: start,
          expected: `a month no later than ${formatMonth(last)}, or a day of publication`,
          about: 'publishOn',
        },
      )
    placesOf(city, programme)
    return
  }
  const panel = programmePanel(city, programme)
  selectionOf(programme, panel)
  windowsOf(programme, panel)
  // Only the way along the streets may lead nowhere.
  if (programme.controls.by === 'network') await ringsOfProgramme(database, actor, programme)
}
