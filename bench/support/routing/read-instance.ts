import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { MetTraceError } from '../../../apps/server/foundation/errors.ts'
import { readCarp } from './carp-file.ts'
import { readEdgeList } from './edge-list.ts'
import type { Instance } from './instance.ts'
import { linesOf, numbersOf } from './lines.ts'
import { readTsplib } from './tsplib-file.ts'

/** The best cost of a `.sol` beside a file of CVRPLIB, or of a row `name lower upper` in a `bounds.txt` beside it. */
const bestBeside = (path: string): number | null => {
  const name = basename(path, extname(path))
  const solution = join(dirname(path), `${name}.sol`)
  if (existsSync(solution)) {
    const line = linesOf(readFileSync(solution, 'utf8')).find(({ text }) => /^cost\b/i.test(text))
    const cost = line && { number: line.number, text: line.text.replace(/^cost\s*:?\s*/i, '') }
    return numbersOf(solution, cost, 1, 'Cost and a number')[0]!
  }
  const bounds = join(dirname(path), 'bounds.txt')
  if (!existsSync(bounds)) return null
  const line = linesOf(readFileSync(bounds, 'utf8')).find(({ text }) => text.split(/\s+/)[0] === name)
  const row = line && { number: line.number, text: line.text.slice(name.length).trim() }
  return row ? numbersOf(bounds, row, 2, 'a name, a lower and an upper bound')[1]! : null
}

const readers: Readonly<Record<string, (path: string) => Instance | Promise<Instance>>> = {
  '.vrp': (path) => readTsplib(path, readFileSync(path, 'utf8')),
  '.tsp': (path) => readTsplib(path, readFileSync(path, 'utf8')),
  '.dat': (path) => readCarp(path, readFileSync(path, 'utf8')),
  '.csv': readEdgeList,
}

/**
 * A routing problem in the form that its name ends with, and the best cost known of it: from a file beside it, else from
 * itself. Errors: `file_missing`, `file_wrong_kind`, and those of the readers.
 */
export const readInstance = async (path: string): Promise<Instance> => {
  if (!existsSync(path)) throw new MetTraceError('file_missing', 'This file is not there.', { file: path })
  const read = readers[extname(path).toLowerCase()]
  if (!read) {
    throw new MetTraceError('file_wrong_kind', 'This file is of no known kind.', {
      file: basename(path),
      found: extname(path) || 'a name without an ending',
      expected: Object.keys(readers).join(', '),
    })
  }
  const instance = await read(path)
  return { ...instance, best: bestBeside(path) ?? instance.best }
}
