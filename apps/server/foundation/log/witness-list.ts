import { parseVerifyingKey, signatureType } from '@mettrace/ledger/note/key'
import { MetTraceError } from '../errors.ts'
import type { WitnessAddress } from './witness-client.ts'

/**
 * Reads METTRACE_WITNESSES: key and address of each witness with a space between, witnesses with commas between.
 * Errors: `usage` saying what is wrong with it.
 */
export const parseWitnesses = (text: string | undefined): WitnessAddress[] =>
  (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map(parseOne)

const parseOne = (text: string): WitnessAddress => {
  const [key = '', url = '', ...more] = text.split(/\s+/)
  try {
    const parsed = parseVerifyingKey(key)
    if (parsed.type !== signatureType.witness) throw new RangeError('This is not the key of a witness.')
    if (!/^https?:\/\//.test(url) || more.length > 0) throw new RangeError('The address begins with http.')
    return { key: parsed, url }
  } catch (error) {
    throw new MetTraceError(
      'usage',
      `The setting METTRACE_WITNESSES cannot be used: ${(error as Error).message}`,
      { found: text, expected: 'name+id+key https://…, name+id+key https://…' },
    )
  }
}
