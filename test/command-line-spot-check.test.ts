import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { putSpotArea, spotArea } from './spot-town.ts'

const { answer, refusal, run, ownerUrl } = await commandLineOnEmptyFolder()
// The first command sets the database up.
await answer('settings')
const owner = new pg.Client({ connectionString: ownerUrl, options: '-c mettrace.change_by=test' })
await owner.connect()
afterAll(() => owner.end())
const homes = await putSpotArea(owner, { ward: 'W1', bcu: 'North', homes: 620, reported: 540 })

test('an area says how many doors would tell what, and that no check was closed', async () => {
  const { results } = await answer('spot-check', '--area', spotArea)
  expect(results).toMatchObject({
    area: spotArea,
    homes: 620,
    reported: 540,
    target: 0.85,
    doors: {
      'poor-70': { doors: 48, atLeast: 38 },
      'poor-75': { doors: 94, atLeast: 76 },
      'width-10': { doors: 61, reported: 55, others: 6 },
    },
    check: null,
  })
  expect((await run('spot-check', '--area', spotArea)).output).toMatch(
    /^Reported protected: 540 of 620 homes\nNo spot check of this area has been closed\n/,
  )
  expect((await refusal(4, 'spot-check', '--area', 'W1')).code).toBe('not_enough')
  expect((await refusal(3, 'spot-check', '--area', 'E01000009')).code).toBe('not_found')
})

test('a check that was closed is told, and saturation is verified by it', async () => {
  const id = '00000000-0000-7000-8000-0000000000c1'
  await owner.query(
    `insert into identity.person (id, issuer, subject, display_name) values ($1, 'test', 'checker', 'Checker')`,
    [id],
  )
  await owner.query(
    `insert into engagement.spot_check (id, kind, valid_from, area, bcu, checker, target, half_width, after_head, actor)
     values ($1, 'lsoa', '2021-01-01', $2, 'North', $1, 0.85, 0.1, 0, 'test')`,
    [id, spotArea],
  )
  await owner.query(
    `insert into engagement.spot_draw
       (id, bcu, head, seed, homes_reported, homes_others, drawn_reported, drawn_others, doors_digest, actor)
     values ($1, 'North', 1, repeat('5', 64), 540, 80, 60, 20, repeat('0', 64), 'test')`,
    [id],
  )
  // Sixty reported and twenty others; of these 54 and 1 were marked.
  await owner.query(
    `insert into engagement.spot_door (spot_check, turn, home, ward, bcu, state, is_reported)
     select $1, d.turn, s.home, s.ward, s.bcu, s.state, s.state = 'protected'
     from unnest($2::uuid[]) with ordinality d (home, turn) join engagement.home_state s on s.home = d.home`,
    [id, [...homes.slice(0, 60), ...homes.slice(600)]],
  )
  await owner.query(
    `insert into engagement.spot_finding (id, spot_check, home, ward, bcu, found, actor)
     select gen_random_uuid(), spot_check, home, ward, bcu,
            case when turn <= 54 or turn = 80 then 'marked' when turn <= 60 then 'not marked' else 'nothing' end, 'test'
     from engagement.spot_door`,
  )
  expect((await answer('spot-check', '--area', spotArea)).results).toMatchObject({ check: null })
  await owner.query(
    `insert into engagement.spot_end (spot_check, bcu, how, actor) values ($1, 'North', 'closed', 'test')`,
    [id],
  )
  const { results } = await answer('spot-check', '--area', spotArea)
  expect(results).toMatchObject({
    check: {
      reportedShare: expect.closeTo(0.870968, 6),
      verified: { share: expect.closeTo(0.790323, 6) },
      standardError: expect.closeTo(0.032555, 6),
      normal: { low: expect.closeTo(0.726517, 6), high: expect.closeTo(0.854129, 6) },
      agreement: expect.closeTo(0.9125, 12),
      kappa: expect.closeTo(0.784615, 6),
      unanswered: 0,
      lot: null,
    },
  })
  const { check } = results as { check: { verified: object } }
  expect((await answer('saturation', '--area', spotArea)).results).toMatchObject({ verified: check.verified })
  expect((await answer('saturation', '--area', 'W1')).results).toMatchObject({ verified: check.verified })
  expect((await run('saturation', '--area', spotArea)).output).toMatch(/Verified: 79\.0%, \d+\.\d% to \d/)
  expect((await run('spot-check', '--area', spotArea)).output).toContain('Verified: 79.0%, exact interval')
})
