import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryRoot } from './repository.ts'

const sources = ['apps', 'packages', 'demo', 'bench', 'test'].flatMap((folder) =>
  globSync(`${folder}/**/*.ts`, { cwd: repositoryRoot, exclude: (name) => name.includes('node_modules') }),
)
const textOf = (file: string): string => readFileSync(join(repositoryRoot, file), 'utf8')
const isTest = (file: string): boolean => /\.(test|journey)\.ts$/.test(file)
const product = sources.filter((file) => /^(apps|packages|demo)\//.test(file) && !isTest(file))

/** What a file imports: a path from the repository's root, or the name of a package. */
const importsOf = (file: string): string[] =>
  Array.from(textOf(file).matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g), ([, name = '']) =>
    name.startsWith('.') ? normalize(join(dirname(file), name)) : name,
  )

const offending = (files: string[], wrong: (text: string) => boolean): string[] =>
  files.filter((file) => wrong(textOf(file)))

/** Room, or other part of the server, that a file belongs to; "" for the files that put it together. */
const partOf = (file: string): string => /^apps\/server\/([^/]+)\//.exec(file)?.[1] ?? ''

/** What each part of the server may import besides itself. A room not listed may use foundation, places and map. */
const below: Record<string, string[]> = {
  database: ['foundation'],
  foundation: [],
  places: ['foundation'],
  identity: ['foundation', 'places'],
  map: ['foundation', 'places'],
  demonstration: ['foundation', 'places', 'target'],
  islands: ['target'],
  // A measurement asks the Target room what was counted.
  measure: ['foundation', 'places', 'map', 'target'],
  'command-line': [
    'foundation',
    'places',
    'demonstration',
    'identity',
    'target',
    'supply',
    'deliver',
    'trace',
    'measure',
    'account',
  ],
}

describe('arrows go one way', () => {
  test('a part of the server imports only what stands below it', () => {
    const wrong = product
      .filter((file) => partOf(file) !== '' && partOf(file) !== 'command-line')
      .flatMap((file) => {
        const allowed = below[partOf(file)] ?? ['foundation', 'places', 'map']
        return importsOf(file)
          .filter((name) => name.startsWith('apps/server/') && partOf(name) !== '')
          .filter((name) => partOf(name) !== partOf(file) && !allowed.includes(partOf(name)))
          .map((name) => `${file} → ${name}`)
      })
    expect(wrong).toEqual([])
  })

  test('packages and the demonstration city know nothing of the apps', () => {
    const wrong = product
      .filter((file) => /^(packages|demo)\//.test(file))
      .filter((file) =>
        importsOf(file).some((name) => name.startsWith('apps/') || name.startsWith('@mettrace/server')),
      )
    expect(wrong).toEqual([])
  })

  test('the product knows nothing of the tests', () => {
    expect(product.filter((file) => importsOf(file).some((name) => /^(test|bench)\//.test(name)))).toEqual([])
  })
})

test('the statistics are pure: no files, no network, no clock, no chance but what is passed in', () => {
  const analysis = product.filter((file) => file.startsWith('packages/analysis/'))
  expect(analysis.filter((file) => importsOf(file).some((name) => name.startsWith('node:')))).toEqual([])
  expect(
    offending(analysis, (text) =>
      /\b(Math\.random|Date\.now|new Date\(\)|performance\.now|process\.|fetch\()/.test(text),
    ),
  ).toEqual([])
})

test('only config.ts, and test/settings.ts for the tests, read the environment', () => {
  const readers = offending(
    sources.filter((file) => !['test/house.test.ts'].includes(file)),
    (text) => text.includes('process.env'),
  )
  expect(readers.toSorted()).toEqual(['apps/server/config.ts', 'test/settings.ts'])
})

test('only the foundation opens connections', () => {
  const openers = offending(product, (text) => /new pg\.(Pool|Client)\(/.test(text))
  expect(openers.filter((file) => !/^apps\/server\/(foundation|database)\//.test(file))).toEqual([])
})

test('SHA-256 is the one hash, alone and in HMAC and HKDF', () => {
  const named = product.flatMap((file) =>
    Array.from(
      textOf(file).matchAll(/\b(?:createHash|createHmac|hash|hkdfSync|pbkdf2Sync)\(\s*'([^']+)'/g),
      ([, name]) => name,
    ),
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((name) => name !== 'sha256')).toEqual([])
})

test('no default exports and no barrels', () => {
  expect(offending(product, (text) => /^export default /m.test(text))).toEqual([])
  expect(offending(product, (text) => /^export (\*|\{[^}]*\}) from /m.test(text))).toEqual([])
})

test('every command in the documents is a script of package.json', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
  const documents = globSync('{*.md,docs/**/*.md}', { cwd: repositoryRoot })
  const named = documents.flatMap((file) =>
    Array.from(textOf(file).matchAll(/npm run (?:-s )?([\w:-]+)/g), ([, name = '']) => name),
  )
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([])
})
