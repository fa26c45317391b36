import { digestOf, textOf, utf8 } from '../verify/bytes.ts'

/** Files of a bundle that say what the others are. */
export const contentsFile = 'manifest.json'
export const signedFile = 'manifest.note'
/** The log's key, once more: so that a change of the list is told as that, and not as one of the signature. */
export const keyFile = 'log/key'

/** The case for other programs, as CASE/UCO 1.4.0 in JSON-LD. */
export const caseFileName = 'case.jsonld'

export type Listed = { path: string; sha256: string; bytes: number }

/** What a bundle lists: every file but itself and its signature. */
export type Contents = {
  format: 'mettrace-bundle/1'
  case: string
  /** Key of the log, as it is handed on. */
  key: string
  files: Listed[]
}

/** A path that leads out of nowhere and means one file: small letters, digits, `-`, `.` and `/`. */
export const isPath = (path: string): boolean => /^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9.-]*)*$/.test(path)

export const listOf = (files: ReadonlyMap<string, Uint8Array>): Listed[] =>
  [...files]
    .map(([path, bytes]) => ({ path, sha256: digestOf(bytes), bytes: bytes.length }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))

/** The list as a file. */
export const formatContents = (contents: Contents): Uint8Array =>
  utf8(`${JSON.stringify(contents, null, 2)}\n`)

/** Reads the list. Errors: RangeError where it is none. */
export const parseContents = (bytes: Uint8Array): Contents => {
  let read: unknown
  try {
    read = JSON.parse(textOf(bytes))
  } catch {
    throw new RangeError('It is not JSON.')
  }
  const { format, case: of, key, files } = (read ?? {}) as Record<string, unknown>
  if (
    format !== 'mettrace-bundle/1' ||
    typeof of !== 'string' ||
    typeof key !== 'string' ||
    !Array.isArray(files)
  )
    throw new RangeError('It is no list of a bundle.')
  return { format, case: of, key, files: files.map(listed) }
}

const listed = (file: unknown): Listed => {
  const { path, sha256, bytes } = (file ?? {}) as Record<string, unknown>
  if (typeof path !== 'string' || typeof sha256 !== 'string' || typeof bytes !== 'number' || !isPath(path))
    throw new RangeError('A line of it is no file.')
  return { path, sha256, bytes }
}

/**
 * What the log signs for a bundle: a heading that no head of a log has, then the digest and path of every file, the list
 * itself among them.
 */
export const signedContents = (origin: string, files: readonly Listed[]): string =>
  [`${origin} bundle`, ...files.map(({ path, sha256 }) => `${sha256} ${path}`), ''].join('\n')

/** Reads such a text. Errors: RangeError where it is none, or a path is in it twice. */
export const parseSigned = (text: string): Pick<Listed, 'path' | 'sha256'>[] => {
  const [heading = '', ...lines] = text.split('\n').slice(0, -1)
  if (!heading.endsWith(' bundle')) throw new RangeError('It is not of a bundle.')
  const paths = new Set<string>()
  return lines.map((line) => {
    const [, sha256 = '', path = ''] = /^([0-9a-f]{64}) (\S+)$/.exec(line) ?? []
    if (!isPath(path) || paths.has(path)) throw new RangeError('A line of it is no file.')
    paths.add(path)
    return { path, sha256 }
  })
}
