import { contentKey, languageOf, type Element } from '../read/structure.ts'
import type { Mark } from '../read/content.ts'
import type { Subject } from '../read/subject.ts'
import type { Rule } from './rule.ts'

const inSomeLanguage =
  (key: string) =>
  ({ pdf, structure }: Subject): string[] =>
    structure.all
      .filter(({ dict }) => pdf.get(dict, key) !== undefined)
      .filter((element) => languageOf(pdf, element) === undefined)
      .map(({ written }) => `${key} of ${written} is in no language.`)

/** RFC 3066, which PDF 1.7 names, without its registry. */
const isTag = (tag: string): boolean => /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(tag)

const elementOf = ({ structure }: Subject, marks: readonly Mark[]): Element | undefined => {
  for (const { mcid, place } of marks.toReversed()) {
    const element = mcid === undefined ? undefined : structure.byContent.get(contentKey(place, mcid))
    if (element) return element
  }
  return undefined
}

export const languageRules: readonly Rule[] = [
  { id: '7.2-21', says: 'The language of replaced text is known.', faults: inSomeLanguage('ActualText') },
  { id: '7.2-22', says: 'The language of words for a figure is known.', faults: inSomeLanguage('Alt') },
  { id: '7.2-23', says: 'The language of an expansion is known.', faults: inSomeLanguage('E') },
  {
    id: '7.2-24',
    says: 'The language of what an annotation says is known.',
    faults: ({ pdf, annotations }) =>
      annotations
        .filter(({ dict, element }) => pdf.get(dict, 'Contents') && languageOf(pdf, element) === undefined)
        .map(({ subtype, page }) => `Contents of a ${subtype} on page ${page} are in no language.`),
  },
  {
    id: '7.2-29',
    says: 'Languages are told by their tags.',
    faults: ({ pdf, structure, content }) => {
      const tags = [
        pdf.text(pdf.get(pdf.catalog, 'Lang')),
        ...structure.all.map(({ dict }) => pdf.text(pdf.get(dict, 'Lang'))),
        ...content.marks.map(({ lang }) => lang),
      ]
      return [...new Set(tags)]
        .filter((tag) => tag !== undefined && tag !== '' && !isTag(tag))
        .map((tag) => `${tag} is no language.`)
    },
  },
  {
    id: '7.2-33',
    says: 'The language of the metadata is known.',
    faults: ({ pdf, metadata = '' }) =>
      /xml:lang\s*=\s*["']x-default["']/.test(metadata) && !languageOf(pdf, undefined)
        ? ['The title is in no language.']
        : [],
  },
  {
    id: '7.2-34',
    says: 'The language of text is known.',
    faults: (subject) => {
      const { pdf, content } = subject
      if (languageOf(pdf, undefined) !== undefined) return []
      const silent = content.drawn.find(
        ({ text, marks }) =>
          text &&
          !marks.some(({ tag, lang }) => tag === 'Artifact' || lang !== undefined) &&
          languageOf(pdf, elementOf(subject, marks)) === undefined,
      )
      return silent ? [`Text on page ${silent.page} is in no language.`] : []
    },
  },
]
