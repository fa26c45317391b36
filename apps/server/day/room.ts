import { pathsBelow } from '../foundation/room/paths.ts'
import type { AnyRoom, Room, RoomParts } from '../foundation/room/room.ts'

const page = () => import('./day-page.ts')
const paths = pathsBelow('', { day: '/', openApi: '/openapi.json' })

/** What the first page shows: the rooms that there are. */
export type DayParts = RoomParts & { rooms: readonly AnyRoom[] }

/** Where everybody arrives: the day's work of the role in use. */
export const dayRoom: Room<DayParts> = {
  name: 'Day',
  prefix: '',
  paths,
  owns: [],
  scripts: {},
  routes: {
    day: { get: paths.day, anyRole: true, from: page },
    openApi: {
      get: paths.openApi,
      anyRole: true,
      from: page,
      machine: { summary: 'This description', type: 'application/json' },
    },
  },
  moved: {},
}
