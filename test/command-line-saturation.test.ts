import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'

const { answer, refusal, run, ownerUrl } = await commandLineOnEmptyFolder()
// The first command sets the database up.
await answer('settings')
const owner = new pg.Client({ connectionString: ownerUrl, options: '-c mettrace.change_by=test' })
await owner.connect()
afterAll(() => owner.end())

const share = z.number().min(0).max(1).nullable()
const whole = z.int().min(0)
const saturation = z.strictObject({
  homes: whole,
  edition: z.strictObject({ number: whole, asOf: z.iso.date() }).nullable(),
  excluded: whole,
  offered: whole,
  delivered: whole,
  protected: whole,
  refused: whole,
  noAnswer: whole,
  notYet: whole,
  share,
  shareWithExcluded: share,
  shareOfFound: share,
  verified: z.null(),
  target: z.number(),
  toGo: whole,
  reach: z.record(z.string(), z.number()),
  forecast: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).nullable(),
  asOf: z.iso.datetime(),
  silentPhones: whole,
})

test('nothing is counted where nothing is, and all that programs are told is there', async () => {
  const { results } = await answer('saturation')
  expect(saturation.parse(results)).toMatchObject({ homes: 0, share: null, toGo: 0, target: 0.85, reach: {} })
  expect((await answer('saturation', '--rebuild')).results).toEqual({ differed: [] })
  expect((await refusal(3, 'saturation', '--area', 'E01000001')).code).toBe('not_found')
  expect((await refusal(3, 'saturation', '--deployment', 'D-001')).code).toBe('not_found')
  expect((await refusal(2, 'saturation', '--area', 'W1', '--rebuild')).message).toContain(
    '--area and --rebuild',
  )
})

test('homes of a ward are counted as they come, and what was kept otherwise ends with 1', async () => {
  await owner.query(
    `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
     select gen_random_uuid(), n, 'W1', 'North', 'ZX11AA', 'Example Street', n::text, 530000, 180000 from generate_series(1, 20) n`,
  )
  const { results } = await answer('saturation', '--area', 'W1')
  expect(saturation.parse(results)).toMatchObject({ homes: 20, notYet: 20, toGo: 17, share: 0 })
  expect((await run('saturation', '--area', 'W1')).output).toMatch(/^Protected: 0 of 20 homes, 0.0%\n/)

  await owner.query('update engagement.street_count set refused = 2')
  const rebuilt = await run('saturation', '--rebuild', '--json')
  expect(rebuilt.code).toBe(1)
  expect(JSON.parse(rebuilt.output)).toMatchObject({
    results: {
      differed: [{ ward: 'W1', area: '', street: 'Example Street', what: 'refused', kept: 2, counted: 0 }],
    },
  })
  expect(await run('saturation', '--rebuild')).toMatchObject({
    code: 0,
    output: expect.stringContaining('Nothing differed'),
  })
})
