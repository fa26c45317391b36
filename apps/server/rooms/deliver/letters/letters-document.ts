import type { PaperDocument } from '../../../foundation/documents/document.ts'
import type { WrittenLetter } from './letter-words.ts'

/** A letter, and the lines of whom it is to, as a window envelope shows them. */
export type AddressedLetter = WrittenLetter & { to: readonly string[] }

/** Letters as one document: a part for each, in its own language. It has no marking, since it leaves the house. */
export const lettersDocument = (letters: readonly AddressedLetter[], madeAt: Date): PaperDocument => ({
  title: `${letters.length} ${letters.length === 1 ? 'letter' : 'letters'}`,
  language: 'en-GB',
  marking: '',
  reference: '',
  madeAt,
  parts: letters.map(({ language, to, lead, code, after }) => ({
    language,
    blocks: [
      { kind: 'paragraph', look: 'address', text: to.join('\n') },
      { kind: 'paragraph', text: lead },
      ...(code === undefined ? [] : [{ kind: 'paragraph', look: 'code', text: code } as const]),
      ...after.map((text) => ({ kind: 'paragraph', text }) as const),
    ],
  })),
})
