import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { z } from 'zod'
import { blockCard } from '@mettrace/protocol/events/facts'
import type { App } from '../app/app.ts'
import { shortDate } from '../app/times.ts'
import { blockCardOf, blockWords } from '../round/door-notes.ts'
import { blockName, type Door } from '../round/read-round.ts'
import { backToList } from './back-to-list.ts'
import { Button } from './frame.tsx'
import { Page } from './page.tsx'
import { useSealed } from './use-sealed.ts'

/** How to get in, first thing at a block; a touch changes it. */
export const BlockCardLine = ({ app, door }: { app: App; door: Door }): JSX.Element | null => {
  const round = app.round.value
  if (door.block === null || !round) return null
  const known = blockCardOf(round, app.records.value, door.block)
  return (
    <button
      type="button"
      class="block-card"
      onClick={() => (app.screen.value = { name: 'block-card', home: door.home })}
    >
      <b>Block card:</b>{' '}
      {known ? (
        <>
          {blockWords(known)} <small>{shortDate(known.day)}. Change it</small>
        </>
      ) : (
        'nobody has filled it in. Fill it in for the next officer'
      )}
    </button>
  )
}

const lines = [
  ['entrance', 'Where is the way in?'],
  ['tradeButton', 'When does the trade button work?'],
  ['fob', 'Who has a fob or a code?'],
  ['concierge', 'Concierge: where and when?'],
  ['flats', 'Where do flats hide?'],
] as const

const lifts = [
  ['works', 'Works'],
  ['broken', 'Broken'],
  ['none', 'None'],
] as const

const shape = z.object({
  entrance: z.string(),
  tradeButton: z.string(),
  fob: z.string(),
  concierge: z.string(),
  flats: z.string(),
  lift: z.enum(['works', 'broken', 'none']).nullable(),
})

/** Filled once, shared with whoever comes next. */
export const BlockCard = ({ app, door }: { app: App; door: Door }): JSX.Element => {
  const block = door.block!
  const known = app.round.value && blockCardOf(app.round.value, app.records.value, block)?.card
  const { typed, type, done } = useSealed(app, `block-card ${block}`, shape, {
    entrance: known?.entrance ?? '',
    tradeButton: known?.tradeButton ?? '',
    fob: known?.fob ?? '',
    concierge: known?.concierge ?? '',
    flats: known?.flats ?? '',
    lift: known?.lift ?? null,
  })
  const [fault, setFault] = useState('')
  const leave = (): void => {
    done()
    backToList(app, door)
  }
  const save = (): void => {
    const { lift, ...words } = typed
    const told = Object.entries(words).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : []))
    const card = blockCard.parse({ ...Object.fromEntries(told), ...(lift && { lift }) })
    if (Object.keys(card).length === 0) return setFault('Fill in what you know; one line is enough.')
    app.record({ kind: 'block-card', block, card }, door.assignment, 'Block card')
    leave()
  }
  return (
    <Page
      app={app}
      title="Block card"
      lead={`${blockName(door)}: how to get in, for the next officer. No codes of doors, no names.`}
      actions={
        <>
          <Button press={leave}>Back</Button>
          <Button main press={save}>
            Save card
          </Button>
        </>
      }
    >
      {lines.map(([name, words]) => (
        <div key={name}>
          <label for={`block-${name}`}>{words}</label>
          <input
            id={`block-${name}`}
            autocomplete="off"
            maxLength={500}
            value={typed[name]}
            onInput={(event) => {
              setFault('')
              type({ [name]: event.currentTarget.value })
            }}
          />
        </div>
      ))}
      <h2>Lift</h2>
      <div class="choices" role="group" aria-label="Lift">
        {lifts.map(([lift, words]) => (
          <Button
            key={lift}
            chosen={typed.lift === lift}
            press={() => type({ lift: typed.lift === lift ? null : lift })}
          >
            {words}
          </Button>
        ))}
      </div>
      <p class="wrong" role="alert">
        {fault}
      </p>
    </Page>
  )
}
