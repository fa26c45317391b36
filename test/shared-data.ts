import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { repositoryRoot } from './repository.ts'

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
