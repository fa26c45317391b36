import { importsOf, sources, textOf } from './source-imports.ts'

const ours = new Set(sources)

/** A file, all that it imports, and what that imports. */
const reachOf = (file: string): Set<string> => {
  const found = new Set([file])
  for (const each of found) if (ours.has(each)) for (const next of importsOf(each)) found.add(next)
  return found
}

const testsThatReach = (isIt: (file: string) => boolean): string[] =>
  sources.filter((file) => file.endsWith('.test.ts') && reachOf(file).values().some(isIt)).toSorted()

/** Files of tests that try more with METTRACE_FULL=1: those that take a count, or try a property. */
export const countingTests = (): string[] =>
  testsThatReach((file) => file === 'test/counts.ts' || file === 'fast-check')

const asksForServer = new Set(sources.filter((file) => textOf(file).includes("inject('testServer')")))

/** Files of tests that ask something of the server of databases. */
export const databaseTests = (): string[] => testsThatReach((file) => asksForServer.has(file))
