/**
 * A queue that is fair between people: they take turns, and each person's own things come in the order in which they
 * were put in. Who asks for two hundred things keeps another who asks for one waiting for one of them.
 */
export class FairQueue<Item> {
  /** Those who wait, the next first. */
  readonly #people = new Map<string, Item[]>()

  get size(): number {
    return [...this.#people.values()].reduce((sum, { length }) => sum + length, 0)
  }

  add(person: string, item: Item): void {
    const own = this.#people.get(person)
    if (own) own.push(item)
    else this.#people.set(person, [item])
  }

  /** Takes out the next; whose it was stands behind all others then. */
  next(): Item | undefined {
    const [first] = this.#people
    if (!first) return undefined
    const [person, own] = first
    const item = own.shift()
    this.#people.delete(person)
    if (own.length > 0) this.#people.set(person, own)
    return item
  }

  /** Takes one out before its turn; false when it is not there. */
  remove(item: Item): boolean {
    for (const [person, own] of this.#people) {
      const at = own.indexOf(item)
      if (at === -1) continue
      own.splice(at, 1)
      if (own.length === 0) this.#people.delete(person)
      return true
    }
    return false
  }

  /** How many come before it, as things stand; undefined when it is not there. */
  before(item: Item): number | undefined {
    const waiting = [...this.#people.values()]
    const turn = waiting.findIndex((own) => own.includes(item))
    const round = waiting[turn]?.indexOf(item)
    if (round === undefined) return undefined
    return waiting.reduce((sum, { length }, at) => {
      if (at === turn) return sum + round
      return sum + Math.min(length, at < turn ? round + 1 : round)
    }, 0)
  }
}
