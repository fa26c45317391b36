import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { repositoryRoot } from './repository.ts'
import { isNode, sourceOf, walk, type Node, type Source } from './source-tree.ts'

/** Where something of a name is declared: in this source, or in the one that it is imported from. */
export type Declared = { node: Node; source: Source }

const nameOf = (node: unknown): string | undefined =>
  isNode(node) && typeof node['name'] === 'string' ? node['name'] : undefined

/** The file that is imported by its way from a source, or from a package of ours. */
const ourFile = (source: Source, from: string): string | undefined => {
  if (from.startsWith('.')) return normalize(join(dirname(source.file), from))
  return from.startsWith('@mettrace/') ? `${from.replace('@mettrace/', 'packages/')}.ts` : undefined
}

/** What a source imports from ours under a name: the file and the name that it has there. */
const importOf = (source: Source, name: string): { file: string; imported: string } | undefined => {
  for (const statement of source.program['body'] as Node[]) {
    if (statement.type !== 'ImportDeclaration') continue
    const from = (statement['source'] as { value: string }).value
    const specifier = (statement['specifiers'] as Node[]).find((each) => nameOf(each['local']) === name)
    const file = specifier && ourFile(source, from)
    if (specifier && file && existsSync(join(repositoryRoot, file)))
      return { file, imported: nameOf(specifier['imported']) ?? name }
  }
  return undefined
}

const declarations = (source: Source, type: string, name: string): Node[] => {
  const found: Node[] = []
  walk(source.program, (node) => {
    if (node.type === type && nameOf(node['id']) === name) found.push(node)
  })
  return found
}

/** The one declaration of a name, of a type such as `VariableDeclarator`; undefined where there is none, or several. */
export const declared = (source: Source, type: string, name: string): Declared | undefined => {
  const own = declarations(source, type, name)
  if (own.length === 1 && own[0]) return { node: own[0], source }
  const from = own.length === 0 ? importOf(source, name) : undefined
  return from && declared(sourceOf(from.file), type, from.imported)
}

const joined = (parts: readonly (readonly string[])[]): string[] =>
  parts.reduce<string[]>((made, part) => made.flatMap((text) => part.map((each) => text + each)), [''])

/** What is passed to a function whose text is asked for, by the names that it has there. */
type Passed = ReadonlyMap<string, string[]>
const nothing: Passed = new Map()

const ofAll = (nodes: readonly Node[], source: Source, passed: Passed): string[][] | undefined => {
  const values = nodes.map((node) => valuesOf(node, source, passed))
  return values.every((each) => each !== undefined) ? values : undefined
}

/** `time('kept_at')`, where `time` is a function of ours that is one expression. */
const ofCall = (node: Node, source: Source, passed: Passed): string[] | undefined => {
  const name = nameOf(node['callee'])
  const found = name === undefined ? undefined : declared(source, 'VariableDeclarator', name)
  const made = found?.node['init']
  const values = ofAll(node['arguments'] as Node[], source, passed)
  if (!found || !values || !isNode(made) || made.type !== 'ArrowFunctionExpression') return undefined
  const names = (made['params'] as Node[]).map((parameter) => nameOf(parameter) ?? '')
  const given = new Map(names.map((each, at) => [each, values[at] ?? []]))
  return valuesOf(made['body'] as Node, found.source, given)
}

/**
 * The texts that an expression may have, as far as they can be told without running it: literals, templates, constants of
 * ours, functions of ours that are one expression, either side of a condition. Undefined where it cannot be told.
 */
export const valuesOf = (node: Node, source: Source, passed: Passed = nothing): string[] | undefined => {
  if (node.type === 'Literal') return [String(node['value'])]
  if (node.type === 'TemplateLiteral') {
    const quasis = (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => [value.cooked])
    const between = ofAll(node['expressions'] as Node[], source, passed)
    return between && joined(quasis.flatMap((quasi, at) => [quasi, between[at] ?? ['']]))
  }
  if (node.type === 'BinaryExpression') {
    const sides = ofAll([node['left'] as Node, node['right'] as Node], source, passed)
    if (!sides) return undefined
    if (node['operator'] === '**') return [String(Number(sides[0]?.[0]) ** Number(sides[1]?.[0]))]
    return node['operator'] === '+' ? joined(sides) : undefined
  }
  if (node.type === 'ConditionalExpression')
    return ofAll([node['consequent'] as Node, node['alternate'] as Node], source, passed)?.flat()
  if (node.type === 'CallExpression') return ofCall(node, source, passed)
  const name = nameOf(node)
  if (node.type !== 'Identifier' || name === undefined) return undefined
  const given = passed.get(name)
  if (given) return given
  const found = declared(source, 'VariableDeclarator', name)
  if (!found) return undefined
  return isNode(found.node['init']) ? valuesOf(found.node['init'], found.source) : inLoop(found)
}

/** `for (const name of ['one', 'other'])`: what the name stands for. */
const inLoop = ({ node, source }: Declared): string[] | undefined => {
  let list: Node | undefined
  walk(source.program, (loop) => {
    const { left, right } = loop
    if (loop.type !== 'ForOfStatement' || !isNode(left) || !isNode(right)) return
    if ((left['declarations'] as Node[] | undefined)?.includes(node)) list = right
  })
  return list?.type === 'ArrayExpression'
    ? ofAll(list['elements'] as Node[], source, nothing)?.flat()
    : undefined
}
