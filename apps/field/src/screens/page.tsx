import type { JSX } from 'preact'
import { homesOf } from '@mettrace/protocol/events/facts'
import { toldBy } from '@mettrace/protocol/judge/running'
import type { App } from '../app/app.ts'
import type { Screen } from '../app/screens.ts'
import type { DoorState } from '../round/door-state.ts'
import { streetEnded, streetWords } from '../round/street-now.ts'
import { Correcting } from './correcting.tsx'
import { Button, Frame, type PageProps } from './frame.tsx'
import { SentTab } from './sent-tab.tsx'

/** A state's pattern, beside its word. */
export const Pattern = ({ state, tall }: { state: DoorState; tall?: boolean }): JSX.Element => (
  <i aria-hidden="true" class={`pattern state-${state}${tall ? ' tall' : ''}`} />
)

const tabs: readonly { name: 'today' | 'doors' | 'map' | 'kits'; words: string }[] = [
  { name: 'today', words: 'Today' },
  { name: 'doors', words: 'Doors' },
  { name: 'map', words: 'Map' },
  { name: 'kits', words: 'Kits' },
]

const tabOf = ({ name }: Screen): string =>
  name === 'done' || name === 'help' || name === 'record'
    ? 'today'
    : name === 'home' || name === 'delivered'
      ? 'doors'
      : name

const Tabs = ({ app }: { app: App }): JSX.Element => {
  const current = tabOf(app.shown.value)
  const isHere = (name: string): 'page' | undefined => (name === current ? 'page' : undefined)
  return (
    <nav class="tabs" aria-label="Main">
      {tabs.map(({ name, words }) => (
        <button
          key={name}
          type="button"
          aria-current={isHere(name)}
          onClick={() => (app.screen.value = { name })}
        >
          {words}
        </button>
      ))}
      <button
        type="button"
        class="sent-tab"
        aria-current={isHere('sync')}
        onClick={() => (app.screen.value = { name: 'sync' })}
      >
        <SentTab app={app} />
      </button>
    </nav>
  )
}

const UndoBar = ({ app }: { app: App }): JSX.Element | null => {
  const { value: done } = app.justDone
  if (!done || (app.screen.value.name === 'delivered' && !done.isUndo)) return null
  const isSaved = !app.view.value?.unsaved.some(({ id }) => id === done.event)
  const left = Math.max(0, Math.ceil((done.until - app.now.value) / 1000))
  const record = app.records.value.find(({ id }) => id === done.event)
  const [home] = record ? homesOf(toldBy(record.fact)) : []
  const ended = home === undefined ? undefined : streetEnded(home, app.roundNow.value)
  return (
    <div class="undo-bar">
      <p>
        <b>
          {done.isUndo && 'Undone. '}
          {done.words}
        </b>
        {ended && !done.isUndo && (
          <small>
            Every door of {ended.name} is done for today. {streetWords(ended)}
          </small>
        )}
        <small>{isSaved ? 'Saved on this phone' : 'Saving …'}</small>
      </p>
      <Button press={app.undo} small={<span aria-hidden="true">{left} s</span>}>
        {done.isUndo ? 'Put back' : 'Undo'}
      </Button>
    </div>
  )
}

/** One screen of doors: read above, act below. */
export const Page = (props: PageProps<App>): JSX.Element => (
  <Frame
    {...props}
    notices={<Correcting app={props.app} />}
    bar={<UndoBar app={props.app} />}
    tabs={<Tabs app={props.app} />}
  />
)
