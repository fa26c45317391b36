import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const repositoryRoot = resolve(import.meta.dirname, '..')

const ownNode = join(repositoryRoot, 'node_modules/.bin/node')

/** The Node of the lock file, which reads TypeScript as it is; the running one where that is not installed. */
export const nodeProgram = existsSync(ownNode) ? ownNode : process.execPath
