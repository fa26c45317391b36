import type { JSX } from 'preact'
import type { App, Notice } from '../app/app.ts'
import { clockTime, duration, shortDate } from '../app/times.ts'
import { factWords, whereOf } from './record-words.ts'

const words: Readonly<Record<Notice, string>> = {
  'other-window-blocks': 'Close the other window of this app: an older version of it keeps the storage.',
  'window-outdated': 'A newer version of this app is open. Load this window again; what is saved stays.',
  'update-waits': 'A new version is ready.',
  'update-does-not-come': 'The new version did not start. Close all windows of this app and open it again.',
  revoked: 'The station has revoked this phone. Everything on it was erased. Ask your sergeant.',
  'locked-itself': 'Locked by itself after 5 minutes. What you recorded and typed is kept.',
  'storage-shut':
    'The storage of this phone does not open. The phone is full, most likely: delete pictures or apps. What you recorded stays, and is here again once there is room.',
  'store-lost':
    'This phone lost its storage: the browser cleared it. Records that were not sent then are gone from here, and so is which homes you opened since the last contact. Your round is fetched anew; tell your sergeant.',
}

const Lease = ({ app }: { app: App }): JSX.Element | null => {
  const lease = app.lease.value
  if (!lease || lease.state === 'runs') return null
  if (lease.state === 'over')
    return (
      <p class="notice" role="status">
        <b>Homes are hidden.</b> There was no contact for 72 hours. Find a signal and sign in: your records
        stay and are sent in your name.
      </p>
    )
  return (
    <p class="notice" role="status">
      <b>Homes are hidden in {duration(lease.endsAt - app.now.value)}</b>, at {shortDate(lease.endsAt)}{' '}
      {clockTime(lease.endsAt)}, 72 hours after the last contact.
    </p>
  )
}

/** The next outcome of a door takes the place of a record: nobody may overlook that. */
const Correcting = ({ app }: { app: App }): JSX.Element | null => {
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

/** What must be known on every screen, first thing. */
export const Notices = ({ app }: { app: App }): JSX.Element => (
  <>
    <Lease app={app} />
    <Correcting app={app} />
    {[...app.notices.value].map((notice) => (
      <p key={notice} class="notice" role="status">
        {words[notice]}{' '}
        {notice === 'update-waits' && app.isQuiet() && (
          <button type="button" class="link" onClick={() => app.update()}>
            Update now
          </button>
        )}
        {notice === 'window-outdated' && (
          <button type="button" class="link" onClick={() => location.reload()}>
            Load again
          </button>
        )}
        {notice === 'store-lost' && (
          <button type="button" class="link" onClick={() => app.tell('store-lost', false)}>
            I have read this
          </button>
        )}
      </p>
    ))}
  </>
)
