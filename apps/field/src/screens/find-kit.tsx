import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { faultWords } from '@mettrace/kit-codes/scan/fault-words'
import { readSerial } from '@mettrace/kit-codes/serial/serial'
import type { Serial } from '@mettrace/protocol/words/values'
import type { App } from '../app/app.ts'
import { typedKit, type TypedKit } from '../round/delivery.ts'
import { KitField } from './kit-field.tsx'
import { inHandNow } from '../round/kits-in-hand.ts'
import { Button } from './frame.tsx'
import { Page } from './page.tsx'
import { useChosenKits } from './use-chosen-kits.ts'
import { useSealed } from './use-sealed.ts'

/** Chooses one of the person's kits by its code: to accept, to return, or to say that it is lost. */
export const FindKit = ({ app }: { app: App }): JSX.Element => {
  const {
    typed: kit,
    type,
    done,
  } = useSealed<TypedKit>(app, 'find-kit', typedKit, { typed: '', recorded: 'typed' })
  const { chosen, choose: chooseKits } = useChosenKits(app)
  const [fault, setFault] = useState('')
  const back = (): void => {
    done()
    app.screen.value = { name: 'kits' }
  }
  const choose = (): void => {
    const read = readSerial(kit.typed)
    if (!('serial' in read)) return setFault(faultWords(read))
    const serial = read.serial as Serial
    const { inHand, onTheWay } = inHandNow(app.round.value, app.records.value)
    if (![...inHand, ...[...onTheWay.values()].flat()].some((row) => row.kit === serial))
      return setFault('This kit is neither in your hands nor on its way to you.')
    chooseKits([...chosen.filter((each) => each.kit !== serial), { kit: serial, recorded: kit.recorded }])
    back()
  }
  return (
    <Page
      app={app}
      title="Find a kit"
      actions={
        <>
          <Button press={back}>Back</Button>
          <Button main press={choose}>
            Choose this kit
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          choose()
        }}
      >
        <KitField
          app={app}
          kit={kit}
          take={(next) => {
            setFault('')
            type(next)
          }}
          fault={fault}
        />
      </form>
    </Page>
  )
}
