import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import AjvDraft04 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { assert, constantFrom, nat, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../test/shared-data.ts'
import { saidOfMopac } from '../thresholds/authority.ts'
import { ruleOnThreshold } from '../thresholds/ruling.ts'
import { DoubtsAcross, doubtsOf } from './doubts.ts'
import { PackageFault, readPackage } from './read-package.ts'
import { readRelease, type ReadRelease, type Release } from './read-release.ts'
import { compiledRelease, recordPackage, releasePackage } from './record.ts'
import { releaseShape, type Shape } from './shapes.ts'
import { noticeValue } from './value.ts'

const records = sharedData('records')
const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(records!, ...path), 'utf8'))
const samples = [
  'ocds-213czf-000-00001-01-planning.json',
  'ocds-213czf-000-00001-02-tender.json',
  'ocds-213czf-000-00001-04-award.json',
  'ocds-213czf-000-00001-05-contract.json',
  'ocds-213czf-000-00001-06-implementation.json',
]
const published = {
  uri: 'https://example.org/releases/1',
  publishedAt: '2026-12-01T09:00:00Z',
  publisher: { name: 'The authority' },
}

/** What the published schemas say against a package. */
const validator = (): ((schema: 'release' | 'record', value: unknown) => unknown) => {
  const ajv = new AjvDraft04.default({ strict: false, allErrors: true })
  addFormats.default(ajv)
  for (const name of ['release-schema', 'versioned-release-validation-schema'])
    ajv.addSchema(
      json('ocds-1.1.5', `${name}.json`) as object,
      `https://standard.open-contracting.org/schema/1__1__5/${name}.json`,
    )
  const both = {
    release: ajv.compile(json('ocds-1.1.5', 'release-package-schema.json') as object),
    record: ajv.compile(json('ocds-1.1.5', 'record-package-schema.json') as object),
  }
  return (schema, value) => (both[schema](value) ? [] : both[schema].errors)
}

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const readAll = (text: string, size = 7): Promise<ReadRelease[]> =>
  Array.fromAsync(readPackage(inPieces(text, size)))

const plain: Release = {
  ocid: 'ocds-abc-1',
  id: '1',
  date: '2026-11-02T09:00:00Z',
  tag: ['tender'],
  initiationType: 'tender',
  tender: { id: 't', title: 'Kits' },
}

