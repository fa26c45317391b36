import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { isDayUntil, londonToday } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { logKeyOf } from '../../foundation/log/log-key.ts'
import { Publication } from '../../foundation/log/publication.ts'
import { count } from '../../foundation/words/figures.ts'
import { bytesOfPictures } from '../../rooms/trace/bundle/case-pictures.ts'
import { factsOfCase } from '../../rooms/trace/bundle/case-facts.ts'
import { proofsOfCase } from '../../rooms/trace/bundle/log-proofs.ts'
import { makeBundle } from '../../rooms/trace/bundle/make-bundle.ts'
import { noteGiven } from '../../rooms/trace/bundle/note-given.ts'
import { unknownsOf } from '../../rooms/trace/bundle/unknowns.ts'
import { zipStream } from '../../rooms/trace/bundle/zip-stream.ts'
import { commandLineActor } from '../actor.ts'
import type { CommandContext } from '../command-context.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'

type Options = CommonOptions & { out: string; to: string; purpose: string; on?: string }

/** Writes the bundle of a case for a court: the same bytes for the same facts. */
export const addBundleCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('bundle'))
    .description('the bundle of a case for a court, as a zip that `verify` and its own page check')
    .argument('<case>', 'its crime reference')
    .requiredOption('--out <file>', 'where the zip is written')
    .option('--to <who>', 'who receives it, for the log', 'whoever runs this command')
    .option('--purpose <words>', 'what it is for, for the log', 'bundle for court')
    .option('--on <day>', 'day of the statements, such as 2026-12-01 (default: today)')
    .action(async (reference: string, options: Options) => {
      const day = options.on ?? londonToday()
      if (!isDayUntil(day, londonToday()) || day < '2015-10-05')
        throw new MetTraceError('usage', `${day} is no day of a statement.`, {
          found: day,
          expected: 'a day from 2015-10-05 to today',
        })
      const written = await withDatabase(options, async (database, config) => {
        const actor = commandLineActor(config, 'bundleCommand')
        const facts = await database.withActor(actor, 'bundle for court', (tx) =>
          factsOfCase(tx, reference, day),
        )
        if (facts.exhibits.length === 0)
          throw new MetTraceError('not_found', 'No exhibit has that crime reference.')
        const proofs = await proofsOfCase(
          database,
          commandLineActor(config, 'verifyCommand'),
          new Publication(config.logDirectory),
          facts,
        )
        const pictures = await database.withActor(actor, 'pictures for a bundle', (tx) =>
          bytesOfPictures(tx, facts.pictures),
        )
        const key = logKeyOf(database.secrets)
        const { files, listSha256 } = await makeBundle(facts, proofs, key, pictures)
        await database.withActor(actor, 'bundle for court', (tx) =>
          noteGiven(tx, facts, { to: options.to, purpose: options.purpose, listSha256 }),
        )
        const file = resolve(config.invocationDirectory, options.out)
        await pipeline(zipStream(files), createWriteStream(file))
        return {
          file,
          exhibits: facts.exhibits.length,
          files: files.size,
          proofs: proofs.proofs.size,
          manifestSha256: listSha256,
          notKnown: unknownsOf(facts, proofs.unproved),
        }
      })
      await context.done('bundle', {
        inputs: { case: reference, on: day },
        results: written,
        warnings: written.notKnown.map((words) => `Not known: ${words}`),
        text: `${written.file}: ${count(written.files, 'file')}, ${count(written.exhibits, 'exhibit')}, ${count(written.proofs, 'entry', 'entries')} of the log proved.`,
      })
    })
}
