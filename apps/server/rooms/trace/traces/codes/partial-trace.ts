import type { Method } from '@mettrace/readings/weight/weigh'
import type { PartialFault } from '@mettrace/readings/reading/read-partial'
import type { Database } from '../../../../foundation/database.ts'
import { inWorker, takeTurn } from '../../../../foundation/jobs/pool.ts'
import { codeRegisters } from './registers.ts'
import type { Weighed, WeighQuestion } from './weigh-reading.ts'

const weighing = new URL('weigh-worker.ts', import.meta.url)

/** Candidates that are kept of a trace. */
export const mostCandidates = 20

/** How many positions a partial reading has: brackets count for one, blanks and hyphens for none. */
export const positionsIn = (text: string): number =>
  [...text.replaceAll(/\[[^\]]*\]/g, '?').replaceAll(/[\s\u2010-\u2015\u2212-]/gu, '')].length

/** Whether a reading is written as a partial one. */
export const isPartial = (text: string): boolean => /[?[\]]/.test(text)

/** Every bracket is closed, and holds signs. */
const balanced = /^(?:[^[\]]|\[[^[\]?]+\])*$/

/** What is wrong with a partial reading, in words. */
export const faultInWords = (fault: PartialFault | 'no design', lengths: readonly number[]): string => {
  if (fault === 'no design')
    return lengths.length === 0
      ? 'No codes of kits are known here'
      : `Enter a sign for each position, and ? for one that was not read: codes here have ${lengths.join(' or ')}`
  switch (fault.fault) {
    case 'empty':
      return 'Enter what was read'
    case 'character':
      return `Check sign ${fault.column}: no code has ${fault.found} at that position`
    case 'bracket':
      return `Check the bracket at sign ${fault.column}: write [B8] where it may be B or 8`
    case 'length':
      return `Enter ${fault.expected} positions, not ${fault.found}`
  }
}

/**
 * Which kits could have given a partial reading. Takes a turn: the register may have to be opened first. Nothing is logged here;
 * whoever asks keeps the trace. Errors of the reading come as words.
 */
export const weighPartial = (
  database: Database,
  person: string,
  { text, method, on, most = mostCandidates }: Omit<WeighQuestion, 'part' | 'most'> & { most?: number },
): Promise<Weighed | { wrong: string }> =>
  takeTurn(person, async () => {
    if (!balanced.test(text)) return { wrong: 'Close each bracket: write [B8] where it may be B or 8' }
    const { parts } = await codeRegisters(database, person)
    const length = positionsIn(text)
    const lengths = parts.map(({ register }) => register.design.alphabets.length).toSorted((a, b) => a - b)
    const part = parts.find(({ register }) => register.design.alphabets.length === length)
    if (!part) return { wrong: faultInWords('no design', lengths) }
    const weighed = await inWorker<WeighQuestion, Weighed | PartialFault>(weighing, {
      part,
      text,
      method: method as Method | null,
      on,
      most,
    })
    return 'fault' in weighed ? { wrong: faultInWords(weighed, lengths) } : weighed
  })
