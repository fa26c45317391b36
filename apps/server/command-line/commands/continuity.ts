import type { Command } from 'commander'
import { faultsOf } from '@mettrace/continuity/facts/faults'
import { handInWords, type Hand } from '@mettrace/continuity/hands/hands'
import { formatReference, parseReference } from '@mettrace/continuity/reference/reference'
import { timeInWords } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { idFrom } from '../../foundation/page/ids.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { count } from '../../foundation/words/figures.ts'
import { historyOf, isOpenQuestion } from '../../rooms/trace/exhibits/history.ts'
import { exhibitsById, exhibitsCalled, type Exhibit } from '../../rooms/trace/exhibits/positions.ts'
import { commandLineActor } from '../actor.ts'
import type { CommandContext } from '../command-context.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import { textTable } from '../table.ts'

/** On the machine colleagues are told by their account, and not by name. */
const inWords = (hand: Hand): string => handInWords(hand, (person) => person)

type Options = CommonOptions & { of?: string }

/** The one exhibit that is meant. Errors: `not_found`, or `usage` where several are called so. */
const meant = async (tx: Transaction, text: string, of: string | undefined): Promise<Exhibit> => {
  const id = idFrom(text.toLowerCase())
  const reference = parseReference(text)
  const found =
    id !== undefined
      ? await exhibitsById(tx, [id])
      : reference
        ? await exhibitsCalled(tx, formatReference(reference), of ?? null)
        : []
  if (found.length === 0) throw new MetTraceError('not_found', 'There is no such exhibit.')
  if (found.length > 1)
    throw new MetTraceError('usage', `${found.length} exhibits are called so.`, {
      expected: '--of with the crime or custody reference',
    })
  return found[0]!
}

/** Every hand that an exhibit passed through, and whether its chain is whole. */
export const addContinuityCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('continuity'))
    .description('every hand, seal and opening of an exhibit, and whether its chain is whole')
    .argument('<exhibit>', 'its reference, such as JS/1, or the id on its label')
    .option('--of <reference>', 'crime or custody reference, where several are called so')
    .action(async (text: string, options: Options) => {
      const found = await withDatabase(options, (database, config) =>
        database.withActor(
          commandLineActor(config, 'continuityCommand'),
          'continuity of an exhibit',
          async (tx) => {
            const exhibit = await meant(tx, text, options.of)
            const facts = await historyOf(tx, exhibit.id)
            return {
              exhibit: exhibit.id,
              reference: exhibit.reference,
              crime: exhibit.crime,
              custody: exhibit.custody,
              holder: inWords(exhibit.hand),
              seal: exhibit.seal,
              held: exhibit.isHeld,
              destroyBy: exhibit.destroyBy,
              faults: faultsOf(facts),
              questions: facts.filter(isOpenQuestion).length,
              facts: facts.map((fact) => ({
                sequence: fact.sequence,
                kind: fact.kind,
                at: fact.at.toISOString(),
                enteredAt: fact.enteredAt.toISOString(),
                deviceAt: fact.deviceAt?.toISOString() ?? null,
                skewSeconds: fact.skewSeconds,
                from: fact.from === null ? null : inWords(fact.from),
                to: inWords(fact.to),
                sealBefore: fact.sealBefore,
                seal: fact.seal,
                condition: fact.condition,
                confirmedBy: fact.offeredBy ?? fact.paper,
                recordedBy: fact.actor,
                lateBecause: fact.lateBecause,
              })),
            }
          },
        ),
      )
      await context.done('continuity', {
        inputs: { exhibit: text, of: options.of ?? null },
        results: found,
        warnings: found.faults.map(({ sequence, fault }) => `Fact ${sequence}: ${fault}.`),
        text: [
          `${found.reference}: ${found.faults.length === 0 ? 'whole' : 'broken'}, ${count(found.facts.length, 'fact')}, with ${found.holder}.`,
          textTable(found.facts, [
            { heading: 'Happened', value: ({ at }) => timeInWords(at) },
            { heading: 'Entered', value: ({ enteredAt }) => timeInWords(enteredAt) },
            { heading: 'What', value: ({ kind }) => kind },
            { heading: 'From', value: ({ from }) => from ?? '–' },
            { heading: 'To', value: ({ to }) => to },
            { heading: 'Seal', value: ({ seal }) => seal || 'open' },
          ]),
        ].join('\n'),
      })
    })
}
