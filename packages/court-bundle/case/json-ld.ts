import { textOf } from '../verify/bytes.ts'

/** A value of a property: a literal with its type, or the node that it names. */
export type Value = { text: string; type: string | null } | { id: string }
/** A node of a graph: its types and properties, all by their whole names. */
export type Node = { id: string; types: string[]; properties: Map<string, Value[]> }

type Context = ReadonlyMap<string, string>

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Prefixes of a context that lies in the file. Errors: RangeError for one that would have to be fetched, or means more than that. */
const contextOf = (context: unknown): Context => {
  const prefixes = new Map<string, string>()
  for (const part of asArray(context)) {
    if (!isObject(part)) throw new RangeError('Its context must lie in the file.')
    for (const [prefix, meaning] of Object.entries(part)) {
      if (typeof meaning !== 'string' || prefix.startsWith('@'))
        throw new RangeError(`Its context must hold prefixes only: ${prefix} is none.`)
      prefixes.set(prefix, meaning)
    }
  }
  return prefixes
}

/** The whole name of `uco-core:name`. */
const wholeName = (name: string, context: Context): string => {
  const colon = name.indexOf(':')
  const meaning = colon > 0 ? context.get(name.slice(0, colon)) : undefined
  return meaning === undefined ? name : meaning + name.slice(colon + 1)
}

/**
 * Reads JSON-LD as CASE files are written: one object whose context has prefixes alone, with a graph of nodes that may lie in each other.
 * What is said of one node in two places is put together. Errors: RangeError where it is none such.
 */
export const readGraph = (bytes: Uint8Array): Map<string, Node> => {
  let read: unknown
  try {
    read = JSON.parse(textOf(bytes))
  } catch {
    throw new RangeError('It is not JSON.')
  }
  if (!isObject(read) || !('@graph' in read)) throw new RangeError('It is no JSON-LD with a graph.')
  const context = contextOf(read['@context'] ?? {})
  const nodes = new Map<string, Node>()
  let blank = 0
  const valueOf = (value: unknown): Value => {
    if (!isObject(value)) return { text: String(value), type: null }
    if ('@value' in value) {
      const type = value['@type']
      return {
        text: String(value['@value']),
        type: typeof type === 'string' ? wholeName(type, context) : null,
      }
    }
    return { id: take(value) }
  }
  const take = (object: Record<string, unknown>): string => {
    const given = object['@id']
    const id = typeof given === 'string' ? wholeName(given, context) : `_:${blank++}`
    const node = nodes.get(id) ?? { id, types: [], properties: new Map<string, Value[]>() }
    nodes.set(id, node)
    for (const [name, values] of Object.entries(object)) {
      if (name === '@id') continue
      if (name === '@type')
        node.types.push(...asArray(values).map((type) => wholeName(String(type), context)))
      else if (name.startsWith('@')) throw new RangeError(`It uses ${name}, which is not read here.`)
      else {
        const property = wholeName(name, context)
        const known = node.properties.get(property) ?? []
        node.properties.set(property, [...known, ...asArray(values).map(valueOf)])
      }
    }
    return id
  }
  for (const node of asArray(read['@graph'])) {
    if (!isObject(node)) throw new RangeError('Something in its graph is no node.')
    take(node)
  }
  return nodes
}
