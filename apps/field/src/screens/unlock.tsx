import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { PersonId } from '@mettrace/protocol/words/values'
import { duties, signInFor, type Duty } from '../app/duty.ts'
import type { Shell } from '../app/session.ts'
import { clockTime, shortDate } from '../app/times.ts'
import type { Refusal } from '../app/ways-in.ts'
import { triesAtMost } from '../rest/people.ts'
import type { PersonHere } from '../rest/vault.ts'
import { Button, Frame } from './frame.tsx'
import { ChoosePin, PinPad, refusalWords } from './pin-pad.tsx'

const words: Readonly<Record<Duty, { name: string; waits: string; over: string }>> = {
  doors: {
    name: 'Doors',
    waits: 'Without a signal homes open until',
    over: 'Homes are hidden.',
  },
  scans: {
    name: 'Scans',
    waits: 'Without a signal you can scan until',
    over: 'Places and lamps are hidden.',
  },
}

/** What somebody does with the phone. Each duty is a page of its own: nothing of one is in the other's memory. */
const Duties = ({ app }: { app: Shell }): JSX.Element => (
  <nav class="duties" aria-label="What you do">
    {(['doors', 'scans'] as const).map((duty) => (
      <a
        key={duty}
        class={duty === app.duty ? 'button chosen' : 'button'}
        href={duties[duty].address}
        aria-current={duty === app.duty ? 'page' : undefined}
      >
        {words[duty].name}
      </a>
    ))}
  </nav>
)

const unsentWords = ({ unsent, underEarlierPin }: PersonHere): string =>
  unsent === 0
    ? 'all sent'
    : `${unsent} not sent, on this phone${underEarlierPin > 0 ? `; ${underEarlierPin} of them under an earlier PIN` : ''}`

export const Unlock = ({ app }: { app: Shell }): JSX.Element => {
  const people = app.people.value
  const signedIn = app.signedIn.value
  const isShut = app.notices.value.has('storage-shut')
  const newcomer =
    signedIn && !isShut && !people.some(({ person }) => person === signedIn.person) ? signedIn : null
  const [chosen, setChosen] = useState<PersonId | null>(null)
  const [wrong, setWrong] = useState('')
  const current = people.find(({ person }) => person === chosen) ?? (newcomer ? undefined : people[0])
  const tell = (refusal: Refusal | null): void => setWrong(refusal ? refusalWords(refusal) : '')

  return (
    <Frame
      app={app}
      title={newcomer && !current ? 'Choose a PIN' : 'Unlock'}
      lead={
        people.length === 0 && !newcomer && !isShut
          ? 'Nobody is set up on this phone. It is new, or the browser has cleared it: sign in once with a signal.'
          : undefined
      }
    >
      <div class="unlock">
        <Duties app={app} />
        <div class="people" role="radiogroup" aria-label="Who">
          {people.map((here) => (
            <label key={here.person} class={here === current ? 'person chosen' : 'person'}>
              <input
                type="radio"
                name="who"
                checked={here === current}
                onChange={() => {
                  setChosen(here.person)
                  setWrong('')
                }}
              />
              <span>
                <b>{here.name}</b>
                <small>{unsentWords(here)}</small>
                {here.lease.state === 'over' && (
                  <small>
                    <b>{words[app.duty].over}</b> There was no contact for 72 hours.
                  </small>
                )}
              </span>
            </label>
          ))}
          {newcomer && !current && (
            <p class="person chosen">
              <span>
                <b>{newcomer.name}</b>
                <small>six digits that you alone know</small>
              </span>
            </p>
          )}
        </div>
        <Button press={() => location.assign(signInFor(app.duty))} small="needs a signal">
          {people.length === 0 ? 'Sign in' : 'Someone else: sign in'}
        </Button>
        <div class="two">
          <Button press={() => (app.screen.value = { name: 'help' })}>
            {app.duty === 'doors' ? 'Help and safety' : 'Help'}
          </Button>
          {current && (
            <Button press={() => (app.screen.value = { name: 'new-pin', person: current.person })}>
              Forgotten PIN
            </Button>
          )}
          {current?.passkey && (
            <Button strong press={() => void app.waysIn.unlockByPasskey(current).then(tell)}>
              Use passkey
            </Button>
          )}
        </div>
        <p class="wrong" role="alert">
          {wrong}
        </p>
        {newcomer && !current ? (
          <ChoosePin wrong={setWrong} keep={(pin) => app.waysIn.enrol(newcomer, pin).then(tell)} />
        ) : (
          current && (
            <PinPad
              key={current.person}
              label="PIN"
              act="Unlock"
              enter={(pin) => app.waysIn.unlock(current.person, pin).then(tell)}
            />
          )
        )}
        {current && current.lease.state !== 'over' && (
          <p class="small">
            {words[app.duty].waits}{' '}
            <b>
              {shortDate(current.lease.endsAt)} {clockTime(current.lease.endsAt)}
            </b>
            . {triesAtMost} wrong PINs lock it; what is not sent stays.
          </p>
        )}
      </div>
    </Frame>
  )
}
