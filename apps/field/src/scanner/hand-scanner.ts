import { separator } from '@mettrace/kit-codes/gs1/element-strings'
import { serialLength } from '@mettrace/kit-codes/serial/serial'

/** A key as a browser tells it. `timeStamp`: milliseconds. */
export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat' | 'timeStamp'>

/** Milliseconds from key to key, on average: scanners need 1 to 30, and six keys in a row by hand take 60 at the least. */
const averageGap = 40
/** No longer than this between two keys, however late one of them came over the air. */
const longestGap = 120

const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock', 'Meta'])

/** What scanners press for the separator of GS1. */
const isSeparator = ({ key, ctrlKey }: Key): boolean =>
  key === separator || key === 'F8' || (ctrlKey && key === ']')

/**
 * Tells a hand scanner, which is a keyboard, from hands: keys faster than anybody types, and Enter or Tab at their end. Each
 * key in turn gives null, or the text that a scanner has just ended.
 */
export const handScanner = (): ((key: Key) => string | null) => {
  let text = ''
  let beganAt = 0
  let lastAt = 0
  const isFast = (): boolean =>
    text.length >= serialLength.least && (lastAt - beganAt) / (text.length - 1) <= averageGap
  return (pressed) => {
    const { key, timeStamp: at, ctrlKey, altKey, metaKey, repeat } = pressed
    if (modifiers.has(key)) return null
    const isLate = at - lastAt > longestGap
    if (key === 'Enter' || key === 'Tab') {
      const scanned = !isLate && isFast() ? text : null
      text = ''
      return scanned
    }
    const sign = isSeparator(pressed) ? separator : key
    if (sign.length !== 1 || repeat || (sign !== separator && (ctrlKey || altKey || metaKey))) {
      text = ''
      return null
    }
    if (isLate || text === '') {
      text = ''
      beganAt = at
    }
    text += sign
    lastAt = at
    return null
  }
}
