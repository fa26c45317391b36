import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { JSX } from 'preact'
import type { App } from '../app/app.ts'
import { Button } from './frame.tsx'
import { Page } from './page.tsx'

type MapScreen = (props: { app: App }) => JSX.Element

const loaded = signal<MapScreen | 'not-here' | null>(null)

const load = async (): Promise<void> => {
  try {
    loaded.value = (await import('../map/map.tsx')).RoundMap
  } catch {
    loaded.value = 'not-here'
  }
}

/** The map, which is on the phone like all else and is read when it is first opened. */
export const MapLater = ({ app }: { app: App }): JSX.Element => {
  useEffect(() => {
    if (typeof loaded.value !== 'function') void load()
  }, [])
  const { value: Shown } = loaded
  if (typeof Shown === 'function') return <Shown app={app} />
  return (
    <Page
      app={app}
      title="Map"
      actions={<Button press={() => (app.screen.value = { name: 'doors' })}>Same as a list</Button>}
    >
      <p role="status">
        {Shown === null ? 'Opening the map …' : 'The map does not open. Close the app and open it again.'}
      </p>
    </Page>
  )
}
