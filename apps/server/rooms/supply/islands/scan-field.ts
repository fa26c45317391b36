import { faultWords, lostSeparatorWords } from '@mettrace/kit-codes/scan/fault-words'
import { readScan } from '@mettrace/kit-codes/scan/read-scan'
import { serialLength, spelled } from '@mettrace/kit-codes/serial/serial'

type Field = HTMLInputElement | HTMLTextAreaElement

const separator = '\u001d'

/** Milliseconds between two characters that no hand reaches and every scanner does. */
const fastest = 50

/** What came into the field since the line began, and whether all of it came faster than by hand. */
type Burst = { text: string; isFast: boolean; at: number }

const newBurst = (): Burst => ({ text: '', isFast: true, at: 0 })

const add = (burst: Burst, text: string, at: number): void => {
  if (burst.text !== '' && at - burst.at > fastest) burst.isFast = false
  burst.text += text
  burst.at = at
}

/** The line that the cursor is on. */
const lineAt = (field: Field): string => {
  const at = field.selectionStart ?? field.value.length
  const from = field.value.lastIndexOf('\n', at - 1) + 1
  const end = field.value.indexOf('\n', at)
  return field.value.slice(from, end < 0 ? undefined : end).trim()
}

const wordsFor = (text: string): string => {
  const scan = readScan(text, { by: 'keyboard', year: new Date().getFullYear() })
  if (scan.kind === 'refused') return faultWords(scan.why)
  if (scan.kind === 'ask') return `${lostSeparatorWords} You are asked when you send it.`
  return 'serial' in scan ? `Kit ${spelled(scan.serial)}.` : `Box ${scan.box}.`
}

/** Tells scanned from typed, adds the separators that scanners type with the Control key, and says what each line is. */
const watch = (
  field: Field,
  hidden: { scanned: HTMLInputElement; watched: HTMLInputElement },
  said: Element,
): void => {
  let burst = newBurst()
  hidden.watched.value = 'yes'

  const endLine = (text: string, tells = true): void => {
    if (burst.isFast && text.length >= serialLength.least && burst.text.trim() === text)
      hidden.scanned.value = [...hidden.scanned.value.split('\n'), text]
        .filter((line) => line !== '')
        .join('\n')
    if (tells) said.textContent = text === '' ? '' : wordsFor(text)
    burst = newBurst()
  }

  field.addEventListener('keydown', (event) => {
    const { key, ctrlKey, timeStamp } = event as KeyboardEvent
    if (key === separator || (ctrlKey && key === ']')) {
      event.preventDefault()
      field.setRangeText(separator, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end')
      add(burst, separator, timeStamp)
    } else if (key === 'Enter') endLine(lineAt(field))
  })
  field.addEventListener('input', (event) => {
    const { inputType, data, timeStamp } = event as InputEvent
    if (inputType === 'insertText' && data !== null) add(burst, data, timeStamp)
    else if (!inputType.startsWith('insertLineBreak')) burst.isFast = field.value === ''
  })
  // Whoever goes on to a button hears it from the answer: words here would move the button away from under the pointer.
  field.addEventListener('blur', (event) => {
    const { relatedTarget } = event as FocusEvent
    if (burst.text !== '') endLine(lineAt(field), !(relatedTarget instanceof HTMLButtonElement))
  })
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island="scan-field"]')) {
  const field = element.querySelector<Field>('[data-scan]')
  const scanned = element.querySelector<HTMLInputElement>('[data-scanned]')
  const watched = element.querySelector<HTMLInputElement>('[data-watched]')
  const said = element.querySelector('[data-said]')
  if (field && scanned && watched && said) watch(field, { scanned, watched }, said)
}
