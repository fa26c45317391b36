import { useEffect } from 'preact/hooks'
import type { JSX } from 'preact'
import type { App, FarOutcome } from '../app/app.ts'
import { counted } from '../app/times.ts'
import { nameOf, type Door } from '../round/read-round.ts'
import { Button } from './frame.tsx'
import { Page } from './page.tsx'

const reasons = [
  ['recorded-later', 'I was at the door, I record it now', undefined],
  ['way-in-elsewhere', 'The way in is elsewhere', 'rear, yard, other street'],
  ['map-is-wrong', 'The door is at another place', 'than in the register'],
  ['position-is-wrong', 'The position is wrong', 'tall buildings, indoors'],
  ['other', 'Another reason', undefined],
] as const

/** An outcome far from its door: one touch says why, and records it. */
export const Far = ({ app, door, far }: { app: App; door: Door; far: FarOutcome }): JSX.Element => {
  useEffect(() => {
    // Who puts the phone away has recorded it; a reason can be asked for later, an outcome cannot.
    const keep = (): void => {
      if (document.visibilityState === 'hidden') app.far.value?.record('not-said')
    }
    document.addEventListener('visibilitychange', keep)
    return () => document.removeEventListener('visibilitychange', keep)
  }, [])
  return (
    <Page
      app={app}
      title={nameOf(door)}
      lead={far.words}
      actions={
        <>
          <Button press={() => (app.screen.value = { name: 'outcome', home: door.home })}>Back</Button>
          <Button press={() => far.record('not-said')}>Record without a reason</Button>
        </>
      }
    >
      <p class="far" role="status">
        <b>
          You seem to be {counted(far.metres, 'm', 'm')} away (± {Math.round(far.accuracy)} m)
        </b>
        <br />
        Say why, so that nobody has to ask later. That records it.
      </p>
      <div class="stack">
        {reasons.map(([reason, words, small]) => (
          <Button
            key={reason}
            strong={reason === 'recorded-later'}
            press={() => far.record(reason)}
            small={small}
          >
            {words}
          </Button>
        ))}
      </div>
      <p class="small">
        Your place is taken at an outcome, your way is not recorded. A poor or refused position is “not known”
        and asks nothing.
      </p>
    </Page>
  )
}
