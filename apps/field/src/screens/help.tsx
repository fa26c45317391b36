import type { JSX } from 'preact'
import type { App } from '../app/app.ts'
import { Button } from './frame.tsx'
import { Page } from './page.tsx'

/** What to do in danger, and what this app keeps. Needs no PIN and no signal. */
export const Help = ({ app }: { app: App }): JSX.Element => {
  const isOpen = app.open.value !== null
  return (
    <Page
      app={app}
      title="Help and safety"
      actions={
        <>
          <Button press={() => (app.screen.value = { name: 'today' })}>
            {isOpen ? 'Back to today' : 'Back to unlock'}
          </Button>
          <a class="button main" href="tel:999">
            Call 999
          </a>
        </>
      }
    >
      <h2>If you are threatened</h2>
      <ol class="help">
        <li>
          <b>Go.</b> Do not argue, do not go in, leave kits behind. Nothing in this app is worth a minute.
        </li>
        <li>
          <b>Get help.</b> Press the emergency button of your radio, or call 999. If you cannot speak, stay on
          the line and press 55 when you are asked.
        </li>
        <li>
          <b>Tell the control room:</b> your call sign; the address where you are; what happened; how many
          people; weapons or dogs; whether anybody is hurt; which way you are going.
        </li>
        <li>
          <b>Afterwards:</b> tell your sergeant, and write a safety note at the door for the next officer.
        </li>
      </ol>
      <p class="small">
        Your force’s own instructions come before these. This app alarms nobody: it does not watch where you
        are.
      </p>
      {isOpen && (
        <Button press={() => (app.screen.value = { name: 'words' })} small="English and six more languages">
          Words to show to a resident
        </Button>
      )}
      <h2>If you cannot see the screen</h2>
      <Button
        chosen={app.sun.value}
        press={() => (app.sun.value = !app.sun.value)}
        small="black on white, thick lines, no grey"
      >
        Screen for bright sun
      </Button>
      <h2>If somebody at the door needs help</h2>
      <p>
        At the door choose “Vulnerable or repeat victim”: your sergeant is told with the next signal. Where
        life is in danger, call 999 first.
      </p>
      <h2>What this app keeps</h2>
      <ul class="help">
        <li>On this phone alone, sealed by your PIN: your round, your kits, what you recorded and typed.</li>
        <li>A resident’s name and contact only in a delivery, where they agreed. No name is on a round.</li>
        <li>Where the phone was, once with an outcome. Never your way.</li>
        <li>Homes are hidden 72 hours after the last contact. What you recorded stays until it is sent.</li>
        <li>Records stay readable for 7 days after they were sent.</li>
      </ul>
      <h2>Locked out, lost, forgotten</h2>
      <ul class="help">
        <li>
          The phone locks itself after 5 minutes without a touch. What you recorded or were typing is kept.
        </li>
        <li>
          <b>Ten wrong PINs</b> lock it: sign in with a signal, then use your PIN.
        </li>
        <li>
          <b>A forgotten PIN:</b> choose “Forgotten PIN” where you unlock. With a passkey nothing is lost.
          Without one you sign in and choose another PIN; what you did not send stays under the old one, which
          nobody else can open.
        </li>
        <li>
          <b>A lost phone:</b> tell your sergeant at once. They revoke it, and it erases itself at its next
          contact.
        </li>
      </ul>
      {isOpen && (
        <Button press={() => (app.screen.value = { name: 'passkey' })} small="beside your PIN">
          Passkey
        </Button>
      )}
    </Page>
  )
}
