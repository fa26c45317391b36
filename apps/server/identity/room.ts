import type { Needs } from '../foundation/access/may.ts'
import type { Room } from '../foundation/room/room.ts'
import { identityPaths as paths } from './paths.ts'
import type { SignInParts } from './sign-in-parts.ts'

const open = { open: true } as const
const own = { anyRole: true } as const
const readsPeople = { needs: { verb: 'read', kind: 'person' } as Needs }
const changesPeople = { needs: { verb: 'change', kind: 'person' } as Needs }
const changesSessions = { needs: { verb: 'change', kind: 'session' } as Needs }
const readsEmergencies = { needs: { verb: 'read', kind: 'emergency' } as Needs }

const signIn = () => import('./sign-in-pages.ts')
const emergency = () => import('./emergency-pages.ts')
const you = () => import('./you-pages.ts')
const people = () => import('./people-pages.ts')
const watch = () => import('./watch-pages.ts')

/** Who somebody is: sign-in, one's own account, people and their postings, devices, emergencies. */
export const peopleRoom: Room<SignInParts> = {
  name: 'People',
  prefix: '',
  paths,
  owns: [
    'identity.person',
    'identity.posting',
    'identity.session',
    'identity.device',
    'identity.device_phone',
    'identity.emergency',
    'identity.emergency_seen',
  ],
  scripts: {},
  routes: {
    signIn: { get: paths.signIn, ...open, from: signIn },
    beginSignIn: { get: paths.beginSignIn, ...open, limit: 'sign-in', from: signIn },
    answerSignIn: { get: paths.answerSignIn, ...open, limit: 'sign-in', from: signIn },
    emergency: { get: paths.emergency, ...open, from: emergency },
    useEmergency: { post: paths.emergency, ...open, limit: 'emergency', from: emergency },
    you: { get: paths.you, ...own, from: you },
    takeRole: { post: paths.takeRole, ...own, from: you },
    endSession: { post: paths.endSession, ...own, from: you },
    signOut: { post: paths.signOut, ...own, from: you },
    signOutEverywhere: { post: paths.signOutEverywhere, ...own, from: you },
    people: {
      get: paths.people,
      ...readsPeople,
      from: people,
      menu: { title: 'People', lead: 'Who works with MetTrace, in which role and where.' },
    },
    person: { get: paths.person, ...readsPeople, from: people },
    givePosting: { post: paths.givePosting, ...changesPeople, from: people },
    endPosting: { post: paths.endPosting, ...changesPeople, from: people },
    shutOut: { post: paths.shutOut, ...changesPeople, from: people },
    letIn: { post: paths.letIn, ...changesPeople, from: people },
    signOutPerson: { post: paths.signOutPerson, ...changesPeople, from: people },
    devices: {
      get: paths.devices,
      needs: { verb: 'read', kind: 'session' },
      from: watch,
      menu: { title: 'Devices', lead: 'Browsers that people sign in on; block a lost one.' },
    },
    nameDevice: { post: paths.nameDevice, ...changesSessions, from: watch },
    revokeDevice: { post: paths.revokeDevice, ...changesSessions, from: watch },
    emergencies: {
      get: paths.emergencies,
      ...readsEmergencies,
      from: watch,
      menu: { title: 'Emergency sign-ins', lead: 'Sign-ins by code, when nobody can sign in the usual way.' },
    },
    noteEmergency: { post: paths.noteEmergency, ...readsEmergencies, from: watch },
  },
  moved: {},
}
