import type { Command } from 'commander'
import { dayNotKnown, timeInWords } from '../../foundation/days.ts'
import { count } from '../../foundation/words/figures.ts'
import { lifeOf } from '../../rooms/supply/kit-life.ts'
import { holderNames, stock } from '../../rooms/supply/stock.ts'
import { commandLineActor } from '../actor.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'
import { formatWhole, textTable } from '../table.ts'

/** Where kits are, and the life of one. */
export const addKitCommands = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('stock'))
    .description('kits by holder, and how many are on their way to each')
    .action(async (options: CommonOptions) => {
      const rows = await withDatabase(options, (database, config) =>
        database.withActor(commandLineActor(config, 'supplyCommand'), 'stock by holder', async (tx) => {
          const held = await stock(tx)
          const nameOf = await holderNames(
            tx,
            held.map(({ holder }) => holder),
          )
          return held.map(({ holder, kind, kits, oldest, inTransit }) => ({
            holder: nameOf(holder),
            kind,
            kits,
            oldest,
            inTransit,
          }))
        }),
      )
      await context.done('stock', {
        inputs: {},
        results: rows,
        warnings: rows.length === 0 ? ['No kits have been received.'] : [],
        text: textTable(rows, [
          { heading: 'Holder', value: ({ holder }) => holder },
          { heading: 'Kits', value: ({ kits }) => formatWhole(kits), align: 'right' },
          { heading: 'On the way', value: ({ inTransit }) => formatWhole(inTransit), align: 'right' },
          { heading: 'Oldest made', value: ({ oldest }) => oldest ?? 'not known' },
        ]),
      })
    })
  withCommonOptions(program.command('kit'))
    .description('the whole life of a kit')
    .argument('<serial>', 'serial on the carton, the card and the bottle')
    .action(async (serial: string, options: CommonOptions) => {
      const found = await withDatabase(options, (database, config) =>
        database.withActor(commandLineActor(config, 'supplyCommand'), 'life of a kit', async (tx) => {
          const life = await lifeOf(tx, serial)
          const nameOf = await holderNames(tx, [
            life.holder,
            ...life.events.flatMap(({ from, to }) => [from, to]),
          ])
          return {
            serial: life.serial,
            state: life.state,
            holder: nameOf(life.holder),
            home: life.home !== null,
            disputed: life.disputed > 0,
            events: life.events.map(({ at, kind, from, to, recordedAt }) => ({
              at: at.getTime() === dayNotKnown.getTime() ? null : at.toISOString(),
              kind,
              from: from === null ? null : nameOf(from),
              to: nameOf(to),
              recordedAt: recordedAt.toISOString(),
            })),
          }
        }),
      )
      await context.done('kit', {
        inputs: { serial },
        results: found,
        warnings: [],
        text: [
          `${found.serial}: ${found.state}, with ${found.holder}; ${count(found.events.length, 'event')}.`,
          textTable(found.events, [
            { heading: 'When', value: ({ at }) => timeInWords(at ?? dayNotKnown) },
            { heading: 'What', value: ({ kind }) => kind },
            { heading: 'From', value: ({ from }) => from ?? '–' },
            { heading: 'To', value: ({ to }) => to },
          ]),
        ].join('\n'),
      })
    })
}
