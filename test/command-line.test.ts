import { describe, expect, test } from 'vitest'
import { productVersion } from '../apps/server/foundation/version.ts'
import { answerOf, refusalOf, runCommand, runCommandHere } from './command-line.ts'
import type { CommandEnding } from './importing-command.ts'

/** A database that is not there: none of these may come as far as asking it. */
const run = (...parameters: string[]): Promise<CommandEnding> =>
  runCommand(parameters, {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    METTRACE_DEMONSTRATION: '1',
  })

const city = ['--json', '--data', '--until', '--kind', '--series', '--source', '--history']
const commands: Record<string, string[]> = {
  'import street': ['--json', '--data'],
  'import counts': ['--json', '--data'],
  'import incidents': ['--json', '--data'],
  'import points': ['--json', '--data', '--x', '--y', '--crs', '--date', '--date-to', '--dates'],
  'import areas': ['--json', '--data', '--kind', '--code', '--name', '--valid-from', '--valid-to'],
  'import kits': [
    '--json',
    '--data',
    '--contract',
    '--announced',
    '--kits-per-box',
    '--serial',
    '--code',
    '--pin-digest',
    '--box',
    '--pallet',
    '--batch',
    '--made',
    '--expires',
  ],
  'import earlier': [
    '--json',
    '--data',
    '--name',
    '--area',
    '--from',
    '--to',
    '--kits',
    '--homes',
    '--code',
    '--code-to',
    '--serial',
    '--uprn',
    '--registered',
    '--sticker',
  ],
  'import survey': ['--json', '--data', '--area', '--date', '--people', '--question', '--asked', '--know'],
  'import homes': ['--json', '--data', '--code', '--homes', '--as-of', '--replaces'],
  'import lookup': ['--json', '--data', '--from', '--to'],
  risk: [...city, '--months', '--level', '--rows'],
  backtest: [...city, '--test', '--kits', '--saturation', '--exclude', '--kit-rounding', '--level'],
  plan: [
    ...city,
    '--months',
    '--kits',
    '--budget',
    '--price',
    '--saturation',
    '--exclude',
    '--include',
    '--kit-rounding',
    '--rows',
    '--contiguous',
    '--smallest',
    '--largest',
    '--most',
    '--floor',
    '--covered',
    '--effect',
    '--half-life',
  ],
  nearrepeat: [
    '--json',
    '--data',
    '--x',
    '--y',
    '--crs',
    '--date',
    '--date-to',
    '--dates',
    '--distances',
    '--days',
    '--metric',
    '--permutations',
    '--seed',
  ],
  serve: ['--json', '--data', '--port'],
  version: ['--json', '--data'],
}

describe('help', () => {
  test.each(Object.entries(commands))(
    'of %s says what it is for and lists its options',
    async (name, options) => {
      const { code, output, errors } = await runCommandHere([...name.split(' '), '--help'])
      expect({ code, errors }).toEqual({ code: 0, errors: '' })
      expect(output).toMatch(new RegExp(`^Usage: mettrace ${name} `))
      const listed = Array.from(output.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm), ([, option]) => option)
      expect(listed.toSorted()).toEqual([...options, '--help'].toSorted())
      expect(output.split('\n').every((line) => line.length <= 80)).toBe(true)
    },
  )

  test('lists every command, and the exit codes', async () => {
    const { code, output, errors } = await run('help')
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    for (const name of new Set(Object.keys(commands).map((each) => each.split(' ')[0])))
      expect(output).toMatch(new RegExp(`^ {2}${name} `, 'm'))
    expect(output).toContain(
      '0 done, 1 done and something differed, 2 usage, 3 bad input, 4 not enough to tell, 5 data in use, 70 fault',
    )
    expect((await runCommandHere(['--help'])).output).toBe(output)
    expect((await runCommandHere(['help', 'risk'])).output).toBe(
      (await runCommandHere(['risk', '--help'])).output,
    )
    expect((await runCommandHere(['help', 'import', 'street'])).output).toBe(
      (await runCommandHere(['import', 'street', '--help'])).output,
    )
  })

  test('is one object where it is asked for as JSON', async () => {
    const plain = await runCommandHere(['plan', '--help'])
    for (const parameters of [
      ['help', 'plan', '--json'],
      ['plan', '--help', '--json'],
    ]) {
      expect(answerOf(await runCommandHere(parameters))).toMatchObject({
        command: 'help',
        results: { text: plain.output.trimEnd() },
      })
    }
  })
})

test('version is told to people and to scripts', async () => {
  expect(await run('version')).toEqual({
    code: 0,
    output: expect.stringMatching(`^MetTrace ${productVersion.replaceAll('.', '\\.')} on Node \\d`) as string,
    errors: '',
  })
  expect(answerOf(await run('version', '--json'))).toMatchObject({
    command: 'version',
    inputs: {},
    results: { version: productVersion, node: expect.stringMatching(/^\d+\./) as string },
    warnings: [],
  })
})

const refused = async (line: string, message: RegExp): Promise<void> => {
  const parameters = line.split(' ').filter((part) => part !== '')
  const error = refusalOf(2, await runCommandHere([...parameters, '--json']))
  expect(error).toMatchObject({ code: 'usage', file: null, line: null, column: null })
  expect(error.message).toMatch(message)
}

