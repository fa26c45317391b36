import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../repository.ts'

/** Which tests of some folders import a file, at once or through others, the nearest first. */
export type RelatedTests = (file: string) => string[]

/** Follows the relative imports of every file of the folders. */
export const relatedTests = (folders: readonly string[]): RelatedTests => {
  const files = folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: repositoryRoot }))
    .filter((name) => !name.includes('node_modules'))
    .toSorted()
  const importers = new Map<string, string[]>()
  for (const file of files) {
    const text = readFileSync(join(repositoryRoot, file), 'utf8')
    for (const [, path = ''] of text.matchAll(/\bfrom '(\.[^']+)'/g)) {
      const imported = join(file, '..', path)
      importers.set(imported, [...(importers.get(imported) ?? []), file])
    }
  }
  return (file) => {
    const seen = new Set([file])
    for (const one of seen) for (const importer of importers.get(one) ?? []) seen.add(importer)
    return [...seen].filter((name) => name.endsWith('.test.ts'))
  }
}
