import type { PDFDict } from '../read/pdf.ts'
import type { Annotation, Subject } from '../read/subject.ts'
import type { Rule } from './rule.ts'

const told = (annotations: readonly Annotation[], what: string): string[] =>
  annotations.map(({ subtype, page }) => `A ${subtype} on page ${page} ${what}.`)

const apart = new Set(['Widget', 'Link', 'Popup', 'PrinterMark', 'TrapNet'])

const says = ({ pdf }: Subject, { dict, element }: Annotation): boolean =>
  (pdf.text(pdf.get(dict, 'Contents')) ?? '') !== '' || (pdf.text(pdf.get(element?.dict, 'Alt')) ?? '') !== ''

/** Fields of the form that hold no other fields, each with its widgets. */
const fieldsOf = ({ pdf }: Subject): { field: PDFDict; widgets: PDFDict[] }[] => {
  const walk = (field: PDFDict): { field: PDFDict; widgets: PDFDict[] }[] => {
    const kids = pdf.list(pdf.get(field, 'Kids')).flatMap((kid) => pdf.dict(kid) ?? [])
    const inner = kids.filter((kid) => pdf.get(kid, 'T') !== undefined)
    if (inner.length > 0) return inner.flatMap(walk)
    return [{ field, widgets: kids.length > 0 ? kids : [field] }]
  }
  const form = pdf.dict(pdf.get(pdf.catalog, 'AcroForm'))
  return pdf.list(pdf.get(form, 'Fields')).flatMap((each) => {
    const field = pdf.dict(each)
    return field ? walk(field) : []
  })
}

export const annotationRules: readonly Rule[] = [
  {
    id: '7.18.1-1',
    says: 'An annotation is tagged as one.',
    faults: ({ annotations }) =>
      told(
        annotations.filter(
          ({ subtype, isUnseen, element }) => !isUnseen && !apart.has(subtype) && element?.type !== 'Annot',
        ),
        'is not in an Annot element',
      ),
  },
  {
    id: '7.18.1-2',
    says: 'An annotation says what it is.',
    faults: (subject) =>
      told(
        subject.annotations.filter(
          (each) => !each.isUnseen && !apart.has(each.subtype) && !says(subject, each),
        ),
        'has neither Contents nor Alt',
      ),
  },
  {
    id: '7.18.1-3',
    says: 'A field of a form says what it is for.',
    faults: (subject) => {
      const { pdf, annotations } = subject
      return fieldsOf(subject)
        .filter(({ field, widgets }) => {
          const shown = annotations.filter(({ dict, isUnseen }) => !isUnseen && widgets.includes(dict))
          const isSaid =
            (pdf.text(pdf.get(field, 'TU')) ?? '') !== '' ||
            shown.some(({ element }) => (pdf.text(pdf.get(element?.dict, 'Alt')) ?? '') !== '')
          return shown.length > 0 && !isSaid
        })
        .map(() => 'A field has neither TU nor Alt.')
    },
  },
  {
    id: '7.18.4-1',
    says: 'A field of a form is tagged as one.',
    faults: ({ annotations }) =>
      told(
        annotations.filter(
          ({ subtype, isUnseen, element }) => subtype === 'Widget' && !isUnseen && element?.type !== 'Form',
        ),
        'is not in a Form element',
      ),
  },
  {
    id: '7.18.5-1',
    says: 'A link is tagged as one.',
    faults: ({ annotations }) =>
      told(
        annotations.filter(
          ({ subtype, isUnseen, element }) => subtype === 'Link' && !isUnseen && element?.type !== 'Link',
        ),
        'is not in a Link element',
      ),
  },
  {
    id: '7.18.5-2',
    says: 'A link says where it leads.',
    faults: ({ pdf, annotations }) =>
      told(
        annotations.filter(
          ({ subtype, isUnseen, dict }) =>
            subtype === 'Link' && !isUnseen && (pdf.text(pdf.get(dict, 'Contents')) ?? '') === '',
        ),
        'has no Contents',
      ),
  },
]
