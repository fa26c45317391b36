import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../apps/server/config.ts'
import { openDatabase, type Database } from '../apps/server/foundation/database.ts'
import { registerResident } from '../apps/server/rooms/deliver/residents.ts'
import { addLives } from '../apps/server/rooms/supply/lives.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { putHomes } from './homes.ts'

const { answer, refusal, run, folder } = await commandLineOnEmptyFolder()
// The first command sets the database up.
await answer('settings')

beforeAll(async () => {
  const database: Database = await openDatabase(readConfig({ data: `${folder}/data` }))
  afterAll(() => database.close())
  const [home] = (await putHomes(database, { W1: { bcu: 'North', homes: 1, postcode: 'ZX11AA' } })).get('W1')!
  await database.withActor({ id: 'test', role: 'registrar' }, 'a kit of a test', async (tx) => {
    await registerResident(tx, home!, {
      name: 'Ada Example',
      contact: '07700 900123',
      vulnerability: '',
      fromDay: '2026-01-01',
    })
    const at = new Date('2026-02-01')
    const codes = { KITA: 'NLPO10444', KITB: 'NLPO17444', KITC: 'ABCD12345' }
    await addLives(
      tx,
      'test',
      Object.entries(codes).map(([serial, code]) => ({
        serial,
        code,
        madeOn: null,
        expiresOn: null,
        events: [{ at, kind: 'earlier', holder: `home:${home!.id}`, place: home! }],
      })),
    )
  })
})

const asked = ['--case', 'C/1', '--purpose', 'whose liquid is on JS/1', '--on', '2026-05-05']

test('a code or serial leads to its home and who lived there then, and neither is printed again', async () => {
  const { results, inputs } = await answer('trace', 'NLPO 10444', ...asked)
  expect(results).toMatchObject({
    candidates: 1,
    expectedOthers: 0,
    likelihoodRatio: null,
    matches: [
      {
        kit: 'KITA',
        posterior: 1,
        derived: false,
        home: { address: '1 W1 Street', when: 'on the day' },
        occupiers: [{ name: 'Ada Example', contact: '07700 900123', from: '2026-01-01', to: null }],
        history: [{ kind: 'earlier' }],
      },
    ],
  })
  expect(JSON.stringify([results, inputs])).not.toContain('10444')
  expect((await answer('trace', 'kita', ...asked)).results).toMatchObject({ matches: [{ kit: 'KITA' }] })
  const { output } = await run('trace', 'KITA', ...asked)
  expect(output).toMatch(/^1 kit could have given it\. Intelligence, not evidence\./)
  expect(output).toContain('Was the item ever at that home? Not known.')
})

test('a partial reading gives candidates, what others fit, and a ratio with its cap or none', async () => {
  const { results, warnings } = await answer('trace', 'NLPO1?444', '--partial', ...asked)
  expect(results).toMatchObject({ candidates: 2, likelihoodRatio: null })
  expect(warnings).toEqual(['No likelihood ratio without an error rate of the method.'])
  const weighed = await answer(
    'trace',
    'ABCD1234?',
    ...asked,
    '--error-rate',
    '0.001',
    '--validation',
    'V-12',
  )
  const { likelihoodRatio, matches } = weighed.results as {
    likelihoodRatio: { value: number; cap: number; scale: string; supports: string }
    matches: { kit: string; posterior: number }[]
  }
  expect(matches[0]).toMatchObject({ kit: 'KITC' })
  expect(likelihoodRatio.value).toBeLessThanOrEqual(likelihoodRatio.cap)
  expect(likelihoodRatio.scale).toContain('ENFSI')
  expect(likelihoodRatio.supports).toBe('from this kit')
})

test('a miss says no more than that, a trace needs case and purpose unless it is urgent, and what is wrong is said', async () => {
  expect(await refusal(3, 'trace', 'NOSUCHKIT', ...asked)).toMatchObject({
    code: 'not_found',
    message: 'No kit of ours could have given this.',
    found: null,
  })
  expect(await refusal(2, 'trace', 'KITA', '--on', '2026-05-05')).toMatchObject({
    code: 'usage',
    expected: '--case and --purpose, or --urgent',
  })
  expect((await answer('trace', 'KITA', '--on', '2026-05-05', '--urgent')).inputs).toMatchObject({
    urgent: true,
  })
  expect((await refusal(2, 'trace', 'NLPO?', ...asked)).message).toContain('codes here have 9')
  expect((await refusal(2, 'trace', 'NLPO1?444', ...asked, '--error-rate', '2')).code).toBe('usage')
})
