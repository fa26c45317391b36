import type { Room } from '../../foundation/room/room.ts'
import { helpPaths as paths } from './paths.ts'

/** What the words of the other rooms mean. */
export const helpRoom: Room = {
  name: 'Help',
  prefix: '/help',
  paths,
  owns: [],
  scripts: {},
  routes: {
    help: { get: paths.help, anyRole: true, foot: 'Help', from: () => import('./help-page.ts') },
  },
  moved: {},
}
