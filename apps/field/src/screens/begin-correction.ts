import { toldBy } from '@mettrace/protocol/judge/running'
import type { EventId } from '@mettrace/protocol/words/values'
import type { App } from '../app/app.ts'
import type { Screen } from '../app/screens.ts'
import { typedOf } from '../round/corrections.ts'
import { localTime } from '../app/times.ts'
import type { Delivered } from '../round/delivery.ts'
import type { Door } from '../round/read-round.ts'

const ignored = (): undefined => undefined

/** What the record that is being corrected told, where it was a delivery. */
const deliveryCorrected = (app: App): Delivered | null => {
  const record = app.records.value.find(({ id }) => id === app.correcting.value)
  const told = record && toldBy(record.fact)
  return told?.kind === 'delivered' ? told : null
}

/** Opens a delivery at a door; where one that was set aside is corrected, with what was recorded then. */
export const beginDelivery = async (app: App, door: Door): Promise<void> => {
  const drafts = app.open.value?.drafts
  const before = deliveryCorrected(app)
  if (before && !(await drafts?.read(door.home)))
    await drafts?.keep(door.home, typedOf(before)).catch(ignored)
  app.screen.value = { name: 'deliver', home: door.home, step: 1 }
}

/**
 * Opens the form of an outcome with what was recorded. A home that is in no round of the person any more has no form: they
 * choose the door that it was.
 */
export const beginCorrection = async (app: App, of: EventId): Promise<void> => {
  const record = app.records.value.find(({ id }) => id === of)
  const told = record && toldBy(record.fact)
  if (!told || !('home' in told)) return
  const drafts = app.open.value?.drafts
  const door = app.round.value?.byHome.get(told.home)
  const open = (screen: Screen): void => {
    app.screen.value = screen
    app.correcting.value = of
  }
  if (!door) return open({ name: 'doors' })
  const { home } = door
  if (told.kind === 'delivered') {
    await drafts?.keep(home, typedOf(told)).catch(ignored)
    return open({ name: 'deliver', home, step: 1 })
  }
  if (told.kind === 'no-answer' && told.card !== undefined) {
    await drafts?.keep(`card ${home}`, { code: told.card }).catch(ignored)
    return open({ name: 'card', home })
  }
  if (told.kind === 'come-back') {
    const from = told.appointment ? localTime(told.appointment.from) : ''
    await drafts?.keep(`come-back ${home}`, { from }).catch(ignored)
    return open({ name: 'come-back', home })
  }
  open({ name: told.kind === 'refused' ? 'refused' : 'outcome', home })
}
