import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { parseVerifyingKey, signatureType, type VerifyingKey } from '../note/key.ts'
import { checkProofFile, parseProofFile } from '../note/proof-file.ts'
import type { HeldSignature } from '../note/sign.ts'
import { parseTilePath } from '../tiles/paths.ts'
import { leafHash, sameHash } from '../tree/hash.ts'
import type { LogReader } from './check-entries.ts'
import type { Finding } from './finding.ts'
import { signedHead } from './heads.ts'
import { checkLeftovers } from './leftovers.ts'
import { verifyBundle } from './verify-bundle.ts'
import { verifyLog } from './verify-log.ts'

export type Verified = {
  /** What was checked. */
  kind: 'log' | 'bundle' | 'entry'
  head: { origin: string; size: number; root: string } | undefined
  /** Whose signatures of the head hold. */
  signatures: HeldSignature[]
  /** Witnesses whose key was given and who have not signed the head. */
  missing: string[]
  /** Entries read and hashed. */
  entries: number
  /** Earlier heads that the log goes on from. */
  confirmed: number
  /** The entry, of a proof. */
  entry: string | undefined
  /** Files of earlier heads that were left in the folder and agree with the log; a log that is served is not looked through. */
  leftovers: string[]
  findings: Finding[]
}

export type Means = {
  /** Keys of the log and of its witnesses. Without any, those that lie with the log are believed. */
  keys: readonly VerifyingKey[]
  /** Heads that were kept earlier. */
  earlier: readonly Uint8Array[]
}

/** Name of the file, beside the head of a log, with the keys that it goes by: a line for each. */
export const keysFile = 'keys'

/** Reads lines of keys. Errors: RangeError saying what is wrong with one. */
export const parseKeys = (text: string): VerifyingKey[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(parseVerifyingKey)

const readIfThere = async (file: string): Promise<Uint8Array | undefined> => {
  try {
    return await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** Reads a log from its folder, or from its address as other logs are served (C2SP tlog-tiles). */
export const readerOf = (place: string): LogReader =>
  /^https?:\/\//.test(place)
    ? async (path) => {
        const answer = await fetch(`${place.replace(/\/+$/, '')}/${path}`)
        if (answer.status === 404) return undefined
        if (!answer.ok) throw new RangeError(`${place} answers ${answer.status} for ${path}.`)
        return new Uint8Array(await answer.arrayBuffer())
      }
    : (path) => readIfThere(join(place, path))

/** Files below `tile/` in the folder of a log, by their paths in it; none for a log that is served. */
const filesOf = async (place: string): Promise<string[]> => {
  if (/^https?:\/\//.test(place)) return []
  try {
    const entries = await readdir(join(place, 'tile'), { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(place, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .toSorted()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Folder of the log and path below it, of a bundle of entries. */
const bundleOf = (path: string): { log: string; bundle: string } | undefined => {
  const at = path.replaceAll('\\', '/').lastIndexOf('tile/entries/')
  return at < 0 ? undefined : { log: path.slice(0, at) || '.', bundle: path.slice(at) }
}

const keysFor = async (read: LogReader, keys: readonly VerifyingKey[]): Promise<readonly VerifyingKey[]> => {
  if (keys.length > 0) return keys
  const own = await read(keysFile)
  if (!own) throw new RangeError('No key was given, and none lies with the log.')
  return parseKeys(Buffer.from(own).toString())
}

/**
 * Checks what stands at a path from files alone: the folder or address of a log, a bundle of its entries, or the proof
 * of one entry. Errors: RangeError when it is none of these, or when there is no key to check it with.
 */
export const verifyPath = async (path: string, { keys, earlier }: Means): Promise<Verified> => {
  const bundle = bundleOf(path)
  if (bundle) {
    const place = parseTilePath(bundle.bundle)
    if (place?.level !== 'entries') throw new RangeError(`${bundle.bundle} is not the path of a bundle.`)
    const read = readerOf(bundle.log)
    const known = await keysFor(read, keys)
    return summed('bundle', await verifyBundle(read, place, known), known)
  }
  const isLog = /^https?:\/\//.test(path) || (await stat(path)).isDirectory()
  if (!isLog) return verifyProof(await readFile(path, 'utf8'), keys, earlier)
  const read = readerOf(path)
  const known = await keysFor(read, keys)
  const report = await verifyLog(read, known, earlier)
  const leftovers = await checkLeftovers(read, await filesOf(path), report.head?.size ?? 0, report.findings)
  return summed('log', { ...report, leftovers }, known)
}

type Summable = {
  head: { origin: string; size: number; root: Uint8Array; signatures: HeldSignature[] } | undefined
  entries: number
  confirmed?: number
  entry?: string
  leftovers?: string[]
  findings: Finding[]
}

const summed = (kind: Verified['kind'], report: Summable, keys: readonly VerifyingKey[]): Verified => {
  const signatures = report.head?.signatures ?? []
  return {
    kind,
    head: report.head && {
      origin: report.head.origin,
      size: report.head.size,
      root: Buffer.from(report.head.root).toString('base64'),
    },
    signatures,
    missing: keys
      .filter(({ type, id }) => type === signatureType.witness && !signatures.some((each) => each.id === id))
      .map(({ name }) => name),
    entries: report.entries,
    confirmed: report.confirmed ?? 0,
    entry: report.entry,
    leftovers: report.leftovers ?? [],
    findings: report.findings,
  }
}

const verifyProof = (
  text: string,
  keys: readonly VerifyingKey[],
  earlier: readonly Uint8Array[],
): Verified => {
  if (keys.length === 0) throw new RangeError('The proof of an entry needs the key of its log.')
  const file = parseProofFile(text)
  if (!file.extra) throw new RangeError('The proof does not hold its entry.')
  const entry = Buffer.from(file.extra).toString()
  const where = `entry ${file.index}`
  try {
    const { head, signatures } = checkProofFile(file, leafHash(file.extra), keys)
    // Other sizes cannot be held against one proof: that takes the log.
    const same = earlier.map((bytes) => signedHead(bytes, keys)).filter(({ size }) => size === head.size)
    const differs = same.some(({ root }) => !sameHash(root, head.root))
    const findings = differs
      ? [{ where, words: 'The head of this proof is not the head of that size that was kept.' }]
      : []
    const report = { head: { ...head, signatures }, entries: 1, confirmed: same.length, entry, findings }
    return summed('entry', report, keys)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const findings = [{ where, words: error.message }]
    return summed('entry', { head: undefined, entries: 0, entry, findings }, keys)
  }
}
