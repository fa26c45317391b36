import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { circlesOf } from './import-circles.ts'
import { repositoryRoot } from './repository.ts'
import { importsOf, partOf, product, sources, staticImportsOf, textOf } from './source-imports.ts'

const offending = (files: string[], wrong: (text: string) => boolean): string[] =>
  files.filter((file) => wrong(textOf(file)))

/** What each part of the server may import besides itself. A room not listed may use what every room stands on. */
const ground = ['foundation', 'places', 'crime', 'map', 'agreements']
const below: Record<string, string[]> = {
  database: ['foundation'],
  foundation: [],
  places: ['foundation'],
  crime: ['foundation', 'places'],
  // What goes out of any room goes under an agreement.
  agreements: ['foundation'],
  identity: ['foundation', 'places'],
  map: ['foundation', 'places'],
  'phone-app': ['foundation'],
  // The made-up city goes into rooms' tables by the rooms' own queries, its officers sign in as everybody does, and its residents
  // book a visit as they would by the page of a card.
  demonstration: [
    'foundation',
    'identity',
    'places',
    'crime',
    'rooms/account',
    'rooms/deliver',
    'rooms/supply',
    'rooms/trace',
    'rooms/residents',
  ],
  // A deployment asks Supply how many homes have a kit; a plan becomes deployments, and leaves out what they cover. Whoever
  // walks a round is led to the app. A phone that is revoked takes its sign-ins with it. A letter to a resident has the words of
  // the pages that it leads to.
  'rooms/deliver': [...ground, 'rooms/supply', 'rooms/residents', 'phone-app', 'identity'],
  'rooms/target': [...ground, 'rooms/deliver'],
  // Labels of exhibits carry codes as those of kits do. Whoever takes a call passes on what a resident says by the page of a card.
  'rooms/trace': [...ground, 'rooms/supply', 'rooms/residents'],
  // A measurement asks for the order of starts that was drawn, what was planned, and what became of it.
  'rooms/measure': [...ground, 'rooms/target', 'rooms/deliver'],
  // What a decision promised is held against what the rooms that know say came of it; Trace knows which records a case has.
  'rooms/account': [...ground, 'rooms/supply', 'rooms/deliver', 'rooms/measure', 'rooms/trace'],
}
/** What puts rooms together may use them all. */
const above = new Set(['', 'command-line'])

describe('arrows go one way', () => {
  test('a part of the server imports only what stands below it', () => {
    const wrong = product
      .filter((file) => !above.has(partOf(file)))
      .flatMap((file) => {
        const allowed = below[partOf(file)] ?? ground
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

  test('the phone knows the packages, and nothing of the server', () => {
    const field = product.filter((file) => file.startsWith('apps/field/'))
    expect(field.length).toBeGreaterThan(20)
    expect(
      field.filter((file) =>
        importsOf(file).some(
          (name) => name.startsWith('apps/server/') || name.startsWith('@mettrace/server'),
        ),
      ),
    ).toEqual([])
  })

  test('the product knows nothing of the tests', () => {
    expect(product.filter((file) => importsOf(file).some((name) => /^(test|bench)\//.test(name)))).toEqual([])
  })
})

const asFile = (file: string): string => file
/** A file that puts the server together stands for itself, any other for its part. */
const asPart = (file: string): string => partOf(file) || file

const circlesIn = (texts: ReadonlyMap<string, string>, nodeOf: (file: string) => string): string[][] => {
  const graph = new Map<string, string[]>()
  for (const [file, text] of texts) {
    const node = nodeOf(file)
    const next = staticImportsOf(text, file).map(nodeOf)
    graph.set(node, [...(graph.get(node) ?? []), ...next.filter((each) => each !== node || each === file)])
  }
  return circlesOf(graph)
}

describe('imports go round in no circle', () => {
  const texts = new Map(sources.map((file) => [file, textOf(file)]))
  const server = new Map([...texts].filter(([file]) => product.includes(file)))

  test('of files', () => expect(circlesIn(texts, asFile)).toEqual([]))

  test('of parts of the server, config.ts among them', () => expect(circlesIn(server, asPart)).toEqual([]))

  test('a planted circle is found, of values or of types, and what is loaded later is none', () => {
    const planted = [
      ['apps/a/one.ts', "import {\n  two,\n  type Two,\n} from './two.ts'\n"],
      ['apps/a/two.ts', "import type { Three } from '../b/three.ts'\n"],
      ['apps/b/three.ts', "import './four.ts'\nimport '../a/one.ts'\n"],
      ['apps/b/four.ts', "export const later = () => import('./three.ts')\n"],
      ['apps/b/self.ts', "import { self } from './self.ts'\n"],
    ] as const
    expect(circlesIn(new Map(planted), asFile)).toEqual([
      ['apps/a/one.ts', 'apps/a/two.ts', 'apps/b/three.ts'],
      ['apps/b/self.ts'],
    ])
    const root = [
      ['apps/server/config.ts', "import { Refusal } from './foundation/errors.ts'\n"],
      ['apps/server/foundation/secrets.ts', "import type { Config } from '../config.ts'\n"],
    ] as const
    expect(circlesIn(new Map(root), asPart)).toEqual([['apps/server/config.ts', 'foundation']])
  })
})

test('statistics, codes of kits, continuity, money, procurement, and what phones do and say are pure: no files, no network, no clock, no chance but what is passed in', () => {
  const analysis = product.filter((file) =>
    /^packages\/(analysis|clocks|continuity|disclosure|kit-codes|money|phone-sync|procurement|protocol|readings)\//.test(
      file,
    ),
  )
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

describe('work that takes long', () => {
  const server = product.filter((file) => file.startsWith('apps/server/') && !file.includes('/islands/'))
  const outside = server.filter((file) => !file.startsWith('apps/server/foundation/jobs/'))
  /** Tiles are cut in a thread that keeps the outlines which they are cut from; it takes no other questions. */
  const tiles = ['apps/server/map/tile-service.ts']

  test('is done by the threads of foundation/jobs', () => {
    expect(offending(outside, (text) => text.includes('new Worker('))).toEqual(tiles)
  })

  test('is remembered by foundation/jobs, with all that it rests on', () => {
    expect(offending(outside, (text) => /new Map<string, Promise</.test(text))).toEqual(tiles)
    expect(offending(outside, (text) => /new WeakMap<(?!ServerResponse|pg\.PoolClient)/.test(text))).toEqual(
      [],
    )
  })
})

test('only places/formats reads tables, archives, dates, numbers and projections of files', () => {
  const readers = new Set([
    'papaparse',
    'proj4',
    'proj4-list',
    'shapefile',
    'topojson-client',
    'saxes',
    'yauzl',
  ])
  const others = product.filter((file) => !file.startsWith('apps/server/places/formats/'))
  expect(others.filter((file) => importsOf(file).some((name) => readers.has(name)))).toEqual([])
  // A reader of rows takes what a cell means from there and reads none itself.
  const ofRows = product.filter((file) =>
    /\/(tables|csv)\.ts$/.test(importsOf(file).find((name) => /formats\/(tables|csv)\.ts$/.test(name)) ?? ''),
  )
  expect(ofRows.length).toBeGreaterThan(8)
  expect(
    offending(ofRows, (text) =>
      /\bDate\.(parse|UTC)\(|new Date\(|\bparse(Int|Float)\(|Number\((\(?row\b|cell|text)/.test(text),
    ),
  ).toEqual([])
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
