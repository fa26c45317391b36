import { continuityPart } from './continuity.ts'
import type { MakePart } from './part.ts'
import { statementParts } from './statements.ts'
import { unusedPart } from './unused.ts'

/** What a bundle holds, in its order. Whatever else belongs to a case is added here. */
export const bundleParts: readonly MakePart[] = [statementParts, continuityPart, unusedPart]
