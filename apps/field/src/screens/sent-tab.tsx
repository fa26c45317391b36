import type { JSX } from 'preact'
import type { Shell } from '../app/session.ts'
import { clockTime } from '../app/times.ts'

/** What is not at the station yet, in the corner of every screen. */
export const SentTab = ({ app }: { app: Shell }): JSX.Element => {
  const view = app.view.value
  const unsaved = view?.unsaved.length ?? 0
  const unsent = (view?.unsent.length ?? 0) + (app.me.value?.underEarlierPin ?? 0)
  if (unsaved > 0)
    return (
      <span>
        <b>{unsaved}</b>
        <small>not saved</small>
      </span>
    )
  if (unsent > 0)
    return (
      <span>
        <b>{unsent}</b>
        <small>not sent</small>
      </span>
    )
  const pictures = view?.picturesToGo.count ?? 0
  if (pictures > 0)
    return (
      <span>
        <b>{pictures}</b>
        <small>{pictures === 1 ? 'picture' : 'pictures'} to go</small>
      </span>
    )
  if (!view?.sentAt)
    return (
      <span>
        <b>0</b>
        <small>not sent</small>
      </span>
    )
  return (
    <span>
      <b>All sent</b>
      <small>{clockTime(view.sentAt)}</small>
    </span>
  )
}
