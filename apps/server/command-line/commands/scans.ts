import { Option, type Command } from 'commander'
import { count, wholeNumber } from '../../foundation/words/figures.ts'
import { askRates, rateRows, type RateRows } from '../../rooms/trace/scans/ask-rates.ts'
import { rangeInWords, shareInWords, verdictOf } from '../../rooms/trace/scans/rate-words.ts'
import type { Rate } from '../../rooms/trace/scans/rates.ts'
import { commandLineActor } from '../actor.ts'
import type { CommandContext } from '../command-context.ts'
import { calendarDay, withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import { textTable } from '../table.ts'

type Options = CommonOptions & { from: string; to: string; by: RateRows }

const headings: Readonly<Record<RateRows, string>> = { place: 'Suite', shift: 'Shift', month: 'Month' }

const printed = ({ rate, ...counts }: Rate) => ({
  ...counts,
  share: rate?.share ?? null,
  low: rate?.low ?? null,
  high: rate?.high ?? null,
})

/** Whether every detainee was scanned, with denominators and intervals. */
export const addScansCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('scans'))
    .description(
      'whether every detainee was scanned: rates by custody suite, shift or month, with their intervals',
    )
    .requiredOption('--from <day>', 'first day, such as 2026-10-01', calendarDay)
    .requiredOption('--to <day>', 'last day', calendarDay)
    .addOption(new Option('--by <rows>', 'what the rows are').choices(rateRows).default('place'))
    .action(async (options: Options) => {
      const { from, to, by } = options
      const { rows, total } = await withDatabase(options, (database, config) =>
        database.withActor(commandLineActor(config, 'scansCommand'), 'rates of scanning', (tx) =>
          askRates(tx, { from, to, by }),
        ),
      )
      const { heading, words } = verdictOf(total)
      await context.done('scans', {
        inputs: { from, to, by },
        results: {
          verdict: heading,
          rows: rows.map(({ key, name, ...rate }) => ({ [by]: key, name, ...printed(rate) })),
          total: printed(total),
        },
        warnings:
          total.apart > 0
            ? [`${count(total.apart, 'person', 'people')} in shifts without a number booked in: in no rate.`]
            : [],
        text: [
          `${heading}. ${words}`,
          textTable(rows, [
            { heading: headings[by], value: ({ name }) => name },
            { heading: 'Booked in', value: ({ booked }) => wholeNumber(booked) },
            { heading: 'Scanned', value: ({ scanned }) => wholeNumber(scanned) },
            { heading: 'Rate', value: ({ rate }) => (rate ? shareInWords(rate.share) : 'not known') },
            { heading: '95% interval', value: ({ rate }) => (rate ? rangeInWords(rate) : '–') },
            { heading: 'Refused', value: ({ refused }) => wholeNumber(refused) },
            { heading: 'Not possible', value: ({ notPossible }) => wholeNumber(notPossible) },
            { heading: 'No record', value: ({ noRecord }) => wholeNumber(noRecord) },
            { heading: 'Glow', value: ({ glow }) => wholeNumber(glow) },
          ]),
        ].join('\n'),
      })
    })
}
