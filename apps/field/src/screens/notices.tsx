import type { JSX } from 'preact'
import type { Duty } from '../app/duty.ts'
import type { Notice, Shell } from '../app/session.ts'
import { clockTime, duration, shortDate } from '../app/times.ts'

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

/** Of the side that scans, which has no homes. */
const scansLost =
  'This phone lost its storage: the browser cleared it. Scans that were not sent then are gone from here. Tell your sergeant.'

const hidden: Readonly<Record<Duty, string>> = { doors: 'Homes', scans: 'Places and lamps' }

const Lease = ({ app }: { app: Shell }): JSX.Element | null => {
  const lease = app.lease.value
  if (!lease || lease.state === 'runs') return null
  if (lease.state === 'over')
    return (
      <p class="notice" role="status">
        <b>{hidden[app.duty]} are hidden.</b> There was no contact for 72 hours. Find a signal and sign in:
        your records stay and are sent in your name.
      </p>
    )
  return (
    <p class="notice" role="status">
      <b>
        {hidden[app.duty]} are hidden in {duration(lease.endsAt - app.now.value)}
      </b>
      , at {shortDate(lease.endsAt)} {clockTime(lease.endsAt)}, 72 hours after the last contact.
    </p>
  )
}

/** What must be known on every screen, first thing. */
export const Notices = ({ app }: { app: Shell }): JSX.Element => (
  <>
    <Lease app={app} />
    {[...app.notices.value].map((notice) => (
      <p key={notice} class="notice" role="status">
        {notice === 'store-lost' && app.duty === 'scans' ? scansLost : words[notice]}{' '}
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
