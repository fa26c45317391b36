import type { Needs } from '../../../foundation/access/may.ts'
import { pictureFormLimit } from '../../../foundation/files/picture-form.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { deliverPaths as paths } from '../paths.ts'

const reads = { needs: { verb: 'read', kind: 'sign' } as Needs }
const adds = { needs: { verb: 'add', kind: 'sign' } as Needs }

const list = () => import('./signs-page.ts')
const one = () => import('./sign-page.ts')
const needed = () => import('./signs-needed-page.ts')
const notices = () => import('../notices/notices-page.ts')

/** What tells a street that its homes are marked: signs, and stickers, press items, posters and leaflets. */
export const signRoutes = {
  signs: {
    get: paths.signs,
    ...reads,
    from: list,
    menu: {
      group: 'Signs',
      title: 'Signs',
      lead: 'Street signs: where they are, how they were found, and when to look again.',
    },
  },
  signsCsv: {
    get: paths.signsCsv,
    ...reads,
    from: list,
    machine: { summary: 'Street signs as they were last found', type: 'text/csv' },
  },
  placeSign: { post: paths.signs, ...adds, from: list, takesFile: 'as bytes', bodyLimit: pictureFormLimit },
  signsNeeded: { get: paths.signsNeeded, ...reads, from: needed },
  signsNeededCsv: {
    get: paths.signsNeededCsv,
    ...reads,
    from: needed,
    machine: { summary: 'Signs that deployments need and have', type: 'text/csv' },
  },
  sign: { get: paths.sign, ...reads, from: one },
  checkSign: {
    post: paths.checkSign,
    ...adds,
    from: one,
    takesFile: 'as bytes',
    bodyLimit: pictureFormLimit,
  },
  signPicture: {
    get: paths.signPicture,
    needs: { verb: 'read', kind: 'file' },
    from: () => import('./picture-page.ts'),
  },
  eraseSignPicture: { post: paths.eraseSignPicture, needs: { verb: 'change', kind: 'file' }, from: one },
  notices: {
    get: paths.notices,
    ...reads,
    from: notices,
    menu: {
      group: 'Signs',
      title: 'Press and posters',
      lead: 'Stickers, press items, posters and leaflets, by area and day.',
    },
  },
  noticesCsv: {
    get: paths.noticesCsv,
    ...reads,
    from: notices,
    machine: { summary: 'Stickers, press items, posters and leaflets, by area and day', type: 'text/csv' },
  },
  recordNotice: { post: paths.notices, ...adds, from: notices },
  correctNotice: { post: paths.correctNotice, ...adds, from: notices },
} satisfies Record<string, Route>
