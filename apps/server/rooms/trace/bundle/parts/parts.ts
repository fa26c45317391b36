import { continuityPart } from './continuity.ts'
import type { MakePart } from './part.ts'
import { picturesPart } from './pictures.ts'
import { readingsPart, resultsPart } from './readings.ts'
import { statementParts } from './statements.ts'
import { traceParts } from './traces.ts'
import { unusedPart } from './unused.ts'

/** What a bundle holds, in its order. Whatever else belongs to a case is added here. */
export const bundleParts: readonly MakePart[] = [
  statementParts,
  continuityPart,
  resultsPart,
  readingsPart,
  traceParts,
  unusedPart,
  picturesPart,
]
