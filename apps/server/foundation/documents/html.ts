import { createHash } from 'node:crypto'
import type { Block, PaperDocument, Part } from './document.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
const lines = (text: string): string => text.split('\n').map(escaped).join('<br>')

const styles = `
body { font: 1rem/1.5 "Noto Sans", Arial, sans-serif; color: #0b0c0c; background: #fff; max-width: 50rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; border-bottom: 1px solid #505a5f; font-weight: bold }
section + section { break-before: page; border-top: 1px solid #505a5f }
div.table { overflow-x: auto }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
caption { text-align: start; font-weight: bold; padding-bottom: .25rem }
th, td { overflow-wrap: break-word; text-align: start; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #b1b4b6 }
tbody th { font-weight: normal }
img { max-width: 100%; height: auto }
p.code { font-size: 1.5rem; font-weight: bold }
p.signature { margin-top: 4rem; border-top: 1px solid #0b0c0c; max-width: 25rem }
@media print { body { max-width: none; padding: 0 } tr { break-inside: avoid } }
`

const mediaOf = (picture: Uint8Array): string => (picture[0] === 0xff ? 'image/jpeg' : 'image/png')

const blockHtml = (block: Block): string => {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${lines(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p${block.look ? ` class="${block.look}"` : ''}>${lines(block.text)}</p>`
    case 'list': {
      const tag = block.isNumbered ? 'ol' : 'ul'
      return `<${tag}>\n${block.items.map((item) => `<li>${lines(item)}</li>`).join('\n')}\n</${tag}>`
    }
    case 'table': {
      const head = block.columns.map(({ title }) => `<th scope="col">${lines(title)}</th>`).join('')
      const rows = block.rows.map(([first = '', ...others]) => {
        const cells = others.map((cell) => `<td>${lines(cell)}</td>`).join('')
        return `<tr><th scope="row">${lines(first)}</th>${cells}</tr>`
      })
      return [
        '<div class="table" tabindex="0" role="group" aria-label="' + escaped(block.caption) + '"><table>',
        `<caption>${lines(block.caption)}</caption>`,
        `<thead><tr>${head}</tr></thead>`,
        `<tbody>\n${rows.join('\n')}\n</tbody>`,
        '</table></div>',
      ].join('\n')
    }
    case 'figure': {
      const bytes = Buffer.from(block.picture).toString('base64')
      return `<figure><img src="data:${mediaOf(block.picture)};base64,${bytes}" alt="${escaped(block.alt)}"><figcaption>${lines(block.caption)}</figcaption></figure>`
    }
    case 'signature':
      return `<p class="signature">${lines(block.label)}</p>`
  }
}

const partHtml = ({ language, blocks }: Part): string =>
  `<section lang="${escaped(language)}" dir="auto">\n${blocks.map(blockHtml).join('\n')}\n</section>`

/** A web page that needs nothing but itself, loads nothing and runs nothing. */
export const documentHtml = ({ title, language, marking, reference, parts }: PaperDocument): string => {
  const style = createHash('sha256').update(styles).digest('base64')
  const head = [marking, reference].filter((text) => text !== '').map((text) => `<span>${lines(text)}</span>`)
  return [
    '<!doctype html>',
    `<html lang="${escaped(language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-${style}'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${styles}</style>`,
    '</head>',
    '<body>',
    ...(head.length > 0 ? [`<header>${head.join('')}</header>`] : []),
    '<main>',
    parts.map(partHtml).join('\n'),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}
