import { tokensOf } from './tokens.ts'

const numberOf = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0)

/** What codes of a font mean, by its ToUnicode map: UTF-16BE as it stands there. */
export const readToUnicode = (bytes: Uint8Array): Map<number, Buffer> => {
  const meanings = new Map<number, Buffer>()
  let strings: (Buffer | Buffer[])[] = []
  let inner: Buffer[] | undefined
  for (const token of tokensOf(bytes)) {
    if (token.kind === 'string') (inner ?? strings).push(Buffer.from(token.bytes))
    else if (token.kind === 'open' && token.bracket === '[') inner = []
    else if (token.kind === 'close' && token.bracket === '[' && inner) {
      strings.push(inner)
      inner = undefined
    } else if (token.kind === 'operator') {
      if (token.word === 'endbfchar')
        for (let at = 0; at + 1 < strings.length; at += 2) {
          const [code, meaning] = [strings[at], strings[at + 1]]
          if (Buffer.isBuffer(code) && Buffer.isBuffer(meaning)) meanings.set(numberOf(code), meaning)
        }
      if (token.word === 'endbfrange')
        for (let at = 0; at + 2 < strings.length; at += 3) {
          const [from, to, meaning] = strings.slice(at, at + 3)
          if (!Buffer.isBuffer(from) || !Buffer.isBuffer(to)) continue
          const [first, last] = [numberOf(from), Math.min(numberOf(to), numberOf(from) + 0xffff)]
          for (let code = first; code <= last; code++) {
            const one = Buffer.isBuffer(meaning) ? Buffer.from(meaning) : meaning?.[code - first]
            if (!one || one.length < 1) continue
            if (Buffer.isBuffer(meaning)) one[one.length - 1] = (one.at(-1)! + code - first) & 255
            meanings.set(code, one)
          }
        }
      if (token.word.startsWith('begin') || token.word.startsWith('end')) strings = []
    }
  }
  return meanings
}
