import type { JSX } from 'preact'
import type { App } from '../app/app.ts'
import { whenOf } from '../app/times.ts'
import { appointmentOf, safetyOf } from '../round/door-notes.ts'
import { stateWords, type DoorNow } from '../round/door-state.ts'
import { nameOf, type Door } from '../round/read-round.ts'
import { Pattern } from './page.tsx'

const cameWords = {
  'not-saved': 'not saved',
  'on-phone': 'on phone',
  sent: 'sent',
  'set-aside': 'set aside',
} as const

/** "13:58, on phone": when, and how far it has come. */
const ageWords = ({ at, record }: DoorNow, today: string): string =>
  at === null ? '' : `${whenOf(at, Date.parse(today))}, ${record === null ? 'sent' : cameWords[record.came]}`

export const DoorRow = ({
  app,
  door,
  isNext,
  label,
}: {
  app: App
  door: Door
  isNext: boolean
  label: string
}): JSX.Element => {
  const own = app.byHome.value.get(door.home) ?? []
  const state = app.roundNow.value.stateOf(door)
  const appointment = appointmentOf(door, own)
  const tries = state.state === 'no-answer' && state.tries > 1 ? ` ×${state.tries}` : ''
  return (
    <button
      type="button"
      class={isNext ? 'door next' : 'door'}
      id={`door-${door.home}`}
      onClick={() => (app.screen.value = { name: 'outcome', home: door.home })}
    >
      <b class="number">
        <span class="hidden">{nameOf(door)}, </span>
        <span aria-hidden="true">{label}</span>
      </b>
      <span class="what">
        {isNext ? 'Next: ' : ''}
        {stateWords[state.state]}
        {tries}
        <small>{ageWords(state, app.today.value)}</small>
        {door.first !== null && <small class="strong">go first</small>}
        {safetyOf(door, own).length > 0 && <small class="strong">! safety note</small>}
        {appointment && (
          <small class="strong">{whenOf(appointment.from, Date.parse(app.today.value))} visit</small>
        )}
      </span>
      <Pattern tall state={state.state} />
    </button>
  )
}
