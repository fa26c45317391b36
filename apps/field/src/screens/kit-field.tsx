import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { Label } from '@mettrace/kit-codes/scan/read-scan'
import { readSerial, spelled } from '@mettrace/kit-codes/serial/serial'
import type { App } from '../app/app.ts'
import { longDate } from '../app/times.ts'
import type { TypedKit } from '../round/delivery.ts'
import { kitStanding } from '../round/kit-standing.ts'
import { heardIn, type Heard } from '../scanner/heard.ts'
import { useCamera } from '../scanner/use-camera.ts'
import { useHandScanner } from '../scanner/use-hand-scanner.ts'
import { CameraView, mustType } from './camera-view.tsx'
import { Button } from './frame.tsx'

const checkWords: Readonly<Record<TypedKit['recorded'], string>> = {
  camera: 'Read by camera, check character right',
  'hand-scanner': 'Read by hand scanner, check character right',
  typed: 'Check character right',
}

type FoundProps = { app: App; serial: string; recorded: TypedKit['recorded']; label: Label }

/** A kit before it is accepted: its serial, in whose hands it is, and what does not fit. */
const Found = ({ app, serial, recorded, label }: FoundProps): JSX.Element => {
  const round = app.round.value
  const standing = round && kitStanding(round, app.records.value, serial)
  const { batch, expires } = label
  const isPast = expires !== undefined && expires < app.today.value
  const shown = useRef<HTMLDivElement>(null)
  useEffect(() => shown.current?.scrollIntoView({ block: 'nearest' }), [serial])
  return (
    <div ref={shown} class={standing?.fits === false || isPast ? 'found doubt' : 'found'} role="status">
      <small>{checkWords[recorded]}</small>
      <b class="serial">{spelled(serial)}</b>
      {standing?.words} {standing?.fits && <b class="inline">Does it match the carton?</b>}
      {(batch !== undefined || expires !== undefined) && (
        <small>
          {[batch !== undefined && `Batch ${batch}`, expires !== undefined && `use by ${longDate(expires)}`]
            .filter(Boolean)
            .join(', ')}
        </small>
      )}
      {isPast && <b>Past its date: do not give it out.</b>}
    </div>
  )
}

type KitFieldProps = {
  app: App
  kit: TypedKit
  take: (kit: TypedKit) => void
  /** What is wrong with what was typed, once somebody wants to use it. */
  fault: string
}

/** A kit by camera, by hand scanner or typed, at once; which of them it was is kept as it was. */
export const KitField = ({ app, kit, take, fault }: KitFieldProps): JSX.Element => {
  const field = useRef<HTMLInputElement>(null)
  const [heard, setHeard] = useState<Heard | null>(null)
  const read = readSerial(kit.typed)
  const year = new Date(app.now.value).getFullYear()

  const takeHeard = (next: Heard, recorded: 'camera' | 'hand-scanner'): boolean => {
    setHeard((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next))
    if (next.kind === 'none') return false
    navigator.vibrate?.(100)
    // What was there before is not the kit that is asked about.
    take({ typed: next.kind === 'kit' ? spelled(next.serial) : '', recorded })
    return true
  }
  const camera = useCamera((texts) => takeHeard(heardIn(texts, { by: 'camera', year }), 'camera'))
  const [asker, setAsker] = useState<'camera' | 'hand-scanner'>('camera')
  useHandScanner((text) => {
    camera.close()
    setAsker('hand-scanner')
    const isKit = takeHeard(heardIn([text], { by: 'keyboard', year }), 'hand-scanner')
    if (!isKit) take({ typed: text, recorded: 'hand-scanner' })
  })
  const { state } = camera
  const isReading = state.is === 'on' || state.is === 'opening'
  const typing = mustType(state)
  useEffect(() => {
    if (typing) field.current?.focus()
  }, [typing])

  return (
    <>
      <CameraView
        camera={{
          ...camera,
          open: () => {
            setAsker('camera')
            setHeard(null)
            camera.open()
          },
        }}
        again={'serial' in read}
      />
      {heard?.kind === 'ask' && (
        <fieldset class="stack">
          <legend>{heard.words}</legend>
          {heard.choices.map((choice) => (
            <Button key={choice.words} press={() => void takeHeard({ ...choice, kind: 'kit' }, asker)}>
              {choice.words}
            </Button>
          ))}
        </fieldset>
      )}
      <label for="kit">Serial on the carton: type it, or use a hand scanner</label>
      <input
        ref={field}
        id="kit"
        class="serial"
        autocapitalize="characters"
        autocomplete="off"
        spellcheck={false}
        value={kit.typed}
        aria-describedby="kit-hint kit-fault"
        onInput={(event) => {
          setHeard(null)
          take({ typed: event.currentTarget.value, recorded: 'typed' })
        }}
      />
      <p id="kit-hint" class="small">
        The last character catches slips.
      </p>
      <p id="kit-fault" class="wrong" role="alert">
        {fault || (heard?.kind === 'none' ? heard.words : '')}
      </p>
      {'serial' in read && !isReading && (
        <Found
          app={app}
          serial={read.serial}
          recorded={kit.recorded}
          label={heard?.kind === 'kit' && heard.serial === read.serial ? heard.label : {}}
        />
      )}
    </>
  )
}
