import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { brokenLines } from './break-lines.ts'
import type { Block, PaperDocument } from './document.ts'
import { facesOf, runsOf, type Run, type Weight } from './fonts.ts'
import { page, Sheets, type Element } from './sheets.ts'

const sizes = { body: 11, table: 9.5, code: 20, small: 9 } as const
const headings = { 1: 20, 2: 15, 3: 12.5 } as const
const leading = 1.4
const gap = 9

/** How many lines a row takes, by its highest cell. */
const mostLines = (cells: readonly Run[][][]): number => Math.max(1, ...cells.map((lines) => lines.length))

/** Writes the blocks of a document into sheets, one below the other. */
class Writer {
  readonly #sheets: Sheets

  constructor(sheets: Sheets) {
    this.#sheets = sheets
  }

  #lines(text: string, weight: Weight, size: number, width: number = page.width): Run[][] {
    return brokenLines(text, weight, width, (run) => this.#sheets.widthOf(run, size))
  }

  /** Lines of an element, going on where the last ended. */
  #text(element: Element, lines: readonly Run[][], size: number, indent = 0): void {
    const height = size * leading
    for (const [at, line] of lines.entries()) {
      this.#sheets.makeRoom(height)
      // The space between words that a line break stands for is said too, or they would be read as one.
      this.#sheets.content(element, () =>
        this.#sheets.drawLine(line, { x: indent, size, isLast: at === lines.length - 1 }),
      )
      this.#sheets.down(height)
    }
  }

  #list(parent: Element, { isNumbered, items }: Extract<Block, { kind: 'list' }>): void {
    const list = this.#sheets.child(parent, 'L')
    for (const [at, item] of items.entries()) {
      const lines = this.#lines(item, 'regular', sizes.body, page.width - 24)
      this.#sheets.makeRoom(sizes.body * leading)
      const one = this.#sheets.child(list, 'LI')
      const label = this.#sheets.child(one, 'Lbl')
      const mark = runsOf(isNumbered ? `${at + 1}.` : '•', 'regular')
      this.#sheets.content(label, () =>
        this.#sheets.drawLine(mark, { x: 4, size: sizes.body, isLast: false }),
      )
      this.#text(this.#sheets.child(one, 'LBody'), lines, sizes.body, 24)
    }
    this.#sheets.down(gap)
  }

  #table(parent: Element, { caption, columns, rows }: Extract<Block, { kind: 'table' }>): void {
    const all = columns.reduce((sum, { share }) => sum + share, 0)
    const inner = 8
    const widths = columns.map(({ share }) => (share / all) * page.width)
    const starts = widths.map((_, at) => widths.slice(0, at).reduce((sum, width) => sum + width, 0))
    const height = sizes.table * leading
    const cellsOf = (texts: readonly string[], weight: Weight): Run[][][] =>
      columns.map((_, at) => this.#lines(texts[at] ?? '', weight, sizes.table, widths[at]! - inner))

    const table = this.#sheets.child(parent, 'Table')
    const head = cellsOf(
      columns.map(({ title }) => title),
      'bold',
    )
    const captionLines = this.#lines(caption, 'bold', sizes.body)
    this.#sheets.makeRoom(captionLines.length * sizes.body * leading + (mostLines(head) + 2) * height)
    this.#text(this.#sheets.child(table, 'Caption'), captionLines, sizes.body)

    const drawHead = (draw: (at: number, line: Run[] | undefined, isLast: boolean) => void): void => {
      for (let line = 0; line < mostLines(head); line++) {
        for (const [at, lines] of head.entries()) draw(at, lines[line], line === lines.length - 1)
        this.#sheets.down(height)
      }
      this.#sheets.rule()
    }
    const headRow = this.#sheets.child(this.#sheets.child(table, 'THead'), 'TR')
    const headCells = columns.map(() => this.#sheets.child(headRow, 'TH', { scope: 'Column' }))
    drawHead((at, line, isLast) => {
      if (line)
        this.#sheets.content(headCells[at]!, () =>
          this.#sheets.drawLine(line, { x: starts[at]!, size: sizes.table, isLast }),
        )
    })
    // The columns are named again on every sheet, for the eye alone.
    const again = (): void =>
      drawHead((at, line) => {
        if (line)
          this.#sheets.artifact(() =>
            this.#sheets.drawLine(line, { x: starts[at]!, size: sizes.table, isLast: true }),
          )
      })

    const body = this.#sheets.child(table, 'TBody')
    for (const row of rows) {
      const cells = cellsOf(row, 'regular')
      const count = mostLines(cells)
      const tr = this.#sheets.child(body, 'TR')
      const elements = columns.map((_, at) =>
        at === 0 ? this.#sheets.child(tr, 'TH', { scope: 'Row' }) : this.#sheets.child(tr, 'TD'),
      )
      // A row stays together where a sheet has room for it.
      if (this.#sheets.makeRoom(Math.min(count, 20) * height)) again()
      for (let line = 0; line < count; line++) {
        if (this.#sheets.makeRoom(height)) again()
        for (const [at, lines] of cells.entries()) {
          const runs = lines[line]
          if (runs)
            this.#sheets.content(elements[at]!, () =>
              this.#sheets.drawLine(runs, {
                x: starts[at]!,
                size: sizes.table,
                isLast: line === lines.length - 1,
              }),
            )
        }
        this.#sheets.down(height)
      }
      this.#sheets.rule()
    }
    this.#sheets.down(gap)
  }

  block(parent: Element, block: Block): void {
    switch (block.kind) {
      case 'heading': {
        const size = headings[block.level]
        const lines = this.#lines(block.text, 'bold', size)
        if (!this.#sheets.isAtTop()) this.#sheets.down(gap)
        // Not alone at the foot of a sheet.
        this.#sheets.makeRoom(lines.length * size * leading + 3 * sizes.body * leading)
        this.#text(this.#sheets.child(parent, `H${block.level}`), lines, size)
        return this.#sheets.down(gap / 2)
      }
      case 'paragraph': {
        const [weight, size]: [Weight, number] =
          block.look === 'code' ? ['bold', sizes.code] : ['regular', sizes.body]
        this.#text(this.#sheets.child(parent, 'P'), this.#lines(block.text, weight, size), size)
        return this.#sheets.down(block.look === 'address' ? gap * 4 : gap)
      }
      case 'list':
        return this.#list(parent, block)
      case 'table':
        return this.#table(parent, block)
      case 'figure': {
        const { height, draw } = this.#sheets.picture(block.picture)
        this.#sheets.makeRoom(height)
        this.#sheets.content(this.#sheets.child(parent, 'Figure', { alt: block.alt }), draw)
        this.#sheets.down(height + gap / 2)
        this.#text(
          this.#sheets.child(parent, 'P'),
          this.#lines(block.caption, 'regular', sizes.small),
          sizes.small,
        )
        return this.#sheets.down(gap)
      }
      case 'signature': {
        this.#sheets.makeRoom(60 + sizes.body * leading)
        this.#sheets.down(52)
        this.#sheets.rule(260)
        this.#text(
          this.#sheets.child(parent, 'P'),
          this.#lines(block.label, 'regular', sizes.body),
          sizes.body,
        )
        return this.#sheets.down(gap)
      }
    }
  }
}

