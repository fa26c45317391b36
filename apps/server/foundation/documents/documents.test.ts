import { describe, expect, test } from 'vitest'
import { checkPdfUa } from '@mettrace/pdf-ua/check'
import { parseHTML } from 'linkedom'
import { readPdf } from '../../../../test/read-pdf.ts'
import type { Block, PaperDocument } from './document.ts'
import { writesWell } from './fonts.ts'
import { documentHtml } from './html.ts'
import { documentPdf } from './pdf.ts'

const madeAt = new Date('2026-12-01T10:00:00Z')
const documentOf = (blocks: Block[]): PaperDocument => ({
  title: 'A schedule',
  language: 'en-GB',
  marking: 'OFFICIAL-SENSITIVE',
  reference: 'Case 1',
  madeAt,
  parts: [{ language: 'en-GB', blocks }],
})
const digest = 'ab'.repeat(32)
/** A picture of one pixel. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const every: Block[] = [
  { kind: 'heading', level: 1, text: 'A schedule' },
  { kind: 'paragraph', text: 'Said by Zażółć Gęślą, Ștefan and Αθηνά: “quoted” – 14 °C' },
  { kind: 'heading', level: 2, text: 'What was done' },
  { kind: 'list', isNumbered: true, items: ['first', 'second'] },
  {
    kind: 'table',
    caption: 'Digests',
    columns: [
      { title: 'No', share: 1 },
      { title: 'SHA-256', share: 4 },
    ],
    rows: Array.from({ length: 90 }, (_, at) => [String(at + 1), digest]),
  },
  { kind: 'figure', picture: dot, alt: 'A dot', caption: 'Picture 1' },
  { kind: 'signature', label: 'Signature and date' },
]

describe('a PDF', () => {
  test('says what the web page says, in the same order, over as many sheets as it takes', async () => {
    const { text, sheets, roles } = await readPdf(await documentPdf(documentOf(every)))
    expect(text).toContain('Said by Zażółć Gęślą, Ștefan and Αθηνά: “quoted” – 14 °C')
    expect(text.replaceAll(' ', '').split(digest)).toHaveLength(91)
    expect(sheets).toBeGreaterThan(2)
    expect(text).toContain(`Page ${sheets} of ${sheets}`)
    expect(new Set(roles)).toEqual(
      new Set(
        'Root Document Part H1 P H2 L LI Lbl LBody Table Caption THead TBody TR TH TD Figure'.split(' '),
      ),
    )
    const page = parseHTML(documentHtml(documentOf(every))).document
    for (const { textContent } of page.querySelectorAll('h1, h2, p, li, caption'))
      expect(text).toContain(textContent)
    expect(page.querySelectorAll('th[scope=col]')).toHaveLength(2)
    expect(page.querySelectorAll('th[scope=row]')).toHaveLength(90)
  })

  test('has the same bytes whenever it is written of the same facts', async () => {
    const one = await documentPdf(documentOf(every))
    expect((await documentPdf(documentOf(every))).equals(one)).toBe(true)
    const other = await documentPdf(documentOf([{ kind: 'paragraph', text: 'other' }]))
    expect(other.equals(one)).toBe(false)
  })

  test('keeps to every rule of PDF/UA-1 that is looked at', async () => {
    expect(await checkPdfUa(await documentPdf(documentOf(every)))).toEqual([])
  })

  test.each([
    ['6.2-1', '/Marked true', '/Marked null'],
    ['7.1-4', '/Marked true', '/Marked true /Suspects true'],
    ['7.1-10', '/DisplayDocTitle true', '/DisplayDocTitle null'],
    ['7.1-11', '/StructTreeRoot', '/StructureTreeX'],
    ['7.4.2-1', '/S /H1', '/S /H2'],
    ['7.2-29', '/Lang (en-GB)', '/Lang (en_GB)'],
    ['5-1', 'pdfuaid:part', 'pdfuaid:pxrt'],
    ['7.3-1', '/Alt (A dot)', '/Alt ()'],
    ['7.5-1', '/Scope /Column', '/Scoop /Column'],
  ])('that breaks %s is flagged for it', async (rule, from, to) => {
    const text = (await documentPdf(documentOf(every))).toString('latin1')
    expect(text).toContain(from)
    const broken = await checkPdfUa(Buffer.from(text.replaceAll(from, to), 'latin1'))
    expect(broken.map((each) => each.rule)).toContain(rule)
  })

  test('spells out what no font has', async () => {
    const { text } = await readPdf(await documentPdf(documentOf([{ kind: 'paragraph', text: 'a 😀 b' }])))
    expect(text).toContain('a [U+1F600] b')
  })

  test('a row that is longer than a sheet goes on on the next', async () => {
    const words = Array.from({ length: 3000 }, (_, at) => `w${at}`)
    const columns = [
      { title: 'No', share: 1 },
      { title: 'Words', share: 3 },
    ]
    const { text, sheets } = await readPdf(
      await documentPdf(
        documentOf([{ kind: 'table', caption: 'Long', columns, rows: [['1', words.join(' ')]] }]),
      ),
    )
    expect(sheets).toBeGreaterThan(2)
    for (const word of words) expect(text).toContain(`${word}`)
  })

  test('is for languages in letters that it writes right', () => {
    expect(['en', 'ro', 'es', 'pl', 'pt', 'el', 'uk'].every(writesWell)).toBe(true)
    expect(['bn', 'ar', 'ur', 'hi'].some(writesWell)).toBe(false)
  })
})

test('nothing of a text is read as part of the web page', () => {
  const html = documentHtml(documentOf([{ kind: 'paragraph', text: '<script>alert("1")</script>' }]))
  expect(parseHTML(html).document.querySelector('script')).toBeNull()
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;')
})
