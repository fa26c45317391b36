import { parentPort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { TileCutter, type Layers } from './tile-layers.ts'

export type TileRequest =
  { id: number; make: string; layers: Layers } | { id: number; of: string; z: number; x: number; y: number }

const cutters = new Map<string, TileCutter>()

parentPort?.on('message', (request: TileRequest) => {
  const { id } = request
  try {
    if ('make' in request) {
      cutters.set(request.make, new TileCutter(request.layers))
      parentPort?.postMessage({ id })
      return
    }
    const bytes = cutters.get(request.of)?.cut(request.z, request.x, request.y) ?? new Uint8Array()
    parentPort?.postMessage({ id, bytes: bytes.length === 0 ? bytes : gzipSync(bytes) })
  } catch (error) {
    parentPort?.postMessage({ id, failed: error instanceof Error ? error.message : String(error) })
  }
})
