export type FrameRequest = { id: number; frame: ImageBitmap }
export type FrameAnswer = { id: number } & ({ texts: string[] } | { fault: string })

/** Reads the codes in a picture: their texts, each after its symbology identifier. Errors: where the reader does not start. */
export type CodeReader = (frame: ImageBitmap) => Promise<string[]>

type Waiting = { resolve: (texts: string[]) => void; reject: (error: Error) => void }

const startReader = (): CodeReader => {
  const worker = new Worker(new URL('./read-codes.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let last = 0
  const fail = (words: string): void => {
    started = undefined
    worker.terminate()
    for (const { reject } of waiting.values()) reject(new Error(words))
    waiting.clear()
  }
  worker.addEventListener('message', ({ data }: MessageEvent<FrameAnswer>) => {
    if ('fault' in data) return fail(data.fault)
    waiting.get(data.id)?.resolve(data.texts)
    waiting.delete(data.id)
  })
  worker.addEventListener('error', () => fail('The reader of codes did not start.'))
  return (frame) =>
    new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, frame } satisfies FrameRequest, [frame])
    })
}

let started: CodeReader | undefined

/** Started at the first code, and kept: compiling it takes longer than reading. Anew after a fault. */
export const codeReader = (): CodeReader => {
  started ??= startReader()
  return started
}
