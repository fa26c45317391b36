import type { Command } from 'commander'
import { dayInWords, londonToday } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { count, percent } from '../../foundation/words/figures.ts'
import { countsOfAreas } from '../../rooms/deliver/saturation/counts.ts'
import { placeOfCode } from '../../rooms/deliver/saturation/place.ts'
import { saturationSettings } from '../../rooms/deliver/saturation/saturation.ts'
import {
  againstInWords,
  intervalInWords,
  lotInWords,
  nineteenDoors,
  sizingInWords,
  wishInWords,
} from '../../rooms/deliver/spot-checks/check-words.ts'
import { lastCountsOfAreas } from '../../rooms/deliver/spot-checks/counts.ts'
import { resultOf, type SpotCheckCounts } from '../../rooms/deliver/spot-checks/results.ts'
import { doorsOf, sizingOf, wishes, type Sizing } from '../../rooms/deliver/spot-checks/wishes.ts'
import { commandLineActor } from '../actor.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatWhole } from '../table.ts'

type Options = CommonOptions & { area: string }

type AreaChecked = {
  area: string
  homes: number
  reported: number
  target: number
  sizings: { name: string; words: string; sizing: Sizing | null }[]
  counts: SpotCheckCounts | null
}

/** Errors: as `placeOfCode`; `not_enough` for a ward or a BCU. */
const areaChecked = async (tx: Transaction, area: string): Promise<AreaChecked> => {
  const { areas } = await placeOfCode(tx, area)
  if (!areas)
    throw new MetTraceError('not_enough', 'Spot checks are made of small areas, not of wards or BCUs.', {
      found: area,
      expected: 'the code of a small area',
    })
  const counted = (await countsOfAreas(tx, areas.vintage, [area], londonToday())).counts.get(area)
  const [homes, reported] = [counted?.homes ?? 0, counted?.protected ?? 0]
  const { target } = await saturationSettings(tx)
  const strata = { reported, others: homes - reported }
  const sizings = [...wishes].map(([name, wish]) => ({
    name,
    words: wishInWords(wish, target),
    sizing: homes === 0 || ('poor' in wish && wish.poor >= target) ? null : sizingOf(wish, strata, target),
  }))
  const [counts = null] = await lastCountsOfAreas(tx, areas.vintage, [area])
  return { area, homes, reported, target, sizings, counts }
}

const sizingAnswer = (sizing: Sizing | null) =>
  sizing && {
    doors: doorsOf(sizing),
    ...('rule' in sizing
      ? {
          atLeast: sizing.rule.atLeast,
          missed: sizing.rule.missed,
          falselyAccepted: sizing.rule.falselyAccepted,
        }
      : sizing.size),
  }

const checkAnswer = (counts: SpotCheckCounts) => {
  const { verified, usual, agreement, lot, unanswered, reportedShare, against } = resultOf(counts)
  return {
    drawnOn: counts.drawnOn,
    closedOn: counts.closedOn,
    strata: { reported: counts.reported, others: counts.others },
    unanswered,
    reportedShare,
    verified,
    standardError: usual?.standardError ?? null,
    normal: usual?.normal ?? null,
    agreement: agreement?.agreement ?? null,
    kappa: agreement?.kappa ?? null,
    against,
    lot,
  }
}

const answerOf = ({ area, homes, reported, target, sizings, counts }: AreaChecked) => ({
  area,
  homes,
  reported,
  target,
  doors: Object.fromEntries(sizings.map(({ name, sizing }) => [name, sizingAnswer(sizing)])),
  check: counts && checkAnswer(counts),
})

const checkText = (counts: SpotCheckCounts): string[] => {
  const { verified, agreement, lot, unanswered, reportedShare, against } = resultOf(counts)
  return [
    `Last check: doors drawn on ${dayInWords(counts.drawnOn)}, closed on ${dayInWords(counts.closedOn)}`,
    `Reported then: ${percent(reportedShare)}. Verified: ${verified ? `${percent(verified.share)}, exact interval ${intervalInWords(verified)}` : 'not known'}`,
    againstInWords(against, verified, counts.target),
    `Agreement: ${agreement ? percent(agreement.agreement) : 'not known'}, kappa ${agreement?.kappa?.toFixed(2) ?? 'not known'}`,
    `Nobody could look at ${count(unanswered, 'door')}: they stay in the sample`,
    ...(lot ? [lotInWords(lot, counts.target)] : []),
  ]
}

const text = ({ homes, reported, sizings, counts }: AreaChecked): string =>
  [
    `Reported protected: ${formatWhole(reported)} of ${count(homes, 'home')}`,
    ...(counts ? checkText(counts) : ['No spot check of this area has been closed']),
    '',
    'What a check could tell',
    ...sizings.map(({ words, sizing }) => `${words}: ${sizing ? sizingInWords(sizing) : 'cannot be told'}`),
    nineteenDoors(),
    '',
  ].join('\n')

/** What spot checks found, and how many doors one takes. It is ordered and made on the pages of Deliver. */
export const addSpotCheckCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('spot-check'))
    .description('what the last spot check of an area found, and how many doors another would take')
    .requiredOption('--area <code>', 'code of a small area')
    .action(async (options: Options) => {
      const found = await withDatabase(options, (database, config) =>
        database.withActor(commandLineActor(config, 'planCommand'), 'spot checks', (tx) =>
          areaChecked(tx, options.area),
        ),
      )
      await context.done('spot-check', {
        inputs: { area: options.area },
        results: answerOf(found),
        warnings: [],
        text: text(found),
      })
    })
}
