/**
 * The undominated partial choices of a knapsack, lightest first, each worth more than all lighter ones. A choice is
 * kept as its worth, its load and the change that led to it, so that any of them can be read back.
 */
export class PartialChoices {
  #size = 1
  #worth = new Float64Array(64)
  #load = new Float64Array(64)
  #change = new Int32Array(64)
  #nextWorth = new Float64Array(64)
  #nextLoad = new Float64Array(64)
  #nextChange = new Int32Array(64)
  #changes = 1
  #before = new Int32Array(1024)
  #place = new Int32Array(1024)

  /** Starts from one choice. */
  constructor(worth: number, load: number) {
    this.#worth[0] = worth
    this.#load[0] = load
  }

  get size(): number {
    return this.#size
  }

  worth(index: number): number {
    return this.#worth[index]!
  }

  load(index: number): number {
    return this.#load[index]!
  }

  change(index: number): number {
    return this.#change[index]!
  }

  /** Every choice both as it is and with the item at this place changed; dominated ones are dropped. */
  branch(place: number, worth: number, load: number): void {
    const size = this.#size
    this.#makeRoom(size)
    let kept = 0
    let mostWorth = -Infinity
    let as = 0
    let changed = 0
    while (as < size || changed < size) {
      const asLoad = as < size ? this.#load[as]! : Infinity
      const changedLoad = changed < size ? this.#load[changed]! + load : Infinity
      const asWorth = as < size ? this.#worth[as]! : -Infinity
      const changedWorth = changed < size ? this.#worth[changed]! + worth : -Infinity
      const takeAs = asLoad < changedLoad || (asLoad === changedLoad && asWorth >= changedWorth)
      const nextWorth = takeAs ? asWorth : changedWorth
      if (nextWorth > mostWorth) {
        mostWorth = nextWorth
        this.#nextWorth[kept] = nextWorth
        this.#nextLoad[kept] = takeAs ? asLoad : changedLoad
        this.#nextChange[kept] = takeAs ? this.#change[as]! : this.#record(this.#change[changed]!, place)
        kept++
      }
      if (takeAs) as++
      else changed++
    }
    ;[this.#worth, this.#nextWorth] = [this.#nextWorth, this.#worth]
    ;[this.#load, this.#nextLoad] = [this.#nextLoad, this.#load]
    ;[this.#change, this.#nextChange] = [this.#nextChange, this.#change]
    this.#size = kept
  }

  /** Drops the choices for which `keep` does not hold. */
  filter(keep: (worth: number, load: number) => boolean): void {
    let kept = 0
    for (let index = 0; index < this.#size; index++) {
      if (!keep(this.#worth[index]!, this.#load[index]!)) continue
      this.#worth[kept] = this.#worth[index]!
      this.#load[kept] = this.#load[index]!
      this.#change[kept] = this.#change[index]!
      kept++
    }
    this.#size = kept
  }

  /** The places changed on the way to a choice, from its `change`. */
  placesOf(change: number): number[] {
    const places: number[] = []
    for (let at = change; at > 0; at = this.#before[at]!) places.push(this.#place[at]!)
    return places
  }

  #record(before: number, place: number): number {
    this.#before[this.#changes] = before
    this.#place[this.#changes] = place
    return this.#changes++
  }

  #makeRoom(size: number): void {
    if (this.#nextWorth.length < 2 * size) {
      this.#nextWorth = new Float64Array(4 * size)
      this.#nextLoad = new Float64Array(4 * size)
      this.#nextChange = new Int32Array(4 * size)
    }
    if (this.#before.length < this.#changes + size) {
      this.#before = grown(this.#before, 2 * (this.#changes + size))
      this.#place = grown(this.#place, 2 * (this.#changes + size))
    }
  }
}

const grown = (values: Int32Array, length: number): Int32Array<ArrayBuffer> => {
  const longer = new Int32Array(length)
  longer.set(values)
  return longer
}
