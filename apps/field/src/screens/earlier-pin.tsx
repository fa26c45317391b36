import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { Shell } from '../app/session.ts'
import { counted } from '../app/times.ts'
import { Button, Frame } from './frame.tsx'
import { PinPad, refusalWords } from './pin-pad.tsx'

/** Brings back what was recorded under a PIN that was forgotten. */
export const EarlierPin = ({ app }: { app: Shell }): JSX.Element => {
  const [words, setWords] = useState('')
  const count = app.me.value?.underEarlierPin ?? 0
  const enter = async (pin: string): Promise<void> => {
    const { value: open } = app.open
    if (!open) return
    const refusal = await app.waysIn.openEarlier(open.keys, pin)
    if (refusal) return setWords(refusalWords(refusal))
    app.screen.value = { name: 'sync' }
  }
  return (
    <Frame
      app={app}
      title="Earlier PIN"
      lead={`${counted(count, 'record')} under the PIN that you had before. It opens them, and they are sent.`}
      actions={<Button press={() => (app.screen.value = { name: 'sync' })}>Back</Button>}
    >
      <p class="wrong" role="alert">
        {words}
      </p>
      <PinPad label="Earlier PIN" act="Open" enter={enter} />
    </Frame>
  )
}
