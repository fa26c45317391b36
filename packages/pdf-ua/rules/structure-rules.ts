import { contentKey, standardTypes, type Element } from '../read/structure.ts'
import type { Subject } from '../read/subject.ts'
import type { Rule } from './rule.ts'

const isOf = (element: Element | undefined, ...types: string[]): boolean =>
  element?.type !== undefined && types.includes(element.type)

/** What each element of a type that does not keep to something is told as. */
const each =
  (type: string, words: (element: Element, subject: Subject) => string | undefined) =>
  (subject: Subject): string[] =>
    subject.structure.all
      .filter((element) => isOf(element, type))
      .flatMap((element) => words(element, subject) ?? [])

const onlyWithin =
  (type: string, ...parents: string[]) =>
  (subject: Subject): string[] =>
    each(type, ({ parent }) =>
      isOf(parent, ...parents) ? undefined : `${type} is in ${parent?.written ?? 'nothing'}.`,
    )(subject)

const onlyHolds =
  (type: string, ...children: string[]) =>
  (subject: Subject): string[] =>
    each(type, ({ children: held }) => {
      const other = held.find((child) => !isOf(child, ...children))
      return other ? `${type} holds ${other.written}.` : undefined
    })(subject)

const textOf = ({ pdf }: Subject, { dict }: Element, key: string): string =>
  pdf.text(pdf.get(dict, key)) ?? ''

/** Attribute dictionaries of an element: its own, and those of its classes. */
const attributesOf = ({ pdf }: Subject, { dict }: Element) => {
  const classes = pdf.dict(pdf.get(pdf.dict(pdf.get(pdf.catalog, 'StructTreeRoot')), 'ClassMap'))
  const named = pdf
    .list(pdf.get(dict, 'C'))
    .flatMap((name) => pdf.list(pdf.get(classes, pdf.name(name) ?? '')))
  return [...pdf.list(pdf.get(dict, 'A')), ...named].flatMap((value) => pdf.dict(value) ?? [])
}

const hasAttribute = (subject: Subject, element: Element, key: string): boolean =>
  attributesOf(subject, element).some((attributes) => subject.pdf.get(attributes, key) !== undefined)

const cellsOf = (table: Element): Element[] =>
  table.children.flatMap((child) =>
    isOf(child, 'TH', 'TD') ? [child] : isOf(child, 'Table') ? [] : cellsOf(child),
  )

const headingLevel = ({ type }: Element): number | undefined =>
  type !== undefined && /^H[1-6]$/.test(type) ? Number(type[1]) : undefined

export const structureRules: readonly Rule[] = [
  {
    id: '7.1-3',
    says: 'Whatever is drawn is tagged, or marked as an artifact.',
    faults: ({ content, structure }) => {
      const loose = content.drawn.filter(
        ({ marks }) =>
          !marks.some(
            ({ tag, mcid, place }) =>
              tag === 'Artifact' || (mcid !== undefined && structure.byContent.has(contentKey(place, mcid))),
          ),
      )
      return loose.length === 0
        ? []
        : [`Drawn and neither: ${loose.length}, the first on page ${loose[0]?.page}.`]
    },
  },
  {
    id: '7.1-5',
    says: 'Every other type is mapped to a standard one.',
    faults: ({ structure }) =>
      [...new Set(structure.all.filter(({ type }) => type === undefined).map(({ written }) => written))].map(
        (written) => `${written} is mapped to no standard type.`,
      ),
  },
  {
    id: '7.1-7',
    says: 'No standard type is mapped to another.',
    faults: ({ structure }) =>
      [...structure.roleMap]
        .filter(([from, to]) => standardTypes.has(from) && from !== to)
        .map(([from, to]) => `${from} is mapped to ${to}.`),
  },
  {
    id: '7.2-3',
    says: 'A table holds rows, groups of rows and a caption.',
    faults: onlyHolds('Table', 'TR', 'THead', 'TBody', 'TFoot', 'Caption'),
  },
  { id: '7.2-17', says: 'An item of a list is in a list.', faults: onlyWithin('LI', 'L') },
  { id: '7.2-26', says: 'An item of contents is in contents.', faults: onlyWithin('TOCI', 'TOC') },
  {
    id: '7.2-27',
    says: 'Contents hold items, contents and one caption.',
    faults: (subject) => [
      ...onlyHolds('TOC', 'TOC', 'TOCI', 'Caption')(subject),
      ...each('TOC', ({ children }) =>
        children.filter((child) => isOf(child, 'Caption')).length > 1
          ? 'TOC has several captions.'
          : undefined,
      )(subject),
    ],
  },
  {
    id: '7.3-1',
    says: 'A figure has words for whoever does not see it.',
    faults: each('Figure', (element, subject) =>
      textOf(subject, element, 'Alt') === '' && subject.pdf.get(element.dict, 'ActualText') === undefined
        ? 'A figure has neither Alt nor ActualText.'
        : undefined,
    ),
  },
  {
    id: '7.4.2-1',
    says: 'Headings begin with level 1 and skip none.',
    faults: ({ structure }) => {
      const levels = structure.all.flatMap((element) => headingLevel(element) ?? [])
      const at = levels.findIndex((level, place) => level > (levels[place - 1] ?? 0) + 1)
      return at < 0 ? [] : [`H${levels[at]} follows ${at === 0 ? 'no heading' : `H${levels[at - 1]}`}.`]
    },
  },
  {
    id: '7.4.4-1',
    says: 'Whatever holds headings without a level holds one.',
    faults: ({ structure }) =>
      structure.all
        .filter(({ children }) => children.filter((child) => isOf(child, 'H')).length > 1)
        .map(({ written }) => `${written} holds several H.`),
  },
  {
    id: '7.4.4-2',
    says: 'Headings all have a level, or none has.',
    faults: ({ structure: { all } }) =>
      all.some((element) => isOf(element, 'H')) && all.some((element) => headingLevel(element) !== undefined)
        ? ['There are headings with and without a level.']
        : [],
  },
  {
    id: '7.5-1',
    says: 'What a header of a table is of is told by scope, or by the cells.',
    faults: each('Table', (table, subject) => {
      const cells = cellsOf(table)
      const unscoped = cells.some((cell) => isOf(cell, 'TH') && !hasAttribute(subject, cell, 'Scope'))
      const unsaid = cells.some((cell) => isOf(cell, 'TD') && !hasAttribute(subject, cell, 'Headers'))
      return unscoped && unsaid ? 'A header has no scope, and cells do not say their headers.' : undefined
    }),
  },
  {
    id: '7.9-1',
    says: 'A note has an id.',
    faults: each('Note', (element, subject) =>
      textOf(subject, element, 'ID') === '' ? 'A note has no ID.' : undefined,
    ),
  },
]
