import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { spelledShort } from '@mettrace/protocol/codes/short-code'
import { cardsOf, homesOf } from '@mettrace/protocol/events/facts'
import { clockTolerance } from '@mettrace/protocol/events/server-time'
import { toldBy } from '@mettrace/protocol/judge/running'
import { z } from 'zod'
import type { App } from '../app/app.ts'
import { shortDate, whenOf } from '../app/times.ts'
import { standingUndoOf } from '../round/corrections.ts'
import { appointmentOf, safetyOf } from '../round/door-notes.ts'
import { stateAfter, stateWords } from '../round/door-state.ts'
import type { OwnRecord } from '../round/own-records.ts'
import { nameOf, type Door } from '../round/read-round.ts'
import { AppointmentLine } from './appointment-line.tsx'
import { backToList } from './back-to-list.ts'
import { BlockCardLine } from './block-card.tsx'
import { Button } from './frame.tsx'
import { Page, Pattern } from './page.tsx'
import { cameOf, factWords } from './record-words.ts'
import { useSealed } from './use-sealed.ts'

type TakeBackProps = { app: App; record: OwnRecord; undo: OwnRecord | undefined }

const TakeBack = ({ app, record, undo }: TakeBackProps): JSX.Element | null => {
  const of = record.stands ? record.id : undo?.id
  if (of === undefined) return null
  return (
    <Button
      press={() => app.record({ kind: 'undo', of }, null)}
      label={`${record.stands ? 'Undo' : 'Put back'}: ${factWords(record.fact)}`}
    >
      {record.stands ? 'Undo' : 'Put back'}
    </Button>
  )
}

export const Home = ({ app, door }: { app: App; door: Door }): JSX.Element => {
  const now = app.now.value
  const standing = app.byHome.value.get(door.home) ?? []
  const state = app.roundNow.value.stateOf(door)
  const own = app.records.value.filter(({ fact }) => homesOf(toldBy(fact)).includes(door.home))
  /** What the station tells may be what the officer's own records say already. */
  const isOwn = own.some(
    ({ came, fact, at }) =>
      came === 'sent' &&
      stateAfter(fact) !== undefined &&
      Math.abs(Date.parse(at) - Date.parse(door.outcome?.at ?? '')) < clockTolerance,
  )
  return (
    <Page
      app={app}
      title={nameOf(door)}
      aside={
        <>
          <Pattern state={state.state} /> <b>{stateWords[state.state]}</b>
        </>
      }
      lead={`${door.postcode}${state.tries > 0 ? `, ${state.tries} ${state.tries === 1 ? 'try' : 'tries'}` : ''}`}
      actions={
        <>
          <Button press={() => backToList(app, door)}>Back</Button>
          <Button main press={() => (app.screen.value = { name: 'outcome', home: door.home })}>
            Record an outcome
          </Button>
        </>
      }
    >
      {safetyOf(door, standing).map(({ note, risk, day }) => (
        <p key={note} class="safety">
          <b>! Safety: {risk}.</b> {note} <small>{shortDate(day)}</small>
        </p>
      ))}
      <AppointmentLine appointment={appointmentOf(door, standing)} />
      {door.first !== null && (
        <p>
          <b>Go first:</b> {door.first}
        </p>
      )}
      <BlockCardLine app={app} door={door} />
      <h2>What was done here</h2>
      {door.outcome && !isOwn && (
        <p class="line">
          <span>{whenOf(door.outcome.at, now)}</span>
          <b>
            {door.outcome.outcome === 'leave-out'
              ? 'Left out'
              : door.outcome.outcome === 'tell-sergeant'
                ? 'Sergeant told'
                : stateWords[door.outcome.outcome]}
            {door.outcome.card && `, card ${spelledShort(door.outcome.card)}`}
          </b>
          <small>sent</small>
        </p>
      )}
      {own.map((record) => (
        <p key={record.id} class="line">
          <span>{whenOf(record.at, now)}</span>
          <b>
            {factWords(record.fact)}
            {standingUndoOf(app.records.value, record.id) && ', undone'}
            {cardsOf(record.fact).length === 1 && `, card ${spelledShort(cardsOf(record.fact)[0]!)}`}
          </b>
          <small>{cameOf(record)}</small>
          <TakeBack app={app} record={record} undo={standingUndoOf(app.records.value, record.id)} />
        </p>
      ))}
      {!door.outcome && own.length === 0 && <p class="small">Nothing yet.</p>}
      <div class="grid">
        <Button press={() => (app.screen.value = { name: 'safety', home: door.home })}>Safety note</Button>
        <Button press={() => (app.screen.value = { name: 'tell', home: door.home })}>Tell sergeant</Button>
        <Button press={() => (app.screen.value = { name: 'words', home: door.home })} small="7 languages">
          Words to show
        </Button>
      </div>
    </Page>
  )
}

const risks = { dog: 'Dog', aggression: 'Aggression', building: 'Building', other: 'Other' } as const

const noteShape = z.object({
  risk: z.enum(['dog', 'aggression', 'building', 'other']).nullable(),
  note: z.string(),
})

export const Safety = ({ app, door }: { app: App; door: Door }): JSX.Element => {
  const { typed, type, done } = useSealed(app, `safety ${door.home}`, noteShape, { risk: null, note: '' })
  const { risk, note } = typed
  const [fault, setFault] = useState('')
  const save = (): void => {
    if (risk === null || note.trim() === '')
      return setFault('Choose what it is, and write what the next officer must know.')
    app.record(
      { kind: 'safety-note', home: door.home, risk, note: note.trim() },
      door.assignment,
      'Safety note',
    )
    leave()
  }
  const leave = (): void => {
    done()
    app.screen.value = { name: 'home', home: door.home }
  }
  return (
    <Page
      app={app}
      title="Safety note"
      lead={`${nameOf(door)}: for the next officer`}
      actions={
        <>
          <Button press={leave}>Back</Button>
          <Button main press={save}>
            Save note
          </Button>
        </>
      }
    >
      <div class="grid" role="group" aria-label="What is it">
        {(Object.keys(risks) as (keyof typeof risks)[]).map((each) => (
          <Button key={each} chosen={each === risk} press={() => type({ risk: each })}>
            {risks[each]}
          </Button>
        ))}
      </div>
      <label for="note">What must they know?</label>
      <textarea
        id="note"
        autocomplete="off"
        rows={3}
        maxLength={500}
        value={note}
        onInput={(event) => type({ note: event.currentTarget.value })}
      />
      <p class="wrong" role="alert">
        {fault}
      </p>
    </Page>
  )
}
