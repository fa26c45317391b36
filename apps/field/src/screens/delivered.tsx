import type { JSX } from 'preact'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { toldBy } from '@mettrace/protocol/judge/running'
import type { EventId } from '@mettrace/protocol/words/values'
import type { App } from '../app/app.ts'
import { clockTime, counted } from '../app/times.ts'
import { nameOf, type Door } from '../round/read-round.ts'
import { backToList } from './back-to-list.ts'
import { NextDoorButton } from './next-door.tsx'
import { Button } from './frame.tsx'
import { Page, Pattern } from './page.tsx'

const stickerWords = { up: 'Up, seen', given: 'Given', 'not-wanted': 'Not wanted' } as const

export const DeliveredPage = ({
  app,
  door,
  event,
}: {
  app: App
  door: Door
  event: EventId
}): JSX.Element => {
  const record = app.records.value.find(({ id }) => id === event)
  const done = app.justDone.value?.event === event ? app.justDone.value : null
  const told = record && toldBy(record.fact)
  const fact = told?.kind === 'delivered' ? told : null
  const isProtected = (fact?.applied.length ?? 0) > 0
  const undone = record?.stands === false
  const saved =
    !record || record.came === 'not-saved' ? 'Saving …' : `Saved on this phone ${clockTime(record.at)}`
  const sent =
    record?.came === 'sent'
      ? 'Sent.'
      : record?.came === 'set-aside'
        ? 'Sent, set aside.'
        : 'Not sent yet. It will go by itself.'
  return (
    <Page
      app={app}
      title={undone ? 'Undone' : isProtected ? 'Protected' : 'Delivered'}
      lead={nameOf(door)}
      actions={
        <>
          <Button press={() => backToList(app, door)}>{app.walksBy === 'map' ? 'Map' : 'List'}</Button>
          <NextDoorButton app={app} />
        </>
      }
    >
      <p>
        {!undone && <Pattern state={isProtected ? 'protected' : 'delivered'} />} <b>{saved}</b>
        <br />
        <small>{sent}</small>
      </p>
      {fact && (
        <dl class="facts">
          <dt>Kit</dt>
          <dd class="serial">{spelled(fact.kit)}</dd>
          <dt>Resident</dt>
          <dd>
            {fact.resident.name === null ? 'Name not given' : 'Name given'},{' '}
            {fact.resident.contact === null ? 'no contact' : 'contact given'}
          </dd>
          <dt>Consent</dt>
          <dd>
            {fact.resident.consent.agreed ? 'Agrees' : 'Does not agree'}, notice version{' '}
            {fact.resident.consent.version}
          </dd>
          <dt>Marked</dt>
          <dd>
            {fact.applied.length === 0 ? 'Nothing yet' : `${counted(fact.applied.length, 'thing')} together`}
          </dd>
          <dt>Sticker</dt>
          <dd>{fact.sticker === null ? 'Not said' : stickerWords[fact.sticker]}</dd>
        </dl>
      )}
      {done && !undone && (
        <Button
          strong
          press={app.undo}
          small={
            <span aria-hidden="true">{Math.max(0, Math.ceil((done.until - app.now.value) / 1000))} s</span>
          }
        >
          Undo
        </Button>
      )}
      <p class="small">
        After 10 seconds a change is made on the home’s page; the first record stays readable.
      </p>
    </Page>
  )
}
