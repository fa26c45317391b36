import type { Block, PaperDocument } from '../../../../foundation/documents/document.ts'
import type { CaseFacts } from '../case-facts.ts'

/** A document of a bundle: its file is called by its number and `name`. */
export type BundlePart = {
  name: string
  kind: 'statement' | 'schedule' | 'evidence' | 'intelligence' | 'record'
  document: PaperDocument
}

/** Makes the documents of one kind out of the facts of a case; none where there is nothing to say. */
export type MakePart = (facts: CaseFacts, madeAt: Date) => BundlePart[]

/** What all documents of a bundle have in common. */
export const paperOf = (
  { reference }: CaseFacts,
  madeAt: Date,
): Pick<PaperDocument, 'language' | 'marking' | 'reference' | 'madeAt'> => ({
  language: 'en-GB',
  marking: 'OFFICIAL-SENSITIVE when complete',
  reference: `Case ${reference}`,
  madeAt,
})

/** What is known of one thing, each line under its name. */
export const factsTable = (caption: string, rows: readonly (readonly [string, string])[]): Block => ({
  kind: 'table',
  caption,
  columns: [
    { title: 'About', share: 3 },
    { title: 'In words', share: 8 },
  ],
  rows,
})
