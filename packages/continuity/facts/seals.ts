import type { Condition, FactKind } from './facts.ts'

/** Seal number as bags carry it: capitals and digits, up to twenty. */
export const sealFrom = (text: string): string | undefined => {
  const seal = text.replaceAll(/[\s-]/g, '').toUpperCase()
  return /^[A-Z0-9]{4,20}$/.test(seal) ? seal : undefined
}

/** Seal after a fact: none once it was opened, or found otherwise than whole. */
export const sealAfter = (
  before: string,
  { kind, seal, condition }: { kind: FactKind; seal?: string | undefined; condition?: Condition | undefined },
): string => {
  if (kind === 'opened' || (condition !== undefined && condition !== 'intact')) return ''
  return seal ?? before
}
