import { exhibitRules, uncheckedOn } from '@mettrace/court-bundle/statement/rules'
import type { PaperDocument } from '../../../foundation/documents/document.ts'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { count } from '../../../foundation/words/figures.ts'
import type { CaseFacts } from './case-facts.ts'
import { paperOf } from './parts/part.ts'

/** A file as the cover lists it. */
export type Numbered = { number: number; title: string; kind: string; sha256: string }

const inFours = (hex: string): string => hex.match(/.{4}/g)?.join(' ') ?? hex

type CoverOf = {
  facts: CaseFacts
  madeAt: Date
  documents: readonly Numbered[]
  proofs: number
  unknowns: readonly string[]
  /** Key that the list of the bundle is signed with, as it is handed on. */
  key: string
}

/** The first sheet of a bundle: what it shows and does not show, what it holds, what is not known, and how it is checked. */
export const coverOf = ({ facts, madeAt, documents, proofs, unknowns, key }: CoverOf): PaperDocument => ({
  ...paperOf(facts, madeAt),
  title: `Evidence bundle, case ${facts.reference}`,
  parts: [
    {
      language: 'en-GB',
      blocks: [
        { kind: 'heading', level: 1, text: `Evidence bundle, case ${facts.reference}` },
        {
          kind: 'paragraph',
          text: `${count(facts.exhibits.length, 'exhibit')}: ${facts.exhibits.map(({ reference }) => reference).join(', ')}. As recorded until ${timeInWords(madeAt)}.`,
        },
        {
          kind: 'table',
          caption: 'What it shows',
          columns: [
            { title: 'About', share: 2 },
            { title: 'In words', share: 6 },
          ],
          rows: [
            [
              'It shows',
              'by whose hands and under which seals each exhibit went; what was read of it, in the field and by laboratories; which kits that led to, and what their records say. All as it was recorded',
            ],
            ['It does not show', 'how liquid came to be on an exhibit, nor that any person did anything'],
            ['It leaves out', 'names and addresses of residents'],
            [
              'Rules of the day',
              `Criminal Justice Act 1967 s.9; Criminal Procedure Rules, part 16; CPIA 1996; as in force on ${dayInWords(facts.day)}${uncheckedOn(exhibitRules, facts.day) === undefined ? '' : '; see Not known'}`,
            ],
          ],
        },
        {
          kind: 'table',
          caption: 'What it holds',
          columns: [
            { title: 'No', share: 1 },
            { title: 'Document', share: 5 },
            { title: 'Kind', share: 2 },
            { title: 'SHA-256 of its PDF', share: 6 },
          ],
          rows: documents.map(({ number, title, kind, sha256 }) => [
            String(number),
            title,
            kind,
            inFours(sha256),
          ]),
        },
        {
          kind: 'paragraph',
          text: `${count(proofs, 'entry', 'entries')} of the access log, each with a proof that a signed head of the log holds it. An entry tells what was done, when, and in which role. It names nobody.`,
        },
        {
          kind: 'paragraph',
          text: 'The file case.jsonld tells the same for other programs, as CASE and UCO 1.4.0 in JSON-LD.',
        },
        { kind: 'heading', level: 2, text: 'Not known' },
        { kind: 'list', isNumbered: false, items: unknowns },
        { kind: 'heading', level: 2, text: 'Check it yourself' },
        {
          kind: 'paragraph',
          text: 'Open verify.html from this bundle in any browser, without a connection, and give it the zip. It names every file that differs from what was given out.',
        },
        { kind: 'paragraph', text: `The list of all files is signed with this key: ${key}` },
        {
          kind: 'paragraph',
          text: 'Whoever makes a bundle anew can put in a key, a page and a cover of their own. Take the key from the file “keys” beside the published access log, not from here, and enter it on the page. A checker that is not from this bundle is the command “verify” with that key, of any copy of MetTrace.',
        },
        { kind: 'signature', label: 'Signature of the officer in the case, and date' },
        { kind: 'signature', label: 'Received by, and date' },
      ],
    },
  ],
})
