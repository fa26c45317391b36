import type { JSX } from 'preact'
import { clockTime, shortDate } from '../app/times.ts'
import type { Appointment } from '../round/door-notes.ts'

/** When somebody is to come back to a door, in one line. */
export const AppointmentLine = ({ appointment }: { appointment: Appointment | null }): JSX.Element | null =>
  appointment && (
    <p>
      <b>Appointment</b> {shortDate(appointment.from)} {clockTime(appointment.from)} to{' '}
      {clockTime(appointment.to)}
    </p>
  )
