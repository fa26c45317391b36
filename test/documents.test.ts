import { existsSync, globSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describe, expect, test } from 'vitest'
import { architectureText, boxesWithoutWords } from './architecture-text.ts'
import { repositoryRoot } from './repository.ts'
import { textOf } from './source-imports.ts'

const documents = globSync(['*.md', 'docs/**/*.md', 'packages/*/README.md'], { cwd: repositoryRoot })
const exists = (path: string): boolean => existsSync(join(repositoryRoot, path))

describe('the picture of the architecture', () => {
  test('is what the source and the rooms say today; npm run architecture draws it anew', async () => {
    const file = join(repositoryRoot, 'docs/architecture.md')
    const drawn = await format(architectureText(), { ...(await resolveConfig(file)), filepath: file })
    expect(textOf('docs/architecture.md')).toBe(drawn)
  })

  test('says what each part is for', () => expect(boxesWithoutWords()).toEqual([]))
})

/** Targets of the links of a document that lead to other files of the repository. */
const linksOf = (text: string): string[] =>
  Array.from(text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g), ([, target = '']) => target).filter(
    (target) => !/^[a-z]+:/.test(target),
  )

/** Files and folders of the repository that a document names as code. */
const pathsOf = (text: string): string[] =>
  Array.from(
    text.matchAll(/`((?:apps|packages|docs|test|demo|bench)\/[\w./-]*[\w/])`/g),
    ([, path = '']) => path,
  )

describe('documents', () => {
  test('name only files that there are', () => {
    const missing = documents.flatMap((file) => {
      const text = textOf(file)
      const links = linksOf(text).map((target) => normalize(join(dirname(file), target)))
      return [...links, ...pathsOf(text)].filter((path) => !exists(path)).map((path) => `${file}: ${path}`)
    })
    expect(missing).toEqual([])
    expect(linksOf('[a](b.md#c), ![d](e.png), [f](https://g.example)')).toEqual(['b.md', 'e.png'])
    expect(pathsOf('`apps/server/app.ts`, `npm test`, `apps/x/`')).toEqual(['apps/server/app.ts', 'apps/x/'])
  })

  test('of docs are all in its index', () => {
    const pages = globSync('docs/**/*', { cwd: repositoryRoot }).filter((file) => /\.\w+$/.test(file))
    const listed = new Set(linksOf(textOf('docs/README.md')).map((target) => join('docs', target)))
    expect(pages.filter((page) => page !== 'docs/README.md' && !listed.has(page))).toEqual([])
  })
})

test('every package has the version that the change log begins with', () => {
  const newest = /^## \[?(\d+\.\d+\.\d+)\]?/m.exec(textOf('CHANGELOG.md'))?.[1]
  const packages = globSync(['package.json', '{packages,apps}/*/package.json', 'demo/package.json'], {
    cwd: repositoryRoot,
  })
  expect(packages.length).toBeGreaterThan(4)
  for (const file of packages) {
    const { version } = JSON.parse(textOf(file)) as { version: string }
    expect([file, version]).toEqual([file, newest])
  }
})

describe('figures that a benchmark writes', () => {
  const part = /<!-- (?!\/)([^>]+?) -->[\s\S]*?<!-- \/\1 -->/g
  const benches = globSync('bench/*.ts', { cwd: repositoryRoot }).map(textOf).join('\n')
  const held = (page: string, name: string): boolean =>
    new RegExp(`holdBlock\\(\\s*'${page}',\\s*'${name}'`).test(benches)

  test('stand in parts that a benchmark holds the page to', () => {
    const parts = documents.flatMap((file) =>
      Array.from(textOf(file).matchAll(part), ([, name = '']) => ({
        page: file.split('/').at(-1) ?? '',
        name,
      })),
    )
    expect(parts.length).toBeGreaterThan(7)
    expect(parts.filter(({ page, name }) => !held(page, name))).toEqual([])
  })

  test('are all the tables of the page on the corrected effect', () => {
    const rest = textOf('docs/decisions/honest-effect.md').replaceAll(part, '')
    expect(rest.split('\n').filter((line) => line.startsWith('|'))).toEqual([])
  })
})
