import type { Room } from '../../foundation/room/room.ts'
import { residentsPaths as paths } from './paths.ts'

const open = { open: true, from: () => import('./card-pages.ts') } as const
const counted = { ...open, limit: 'resident' } as const
const openKit = { open: true, from: () => import('./kit-pages.ts') } as const
const countedKit = { ...openKit, limit: 'resident' } as const

/** What residents do themselves, without signing in: they answer the card that was left at their door, and speak of their kit. */
export const residentsRoom: Room = {
  name: 'Residents',
  prefix: '/card',
  paths,
  owns: ['engagement.card_message', 'engagement.kit_message'],
  scripts: {},
  routes: {
    start: { get: paths.start, ...open },
    visit: { get: paths.visit, ...open },
    bookVisit: { post: paths.visit, ...counted },
    decline: { get: paths.decline, ...open },
    sendDecline: { post: paths.decline, ...counted },
    needs: { get: paths.needs, ...open },
    sendNeeds: { post: paths.needs, ...counted },
    kit: { get: paths.kit, ...openKit },
    register: { get: paths.register, ...openKit },
    sendRegister: { post: paths.register, ...countedKit },
    applied: { get: paths.applied, ...openKit },
    sendApplied: { post: paths.applied, ...countedKit },
    moving: { get: paths.moving, ...openKit },
    sendMoving: { post: paths.moving, ...countedKit },
    privacy: { get: paths.privacy, ...open },
  },
  moved: {},
}
