import { answerInWorker } from '../foundation/jobs/answer-in-worker.ts'
import { sharedBorders } from './shared-borders.ts'
import { decodeWkb } from './wkb.ts'

/** Outlines as they are kept; the answer is pairs of their places. */
export type BordersWork = { boundaries: Uint8Array[] }

answerInWorker(({ boundaries }: BordersWork): [number, number][] =>
  sharedBorders(boundaries.map((boundary) => decodeWkb(Buffer.from(boundary)))),
)
