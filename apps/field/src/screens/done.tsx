import type { JSX } from 'preact'
import { spelledShort } from '@mettrace/protocol/codes/short-code'
import type { App } from '../app/app.ts'
import { clockTime, counted, receiptDay, shortDate, whenOf } from '../app/times.ts'
import { stateAfter } from '../round/door-state.ts'
import type { OwnRecord } from '../round/own-records.ts'
import { Button } from './frame.tsx'
import { Page, Pattern } from './page.tsx'
import { cameOf, factWords, whereOf } from './record-words.ts'

export const RecordRow = ({ app, record }: { app: App; record: OwnRecord }): JSX.Element => {
  const state = stateAfter(record.fact)
  return (
    <li>
      <button
        type="button"
        class="record"
        onClick={() => (app.screen.value = { name: 'record', event: record.id })}
      >
        <b>{whenOf(record.at, app.now.value)}</b>
        <span>
          {whereOf(record.fact, app.round.value)}
          <small>
            {state && <Pattern state={state} />} {factWords(record.fact)}
            {!record.stands && record.fact.kind !== 'undo' && ', undone or answered'}
          </small>
        </span>
        <small>{cameOf(record)}</small>
      </button>
    </li>
  )
}

/** What I did: stays readable for seven days, with the receipt of the day. */
export const Done = ({ app }: { app: App }): JSX.Element => {
  const today = receiptDay(app.now.value)
  const records = app.records.value.toReversed()
  const ofToday = records.filter(({ at }) => at.startsWith(today))
  const earlier = records.filter(({ at }) => !at.startsWith(today))
  const arrived = ofToday.filter(({ came }) => came === 'sent' || came === 'set-aside').length
  const aside = ofToday.filter(({ came }) => came === 'set-aside').length
  const isWhole = ofToday.length > 0 && !app.me.value?.underEarlierPin
  const receipt = isWhole ? (app.view.value?.receipt(today) ?? null) : null
  return (
    <Page
      app={app}
      title={receipt === null ? 'Done today' : spelledShort(receipt)}
      lead={
        receipt === null
          ? undefined
          : `Evening receipt, ${shortDate(app.now.value)} ${clockTime(app.now.value)}`
      }
      actions={
        <Button
          main
          press={() => {
            if (!app.lock()) app.screen.value = { name: 'sync' }
          }}
        >
          End of shift: lock
        </Button>
      }
    >
      <p>
        <b>
          {arrived} of {ofToday.length} at the station
        </b>
        {aside > 0 && `, ${aside} of them set aside`}.{' '}
        {receipt === null
          ? 'The receipt comes when all are there.'
          : 'The station shows the same code over the same list, in “Evening receipts”.'}
      </p>
      <h2>Done today</h2>
      {ofToday.length === 0 && <p class="empty">Nothing yet.</p>}
      <ul class="records">
        {ofToday.map((record) => (
          <RecordRow key={record.id} app={app} record={record} />
        ))}
      </ul>
      {earlier.length > 0 && (
        <>
          <h2>{counted(earlier.length, 'record')} of earlier days</h2>
          <ul class="records">
            {earlier.map((record) => (
              <RecordRow key={record.id} app={app} record={record} />
            ))}
          </ul>
        </>
      )}
      <p class="small">Records stay here for 7 days after they were sent.</p>
    </Page>
  )
}
