import type { JSX } from 'preact'
import { resultInWords, wasNoScan, type Result } from '@mettrace/protocol/scans/scan-rules'
import { PictureField } from '../pictures/picture-field.tsx'
import { Button } from '../screens/frame.tsx'
import { Field } from './scan.tsx'
import type { ScansApp } from './scans-app.ts'
import { ScanPage } from './scan-page.tsx'

/** Where it glowed or was unclear, or why there was no scan. What is left empty is listed as not known and blocks nothing. */
export const ScanMore = ({
  app,
  result,
}: {
  app: ScansApp
  result: Exclude<Result, 'nothing'>
}): JSX.Element => {
  const { subject, custody, description } = app.typed.value
  const isPerson = subject === 'person'
  return (
    <ScanPage
      app={app}
      title={resultInWords(result)}
      lead={(isPerson ? custody.toUpperCase() : description) || (isPerson ? 'Person' : 'Item')}
      actions={
        <>
          <Button press={() => (app.screen.value = { name: 'today' })}>Back</Button>
          <Button main press={() => app.save(result)} small="next person or item">
            Save
          </Button>
        </>
      }
    >
      {wasNoScan(result) ? (
        <Field
          app={app}
          name="whyNot"
          label={result === 'refused' ? 'Why it was refused' : 'Why it was not possible'}
          hint="As far as you know. Name nobody."
        />
      ) : (
        <Field
          app={app}
          name="part"
          label={isPerson ? 'Part of the body' : 'Part of the item'}
          hint={isPerson ? 'Such as: left sleeve, palm of the right hand.' : 'Such as: back of the case.'}
        />
      )}
      {!wasNoScan(result) && (
        <PictureField
          taking={app.picture}
          hint="Show the mark and as little else as you can; no face."
          label={`The picture of this scan: ${resultInWords(result).toLowerCase()}`}
        >
          <label class="choice">
            <input
              type="checkbox"
              checked={app.typed.value.sensitive}
              onChange={({ currentTarget }) => app.type({ sensitive: currentTarget.checked })}
            />
            <span>
              Sensitive
              <small>a bundle for court holds its checksum alone</small>
            </span>
          </label>
        </PictureField>
      )}
      {result === 'glow' && <p>A glow is intelligence, not evidence. Book the exhibit in at the desk.</p>}
      <p class="small">What you leave empty is listed as not known.</p>
    </ScanPage>
  )
}
