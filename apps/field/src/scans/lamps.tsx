import type { JSX } from 'preact'
import { Button } from '../screens/frame.tsx'
import { checkOf } from './lamp-words.ts'
import type { ScansApp } from './scans-app.ts'
import { ScanPage } from './scan-page.tsx'

/** Where and with which lamp somebody scans. Both stay for the next scan. */
export const Lamps = ({ app }: { app: ScansApp }): JSX.Element => {
  const [place, lamp] = [app.place.value, app.lamp.value]
  const needsPlace = app.faults.value.some(({ field }) => field === 'place')
  const here = app.lamps.value.filter(({ bcu }) => bcu === place?.bcu)
  return (
    <ScanPage
      app={app}
      title="Place and lamp"
      actions={
        <Button main press={() => (app.screen.value = { name: 'today' })}>
          Scan
        </Button>
      }
    >
      <fieldset class="bases">
        <legend>
          <b>Where you scan</b>
        </legend>
        {needsPlace && !place && (
          <p class="wrong" role="alert">
            Choose where you scan.
          </p>
        )}
        {app.places.value.map((each) => (
          <label key={each.place} class={each === place ? 'choice chosen' : 'choice'}>
            <input
              type="radio"
              name="place"
              checked={each === place}
              onChange={() => app.choose(each.place, each.bcu === lamp?.bcu ? lamp.lamp : null)}
            />
            <span>
              {each.name}
              <small>{each.kind}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {place && (
        <fieldset class="bases">
          <legend>
            <b>Lamp or arch</b>
          </legend>
          {here.map((each) => {
            const check = checkOf(each, app.today.value)
            return (
              <label key={each.lamp} class={each === lamp ? 'choice chosen' : 'choice'}>
                <input
                  type="radio"
                  name="lamp"
                  checked={each === lamp}
                  onChange={() => app.choose(place.place, each.lamp)}
                />
                <span>
                  {each.name}
                  <small>
                    {check.isIn ? check.words : <b>! {check.words}</b>}
                    {check.rest}
                  </small>
                </span>
              </label>
            )
          })}
          <label class={lamp ? 'choice' : 'choice chosen'}>
            <input type="radio" name="lamp" checked={!lamp} onChange={() => app.choose(place.place, null)} />
            <span>Not known, or none</span>
          </label>
        </fieldset>
      )}
      <p class="small">
        Checks are as this phone last fetched them. A lamp out of check may be used; its scans say so.
      </p>
    </ScanPage>
  )
}
