import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { Shell } from '../app/session.ts'
import type { Refusal } from '../app/ways-in.ts'
import { Button, Frame } from './frame.tsx'
import { PinPad, refusalWords } from './pin-pad.tsx'

const noValue =
  'No passkey was added: it was refused, or this phone gives no key with it. Your PIN goes on to work.'

const wordsOf = (refusal: Refusal | null): string =>
  refusal === null ? '' : refusal.refused === 'no-passkey' ? noValue : refusalWords(refusal)

/** A passkey beside the PIN, never in its place. */
export const PasskeyPage = ({ app }: { app: Shell }): JSX.Element | null => {
  const [words, setWords] = useState('')
  const { value: me } = app.me
  if (!me) return null
  const tell = (refusal: Refusal | null): void => setWords(wordsOf(refusal))
  const isShared = app.people.value.length > 1
  return (
    <Frame
      app={app}
      title="Passkey"
      lead={me.passkey ? 'Added. Your PIN works too.' : 'None on this phone.'}
      actions={<Button press={() => (app.screen.value = { name: 'help' })}>Back</Button>}
    >
      <p>
        A passkey opens this app as you unlock the phone itself, by fingerprint, face or screen lock. If you
        forget your PIN, you choose a new one by it and nothing is lost.
      </p>
      <p class="wrong" role="alert">
        {words}
      </p>
      {isShared && !me.passkey && (
        <p class="far">
          Several people use this phone. Whoever can unlock it could use your passkey, so none can be added.
        </p>
      )}
      {me.passkey && (
        <Button strong press={() => void app.waysIn.removePasskey(me.person).then(tell)}>
          Remove the passkey
        </Button>
      )}
      {!me.passkey && !isShared && (
        <>
          <p class="small">
            Enter your PIN to add one. It goes again when somebody else is set up on this phone.
          </p>
          <PinPad label="PIN" act="Add" enter={(pin) => app.waysIn.addPasskey(me, pin).then(tell)} />
        </>
      )}
    </Frame>
  )
}
