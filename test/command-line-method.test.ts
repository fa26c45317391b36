import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { answerOf, refusalOf, runCommandHere } from './command-line.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-method-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const method = (...parameters: string[]): ReturnType<typeof runCommandHere> =>
  runCommandHere(['method', ...parameters], { INIT_CWD: folder })

const number = z.number().nullable()
const place = z.union([z.number(), z.string()]).nullable()
const rows = z.array(
  z.strictObject({
    method: z.string(),
    outcome: z.string(),
    term: z.string(),
    time: place,
    cohort: place,
    estimate: z.number(),
    se: number,
    low: number,
    high: number,
    p: number,
    scale: z.enum(['additive', 'log', 'ratio']),
    n: z.number().int(),
    treated: z.number().int(),
    observed: z.number().optional(),
    control: z.number().optional(),
    ratio: z.strictObject({ estimate: z.number(), low: number, high: number }).optional(),
  }),
)

await writeFile(
  join(folder, 'places.csv'),
  'role;before;after\ntreated;207;110\ncontrol;308;318\ndisplacement;178;157\nDisplacement control;150;140\n',
)
/** Ten areas, eight months; those of even number get kits in May, and a third of their burglaries go. */
await writeFile(
  join(folder, 'areas.csv'),
  [
    'area,month,burglaries,start,arson',
    ...Array.from({ length: 80 }, (_, at) => {
      const [area, month] = [Math.floor(at / 8), (at % 8) + 1]
      const mean = 6 + area + ((area * 7 + month * 5) % 4)
      const hasKits = area % 2 === 0
      return `A${area},2014-0${month},${hasKits && month >= 5 ? Math.round(mean * 0.67) : mean},${hasKits ? '2014-05' : ''},0`
    }),
  ].join('\n'),
)
const panel = [
  'areas.csv',
  '--unit',
  'area',
  '--time',
  'month',
  '--outcome',
  'burglaries',
  '--cohort',
  'start',
]

describe('method', () => {
  test('wdd answers with the rows of the contract, on a file with semicolons', async () => {
    const columns = ['--role', 'role', '--before', 'before', '--after', 'after', '--json']
    const answer = answerOf(await method('wdd', 'places.csv', ...columns))
    expect(answer.command).toBe('method wdd')
    const found = rows.parse(answer.results)
    expect(found.map(({ term, estimate }) => [term, Math.round(estimate * 1e4) / 1e4])).toEqual([
      ['local', -107],
      ['displacement', -11],
      ['total', -118],
      ['quotient', 0.2582],
      ['rate-ratio', -0.6642],
    ])
    expect(answer.warnings.join(' ')).toContain('additive')
    const narrow = rows.parse(
      answerOf(await method('wdd', 'places.csv', ...columns, '--level', '0.9')).results,
    )
    expect(narrow[0]!.high).toBeCloseTo(-107 + 1.6448536 * found[0]!.se!, 4)
    expect(narrow[0]!.se).toBe(found[0]!.se)
  })

  test('poisson answers by every order of the starts, without a database', async () => {
    const answer = answerOf(await method('poisson', ...panel, '--inference', 'placebo', '--json'))
    const [exact] = rows.parse(answer.results)
    expect(exact).toMatchObject({ outcome: 'burglaries', term: 'att', scale: 'log', n: 10, treated: 5 })
    expect(exact?.ratio?.estimate).toBeGreaterThan(0.6)
    expect(exact?.ratio?.estimate).toBeLessThan(0.75)
    // 10 over 5 orders, all of which are gone through.
    expect((exact?.p ?? 0) * 252).toBeCloseTo(Math.round((exact?.p ?? 0) * 252), 9)
    expect(answer.warnings.join(' ')).toContain('All 252 orders')
  })

  test('its takes the end of the time before by itself, and prints a table for people', async () => {
    const columns = ['--time', 'month', '--outcome', 'count', '--end-pre', '6']
    const counts = [20, 23, 21, 24, 22, 25, 14, 13, 16, 15, 14, 17]
    await writeFile(
      join(folder, 'series.csv'),
      `month,count\n${counts.map((count, at) => `${at + 1},${count}`).join('\n')}`,
    )
    const { code, output, errors } = await method('its', 'series.csv', ...columns)
    expect(code).toBe(0)
    expect(output).toMatch(/count +level:quasi-poisson +7 /)
    expect(errors).toContain('Note: ')
  })

  test.each([
    [2, 'usage', ['calibrate', ...panel.slice(0, -2)]],
    [3, 'value_invalid', ['poisson', ...panel.slice(0, -1), 'burglaries']],
    [4, 'not_enough', ['poisson', ...panel, '--outcome', 'arson']],
  ] as [number, string, string[]][])('refuses with %i, %s: %j', async (exitCode, code, parameters) => {
    expect(refusalOf(exitCode, await method(...parameters, '--json')).code).toBe(code)
  })
})
