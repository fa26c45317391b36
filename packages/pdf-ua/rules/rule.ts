import type { Subject } from '../read/subject.ts'

/** A rule of PDF/UA-1: its clause and test as the veraPDF profile numbers them, and what it says. */
export type Rule = {
  id: string
  says: string
  /** What breaks it, each in words; nothing where it is kept. */
  faults: (subject: Subject) => string[]
}
