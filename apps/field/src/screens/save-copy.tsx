import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { App } from '../app/app.ts'
import type { MadeCopy } from '../app/copies.ts'
import { counted } from '../app/times.ts'
import { Button } from './frame.tsx'

/** Milliseconds for which a browser may take to write a file. */
const writing = 60_000

/** Gives a file to whoever holds the phone, as a download. */
const give = ({ name, text }: MadeCopy): void => {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), writing)
}

const wordsOf = ({ name, records, unsent, left }: MadeCopy, unsaved: number): string =>
  [
    `${name}: ${counted(records, 'record')}, ${unsent} of them not sent. Give the file to your sergeant.`,
    left > 0 && `${left} more found no room in it: keep this phone.`,
    unsaved > 0 && `${unsaved} not saved on this phone are not in it: keep it open.`,
  ]
    .filter(Boolean)
    .join(' ')

const notYet = 'A copy cannot be saved yet: this phone must have been in contact with the station once.'

/** A copy of what is saved here, for the station alone, where this phone cannot send. */
export const SaveCopy = ({ app }: { app: App }): JSX.Element => {
  const [words, say] = useState('')
  const view = app.view.value
  const save = async (): Promise<void> => {
    try {
      const made = view && (await app.copies.value?.make(view, app.now.value))
      if (made) give(made)
      say(made ? wordsOf(made, view.unsaved.length) : notYet)
    } catch {
      say('The file could not be made. Try once more.')
    }
  }
  const isEmpty = !view || view.unsent.length + view.answered.length === 0
  return (
    <>
      <h2>If this phone cannot send</h2>
      <p class="small">
        Save a copy of your records as a file. Only the station can read it; your sergeant reads it in under
        “Saved copies”. Your records stay here too. Pictures are not in the file.
      </p>
      {isEmpty ? (
        <p class="empty">Nothing of yours is saved here.</p>
      ) : (
        <Button press={() => void save()}>Save a copy for the station</Button>
      )}
      <p class="small" role="status">
        {words}
      </p>
    </>
  )
}
