import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterAll, expect } from 'vitest'
import { z } from 'zod'
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

/** Commands start in a third of the time where Node finds what it compiled before. */
const compiled = await mkdtemp(join(tmpdir(), 'mettrace-compiled-'))
afterAll(() => rm(compiled, { recursive: true, force: true }))

/** Starts the real command line as npm does: in the repository, with the user's own folder in INIT_CWD. */
export const startCommand = (
  parameters: readonly string[],
  environment: Record<string, string>,
): { child: ChildProcessByStdio<null, Readable, Readable>; ended: Promise<CommandEnding> } => {
  const child = spawn(nodeProgram, ['apps/server/main.ts', ...parameters], {
    cwd: repositoryRoot,
    env: plainEnvironment({ NODE_COMPILE_CACHE: compiled, ...environment }),
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

/** One line and nothing else, which is a JSON object. */
const onlyLine = (text: string): unknown => {
  expect(text).toMatch(/^\{[^\n]*\}\n$/)
  return JSON.parse(text)
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
