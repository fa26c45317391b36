import type { Room } from '../../foundation/room/room.ts'
import { residentsPaths as paths } from './paths.ts'

const open = { open: true, from: () => import('./card-pages.ts') } as const
const counted = { ...open, limit: 'resident' } as const

/** What residents do themselves, without signing in: they answer the card that was left at their door. */
export const residentsRoom: Room = {
  name: 'Residents',
  prefix: '/card',
  paths,
  owns: ['engagement.card_message'],
  scripts: {},
  routes: {
    start: { get: paths.start, ...open },
    visit: { get: paths.visit, ...open },
    bookVisit: { post: paths.visit, ...counted },
    decline: { get: paths.decline, ...open },
    sendDecline: { post: paths.decline, ...counted },
    needs: { get: paths.needs, ...open },
    sendNeeds: { post: paths.needs, ...counted },
    privacy: { get: paths.privacy, ...open },
  },
  moved: {},
}
