import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkpointText, parseCheckpoint } from './checkpoint.ts'
import { parseVerifyingKey, signatureType, signingKey, verifyingKeyText } from './key.ts'
import { formatNote, parseNote } from './note.ts'
import { cosignText, heldSignatures, signText } from './sign.ts'

/** Note and key of the documentation of golang.org/x/mod/sumdb/note. */
const neumannKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const neumannNote = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`
/** Example of C2SP tlog-cosignature. */
const sofa = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`

const seed = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const logKey = signingKey('met.example/log', signatureType.log, seed(1))
const witnessKey = signingKey('witness.example/one', signatureType.witness, seed(2))
const text = checkpointText({ origin: 'met.example/log', size: 7, root: seed(9) })

describe('keys', () => {
  test('have the id and the line that others give them', () => {
    expect(verifyingKeyText(parseVerifyingKey(neumannKey))).toBe(neumannKey)
    // RFC 8032, 7.1, test 1.
    const key = signingKey(
      'example',
      signatureType.log,
      Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'),
    )
    expect(Buffer.from(key.publicKey).toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    )
    expect(Buffer.from(key.sign(new Uint8Array())).toString('hex')).toMatch(
      /^e5564300c360ac729086e2cc806e828a/,
    )
  })

  test('of one seed and name differ by what they sign', () => {
    const witness = signingKey(logKey.name, signatureType.witness, seed(1))
    expect(witness.id).not.toBe(logKey.id)
  })

  test.each([
    ['no plus', 'example'],
    ['a wrong id', neumannKey.replace('c74f20a3', 'c74f20a4')],
    ['another kind of key', 'example+00000000+BgAA'],
    ['base64 that is none', neumannKey.replace('ARpc', 'AR.c')],
  ])('are refused with %s', (_, line) => {
    expect(() => parseVerifyingKey(line)).toThrow(RangeError)
  })

  test('are refused with a name that would break a line', () => {
    for (const name of ['', 'a b', 'a+b', 'a\nb', 'a\u00a0b', 'a\u2003b'])
      expect(() => signingKey(name, signatureType.log, seed(1))).toThrow(RangeError)
    expect(() => signingKey('a', signatureType.log, new Uint8Array(31))).toThrow(RangeError)
  })
})

describe('notes', () => {
  test('signed by others hold', () => {
    const note = parseNote(neumannNote)
    const [held] = heldSignatures(note, [parseVerifyingKey(neumannKey)])
    expect(held).toMatchObject({ name: 'PeterNeumann', time: undefined })
    expect(formatNote(note)).toBe(neumannNote)
    const changed = parseNote(neumannNote.replace('your problem is', 'my problem is'))
    expect(() => heldSignatures(changed, [parseVerifyingKey(neumannKey)])).toThrow(
      'PeterNeumann does not hold',
    )
  })

  test('of the specification are read as it says', () => {
    const note = parseNote(Buffer.from(sofa))
    expect(parseCheckpoint(note.text)).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20852163,
    })
    expect(note.signatures.map(({ name, id }) => [name, id])).toEqual([
      ['example.com/behind-the-sofa', '033de0ae'],
      ['witness.example.com/w1', '8d66cf3f'],
    ])
    // The example is of 20 March 2023.
    expect(Buffer.from(note.signatures[1]?.signature ?? []).readBigUInt64BE()).toBe(1679315147n)
    expect(formatNote(note)).toBe(sofa)
  })

  test('signed by the log and a witness hold, and tell when the witness saw them', () => {
    const time = new Date('2026-11-24T12:00:00.900Z')
    const signatures = [signText(text, logKey), cosignText(text, witnessKey, time)]
    const note = parseNote(formatNote({ text, signatures }))
    expect(heldSignatures(note, [logKey, witnessKey])).toEqual([
      { name: logKey.name, id: logKey.id, type: 1, time: undefined },
      { name: witnessKey.name, id: witnessKey.id, type: 4, time: new Date('2026-11-24T12:00:00Z') },
    ])
  })

  test('are refused when no key is known, and when one known signature of several is wrong', () => {
    const good = signText(text, logKey)
    const stranger = signingKey('stranger.example', signatureType.log, seed(3))
    expect(() => heldSignatures({ text, signatures: [good] }, [stranger])).toThrow('not signed by a key')
    const wrong = { ...cosignText(text, witnessKey, new Date()), signature: new Uint8Array(72) }
    expect(() => heldSignatures({ text, signatures: [good, wrong] }, [logKey, witnessKey])).toThrow(
      RangeError,
    )
    expect(heldSignatures({ text, signatures: [good, wrong] }, [logKey])).toHaveLength(1)
  })

  test('with any one character changed are refused', () => {
    const signed = formatNote({ text, signatures: [signText(text, logKey)] })
    fc.assert(
      fc.property(fc.nat(signed.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        fc.pre(signed[at] !== character)
        const changed = signed.slice(0, at) + character + signed.slice(at + 1)
        expect(() => heldSignatures(parseNote(changed), [logKey])).toThrow(RangeError)
      }),
    )
  })

  test.each([
    ['no signature', 'text\n\n'],
    ['no empty line', 'text\n\u2014 a AAAAAAA=\n'],
    ['a control character', 'te\txt\n\n\u2014 a AAAAAAA=\n'],
    ['a short signature', 'text\n\n\u2014 a AAAA\n'],
    ['base64 with stray bits', 'text\n\n\u2014 a AAAAAAB=\n'],
    ['no last newline', 'text\n\n\u2014 a AAAAAAA='],
    ['a line that is no signature', 'text\n\n- a AAAAAAA=\n'],
  ])('are refused with %s', (_, note) => {
    expect(() => parseNote(note)).toThrow(RangeError)
  })

  test('are refused when they are not UTF-8', () => {
    expect(() => parseNote(Buffer.concat([Buffer.from(sofa), Uint8Array.of(0xff)]))).toThrow('UTF-8')
  })

  test('that could not be read again are not written', () => {
    for (const bad of ['no newline', 'tab\t\n', '\ud800\n'])
      expect(() => formatNote({ text: bad, signatures: [] })).toThrow(RangeError)
  })
})

describe('checkpoints', () => {
  test('come back as they were', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, root) => {
        const { origin, ...head } = parseCheckpoint(checkpointText({ origin: 'o', size, root }))
        expect(origin).toBe('o')
        expect({ size: head.size, root: [...head.root] }).toEqual({ size, root: [...root] })
      }),
    )
  })

  test.each([
    ['two lines', 'a\n1\n'],
    ['a leading zero', `a\n01\n${'A'.repeat(43)}=\n`],
    ['a negative size', `a\n-1\n${'A'.repeat(43)}=\n`],
    ['a size beyond counting', `a\n9007199254740993\n${'A'.repeat(43)}=\n`],
    ['a short root', 'a\n1\nAAAA\n'],
    ['an empty origin', `\n1\n${'A'.repeat(43)}=\n`],
    ['an empty extension line', `a\n1\n${'A'.repeat(43)}=\n\n`],
  ])('are refused with %s', (_, body) => {
    expect(() => parseCheckpoint(body)).toThrow(RangeError)
  })

  test('that are none are not written', () => {
    const root = seed(0)
    expect(() => checkpointText({ origin: '', size: 1, root })).toThrow(RangeError)
    expect(() => checkpointText({ origin: 'a', size: 1.5, root })).toThrow(RangeError)
    expect(() => checkpointText({ origin: 'a', size: 1, root: seed(0).subarray(1) })).toThrow(RangeError)
  })
})
