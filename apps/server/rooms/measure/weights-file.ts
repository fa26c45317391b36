import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { MetTraceError } from '../../foundation/errors.ts'
import { numberedRows } from '../../places/formats/left-out.ts'
import { tablesWith } from '../../places/formats/tables.ts'

/** A weight of a unit, of a time (the other is empty then), or of both. */
export type WeightRow = { unit: string; time: string; weight: number }

const headings = ['unit', 'time', 'weight']

/** `--weights FILE`: weights to use where the file is there, else where to write those found. */
export const isWeightsFile = (path: string | undefined): path is string =>
  path !== undefined && existsSync(path)

/**
 * Weights from a CSV `unit,time,weight`. Errors: `column_missing`, and `value_invalid` for what is no number or is
 * negative, with its line.
 */
export const readWeights = async (path: string): Promise<(WeightRow & { line: number })[]> => {
  const found: (WeightRow & { line: number })[] = []
  for await (const { file, columns, numbers, rows } of tablesWith(path, headings)) {
    const [unitAt = 0, timeAt = 0, weightAt = 0] = columns
    for await (const batch of rows()) {
      for (const { row, line } of numberedRows(batch)) {
        const weight = numbers.read(row[weightAt] ?? '', line, 'weight')
        if (!(weight >= 0)) {
          throw new MetTraceError('value_invalid', 'This is no weight.', {
            file: file.name,
            line,
            column: 'weight',
            found: (row[weightAt] ?? '').trim() || 'nothing',
            expected: 'a number of 0 or more',
          })
        }
        found.push({ unit: (row[unitAt] ?? '').trim(), time: (row[timeAt] ?? '').trim(), weight, line })
      }
    }
  }
  return found
}

/** Weights of controls by their place in `units`; a unit that the file does not name weighs nothing. */
export const unitWeights = async (path: string, units: readonly string[]): Promise<Float64Array> =>
  placedWeights(path, await readWeights(path), 'unit', units)

/** Weights of units and of times, each where the file has any. */
export const unitAndTimeWeights = async (
  path: string,
  units: readonly string[],
  times: readonly string[],
): Promise<{ units: Float64Array | undefined; times: Float64Array | undefined }> => {
  const rows = await readWeights(path)
  const both = rows.find(({ unit, time }) => unit !== '' && time !== '')
  if (both) {
    throw new MetTraceError('value_invalid', 'A weight is for a unit and a time at once.', {
      file: basename(path),
      line: both.line,
      found: `${both.unit}, ${both.time}`,
      expected: 'a unit with the time empty, or a time with the unit empty',
    })
  }
  return {
    units: rows.some(({ unit }) => unit !== '') ? placedWeights(path, rows, 'unit', units) : undefined,
    times: rows.some(({ time }) => time !== '') ? placedWeights(path, rows, 'time', times) : undefined,
  }
}

/** Weights by place in `names`, from the rows that name a unit, or a time; the others of them weigh nothing. */
const placedWeights = (
  path: string,
  rows: readonly (WeightRow & { line: number })[],
  of: 'unit' | 'time',
  names: readonly string[],
): Float64Array => {
  const at = new Map(names.map((name, index) => [name, index]))
  const weights = new Float64Array(names.length)
  const seen = new Set<string>()
  const refuse = (message: string, line: number, found: string, expected: string): never => {
    throw new MetTraceError('value_invalid', message, {
      file: basename(path),
      line,
      column: of,
      found,
      expected,
    })
  }
  for (const row of rows) {
    const name = row[of]
    if (name === '') continue
    const index = at.get(name)
    if (index === undefined)
      return refuse(
        `A weight is for a ${of} that the data do not have.`,
        row.line,
        name,
        `one of the ${names.length} ${of}s of the data`,
      )
    if (seen.has(name)) refuse(`A ${of} has two weights.`, row.line, `${name} again`, `each ${of} once`)
    seen.add(name)
    weights[index] = row.weight
  }
  return weights
}

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Writes weights as `readWeights` reads them. A file that is there already is not written over. */
export const writeWeights = async (path: string, rows: readonly WeightRow[]): Promise<void> => {
  const lines = rows.map(({ unit, time, weight }) => `${cell(unit)},${cell(time)},${weight}`)
  await writeFile(path, `${headings.join(',')}\n${lines.join('\n')}\n`, { flag: 'wx' }).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT') throw cause
      throw new MetTraceError(
        'file_missing',
        'There is no such folder to write the weights to.',
        { file: path },
        { cause },
      )
    },
  )
}
