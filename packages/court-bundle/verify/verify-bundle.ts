import { caseInWords, checkCase } from '../case/custody.ts'
import {
  caseFileName,
  contentsFile,
  keyFile,
  parseContents,
  parseSigned,
  signedFile,
  type Contents,
} from '../contents/contents.ts'
import { digestOf, textOf } from './bytes.ts'
import { checkLogProof } from './log-proof.ts'
import { parseLogKey, signedText, type LogKey } from './signed-note.ts'

/** What is said of a file of a bundle. */
export type FileState = 'whole' | 'altered' | 'missing' | 'not listed' | 'signed with another key'
export type CheckedFile = { path: string; state: FileState; words: string }

export type VerifiedBundle = {
  /** The case that it is of, as far as it can be read. */
  case: string | undefined
  /** Name of the key that the list is signed with; undefined where no signature holds. */
  signedBy: string | undefined
  /** That key, as it is handed on. */
  key: string | undefined
  /** Whether it was given from elsewhere, or lay in the bundle, where whoever makes one anew can put in their own. */
  keyFrom: 'given' | 'bundle'
  files: CheckedFile[]
  /** Entries of the log that are shown to be in it. */
  proofs: number
  /** Size of the largest signed head among the proofs. */
  headSize: number
  /** What is wrong with the custody that the file of the case tells, in words; it may be whole all the same. */
  custodyFaults: string[]
  /** Whether every file is as it was signed with the key, whosever that is. */
  isUnchanged: boolean
  /** Whether every file is as the owner of a key that was given signed it. */
  isWhole: boolean
}

const wordsOf: Readonly<Record<FileState, string>> = {
  whole: 'As it was given out.',
  altered: 'It is not what was given out.',
  missing: 'It was given out, and is not here.',
  'not listed': 'It was not given out with the others.',
  'signed with another key': 'Its signature holds, and is by another key than was given: compare the two.',
}

const attempt = <T>(act: () => T): { value: T } | { fault: string } => {
  try {
    return { value: act() }
  } catch (error) {
    if (error instanceof RangeError) return { fault: error.message }
    throw error
  }
}

/** Keys that lie in a bundle, in its list and beside it. */
const ownKeys = (contents: Contents | undefined, file: Uint8Array | undefined): LogKey[] =>
  [() => contents?.key ?? '', () => (file ? textOf(file) : '')].flatMap((line) => {
    const key = attempt(() => parseLogKey(line()))
    return 'value' in key ? [key.value] : []
  })

/**
 * Says of each file whether it is what was given out. `keys`: keys of the log from elsewhere; without one, that of
 * the bundle is taken, which whoever makes a bundle anew can replace, so that it is unchanged at most and never whole. Where the signature does not hold, files are held
 * against the list that nobody signed.
 */
export const verifyBundle = (
  files: ReadonlyMap<string, Uint8Array>,
  keys: readonly LogKey[] = [],
): VerifiedBundle => {
  const [list, note] = [files.get(contentsFile), files.get(signedFile)]
  const contents = list ? attempt(() => parseContents(list)) : { fault: wordsOf.missing }
  const read = 'value' in contents ? contents.value : undefined
  const keyFrom = keys.length > 0 ? 'given' : 'bundle'
  const known = keyFrom === 'given' ? keys : ownKeys(read, files.get(keyFile))
  const signedBy = (by: readonly LogKey[]) =>
    note
      ? attempt(() => {
          const { text, key } = signedText(textOf(note), by)
          return { key, lines: parseSigned(text) }
        })
      : { fault: wordsOf.missing }
  const signed = signedBy(known)
  const holds = 'value' in signed ? signed.value : undefined
  const expected = new Map((holds?.lines ?? read?.files ?? []).map(({ path, sha256 }) => [path, sha256]))

  const checked: CheckedFile[] = [...expected].map(([path, sha256]) => {
    const bytes = files.get(path)
    const state = bytes ? (digestOf(bytes) === sha256 ? 'whole' : 'altered') : 'missing'
    return { path, state, words: wordsOf[state] }
  })
  if (!holds) {
    // Altered, or signed with a key that is not known: the one that is altered is the one that cannot be read.
    if ('fault' in contents)
      checked.push({ path: contentsFile, state: list ? 'altered' : 'missing', words: contents.fault })
    if ('fault' in signed) {
      const isByAnother = keyFrom === 'given' && 'value' in signedBy(ownKeys(read, files.get(keyFile)))
      checked.push(
        isByAnother
          ? { path: signedFile, state: 'signed with another key', words: wordsOf['signed with another key'] }
          : { path: signedFile, state: note ? 'altered' : 'missing', words: signed.fault },
      )
    }
  } else checked.push({ path: signedFile, state: 'whole', words: `Signed by ${holds.key.name}.` })
  for (const path of files.keys())
    if (!checked.some((each) => each.path === path))
      checked.push(
        !holds && path === contentsFile
          ? { path, state: 'whole', words: 'It can be read; its signature does not hold.' }
          : { path, state: 'not listed', words: wordsOf['not listed'] },
      )

  let [proofs, headSize] = [0, 0]
  for (const file of checked) {
    const bytes = file.path.endsWith('.tlog-proof') && file.state === 'whole' && files.get(file.path)
    if (!bytes) continue
    const shown = attempt(() => checkLogProof(bytes, known))
    if ('fault' in shown) {
      file.state = 'altered'
      file.words = shown.fault
    } else {
      proofs++
      headSize = Math.max(headSize, shown.value.size)
      file.words = `Entry ${shown.value.place} is in the log of ${shown.value.size} entries.`
    }
  }
  const custodyFaults: string[] = []
  const ofCase = checked.find(({ path, state }) => path === caseFileName && state === 'whole')
  const caseBytes = files.get(caseFileName)
  if (ofCase && caseBytes) {
    const found = attempt(() => checkCase(caseBytes))
    ofCase.words = 'value' in found ? caseInWords(found.value) : found.fault
    custodyFaults.push(...('value' in found ? found.value.faults.map(({ words }) => words) : [found.fault]))
  }
  checked.sort((one, other) => (one.path < other.path ? -1 : 1))
  const isUnchanged = holds !== undefined && checked.every(({ state }) => state === 'whole')
  return {
    case: read?.case,
    signedBy: holds?.key.name,
    key: holds?.key.line,
    keyFrom,
    files: checked,
    proofs,
    headSize,
    custodyFaults,
    isUnchanged,
    isWhole: isUnchanged && keyFrom === 'given',
  }
}
