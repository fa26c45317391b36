import type { EventId } from '../words/values.ts'
import { digestOf } from './digest.ts'
import { bodies, bodyOf, shortCodeOf } from './short-code.ts'

/** What a phone and its station hold of one event once it was answered. */
export type Received = { id: EventId; answer: 'accepted' | 'set-aside' }

/**
 * The evening receipt: the same short code on the phone and at the station over the same list, whatever its order. A
 * duplicate counts as what it was answered first. Two lists that differ have one code once in some 500 million times.
 */
export const receiptCode = (day: string, received: readonly Received[]): string => {
  const lines = received.map(({ id, answer }) => `${id} ${answer}\n`).toSorted()
  const list = `${day}\n${lines.join('')}`
  for (let turn = 0; ; turn++) {
    const number = Number.parseInt(digestOf(`${turn} ${list}`).slice(0, 12), 16)
    const code = shortCodeOf(bodyOf(number % bodies))
    if (code !== undefined) return code
  }
}
