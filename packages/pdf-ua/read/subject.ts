import { contentOf, type Content } from './content.ts'
import { fontsOf, type UsedFont } from './fonts.ts'
import { PDFRef, type PDFDict, type Pdf } from './pdf.ts'
import { structureOf, type Element, type Structure } from './structure.ts'

/** An annotation of a page, and the element of the structure that it is in. */
export type Annotation = {
  page: number
  subtype: string
  dict: PDFDict
  element: Element | undefined
  /** Hidden, or beyond what is shown of the page. */
  isUnseen: boolean
}

/** A PDF as rules look at it. */
export type Subject = {
  pdf: Pdf
  structure: Structure
  content: Content
  fonts: UsedFont[]
  annotations: Annotation[]
  /** The metadata as text; undefined where there are none. */
  metadata: string | undefined
}

const isOutside = (pdf: Pdf, page: PDFDict, dict: PDFDict): boolean => {
  const numbers = (key: string, of: PDFDict): number[] =>
    pdf.list(pdf.get(of, key)).map((each) => pdf.number(each) ?? 0)
  const box = numbers('CropBox', page).length === 4 ? numbers('CropBox', page) : numbers('MediaBox', page)
  const rect = numbers('Rect', dict)
  if (box.length !== 4 || rect.length !== 4) return false
  const [left, bottom, right, top] = box as [number, number, number, number]
  const [x1, y1, x2, y2] = rect as [number, number, number, number]
  return (
    Math.max(x1, x2) < left || Math.min(x1, x2) > right || Math.max(y1, y2) < bottom || Math.min(y1, y2) > top
  )
}

const annotationsOf = (pdf: Pdf, structure: Structure): Annotation[] =>
  pdf.pages.flatMap((page, at) =>
    pdf.list(pdf.get(page, 'Annots')).flatMap((each) => {
      const dict = pdf.dict(each)
      if (!dict) return []
      const isHidden = ((pdf.number(pdf.get(dict, 'F')) ?? 0) & 2) !== 0
      return {
        page: at + 1,
        subtype: pdf.name(pdf.get(dict, 'Subtype')) ?? '',
        dict,
        element: each instanceof PDFRef ? structure.byObject.get(each.toString()) : undefined,
        isUnseen: isHidden || isOutside(pdf, page, dict),
      }
    }),
  )

/** Everything that rules look at, read once. */
export const subjectOf = (pdf: Pdf): Subject => {
  const structure = structureOf(pdf)
  const content = contentOf(pdf)
  const metadata = pdf.stream(pdf.get(pdf.catalog, 'Metadata'))
  return {
    pdf,
    structure,
    content,
    fonts: fontsOf(pdf, content),
    annotations: annotationsOf(pdf, structure),
    metadata: metadata && new TextDecoder().decode(metadata),
  }
}
