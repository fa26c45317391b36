import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { verifyingKeyText } from '@mettrace/ledger/note/key'
import { parseKeys } from '@mettrace/ledger/verify/verify-path'
import { readConfig } from '../../config.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { wholeNumber, withCommonOptions, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'

const highestPort = 65_535

export const addWitnessCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('witness'))
    .description('run a witness of a log: it cosigns every head that goes on from the one before')
    .requiredOption('--folder <dir>', 'where its key and the checkpoints that it signed are')
    .requiredOption(
      '--log <key>',
      'key of a log to watch, or a file of such keys; may be repeated',
      (text: string, before: string[] = []) => [...before, text],
    )
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on (default: any)', wholeNumber(0, highestPort), 0)
    .option('--until-input-ends', 'end with the process that started it')
    .action(
      async (
        options: CommonOptions & {
          folder: string
          log: string[]
          host: string
          port: number
          untilInputEnds?: true
        },
      ) => {
        const { startWitness } = await import('../../foundation/log/witness-server.ts')
        const { invocationDirectory } = readConfig()
        const folder = resolve(invocationDirectory, options.folder)
        const texts = await Promise.all(
          options.log.map((text) =>
            text.includes('+') ? text : readFile(resolve(invocationDirectory, text), 'utf8'),
          ),
        )
        const witness = await startWitness({
          folder,
          logs: texts.flatMap(keysIn),
          host: options.host,
          port: options.port,
        })
        const key = verifyingKeyText(witness.key)
        await context.done('witness', {
          inputs: { folder, host: options.host, port: options.port },
          results: { address: witness.address, key },
          warnings: [],
          text: `The witness is at ${witness.address} (Ctrl-C ends it)\nIts key: ${key}`,
        })
        if (options.untilInputEnds) {
          process.stdin.resume()
          await once(process.stdin, 'end')
          await witness.close()
        }
      },
    )
}

const keysIn = (text: string): ReturnType<typeof parseKeys> => {
  try {
    return parseKeys(text)
  } catch (error) {
    throw new MetTraceError('usage', `The key of the log cannot be used: ${(error as Error).message}`)
  }
}
