import { declared } from './static-values.ts'
import { isNode, type Node, type Source } from './source-tree.ts'

/** What a column holds, as far as a row of TypeScript says it; `json` is whatever JSON holds. */
export type Base = 'string' | 'number' | 'boolean' | 'Date' | 'Buffer' | 'json' | 'null'
export type Column = { bases: ReadonlySet<Base>; array: boolean }
export type Columns = ReadonlyMap<string, Column>

type At = { node: Node; source: Source }

const plain = (...bases: Base[]): Column => ({ bases: new Set(bases), array: false })

const words: Record<string, Column> = {
  TSStringKeyword: plain('string'),
  TSNumberKeyword: plain('number'),
  TSBooleanKeyword: plain('boolean'),
  TSNullKeyword: plain('null'),
  TSUnknownKeyword: plain('json'),
  TSTemplateLiteralType: plain('string'),
  TSTypeLiteral: plain('json'),
  TSIntersectionType: plain('json'),
}
const named: Record<string, Column> = {
  Date: plain('Date'),
  Buffer: plain('Buffer'),
  Uint8Array: plain('Buffer'),
  Record: plain('json'),
  // What zod infers of a schema: a document.
  'z.infer': plain('json'),
  'z.output': plain('json'),
}

const typeName = (node: Node): string => {
  const name = node['typeName']
  if (!isNode(name)) return ''
  if (name.type !== 'TSQualifiedName') return String(name['name'])
  return `${String((name['left'] as Node)['name'])}.${String((name['right'] as Node)['name'])}`
}

const argumentsOf = (node: Node): Node[] => {
  const list = node['typeArguments']
  return isNode(list) ? (list['params'] as Node[]) : []
}

const aliased = ({ node, source }: At): At => {
  const found = declared(source, 'TSTypeAliasDeclaration', typeName(node))
  if (!found || !isNode(found.node['typeAnnotation']))
    throw new TypeError(`${source.file}: the type ${typeName(node)} is not found.`)
  return { node: found.node['typeAnnotation'], source: found.source }
}

const inner = (node: Node): Node => (isNode(node['typeAnnotation']) ? node['typeAnnotation'] : node)

const literalWords = (node: Node): string[] =>
  node.type === 'TSUnionType'
    ? (node['types'] as Node[]).flatMap(literalWords)
    : isNode(node['literal'])
      ? [String(node['literal']['value'])]
      : []

/** The type of a member, for `Row['member']`. */
const memberOf = (at: At): At => {
  const [object, index] = [at.node['objectType'] as Node, at.node['indexType'] as Node]
  const whole = { node: object, source: at.source }
  if (index.type === 'TSNumberKeyword') {
    const list = resolved(whole)
    return { node: list.node['elementType'] as Node, source: list.source }
  }
  const [name = ''] = literalWords(index)
  const member = membersOf(whole).get(name)
  if (!member) throw new TypeError(`${at.source.file}: there is no member ${name}.`)
  return member
}

/** A type without the names in front of it. */
const resolved = (at: At): At => {
  const { node } = at
  if (node.type === 'TSParenthesizedType') return resolved({ ...at, node: inner(node) })
  if (node.type === 'TSTypeReference' && !(typeName(node) in named) && !isPart(node))
    return resolved(aliased(at))
  if (node.type === 'TSIndexedAccessType' && isNode(node['objectType']) && !isQuery(node['objectType']))
    return resolved(memberOf(at))
  return at
}

/** `Pick<…>` or `Omit<…>`. */
const isPart = (node: Node): boolean => ['Pick', 'Omit'].includes(typeName(node))

const isQuery = (node: Node): boolean =>
  node.type === 'TSTypeQuery' || (node.type === 'TSParenthesizedType' && isQuery(inner(node)))

/** Members of an object type, by name. Errors: a TypeError for a type that is not understood. */
const membersOf = (at: At): ReadonlyMap<string, At> => {
  const { node, source } = at
  if (node.type === 'TSIntersectionType')
    return new Map((node['types'] as Node[]).flatMap((each) => Array.from(membersOf({ node: each, source }))))
  if (node.type === 'TSTypeReference' && isPart(node)) {
    const [object, which] = argumentsOf(node)
    const names = which ? literalWords(which) : []
    const all = object ? [...membersOf({ node: object, source })] : []
    return new Map(all.filter(([name]) => names.includes(name) === (typeName(node) === 'Pick')))
  }
  if (node.type === 'TSTypeLiteral')
    return new Map(
      (node['members'] as Node[]).map((member) => {
        const key = member['key'] as Node
        return [
          String(key['name'] ?? key['value']),
          { node: inner(member['typeAnnotation'] as Node), source },
        ]
      }),
    )
  const next = resolved(at)
  if (next.node === node) throw new TypeError(`${source.file}: a row cannot be of the type ${node.type}.`)
  return membersOf(next)
}

const together = (columns: readonly Column[]): Column => ({
  bases: new Set(columns.flatMap(({ bases }) => [...bases])),
  array: columns.some(({ array }) => array),
})

const columnOf = (at: At): Column => {
  const { node, source } = at
  const word = words[node.type] ?? named[typeName(node)]
  if (word) return word
  if (node.type === 'TSLiteralType' && isNode(node['literal']))
    return plain(typeof node['literal']['value'] as Base)
  if (node.type === 'TSUnionType')
    return together((node['types'] as Node[]).map((each) => columnOf({ node: each, source })))
  if (node.type === 'TSArrayType')
    return { ...columnOf({ node: node['elementType'] as Node, source }), array: true }
  if (node.type === 'TSTypeOperator')
    return node['operator'] === 'keyof' ? plain('string') : columnOf({ node: inner(node), source })
  // `(typeof list)[number]`: names out of a list of ours.
  if (node.type === 'TSIndexedAccessType' && isQuery(node['objectType'] as Node)) return plain('string')
  const next = resolved(at)
  if (next.node === node) throw new TypeError(`${source.file}: a column cannot be of the type ${node.type}.`)
  return columnOf(next)
}

/**
 * Columns of a row, as its type in TypeScript declares them; undefined for `Record<string, unknown>`, which declares none.
 * Errors: a TypeError for a type that is not understood.
 */
export const declaredColumns = (node: Node, source: Source): Columns | undefined => {
  const row = resolved({ node, source })
  if (typeName(row.node) === 'Record') return undefined
  return new Map([...membersOf(row)].map(([name, at]) => [name, columnOf(at)]))
}
