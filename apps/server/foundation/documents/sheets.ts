import type { PaperDocument } from './document.ts'
import { runsOf, type Run } from './fonts.ts'

const margin = 62
const head = 62
/** What is written on of a sheet of A4, in points. */
export const page = { width: 595.28 - 2 * margin, top: head + 24, bottom: 841.89 - 62 } as const

declare global {
  namespace PDFKit {
    interface PDFDocument {
      /** Reads a JPEG or PNG; its types leave it out. Width and height in pixels. */
      openImage: (bytes: Buffer) => { width: number; height: number }
    }
  }
}

export type Element = PDFKit.PDFStructureElement
type ElementOptions = { lang?: string; alt?: string; scope?: 'Column' | 'Row' }

/** Sheets that are filled from the top, and the structure that says what is read, in which order. */
export class Sheets {
  readonly #doc: PDFKit.PDFDocument
  readonly #root: Element
  #y: number = page.top

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc
    this.#root = doc.struct('Document')
    doc.addStructure(this.#root)
  }

  begin(): void {
    this.#doc.addPage({ size: 'A4', margin: 0 })
    this.#y = page.top
  }

  part(language: string): Element {
    return this.child(this.#root, 'Part', { lang: language })
  }

  child(parent: Element, type: string, options: ElementOptions = {}): Element {
    const element = this.#doc.struct(type, options)
    parent.add(element)
    return element
  }

  /** Draws what is read as the content of an element. */
  content(element: Element, draw: () => void): void {
    element.add(draw)
  }

  /** Draws what is for the eye alone. */
  artifact(draw: () => void, isPagination = false): void {
    this.#doc.markContent('Artifact', { type: isPagination ? 'Pagination' : 'Layout' })
    draw()
    this.#doc.endMarkedContent()
  }

  /** Begins a new sheet where this one has no room for so many points; says whether it did. */
  makeRoom(height: number): boolean {
    if (this.#y === page.top || this.#y + height <= page.bottom) return false
    this.begin()
    return true
  }

  isAtTop(): boolean {
    return this.#y === page.top
  }

  down(height: number): void {
    this.#y += height
  }

  widthOf({ face, text }: Run, size: number): number {
    return this.#doc.font(face.name).fontSize(size).widthOfString(text)
  }

  /** Draws a line of text, `x` points from the left margin. */
  drawLine(runs: readonly Run[], { x, size, isLast }: { x: number; size: number; isLast: boolean }): void {
    this.#drawAt(runs, margin + x, this.#y, size, isLast ? '' : ' ')
  }

  #drawAt(runs: readonly Run[], from: number, y: number, size: number, after: string): void {
    let x = from
    for (const [at, run] of runs.entries()) {
      const text = at === runs.length - 1 ? run.text + after : run.text
      const width = this.widthOf(run, size)
      this.#doc.fillColor('#0b0c0c').text(text, x, y, { lineBreak: false })
      x += width
    }
  }

  /** A thin line across, or `width` points of it. */
  rule(width: number = page.width): void {
    this.artifact(() =>
      this.#doc
        .moveTo(margin, this.#y + 1)
        .lineTo(margin + width, this.#y + 1)
        .lineWidth(0.5)
        .stroke('#505a5f'),
    )
    this.#y += 4
  }

  /** A picture as wide as the text, or as it is where that is less, and no higher than half a sheet. */
  picture(bytes: Uint8Array): { height: number; draw: () => void } {
    const image = this.#doc.openImage(Buffer.from(bytes))
    const scale = Math.min(1, page.width / image.width, (page.bottom - page.top) / 2 / image.height)
    const [width, height] = [image.width * scale, image.height * scale]
    return { height, draw: () => this.#doc.image(Buffer.from(bytes), margin, this.#y, { width, height }) }
  }

  /** Ends the structure, and writes above each sheet what it is of and which it is. */
  end({ marking, reference }: Pick<PaperDocument, 'marking' | 'reference'>): void {
    const { count } = this.#doc.bufferedPageRange()
    const [size, y] = [9, 34]
    for (let at = 0; at < count; at++) {
      this.#doc.switchToPage(at)
      const texts = [marking, reference].filter((text) => text !== '').join('   ')
      if (texts === '') continue
      this.artifact(() => {
        this.#drawAt(runsOf(texts, 'bold'), margin, y, size, '')
        const number = runsOf(`Page ${at + 1} of ${count}`, 'regular')
        const width = number.reduce((sum, run) => sum + this.widthOf(run, size), 0)
        this.#drawAt(number, margin + page.width - width, y, size, '')
      }, true)
    }
    this.#root.end()
  }
}
