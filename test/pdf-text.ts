import { inflateSync } from 'node:zlib'

type PdfObject = { text: string; stream: string }

const objectsOf = (bytes: Buffer): Map<string, PdfObject> => {
  const file = bytes.toString('latin1')
  return new Map(
    [...file.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => {
      const at = body.indexOf('stream\n')
      if (at < 0) return [id, { text: body, stream: '' }]
      const raw = Buffer.from(body.slice(at + 7, body.lastIndexOf('\nendstream')), 'latin1')
      const text = body.slice(0, at)
      return [id, { text, stream: text.includes('/FlateDecode') ? inflateSync(raw).toString('latin1') : '' }]
    }),
  )
}

const code = (hex: string): number => Number.parseInt(hex, 16)

/** Letters of a font by the codes that a page draws them with. */
const lettersOf = (cmap: string): Map<number, string> => {
  const letters = new Map<number, string>()
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from = '', to = ''] of block.matchAll(/<(\w+)> <(\w+)>/g))
      letters.set(code(from), String.fromCharCode(code(to)))
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', last = '', to = ''] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let at = code(from); at <= code(last); at++)
        letters.set(at, String.fromCharCode(code(to) + at - code(from)))
  return letters
}

/** What stands on each page of a PDF that Chromium printed; letters in the order in which they were drawn. */
export const pdfPages = (bytes: Buffer): string[] => {
  const objects = objectsOf(bytes)
  const at = (id: string | undefined): PdfObject => objects.get(id ?? '') ?? { text: '', stream: '' }
  const fonts = new Map<string, Map<number, string>>()
  const fontOf = (id: string): Map<number, string> => {
    const known = fonts.get(id) ?? lettersOf(at(/\/ToUnicode (\d+) 0 R/.exec(at(id).text)?.[1]).stream)
    fonts.set(id, known)
    return known
  }
  return [...objects.values()]
    .filter(({ text }) => /\/Type \/Page\b(?!s)/.test(text))
    .map(({ text }) => {
      const resources = /\/Resources (\d+) 0 R/.exec(text)
      const named = new Map(
        [...(resources ? at(resources[1]).text : text).matchAll(/\/(F\d+) (\d+) 0 R/g)].map(
          ([, name = '', id = '']) => [name, id],
        ),
      )
      let font = new Map<number, string>()
      let page = ''
      const { stream } = at(/\/Contents (\d+) 0 R/.exec(text)?.[1])
      for (const [, name, drawn] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
        if (name) font = fontOf(named.get(name) ?? '')
        else for (const hex of drawn?.match(/.{4}/g) ?? []) page += font.get(Number.parseInt(hex, 16)) ?? ''
      }
      return page
    })
}
