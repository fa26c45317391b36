import { useEffect, useRef, useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { legalBases, subjects } from '@mettrace/protocol/scans/legal-bases'
import { covers } from '@mettrace/protocol/scans/scan-rules'
import { Button } from '../screens/frame.tsx'
import { checkOf } from './lamp-words.ts'
import type { ScanFault, TypedScan } from './scan-form.ts'
import type { ScansApp } from './scans-app.ts'
import { ScanPage } from './scan-page.tsx'

/** Bases that stand there at once; the others come by a tap. */
const first = 2

const faultId = (field: ScanFault['field']): string => `${field}-fault`

const Fault = ({ app, field }: { app: ScansApp; field: ScanFault['field'] }): JSX.Element | null => {
  const fault = app.faults.value.find((each) => each.field === field)
  return fault ? (
    <p class="wrong" id={faultId(field)} role="alert">
      {fault.words}.
    </p>
  ) : null
}

type FieldProps = {
  app: ScansApp
  name: keyof TypedScan & ('custody' | 'description' | 'identifiers' | 'part' | 'whyNot')
  label: string
  hint?: ComponentChildren
}

export const Field = ({ app, name, label, hint }: FieldProps): JSX.Element => {
  const isWrong = app.faults.value.some(({ field }) => field === name)
  const about = [hint !== undefined && `${name}-hint`, isWrong && `${name}-fault`].filter(Boolean).join(' ')
  return (
    <p class="field">
      <label for={name}>{label}</label>
      {hint !== undefined && <small id={`${name}-hint`}>{hint}</small>}
      <input
        id={name}
        type="text"
        autocomplete="off"
        autocapitalize={name === 'custody' ? 'characters' : 'sentences'}
        spellcheck={false}
        maxLength={300}
        aria-describedby={about || undefined}
        aria-invalid={isWrong || undefined}
        value={app.typed.value[name]}
        onInput={({ currentTarget }) => app.type({ [name]: currentTarget.value })}
      />
    </p>
  )
}

/** Where, and by which lamp with which check: as at the last scan. */
const Where = ({ app }: { app: ScansApp }): JSX.Element => {
  const lamp = app.lamp.value
  const check = lamp && checkOf(lamp, app.today.value)
  return (
    <button type="button" class="row" onClick={() => (app.screen.value = { name: 'lamps' })}>
      {app.place.value?.name ?? <b>Choose where you scan</b>}
      <small>
        {lamp && check ? (
          <>
            {lamp.name}, {check.isIn ? check.words : <b>! {check.words}</b>}
            {check.rest}
          </>
        ) : (
          'No lamp chosen'
        )}
        . <b>Change</b>
      </small>
    </button>
  )
}

const Bases = ({ app }: { app: ScansApp }): JSX.Element => {
  const { subject } = app.typed.value
  const some = legalBases.filter((basis) => covers(basis, subject, app.place.value?.kind))
  const [isOpen, setOpen] = useState(false)
  const isWrong = app.faults.value.some(({ field }) => field === 'basis')
  // What was chosen stays in sight.
  const shown =
    isOpen || some.slice(first).some(({ value }) => value === app.basis.value) ? some : some.slice(0, first)
  return (
    <fieldset class="bases" aria-describedby={isWrong ? faultId('basis') : undefined}>
      <legend>
        <b>1. Legal basis</b> <small>never filled in for you</small>
      </legend>
      <Fault app={app} field="basis" />
      {shown.map(({ value, text }) => (
        <label key={value} class={value === app.basis.value ? 'choice chosen' : 'choice'}>
          <input
            type="radio"
            name="basis"
            checked={value === app.basis.value}
            onChange={() => {
              app.basis.value = value
              app.faults.value = app.faults.value.filter(({ field }) => field !== 'basis')
            }}
          />
          <span>{text}</span>
        </label>
      ))}
      {shown.length < some.length && <Button press={() => setOpen(true)}>Another power: choose</Button>}
    </fieldset>
  )
}

const subjectWords = { person: 'Person', item: 'Item' } as const

/** A scan: a negative is two taps, one of them the legal basis. */
export const Scan = ({ app }: { app: ScansApp }): JSX.Element => {
  const { subject, custody } = app.typed.value
  const form = useRef<HTMLDivElement>(null)
  const fault = app.faults.value[0]?.field
  useEffect(() => {
    // Whoever does not see what is wrong is brought there.
    if (fault === 'custody') form.current?.querySelector<HTMLElement>('#custody')?.focus()
    if (fault === 'basis') form.current?.querySelector<HTMLElement>('[name=basis]')?.focus()
  }, [app.faults.value])
  const more = (result: 'glow' | 'unclear' | 'refused' | 'not possible') => () =>
    (app.screen.value = { name: 'scan-more', result })
  if (app.places.value.length === 0)
    return (
      <ScanPage app={app} title="Scan">
        <p class="empty">
          {app.view.value?.fetchedAt
            ? 'Your BCU has no place to scan at. Add one at the desk, under Lamp checks.'
            : 'Places and lamps are not on this phone. They come with the first signal.'}
        </p>
        <HelpRow app={app} />
      </ScanPage>
    )
  return (
    <ScanPage
      app={app}
      title={subject === 'person' && custody.trim() !== '' ? `Scan: ${custody.toUpperCase()}` : 'Scan'}
      aside={<span>{app.scannedToday.value} today</span>}
      actions={
        <Button main press={() => app.save('nothing')} small="save, next">
          Nothing glowed
        </Button>
      }
    >
      <div ref={form}>
        <Where app={app} />
        <div class="choices" role="group" aria-label="What is scanned">
          {subjects.map((each) => (
            <Button
              key={each}
              chosen={each === subject}
              press={() => {
                app.type({ subject: each })
                app.basis.value = ''
              }}
            >
              {subjectWords[each]}
            </Button>
          ))}
        </div>
        {subject === 'person' ? (
          <>
            <Field
              app={app}
              name="custody"
              label="Custody reference"
              hint="Such as 01CU/4471/26. Never a name."
            />
            <Fault app={app} field="custody" />
          </>
        ) : (
          <>
            <Field app={app} name="description" label="What the item is" />
            <Field
              app={app}
              name="identifiers"
              label="What tells it from others"
              hint="Such as a serial number."
            />
          </>
        )}
        <Bases app={app} />
        <h2>2. What the lamp showed</h2>
        <div class="two">
          <Button press={more('refused')}>Refused</Button>
          <Button press={more('not possible')}>Not possible</Button>
          <Button press={more('unclear')}>Unclear</Button>
          <Button strong press={more('glow')} small="asks where">
            Glow
          </Button>
        </div>
        <HelpRow app={app} />
      </div>
    </ScanPage>
  )
}

const HelpRow = ({ app }: { app: ScansApp }): JSX.Element => (
  <button type="button" class="row" onClick={() => (app.screen.value = { name: 'help' })}>
    <b>Help</b>
    <small>what this app keeps; screen for bright sun</small>
  </button>
)
