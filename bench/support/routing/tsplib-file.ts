import type { Instance } from './instance.ts'
import { linesOf, notAsExpected, numbersOf, type Line } from './lines.ts'
import { distanceBy, entriesOf, type Coordinates } from './tsplib-distances.ts'

type Parts = { readonly said: Map<string, Line>; readonly sections: Map<string, Line[]> }

/** Headings with their values, and the lines of each section; whatever stands behind EOF is not read. */
const partsOf = (lines: readonly Line[]): Parts => {
  const said = new Map<string, Line>()
  const sections = new Map<string, Line[]>()
  let section: Line[] | undefined
  for (const line of lines) {
    if (/^EOF\b/.test(line.text)) break
    const [, heading = '', value = ''] = /^([A-Z][A-Z0-9_]*)\s*:?\s*(.*)$/.exec(line.text) ?? []
    if (heading.endsWith('_SECTION')) {
      section = []
      sections.set(heading, section)
      // Numbers may begin on the line of the heading.
      if (value !== '') section.push({ number: line.number, text: value })
    } else if (heading !== '') said.set(heading, { number: line.number, text: value })
    else if (section) section.push(line)
  }
  return { said, sections }
}

/**
 * A travelling salesman's problem of TSPLIB or a vehicle routing problem of CVRPLIB: EUC_2D, CEIL_2D, MAN_2D, MAX_2D, ATT,
 * GEO, or an explicit matrix in any of its forms. Rounds of limited length are refused.
 * Errors: `value_invalid` with the line, what was found and what was expected.
 */
export const readTsplib = (path: string, text: string): Instance => {
  const { said, sections } = partsOf(linesOf(text))
  const sectionOf = (name: string): readonly Line[] => {
    const lines = sections.get(name)
    if (!lines) throw notAsExpected(path, undefined, name)
    return lines
  }
  const numberOf = (heading: string): number => {
    const expected = `${heading} : a number`
    return numbersOf(path, said.get(heading), 1, expected)[0]!
  }
  const limit = said.get('DISTANCE')
  if (limit) throw notAsExpected(path, limit, 'no DISTANCE: rounds of limited length are not solved here')
  const places = numberOf('DIMENSION')
  if (!Number.isInteger(places) || places < 2)
    throw notAsExpected(path, said.get('DIMENSION'), 'at least 2 places')

  /** Values of a section that begins each line with the number of a place. */
  const byPlace = (name: string, values: number): number[][] => {
    const rows: number[][] = []
    const lines = sectionOf(name)
    for (const line of lines) {
      const [place, ...rest] = numbersOf(path, line, values + 1, `a place and ${values} numbers`)
      if (!Number.isInteger(place) || place! < 1 || place! > places || rows[place! - 1]) {
        throw notAsExpected(path, line, `each place from 1 to ${places} once`)
      }
      rows[place! - 1] = rest
    }
    for (let place = 0; place < places; place++) {
      if (!rows[place]) throw notAsExpected(path, lines.at(-1), `place ${place + 1} in ${name}`)
    }
    return rows
  }
  const between = new Float64Array(places * places)
  const type = said.get('EDGE_WEIGHT_TYPE')
  if (type?.text === 'EXPLICIT') {
    const format = said.get('EDGE_WEIGHT_FORMAT')
    const entries = entriesOf(format?.text ?? '', places)
    if (!entries) throw notAsExpected(path, format, 'EDGE_WEIGHT_FORMAT : a matrix by rows or columns')
    const lines = sectionOf('EDGE_WEIGHT_SECTION')
    const costs = lines.flatMap((line) => numbersOf(path, line, 1, 'numbers from 0'))
    if (costs.length !== entries.length) {
      throw notAsExpected(path, lines.at(-1), `${entries.length} numbers in all, not ${costs.length}`)
    }
    for (const [at, [row, column]] of entries.entries()) {
      between[row * places + column] = costs[at]!
      if (format?.text !== 'FULL_MATRIX') between[column * places + row] = costs[at]!
    }
  } else {
    const distance = distanceBy[type?.text ?? '']
    if (!distance) {
      throw notAsExpected(path, type, `EDGE_WEIGHT_TYPE : EXPLICIT or ${Object.keys(distanceBy).join(', ')}`)
    }
    const at = byPlace('NODE_COORD_SECTION', 2) as unknown as Coordinates[]
    for (let a = 0; a < places; a++) {
      for (let b = 0; b < places; b++) if (a !== b) between[a * places + b] = distance(at[a]!, at[b]!)
    }
  }
  if (!sections.has('DEMAND_SECTION')) {
    const load = new Float64Array(places)
    return { kind: 'visits', visits: { places, between, depot: 0, load, capacity: Infinity }, best: null }
  }
  const load = Float64Array.from(byPlace('DEMAND_SECTION', 1), ([demand]) => demand!)
  const [first, second] = sections.get('DEPOT_SECTION') ?? []
  const [depot] = numbersOf(path, first, 1, 'DEPOT_SECTION with one place')
  if (!(depot! >= 1 && depot! <= places)) throw notAsExpected(path, first, `a place from 1 to ${places}`)
  if (second && second.text !== '-1') throw notAsExpected(path, second, '-1 after the only depot')
  return {
    kind: 'visits',
    visits: { places, between, depot: depot! - 1, load, capacity: numberOf('CAPACITY') },
    best: null,
  }
}
