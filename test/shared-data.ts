import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { repositoryRoot } from './repository.ts'
import { testCounts } from './counts.ts'

/**
 * Path of a file or folder of the real data beside the repository, or undefined, having said so, where it is
 * missing: a test that needs it then skips.
 */
export const sharedData = (...path: string[]): string | undefined => {
  const wanted = join(repositoryRoot, '../shared/data', ...path)
  if (existsSync(wanted)) return wanted
  console.warn(`skipped: ${relative(join(repositoryRoot, '..'), wanted)} is not here`)
  return undefined
}

/**
 * Years of street files with what each holds. The short form reads the first, which has no ids, and the last, whose codes
 * are of two vintages; the full form reads all.
 */
export const yearsToRead = <T>(years: Record<string, T>): [year: string, holds: T][] => {
  const all = Object.entries(years)
  return testCounts.full ? all : [all[0]!, all.at(-1)!]
}
