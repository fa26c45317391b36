import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { pinShape, triesAtMost } from '../rest/people.ts'
import type { Refusal } from '../app/ways-in.ts'
import { Button } from './frame.tsx'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

type PinPadProps = {
  label: string
  act: string
  enter: (pin: string) => Promise<void>
}

/** PIN of six digits: keys for a thumb, and a field that takes a keyboard and paste. */
export const PinPad = ({ label, act, enter }: PinPadProps): JSX.Element => {
  const [pin, setPin] = useState('')
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    if (busy || !pinShape.test(pin)) return
    setBusy(true)
    try {
      await enter(pin)
    } finally {
      setPin('')
      setBusy(false)
    }
  }
  const field = {
    id: 'pin',
    inputMode: 'numeric',
    autocomplete: 'off',
    maxLength: 6,
    value: pin,
    onInput: (event: { currentTarget: HTMLInputElement }) =>
      setPin(event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 6)),
  } as const
  return (
    <form
      class="pin"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div class="pin-field">
        <label for="pin">{label}</label>
        {shown ? <input type="text" {...field} /> : <input type="password" {...field} />}
        <Button press={() => setShown(!shown)}>{shown ? 'Hide' : 'Show'}</Button>
      </div>
      <div class="keys">
        {keys.map((key) => (
          <Button key={key} press={() => setPin((pin + key).slice(0, 6))}>
            {key}
          </Button>
        ))}
        <Button press={() => setPin(pin.slice(0, -1))}>Delete</Button>
        <Button press={() => setPin((pin + '0').slice(0, 6))}>0</Button>
        <button type="submit" class="button main" aria-disabled={busy || !pinShape.test(pin)}>
          {busy ? 'Opening …' : act}
        </button>
      </div>
    </form>
  )
}

type ChooseProps = { keep: (pin: string) => Promise<void>; wrong: (words: string) => void }

/** A new PIN, entered twice. */
export const ChoosePin = ({ keep, wrong }: ChooseProps): JSX.Element => {
  const [first, setFirst] = useState<string | null>(null)
  const enter = async (pin: string): Promise<void> => {
    wrong('')
    if (first === null) return setFirst(pin)
    setFirst(null)
    if (first === pin) await keep(pin)
    else wrong('These PINs differ. Choose one again.')
  }
  return (
    <PinPad
      key={first === null ? 'choose' : 'again'}
      label={first === null ? 'New PIN' : 'Again'}
      act={first === null ? 'Next' : 'Keep'}
      enter={enter}
    />
  )
}

const left = (tries: number): string => `${tries} ${tries === 1 ? 'try' : 'tries'} left.`

/** Why somebody is not in, and what to do. */
export const refusalWords = ({ refused, triesLeft }: Refusal): string =>
  ({
    'wrong-pin': `Wrong PIN. ${left(triesLeft)}`,
    locked: `Locked after ${triesAtMost} wrong PINs. Sign in with a signal, then use your PIN. What is not sent stays.`,
    'wrong-passkey': 'This passkey opens nothing here. Use your PIN.',
    'no-passkey': 'No passkey came. Use your PIN, or try again.',
    'shared-phone': 'Somebody else uses this phone too: no passkey was added.',
    'known-sign-in': 'Sign in again first: a new PIN asks for a sign-in of its own.',
    'not-here': 'You are not set up on this phone any more. Sign in with a signal.',
    full: 'This phone is full: your try cannot be counted. Delete pictures or apps, then try again. What you recorded stays.',
    closed: 'The storage of this phone does not answer. Close the app and open it again.',
  })[refused]
