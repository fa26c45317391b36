import type { JSX } from 'preact'
import { isTask } from '../app/screens.ts'
import { Button, Frame, type PageProps } from '../screens/frame.tsx'
import { SentTab } from '../screens/sent-tab.tsx'
import type { ScansApp } from './scans-app.ts'

const tabs = [
  { name: 'today', words: 'Scan' },
  { name: 'lamps', words: 'Lamps' },
  { name: 'done', words: 'Done' },
] as const

const Tabs = ({ app }: { app: ScansApp }): JSX.Element => {
  const { name } = app.screen.value
  const current = name === 'record' ? 'done' : name
  const tab = (to: 'today' | 'lamps' | 'done' | 'sync') => ({
    type: 'button' as const,
    'aria-current': to === current ? ('page' as const) : undefined,
    onClick: () => (app.screen.value = { name: to }),
  })
  return (
    <nav class="tabs" aria-label="Main">
      {tabs.map(({ name: to, words }) => (
        <button key={to} {...tab(to)}>
          {words}
        </button>
      ))}
      <button class="sent-tab" {...tab('sync')}>
        <SentTab app={app} />
      </button>
    </nav>
  )
}

/** A scan happened: it is not undone but corrected, by a scan that takes its place. */
const JustSaved = ({ app }: { app: ScansApp }): JSX.Element | null => {
  const { value: done } = app.justDone
  const scan = app.scans.value.find(({ id }) => id === done?.event)
  if (!done || !scan || isTask(app.screen.value)) return null
  return (
    <div class="undo-bar">
      <p>
        <b>{done.words}</b>
        <small>{scan.came === 'not-saved' ? 'Saving …' : 'Saved on this phone'}</small>
      </p>
      <Button press={() => app.correct(scan)}>Correct</Button>
    </div>
  )
}

/** A scan that takes the place of another: nobody may overlook that. */
const Correcting = ({ app }: { app: ScansApp }): JSX.Element | null => {
  if (app.typed.value.corrects === null) return null
  return (
    <p class="notice" role="status">
      <b>Correcting a scan.</b> The scan that you save next takes its place.{' '}
      <button type="button" class="link" onClick={() => app.correct(null)}>
        Stop correcting
      </button>
    </p>
  )
}

/** One screen of scans: read above, act below. */
export const ScanPage = (props: PageProps<ScansApp>): JSX.Element => (
  <Frame
    {...props}
    notices={<Correcting app={props.app} />}
    bar={<JustSaved app={props.app} />}
    tabs={<Tabs app={props.app} />}
  />
)
