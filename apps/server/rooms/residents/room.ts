import type { Room } from '../../foundation/room/room.ts'
import { residentsPaths as paths } from './paths.ts'

const open = { open: true, from: () => import('./card-pages.ts') } as const
const counted = { ...open, limit: 'resident' } as const
const openKit = { open: true, from: () => import('./kit-pages.ts') } as const
const openHeld = { open: true, from: () => import('./held-pages.ts') } as const
const countedHeld = { ...openHeld, limit: 'resident' } as const
const countedKit = { ...openKit, limit: 'resident' } as const

/** What residents do themselves, without signing in: they answer the card that was left at their door, speak of their kit, and see what is held of them. */
export const residentsRoom: Room = {
  name: 'Residents',
  prefix: '/card',
  paths,
  owns: [
    'engagement.card_message',
    'engagement.kit_message',
    'engagement.held_ask',
    'engagement.open_held',
    'engagement.ask_to_correct',
  ],
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
    held: { get: paths.held, ...openHeld },
    askHeld: { post: paths.held, ...countedHeld },
    code: { get: paths.code, ...openHeld },
    openHeld: { post: paths.code, ...countedHeld },
    correct: { post: paths.correct, ...countedHeld },
    privacy: { get: paths.privacy, ...open },
  },
  moved: {},
}
