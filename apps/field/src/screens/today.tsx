import { useMemo } from 'preact/hooks'
import type { JSX } from 'preact'
import { londonDay } from '@mettrace/protocol/words/london-day'
import type { App } from '../app/app.ts'
import { clockTime, counted, dayAndMonth, shortDate, whenOf } from '../app/times.ts'
import { appointmentOf } from '../round/door-notes.ts'
import { doorStates, homesToGo, stateWords } from '../round/door-state.ts'
import { nameOf } from '../round/read-round.ts'
import { NextDoorButton } from './next-door.tsx'
import { whyNotHere } from './not-here.ts'
import { Page, Pattern } from './page.tsx'

export const Today = ({ app }: { app: App }): JSX.Element => {
  const now = app.now.value
  const today = app.today.value
  const round = app.round.value
  const view = app.view.value
  const { doors, counts, toDo, stateOf } = app.roundNow.value
  const count = (state: (typeof doorStates)[number]): number => counts.get(state) ?? 0
  const counted85 = doors.length - count('excluded')
  const byHome = app.byHome.value
  const { goFirst, agreed } = useMemo(
    () => ({
      goFirst: doors.filter((door) => door.first !== null && toDo.has(door)),
      agreed: doors
        .flatMap((door) => {
          const appointment = appointmentOf(door, byHome.get(door.home) ?? [])
          if (!appointment) return []
          const isKept = ['protected', 'delivered', 'refused', 'excluded'].includes(stateOf(door).state)
          return isKept ? [] : [{ door, ...appointment }]
        })
        .toSorted((one, other) => (one.from < other.from ? -1 : 1)),
    }),
    [doors, toDo, byHome],
  )
  const booked = agreed.filter(({ to }) => Date.parse(to) > now)
  const unsent = (view?.unsent.length ?? 0) + (app.me.value?.underEarlierPin ?? 0)
  const inHand = round?.kits.filter(({ transfer }) => transfer === null).length ?? 0
  const toAccept = (round?.kits.length ?? 0) - inHand
  const areKitsKnown = inHand + toAccept > 0 || whyNotHere(app) === null
  const done = app.records.value.filter(
    ({ at, fact, stands }) => stands && fact.kind !== 'undo' && londonDay(at) === today,
  )
  const names = round?.assignments.map(({ name }) => name).join(', ')
  return (
    <Page
      app={app}
      title={dayAndMonth(now)}
      aside={clockTime(now)}
      actions={app.next.value && <NextDoorButton app={app} />}
    >
      {doors.length === 0 ? (
        <p class="empty">{whyNotHere(app) ?? 'You have no round. Ask your sergeant for streets.'}</p>
      ) : (
        <>
          <h2>
            {names || 'Round'}: {doors.length - count('not-yet')} of {doors.length} doors tried
          </h2>
          <div class="bar" aria-hidden="true">
            {doorStates.map((state) => (
              <i
                key={state}
                class={`pattern state-${state}`}
                style={{ flexGrow: count(state) }}
                hidden={count(state) === 0}
              />
            ))}
          </div>
          <ul class="legend">
            {doorStates
              .filter((state) => count(state) > 0)
              .map((state) => (
                <li key={state}>
                  <Pattern state={state} /> {count(state)} {stateWords[state].toLowerCase()}
                </li>
              ))}
          </ul>
          <p>
            <b>{homesToGo(counted85, count('protected'))} more protected</b> reach 85% (
            {Math.floor((85 * counted85 + 99) / 100)} of {counted85}).
          </p>
        </>
      )}
      {goFirst.length > 0 && (
        <button
          type="button"
          class="row action"
          onClick={() => (app.screen.value = { name: 'home', home: goFirst[0]!.home })}
        >
          <b>
            Go first: {nameOf(goFirst[0]!)}
            {goFirst.length > 1 && `, ${goFirst.length - 1} more`}
          </b>
          <small>{goFirst[0]!.first}</small>
        </button>
      )}
      {booked.length > 0 && <h2>Appointments</h2>}
      {booked.map(({ door, from, to }) => (
        <button
          key={door.home}
          type="button"
          class="row timed"
          onClick={() => (app.screen.value = { name: 'home', home: door.home })}
        >
          <b>{clockTime(from)}</b>
          <span>
            {nameOf(door)}
            <small>
              {londonDay(from) === today ? 'today' : shortDate(from)}, until {clockTime(to)}
            </small>
          </span>
        </button>
      ))}
      <div class="two">
        <button type="button" class="row" onClick={() => (app.screen.value = { name: 'kits' })}>
          <b>{areKitsKnown ? `${counted(inHand, 'kit')} in hand` : 'Kits in hand'}</b>
          <small>
            {toAccept > 0
              ? `${toAccept} to accept`
              : areKitsKnown
                ? 'none to accept'
                : 'not on this phone now'}
          </small>
        </button>
        <button type="button" class="row" onClick={() => (app.screen.value = { name: 'done' })}>
          <b>{done.length} done today</b>
          <small>{unsent > 0 ? `${unsent} on this phone` : 'all sent'}</small>
        </button>
      </div>
      <button type="button" class="row" onClick={() => (app.screen.value = { name: 'sign' })}>
        <b>Street sign</b>
        <small>record one: where, how it looks, a picture</small>
      </button>
      <button type="button" class="row" onClick={() => (app.screen.value = { name: 'help' })}>
        <b>Help and safety</b>
        <small>threatened, lost, locked out; words to show in 7 languages; screen for bright sun</small>
      </button>
      <p class="small">
        {view?.fetchedAt
          ? `Round as of ${whenOf(new Date(view.fetchedAt).toISOString(), now)}.`
          : 'Round not fetched since this phone was opened.'}{' '}
        {view?.trouble}
      </p>
    </Page>
  )
}
