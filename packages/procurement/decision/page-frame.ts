/** Lines of the page around a decision, which are no words of it. */
const furniture: readonly RegExp[] = [
  /^skip to main content$/i,
  /^mayor of london logo\b.*$/i,
  /^home$/i,
  /^key information$/i,
  /^signed decision document$/i,
  /^need a document on this page in an accessible format\?$/i,
  /^if you use assistive technology \(such as a screen reader\) .*$/i,
  /^it will also help us if you tell us which assistive technology you use\. .*$/i,
  /^is this page useful\?$/i,
  /^back to top$/i,
]

export const isFurniture = (line: string): boolean => furniture.some((each) => each.test(line))

/** Where the words of a decision end and its page goes on. */
export const isEndOfDecision = (line: string): boolean =>
  /^signed decision document$|^need a document on this page in an accessible format\?$/i.test(line)

/** The line above the facts that everybody may read. */
export const isOpenPart = (line: string): boolean =>
  /^(?:part (?:i|1)\b.*)?non-?\s?confidential facts\b/i.test(line) || /^part (?:i|1)\b[\s:–-]*$/i.test(line)

const secondPart = /^part[\s\p{Pd}]*(?:ii|2|two|ⅱ)(?![\p{L}\p{N}])/iu
/** The form’s own note on when a second part is written. */
const noteOnSecondPart = /^[\s\p{Pd}:]*confidentiality\W+only the facts\b/iu
const namesDecision = /\b(?:confidential|exempt|private|decision|form|report|paper)\b/i

const confidentialHeadings: readonly RegExp[] = [
  /^confidential facts\b/i,
  /^(?:strictly|private (?:and|&)) confidential\b/i,
  /^(?:not for publication|exempt from publication)\b/i,
  // Alone or before a colon, dash or bracket: a sentence may begin with these words.
  /^(?:confidential|(?:confidential|exempt) (?:part|section|report|annex|appendix|information|facts|advice)(?: and \p{L}+)?)(?: ?[:()[\]*\p{Pd}].*)?$/iu,
]

/** The line from which on nothing may be published: in doubt it is one. */
export const isConfidentialPart = (line: string): boolean => {
  const words = line.replace(/^(?:\d{1,2}[.)]?\s+)?[[(*#\s]*/, '')
  const part = secondPart.exec(words)?.[0]
  if (part === undefined) return confidentialHeadings.some((heading) => heading.test(words))
  const after = words.slice(part.length)
  return !noteOnSecondPart.test(after) && (!/^ of\b/i.test(after) || namesDecision.test(after))
}

export type Label = 'reference' | 'signed' | 'published' | 'by' | 'title'

const labels: readonly (readonly [RegExp, Label])[] = [
  [/^reference(?: code| number)?\s*:\s*/i, 'reference'],
  [/^date signed\s*:\s*/i, 'signed'],
  [/^date published\s*:\s*/i, 'published'],
  [/^(?:decision by|authorisation name)\s*:\s*/i, 'by'],
  [/^title\s*:\s*/i, 'title'],
]

/** A label of the key information with what follows it on its line, which may be nothing. */
export const labelOf = (line: string): { label: Label; value: string } | undefined => {
  for (const [start, label] of labels)
    if (start.test(line)) return { label, value: line.replace(start, '').trim() }
  return undefined
}
