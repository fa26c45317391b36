import type { JSX } from 'preact'
import type { App } from '../app/app.ts'
import { factWords, whereOf } from './record-words.ts'

/** The next outcome of a door takes the place of a record: nobody may overlook that. */
export const Correcting = ({ app }: { app: App }): JSX.Element | null => {
  const record = app.records.value.find(({ id }) => id === app.correcting.value)
  if (!record) return null
  return (
    <p class="notice" role="status">
      <b>
        Correcting {whereOf(record.fact, app.round.value)}, {factWords(record.fact)}.
      </b>{' '}
      The outcome that you record next takes its place, at this door or at another.{' '}
      <button
        type="button"
        class="link"
        onClick={() => (app.screen.value = { name: 'record', event: record.id })}
      >
        Stop correcting
      </button>
    </p>
  )
}
