import type { Writable } from 'node:stream'
import { CommanderError } from 'commander'
import { MetTraceError } from '../foundation/errors.ts'
import { withProgress } from '../foundation/jobs/pool.ts'
import { answerAsJson, asMetTraceError, errorAsObject, errorAsText } from './answer.ts'
import type { CommandContext } from './command-context.ts'
import { buildProgram } from './program.ts'
import { progressOn } from './progress.ts'

/** Where a command's words go: answers to one stream, progress and errors to the other. */
export type Streams = { output: Writable; errors: Writable & { isTTY?: boolean } }

const print = (stream: Writable, text: string): Promise<void> =>
  new Promise((resolve) => {
    stream.write(`${text}\n`, () => resolve())
  })

/**
 * Runs one command. Standard output carries its answer and nothing else; standard error progress and errors.
 * Returns the exit code: 0 done, 1 done and something differed, 2 usage, 3 bad input, 4 not enough to tell, 5 data in use, 70 fault.
 */
export const runCommandLine = async (
  parameters: readonly string[],
  { output, errors }: Streams = { output: process.stdout, errors: process.stderr },
): Promise<number> => {
  const json = parameters.includes('--json')
  // A reader may close the pipe early (head, less): that is not an error.
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
  })
  const progress = progressOn(errors, json)
  let exitCode = 0
  const done: CommandContext['done'] = async (command, answer) => {
    progress.end()
    exitCode = answer.exitCode ?? 0
    if (json) return print(output, answerAsJson(command, answer))
    await print(output, answer.text)
    for (const warning of answer.warnings) await print(errors, `Note: ${warning}`)
  }
  let help = ''
  const context = { progress: progress.report, done, help: (text: string) => (help += text) }
  try {
    const program = await buildProgram(context, parameters)
    await withProgress(
      ({ done: parts, total, of }) => progress.report(`${parts} of ${total} ${of}`),
      () => program.parseAsync(helpAsAsked(parameters), { from: 'user' }),
    )
    return exitCode
  } catch (problem) {
    progress.end()
    if (problem instanceof CommanderError && problem.exitCode === 0) {
      const text = help.trimEnd()
      await done('help', { inputs: {}, results: { text }, warnings: [], text })
      return 0
    }
    const error =
      problem instanceof CommanderError
        ? new MetTraceError('usage', usageWords(problem, parameters))
        : asMetTraceError(problem)
    await print(errors, json ? JSON.stringify(errorAsObject(error)) : errorAsText(error))
    if (!json && error.code === 'fault' && error.cause) await print(errors, faultDetail(error.cause))
    return error.exitCode
  }
}

/** `help import street` is `import street --help`: commander's own help goes down one step only. */
const helpAsAsked = (parameters: readonly string[]): string[] => {
  const [first, ...rest] = parameters
  const deep = first === 'help' && rest.filter((each) => !each.startsWith('-')).length > 1
  return deep ? [...rest, '--help'] : [...parameters]
}

/** Commander gives no reason where no command is named, or help is asked on an unknown one. */
const usageWords = ({ code, message }: CommanderError, parameters: readonly string[]): string => {
  if (code !== 'commander.help') return message.replace(/^error: /, '')
  const [first, second] = parameters.filter((parameter) => !parameter.startsWith('-'))
  return first === 'help' && second !== undefined
    ? `There is no command ${second}; mettrace help lists them.`
    : `Give a command; mettrace help${first === undefined ? '' : ` ${first}`} lists them.`
}

/** Where the fault happened, for who repairs it. Never the values of a row. */
const faultDetail = (cause: unknown): string =>
  cause instanceof Error ? (cause.stack ?? cause.message) : 'no further detail'
