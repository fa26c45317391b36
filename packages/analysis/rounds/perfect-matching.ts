/** Weights become whole numbers up to this, in which every step of the algorithm is exact. */
const scale = 2 ** 40

/**
 * The cheapest perfect matching of an even number of points, all of which may be paired: for each point its partner.
 * `cost[a * points + b]` is the same both ways; costs are told apart to 2⁻⁴⁰ of the largest. Edmonds 1965, "Maximum
 * matching and a polyhedron with 0,1-vertices", doi 10.6028/jres.069b.013, with the prices of Galil 1986, "Efficient
 * algorithms for finding maximum matching in graphs", doi 10.1145/6462.6502: time grows with the cube of the points.
 *
 * Nodes are the points and, from `points` on, blossoms: odd rings of nodes. Only outermost nodes take part. A tree grows
 * from each node without partner: its nodes are even or odd steps away from it, all others are idle.
 * Errors: RangeError for an odd number of points, costs that are not a square, or are no numbers from 0.
 */
export const perfectMatching = (points: number, cost: Float64Array): Int32Array => {
  if (points % 2 !== 0) throw new RangeError(`${points} points are an odd number`)
  if (cost.length !== points * points) {
    throw new RangeError(`${points} points need ${points * points} costs, found ${cost.length}`)
  }
  const wrong = cost.find((value) => !(value >= 0 && value < Infinity))
  if (wrong !== undefined) throw new RangeError(`costs must be numbers from 0, found ${wrong}`)

  const nodes = points + (points >> 1)
  const highest = cost.reduce((most, value) => Math.max(most, value), 0) || 1
  /** Twice what a pair gains over the dearest: of even whole numbers, the halves are whole too. */
  const gain = cost.map((value) => 2 * (scale - Math.round((value / highest) * scale) + 1))
  const price = new Float64Array(nodes).fill(scale + 1, 0, points)
  /** The point of node a at which its tightest edge to node b begins, `gate[a * nodes + b]`; −1 for none. */
  const gate = new Int32Array(nodes * nodes).fill(-1)
  for (let a = 0; a < points; a++) {
    for (let b = 0; b < points; b++) if (a !== b) gate[a * nodes + b] = a
  }
  /** Outermost node of each node; −1 for a blossom that is not there. */
  const outer = Int32Array.from({ length: nodes }, (_, node) => (node < points ? node : -1))
  const ring: number[][] = Array.from({ length: nodes }, () => [])
  /** The node of a blossom's ring that holds a point, `holder[blossom * points + point]`. */
  const holder = new Int32Array(nodes * points).fill(-1)
  for (let point = 0; point < points; point++) holder[point * points + point] = point
  /** For each node the point its matched edge leads to, −1 while it has none. */
  const partner = new Int32Array(nodes).fill(-1)
  /** For each odd node the point its tree comes from. */
  const parent = new Int32Array(nodes).fill(-1)
  const [idle, even, odd] = [0, 1, 2]
  const mark = new Uint8Array(nodes)
  /** For each outermost node the even point with the tightest edge to it. */
  const tightest = new Int32Array(nodes).fill(-1)
  const visited = new Int32Array(nodes)
  let visit = 0
  let queue: number[] = []

  const slackOf = (a: number, b: number): number => {
    const [u, v] = [gate[a * nodes + b]!, gate[b * nodes + a]!]
    return price[u]! + price[v]! - gain[u * points + v]!
  }
  const outermost = (node: number): boolean => outer[node] === node
  const offer = (point: number, node: number): void => {
    if (tightest[node]! < 0 || slackOf(point, node) < slackOf(tightest[node]!, node)) tightest[node] = point
  }
  const findTightest = (node: number): void => {
    tightest[node] = -1
    for (let point = 0; point < points; point++) {
      if (outer[point] !== node && mark[outer[point]!] === even) offer(point, node)
    }
  }
  const enqueue = (node: number): void => {
    if (node < points) queue.push(node)
    else for (const part of ring[node]!) enqueue(part)
  }
  const setOuter = (node: number, blossom: number): void => {
    outer[node] = blossom
    for (const part of ring[node]!) setOuter(part, blossom)
  }
  /** Steps from the base of a blossom to a node of its ring, going round the way on which that is an even number. */
  const evenSteps = (blossom: number, node: number): number => {
    const around = ring[blossom]!
    const steps = around.indexOf(node)
    if (steps % 2 === 0) return steps
    ring[blossom] = [around[0]!, ...around.slice(1).toReversed()]
    return around.length - steps
  }
  /** Matches node a by its tightest edge to node b, and what is within a accordingly. */
  const pair = (a: number, b: number): void => {
    partner[a] = gate[b * nodes + a]!
    if (a < points) return
    const entry = holder[a * points + gate[a * nodes + b]!]!
    const steps = evenSteps(a, entry)
    const around = ring[a]!
    for (let at = 0; at < steps; at++) pair(around[at]!, around[at ^ 1]!)
    pair(entry, b)
    ring[a] = [...around.slice(steps), ...around.slice(0, steps)]
  }
  const outerPartner = (node: number): number => (partner[node]! < 0 ? -1 : outer[partner[node]!]!)
  /** Matches a with b, and exchanges matched and other edges from a back to the root of its tree. */
  const augment = (a: number, b: number): void => {
    for (;;) {
      const former = outerPartner(a)
      pair(a, b)
      if (former < 0) return
      const next = outer[parent[former]!]!
      pair(former, next)
      a = next
      b = former
    }
  }
  /** Where the ways from two nodes back to their roots meet; −1 where they do not. */
  const meeting = (a: number, b: number): number => {
    visit++
    for (let [node, other] = [a, b]; node >= 0 || other >= 0; [node, other] = [other, node]) {
      if (node < 0) continue
      if (visited[node] === visit) return node
      visited[node] = visit
      const back = outerPartner(node)
      node = back < 0 ? -1 : outer[parent[back]!]!
    }
    return -1
  }
  const shrink = (a: number, base: number, b: number): void => {
    const blossom = outer.indexOf(-1)
    const side = (from: number): number[] => {
      const way: number[] = []
      for (let node = from; node !== base;) {
        const odds = outerPartner(node)
        way.push(node, odds)
        enqueue(odds)
        node = outer[parent[odds]!]!
      }
      return way
    }
    ring[blossom] = [base, ...side(a).toReversed(), ...side(b)]
    price[blossom] = 0
    mark[blossom] = even
    partner[blossom] = partner[base]!
    setOuter(blossom, blossom)
    for (let node = 0; node < nodes; node++) gate[blossom * nodes + node] = gate[node * nodes + blossom] = -1
    for (const part of ring[blossom]!) {
      for (let node = 0; node < nodes; node++) {
        if (gate[part * nodes + node]! < 0) continue
        if (gate[blossom * nodes + node]! >= 0 && slackOf(part, node) >= slackOf(blossom, node)) continue
        gate[blossom * nodes + node] = gate[part * nodes + node]!
        gate[node * nodes + blossom] = gate[node * nodes + part]!
      }
      for (let point = 0; point < points; point++) {
        if (holder[part * points + point]! >= 0) holder[blossom * points + point] = part
      }
    }
    findTightest(blossom)
  }
  const expand = (blossom: number): void => {
    for (const part of ring[blossom]!) setOuter(part, part)
    const from = parent[blossom]!
    const entry = holder[blossom * points + gate[blossom * nodes + from]!]!
    const steps = evenSteps(blossom, entry)
    const around = ring[blossom]!
    for (let at = 0; at < steps; at += 2) {
      const [first, second] = [around[at]!, around[at + 1]!]
      parent[first] = gate[second * nodes + first]!
      mark[first] = odd
      mark[second] = even
      tightest[first] = -1
      findTightest(second)
      enqueue(second)
    }
    mark[entry] = odd
    parent[entry] = from
    for (const part of around.slice(steps + 1)) {
      mark[part] = idle
      findTightest(part)
    }
    outer[blossom] = -1
    ring[blossom] = []
    holder.fill(-1, blossom * points, (blossom + 1) * points)
  }
  /** Follows an edge without slack from an even point; true where it made the matching larger. */
  const follow = (u: number, v: number): boolean => {
    const [a, b] = [outer[u]!, outer[v]!]
    if (mark[b] === idle) {
      const next = outerPartner(b)
      parent[b] = u
      mark[b] = odd
      mark[next] = even
      tightest[b] = tightest[next] = -1
      enqueue(next)
    } else if (mark[b] === even) {
      const base = meeting(a, b)
      if (base < 0) {
        augment(a, b)
        augment(b, a)
        return true
      }
      shrink(a, base, b)
    }
    return false
  }
  const search = (): boolean => {
    for (let u = queue.pop(); u !== undefined; u = queue.pop()) {
      if (mark[outer[u]!] === odd) continue
      for (let v = 0; v < points; v++) {
        if (outer[u] === outer[v]) continue
        if (slackOf(u, v) > 0) offer(u, outer[v]!)
        else if (follow(u, v)) return true
      }
    }
    return false
  }
  /** Changes prices as far as they may be, and follows the edges that lose their slack by it. */
  const reprice = (): boolean => {
    let step = Infinity
    for (let node = 0; node < nodes; node++) {
      if (!outermost(node)) continue
      if (node >= points && mark[node] === odd) step = Math.min(step, price[node]! / 2)
      if (tightest[node]! < 0 || mark[node] === odd) continue
      const slack = slackOf(tightest[node]!, node)
      step = Math.min(step, mark[node] === even ? slack / 2 : slack)
    }
    for (let node = 0; node < nodes; node++) {
      const state = outer[node]! < 0 ? idle : mark[outer[node]!]!
      const by = state === idle ? 0 : state === even ? -step : step
      if (node < points) price[node]! += by
      else if (outermost(node)) price[node]! -= 2 * by
    }
    for (let node = 0; node < nodes; node++) {
      const point = tightest[node]!
      if (!outermost(node) || point < 0 || outer[point] === node || slackOf(point, node) > 0) continue
      if (follow(gate[point * nodes + node]!, gate[node * nodes + point]!)) return true
    }
    for (let node = points; node < nodes; node++) {
      if (outermost(node) && mark[node] === odd && price[node] === 0) expand(node)
    }
    return false
  }

  for (let pairs = 0; pairs < points / 2; pairs++) {
    mark.fill(idle)
    tightest.fill(-1)
    queue = []
    for (let node = 0; node < nodes; node++) {
      if (!outermost(node) || partner[node]! >= 0) continue
      mark[node] = even
      parent[node] = -1
      enqueue(node)
    }
    while (!search() && !reprice());
  }
  return partner.slice(0, points)
}
