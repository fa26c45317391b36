import { parseTilePath, tilePath, tileWidth, type TilePlace } from '../tiles/paths.ts'
import type { LogReader } from './check-entries.ts'
import type { Finding } from './finding.ts'

/** Hashes, or entries, that a level has in a log of so many entries. */
const lengthOf = (level: TilePlace['level'], size: number): number =>
  Math.floor(size / tileWidth ** (level === 'entries' ? 0 : level))

/** The file of a log of this size that the same hashes or entries are in; undefined where the log is not that long. */
const containerOf = ({ level, index, width }: TilePlace, size: number): TilePlace | undefined => {
  const first = index * tileWidth
  const length = lengthOf(level, size)
  return first + width > length ? undefined : { level, index, width: Math.min(tileWidth, length - first) }
}

const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(start.length, bytes.length)).equals(start)

/**
 * Looks at every file of a log that a log of its size does not need. What is left over of an earlier head has to be how a
 * file of the log begins: a reader could take it for the log. Gives those that agree, and those of a head that is not
 * published yet; what contradicts the log, or is no file of one, is told.
 */
export const checkLeftovers = async (
  read: LogReader,
  paths: readonly string[],
  size: number,
  findings: Finding[],
): Promise<string[]> => {
  const agreeing: string[] = []
  for (const path of paths) {
    // A file is written beside its name and then given it: one that stayed is of a process that ended in between.
    if (path.endsWith('.new')) {
      agreeing.push(path)
      continue
    }
    const place = parseTilePath(path)
    if (!place) {
      findings.push({ where: path, words: 'It is no file of a log.' })
      continue
    }
    const container = containerOf(place, size)
    if (container && tilePath(container) === path) continue
    const [bytes, whole] = [await read(path), container && (await read(tilePath(container)))]
    if (!container || !bytes || (whole && startsWith(whole, bytes))) agreeing.push(path)
    else
      findings.push({
        where: path,
        words: `It is left over from an earlier head, and is not how ${tilePath(container)} begins.`,
      })
  }
  return agreeing
}
