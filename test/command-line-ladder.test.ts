import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadCity } from './command-line-city.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'

const user = await commandLineOnEmptyFolder()
const { answer, refusal, run } = user
await loadCity(user)

const rung = z.object({
  budget: z.number(),
  price: z.number(),
  kits: z.number(),
  plan: z.object({ areas: z.number(), kitsUsed: z.number(), expected: z.number() }),
  linear: z.object({ burglaries: z.number(), hours: z.number() }),
  deliveryHours: z.number(),
})
const ladderOf = async (...parameters: string[]) => {
  const { results } = await answer('price-ladder', '--until', '2014-12', ...parameters)
  return z.object({ rungs: z.array(rung) }).parse(results).rungs
}
const sizes = ['--smallest', '500', '--largest', '2000']

describe('price-ladder', () => {
  test('buys what the money buys at each price, and goes where the plan of so many kits goes', async () => {
    const rungs = await ladderOf('--budgets', '3180000', '--prices', '2544,1272', ...sizes)
    expect(rungs.map(({ price, kits }) => [price, kits])).toEqual([
      [1272, 2500],
      [2544, 1250],
    ])
    const plan = await answer('plan', '--until', '2014-12', '--kits', '2500', '--contiguous', ...sizes)
    expect(plan.results).toMatchObject({
      kitsUsed: rungs[0]?.plan.kitsUsed,
      expected: rungs[0]?.plan.expected,
    })
    expect(rungs[0]?.linear.burglaries).toBeCloseTo(43.475, 9)
    expect(rungs[0]?.deliveryHours).toBeCloseTo(((rungs[0]?.plan.kitsUsed ?? 0) * 12.5) / 60, 9)
  })

  test('climbs to budgets that the city could use where none are given, at the prices of the page', async () => {
    const rungs = await ladderOf(...sizes)
    expect([...new Set(rungs.map(({ price }) => price))]).toEqual([800, 1000, 1272, 1500])
    expect(new Set(rungs.map(({ budget }) => budget)).size).toBe(3)
  })

  test('refuses money that is none, and more rungs than can be worked out', async () => {
    expect(await refusal(2, 'price-ladder', '--budgets', 'much')).toMatchObject({ code: 'usage' })
    expect(await refusal(2, 'price-ladder', '--prices', '0')).toMatchObject({ code: 'usage' })
    const many = Array.from({ length: 61 }, (_, at) => at + 1).join(',')
    expect(await refusal(2, 'price-ladder', '--budgets', '100000', '--prices', many)).toMatchObject({
      message: 'Budgets times prices must be no more than 60.',
    })
  })
})

describe('phase-in', () => {
  const asked = ['--until', '2014-12', '--kits', '5000', '--waves', '2', '--follow', '6', ...sizes]
  const phased = z.object({
    id: z.uuid().nullable(),
    areas: z.array(z.object({ id: z.string(), wave: z.number().nullable(), start: z.string().nullable() })),
  })
  const draw = async (...parameters: string[]) =>
    phased.parse((await answer('phase-in', ...asked, ...parameters)).results)

  test('draws the same order from the same seed, from three months after the history on', async () => {
    const [one, same, other] = [
      await draw('--seed', 'spring', '--holdout', '0'),
      await draw('--seed', 'spring', '--holdout', '0'),
      await draw('--seed', 'another', '--holdout', '0'),
    ]
    expect(one.areas.length).toBeGreaterThan(2)
    expect(same).toEqual(one)
    expect(other.areas.map(({ id }) => id)).not.toEqual(one.areas.map(({ id }) => id))
    expect([...new Set(one.areas.map(({ start }) => start))]).toEqual(['2015-03', '2015-06'])
    expect(one.id).toBeNull()
  })

  test('keeps an order under a name that no other has, and the command says as which', async () => {
    const { id } = await draw('--seed', 'spring', '--save', 'Spring start')
    expect(id).not.toBeNull()
    const again = await refusal(2, 'phase-in', ...asked, '--seed', 'x', '--save', 'SPRING start')
    expect(again.message).toContain('Another order of starts has the name “SPRING start”')
    const { output } = await run('phase-in', ...asked, '--seed', 'spring', '--first', '2015-09')
    expect(output).toContain('drawn from the seed “spring”')
    expect(output).toContain('2015-09')
  })

  test('needs a seed, and a share that can be left without kits', async () => {
    expect(await refusal(2, 'phase-in', '--kits', '5000')).toMatchObject({ code: 'usage' })
    expect(await refusal(2, 'phase-in', ...asked, '--seed', 'x', '--holdout', '0.95')).toMatchObject({
      code: 'usage',
    })
  })
})
