import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cityCodes, cityHomes, loadCity } from './command-line-city.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'

const user = await commandLineOnEmptyFolder()
const { answer, refusal, run, write } = user
await loadCity(user)
await write(
  'bcu.csv',
  ['area,bcu_code', ...cityCodes.map((code, at) => `${code},${at < 6 ? 'AA' : 'BB'}`), ''].join('\n'),
)
await answer('import', 'lookup', 'bcu.csv', '--from', 'area', '--to', 'bcu_code')

const amount = z.number().min(0)
const planResult = z.strictObject({
  areas: z.array(
    z.strictObject({
      number: z.number().int().min(1),
      codes: z.array(z.string()).min(1),
      boroughs: z.array(z.string()),
      homes: z.number().int().min(1),
      kits: amount,
      expected: amount,
      low: amount,
      high: amount,
      reasons: z.array(z.string().regex(/^[A-Z\d].*\.$/)).min(1),
    }),
  ),
  nearMisses: z.array(
    z.strictObject({ code: z.string(), name: z.string().nullable(), reason: z.string().endsWith('.') }),
  ),
  homes: z.number().int().min(0),
  kitsUsed: amount,
  expected: amount,
  low: amount,
  high: amount,
  share: amount.max(1),
  bound: amount,
  gap: amount.max(1),
  status: z.enum(['optimal', 'feasible']),
  floorCost: amount.nullable(),
  prevented: amount.optional(),
})

const plan = async (...parameters: string[]): Promise<z.infer<typeof planResult>> => {
  const { results } = await answer('plan', '--until', '2014-12', '--kits', '2500', ...parameters)
  return planResult.parse(results)
}

/** The city is four columns of kilometre squares. */
const beside = (one: string, other: string): boolean => {
  const [a, b] = [cityCodes.indexOf(one), cityCodes.indexOf(other)]
  return Math.abs((a % 4) - (b % 4)) + Math.abs(Math.floor(a / 4) - Math.floor(b / 4)) === 1
}
const inOnePiece = (codes: readonly string[]): boolean => {
  const reached = new Set(codes.slice(0, 1))
  for (const code of reached) for (const other of codes) if (beside(code, other)) reached.add(other)
  return reached.size === codes.length
}

describe('whole deployment areas', () => {
  test('lie together, keep to the sizes and the kits, and add up', async () => {
    const { areas, homes, kitsUsed, expected, bound, status } = await plan(
      '--smallest',
      '1000',
      '--largest',
      '1700',
    )
    expect(areas.length).toBeGreaterThan(0)
    for (const [at, area] of areas.entries()) {
      expect(area.number).toBe(at + 1)
      expect(inOnePiece(area.codes)).toBe(true)
      const size = area.codes.reduce((sum, code) => sum + (cityHomes[cityCodes.indexOf(code)] ?? 0), 0)
      expect(area.homes).toBe(size)
      expect(size).toBeGreaterThanOrEqual(1000)
      expect(size).toBeLessThanOrEqual(1700)
    }
    expect(homes).toBe(areas.reduce((sum, area) => sum + area.homes, 0))
    expect(kitsUsed).toBe(areas.reduce((sum, area) => sum + area.kits, 0))
    expect(kitsUsed).toBeLessThanOrEqual(2500)
    expect(expected).toBeCloseTo(
      areas.reduce((sum, area) => sum + area.expected, 0),
      9,
    )
    // Twelve areas are few enough for every choice to be looked at.
    expect([status, bound]).toEqual(['optimal', expected])
  })

  test('are no better than single areas, and no worse where every size is allowed', async () => {
    const single = z
      .object({ expected: z.number() })
      .parse((await answer('plan', '--until', '2014-12', '--kits', '2500')).results)
    expect((await plan('--smallest', '1600')).expected).toBeLessThan(single.expected)
    expect((await plan('--contiguous')).expected).toBeCloseTo(single.expected, 9)
  })

  test('are as few as is asked', async () => {
    const { areas } = await plan('--most', '1', '--largest', '5000')
    expect(areas).toHaveLength(1)
  })

  test('give every BCU its floor and say what that costs', async () => {
    const { areas, floorCost } = await plan('--floor', 'bcu=0.3')
    for (const bcu of [cityCodes.slice(0, 6), cityCodes.slice(6)]) {
      const kits = areas
        .flatMap(({ codes }) => codes)
        .filter((code) => bcu.includes(code))
        .reduce((sum, code) => sum + Math.ceil(0.85 * (cityHomes[cityCodes.indexOf(code)] ?? 0)), 0)
      expect(kits).toBeGreaterThanOrEqual(0.3 * 2500)
    }
    expect(floorCost).not.toBeNull()
    expect((await plan('--contiguous')).floorCost).toBeNull()
  })

  test('leave out what is covered, and take what must be in, and say so', async () => {
    const [first] = (await plan('--contiguous')).areas
    const covered = first?.codes[0] ?? ''
    const { areas } = await plan('--covered', covered, '--include', 'E01000004')
    const codes = areas.flatMap((area) => area.codes)
    expect(codes).not.toContain(covered)
    expect(areas.find((area) => area.codes.includes('E01000004'))?.reasons[0]).toBe(
      'E01000004 must be taken: it was asked for.',
    )
  })

  test('prevent what the stated effect says, which the text does not claim', async () => {
    const { expected, prevented } = await plan('--contiguous', '--effect', '0.1')
    expect(prevented).toBeCloseTo(0.1 * expected, 9)
    const { output } = await run(
      'plan',
      '--kits',
      '2500',
      '--contiguous',
      '--effect',
      '0.1',
      '--half-life',
      '6',
    )
    expect(output).toContain('nothing here shows that it is')
  })

  test('are told to people with where they lie', async () => {
    const { output } = await run('plan', '--kits', '2500', '--smallest', '1000')
    expect(output).toMatch(/\d deployment areas? with [\d,]+ homes use [\d,]+ of 2,500 kits\./)
    expect(output).toMatch(/No\. +Areas +Where +Homes +Kits +Expected +Why/)
  })
})

describe('what cannot be', () => {
  test.each<[string, string[], string]>([
    ['a floor that is none', ['--floor', 'bcu=2'], 'bcu='],
    ['a smallest above the largest', ['--smallest', '900', '--largest', '800'], 'larger than the largest'],
    ['a half-life of nothing', ['--half-life', '6'], '--effect'],
    ['an effect above all', ['--effect', '1.5'], 'from 0 to 1'],
    ['an area that there is not', ['--covered', 'E01999999'], 'There is no area E01999999'],
    ['an area covered and taken', ['--covered', 'E01000001', '--include', 'E01000001'], 'covered already'],
    [
      'two areas far apart in one',
      ['--most', '1', '--include', 'E01000001,E01000012', '--largest', '1200'],
      'cannot be laid out so',
    ],
  ])('%s', async (_, parameters, words) => {
    const { message, expected } = await refusal(2, 'plan', '--kits', '2500', ...parameters)
    expect(`${message} ${expected ?? ''}`).toContain(words)
  })
})
