import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import type { RecordedKit } from '@mettrace/protocol/events/facts'
import type { RowData } from '@mettrace/protocol/pages/rows'
import type { Serial } from '@mettrace/protocol/words/values'
import type { App } from '../app/app.ts'
import { clockTime, counted, shortDate } from '../app/times.ts'
import { inHandNow } from '../round/kits-in-hand.ts'
import { whyNotHere } from './not-here.ts'
import { Button } from './frame.tsx'
import { Page } from './page.tsx'
import { useChosenKits } from './use-chosen-kits.ts'

type KitRow = RowData<'kits'>

type Choosing = {
  chosen: readonly RecordedKit[]
  toggle: (kit: Serial) => void
  choose: (kits: readonly RecordedKit[]) => void
}

const Box = ({
  app,
  kits,
  chosen,
  toggle,
  choose,
}: Choosing & { app: App; kits: readonly KitRow[] }): JSX.Element => {
  const here = chosen.filter((each) => kits.some(({ kit }) => kit === each.kit))
  const [pressed, setPressed] = useState<boolean | null>(null)
  // Who has found one of them by a scan is counting.
  const counting = pressed ?? here.length > 0
  const accept = (taken: readonly RecordedKit[]): void => {
    app.record(
      { kind: 'kits-accepted', transfer: kits[0]!.transfer!, kits: [...taken] },
      null,
      `${counted(taken.length, 'kit')} accepted`,
    )
    choose(chosen.filter((each) => !here.includes(each)))
  }
  return (
    <section class="box" aria-label="Kits to accept">
      <b>{counted(kits.length, 'kit')} handed to you</b>
      <small>
        {shortDate(kits[0]!.since)} {clockTime(kits[0]!.since)}. Count them before you accept.
      </small>
      {counting && (
        <fieldset class="ticks">
          <legend>Tick those that are here</legend>
          {kits.map(({ kit }) => (
            <label key={kit}>
              <input
                type="checkbox"
                checked={here.some((each) => each.kit === kit)}
                onChange={() => toggle(kit)}
              />
              <span class="serial">{spelled(kit)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div class="two">
        {counting ? (
          here.length > 0 && (
            <Button main press={() => accept(here)}>
              Accept {here.length}
            </Button>
          )
        ) : (
          <Button main press={() => accept(kits.map(({ kit }) => ({ kit, recorded: 'list' })))}>
            Accept {kits.length}
          </Button>
        )}
        <Button strong press={() => setPressed(!counting)}>
          {counting ? 'All are here' : 'Not all are here'}
        </Button>
      </div>
    </section>
  )
}

export const Kits = ({ app }: { app: App }): JSX.Element => {
  const { inHand, onTheWay } = inHandNow(app.round.value, app.records.value)
  const areNotHere = inHand.length + onTheWay.size === 0 ? whyNotHere(app) : null
  const { chosen, choose } = useChosenKits(app)
  const picked = chosen.filter((each) => inHand.some(({ kit }) => kit === each.kit))
  const toggle = (kit: Serial): void => {
    const others = chosen.filter((each) => each.kit !== kit)
    choose(others.length < chosen.length ? others : [...others, { kit, recorded: 'list' }])
  }
  const giveBack = (): void => {
    app.record({ kind: 'kits-returned', kits: picked }, null, `${counted(picked.length, 'kit')} returned`)
    choose(chosen.filter((each) => !picked.includes(each)))
  }
  return (
    <Page
      app={app}
      title={areNotHere ? 'Kits in hand' : `${counted(inHand.length, 'kit')} in hand`}
      actions={
        <div class="acts">
          {picked.length > 0 && (
            <>
              <Button strong press={giveBack}>
                Return {picked.length}
              </Button>
              <Button strong press={() => (app.screen.value = { name: 'lost' })}>
                Lost or damaged
              </Button>
            </>
          )}
          <Button press={() => (app.screen.value = { name: 'find-kit' })}>Find by scan</Button>
        </div>
      }
    >
      {Array.from(onTheWay, ([transfer, kits]) => (
        <Box key={transfer} app={app} kits={kits} chosen={chosen} toggle={toggle} choose={choose} />
      ))}
      {inHand.length === 0 && <p class="empty">{areNotHere ?? 'You hold no kit. Ask at the store.'}</p>}
      {inHand.length > 0 && (
        <fieldset class="ticks">
          <legend>
            {picked.length > 0
              ? `${picked.length} chosen`
              : 'Choose kits to return them, or to say that they are lost'}
          </legend>
          {inHand.map(({ kit, since, stopped }) => (
            <label key={kit}>
              <input
                type="checkbox"
                checked={picked.some((each) => each.kit === kit)}
                onChange={() => toggle(kit)}
              />
              <span class="serial">{spelled(kit)}</span>
              <small>{stopped === null ? `since ${shortDate(since)}` : `stopped: ${stopped}`}</small>
            </label>
          ))}
        </fieldset>
      )}
    </Page>
  )
}
