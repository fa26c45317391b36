import type { JSX } from 'preact'
import { basisInWords } from '@mettrace/protocol/scans/legal-bases'
import { resultInWords } from '@mettrace/protocol/scans/scan-rules'
import { clockTime, counted, shortDate, whenOf } from '../app/times.ts'
import { signInFor } from '../app/duty.ts'
import { OwnPicture } from '../pictures/own-picture.tsx'
import { cameWords, toGoWords } from '../pictures/picture-words.ts'
import { Button } from '../screens/frame.tsx'
import type { OwnScan } from './own-scans.ts'
import { scanWords, type ScansApp } from './scans-app.ts'
import { ScanPage } from './scan-page.tsx'

const came: Readonly<Record<OwnScan['came'], string>> = {
  'not-saved': 'not saved',
  'on-phone': 'on this phone',
  sent: 'at the station',
  'set-aside': 'set aside',
}

const ScanRow = ({ app, scan }: { app: ScansApp; scan: OwnScan }): JSX.Element => (
  <li>
    <button
      type="button"
      class="record"
      onClick={() => (app.screen.value = { name: 'record', event: scan.id })}
    >
      <b>{whenOf(scan.at, app.now.value)}</b>
      <span>
        {scanWords(scan.fact)}
        <small>
          {basisInWords(scan.fact.basis)}
          {scan.isCorrected && ', corrected'}
        </small>
      </span>
      <small>{came[scan.came]}</small>
    </button>
  </li>
)

const List = ({ app, scans }: { app: ScansApp; scans: readonly OwnScan[] }): JSX.Element => (
  <ul class="records">
    {scans.map((scan) => (
      <ScanRow key={scan.id} app={app} scan={scan} />
    ))}
  </ul>
)

/** What the person scanned: stays readable for seven days. */
export const ScansDone = ({ app }: { app: ScansApp }): JSX.Element => (
  <ScanPage
    app={app}
    title="Done"
    lead={`${counted(app.scans.value.length, 'scan')} on this phone`}
    actions={
      <Button
        main
        press={() => {
          if (!app.lock()) app.screen.value = { name: 'sync' }
        }}
      >
        End of shift: lock
      </Button>
    }
  >
    {app.scans.value.length === 0 && <p class="empty">Nothing yet.</p>}
    <List app={app} scans={app.scans.value} />
    <p class="small">Scans stay here for 7 days after they were sent.</p>
  </ScanPage>
)

/** One scan: what was told, how far it has come, and what can be done about it. */
export const ScanRecord = ({ app, scan }: { app: ScansApp; scan: OwnScan }): JSX.Element => {
  const { fact } = scan
  const aside = scan.answer?.answer === 'set-aside' ? scan.answer : null
  const place = app.places.value.find((each) => each.place === fact.place)
  const lamp = app.lamps.value.find((each) => each.lamp === fact.lamp)
  const isOff =
    scan.answer?.answer === 'accepted' && scan.answer.notices?.some(({ code }) => code === 'clock-wrong')
  const rows: readonly (readonly [string, string | null])[] = [
    ['Result', resultInWords(fact.result)],
    ['Legal basis', basisInWords(fact.basis)],
    ['Where', place?.name ?? 'not on this phone'],
    [
      'Lamp',
      `${lamp?.name ?? (fact.lamp === null ? 'not known' : 'not on this phone')}${fact.lampCheck === 'out-of-check' ? ', out of check' : ''}`,
    ],
    ['What tells it', fact.identifiers],
    ['Part', fact.part],
    ['Why not', fact.whyNot],
  ]
  return (
    <ScanPage
      app={app}
      title={scanWords(fact)}
      lead={`${shortDate(scan.at)} ${clockTime(scan.at)}, ${came[scan.came]}`}
      actions={
        <>
          <Button press={() => (app.screen.value = { name: aside ? 'sync' : 'done' })}>Back</Button>
          {!aside && !scan.isCorrected && (
            <Button main press={() => app.correct(scan)}>
              Correct
            </Button>
          )}
        </>
      }
    >
      {aside && (
        <p class="far">
          <b>{aside.words}</b>
          <br />
          It is kept and does not count. Your station records it at the desk, or leaves it out.
        </p>
      )}
      {isOff && <p class="notice">This phone’s clock is wrong. The station kept both times.</p>}
      <dl class="facts">
        {rows.map(([name, words]) =>
          words === null ? null : (
            <>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </>
          ),
        )}
      </dl>
      {fact.picture && app.open.value && app.view.value && (
        <OwnPicture
          phone={app.open.value.phone}
          event={scan.id}
          label={scanWords(fact)}
          came={cameWords(app.view.value, scan.id)}
        />
      )}
      {!aside && !scan.isCorrected && (
        <p class="small">
          Nothing is changed afterwards: a correction is a scan that takes the place of this one.
        </p>
      )}
    </ScanPage>
  )
}

/** What is on this phone and not at the station, and why. */
export const ScansSent = ({ app }: { app: ScansApp }): JSX.Element => {
  const view = app.view.value
  const waiting = app.scans.value.filter(({ came: how }) => how === 'not-saved' || how === 'on-phone')
  const aside = app.scans.value.filter(({ came: how }) => how === 'set-aside')
  const underEarlierPin = app.me.value?.underEarlierPin ?? 0
  const notSent = waiting.length + underEarlierPin
  const unsaved = view?.unsaved.length ?? 0
  const isFull = unsaved > 0 && view?.storage === 'full'
  const toGo = view ? toGoWords(view.picturesToGo) : null
  const all =
    toGo !== null
      ? `${counted(view?.picturesToGo.count ?? 0, 'picture')} to go`
      : view?.sentAt
        ? `All sent ${clockTime(view.sentAt)}`
        : 'Nothing to send'
  return (
    <ScanPage
      app={app}
      title={isFull ? 'This phone is full' : notSent > 0 ? `${notSent} not sent` : all}
      lead={notSent > 0 && !isFull ? 'Saved on this phone.' : undefined}
      actions={
        <>
          {view?.trouble?.startsWith('Sign in') && (
            <Button press={() => location.assign(signInFor(app.duty))}>Sign in</Button>
          )}
          <Button main press={() => app.open.value?.phone.tryNow()}>
            {view?.busy ? 'Trying …' : 'Try now'}
          </Button>
        </>
      }
    >
      {isFull && (
        <section class="full">
          <p>
            <b>{counted(unsaved, 'scan is', 'scans are')} not saved.</b> They are held on this screen.{' '}
            <b>Do not close the app.</b> Delete pictures or apps; write the scans on paper if that does not
            help.
          </p>
        </section>
      )}
      <List app={app} scans={waiting} />
      {underEarlierPin > 0 && (
        <button type="button" class="row action" onClick={() => (app.screen.value = { name: 'earlier-pin' })}>
          <b>{counted(underEarlierPin, 'scan')} under your earlier PIN</b>
          <small>Enter it, and they are sent. Without it nobody can open them.</small>
        </button>
      )}
      {aside.length > 0 && <h2>{aside.length} set aside by the station</h2>}
      <List app={app} scans={aside} />
      {toGo !== null && <p>{toGo} to go. Pictures are sent after scans, and go on where they stopped.</p>}
      <p class="small" role="status">
        {view?.trouble ?? (view?.busy ? 'In contact with the station.' : 'No trouble at the last contact.')}
      </p>
      <Button press={() => void app.lock()}>Lock this phone</Button>
    </ScanPage>
  )
}
