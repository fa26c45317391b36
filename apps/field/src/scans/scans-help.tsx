import type { JSX } from 'preact'
import { Button, Frame } from '../screens/frame.tsx'
import type { ScansApp } from './scans-app.ts'

/** What this side of the app keeps, and what to do when it does not open. Needs no PIN and no signal. */
export const ScansHelp = ({ app }: { app: ScansApp }): JSX.Element => {
  const isOpen = app.open.value !== null
  return (
    <Frame
      app={app}
      title="Help"
      actions={
        <Button main press={() => (app.screen.value = { name: 'today' })}>
          {isOpen ? 'Back to scanning' : 'Back to unlock'}
        </Button>
      }
    >
      <h2>If you cannot see the screen</h2>
      <Button
        chosen={app.sun.value}
        press={() => (app.sun.value = !app.sun.value)}
        small="black on white, thick lines, no grey"
      >
        Screen for bright sun
      </Button>
      <h2>What this app keeps</h2>
      <ul class="help">
        <li>On this phone alone, sealed by your PIN: what you scanned and typed, places and lamps.</li>
        <li>Of a person the custody reference alone. Never a name.</li>
        <li>Nothing of homes or residents, and “Doors” keeps nothing of scans: each has its own PIN.</li>
        <li>Places and lamps are hidden 72 hours after the last contact. Scans stay until they are sent.</li>
        <li>Scans stay readable for 7 days after they were sent.</li>
      </ul>
      <h2>Locked out, forgotten</h2>
      <ul class="help">
        <li>
          The phone locks itself after 5 minutes without a touch. What you recorded or were typing is kept.
        </li>
        <li>
          <b>Ten wrong PINs</b> lock it: sign in with a signal, then use your PIN.
        </li>
        <li>
          <b>A forgotten PIN:</b> choose “Forgotten PIN” where you unlock. What you did not send stays under
          the old one, which nobody else can open.
        </li>
      </ul>
    </Frame>
  )
}
