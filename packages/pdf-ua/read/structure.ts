import { PDFRef, type PDFDict, type Pdf, type Value } from './pdf.ts'

/** Structure types of PDF 1.7 (ISO 32000-1, 14.8.4). */
export const standardTypes: ReadonlySet<string> = new Set(
  `Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
   Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
   Figure Formula Form`.split(/\s+/),
)

/** An element of the structure. */
export type Element = {
  /** As it is written, and the standard type that it is mapped to; undefined where it is mapped to none. */
  written: string
  type: string | undefined
  dict: PDFDict
  parent: Element | undefined
  children: Element[]
}

/** What is read of a PDF, and whose content and annotations are whose. */
export type Structure = {
  roots: Element[]
  all: Element[]
  /** Elements by the page or form, as `reference`, and the number of marked content in it. */
  byContent: Map<string, Element>
  /** Elements by the reference of an annotation. */
  byObject: Map<string, Element>
  roleMap: Map<string, string>
}

/** How a place is named in `byContent`: by the reference of a page or form and the number of the content. */
export const contentKey = (place: PDFRef | undefined, mcid: number): string =>
  `${place?.toString() ?? ''} ${mcid}`

const typeOf = (roleMap: Map<string, string>, written: string): string | undefined => {
  let type: string | undefined = written
  for (let steps = 0; type !== undefined && steps < 50; steps++) {
    if (standardTypes.has(type)) return type
    type = roleMap.get(type)
  }
  return undefined
}

/** Reads the structure tree; one without roots where there is none. */
export const structureOf = (pdf: Pdf): Structure => {
  const tree = pdf.dict(pdf.get(pdf.catalog, 'StructTreeRoot'))
  const roleMap = new Map(
    pdf.entries(pdf.get(tree, 'RoleMap')).map(([from, to]) => [from, pdf.name(to) ?? '']),
  )
  const structure: Structure = { roots: [], all: [], byContent: new Map(), byObject: new Map(), roleMap }
  const seen = new Set<PDFDict>()

  const read = (kid: Value, parent: Element | undefined, page: PDFRef | undefined): void => {
    const mcid = pdf.number(kid)
    if (mcid !== undefined) {
      if (parent) structure.byContent.set(contentKey(page, mcid), parent)
      return
    }
    const dict = pdf.dict(kid)
    if (!dict) return
    const own = pdf.raw(dict, 'Pg')
    const at = own instanceof PDFRef ? own : page
    const kind = pdf.name(pdf.get(dict, 'Type'))
    if (kind === 'MCR' && parent) {
      const form = pdf.raw(dict, 'Stm')
      const number = pdf.number(pdf.get(dict, 'MCID'))
      if (number !== undefined)
        structure.byContent.set(contentKey(form instanceof PDFRef ? form : at, number), parent)
      return
    }
    if (kind === 'OBJR' && parent) {
      const object = pdf.raw(dict, 'Obj')
      if (object instanceof PDFRef) structure.byObject.set(object.toString(), parent)
      return
    }
    const written = pdf.name(pdf.get(dict, 'S'))
    if (written === undefined || seen.has(dict)) return
    seen.add(dict)
    const element: Element = { written, type: typeOf(roleMap, written), dict, parent, children: [] }
    structure.all.push(element)
    ;(parent ? parent.children : structure.roots).push(element)
    for (const each of pdf.list(pdf.raw(dict, 'K'))) read(each, element, at)
  }
  for (const kid of pdf.list(pdf.raw(tree, 'K'))) read(kid, undefined, undefined)
  return structure
}

/** The language of an element: its own, that of what it is in, or that of the document; undefined where none says. */
export const languageOf = (pdf: Pdf, element: Element | undefined): string | undefined => {
  for (let at = element; at; at = at.parent) {
    const own = pdf.text(pdf.get(at.dict, 'Lang'))
    if (own !== undefined && own !== '') return own
  }
  const whole = pdf.text(pdf.get(pdf.catalog, 'Lang'))
  return whole === '' ? undefined : whole
}
