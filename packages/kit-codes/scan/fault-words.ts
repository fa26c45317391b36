import { serialLength, spelled } from '../serial/serial.ts'
import type { Choice, ScanFault } from './read-scan.ts'

const shown = (text: string): string => `"${text.slice(0, 40)}"`

/** What is wrong with what a field was given, and what to do: one or two sentences for the person at the field. */
export const faultWords = (why: ScanFault): string => {
  switch (why.fault) {
    case 'empty':
      return 'Scan or enter a serial.'
    case 'character':
      return `A serial has letters and digits only. Character ${why.column} is ${shown(why.found)}.`
    case 'length':
      return `A serial has ${serialLength.least} to ${serialLength.most} characters. This has ${why.found}.`
    case 'check': {
      const meant = why.meant.slice(0, 3).map(spelled).join(' or ')
      const words = `${spelled(why.found)} is not a serial: a character is wrong or missing, or two are swapped.`
      return meant ? `${words} Did you mean ${meant}?` : words
    }
    case 'elements':
      return `We could not read this label. Character ${why.column} begins ${shown(why.found)}; we expected ${why.expected}.`
    case 'no serial':
      return `This label names no kit and no box: ${why.found}.`
  }
}

/** A reading to choose, in words. */
export const choiceWords = ({ text, scanned }: Choice): string => {
  if (!scanned) return `${text}: no kit and no box`
  const what = 'serial' in scanned ? `kit ${spelled(scanned.serial)}` : `box ${scanned.box}`
  const batch = scanned.label.batch ? ` of batch ${scanned.label.batch}` : ''
  return `${what}${batch}, from ${text}`
}

export const lostSeparatorWords = 'The scanner lost a separator, so this label can be read in several ways.'
