import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Instrumenter } from '@stryker-mutator/instrumenter'
import { repositoryRoot } from '../repository.ts'

/** One small fault: the text from `start` to `end` of a file, and what stands there instead. */
export type Mutant = {
  /** Path from the root of the repository. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** Places in the text of the file. */
  readonly start: number
  readonly end: number
  readonly replacement: string
  /** Stryker's name for the kind of fault. */
  readonly kind: string
}

const silent = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  fatal: () => undefined,
}

/** Every fault that Stryker's mutators make in the sources of some folders, tests apart, in the order of the files. */
export const allMutants = async (folders: readonly string[]): Promise<Mutant[]> => {
  const names = folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: repositoryRoot }))
    .filter((name) => !name.includes('node_modules') && !name.endsWith('.test.ts'))
    .toSorted()
  const texts = new Map(names.map((name) => [name, readFileSync(join(repositoryRoot, name), 'utf8')]))
  // Only the list of faults is wanted: the sources with all of them at once are not printed.
  const instrumenter = new Instrumenter(silent, undefined, () => '')
  const { mutants } = await instrumenter.instrument(
    Array.from(texts, ([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  )
  const starts = new Map(Array.from(texts, ([name, text]) => [name, lineStarts(text)]))
  return mutants.map(({ fileName, location, replacement, mutatorName }): Mutant => {
    const lines = starts.get(fileName) ?? []
    return {
      file: fileName,
      line: location.start.line + 1,
      column: location.start.column + 1,
      start: (lines[location.start.line] ?? 0) + location.start.column,
      end: (lines[location.end.line] ?? 0) + location.end.column,
      replacement,
      kind: mutatorName,
    }
  })
}

const lineStarts = (text: string): number[] => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
