import type { Room } from '../foundation/room/room.ts'
import { phoneAppPaths as paths } from './paths.ts'

const files = () => import('./file-answers.ts')

/** The officer's phone app: files that are the same for everybody and hold nobody's data. What it asks is Deliver's. */
export const phoneAppRoom: Room = {
  name: 'Phone app',
  prefix: '/field',
  paths,
  owns: [],
  scripts: {},
  routes: {
    app: { get: paths.app, open: true, limit: 'none', from: files },
    file: { get: paths.file, open: true, limit: 'none', from: files },
    part: { get: paths.part, open: true, limit: 'none', from: files },
  },
  moved: {},
}
