import { spawn } from 'node:child_process'
import { repositoryRoot } from './repository.ts'
import { childEnvironment } from './settings.ts'

export type Ending = { code: number; output: string }

type Options = {
  folder?: string
  environment?: Record<string, string>
  /** Passes the words on as they come, instead of keeping them for a failure. */
  aloud?: boolean
  identity?: { uid?: number; gid?: number }
}

/** Runs a program to its end; never rejects for what the program does. */
export const run = (program: string, parameters: string[], options: Options = {}): Promise<Ending> =>
  new Promise((resolve) => {
    const child = spawn(program, parameters, {
      cwd: options.folder ?? repositoryRoot,
      env: childEnvironment(options.environment),
      stdio: ['ignore', options.aloud ? 'inherit' : 'pipe', options.aloud ? 'inherit' : 'pipe'],
      ...options.identity,
    })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    child.on('error', (error) => resolve({ code: -1, output: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? -1, output }))
  })
