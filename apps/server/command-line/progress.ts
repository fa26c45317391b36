import type { Writable } from 'node:stream'

/** Tells how far a long piece of work has come. */
export type Progress = (words: string) => void

/**
 * Progress on standard error: one line that renews itself on a terminal, a line every two seconds elsewhere;
 * silent with `--json`, whose standard error is kept for the error object.
 */
export const progressOn = (
  stream: Writable & { isTTY?: boolean },
  quiet: boolean,
): { report: Progress; end: () => void } => {
  if (quiet) return { report: () => undefined, end: () => undefined }
  let lastAt = 0
  let shown = false
  return {
    report: (words) => {
      const now = Date.now()
      if (now - lastAt < (stream.isTTY ? 100 : 2000)) return
      lastAt = now
      shown = true
      stream.write(stream.isTTY ? `\r\u001B[2K${words}` : `${words}\n`)
    },
    end: () => {
      if (shown && stream.isTTY) stream.write('\r\u001B[2K')
    },
  }
}
