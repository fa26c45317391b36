import type { Position, Step } from '../facts/facts.ts'

/**
 * What stands between an exhibit and its end: a legal hold, an authority that is missing, and of what is sold or kept for police
 * use (Police (Property) Regulations 1997) the proof that its owner was written to. The witness is the other hand.
 */
export const missingPapers = (
  { isHeld }: Pick<Position, 'isHeld'>,
  { to, authority, letters }: Pick<Step, 'to' | 'authority' | 'letters'>,
): string[] => [
  ...(isHeld ? ['it is under a legal hold'] : []),
  ...(to !== 'gone:owner' && !authority ? ['the authority for its disposal is missing'] : []),
  ...((to === 'gone:auction' || to === 'gone:police use') && !letters
    ? ['the proof that its owner was written to is missing']
    : []),
]
