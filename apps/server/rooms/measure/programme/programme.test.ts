import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { CountedCity } from '../../../crime/types.ts'
import { never, programmePanel } from './programme-panel.ts'
import { programmeJsonSchema } from './programme-schema.ts'
import { parseProgramme } from './read-programme.ts'

const written = {
  name: 'Example',
  series: 'all',
  deployments: [
    {
      areas: ['A', 'B'],
      start: '2015-03',
      coverage: [
        { month: '2015-03', share: 0.4 },
        { month: '2015-05', share: 0.9 },
      ],
    },
    { name: 'West', areas: ['C'], start: '2015-06' },
  ],
}

const city = (months: number[] = Array.from({ length: 36 }, (_, at) => 2014 * 12 + at)): CountedCity => ({
  kind: 'lsoa',
  validFrom: '2011-03-27',
  series: 'all',
  source: 'street',
  codes: ['A', 'B', 'C', 'D', 'E'],
  names: ['A', 'B', 'C', 'D', 'E'],
  homes: new Float64Array(5).fill(700),
  easting: Float64Array.from([0, 500, 1000, 5000, 9000]),
  northing: new Float64Array(5),
  borough: new Int32Array(5),
  months: Int32Array.from(months),
  counts: new Int32Array(5 * months.length).fill(2),
  warnings: [],
})

const refusal = (work: () => unknown): MetTraceError => {
  try {
    work()
  } catch (error) {
    if (error instanceof MetTraceError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

const lay = (change: object, counted = city()) =>
  programmePanel(counted, parseProgramme(JSON.stringify({ ...written, ...change })))

describe('a programme as it is written', () => {
  test('is described by the JSON Schema that ships, made from the schema that reads it', () => {
    const shipped = JSON.parse(readFileSync(join(import.meta.dirname, 'programme.schema.json'), 'utf8'))
    expect(shipped).toEqual(JSON.parse(JSON.stringify(programmeJsonSchema())))
  })

  test('takes the usual saturation, buffer and kind where it names none', () => {
    const { saturation, controls, kind } = parseProgramme(JSON.stringify(written))
    expect({ saturation, controls, kind }).toEqual({
      saturation: 0.85,
      controls: { metres: 750, by: 'centroid' },
      kind: 'lsoa',
    })
  })

  test('is refused with the path to what is wrong', () => {
    expect(refusal(() => parseProgramme('{')).code).toBe('file_wrong_kind')
    const wrong = { ...written, deployments: [written.deployments[0], { areas: ['C'], start: '2015-13' }] }
    const { code, where } = refusal(() => parseProgramme(JSON.stringify(wrong), 'p.json'))
    expect([code, where.file, where.column, where.found]).toEqual([
      'value_invalid',
      'p.json',
      'deployments[1].start',
      '"2015-13"',
    ])
    expect(refusal(() => parseProgramme(JSON.stringify({ ...written, wrong: 1 }))).message).toContain('wrong')
    const turned = { ...written, selection: { from: '2014-12', to: '2014-01', rule: 'highest' } }
    expect(refusal(() => parseProgramme(JSON.stringify(turned))).where.column).toBe('selection.to')
  })
})

describe('a programme laid over its city', () => {
  test('knows for every area its deployment, its start and when the target was reached', () => {
    const panel = lay({})
    expect([...panel.deployment]).toEqual([0, 0, 1, -1, -1])
    expect([...panel.start]).toEqual([14, 14, 17, never, never])
    expect([...panel.reached]).toEqual([16, 16, 17, never, never])
    expect([...panel.coverage.subarray(12, 18)]).toEqual([0, 0, 0.4, 0.4, 0.9, 0.9])
    expect(panel.deploymentNames).toEqual(['A + B', 'West'])
  })

  test('ends with the last month that counts', () => {
    const panel = lay({ until: '2015-12' })
    expect([panel.months, panel.counts.length]).toEqual([24, 120])
  })

  test.each([
    [
      'a start before the series',
      { deployments: [{ areas: ['A'], start: '2013-12' }] },
      'value_invalid',
      'outside the series',
    ],
    [
      'a start after it',
      { deployments: [{ areas: ['A'], start: '2017-01' }] },
      'value_invalid',
      'outside the series',
    ],
    [
      'an unknown area',
      { deployments: [{ areas: ['A', 'X'], start: '2015-03' }] },
      'value_invalid',
      'not among those',
    ],
    ['an area twice', { deployments: [{ areas: ['A', 'A'], start: '2015-03' }] }, 'value_invalid', 'twice'],
    [
      'every area treated',
      { deployments: [{ areas: ['A', 'B', 'C', 'D', 'E'], start: '2015-03' }] },
      'value_invalid',
      'Every area',
    ],
  ] as const)('is refused with %s', (_what, change, code, words) => {
    const error = refusal(() => lay(change))
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
  })

  test('is refused where nothing was counted, or months are missing in between', () => {
    expect(refusal(() => lay({}, { ...city(), counts: new Int32Array(180) })).message).toContain(
      'No burglary',
    )
    const holed = city(
      Array.from({ length: 37 }, (_, at) => 2014 * 12 + at).filter((month) => month !== 2015 * 12 + 4),
    )
    const error = refusal(() => lay({}, holed))
    expect([error.code, error.where.found]).toEqual(['not_enough', 'nothing from 2015-05 to 2015-05'])
  })
})
