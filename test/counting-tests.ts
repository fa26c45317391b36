import { importsOf, sources } from './source-imports.ts'

const ours = new Set(sources)

/** All that a file imports, and what that imports. */
const allImportsOf = (file: string): Set<string> => {
  const found = new Set([file])
  for (const each of found) if (ours.has(each)) for (const next of importsOf(each)) found.add(next)
  return found
}

const countedBy = ['test/counts.ts', 'fast-check']

/** Files of tests that try more with METTRACE_FULL=1: those that take a count, or try a property. */
export const countingTests = (): string[] =>
  sources
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => {
      const all = allImportsOf(file)
      return countedBy.some((name) => all.has(name))
    })
    .toSorted()
