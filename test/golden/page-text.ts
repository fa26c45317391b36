import { createHash } from 'node:crypto'

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
  '#8288': '',
}
const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|#8288|nbsp);/g, (all, name: string) => entities[name] ?? all)

const attributes = (tag: string): Map<string, string> =>
  new Map(
    Array.from(tag.matchAll(/([\w:-]+)(?:="([^"]*)")?/g), ([, name = '', value = '']) => [
      name,
      decoded(value),
    ]),
  )

/** What each tag becomes; all others leave their content in the line. */
const marks: Record<string, string> = {
  h1: '\n\n# ',
  h2: '\n\n## ',
  h3: '\n\n### ',
  h4: '\n\n#### ',
  p: '\n',
  div: '\n',
  section: '\n',
  form: '\n[form] ',
  fieldset: '\n',
  legend: '\n',
  label: '\n',
  table: '\n',
  caption: '\n',
  tr: '\n',
  th: ' | ',
  td: ' | ',
  li: '\n- ',
  dt: '\n',
  dd: ': ',
  br: '\n',
  summary: '\n> ',
  button: '\n[button] ',
  option: '\n  * ',
  textarea: '\n[text] ',
  pre: '\n',
  nav: '\n',
  '/p': '\n',
  '/div': '\n',
  '/table': '\n',
  '/form': '\n',
}

/** A field with its value, but for what is drawn anew for every page. */
const fieldText = (tag: string): string => {
  const found = attributes(tag)
  const name = found.get('name') ?? ''
  if (name === 'form_token' || found.get('type') === 'file') return ''
  const checked = found.has('checked') ? ' checked' : ''
  return `[${name}=${found.get('value') ?? ''}${checked}]`
}

/** Figures that a script reads from the page; which version of the boundaries it is says nothing of them. */
const dataText = (tag: string): string =>
  Array.from(attributes(tag))
    .filter(
      ([name, value]) => name.startsWith('data-') && name !== 'data-version' && /^-?\d[\d.,]*$/.test(value),
    )
    .map(([name, value]) => `{${name}=${value}}`)
    .join('')

/** A drawing as its words, and a digest of its lines. */
const drawingText = (svg: string): string => {
  const words = Array.from(svg.matchAll(/<(?:text|title|desc|tspan)\b[^>]*>([^<]+)</g), ([, text = '']) =>
    decoded(text).trim(),
  )
  const lines = svg.replaceAll(/ (?:class|id|aria-\w+|role|href)="[^"]*"/g, '').replaceAll(/>[^<]*</g, '><')
  const digest = createHash('sha256').update(lines).digest('hex').slice(0, 8)
  return ` [drawing ${[digest, ...words.filter((text) => text !== '')].join('; ')}] `
}

/**
 * What a page says, a line for each of its blocks: headings, rows of tables, fields with their values, drawings by a
 * digest. Without addresses, scripts, styles and names of classes, which may move while figures stay.
 */
export const pageText = (html: string): string => {
  const title = decoded(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '')
  const main = /<main\b[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? html
  const text = main
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<svg\b[\s\S]*?<\/svg>/g, drawingText)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<(\/?[\w-]+)([^>]*)>/g, (_all, name: string, rest: string) => {
      if (name === 'input') return fieldText(rest)
      if (name === 'option' && /\bselected\b/.test(rest)) return '\n  * (chosen) '
      const field = name === 'select' || name === 'textarea' ? fieldText(rest) : ''
      return `${marks[name] ?? ''}${field}${dataText(rest)}`
    })
  const lines = decoded(text)
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' ').trim())
    .filter((line) => line !== '')
  return [`title: ${title}`, ...lines].join('\n')
}

/** Who is looking, and where they can go from here: the frame around every page. */
export const frameText = (html: string): string =>
  pageText(`<title></title><main>${/<header\b[\s\S]*<\/header>/.exec(html)?.[0] ?? ''}</main>`)
