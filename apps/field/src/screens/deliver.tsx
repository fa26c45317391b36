import { useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { faultWords } from '@mettrace/kit-codes/scan/fault-words'
import { readSerial } from '@mettrace/kit-codes/serial/serial'
import type { App } from '../app/app.ts'
import { delivery, factOf, newDelivery, residentFault, type Delivery } from '../round/delivery.ts'
import { nameOf, type Door } from '../round/read-round.ts'
import { DeliverMark } from './deliver-mark.tsx'
import { DeliverResident } from './deliver-resident.tsx'
import { KitField } from './kit-field.tsx'
import { Button } from './frame.tsx'
import { Page } from './page.tsx'
import { recordAtDoor } from './record-at-door.ts'
import type { StepProps } from './step-props.ts'
import { useSealed } from './use-sealed.ts'

const steps = ['Kit', 'Resident', 'Mark, sticker'] as const

const Steps = ({ step }: { step: number }): JSX.Element => (
  <ol class="steps">
    {steps.map((words, at) => (
      <li key={words} class={at + 1 < step ? 'done' : ''} aria-current={at + 1 === step ? 'step' : undefined}>
        {at + 1} {words}
      </li>
    ))}
  </ol>
)

type BodyProps = StepProps & { step: 1 | 2 | 3 }
const Body = ({ step, ...props }: BodyProps): JSX.Element => {
  const { app, typed, type, fault } = props
  if (step === 1) return <KitField app={app} kit={typed} take={type} fault={fault} />
  return step === 2 ? <DeliverResident {...props} /> : <DeliverMark {...props} />
}

const nextWords = (step: 1 | 2 | 3, { applied }: Delivery): ComponentChildren =>
  step === 1 ? 'Use this kit' : step === 2 ? 'Next: mark and sticker' : `Finish: ${applied.length} marked`

/** A delivery in three steps. What is typed is kept on the phone, sealed, until it is recorded. */
export const Deliver = ({ app, door, step }: { app: App; door: Door; step: 1 | 2 | 3 }): JSX.Element => {
  const { typed, type: seal, done } = useSealed(app, door.home, delivery, newDelivery)
  const [fault, setFault] = useState('')
  const type = (more: Partial<Delivery>): void => {
    seal(more)
    setFault('')
  }

  const finish = (): void => {
    const fact = factOf(door, typed, app.position.value)
    recordAtDoor(app, door, fact, `${door.flat ?? door.door}: delivered`, (event) => {
      done()
      app.screen.value = { name: 'delivered', home: door.home, event }
    })
  }
  const go = (): void => {
    const read = readSerial(typed.typed)
    if (step === 1 && !('serial' in read)) return setFault(faultWords(read))
    const missing = step === 2 ? residentFault(typed) : null
    if (missing !== null) return setFault(missing)
    if (step === 3) return finish()
    setFault('')
    app.screen.value = { name: 'deliver', home: door.home, step: step === 1 ? 2 : 3 }
  }
  const back = (): void => {
    setFault('')
    app.screen.value =
      step === 1
        ? { name: 'outcome', home: door.home }
        : { name: 'deliver', home: door.home, step: step === 2 ? 1 : 2 }
  }

  return (
    <Page
      app={app}
      title={`Deliver: ${nameOf(door)}`}
      part={`step ${step} of ${steps.length}: ${steps[step - 1]}`}
      actions={
        <>
          <Button press={back}>Back</Button>
          <Button main press={go}>
            {nextWords(step, typed)}
          </Button>
        </>
      }
    >
      <Steps step={step} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        <Body app={app} door={door} step={step} typed={typed} type={type} fault={fault} />
      </form>
    </Page>
  )
}
