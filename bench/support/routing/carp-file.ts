import type { Instance } from './instance.ts'
import { linesOf, notAsExpected, numbersOf, type Line } from './lines.ts'

type Street = { a: number; b: number; cost: number; load: number }

const instanceOf = (
  streets: readonly Street[],
  rest: { places: number; capacity: number; depot: number; best: number | null },
): Instance => ({
  kind: 'streets',
  streets: {
    places: rest.places,
    from: Int32Array.from(streets, ({ a }) => a),
    to: Int32Array.from(streets, ({ b }) => b),
    cost: Float64Array.from(streets, ({ cost }) => cost),
  },
  load: Float64Array.from(streets, ({ load }) => load),
  capacity: rest.capacity,
  depot: rest.depot,
  best: rest.best,
})

/** Numbers alone: places, streets, a row for each street from place 0, rounds, capacity, lower and upper bound. */
const readBare = (path: string, lines: readonly Line[]): Instance => {
  const [places] = numbersOf(path, lines[0], 1, 'the number of places')
  const [count] = numbersOf(path, lines[1], 1, 'the number of streets')
  const streets = Array.from({ length: count! }, (_, at): Street => {
    const line = lines[2 + at]
    const [a, b, cost, load] = numbersOf(path, line, 4, 'two places, cost and demand of a street')
    if (!(a! >= 0 && a! < places! && b! >= 0 && b! < places!)) {
      throw notAsExpected(path, line, `places from 0 to ${places! - 1}`)
    }
    return { a: a!, b: b!, cost: cost!, load: load! }
  })
  const [capacity] = numbersOf(path, lines[3 + count!], 1, 'the capacity of a round')
  const upper = lines[5 + count!]
  const best = upper ? numbersOf(path, upper, 1, 'the best cost known')[0]! : null
  return instanceOf(streets, { places: places!, capacity: capacity!, depot: 0, best })
}

/** The form of Belenguer and Benavent with Spanish headings; places are counted from 1. */
const readHeaded = (path: string, lines: readonly Line[]): Instance => {
  const said = new Map<string, Line>()
  const streets: Street[] = []
  for (const line of lines) {
    const [, heading, value = ''] = /^([A-Z_]+)\s*:\s*(.*)$/.exec(line.text) ?? []
    if (heading) {
      said.set(heading, { number: line.number, text: value })
      continue
    }
    const street =
      /^\(\s*(\d+)\s*,\s*(\d+)\s*\)\s*coste\s+(\d+(?:\.\d+)?)(?:\s+demanda\s+(\d+(?:\.\d+)?))?$/.exec(
        line.text,
      )
    if (!street) throw notAsExpected(path, line, '(1,2) coste 3 demanda 4')
    const [a = 0, b = 0, cost = 0, load = 0] = street.slice(1).map((each) => Number(each ?? 0))
    streets.push({ a: a - 1, b: b - 1, cost, load })
  }
  const numberOf = (heading: string): number =>
    numbersOf(path, said.get(heading), 1, `${heading} : a number`)[0]!
  const places = numberOf('VERTICES')
  const wanted = numberOf('ARISTAS_REQ') + (said.has('ARISTAS_NOREQ') ? numberOf('ARISTAS_NOREQ') : 0)
  if (streets.length !== wanted) {
    throw notAsExpected(path, lines.at(-1), `${wanted} streets in all, not ${streets.length}`)
  }
  const outside = streets.find(({ a, b }) => Math.min(a, b) < 0 || Math.max(a, b) >= places)
  if (outside)
    throw notAsExpected(path, said.get('VERTICES'), `at least ${Math.max(outside.a, outside.b) + 1} places`)
  // Some comments tell an upper bound and what it is: "316 (cota superior)".
  const comment = Number(/^\d+(?:\.\d+)?/.exec(said.get('COMENTARIO')?.text ?? '')?.[0] ?? Number.NaN)
  return instanceOf(streets, {
    places,
    capacity: numberOf('CAPACIDAD'),
    depot: numberOf('DEPOSITO') - 1,
    best: Number.isNaN(comment) ? null : comment,
  })
}

/**
 * A capacitated arc routing problem, with the Spanish headings of Belenguer and Benavent 2003
 * (doi 10.1016/S0305-0548(02)00046-1) or as numbers alone.
 * Errors: `value_invalid` with the line, what was found and what was expected.
 */
export const readCarp = (path: string, text: string): Instance => {
  const lines = linesOf(text)
  return /^[A-Z_]+\s*:/.test(lines[0]?.text ?? '') ? readHeaded(path, lines) : readBare(path, lines)
}
