import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { PersonId } from '@mettrace/protocol/words/values'
import { signInFor } from '../app/duty.ts'
import type { Shell } from '../app/session.ts'
import { counted } from '../app/times.ts'
import type { Refusal } from '../app/ways-in.ts'
import type { Passkey } from '../rest/keys.ts'
import type { PersonHere, SignedIn } from '../rest/vault.ts'
import { Button, Frame } from './frame.tsx'
import { ChoosePin, refusalWords } from './pin-pad.tsx'

/** The provider asks who it is although it may know; they come back to this screen. */
const signInAgain = (app: Shell) => (): void => location.assign(signInFor(app.duty, true))

/** What a new PIN does to what is on this phone, before it is chosen. */
const WhatStays = ({ app, here }: { app: Shell; here: PersonHere }): JSX.Element => (
  <>
    {here.unsent > 0 ? (
      <div class="full">
        <b>
          {counted(here.unsent, 'record of yours is', 'records of yours are')} not sent, and a new PIN does
          not open {here.unsent === 1 ? 'it' : 'them'}.
        </b>{' '}
        Nobody else can, the station neither. They stay on this phone under your old PIN: enter it under “Not
        sent” when you remember it, and they are sent. <b>If you never do, they are lost.</b> Write down now
        what you know of them, and tell your sergeant.
      </div>
    ) : (
      <p>Everything that you recorded is at the station: nothing of it is lost.</p>
    )}
    {here.begun > 0 && (
      <p>
        <b>What you had begun to type and not recorded is lost</b> ({counted(here.begun, 'form')}).
      </p>
    )}
    <p>
      {app.duty === 'doors' ? 'Your round and your kits are' : 'Places and lamps are'} fetched anew. The
      records that you have sent cannot be read here any more.
    </p>
  </>
)

type WayProps = {
  app: Shell
  here: PersonHere
  tell: (refusal: Refusal | null) => void
  wrong: (words: string) => void
}

/** By a passkey nothing is lost. */
const ByPasskey = ({ app, here, tell, wrong }: WayProps): JSX.Element => {
  const [value, setValue] = useState<Passkey['value'] | null>(null)
  const ask = async (): Promise<void> => {
    const came = await app.waysIn.askPasskey(here)
    setValue(came ?? null)
    tell(came ? null : { refused: 'no-passkey', triesLeft: 0 })
  }
  return value ? (
    <ChoosePin wrong={wrong} keep={(pin) => app.waysIn.pinByPasskey(here.person, value, pin).then(tell)} />
  ) : (
    <>
      <p>Your passkey opens all that is on this phone. With it you choose a new PIN, and nothing is lost.</p>
      <div class="stack">
        <Button main press={() => void ask()}>
          Use passkey
        </Button>
      </div>
      <h2>Without the passkey</h2>
    </>
  )
}

const BySignIn = ({ app, here, tell, wrong }: WayProps): JSX.Element => {
  const signedIn = app.signedIn.value
  const [fresh, setFresh] = useState<SignedIn | null>(null)
  useEffect(() => {
    if (signedIn?.person === here.person)
      void app.vault.isNewSignIn(signedIn).then((isNew) => setFresh(isNew ? signedIn : null))
  }, [signedIn, here.person])
  return (
    <>
      <WhatStays app={app} here={here} />
      {fresh ? (
        <ChoosePin wrong={wrong} keep={(pin) => app.waysIn.pinBySignIn(fresh, pin).then(tell)} />
      ) : (
        <div class="stack">
          <Button strong press={signInAgain(app)} small="needs a signal">
            Sign in, then choose a new PIN
          </Button>
        </div>
      )}
    </>
  )
}

/** A PIN in place of one that was forgotten: by a passkey, or by another sign-in. */
export const NewPin = ({ app, person }: { app: Shell; person: PersonId }): JSX.Element => {
  const [words, setWords] = useState('')
  const here = app.people.value.find((each) => each.person === person)
  const tell = (refusal: Refusal | null): void => setWords(refusal ? refusalWords(refusal) : '')
  const back = (): void => {
    app.screen.value = { name: 'today' }
    const { value: signedIn } = app.signedIn
    // A sign-in that was not used for a new PIN is not kept for one.
    if (signedIn) void app.learn(signedIn)
  }
  const way = { app, tell, wrong: setWords }
  return (
    <Frame
      app={app}
      title="Forgotten PIN"
      lead={here?.name}
      actions={<Button press={back}>Back to unlock</Button>}
    >
      <p class="wrong" role="alert">
        {words}
      </p>
      {here?.passkey && <ByPasskey {...way} here={here} />}
      {here && <BySignIn {...way} here={here} />}
      {!here && <p>You are not set up on this phone. Go back and sign in.</p>}
    </Frame>
  )
}
