import type { JSX } from 'preact'
import { EarlierPin } from '../screens/earlier-pin.tsx'
import { NewPin } from '../screens/new-pin.tsx'
import { Unlock } from '../screens/unlock.tsx'
import { Lamps } from './lamps.tsx'
import { Scan } from './scan.tsx'
import { ScanMore } from './scan-more.tsx'
import { ScanRecord, ScansDone, ScansSent } from './scans-done.tsx'
import { ScansHelp } from './scans-help.tsx'
import type { ScansApp } from './scans-app.ts'

const Current = ({ app }: { app: ScansApp }): JSX.Element => {
  const screen = app.screen.value
  if (screen.name === 'help') return <ScansHelp app={app} />
  if (!app.open.value)
    return screen.name === 'new-pin' ? <NewPin app={app} person={screen.person} /> : <Unlock app={app} />
  switch (screen.name) {
    case 'lamps':
      return <Lamps app={app} />
    case 'scan-more':
      return <ScanMore app={app} result={screen.result} />
    case 'done':
      return <ScansDone app={app} />
    case 'sync':
      return <ScansSent app={app} />
    case 'earlier-pin':
      return <EarlierPin app={app} />
    case 'record': {
      const scan = app.scans.value.find(({ id }) => id === screen.event)
      return scan ? <ScanRecord app={app} scan={scan} /> : <ScansDone app={app} />
    }
    default:
      return <Scan app={app} />
  }
}

/** The screen where whoever scans is. What was saved is told to whoever does not see it. */
export const ShowScans = ({ app }: { app: ScansApp }): JSX.Element => {
  const { value: done } = app.justDone
  const isSaved = done && !app.view.value?.unsaved.some(({ id }) => id === done.event)
  return (
    <>
      <Current app={app} />
      <div class="hidden" role="status">
        {isSaved && <p key={done.event}>The scan is saved.</p>}
      </div>
    </>
  )
}
