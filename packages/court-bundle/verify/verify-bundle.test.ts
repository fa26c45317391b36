import { describe, expect, test } from 'vitest'
import { checkpointText } from '@mettrace/ledger/note/checkpoint'
import { signatureType, signingKey, verifyingKeyText } from '@mettrace/ledger/note/key'
import { formatNote } from '@mettrace/ledger/note/note'
import { formatProofFile } from '@mettrace/ledger/note/proof-file'
import { signText } from '@mettrace/ledger/note/sign'
import { GrowingTree } from '@mettrace/ledger/tree/growing-tree'
import { leafHash } from '@mettrace/ledger/tree/hash'
import { proveInclusion } from '@mettrace/ledger/tree/proofs'
import { testCounts } from '../../../test/counts.ts'
import {
  contentsFile,
  formatContents,
  keyFile,
  listOf,
  signedContents,
  signedFile,
} from '../contents/contents.ts'
import { checkLogProof } from './log-proof.ts'
import { parseLogKey } from './signed-note.ts'
import { verifyBundle } from './verify-bundle.ts'

const keyNamed = (name: string, seed: number) =>
  signingKey(name, signatureType.log, new Uint8Array(32).fill(seed))
const key = keyNamed('mettrace.log/test', 7)
const lineOf = verifyingKeyText(key)

/** A proof of one entry of a log of so many, as the product writes it. */
const proofOf = (place: number, size: number): Uint8Array => {
  const entries = Array.from({ length: size }, (_, at) => Buffer.from(`{"entry":${at}}`))
  const tree = new GrowingTree()
  const roots = new Map<string, Uint8Array>()
  for (const entry of entries)
    tree.append(leafHash(entry), (level, index, root) => roots.set(`${level}/${index}`, root))
  const text = checkpointText({ origin: key.name, size, root: tree.root() })
  const proof = proveInclusion(place, size, ({ level, index }) => roots.get(`${level}/${index}`)!)
  const checkpoint = { text, signatures: [signText(text, key)] }
  return Buffer.from(formatProofFile({ index: place, proof, checkpoint, extra: entries[place]! }))
}

/** A small bundle, as it is given out. */
const bundle = (): Map<string, Uint8Array> => {
  const files = new Map<string, Uint8Array>([
    ['1-statement.html', Buffer.from('<p>I seized JS/1.</p>')],
    ['1-statement.pdf', Buffer.from('%PDF-1.7 …')],
    ['log/4.tlog-proof', proofOf(4, 11)],
    ['log/9.tlog-proof', proofOf(9, 11)],
    [keyFile, Buffer.from(`${lineOf}\n`)],
    ['verify.html', Buffer.from('<title>Verify</title>')],
  ])
  files.set(
    contentsFile,
    formatContents({ format: 'mettrace-bundle/1', case: '2326/40112/26', key: lineOf, files: listOf(files) }),
  )
  const text = signedContents(key.name, listOf(files))
  return files.set(signedFile, Buffer.from(formatNote({ text, signatures: [signText(text, key)] })))
}
const states = (files: Map<string, Uint8Array>): Record<string, string> =>
  Object.fromEntries(
    verifyBundle(files)
      .files.filter(({ state }) => state !== 'whole')
      .map(({ path, state }) => [path, state]),
  )

test('a bundle as it was given out is whole, with its proofs and its signature', () => {
  const found = verifyBundle(bundle(), [parseLogKey(lineOf)])
  expect(found).toMatchObject({
    isWhole: true,
    isUnchanged: true,
    keyFrom: 'given',
    key: lineOf,
    case: '2326/40112/26',
    signedBy: key.name,
    proofs: 2,
    headSize: 11,
  })
  expect(found.files.map(({ path }) => path)).toEqual([...bundle().keys()].toSorted())
})

describe('one byte that is altered', () => {
  const paths = [...bundle().keys()]
  test.each(paths)('of %s is told as that file, and all others are whole', (path) => {
    const { length } = bundle().get(path)!
    const step = testCounts.full ? 1 : Math.max(1, Math.floor(length / 12))
    for (let at = 0; at < length; at += step) {
      const files = bundle()
      const altered = Buffer.from(files.get(path)!)
      altered[at]! ^= 1
      files.set(path, altered)
      const found = verifyBundle(files)
      expect([at, states(files), found.isUnchanged]).toEqual([at, { [path]: 'altered' }, false])
    }
  })

  test.each(paths)('a missing %s is told as that, and all others are whole', (path) => {
    const files = bundle()
    files.delete(path)
    expect(states(files)).toEqual({ [path]: 'missing' })
  })
})

test('what was put in is told', () => {
  expect(states(bundle().set('2-statement.html', Buffer.from('I saw him.')))).toEqual({
    '2-statement.html': 'not listed',
  })
})

test('without a key from elsewhere a bundle is unchanged at most, never whole, and the key is told', () => {
  expect(verifyBundle(bundle())).toMatchObject({
    isWhole: false,
    isUnchanged: true,
    keyFrom: 'bundle',
    key: lineOf,
  })
})

test('a bundle that somebody made anew with a key of their own is never whole, and is told by the key that is known', () => {
  const theirs = keyNamed('mettrace.log/test', 8)
  const files = bundle()
  const theirLine = verifyingKeyText(theirs)
  files.delete(signedFile)
  files.delete(contentsFile)
  files.delete('log/4.tlog-proof')
  files.delete('log/9.tlog-proof')
  files.set('1-statement.html', Buffer.from('<p>I saw him take it.</p>')).set(keyFile, Buffer.from(theirLine))
  files.set(
    contentsFile,
    formatContents({ format: 'mettrace-bundle/1', case: '1', key: theirLine, files: listOf(files) }),
  )
  const text = signedContents(key.name, listOf(files))
  files.set(signedFile, Buffer.from(formatNote({ text, signatures: [signText(text, theirs)] })))
  expect(verifyBundle(files)).toMatchObject({
    isWhole: false,
    isUnchanged: true,
    keyFrom: 'bundle',
    key: theirLine,
  })
  const known = verifyBundle(files, [parseLogKey(lineOf)])
  expect([known.isWhole, known.isUnchanged, known.signedBy, known.key]).toEqual([
    false,
    false,
    undefined,
    undefined,
  ])
})

test('a proof is checked, not only its digest', () => {
  const entry = Buffer.from('{"entry":4}').toString('base64')
  const other = Buffer.from('{"entry":5}').toString('base64')
  const text = Buffer.from(proofOf(4, 11)).toString()
  expect(text).toContain(entry)
  const keys = [parseLogKey(lineOf)]
  expect(checkLogProof(Buffer.from(text), keys)).toMatchObject({ place: 4, size: 11, entry: '{"entry":4}' })
  expect(() => checkLogProof(Buffer.from(text.replace(entry, other)), keys)).toThrow(
    'The signed head does not have this entry at place 4.',
  )
  expect(() => checkLogProof(Buffer.from(text.replace('index 4', 'index 5')), keys)).toThrow(RangeError)
  expect(() =>
    checkLogProof(Buffer.from(text), [parseLogKey(verifyingKeyText(keyNamed('other', 1)))]),
  ).toThrow('It is not signed by the key of the log.')
  for (let size = 1; size < 20; size++)
    for (let place = 0; place < size; place++)
      expect(checkLogProof(proofOf(place, size), keys)).toMatchObject({ place, size })
})
