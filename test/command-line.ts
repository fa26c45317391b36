import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { PassThrough, type Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, vi } from 'vitest'
import { z } from 'zod'
import { runCommandLine } from '../apps/server/command-line/run.ts'
import { productVersion } from '../apps/server/foundation/version.ts'
import type { CommandEnding } from './importing-command.ts'
import { nodeProgram, repositoryRoot } from './repository.ts'
import { plainEnvironment } from './settings.ts'

const answerShape = z.strictObject({
  command: z.string(),
  version: z.literal(productVersion),
  inputs: z.record(z.string(), z.unknown()),
  results: z.unknown(),
  warnings: z.array(z.string().min(1)),
})

const errorShape = z.strictObject({
  code: z.string(),
  file: z.string().nullable(),
  line: z.number().int().nullable(),
  column: z.union([z.number().int(), z.string()]).nullable(),
  found: z.string().nullable(),
  expected: z.string().nullable(),
  message: z.string().min(1),
})

export type CommandAnswer = z.infer<typeof answerShape>
export type CommandError = z.infer<typeof errorShape>

/** Starts the real command line as npm does: in the repository, with the user's own folder in INIT_CWD. */
export const startCommand = (
  parameters: readonly string[],
  environment: Record<string, string>,
): { child: ChildProcessByStdio<null, Readable, Readable>; ended: Promise<CommandEnding> } => {
  const child = spawn(nodeProgram, ['apps/server/main.ts', ...parameters], {
    cwd: repositoryRoot,
    env: plainEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, errors] = ['', '']
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString('utf8')))
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString('utf8')))
  const ended = new Promise<CommandEnding>((resolve) => {
    child.on('close', (code) => resolve({ code, output, errors }))
  })
  return { child, ended }
}

/** Runs the real command line to its end. */
export const runCommand = (
  parameters: readonly string[],
  environment: Record<string, string>,
): Promise<CommandEnding> => startCommand(parameters, environment).ended

/** Whatever a person's terminal may not have: what npm, the tests or their runner put there. */
const unset = {
  DATABASE_URL: '',
  INIT_CWD: '',
  METTRACE_DATA: '',
  METTRACE_LOG_DIRECTORY: '',
  METTRACE_MASTER_KEY_FILE: '',
  METTRACE_WITNESSES: '',
}

const runOnce = async (parameters: readonly string[]): Promise<CommandEnding> => {
  const streams = { output: new PassThrough(), errors: new PassThrough() }
  const words = Promise.all([text(streams.output), text(streams.errors)])
  const code = await runCommandLine(parameters, streams)
  streams.output.end()
  streams.errors.end()
  const [output, errors] = await words
  return { code, output, errors }
}

let before: Promise<unknown> = Promise.resolve()

/**
 * The same in this process, which has loaded everything already: for whatever needs no process of its own. Commands take
 * turns, because they share the process's environment.
 */
export const runCommandHere = (
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandEnding> => {
  const turn = before.then(async () => {
    for (const [name, value] of Object.entries({ ...unset, ...environment })) vi.stubEnv(name, value)
    try {
      return await runOnce(parameters)
    } finally {
      vi.unstubAllEnvs()
    }
  })
  before = turn.catch(() => undefined)
  return turn
}

/** One line and nothing else, which is a JSON object. */
const onlyLine = (words: string): unknown => {
  expect(words).toMatch(/^\{[^\n]*\}\n$/)
  return JSON.parse(words)
}

/** What a command answered with --json: exit code 0, one object on standard output, nothing on standard error. */
export const answerOf = ({ code, output, errors }: CommandEnding): CommandAnswer => {
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  return answerShape.parse(onlyLine(output))
}

/** What a command refused with --json: one object on standard error, nothing on standard output. */
export const refusalOf = (exitCode: number, { code, output, errors }: CommandEnding): CommandError => {
  expect({ code, output, errors }).toMatchObject({ code: exitCode, output: '' })
  return errorShape.parse(onlyLine(errors))
}
