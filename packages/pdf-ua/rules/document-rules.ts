import type { Subject } from '../read/subject.ts'
import type { Rule } from './rule.ts'

const uaNamespace = 'http://www.aiim.org/pdfua/ns/id/'

/** Whether the metadata hold a property of a namespace, as an element or an attribute, with such a value. */
const holds = (metadata: string, namespace: string, property: string, value: string): boolean => {
  const prefixes = [...metadata.matchAll(/xmlns:([\w-]+)\s*=\s*["']([^"']*)["']/g)]
    .filter(([, , uri]) => uri === namespace)
    .map(([, prefix]) => prefix)
  return prefixes.some((prefix) =>
    new RegExp(
      `<${prefix}:${property}\\b[^>]*>\\s*${value}|\\s${prefix}:${property}\\s*=\\s*["']${value}`,
    ).test(metadata),
  )
}

const dcNamespace = 'http://purl.org/dc/elements/1.1/'

/** Permission bits of an encrypted file, read from its bytes: encryption itself is never encrypted. */
const permissions = ({ pdf }: Subject): number | undefined => {
  const text = Buffer.from(pdf.bytes.buffer, pdf.bytes.byteOffset, pdf.bytes.length).toString('latin1')
  const reference = /\/Encrypt\s+(\d+)\s+(\d+)\s+R/.exec(text)
  if (!reference) return undefined
  const from = text.search(new RegExp(`(?<!\\d)${reference[1]}\\s+${reference[2]}\\s+obj`))
  const dictionary = text.slice(from, text.indexOf('endobj', from))
  return Number(/\/P\s+(-?\d+)/.exec(dictionary)?.[1] ?? 0)
}

const extractBit = 1 << 9

export const documentRules: readonly Rule[] = [
  {
    id: '5-1',
    says: 'The metadata say that the file is PDF/UA-1.',
    faults: ({ metadata }) =>
      metadata !== undefined && !holds(metadata, uaNamespace, 'part', '1')
        ? ['The metadata do not say pdfuaid:part 1.']
        : [],
  },
  {
    id: '6.2-1',
    says: 'The file says that it is marked.',
    faults: ({ pdf }) =>
      pdf.isTrue(pdf.get(pdf.dict(pdf.get(pdf.catalog, 'MarkInfo')), 'Marked'))
        ? []
        : ['MarkInfo does not say Marked.'],
  },
  {
    id: '7.1-4',
    says: 'Nothing is suspected of being marked wrongly.',
    faults: ({ pdf }) =>
      pdf.isTrue(pdf.get(pdf.dict(pdf.get(pdf.catalog, 'MarkInfo')), 'Suspects'))
        ? ['MarkInfo says Suspects.']
        : [],
  },
  {
    id: '7.1-8',
    says: 'The document has metadata.',
    faults: ({ metadata }) => (metadata === undefined ? ['There is no metadata stream.'] : []),
  },
  {
    id: '7.1-9',
    says: 'The metadata hold its title.',
    faults: ({ metadata }) =>
      metadata !== undefined && !holds(metadata, dcNamespace, 'title', '') ? ['There is no dc:title.'] : [],
  },
  {
    id: '7.1-10',
    says: 'The title is shown, not the name of the file.',
    faults: ({ pdf }) =>
      pdf.isTrue(pdf.get(pdf.dict(pdf.get(pdf.catalog, 'ViewerPreferences')), 'DisplayDocTitle'))
        ? []
        : ['ViewerPreferences does not say DisplayDocTitle.'],
  },
  {
    id: '7.1-11',
    says: 'The document has a structure.',
    faults: ({ pdf }) =>
      pdf.dict(pdf.get(pdf.catalog, 'StructTreeRoot')) ? [] : ['There is no StructTreeRoot.'],
  },
  {
    id: '7.16-1',
    says: 'Encryption leaves the text to programs that read it aloud.',
    faults: (subject) => {
      const bits = permissions(subject)
      return bits === undefined || (bits & extractBit) !== 0 ? [] : ['Bit 10 of the permissions is not set.']
    },
  },
]
