import { valuesOf } from './static-values.ts'
import { isNode, lineOf, walk, type Node, type Source } from './source-tree.ts'

/** Where a statement's text stands among what is passed. */
const textAt: Record<string, number> = {
  query: 0,
  readRecords: 2,
  changeRecords: 2,
  countRecords: 1,
  keepRecords: 2,
  readWithoutAct: 1,
}

/** A place that runs SQL: the texts it may run, undefined where they cannot be told; the row it declares, if any. */
export type Asked = { source: Source; line: number; texts: string[] | undefined; row: Node | undefined }

const calleeOf = (node: Node): string | undefined => {
  const callee = node['callee']
  if (!isNode(callee)) return undefined
  const name = callee.type === 'MemberExpression' ? callee['property'] : callee
  return isNode(name) && typeof name['name'] === 'string' ? name['name'] : undefined
}

/** Every place of a source that runs SQL. */
export const askedIn = (source: Source): Asked[] => {
  const found: Asked[] = []
  walk(source.program, (node) => {
    const at = node.type === 'CallExpression' ? textAt[calleeOf(node) ?? ''] : undefined
    const text = at === undefined ? undefined : (node['arguments'] as Node[])[at]
    if (!text) return
    const given = node['typeArguments']
    const row = isNode(given) ? (given['params'] as Node[])[0] : undefined
    found.push({ source, line: lineOf(source, node.start), texts: valuesOf(text, source), row })
  })
  return found
}
