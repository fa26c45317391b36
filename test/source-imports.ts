import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { repositoryRoot } from './repository.ts'

/** Every file of TypeScript, as a path from the repository's root. */
export const sources = ['apps', 'packages', 'demo', 'bench', 'test'].flatMap((folder) =>
  globSync(`${folder}/**/*.{ts,tsx}`, {
    cwd: repositoryRoot,
    exclude: (name) => name.includes('node_modules'),
  }),
)

export const textOf = (file: string): string => readFileSync(join(repositoryRoot, file), 'utf8')

const isTest = (file: string): boolean => /\.(test|journey)\.ts$/.test(file)

/** What is delivered: no tests, nothing that only they use. */
export const product = sources.filter((file) => /^(apps|packages|demo)\//.test(file) && !isTest(file))

const resolved = (file: string, name: string): string =>
  name.startsWith('.') ? normalize(join(dirname(file), name)) : name

/** What a file imports: a path from the repository's root, or the name of a package. */
export const importsOf = (file: string): string[] =>
  Array.from(textOf(file).matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g), ([, name = '']) =>
    resolved(file, name),
  )

/** The same of what is loaded with a file that says `text`, but for packages; what `import(…)` loads later is not in it. */
export const staticImportsOf = (text: string, file: string): string[] =>
  Array.from(text.matchAll(/^(?:import|export)\s(?:[^'";]*?\sfrom\s)?\s*'(\.[^']+)'/gm), ([, name = '']) =>
    resolved(file, name),
  )

/** Room, or other part of the server, that a file belongs to; "" for the files that put it together. */
export const partOf = (file: string): string => /^apps\/server\/((?:rooms\/)?[^/]+)\//.exec(file)?.[1] ?? ''
