import { contradictions, plainPositions, unsurePositions } from '@mettrace/readings/reading/positions'

/** How a mark is coded: signs by position, markers that are in it or not, or a name that only its maker can take apart. */
export const codeKinds = ['text', 'markers', 'opaque'] as const
export type CodeKind = (typeof codeKinds)[number]

/** A code as it was read. `text`: as people write it, `NLP[OQ]-1?444`, `10?1`, or a name. */
export type Code = {
  kind: CodeKind
  text: string
  /** How many positions there are; null of a name. */
  positions: number | null
  /** Positions, from 1, that were not read, or not surely. */
  unsure: readonly number[]
}

/** A name of a code: 4 to 40 letters and digits in groups, as kits carry it. */
const opaque = /^[0-9A-Z](?:[ ./_-]?[0-9A-Z]){3,39}$/

const examples: Readonly<Record<CodeKind, string>> = {
  text: 'NLP[OQ]-1?444',
  markers: '10?1',
  opaque: 'LAB-20417',
}

/** Reads a code as it was typed, or says what is wrong with it. Nothing of the code itself is in what is wrong. */
export const codeFrom = (kind: CodeKind, typed: string): { code: Code } | { fault: string } => {
  const text = typed.toUpperCase().trim().replaceAll(/\s+/g, ' ')
  if (kind === 'opaque')
    return opaque.test(text) && text.length <= 40
      ? { code: { kind, text, positions: null, unsure: [] } }
      : { fault: `Enter a code of 4 to 40 letters and digits, such as ${examples[kind]}` }
  const read = plainPositions(kind, text)
  if ('positions' in read)
    return {
      code: { kind, text, positions: read.positions.length, unsure: unsurePositions(read.positions) },
    }
  switch (read.fault) {
    case 'empty':
      return { fault: `Enter what was read, such as ${examples[kind]}` }
    case 'character':
      return {
        fault: `Sign ${read.column} of the code must be ${kind === 'markers' ? '1, 0 or ?' : 'a letter, a digit or ?'}`,
      }
    case 'bracket':
      return { fault: `The bracket at sign ${read.column} of the code must hold signs and be closed` }
    case 'length':
      return { fault: `Enter 64 positions or fewer: these are ${read.found}` }
  }
}

const positionsOf = ({ kind, text }: Code): readonly string[] => {
  if (kind === 'opaque') return []
  const read = plainPositions(kind, text)
  return 'positions' in read ? read.positions : []
}

/** How two codes that were read of one mark go together. `at`: positions, from 1, that contradict each other. */
export type Comparison = { as: 'same' } | { as: 'different'; at: readonly number[] } | { as: 'no comparison' }

/** Compares what was read twice. Codes of different kinds say nothing of each other. */
export const compareCodes = (one: Code, other: Code): Comparison => {
  if (one.kind !== other.kind) return { as: 'no comparison' }
  if (one.kind === 'opaque') return one.text === other.text ? { as: 'same' } : { as: 'different', at: [] }
  const at = contradictions(positionsOf(one), positionsOf(other))
  return at?.length === 0 ? { as: 'same' } : { as: 'different', at: at ?? [] }
}

const signWords = (kind: CodeKind, read: string): string => {
  if (kind !== 'markers') return read === '' ? 'not read' : [...new Set(read)].join(' or ')
  return read === '1' ? 'present' : read === '0' ? 'absent' : 'unsure'
}

/** What was read position by position, in words; empty of a name. */
export const positionRows = (code: Code): { position: number; read: string; isUnsure: boolean }[] =>
  positionsOf(code).map((read, at) => ({
    position: at + 1,
    read: signWords(code.kind, read),
    isUnsure: code.unsure.includes(at + 1),
  }))