/**
 * The document as PDF/UA-1 (ISO 14289-1): tagged, in its language, with its fonts, and with the same bytes whenever it is
 * written of the same facts. Letters other than Latin, Greek and Cyrillic are spelled out by their numbers: ask
 * `writesWell` first.
 */
export const documentPdf = async (document: PaperDocument): Promise<Buffer> => {
  const { title, language, madeAt } = document
  const options = {
    pdfVersion: '1.7' as const,
    subset: 'PDF/UA',
    tagged: true,
    displayTitle: true,
    lang: language,
    bufferPages: true,
    autoFirstPage: false,
    font: '',
    info: { Title: title, Creator: 'MetTrace', Producer: 'MetTrace', CreationDate: madeAt, ModDate: madeAt },
  }
  // Its types do not know the subset yet.
  const doc = new PDFDocument(options as PDFKit.PDFDocumentOptions)
  for (const weight of ['regular', 'bold'] as const)
    for (const { name, bytes } of facesOf(weight)) doc.registerFont(name, bytes)
  const sheets = new Sheets(doc)
  const writer = new Writer(sheets)
  for (const part of document.parts) {
    sheets.begin()
    const element = sheets.part(part.language)
    for (const block of part.blocks) writer.block(element, block)
  }
  sheets.end(document)
  const bytes = buffer(doc)
  doc.end()
  return bytes
}
