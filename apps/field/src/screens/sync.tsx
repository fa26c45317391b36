import type { JSX } from 'preact'
import { signInFor } from '../app/duty.ts'
import type { App } from '../app/app.ts'
import { clockTime, counted, whenOf } from '../app/times.ts'
import { toGoWords } from '../pictures/picture-words.ts'
import type { OwnRecord } from '../round/own-records.ts'
import { RecordRow } from './done.tsx'
import { Button } from './frame.tsx'
import { Page } from './page.tsx'
import { factWords, whereOf } from './record-words.ts'
import { SaveCopy } from './save-copy.tsx'

const storageWords = {
  works: 'Writing was tried and works',
  full: 'Full. Nothing can be saved until there is room',
  'not-tried': 'Not tried yet',
} as const

const SetAside = ({ app, record }: { app: App; record: OwnRecord }): JSX.Element | null => {
  if (record.answer?.answer !== 'set-aside') return null
  return (
    <button
      type="button"
      class="row action"
      onClick={() => (app.screen.value = { name: 'record', event: record.id })}
    >
      <b>
        {whereOf(record.fact, app.round.value)}, {factWords(record.fact)}
      </b>
      <small>{record.answer.words}</small>
    </button>
  )
}

const Full = ({ unsaved }: { unsaved: number }): JSX.Element => (
  <section class="full">
    <p>
      <b>{counted(unsaved, 'record is', 'records are')} not saved.</b> {unsaved === 1 ? 'It is' : 'They are'}{' '}
      held on this screen. <b>Do not close the app.</b>
    </p>
    <ol>
      <li>Delete pictures or apps; leave this screen open.</li>
      <li>If that does not help: write it on paper and tell the sergeant.</li>
    </ol>
    <p class="small">It tries again by itself. You may go on; each stays here until it is saved.</p>
  </section>
)

const sinceWords = (time: number | null, now: number): string =>
  time === null ? 'Not since this phone was opened' : `Last ${whenOf(new Date(time).toISOString(), now)}`

/** What is on this phone and not at the station, and why. */
export const Sync = ({ app }: { app: App }): JSX.Element => {
  const view = app.view.value
  const now = app.now.value
  const records = app.records.value
  const waiting = records.filter(({ came }) => came === 'not-saved' || came === 'on-phone')
  const aside = records.filter(({ came }) => came === 'set-aside')
  const unsaved = view?.unsaved.length ?? 0
  const underEarlierPin = app.me.value?.underEarlierPin ?? 0
  const notSent = waiting.length + underEarlierPin
  const toGo = view ? toGoWords(view.picturesToGo) : null
  const isFull = unsaved > 0 && view?.storage === 'full'
  const title = isFull
    ? 'This phone is full'
    : notSent > 0
      ? `${notSent} not sent`
      : toGo !== null
        ? `${counted(view?.picturesToGo.count ?? 0, 'picture')} to go`
        : view?.sentAt
          ? `All sent ${clockTime(view.sentAt)}`
          : 'Nothing to send'
  const nextIn = view?.nextAt ? Math.max(0, Math.ceil((view.nextAt - app.monotonic()) / 1000)) : null
  const ofOthers = Math.max(0, (view?.ofOthers ?? 0) - underEarlierPin)
  const isOver = app.lease.value?.state === 'over'
  return (
    <Page
      app={app}
      title={title}
      lead={notSent > 0 && !isFull ? 'Saved on this phone.' : undefined}
      actions={
        <>
          {view?.trouble?.startsWith('Sign in') && (
            <Button press={() => location.assign(signInFor(app.duty))}>Sign in</Button>
          )}
          <Button main press={() => app.open.value?.phone.tryNow()}>
            {view?.busy ? 'Trying …' : 'Try now'}
          </Button>
        </>
      }
    >
      {isFull && <Full unsaved={unsaved} />}
      <ul class="records">
        {waiting.map((record) => (
          <RecordRow key={record.id} app={app} record={record} />
        ))}
      </ul>
      {underEarlierPin > 0 && (
        <button type="button" class="row action" onClick={() => (app.screen.value = { name: 'earlier-pin' })}>
          <b>{counted(underEarlierPin, 'record')} under your earlier PIN</b>
          <small>Enter it, and they are sent. Without it nobody can open them.</small>
        </button>
      )}
      {aside.length > 0 && <h2>{aside.length} set aside by the station</h2>}
      {aside.map((record) => (
        <SetAside key={record.id} app={app} record={record} />
      ))}
      <h2>This phone and the station</h2>
      <dl class="facts">
        <dt>Sent</dt>
        <dd>
          {records.length - waiting.length} of {records.length}, each answered.{' '}
          {sinceWords(view?.sentAt ?? null, now)}
        </dd>
        <dt>Pictures</dt>
        <dd>{toGo === null ? 'None to go' : `${toGo} to go, after your records`}</dd>
        <dt>Fetched</dt>
        <dd>{sinceWords(view?.fetchedAt ?? null, now)}. What others did after that is not here yet</dd>
        {view?.looksWait && (
          <>
            <dt>Opened</dt>
            <dd>
              The station did not take which homes you opened. It stays here and is sent again by itself
            </dd>
          </>
        )}
        <dt>Storage</dt>
        <dd>{storageWords[view?.storage ?? 'not-tried']}</dd>
        <dt>Others</dt>
        <dd>
          {ofOthers > 0 ? `${ofOthers} of other officers wait for their PIN` : 'Nothing of others waits here'}
        </dd>
        {(app.round.value?.unread ?? 0) > 0 && (
          <>
            <dt>Not read</dt>
            <dd>{counted(app.round.value!.unread, 'row')} of your round could not be read. Update the app</dd>
          </>
        )}
      </dl>
      <SaveCopy app={app} />
      {isOver && <p>After a contact, lock and enter your PIN again: your homes come back.</p>}
      <p class="small" role="status">
        {view?.trouble ?? (view?.busy ? 'In contact with the station.' : 'No trouble at the last contact.')}{' '}
        {nextIn !== null && <span aria-hidden="true">By itself again in {nextIn} s.</span>}
      </p>
      <Button press={() => void app.lock()}>Lock this phone</Button>
    </Page>
  )
}
