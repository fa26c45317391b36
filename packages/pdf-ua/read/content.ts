import { PDFRef, type PDFDict, type Pdf, type Value } from './pdf.ts'
import { tokensOf, type Token } from './tokens.ts'

/** A stretch of marked content that what is drawn stands in. */
export type Mark = {
  tag: string
  mcid: number | undefined
  lang: string | undefined
  place: PDFRef | undefined
}

/** Something that is drawn. Text says in which font, by which bytes, and whether it is seen. */
export type Drawn = {
  page: number
  marks: readonly Mark[]
  text?: { font: PDFDict; codes: Uint8Array; isSeen: boolean }
}

export type Content = {
  drawn: Drawn[]
  marks: Mark[]
  /** How often each form was drawn, by its reference. */
  forms: Map<string, { dict: PDFDict; times: number; hasMarks: boolean }>
}

const painting = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 's', 'S', 'sh', 'BI'])
const showing = new Set(['Tj', 'TJ', "'", '"'])
const deepest = 20

type State = { font: PDFDict | undefined; mode: number }

/** Walks through what is drawn on all pages, forms within them too. */
export const contentOf = (pdf: Pdf): Content => {
  const content: Content = { drawn: [], marks: [], forms: new Map() }

  const markOf = (
    operands: readonly Token[],
    properties: PDFDict | undefined,
    place: PDFRef | undefined,
  ): Mark => {
    const [tag, named] = operands
    const mark: Mark = { tag: tag?.kind === 'name' ? tag.name : '', mcid: undefined, lang: undefined, place }
    if (named?.kind === 'name') {
      const dict = pdf.dict(pdf.get(properties, named.name))
      mark.mcid = pdf.number(pdf.get(dict, 'MCID'))
      mark.lang = pdf.text(pdf.get(dict, 'Lang'))
    }
    for (const [at, token] of operands.entries()) {
      const next = operands[at + 1]
      if (token.kind !== 'name' || at === 0) continue
      if (token.name === 'MCID' && next?.kind === 'number') mark.mcid = next.value
      if (token.name === 'Lang' && next?.kind === 'string')
        mark.lang = Buffer.from(next.bytes).toString('latin1')
    }
    return mark
  }

  const walk = (
    bytes: Uint8Array,
    resources: PDFDict | undefined,
    within: { page: number; place: PDFRef | undefined; marks: readonly Mark[]; depth: number },
  ): void => {
    const marks = [...within.marks]
    const kept: State[] = []
    let state: State = { font: undefined, mode: 0 }
    let operands: Token[] = []
    const of = (kind: string): PDFDict | undefined => pdf.dict(pdf.get(resources, kind))
    const draw = (more: Partial<Drawn> = {}): void => {
      content.drawn.push({ page: within.page, marks: [...marks], ...more })
    }
    for (const token of tokensOf(bytes)) {
      if (token.kind !== 'operator') {
        operands.push(token)
        continue
      }
      const { word } = token
      const [first] = operands
      if (word === 'q') kept.push({ ...state })
      else if (word === 'Q') state = kept.pop() ?? state
      else if (word === 'BDC' || word === 'BMC') {
        const mark = markOf(operands, of('Properties'), within.place)
        marks.push(mark)
        content.marks.push(mark)
      } else if (word === 'EMC') {
        if (marks.length > within.marks.length) marks.pop()
      } else if (word === 'Tf' && first?.kind === 'name')
        state.font = pdf.dict(pdf.get(of('Font'), first.name))
      else if (word === 'Tr' && first?.kind === 'number') state.mode = first.value
      else if (showing.has(word)) {
        const codes = Buffer.concat(operands.flatMap((each) => (each.kind === 'string' ? [each.bytes] : [])))
        if (codes.length > 0 && state.font)
          draw({ text: { font: state.font, codes, isSeen: state.mode !== 3 } })
      } else if (painting.has(word)) draw()
      else if (word === 'Do' && first?.kind === 'name') {
        const reference = pdf.raw(of('XObject'), first.name)
        const form = pdf.dict(reference)
        if (form && pdf.name(pdf.get(form, 'Subtype')) === 'Form') enter(reference, form)
        else draw()
      }
      operands = []
    }

    function enter(reference: Value, form: PDFDict): void {
      const key = reference instanceof PDFRef ? reference.toString() : ''
      const before = content.marks.length
      const inner = pdf.stream(reference)
      if (inner && within.depth < deepest)
        walk(inner, pdf.dict(pdf.get(form, 'Resources')) ?? resources, {
          page: within.page,
          place: reference instanceof PDFRef ? reference : undefined,
          marks: [...marks],
          depth: within.depth + 1,
        })
      const known = content.forms.get(key)
      const hasMarks = content.marks.slice(before).some(({ mcid }) => mcid !== undefined)
      content.forms.set(key, { dict: form, times: (known?.times ?? 0) + 1, hasMarks })
    }
  }

  const references = new Map(pdf.objects().map(([reference, object]) => [object, reference]))
  for (const [at, page] of pdf.pages.entries()) {
    const parts = pdf.list(pdf.raw(page, 'Contents')).flatMap((each) => pdf.stream(each) ?? [])
    const bytes = Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]))
    let resources: PDFDict | undefined
    for (let node: PDFDict | undefined = page; node && !resources; node = pdf.dict(pdf.get(node, 'Parent')))
      resources = pdf.dict(pdf.get(node, 'Resources'))
    walk(bytes, resources, { page: at + 1, place: references.get(page), marks: [], depth: 0 })
  }
  return content
}
