/** Hashes of a full tile, and entries of a full bundle (C2SP tlog-tiles). */
export const tileWidth = 256
/** Levels of the tree between one level of tiles and the next. */
export const tileHeight = 8

/** A tile of hashes, or a bundle of entries; of `width` 256 it is full. */
export type TilePlace = { level: number | 'entries'; index: number; width: number }

/** Path of a tile below the log's own address: `tile/<L>/<N>[.p/<W>]` (C2SP tlog-tiles). */
export const tilePath = ({ level, index, width }: TilePlace): string => {
  const parts = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    parts.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  }
  return `tile/${level}/${parts.join('/')}${width === tileWidth ? '' : `.p/${width}`}`
}

const form = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** Reads such a path; undefined when it is none, or not the one path of its tile. */
export const parseTilePath = (path: string): TilePlace | undefined => {
  const [, level = '', index = '', partial] = form.exec(path) ?? []
  const place: TilePlace = {
    level: level === 'entries' ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: partial === undefined ? tileWidth : Number(partial),
  }
  const right = place.level === 'entries' || place.level < 64
  return right && Number.isSafeInteger(place.index) && tilePath(place) === path ? place : undefined
}

/** Tiles of one level of a tree of `size` leaves, full ones first; for bundles of entries the level is 'entries'. */
export const tilesOfLevel = function* (level: number | 'entries', size: number): Generator<TilePlace> {
  const hashes = Math.floor(size / tileWidth ** (level === 'entries' ? 0 : level))
  const full = Math.floor(hashes / tileWidth)
  for (let index = 0; index < full; index++) yield { level, index, width: tileWidth }
  if (hashes % tileWidth > 0) yield { level, index: full, width: hashes % tileWidth }
}

/** How many levels of tiles a tree of `size` leaves has. */
export const tileLevels = (size: number): number => {
  let levels = 0
  for (let hashes = size; hashes > 0; hashes = Math.floor(hashes / tileWidth)) levels++
  return levels
}
