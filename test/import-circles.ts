/**
 * The circles of a graph: every largest set of nodes that reach one another, with those that reach themselves
 * directly. Nodes of a circle, and circles, are in alphabetical order. Tarjan's algorithm (1972); names that are no
 * node of the graph are passed over.
 */
export const circlesOf = (graph: ReadonlyMap<string, readonly string[]>): string[][] => {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const waiting: string[] = []
  const circles: string[][] = []

  const visit = (node: string): void => {
    order.set(node, order.size)
    lowest.set(node, order.size - 1)
    waiting.push(node)
    const next = (graph.get(node) ?? []).filter((each) => graph.has(each))
    for (const each of next) {
      if (!order.has(each)) visit(each)
      if (waiting.includes(each)) {
        lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(each) ?? 0))
      }
    }
    if (lowest.get(node) !== order.get(node)) return
    const circle = waiting.splice(waiting.indexOf(node))
    if (circle.length > 1 || next.includes(node)) circles.push(circle.toSorted())
  }

  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return circles.toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1))
}
