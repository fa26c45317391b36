import type { HomeSource } from './home-sources.ts'

/** Whether a source of homes is in use, and why not, in words. */
export const sourceState = ({ inUse, replacedBy, replaces, withdrawn }: HomeSource): string => {
  if (replacedBy !== null) return `replaced by ${replacedBy}`
  if (withdrawn) return 'withdrawn'
  if (!inUse) return 'not in use'
  return replaces === null ? 'in use' : `in use, replaces ${replaces}`
}
