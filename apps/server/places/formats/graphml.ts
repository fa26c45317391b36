import { SaxesParser } from 'saxes'
import { MetTraceError } from '../../foundation/errors.ts'
import type { SourceFile } from './source-files.ts'
import { textOf } from './text.ts'

/** A node or an edge and what is said of it, by the names of the keys; `line` is where it begins. */
export type GraphmlElement = {
  attributes: Readonly<Record<string, string>>
  data: Map<string, string>
  line: number
}

export type Graphml = {
  data: Map<string, string>
  nodes: GraphmlElement[]
  edges: GraphmlElement[]
  /** Names of the keys that the file declares, for messages. */
  keys: { node: string[]; edge: string[] }
}

const parts = ['graph', 'node', 'edge'] as const
type Part = (typeof parts)[number]
const isPart = (name: string): name is Part => (parts as readonly string[]).includes(name)

/** A prefix of a namespace is not part of the name. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const notGraphml = (file: string, found: string): MetTraceError =>
  new MetTraceError('file_wrong_kind', 'This is not a GraphML file.', {
    file,
    found,
    expected: 'GraphML, as OSMnx saves a street network',
  })

/** Nodes and edges together; every footpath of London, both ways, is half of it. */
const mostElements = 3_000_000
/** No element of GraphML stands this deep in others. */
const deepest = 64
/** A line of a street has no more signs than this. */
const longestText = 4_000_000

const tooLarge = (file: string, line: number): MetTraceError =>
  new MetTraceError('file_too_large', 'This network is too large to be read at once. Export it by borough.', {
    file,
    line,
    found: `more than ${mostElements} nodes and edges`,
    expected: 'the streets of a city',
  })

/** Collects elements as the parser meets them; of their data what is wanted. */
class Collector {
  readonly graph: Graphml = { data: new Map(), nodes: [], edges: [], keys: { node: [], edge: [] } }
  private readonly names = new Map<string, string>()
  private readonly open: { name: string; data: Map<string, string> | undefined }[] = []
  private key: string | undefined
  private text = ''
  #elements = 0
  private readonly file: string
  private readonly wanted: readonly string[]

  constructor(file: string, wanted: readonly string[]) {
    this.file = file
    this.wanted = wanted
  }

  begin(tag: string, attributes: Record<string, string>, line: number): void {
    const name = localName(tag)
    if (this.open.length === 0 && name !== 'graphml') throw notGraphml(this.file, `<${tag}>`)
    if (name === 'key') this.learnKey(attributes)
    if (name === 'data') this.beginData(attributes['key'] ?? '')
    if (this.open.length >= deepest) throw notGraphml(this.file, `elements ${deepest} deep`)
    this.open.push({ name, data: isPart(name) ? this.element(name, attributes, line) : undefined })
  }

  end(): void {
    const closed = this.open.pop()
    if (closed?.name !== 'data' || this.key === undefined) return
    this.open.at(-1)?.data?.set(this.key, this.text)
    this.key = undefined
  }

  words(text: string): void {
    if (this.key === undefined) return
    if (this.text.length + text.length > longestText)
      throw notGraphml(this.file, 'a text far longer than any street')
    this.text += text
  }

  private learnKey({ id = '', for: of = 'all', 'attr.name': name = id }: Record<string, string>): void {
    this.names.set(id, name)
    if (of === 'node' || of === 'all') this.graph.keys.node.push(name)
    if (of === 'edge' || of === 'all') this.graph.keys.edge.push(name)
  }

  private beginData(id: string): void {
    const name = this.names.get(id) ?? id
    this.key = this.wanted.includes(name) ? name : undefined
    this.text = ''
  }

  private element(part: Part, attributes: Record<string, string>, line: number): Map<string, string> {
    if (part === 'graph') return this.graph.data
    if (++this.#elements > mostElements) throw tooLarge(this.file, line)
    const element: GraphmlElement = { attributes, data: new Map(), line }
    this.graph[part === 'node' ? 'nodes' : 'edges'].push(element)
    return element.data
  }
}

/**
 * A graph as GraphML has it (Brandes et al. 2002, http://graphml.graphdrawing.org/specification.html): its nodes and
 * edges with those of their data that are wanted, by name. Errors: `file_wrong_kind` with line and column for what is
 * no GraphML or declares a document type, which may make more of a file than there is; `file_truncated`; and those of
 * `textOf`.
 */
export const readGraphml = async (file: SourceFile, wanted: readonly string[]): Promise<Graphml> => {
  const parser = new SaxesParser()
  const collector = new Collector(file.name, wanted)
  let ended = false
  const place = () => ({ file: file.name, line: parser.line, column: parser.column + 1 })
  parser.on('error', (cause) => {
    const found = cause.message.replace(/^(.*?:)?\d+:\d+: /, '')
    if (ended) {
      throw new MetTraceError(
        'file_truncated',
        'This file ends in the middle. Was the download broken off?',
        {
          ...place(),
          found,
        },
      )
    }
    throw new MetTraceError(
      'file_wrong_kind',
      'This is not well-formed XML.',
      { ...place(), found },
      { cause },
    )
  })
  parser.on('doctype', () => {
    throw new MetTraceError(
      'file_wrong_kind',
      'This file declares a document type, which a GraphML file has no need of; it was not read.',
      { ...place(), found: 'DOCTYPE', expected: 'GraphML without it' },
    )
  })
  parser.on('opentag', ({ name, attributes }) => collector.begin(name, attributes, parser.line))
  parser.on('closetag', () => collector.end())
  parser.on('text', (text) => collector.words(text))
  parser.on('cdata', (text) => collector.words(text))
  let empty = true
  let fault: unknown
  // A file is read to its end even so: where a download was damaged, that is what there is to say.
  for await (const piece of textOf(file, { markup: true })) {
    if (piece.trim() !== '') empty = false
    if (empty || fault !== undefined) continue
    try {
      parser.write(piece)
    } catch (error) {
      // The parser holds a text until it ends: one that never does is no street.
      fault = error instanceof RangeError ? notGraphml(file.name, 'a text without end') : error
    }
  }
  if (fault !== undefined) throw fault
  if (empty) throw new MetTraceError('file_wrong_kind', 'This file is empty.', { file: file.name })
  ended = true
  parser.close()
  return collector.graph
}