describe('what is not understood is told with exit code 2:', () => {
  test.each([
    ['', /^Give a command; mettrace help lists them\.$/],
    ['import', /^Give a command; mettrace help import lists them\.$/],
    ['burgle', /unknown command 'burgle'/],
    ['import burglaries', /unknown command 'burglaries'/],
    ['help burgle', /^There is no command burgle;/],
    ['risk --until 2014-12 --ethnicity White', /unknown option '--ethnicity'/],
    ['risk 2014-12', /too many arguments for 'risk'/],
    ['nearrepeat --x X --y Y --date date', /missing required argument 'file'/],
    ['import street', /missing required argument 'path'/],
    ['plan --until', /'--until <month>' argument missing/],
  ])('"%s"', refused)
})

describe('a missing option is named:', () => {
  test.each([
    ['import points a.csv --y Y --crs EPSG:27700 --date D', /'--x <column>' not specified/],
    ['import points a.csv --x X --y Y --date D', /'--crs <code>' not specified/],
    ['import areas a.json --kind lsoa', /'--valid-from <date>' not specified/],
    ['import areas a.json --valid-from 2011-03-27', /'--kind <kind>' not specified/],
    ['import kits a.csv', /'--contract <reference>' not specified/],
    ['import homes a.csv --code A', /'--homes <column>' not specified/],
    ['import lookup a.csv --from A', /'--to <column>' not specified/],
    ['backtest --kits 10', /'--test <months>' not specified/],
    ['backtest --test 2014-01..2014-12', /'--kits <number>' not specified/],
    ['nearrepeat a.csv --x X --date D', /'--y <column>' not specified/],
    ['plan', /--kits.*--budget.*--price/],
    ['plan --budget 100', /--kits.*--budget.*--price/],
    ['plan --kits 5 --budget 100 --price 10', /--kits.*--budget.*--price/],
  ])('%s', refused)
})

describe('a value that cannot be is told with its option and what it should be:', () => {
  const points = 'import points a.csv --x X --y Y --date D'
  const backtest = 'backtest --test 2014-01..2014-12 --kits 10'
  const nearRepeat = 'nearrepeat a.csv --x X --y Y --date D'
  test.each([
    [`${points} --crs EPSG:27700 --dates first`, /'--dates <order>'.*day-first/],
    ['import areas a.json --valid-from 2011-03-27 --kind parish', /'--kind <kind>'.*lsoa.*borough/],
    ['import areas a.json --kind lsoa --valid-from 27/03/2011', /'--valid-from <date>'.*2011-03-27/],
    ['import areas a.json --kind lsoa --valid-from 2011-03-27 --valid-to never', /'--valid-to <date>'/],
    ['import homes a.csv --code A --homes B --as-of 2011', /'--as-of <date>'/],
    ['risk --until 2014', /'--until <month>'.*expected a month such as 2014-12/],
    ['risk --kind parish', /'--kind <kind>'/],
    ['risk --series both', /'--series <series>'.*all, residential/],
    ['risk --source example', /'--source <source>'.*street, points, mps, incidents/],
    ['risk --history all', /'--history <months>'.*48.*2011-01/],
    ['risk --months 121', /'--months <number>'.*from 1 to 120/],
    ['risk --level 95', /'--level <share>'.*0\.95/],
    ['risk --rows -3', /'--rows <number>'/],
    ['backtest --kits 10 --test 2014', /'--test <months>'.*2015-01\.\.2015-12/],
    ['backtest --test 2014-01..2014-12 --kits many', /'--kits <number>'.*1 or more/],
    [`${backtest} --level 1`, /'--level <share>'/],
    [`${backtest} --saturation 85`, /'--saturation <share>'.*0\.85/],
    [`${backtest} --kit-rounding down`, /'--kit-rounding <way>'.*none, up/],
    ['plan --kits 1.5', /'--kits <number>'/],
    ['plan --kits 5 --saturation 0', /'--saturation <share>'/],
    ['plan --kits 5 --kit-rounding nearest', /'--kit-rounding <way>'/],
    ['plan --budget £5 --price 100', /'--budget <pence>'/],
    ['plan --budget 500 --price 0', /'--price <pence>'.*1 or more/],
    ['plan --kits 5 --rows 0', /'--rows <number>'/],
    [`${nearRepeat} --distances -5,5`, /'--distances <metres>'.*rising/],
    [`${nearRepeat} --days 7`, /'--days <days>'.*rising/],
    [`${nearRepeat} --metric taxi`, /'--metric <metric>'.*manhattan, euclidean/],
    [`${nearRepeat} --permutations 0`, /'--permutations <number>'.*from 1 to 1000000/],
    [`${nearRepeat} --seed 4294967296`, /'--seed <number>'.*from 0 to 4294967295/],
    ['serve --port http', /'--port <port>'/],
  ])('%s', refused)
})

test('people are told in a line of words what scripts are told in an object', async () => {
  expect(await run('plan', '--kits', 'many')).toEqual({
    code: 2,
    output: '',
    errors: `Error: option '--kits <number>' argument 'many' is invalid. Found "many", expected a whole number of 0 or more.\n`,
  })
})

test('a database that cannot be reached is a fault, in one line', async () => {
  for (const command of [['risk'], ['serve', '--port', '0']]) {
    const error = refusalOf(70, await run(...command, '--json'))
    expect(error).toMatchObject({ code: 'fault', message: expect.stringContaining('DATABASE_URL') as string })
  }
  const { code, output, errors } = await run('risk')
  expect({ code, output }).toEqual({ code: 70, output: '' })
  expect(errors).toMatch(/^(?:working out the risk\n)?Error: The database of DATABASE_URL cannot be used: /)
  expect(refusalOf(2, await runCommand(['risk', '--json'], { DATABASE_URL: 'mysql://x' }))).toMatchObject({
    code: 'usage',
    message: expect.stringContaining('DATABASE_URL') as string,
  })
})
