import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { PersonId } from '@mettrace/protocol/words/values'
import type { App } from '../app/app.ts'
import { clockTime, shortDate } from '../app/times.ts'
import type { Refusal } from '../app/ways-in.ts'
import { triesAtMost } from '../rest/people.ts'
import type { PersonHere } from '../rest/vault.ts'
import { Button, Page } from './page.tsx'
import { ChoosePin, PinPad, refusalWords } from './pin-pad.tsx'

const signIn = (): void => location.assign(`/sign-in?${new URLSearchParams({ to: '/field/' })}`)

const unsentWords = ({ unsent, underEarlierPin }: PersonHere): string =>
  unsent === 0
    ? 'all sent'
    : `${unsent} not sent, on this phone${underEarlierPin > 0 ? `; ${underEarlierPin} of them under an earlier PIN` : ''}`

export const Unlock = ({ app }: { app: App }): JSX.Element => {
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
    <Page
      app={app}
      title={newcomer && !current ? 'Choose a PIN' : 'Unlock'}
      lead={
        people.length === 0 && !newcomer && !isShut
          ? 'Nobody is set up on this phone. It is new, or the browser has cleared it: sign in once with a signal.'
          : undefined
      }
    >
      <div class="unlock">
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
                    <b>Homes are hidden.</b> There was no contact for 72 hours.
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
        <Button press={signIn} small="needs a signal">
          {people.length === 0 ? 'Sign in' : 'Someone else: sign in'}
        </Button>
        <div class="two">
          <Button press={() => (app.screen.value = { name: 'help' })}>Help and safety</Button>
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
            Without a signal homes open until{' '}
            <b>
              {shortDate(current.lease.endsAt)} {clockTime(current.lease.endsAt)}
            </b>
            . {triesAtMost} wrong PINs lock it; what is not sent stays.
          </p>
        )}
      </div>
    </Page>
  )
}
