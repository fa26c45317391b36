import type { Risk } from '../types.ts'

/** Whether the last twelve months of the history are loaded: otherwise nothing is said of them. */
export const hasLastYear = ({ areas }: Pick<Risk, 'areas'>): boolean =>
  areas.some(({ lastYear }) => lastYear !== null)
