import { basename } from 'node:path'
import { MetTraceError } from '../../foundation/errors.ts'
import { readGraphml, type Graphml, type GraphmlElement } from './graphml.ts'
import { leaveOut, newTally, type Tally } from './left-out.ts'
import { noFilesError } from './no-files-error.ts'
import { planeReader } from './coordinates.ts'
import type { Plane } from './projection.ts'
import { emptyBox, systemOfBox, systemOfName, type ReferenceSystem } from './reference-system.ts'
import { sourceFiles, type SourceFile } from './source-files.ts'

/** A stretch of street between two junctions: easting, northing, easting … along it, and its length, metres. */
export type StreetLink = { line: Float64Array; metres: number }

/** `otherDirection`: the same stretch, given once for each way. `noLength`: it leads nowhere. `badLine`: not to be read. */
export type LinkReason = 'otherDirection' | 'noLength' | 'badLine'

export type NetworkFile = { links: StreetLink[]; tallies: Tally<LinkReason>[] }

const decimetre = (metres: number): number => Math.round(metres * 10) / 10

const invalid = (file: string, { line }: GraphmlElement, words: string, found: string, expected: string) =>
  new MetTraceError('value_invalid', words, { file, line, found, expected })

const numbersOf = (text: string): number[] => text.trim().split(/\s+/).map(Number)

/** Points of a `LINESTRING (x y, x y …)` (OGC 06-103r4, 7.2); undefined for what is none. */
const lineOf = (text: string): [number, number][] | undefined => {
  const inside = /^\s*LINESTRING\s*\(([^()]*)\)\s*$/i.exec(text)?.[1] ?? ''
  const points = inside.split(',').map((point) => {
    const [x = NaN, y = NaN] = numbersOf(point)
    return [x, y] as [number, number]
  })
  return points.length >= 2 && points.flat().every(Number.isFinite) ? points : undefined
}

const nodesOf = (file: string, { nodes, keys }: Graphml): Map<string, [number, number]> => {
  if (!keys.node.includes('x') || !keys.node.includes('y')) {
    throw new MetTraceError('column_missing', 'The nodes of this graph have no coordinates.', {
      file,
      line: 1,
      found: keys.node.slice(0, 12).join(', ') || 'no keys of nodes',
      expected: 'keys of nodes named x and y',
    })
  }
  return new Map(
    nodes.map((node) => {
      const [x, y] = [node.data.get('x') ?? '', node.data.get('y') ?? '']
      const isPlace = [x, y].every((each) => each.trim() !== '' && Number.isFinite(Number(each)))
      if (!isPlace)
        throw invalid(file, node, 'A node has no place.', `x ${x || '–'}, y ${y || '–'}`, 'two numbers')
      return [node.attributes['id'] ?? '', [Number(x), Number(y)]]
    }),
  )
}

const referenceSystem = (
  file: string,
  graph: Graphml,
  places: Iterable<[number, number]>,
): ReferenceSystem => {
  const box = emptyBox()
  for (const [x, y] of places) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  const declared = graph.data.get('crs')
  return systemOfBox(box, declared === undefined ? undefined : systemOfName(declared, file), file).system
}

const lengthOf = (line: Float64Array): number => {
  let metres = 0
  for (let at = 2; at < line.length; at += 2)
    metres += Math.hypot(line[at]! - line[at - 2]!, line[at + 1]! - line[at - 1]!)
  return metres
}

/** A street has no direction: of both ways along it, the one whose text comes first. */
const eitherWay = (points: readonly [number, number][]): Float64Array => {
  const [there, back] = [points.flat(), points.toReversed().flat()]
  return Float64Array.from(there.join() <= back.join() ? there : back)
}

/**
 * Streets of a graph. Those that are not simplified, and those that are and keep the line of each stretch, serve alike.
 * The length is the edge's own, as OSMnx has it in metres; without one, that of its line.
 */
const linksOf = (
  file: string,
  graph: Graphml,
  plane: Plane | undefined,
): { links: StreetLink[]; tally: Tally<LinkReason> } => {
  const nodes = nodesOf(file, graph)
  if (nodes.size === 0 || graph.edges.length === 0) throw nothingOfStreets(file)
  const { read: toMetres } = planeReader(referenceSystem(file, graph, nodes.values()), plane)
  const tally = newTally<LinkReason>(file)
  const links = new Map<string, StreetLink>()
  const inMetres = ([x, y]: [number, number]): [number, number] | undefined => {
    const place = toMetres(x, y)
    return place && [decimetre(place[0]), decimetre(place[1])]
  }
  for (const edge of graph.edges) {
    tally.rows++
    const ends = (['source', 'target'] as const).map((end) => {
      const id = edge.attributes[end] ?? ''
      const place = nodes.get(id)
      if (!place)
        throw invalid(file, edge, 'An edge leads to a node that is not there.', id, 'the id of a node')
      return place
    })
    const given = edge.data.get('geometry')
    const drawn = given === undefined ? ends : lineOf(given)
    const points = drawn?.map(inMetres)
    if (!points?.every((point) => point !== undefined)) {
      leaveOut(tally, 'badLine', edge.line)
      continue
    }
    const line = eitherWay(points)
    const said = edge.data.get('length')
    const metres = decimetre(said === undefined ? lengthOf(line) : Number(said))
    if (!(metres >= 0 && metres < Infinity))
      throw invalid(file, edge, 'A street has no length that can be read.', said ?? '', 'metres')
    const key = line.join()
    const known = links.get(key)
    if (lengthOf(line) === 0) leaveOut(tally, 'noLength', edge.line)
    else if (known) {
      known.metres = Math.min(known.metres, metres)
      leaveOut(tally, 'otherDirection', edge.line)
    } else links.set(key, { line, metres })
  }
  return { links: [...links.values()], tally }
}

const nothingOfStreets = (file: string): MetTraceError =>
  new MetTraceError('not_enough', 'There are no streets in this graph.', {
    file,
    found: 'no nodes or no edges',
    expected: 'a street network',
  })

const wanted = ['crs', 'x', 'y', 'length', 'geometry']

const isOther = ({ code }: MetTraceError): boolean => code === 'file_wrong_kind' || code === 'file_encoding'

const isGraph = ({ path }: SourceFile): boolean => /\.(graphml|xml)$/i.test(path)

/**
 * Street networks from a GraphML file, as OSMnx saves them, or every one of a folder or archive.
 * Errors: those of `readGraphml`, `column_missing`, `value_invalid`, `projection_wrong`, `not_enough`.
 */
export const readNetworks = async (path: string, plane?: Plane): Promise<NetworkFile> => {
  const answer: NetworkFile = { links: [], tallies: [] }
  let fault: MetTraceError | undefined
  for await (const file of sourceFiles(path)) {
    if (file.name !== basename(path) && !isGraph(file)) continue
    try {
      const { links, tally } = linksOf(file.name, await readGraphml(file, wanted), plane)
      answer.links = answer.links.concat(links)
      answer.tallies.push(tally)
    } catch (error) {
      // Metadata in XML, in whatever encoding, lies beside many downloads.
      if (!(error instanceof MetTraceError) || !isOther(error) || /\.graphml$/i.test(file.path)) throw error
      fault ??= error
    }
  }
  if (answer.tallies.length === 0) throw fault ?? noFilesError(path)
  return answer
}
