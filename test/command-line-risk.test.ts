import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cityCodes, cityHomes, cityMonths, loadCity } from './command-line-city.ts'
import { answerOf, runCommand, type CommandAnswer } from './command-line.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'

const user = await commandLineOnEmptyFolder()
const { answer, refusal, run, write } = user

/** Asked before anything is loaded. */
const tooEarly = await refusal(4, 'risk', '--until', '2014-12')
await loadCity(user)

const amount = z.number().min(0)
const areaRisk = z.strictObject({
  code: z.string(),
  homes: z.number().int().min(0),
  expected: amount,
  low: amount,
  high: amount,
})

const areasOf = ({ results }: CommandAnswer): z.infer<typeof areaRisk>[] => z.array(areaRisk).parse(results)

const total = (answered: CommandAnswer): number =>
  areasOf(answered).reduce((sum, { expected }) => sum + expected, 0)

const reference = await answer('risk', '--until', '2014-12', '--months', '12')

describe('risk', () => {
  test('of a history shorter than a year says nothing of last year', async () => {
    expect((await run('risk', '--until', '2014-12')).output).toMatch(/^Area +Name +Homes +Last year /m)
    const short = await run('risk', '--until', '2014-12', '--history', '6', '--months', '1')
    expect(short.output).toMatch(/; 1 month ahead\.\n/)
    expect(short.output).toMatch(/^Area +Name +Homes +Expected /m)
    expect(short.output).not.toMatch(/last year|twelve|12 months/i)
  })

  test('is a number with an interval for every area, by code', () => {
    const areas = areasOf(reference)
    expect(areas.map(({ code }) => code)).toEqual(cityCodes)
    expect(areas.map(({ homes }) => homes)).toEqual(cityHomes)
    for (const { expected, low, high } of areas) {
      expect(expected).toBeGreaterThan(low)
      expect(expected).toBeLessThan(high)
    }
    expect(reference).toMatchObject({ command: 'risk', warnings: [] })
    expect(reference.inputs).toEqual({
      kind: 'lsoa',
      validFrom: '2011-03-27',
      series: 'all',
      source: 'street',
      from: '2012-01',
      until: '2014-12',
      months: 12,
      level: 0.95,
      areas: 12,
    })
  })

  test('is the same when asked again, and when what is left to choose is said', async () => {
    const said = ['--kind', 'lsoa', '--series', 'all', '--source', 'street', '--history', '36']
    expect(await answer('risk')).toEqual(reference)
    expect(await answer('risk', ...said, '--level', '0.95')).toEqual(reference)
  })

  test('takes its options before the command as well as after it', async () => {
    expect(await answer('--data', 'data', 'risk', '--until', '2014-12')).toEqual(reference)
  })

  test('has a wider interval the oftener it is meant to hold', async () => {
    const narrow = await answer('risk', '--level', '0.5')
    expect(narrow.inputs).toMatchObject({ level: 0.5 })
    const wide = areasOf(reference)
    for (const [at, { expected, low, high }] of areasOf(narrow).entries()) {
      expect(expected).toBe(wide[at]?.expected)
      expect(low).toBeGreaterThan(wide[at]?.low ?? NaN)
      expect(high).toBeLessThan(wide[at]?.high ?? NaN)
    }
  })

  test('of fewer months is less', async () => {
    const short = await answer('risk', '--until', '2014-12', '--months', '3')
    expect(short.inputs).toMatchObject({ until: '2014-12', months: 3 })
    expect(total(short)).toBeLessThan(total(reference) / 2)
  })

  test.each([
    ['2014-01', '2014-01'],
    ['12', '2014-01'],
    ['2012-01', '2012-01'],
    ['999', '2012-01'],
  ])('looks back as far as --history %s says', async (history, from) => {
    const { inputs } = await answer('risk', '--until', '2014-12', '--history', history)
    expect(inputs).toMatchObject({ from, until: '2014-12' })
  })

  test('knows nothing after --until', async () => {
    const past = await answer('risk', '--until', '2013-06')
    expect(past.inputs).toMatchObject({ from: '2012-01', until: '2013-06' })
    expect(past).not.toEqual(reference)
  })

  test('says that months before --until are missing, and is less sure', async () => {
    const later = await answer('risk', '--until', '2015-06')
    expect(later.warnings).toEqual([expect.stringContaining('January 2015 to June 2015')])
    const [sure, unsure] = [reference, later].map((each) =>
      areasOf(each).reduce((sum, { low, high }) => sum + high - low, 0),
    )
    expect(unsure).toBeGreaterThan(sure ?? NaN)
  })

  test('is a table for people, with progress on standard error', async () => {
    const { code, output, errors } = await run('risk', '--until', '2014-12', '--rows', '5')
    expect(code).toBe(0)
    expect(errors).toBe('working out the risk\n')
    const [scope, city, blank, heading, rule, ...rows] = output.trimEnd().split('\n')
    expect(scope).toBe(
      'All burglary, street files of data.police.uk; LSOAs; history January 2012 to December 2014; 12 months ahead.',
    )
    expect(city).toMatch(/^All 12 areas: \d+ burglaries expected, \d+ to \d+\.$/)
    expect(blank).toBe('')
    expect(heading).toMatch(/^Area +Name +Homes +Last year +Expected +Likely range +Per 1,000 homes$/)
    expect(rule).toMatch(/^─+(?: {2}─+){6}$/)
    expect(rows).toHaveLength(6)
    expect(rows.at(-1)).toBe('… and 7 areas more (--rows, or --json for all).')
    const rates = rows.slice(0, -1).map((row) => Number(row.split(/ +/).at(-1)))
    expect(rates).toEqual(rates.toSorted((one, other) => other - one))
  })
})

