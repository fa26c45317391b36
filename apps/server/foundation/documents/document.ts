/** A column of a table: `share` of the width, which all columns divide between them. */
export type Column = { title: string; share: number }

/** What a document is made of. A newline in a text begins a new line. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; text: string; look?: 'code' | 'address' }
  | { kind: 'list'; isNumbered: boolean; items: readonly string[] }
  /** The first cell of a row is its header. */
  | { kind: 'table'; caption: string; columns: readonly Column[]; rows: readonly (readonly string[])[] }
  /** A JPEG or PNG, with the words for whoever does not see it. */
  | { kind: 'figure'; picture: Uint8Array; alt: string; caption: string }
  /** A line to sign on, with what it is for below it. */
  | { kind: 'signature'; label: string }

/** A part begins on a sheet of its own, in a language of its own (BCP 47). */
export type Part = { language: string; blocks: readonly Block[] }

/** A document, from which a web page and a PDF are written that say the same in the same order. */
export type PaperDocument = {
  title: string
  language: string
  /** What stands above every page: a protective marking and a reference, each empty where there is none. */
  marking: string
  reference: string
  /** Kept in the PDF: the same document at the same moment has the same bytes. */
  madeAt: Date
  parts: readonly Part[]
}
