import type { Needs } from '../../../foundation/access/may.ts'
import type { Route } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'

const reads = { needs: { verb: 'read', kind: 'exchange' } as Needs }
const adds = { needs: { verb: 'add', kind: 'exchange' } as Needs }

const list = () => import('./exchange-page.ts')
const sending = () => import('./send-page.ts')
const taking = () => import('./take-page.ts')

/** Largest form with a file, in bytes. */
const fileFormLimit = 4 * 2 ** 20

/** Files to laboratories and suppliers, and from them, each under an agreement. */
export const exchangeRoutes = {
  exchange: {
    get: paths.exchange,
    ...reads,
    from: list,
    menu: {
      title: 'Lab and supplier files',
      lead: 'What was sent to laboratories and suppliers, and what came back, under which agreement.',
    },
  },
  sentFile: {
    get: paths.sentFile,
    ...reads,
    from: list,
    machine: { summary: 'File for a laboratory or supplier, as it was sent', type: 'text/csv' },
  },
  sendFileForm: { get: paths.sendFile, ...adds, from: sending },
  sendFile: { post: paths.sendFile, ...adds, from: sending },
  takeFileForm: { get: paths.takeFile, ...adds, from: taking },
  takeFile: { post: paths.takeFile, ...adds, from: taking, takesFile: 'as text', bodyLimit: fileFormLimit },
} satisfies Record<string, Route>
