import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { signConditions } from '@mettrace/protocol/events/facts'
import { toldOf } from '@mettrace/protocol/pictures/told-picture'
import type { HomeId } from '@mettrace/protocol/words/values'
import type { App } from '../app/app.ts'
import { PictureField } from '../pictures/picture-field.tsx'
import { nameOf } from '../round/read-round.ts'
import { streetsOf } from '../round/streets.ts'
import { Button } from '../screens/frame.tsx'
import { Page } from '../screens/page.tsx'
import { useSealed } from '../screens/use-sealed.ts'
import { emptySign, signFrom, typedSign, type SignFault, type TypedSign } from './sign-form.ts'

const conditionWords: Readonly<Record<(typeof signConditions)[number], string>> = {
  good: 'Good',
  worn: 'Worn or hard to read',
  damaged: 'Damaged',
}

const positionWords = ({ position, isAsked }: Pick<App, 'position' | 'isAsked'>): string =>
  position.value
    ? `This phone knows where it is to ± ${Math.round(position.value.accuracy)} m.`
    : isAsked.value
      ? 'This phone does not know where it is yet.'
      : 'Asking where this phone is …'

/** A street sign: where it hangs, how it looks, and when to look again. Works without a signal. */
export const Sign = ({ app }: { app: App }): JSX.Element => {
  const { typed, type, done } = useSealed(app, 'sign', typedSign, emptySign)
  const [faults, setFaults] = useState<readonly SignFault[]>([])
  useEffect(() => {
    void app.askPosition()
    void app.signPicture.bringBack().catch(() => undefined)
  }, [])
  const change = (more: Partial<TypedSign>): void => {
    type(more)
    setFaults(faults.filter(({ field }) => !(field in more)))
  }
  const wrong = (field: SignFault['field']): JSX.Element | null => {
    const fault = faults.find((each) => each.field === field)
    return fault ? (
      <p class="wrong" id={`${field}-fault`} role="alert">
        {fault.words}.
      </p>
    ) : null
  }
  const about = (field: SignFault['field']): string | undefined =>
    faults.some((each) => each.field === field) ? `${field}-fault` : undefined
  const save = (): void => {
    // The picture is on its way into the form: it says so.
    if (app.signPicture.state.value === 'making') return
    const made = signFrom(typed, {
      door: typed.by === '' ? undefined : app.round.value?.byHome.get(typed.by as HomeId),
      position: app.position.value,
      today: app.today.value,
    })
    if ('faults' in made) return setFaults(made.faults)
    const picture = app.signPicture.take()
    const fact = { ...made.fact, ...(picture && { picture: toldOf(picture) }) }
    app.record(fact, null, `Street sign: ${fact.place}`, picture)
    done()
    app.screen.value = { name: 'today' }
  }
  const leave = (): void => {
    done()
    app.signPicture.remove()
    app.screen.value = { name: 'today' }
  }
  const doors = app.round.value?.doors ?? []
  return (
    <Page
      app={app}
      title="Street sign"
      lead="One that you put up, or that hangs there and is not recorded."
      actions={
        <>
          <Button press={leave}>Back</Button>
          <Button main press={save}>
            Save sign
          </Button>
        </>
      }
    >
      <p class="field">
        <label for="by">Where it hangs</label>
        <small id="by-hint">{positionWords(app)}</small>
        <select
          id="by"
          aria-describedby={['by-hint', about('by')].filter(Boolean).join(' ')}
          value={typed.by}
          onChange={({ currentTarget }) => change({ by: currentTarget.value })}
        >
          <option value="">Here, where I stand</option>
          {streetsOf(doors).map((street) => (
            <optgroup key={street.key} label={street.name}>
              {street.doors.map((door) => (
                <option key={door.home} value={door.home}>
                  Beside {nameOf(door)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </p>
      {wrong('by')}
      <p class="field">
        <label for="place">In words</label>
        <small id="place-hint">Such as: lamp post 14, corner of Linden Road. Name nobody.</small>
        <input
          id="place"
          type="text"
          autocomplete="off"
          maxLength={120}
          aria-describedby={['place-hint', about('place')].filter(Boolean).join(' ')}
          aria-invalid={about('place') !== undefined || undefined}
          value={typed.place}
          onInput={({ currentTarget }) => change({ place: currentTarget.value })}
        />
      </p>
      {wrong('place')}
      <fieldset class="bases" aria-describedby={about('found')}>
        <legend>
          <b>How it looks</b>
        </legend>
        {wrong('found')}
        {signConditions.map((each) => (
          <label key={each} class={each === typed.found ? 'choice chosen' : 'choice'}>
            <input
              type="radio"
              name="found"
              checked={each === typed.found}
              onChange={() => change({ found: each })}
            />
            <span>{conditionWords[each]}</span>
          </label>
        ))}
      </fieldset>
      <p class="field">
        <label for="nextCheck">Look again on</label>
        <small id="nextCheck-hint">if a day is known</small>
        <input
          id="nextCheck"
          type="date"
          aria-describedby={['nextCheck-hint', about('nextCheck')].filter(Boolean).join(' ')}
          value={typed.nextCheck}
          onInput={({ currentTarget }) => change({ nextCheck: currentTarget.value })}
        />
      </p>
      {wrong('nextCheck')}
      <PictureField
        taking={app.signPicture}
        hint="Show the sign, not people or number plates."
        label="The picture of this sign"
      />
    </Page>
  )
}