test('the database is the folder that is named, before the one of the surroundings', async () => {
  const nowhere = 'postgres://nobody@127.0.0.1:1/none'
  const typed = ['risk', '--data', 'data', '--json']
  const surroundings = { INIT_CWD: user.folder, DATABASE_URL: nowhere, METTRACE_DATA: 'elsewhere' }
  expect(answerOf(await runCommand(typed, surroundings))).toEqual(reference)
  const named = { INIT_CWD: user.folder, METTRACE_DATA: 'data' }
  expect(answerOf(await runCommand(['risk', '--json'], named))).toEqual(reference)
})

describe('risk that cannot be told', () => {
  test('because nothing is loaded', () => {
    expect(tooEarly.code).toBe('not_enough')
    expect(tooEarly.message).toMatch(/^No burglaries are loaded.*Import street files/)
  })

  test.each([
    ['--until 2011-12', /for these months/],
    ['--history 2015-01', /for these months/],
    ['--source incidents', /^No burglaries of the source incidents are loaded/],
    ['--kind ward', /^No boundaries of the kind ward are loaded\. Import them first/],
  ])('because what is loaded is not enough: %s', async (line, message) => {
    const error = await refusal(4, 'risk', ...line.split(' '))
    expect(error.code).toBe('not_enough')
    expect(error.message).toMatch(message)
    if (error.found !== null) expect(error.found).toBe('2012-01 to 2014-12')
  })

  test('because street files do not tell homes from other buildings', async () => {
    for (const command of ['risk', 'plan --kits 100', 'backtest --test 2014-01..2014-12 --kits 100']) {
      const error = await refusal(3, ...command.split(' '), '--series', 'residential')
      expect(error).toMatchObject({ code: 'series_mixed', found: 'all (street)' })
    }
  })
})

test('a source is taken alone, and only one that tells homes apart answers for homes', async () => {
  const rows = cityMonths.slice(12).map((month, at) => {
    const [easting, kind] = [530_500 + 1000 * (at % 4), at % 3 === 0 ? 'Non-dwelling' : 'a Dwelling']
    return `${at},${month}-15 10:00,${month}-14 09:00,${month}-15 09:00,${easting},180500,Burglary in ${kind}`
  })
  const heading = 'Crime Reference,Reported At,Committed From,Committed To,Easting,Northing,Classification'
  await write('incidents.csv', [heading, ...rows, ''].join('\n'))
  await answer('import', 'incidents', 'incidents.csv')
  expect(await answer('risk')).toEqual(reference)

  const all = await answer('risk', '--source', 'incidents')
  expect(all.inputs).toMatchObject({ series: 'all', source: 'incidents', from: '2013-01', until: '2014-12' })
  const homes = await answer('risk', '--series', 'residential')
  expect(homes.inputs).toMatchObject({ series: 'residential', source: 'incidents' })
  expect(total(homes)).toBeLessThan(total(all))
  expect(total(all)).toBeLessThan(total(reference))
  expect(await refusal(3, 'risk', '--series', 'residential', '--source', 'street')).toMatchObject({
    code: 'series_mixed',
    found: 'all (street)',
  })
})
