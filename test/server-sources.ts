import { globSync } from 'node:fs'
import { repositoryRoot } from './repository.ts'

/** Files of the server, from the repository's root, without tests. */
export const serverFiles = globSync('apps/server/**/*.ts', {
  cwd: repositoryRoot,
  exclude: (name) => name.includes('node_modules') || name.endsWith('.test.ts'),
}).toSorted()

/** Room, or other part of the server, that a file belongs to; "" for the files that put it together. */
export const partOf = (file: string): string => /^apps\/server\/((?:rooms\/)?[^/]+)\//.exec(file)?.[1] ?? ''
