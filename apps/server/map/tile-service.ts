import { Worker } from 'node:worker_threads'
import type { TileRequest } from './tile-worker.ts'
import type { Layers } from './tile-layers.ts'

type Reply = { id: number; bytes?: Uint8Array; failed?: string }

const worker = new URL('tile-worker.ts', import.meta.url)

/** Tiles kept as they were cut, at most; of one city at usual zooms there are some hundreds. */
const mostKept = 3000

/** Cuts tiles in a thread of its own, which starts with the first tile, and keeps them. */
export class TileService {
  #worker: Worker | undefined
  #next = 0
  readonly #waiting = new Map<
    number,
    { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void }
  >()
  readonly #sets = new Map<string, Promise<unknown>>()
  readonly #kept = new Map<string, Promise<Uint8Array>>()

  #ask(request: TileRequest): Promise<Uint8Array> {
    this.#worker ??= this.#start()
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject })
      this.#worker?.postMessage(request)
    })
  }

  #start(): Worker {
    const started = new Worker(worker)
    started.unref()
    started.on('message', ({ id, bytes, failed }: Reply) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (failed === undefined) waiting?.resolve(bytes ?? new Uint8Array())
      else waiting?.reject(new Error(failed))
    })
    started.on('error', (error) => {
      for (const { reject } of this.#waiting.values()) reject(error as Error)
      this.#waiting.clear()
      this.#sets.clear()
      this.#worker = undefined
    })
    return started
  }

  /** A gzipped tile of a set, which is read when it is first asked for; empty bytes where nothing is. */
  async tile(
    set: string,
    read: () => Promise<Layers>,
    { z, x, y }: { z: number; x: number; y: number },
  ): Promise<Uint8Array> {
    const key = `${set}/${z}/${x}/${y}`
    let tile = this.#kept.get(key)
    if (!tile) {
      tile = this.#cut(set, read, { z, x, y })
      this.#kept.set(key, tile)
      tile.catch(() => this.#kept.delete(key))
      const oldest = this.#kept.keys().next().value
      if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest)
    }
    return tile
  }

  async #cut(
    set: string,
    read: () => Promise<Layers>,
    place: { z: number; x: number; y: number },
  ): Promise<Uint8Array> {
    let made = this.#sets.get(set)
    if (!made) {
      made = read().then((layers) => this.#ask({ id: this.#next++, make: set, layers }))
      this.#sets.set(set, made)
      made.catch(() => this.#sets.delete(set))
    }
    await made
    return this.#ask({ id: this.#next++, of: set, ...place })
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }
}
