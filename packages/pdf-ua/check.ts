import { Pdf } from './read/pdf.ts'
import { subjectOf } from './read/subject.ts'
import { annotationRules } from './rules/annotation-rules.ts'
import { documentRules } from './rules/document-rules.ts'
import { fontRules } from './rules/font-rules.ts'
import { formRules } from './rules/form-rules.ts'
import { languageRules } from './rules/language-rules.ts'
import type { Rule } from './rules/rule.ts'
import { structureRules } from './rules/structure-rules.ts'

/** The rules of PDF/UA-1 that are looked at. All others are not, and a file may break them. */
export const rules: readonly Rule[] = [
  ...documentRules,
  ...structureRules,
  ...languageRules,
  ...annotationRules,
  ...formRules,
  ...fontRules,
]

/** A rule that a file breaks, and how. */
export type Breach = { rule: string; says: string; words: string }

/** Which of the rules above a PDF breaks (ISO 14289-1). Errors: RangeError for what cannot be read as a PDF. */
export const checkPdfUa = async (bytes: Uint8Array): Promise<Breach[]> => {
  const subject = subjectOf(await Pdf.read(bytes))
  return rules.flatMap(({ id, says, faults }) => faults(subject).map((words) => ({ rule: id, says, words })))
}
