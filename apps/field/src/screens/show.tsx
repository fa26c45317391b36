import type { JSX } from 'preact'
import type { App } from '../app/app.ts'
import { Sign } from '../signs/sign.tsx'
import { BlockCard } from './block-card.tsx'
import { Deliver } from './deliver.tsx'
import { DeliveredPage } from './delivered.tsx'
import { Done } from './done.tsx'
import { FindKit } from './find-kit.tsx'
import { Doors } from './doors.tsx'
import { EarlierPin } from './earlier-pin.tsx'
import { Far } from './far.tsx'
import { Help } from './help.tsx'
import { Home, Safety } from './home.tsx'
import { Kits } from './kits.tsx'
import { Lost } from './lost.tsx'
import { MapLater } from './map-later.tsx'
import { NewPin } from './new-pin.tsx'
import { Card, Choose, ComeBack, Outcome } from './outcome.tsx'
import { PasskeyPage } from './passkey.tsx'
import { RecordPage, WordPage } from './record.tsx'
import { Sync } from './sync.tsx'
import { Today } from './today.tsx'
import { Unlock } from './unlock.tsx'
import { Words } from './words.tsx'

/**
 * Tells whoever does not see the screen that what was just done is saved. It stays where it is while screens change: what comes into
 * a page together with its words is not read out.
 */
const Said = ({ app }: { app: App }): JSX.Element => {
  const { value: done } = app.justDone
  const isSaved = done && !app.view.value?.unsaved.some(({ id }) => id === done.event)
  return (
    <div class="hidden" role="status">
      {isSaved && <p key={done.event}>{done.isUndo ? 'The undo is saved.' : 'The record is saved.'}</p>}
    </div>
  )
}

/** The screen where the officer is. */
export const Show = ({ app }: { app: App }): JSX.Element => (
  <>
    <Current app={app} />
    <Said app={app} />
  </>
)

const Current = ({ app }: { app: App }): JSX.Element => {
  const screen = app.shown.value
  // Help needs no PIN: nothing in it is of anybody.
  if (screen.name === 'help') return <Help app={app} />
  if (!app.open.value)
    return screen.name === 'new-pin' ? <NewPin app={app} person={screen.person} /> : <Unlock app={app} />
  if (screen.name === 'words') return <Words app={app} screen={screen} />
  const door = 'home' in screen ? app.round.value?.byHome.get(screen.home) : undefined
  const record = 'event' in screen ? app.records.value.find(({ id }) => id === screen.event) : undefined
  switch (screen.name) {
    case 'today':
    case 'new-pin':
    case 'lamps':
    case 'scan-more':
      return <Today app={app} />
    case 'doors':
      return <Doors app={app} screen={screen} />
    case 'map':
      return <MapLater app={app} />
    case 'kits':
      return <Kits app={app} />
    case 'find-kit':
      return <FindKit app={app} />
    case 'lost':
      return <Lost app={app} />
    case 'sign':
      return <Sign app={app} />
    case 'passkey':
      return <PasskeyPage app={app} />
    case 'earlier-pin':
      return <EarlierPin app={app} />
    case 'done':
      return <Done app={app} />
    case 'sync':
      return <Sync app={app} />
    case 'home':
      return <Home app={app} door={door!} />
    case 'outcome':
      return <Outcome app={app} door={door!} />
    case 'refused':
    case 'something-else':
    case 'tell':
      return <Choose app={app} door={door!} name={screen.name} />
    case 'come-back':
      return <ComeBack app={app} door={door!} />
    case 'card':
      return <Card app={app} door={door!} />
    case 'block-card':
      return door!.block === null ? <Home app={app} door={door!} /> : <BlockCard app={app} door={door!} />
    case 'far':
      // Where the app was ended before a reason was given, the outcome is not recorded.
      return app.far.value ? (
        <Far app={app} door={door!} far={app.far.value} />
      ) : (
        <Outcome app={app} door={door!} />
      )
    case 'record':
      return <RecordPage app={app} record={record!} />
    case 'word':
      return <WordPage app={app} record={record!} />
    case 'safety':
      return <Safety app={app} door={door!} />
    case 'deliver':
      return <Deliver app={app} door={door!} step={screen.step} />
    case 'delivered':
      return <DeliveredPage app={app} door={door!} event={screen.event} />
  }
}
