import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, type Program } from 'oxc-parser'
import { repositoryRoot } from './repository.ts'

/** A node of a parsed source; what it has besides depends on its type. */
export type Node = { type: string; start: number; end: number } & Record<string, unknown>

export type Source = { file: string; text: string; readonly program: Node }

const parsed = new Map<string, Source>()

/** A source of ours, parsed; `file` from the repository's root. Errors: a source that cannot be parsed. */
export const sourceOf = (file: string): Source => {
  let source = parsed.get(file)
  if (!source) {
    source = parseSource(file, readFileSync(join(repositoryRoot, file), 'utf8'))
    parsed.set(file, source)
  }
  return source
}

export const parseSource = (file: string, text: string): Source => {
  let tree: Node | undefined
  return {
    file,
    text,
    get program() {
      if (tree) return tree
      const { program, errors } = parseSync(file, text)
      if (errors[0]) throw new SyntaxError(`${file}: ${errors[0].message}`)
      return (tree = program satisfies Program as unknown as Node)
    },
  }
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

const childrenOf = (node: Node): Node[] =>
  Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )

/** Visits a node and everything in it, parents first; `above` are the nodes around it, the nearest last. */
export const walk = (
  node: Node,
  visit: (node: Node, above: readonly Node[]) => void,
  above: Node[] = [],
): void => {
  visit(node, above)
  above.push(node)
  for (const child of childrenOf(node)) walk(child, visit, above)
  above.pop()
}

export type Text = { text: string; start: number; above: readonly Node[] }

export const lineOf = ({ text }: Source, start: number): number => text.slice(0, start).split('\n').length

/** A need of the access table names a crossing, and asks it nothing. */
const isNeed = (parent: Node): boolean =>
  parent.type === 'Property' && isNode(parent['key']) && parent['key']['name'] === 'crossing'

/** Every text of a source: strings, and templates with `${}` where something is put in; no imports, no names of members. */
export const textsOf = ({ program }: Source): Text[] => {
  const found: Text[] = []
  walk(program, (node, above) => {
    const parent = above.at(-1)
    const isName =
      parent !== undefined &&
      (isNeed(parent) || (parent.type === 'Property' && parent['key'] === node) || 'source' in parent)
    if (isName) return
    const { start } = node
    if (node.type === 'Literal' && typeof node['value'] === 'string')
      found.push({ text: node['value'], start, above: [...above] })
    if (node.type === 'TemplateLiteral')
      found.push({
        text: (node['quasis'] as { value: { cooked: string } }[])
          .map(({ value }) => value.cooked)
          .join('${}'),
        start,
        above: [...above],
      })
  })
  return found
}