describe('a release of others', () => {
  test('keeps every field but the one that is none, which is told with its path', () => {
    const url = 'http://Contract Finder'
    const tender = {
      ...(plain['tender'] as object),
      documents: [{ id: 1, url }, { title: 'without an id' }, { id: '3', datePublished: '2026-11-02' }],
      status: 'nearly',
      suitability: { sme: false },
    }
    const party = { id: 'a', name: 'Twice' }
    const { release, aside } = readRelease(
      { ...plain, tender, parties: [party, { ...party }] },
      '/releases/0',
    )
    expect(release).toEqual({
      ...plain,
      parties: [party],
      tender: { id: 't', title: 'Kits', documents: [{ id: 1 }, { id: '3' }], suitability: { sme: false } },
    })
    expect(aside.map(({ path }) => path)).toEqual([
      '/releases/0/tender/documents/0/url',
      '/releases/0/tender/documents/1',
      '/releases/0/tender/documents/2/datePublished',
      '/releases/0/tender/status',
      '/releases/0/parties/1',
    ])
    expect(aside[0]).toMatchObject({ found: JSON.stringify(url), reason: expect.stringContaining('address') })
    expect(aside[1]!.reason).toBe('cannot be taken without id')
  })

  test('without its own id is set aside alone, and so is one of a thousand levels', () => {
    const { ocid: _, ...without } = plain
    expect(readRelease(without)).toMatchObject({
      release: null,
      aside: [{ path: '', reason: 'cannot be taken without ocid' }],
    })
    const deep = JSON.parse(`${'['.repeat(1000)}${']'.repeat(1000)}`) as unknown
    expect(readRelease({ ...plain, extra: deep }).release).toBeNull()
    const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":"x"}') as object
    expect(Object.keys(readRelease({ ...plain, ...hostile }).release!)).toContain('constructor')
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  test('has its values with and without VAT, and says which were worked out', () => {
    const both = noticeValue({ amount: 3_800_000, amountGross: 4_560_000, currency: 'GBP' })!
    expect(both).toEqual({
      net: 380_000_000,
      gross: 456_000_000,
      inferred: null,
      vat: 2000,
      vatInferred: 2000,
    })
    const ruling = ruleOnThreshold({ begun: '2026-05-26', value: both, authority: saidOfMopac })
    expect(ruling).toMatchObject({ tested: { basis: 'gross', pence: 456_000_000, inferred: false } })
    expect(noticeValue({ amount: 15_804.44, currency: 'GBP' })).toMatchObject({
      net: 1_580_444,
      inferred: 'gross',
      vatInferred: null,
    })
    expect(noticeValue({ amountGross: 120, currency: 'GBP' })).toMatchObject({ net: 10_000, inferred: 'net' })
    expect([
      noticeValue({ amount: 5, currency: 'EUR' }),
      noticeValue({ amount: null }),
      noticeValue(null),
    ]).toEqual([undefined, undefined, undefined])
  })

  test('is doubted where a company number is a name, an award is 0, and times are mixed', () => {
    const doubts = doubtsOf({
      ...plain,
      date: '2026-11-02T09:00:00+01:00',
      tender: { id: 't', tenderPeriod: { endDate: '2026-12-01T12:00:00Z' } },
      parties: [
        { id: 'GB-COH-Unisys Ltd', name: 'Unisys Ltd' },
        { id: '2', identifier: { scheme: 'GB-COH', id: 'A Name Ltd' } },
        { id: '3', identifier: { scheme: 'GB-COH', id: 'SC123456' } },
      ],
      awards: [{ id: 'a', value: { amount: 0, currency: 'GBP' } }],
    })
    expect(doubts.map(({ path }) => path)).toEqual([
      '/parties/0/id',
      '/parties/1/identifier/id',
      '/awards/0/value/amount',
      '',
    ])
  })

  test('is doubted beside others: one buyer of several ids, one id of several buyers', () => {
    const across = new DoubtsAcross()
    for (const [ocid, id, name] of [
      ['ocds-1', 'GB-FTS-174468', 'Mayor’s Office for Policing and Crime'],
      ['ocds-2', 'GB-PPON-PTMT-7816-YCQG', "The Mayor's Office for Policing And Crime"],
      ['ocds-2', 'GB-FTS-1', 'Another authority'],
    ] as const)
      across.add({ ...plain, ocid, buyer: { id, name } })
    expect(across.all()).toEqual([
      'one buyer under 2 ids: Mayor’s Office for Policing and Crime (GB-FTS-174468, GB-PPON-PTMT-7816-YCQG)',
      "ocds-2 is used by different buyers: The Mayor's Office for Policing And Crime; Another authority",
    ])
  })
})

describe('a file of releases', () => {
  test('is read in pieces of any size, and a bad release does not take the good ones with it', async () => {
    const text = JSON.stringify({ uri: 'x', releases: [plain, { ocid: 'é' }, { ...plain, id: '2' }] })
    for (const size of [1, 13, 1e6]) {
      const read = await readAll(text, size)
      expect(read.map(({ release }) => release?.id)).toEqual(['1', undefined, '2'])
      expect(read[1]!.aside.map(({ path }) => path)).toEqual(['/releases/1'])
    }
  })

  test('of records gives their releases, or the compiled one where they only link', async () => {
    const linked = {
      ocid: 'b',
      releases: [{ url: 'https://example.org/1', date: 'x' }],
      compiledRelease: plain,
    }
    const read = await readAll(JSON.stringify({ records: [{ ocid: 'a', releases: [plain, plain] }, linked] }))
    expect(read.map(({ release }) => release?.ocid)).toEqual(['ocds-abc-1', 'ocds-abc-1', 'ocds-abc-1'])
  })

  test('that is none says where it stops being one', async () => {
    const faults = [
      ['{\n "releases": [\n  }', 3, 3],
      ['{"releases": [tru1', 1, 18],
      ['{"releases": [', 1, 15],
      ['{"other": []}', 1, 1],
      ['{"releases": []} x', 1, 18],
    ] as const
    for (const [text, line, column] of faults)
      for (const size of [3, 1e6]) {
        const fault = await readAll(text, size).catch((error: unknown) => error)
        expect(fault, text).toBeInstanceOf(PackageFault)
        expect([(fault as PackageFault).line, (fault as PackageFault).column], text).toEqual([line, column])
      }
  })

  test('is asked for its next piece once the releases before it were taken', async () => {
    let asked = 0
    function* pieces(): Generator<Uint8Array> {
      yield Buffer.from('{"releases":[')
      for (asked = 1; asked < 1000; asked++) yield Buffer.from(`${JSON.stringify(plain)},`)
      yield Buffer.from(`${JSON.stringify(plain)}]}`)
    }
    let taken = 0
    for await (const { release } of readPackage(pieces())) {
      expect([release === null, asked]).toEqual([false, ++taken])
    }
    expect(taken).toBe(1000)
  })
})

describe('releases of one process', () => {
  const award: Release = {
    ...plain,
    id: '2',
    date: '2026-11-03T09:00:00+01:00',
    tag: ['award'],
    tender: { id: 't', title: null, status: 'complete' },
    awards: [{ id: 'a', status: 'pending' }],
  }
  const active: Release = {
    ...plain,
    id: '3',
    date: '2026-11-04T09:00:00Z',
    tag: ['awardUpdate'],
    awards: [
      { id: 'a', status: 'active' },
      { id: 'b', status: 'pending' },
    ],
  }

  test('make one state, the earliest first, and a null takes a field away', () => {
    const compiled = compiledRelease([active, award, plain])
    expect(compiled).toMatchObject({
      id: 'ocds-abc-1-2026-11-04T09:00:00Z',
      tag: ['compiled'],
      awards: [
        { id: 'a', status: 'active' },
        { id: 'b', status: 'pending' },
      ],
    })
    // The last release says the title again.
    expect(compiled['tender']).toEqual({ id: 't', status: 'complete', title: 'Kits' })
    expect(compiledRelease([award, plain])['tender']).toEqual({ id: 't', status: 'complete' })
  })
})

/** Fields of a shape as the published schema must have them: which there are, and which are asked for. */
const comparable = (shape: Shape, depth = 0): unknown => {
  if (shape.is === 'one' || depth > 6) return shape.is
  if (shape.is === 'list')
    return [comparable(shape.of, depth + 1), shape.distinct, shape.atLeastOne, shape.orNull]
  const fields = Object.entries(shape.fields()).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return [shape.needs.toSorted(), fields.map(([key, each]) => [key, comparable(each, depth + 1)])]
}

type Schema = {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  items?: Schema
  required?: string[]
  uniqueItems?: boolean
  minItems?: number
  definitions?: Record<string, Schema>
}

describe.skipIf(records === undefined)('the published schema of OCDS 1.1.5', () => {
  test('has the fields that are read here, and no other', () => {
    const schema = json('ocds-1.1.5', 'release-schema.json') as Schema
    const inSchema = (part: Schema, depth = 0): unknown => {
      if (part.$ref) return inSchema(schema.definitions![part.$ref.replace('#/definitions/', '')]!, depth)
      if ((part.items?.type ?? part.items?.$ref) !== undefined && part.items) {
        if (depth > 6) return 'list'
        return [
          inSchema(part.items, depth + 1),
          part.uniqueItems ?? false,
          part.minItems !== undefined,
          [part.type].flat().includes('null'),
        ]
      }
      if (!part.properties) return 'one'
      if (depth > 6) return 'thing'
      const fields = Object.entries(part.properties).toSorted(([a], [b]) => (a < b ? -1 : 1))
      return [(part.required ?? []).toSorted(), fields.map(([key, each]) => [key, inSchema(each, depth + 1)])]
    }
    expect(comparable(releaseShape)).toEqual(inSchema(schema))
  })

  test('takes the five official samples as they are read and written back', async () => {
    const faultsIn = validator()
    const all: Release[] = []
    for (const name of samples) {
      const text = readFileSync(join(records!, 'ocds-samples', name), 'utf8')
      const read = await readAll(text, 4096)
      expect(read.map(({ aside }) => aside)).toEqual([[]])
      const releases = read.map(({ release }) => release!)
      // The same ocid, ids, dates and amounts: the same in everything.
      expect(releases).toEqual((JSON.parse(text) as { releases: unknown }).releases)
      expect(faultsIn('release', releasePackage(published, releases)), name).toEqual([])
      all.push(...releases)
    }
    expect(faultsIn('record', recordPackage(published, all))).toEqual([])
    expect((compiledRelease(all)['contracts'] as unknown[]).length).toBe(1)
  })

  test('takes the real release of Contracts Finder once its one field is set aside', async () => {
    const faultsIn = validator()
    const text = readFileSync(join(records!, 'ocds-real/contracts-finder-release-redacted.json'), 'utf8')
    expect(faultsIn('release', JSON.parse(text))).not.toEqual([])
    const [read] = await readAll(text)
    expect(read!.aside).toEqual([
      {
        path: '/releases/0/awards/0/documents/1/url',
        reason: 'expected an address with its scheme, such as https://example.org/1',
        found: '"http://Contract Finder"',
      },
    ])
    expect(faultsIn('release', releasePackage(published, [read!.release!]))).toEqual([])
    expect(noticeValue((read!.release!['tender'] as { value: unknown }).value)?.net).toBe(150_000_000)
    expect(doubtsOf(read!.release!).map(({ path }) => path)).toEqual(['/awards/0/value/amount', ''])
  })

  test('takes what is kept of a sample however it was spoilt', () => {
    const faultsIn = validator()
    const all = samples.map((name) => (json('ocds-samples', name) as { releases: [unknown] }).releases[0])
    const spoilt = [null, 7, 1.5, '', 'x', true, [], {}, [[]], '2026-13-01T00:00:00Z', 'http://a b', -0]
    assert(
      property(constantFrom(...all), nat(), constantFrom(...spoilt), (sample, place, bad) => {
        const copy = structuredClone(sample)
        const places: [Record<string, unknown>, string][] = []
        const walk = (value: unknown): void => {
          if (typeof value !== 'object' || value === null) return
          for (const key of Object.keys(value)) {
            places.push([value as Record<string, unknown>, key])
            walk((value as Record<string, unknown>)[key])
          }
        }
        walk(copy)
        const [holder, key] = places[place % places.length]!
        holder[key] = bad
        const { release, aside } = readRelease(copy)
        if (release) expect(faultsIn('release', releasePackage(published, [release]))).toEqual([])
        else expect(aside.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })
})
