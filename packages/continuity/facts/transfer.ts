import { handKind, type Hand } from '../hands/hands.ts'
import type { FactKind } from './facts.ts'

/** What it is called that an exhibit goes from one hand to another. */
export const transferKind = (from: Hand, to: Hand): FactKind => {
  if (to === 'gone:destroyed') return 'destroyed'
  if (to === 'gone:owner') return 'returned'
  if (handKind(to) === 'gone') return 'disposed'
  if (handKind(to) === 'courier') return 'sent'
  if (handKind(from) === 'courier' || handKind(to) === 'laboratory') return 'received'
  return handKind(from) === 'laboratory' || handKind(from) === 'court' ? 'returned' : 'moved'
}
