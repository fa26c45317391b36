import type { App } from '../app/app.ts'
import type { Door } from '../round/read-round.ts'

/** Back at the list, or the map, on the next door; the record can be undone there for ten seconds. */
export const backToList = (app: App, door: Door): void => {
  if (app.walksBy === 'map') {
    app.screen.value = { name: 'map' }
    return
  }
  const { walk, streetOf } = app.roundNow.value
  const street = (walk?.doors.includes(door) ? walk : streetOf.get(door))?.key
  app.screen.value = {
    name: 'doors',
    ...(street !== undefined && { street }),
    ...(door.core !== null && { core: door.core }),
  }
}
