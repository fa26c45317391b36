import type { Needs } from '../access/may.ts'
import type { Transaction } from '../with-actor.ts'

/** One figure of a room for whoever leads, in words, with how old it is. */
export type GlanceFigure = {
  /** What the figure is of. */
  of: string
  figure: string
  unit: string
  /** What it means today, in a sentence or two. */
  words: string
  age: string
  /** Drawn besides: pieces of a bar 200 wide, each with its classes and the id of its pattern, if any. */
  bar?: { style: string; pattern: string | null; x: number; width: number }[]
}

/** What a room shows of itself at a glance, to whom, and the page that says more. */
export type Glance = {
  needs: Needs
  /** The page that says more, for those who may ask for it. */
  way: { to: { pattern: string }; words: string; needs: Needs }
  from: () => Promise<{ glance: (tx: Transaction, now: Date) => Promise<GlanceFigure> }>
}
