/** What a content stream is made of. */
export type Token =
  | { kind: 'operator'; word: string }
  | { kind: 'name'; name: string }
  | { kind: 'number'; value: number }
  | { kind: 'string'; bytes: Uint8Array }
  | { kind: 'open' | 'close'; bracket: '[' | '<<' }

const isSpace = (byte: number): boolean =>
  byte === 0 || byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 32
const delimiters = new Set(Array.from('()<>[]{}/%', (character) => character.charCodeAt(0)))
const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 }

/** Reads the tokens of a content stream. A picture within it is passed over. */
export function* tokensOf(bytes: Uint8Array): Generator<Token> {
  let at = 0
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

  const literal = (): Uint8Array => {
    const out: number[] = []
    let depth = 1
    at++
    while (at < text.length && depth > 0) {
      const character = text[at]!
      if (character === '\\') {
        const next = text[at + 1] ?? ''
        const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0]
        if (octal) {
          out.push(Number.parseInt(octal, 8) & 255)
          at += 1 + octal.length
          continue
        }
        if (next === '\r' || next === '\n') {
          at += next === '\r' && text[at + 2] === '\n' ? 3 : 2
          continue
        }
        out.push(escapes[next] ?? next.charCodeAt(0))
        at += 2
        continue
      }
      if (character === '(') depth++
      if (character === ')') depth--
      if (depth > 0) out.push(character.charCodeAt(0))
      at++
    }
    return Uint8Array.from(out)
  }

  while (at < text.length) {
    const byte = text.charCodeAt(at)
    const character = text[at]!
    if (isSpace(byte)) at++
    else if (character === '%') while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++
    else if (character === '(') yield { kind: 'string', bytes: literal() }
    else if (text.startsWith('<<', at) || text.startsWith('>>', at)) {
      yield { kind: character === '<' ? 'open' : 'close', bracket: '<<' }
      at += 2
    } else if (character === '<') {
      const end = text.indexOf('>', at)
      const hex = text.slice(at + 1, end < 0 ? undefined : end).replaceAll(/\s+/g, '')
      yield { kind: 'string', bytes: Buffer.from(hex.length % 2 ? `${hex}0` : hex, 'hex') }
      at = end < 0 ? text.length : end + 1
    } else if (character === '[' || character === ']') {
      yield { kind: character === '[' ? 'open' : 'close', bracket: '[' }
      at++
    } else if (character === '{' || character === '}' || character === ')' || character === '>') at++
    else {
      const from = at++
      while (at < text.length && !isSpace(text.charCodeAt(at)) && !delimiters.has(text.charCodeAt(at))) at++
      const word = text.slice(from, at)
      if (character === '/')
        yield {
          kind: 'name',
          name: word
            .slice(1)
            .replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
              String.fromCharCode(Number.parseInt(hex, 16)),
            ),
        }
      else if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) yield { kind: 'number', value: Number(word) }
      else {
        yield { kind: 'operator', word }
        if (word === 'ID') {
          const end = text.slice(at).search(/\sEI(?=\s|$)/)
          at = end < 0 ? text.length : at + end
        }
      }
    }
  }
}
