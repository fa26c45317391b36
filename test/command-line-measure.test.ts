import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cityCodes, cityHomes, loadCity } from './command-line-city.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { networkText } from './importers.ts'

const user = await commandLineOnEmptyFolder()
const { answer, refusal, write } = user
await loadCity(user)

const programme = (change: object = {}) => ({
  name: 'Two corners',
  series: 'all',
  selection: { from: '2013-01', to: '2013-12', rule: 'highest' },
  deployments: [
    { name: 'South west', areas: [cityCodes[0]], start: '2014-02' },
    { name: 'North east', areas: [cityCodes[11]], start: '2014-03' },
  ],
  ...change,
})

const put = async (change: object = {}): Promise<string> => {
  await write('programme.json', JSON.stringify(programme(change)))
  return 'programme.json'
}

const asked = z.looseObject({
  claim: z.object({ may: z.boolean(), headline: z.string(), reasons: z.array(z.string()) }),
  plain: z.looseObject({ insideBefore: z.number(), insideAfter: z.number(), ratio: z.number().nullable() }),
  primary: z.looseObject({ why: z.string().nullable() }),
  controls: z.looseObject({ untreated: z.number(), left: z.number(), lost: z.number() }),
  worth: z.looseObject({ prevented: z.null(), kits: z.number() }),
})

const measured = async (change: object = {}): Promise<z.infer<typeof asked>> =>
  asked.parse((await answer('measure', await put(change))).results)

describe('measure', () => {
  test('says of a programme that is too small that nothing can be told, and why, and puts no money on it', async () => {
    const { claim, plain, controls, worth } = await measured()
    expect(claim).toMatchObject({ may: false, headline: 'We cannot tell if the kits worked.' })
    expect(claim.reasons.join(' ')).toContain('Too few areas are left to compare with')
    expect(plain.insideBefore).toBeGreaterThan(0)
    // Kilometre squares: nobody's centroid is within 750 m of another's.
    expect(controls).toMatchObject({ untreated: 10, left: 10, lost: 0 })
    expect(worth.kits).toBe(Math.round(0.85 * (cityHomes[0]! + cityHomes[11]!)))
  })

  test('makes no claim and no estimate of one treated area', async () => {
    const { claim, primary } = await measured({
      deployments: [{ areas: [cityCodes[0]], start: '2014-02' }],
    })
    expect(claim.may).toBe(false)
    expect(claim.reasons[0]).toContain('One treated area proves nothing')
    expect(primary).toEqual({ why: expect.stringContaining('One treated area') })
  })

  test.each([
    ['areas unknown to it', { deployments: [{ areas: ['E01999999'], start: '2014-02' }] }, 'deployments'],
    [
      'a selection that is not over when kits begin',
      { selection: { from: '2013-06', to: '2014-06', rule: 'highest' } },
      'selection.to',
    ],
  ])('refuses %s, and gives no number', async (_what, change, column) => {
    const error = await refusal(3, 'measure', await put(change))
    expect([error.code, error.column]).toEqual(['value_invalid', column])
    expect(error.message).not.toMatch(/NaN|undefined/)
  })
})

test('rings counts areas by both ways of measuring, and every area has its metres', async () => {
  const shape = z.looseObject({
    rings: z.array(z.object({ from: z.number(), to: z.number(), centroid: z.number(), outline: z.number() })),
    areas: z.array(
      z.object({
        code: z.string(),
        covered: z.boolean(),
        centroid: z.number(),
        outline: z.number().nullable(),
      }),
    ),
  })
  const { rings, areas } = shape.parse((await answer('rings', await put())).results)
  // Four columns of kilometre squares: the corners touch three squares each, and those share no point with both.
  expect(rings.map(({ centroid, outline }) => [centroid, outline])).toEqual([
    [0, 6],
    [0, 0],
    [0, 0],
  ])
  expect(areas.find(({ code }) => code === cityCodes[1])).toMatchObject({ covered: false, outline: 0 })
  expect(areas.find(({ code }) => code === cityCodes[1])?.centroid).toBeCloseTo(1000, -1)
})

test('rings along the streets need a network, and are counted once one is imported', async () => {
  const alongStreets = { controls: { metres: 750, by: 'network' } }
  const file = await put(alongStreets)
  expect(await refusal(4, 'rings', file)).toMatchObject({
    code: 'not_enough',
    column: 'controls.by',
    message: 'No street network is loaded to measure along.',
  })
  // A street of 700 m between the centres of the first two squares, as no real one could be.
  const nodes: Record<string, [number, number]> = { W: [530_500, 180_500], E: [531_500, 180_500] }
  await write('streets.graphml', networkText(nodes, [{ from: 'W', to: 'E', length: 700 }]))
  await answer('import', 'network', 'streets.graphml')
  const shape = z.looseObject({
    rings: z.array(z.object({ network: z.number() }).loose()),
    untold: z.number(),
    left: z.number(),
    areas: z.array(z.looseObject({ code: z.string(), network: z.number().nullable(), untold: z.boolean() })),
  })
  const { rings, untold, left, areas } = shape.parse((await answer('rings', file)).results)
  expect(rings.map(({ network }) => network)).toEqual([0, 0, 1])
  // The other squares are off the network, and farther than the last ring in a straight line already.
  expect([untold, left]).toEqual([0, 9])
  expect(areas.find(({ code }) => code === cityCodes[1])).toMatchObject({ network: 700, untold: false })
  expect(areas.find(({ code }) => code === cityCodes[2])).toMatchObject({ network: null, untold: false })
})

test('power says what effect could be told from the past alone', async () => {
  const shape = z.looseObject({
    detectable: z.number().nullable(),
    words: z.string(),
    insideBefore: z.number(),
  })
  const before = shape.parse((await answer('power', await put())).results)
  expect(before.words).toMatch(/detect/)
  expect(before.insideBefore).toBeGreaterThan(0)
})
