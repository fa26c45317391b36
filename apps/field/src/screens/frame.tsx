import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { isTask } from '../app/screens.ts'
import type { Shell } from '../app/session.ts'
import { counted } from '../app/times.ts'
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

export type PageProps<App> = {
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

type FrameProps = PageProps<Shell> & {
  /** What this duty has to say on every screen, first thing. */
  notices?: ComponentChildren
  /** What was just done. */
  bar?: ComponentChildren
  /** Where else to go, on screens that are no task. */
  tabs?: ComponentChildren
}

/** "Something else": the kind of a screen, that says nothing of whom or where. */
const titleOf = (app: Shell): string => {
  const words = app.open.value ? app.shown.value.name.replaceAll('-', ' ') : 'unlock'
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** One screen: read above, act below. */
export const Frame = ({
  app,
  title,
  part,
  titleUnseen,
  aside,
  lead,
  children,
  actions,
  notices,
  bar,
  tabs,
}: FrameProps): JSX.Element => {
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
          {notices}
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
          {bar}
          {actions !== undefined && <div class="actions">{actions}</div>}
        </div>
      </main>
      {app.open.value && !isTask(app.shown.value) && tabs}
    </div>
  )
}
