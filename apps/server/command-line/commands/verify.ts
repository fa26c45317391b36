import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Finding } from '@mettrace/ledger/verify/finding'
import { inWords } from '@mettrace/ledger/verify/in-words'
import { parseKeys, verifyPath, type Verified } from '@mettrace/ledger/verify/verify-path'
import { readConfig, type Config } from '../../config.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { boundTables } from '../../bound-tables.ts'
import { compareWithDatabase, type Comparison } from '../../foundation/log/compare-database.ts'
import { compareRows, type RowsCompared } from '../../foundation/log/compare-rows.ts'
import { subjectDigestOf } from '../../foundation/log/digests.ts'
import { Publication } from '../../foundation/log/publication.ts'
import { commandLineActor } from '../actor.ts'
import { isCaseFile, verifyCaseFile } from '../case-file.ts'
import { verifyCourtBundle, zipAt } from '../court-bundle.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'

type VerifyOptions = CommonOptions & { key: string[]; head: string[]; database?: true }

const gather = (text: string, before: string[]): string[] => [...before, text]

export const addVerifyCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('verify'))
    .description(
      'check a log, a bundle of its entries, the proof of one entry, a bundle for court, or the custody in a CASE file, from files alone',
    )
    .argument(
      '[path]',
      'folder or address of a log, tile/entries/… in one, a .tlog-proof, the zip of a bundle for court, or a .jsonld of CASE (default: our own log)',
    )
    .option('--key <key>', 'key of the log or a witness, or a file of them; may be repeated', gather, [])
    .option('--head <file>', 'a checkpoint that was saved earlier; may be repeated', gather, [])
    .option('--database', 'hold the database against the published log too')
    .action(async (path: string | undefined, options: VerifyOptions) => {
      const config = readConfig({ data: options.data })
      const place = placeOf(config, path)
      const zip = await zipAt(place)
      if (zip) return verifyCourtBundle(context, { place, zip, keys: await keysOf(options, config) })
      if (isCaseFile(place)) return verifyCaseFile(context, place)
      const report = await checked(place, options, config)
      const comparison = options.database ? await compared(place, report, options) : undefined
      const findings = [
        ...report.findings,
        ...(comparison?.entries.findings ?? []),
        ...(comparison?.rows.findings ?? []),
      ]
      if (findings.length > 0) throw broken(place, findings)
      const text = [inWords(report), ...(comparison ? [comparisonInWords(comparison)] : [])].join('\n')
      await context.done('verify', {
        inputs: { path: place, keys: options.key.length, heads: options.head.length },
        results: {
          ...report,
          database: comparison && { ...comparison.entries, rows: comparison.rows },
        },
        warnings: [...warningsOf(report, options), ...(comparison ? comparisonWarnings(comparison) : [])],
        text,
      })
    })
}

const placeOf = (config: Config, path: string | undefined): string => {
  if (path === undefined) return config.logDirectory
  return /^https?:\/\//.test(path) ? path : resolve(config.invocationDirectory, path)
}

const fileOf = async (config: Config, name: string): Promise<Buffer> => {
  const file = resolve(config.invocationDirectory, name)
  try {
    return await readFile(file)
  } catch (cause) {
    throw new MetTraceError('file_missing', `There is no file ${file}.`, { file }, { cause })
  }
}

const keysOf = (options: VerifyOptions, config: Config): Promise<string[]> =>
  Promise.all(
    options.key.map(async (text) => (text.includes('+') ? text : String(await fileOf(config, text)))),
  )

const checked = async (place: string, options: VerifyOptions, config: Config): Promise<Verified> => {
  const texts = await keysOf(options, config)
  const earlier = await Promise.all(options.head.map((name) => fileOf(config, name)))
  try {
    return await verifyPath(place, { keys: texts.flatMap(parseKeys), earlier })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new MetTraceError(
        'file_missing',
        `There is no log at ${place}.`,
        { file: place },
        { cause: error },
      )
    if (error instanceof RangeError)
      throw new MetTraceError('file_wrong_kind', error.message, { file: place })
    throw error
  }
}

type Compared = { entries: Comparison; rows: RowsCompared }

const nothing: Compared = {
  entries: { agreed: 0, lost: 0, boundFrom: undefined, clockJumps: [], findings: [] },
  rows: { agreed: 0, notBegun: [], findings: [] },
}

const compared = async (place: string, { head }: Verified, options: VerifyOptions): Promise<Compared> => {
  if (!head) return nothing
  return withDatabase(options, async (database, config) => {
    const digestOf = subjectDigestOf(database.secrets)
    const entries = await database.withActor(
      commandLineActor(config, 'verifyCommand'),
      'verify the log',
      (tx) => compareWithDatabase(tx, new Publication(place), head.size, digestOf),
    )
    return { entries, rows: await compareRows(database, boundTables) }
  })
}

const number = new Intl.NumberFormat('en-GB')

const comparisonInWords = ({ entries, rows }: Compared): string => {
  const { agreed, lost, boundFrom } = entries
  const lostWords = lost > 0 ? `, ${number.format(lost)} were lost with a restore and are only published` : ''
  return [
    `Database ${number.format(agreed)} entries agree${lostWords}.`,
    boundFrom === undefined
      ? 'Content  No entry binds the content of rows yet.'
      : `Content  Bound from entry ${number.format(boundFrom)} on: ${number.format(rows.agreed)} rows hold what the log binds.`,
  ].join('\n')
}

const comparisonWarnings = ({ entries, rows }: Compared): string[] => [
  ...entries.clockJumps.map(({ where, words }) => `${where}: ${words}`),
  ...rows.notBegun.map(
    (table) => `The rows of ${table} are not bound yet: the server binds them when it next starts.`,
  ),
]

const mostTold = 20

const broken = (file: string, findings: readonly Finding[]): MetTraceError => {
  const told = findings.slice(0, mostTold).map(({ where, words }) => `${where}: ${words}`)
  const more = findings.length > mostTold ? ` And ${number.format(findings.length - mostTold)} more.` : ''
  return new MetTraceError('log_differs', `The log does not hold. ${told.join(' ')}${more}`, {
    file,
    ...(findings[0] ? { found: findings[0].where } : {}),
  })
}

const warningsOf = ({ missing, kind }: Verified, { key }: VerifyOptions): string[] => [
  ...missing.map((name) => `The witness ${name} has not signed this head.`),
  ...(key.length === 0 && kind !== 'entry'
    ? [
        'The keys were those that lie with the log. Anyone who can replace the log can replace them: give --key.',
      ]
    : []),
]
