import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { z } from 'zod'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import type { App } from '../app/app.ts'
import { counted } from '../app/times.ts'
import { inHandNow } from '../round/kits-in-hand.ts'
import { Button } from './frame.tsx'
import { Page } from './page.tsx'
import { useChosenKits } from './use-chosen-kits.ts'
import { useSealed } from './use-sealed.ts'

const shape = z.object({
  what: z.enum(['lost', 'damaged']).nullable(),
  reason: z.string(),
  second: z.string(),
})

/** Kits that are lost or damaged: which, why, and who else knows of it. */
export const Lost = ({ app }: { app: App }): JSX.Element => {
  const { typed, type, done } = useSealed(app, 'lost', shape, { what: null, reason: '', second: '' })
  const { what, reason, second } = typed
  const { chosen, choose } = useChosenKits(app)
  const [fault, setFault] = useState('')
  const { inHand } = inHandNow(app.round.value, app.records.value)
  const kits = chosen.filter((each) => inHand.some(({ kit }) => kit === each.kit))
  const others = app.people.value.filter(({ person }) => person !== app.open.value?.person)
  const leave = (): void => {
    done()
    app.screen.value = { name: 'kits' }
  }
  const save = (): void => {
    const person = others.find((each) => each.person === second)
    if (kits.length === 0) return setFault('Go back and choose the kits.')
    if (what === null || reason.trim() === '' || !person)
      return setFault('Choose lost or damaged, write why, and choose who else knows of it.')
    app.record(
      { kind: 'kits-lost', what, kits, reason: reason.trim(), second: person.person },
      null,
      `${counted(kits.length, 'kit')} ${what}`,
    )
    choose(chosen.filter((each) => !kits.includes(each)))
    leave()
  }
  return (
    <Page
      app={app}
      title="Lost or damaged"
      lead={counted(kits.length, 'kit')}
      actions={
        <>
          <Button press={leave}>Back</Button>
          <Button main press={save}>
            Save
          </Button>
        </>
      }
    >
      <ul class="serials">
        {kits.map(({ kit }) => (
          <li key={kit} class="serial">
            {spelled(kit)}
          </li>
        ))}
      </ul>
      <div class="choices" role="group" aria-label="What happened">
        <Button chosen={what === 'lost'} press={() => type({ what: 'lost' })}>
          Lost
        </Button>
        <Button chosen={what === 'damaged'} press={() => type({ what: 'damaged' })}>
          Damaged
        </Button>
      </div>
      <label for="reason">Why?</label>
      <input
        id="reason"
        autocomplete="off"
        maxLength={500}
        value={reason}
        onInput={(event) => type({ reason: event.currentTarget.value })}
      />
      <label for="second">Who else knows of it?</label>
      <select id="second" value={second} onChange={(event) => type({ second: event.currentTarget.value })}>
        <option value="">Choose</option>
        {others.map(({ person, name }) => (
          <option key={person} value={person}>
            {name}
          </option>
        ))}
      </select>
      {others.length === 0 && (
        <p class="small">Nobody else is set up on this phone: tell the store keeper instead.</p>
      )}
      <p class="wrong" role="alert">
        {fault}
      </p>
    </Page>
  )
}
