import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { homesOf } from '@mettrace/protocol/events/facts'
import { toldBy } from '@mettrace/protocol/judge/running'
import type { App } from '../app/app.ts'
import { isTask, type Screen } from '../app/screens.ts'
import { clockTime, counted } from '../app/times.ts'
import type { DoorState } from '../round/door-state.ts'
import { streetEnded, streetWords } from '../round/street-now.ts'
import { Notices } from './notices.tsx'

type ButtonProps = {
  children: ComponentChildren
  press: () => void
  /** The one thing of a screen that asks for action. */
  main?: boolean
  strong?: boolean
  chosen?: boolean
  small?: ComponentChildren
  label?: string
}

export const Button = ({ children, press, main, strong, chosen, small, label }: ButtonProps): JSX.Element => (
  <button
    type="button"
    class={['button', main && 'main', strong && 'strong', chosen && 'chosen'].filter(Boolean).join(' ')}
    aria-pressed={chosen}
    aria-label={label}
    onClick={press}
  >
    <span>{children}</span>
    {small !== undefined && <small>{small}</small>}
  </button>
)

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

const SentTab = ({ app }: { app: App }): JSX.Element => {
  const view = app.view.value
  const unsaved = view?.unsaved.length ?? 0
  const unsent = (view?.unsent.length ?? 0) + (app.me.value?.underEarlierPin ?? 0)
  if (unsaved > 0)
    return (
      <span>
        <b>{unsaved}</b>
        <small>not saved</small>
      </span>
    )
  if (unsent > 0)
    return (
      <span>
        <b>{unsent}</b>
        <small>not sent</small>
      </span>
    )
  if (!view?.sentAt)
    return (
      <span>
        <b>0</b>
        <small>not sent</small>
      </span>
    )
  return (
    <span>
      <b>All sent</b>
      <small>{clockTime(view.sentAt)}</small>
    </span>
  )
}

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

type PageProps = {
  app: App
  title: string
  /** What of several steps it is, for whoever does not see them. */
  part?: string
  /** Whoever sees the screen knows where they are by its tabs. */
  titleUnseen?: boolean
  aside?: ComponentChildren
  lead?: ComponentChildren
  children?: ComponentChildren
  actions?: ComponentChildren
}

/** "Something else": the kind of a screen, that says nothing of whom or where. */
const titleOf = (app: App): string => {
  const words = app.open.value ? app.shown.value.name.replaceAll('-', ' ') : 'unlock'
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** One screen: read above, act below. */
export const Page = ({
  app,
  title,
  part,
  titleUnseen,
  aside,
  lead,
  children,
  actions,
}: PageProps): JSX.Element => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // Without the home: browsers write to the disk how the pages of their history were called.
    document.title = `${titleOf(app)} – MetTrace`
    // Whoever does not see the screen is told that it is another one.
    heading.current?.focus()
  }, [title, part])
  const unsaved = app.view.value?.unsaved.length ?? 0
  return (
    <div class="page">
      <header class="marking">OFFICIAL-SENSITIVE</header>
      <main>
        <div class="notices">
          <Notices app={app} />
          {unsaved > 0 && app.view.value?.storage === 'full' && app.screen.value.name !== 'sync' && (
            <button type="button" class="not-saved" onClick={() => (app.screen.value = { name: 'sync' })}>
              <b>This phone is full.</b> {counted(unsaved, 'record')} not saved. Do not close the app.
            </button>
          )}
        </div>
        <div class="scroll">
          <div class={titleUnseen ? 'head unseen' : 'head'}>
            <h1 ref={heading} tabIndex={-1}>
              {title}
              {part !== undefined && <span class="hidden">, {part}</span>}
            </h1>
            {aside !== undefined && <div class="aside">{aside}</div>}
          </div>
          {lead !== undefined && <p class="lead">{lead}</p>}
          {children}
        </div>
        <div class="foot">
          <UndoBar app={app} />
          {actions !== undefined && <div class="actions">{actions}</div>}
        </div>
      </main>
      {app.open.value && !isTask(app.shown.value) && <Tabs app={app} />}
    </div>
  )
}
