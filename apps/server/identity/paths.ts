import { pathsBelow } from '../foundation/room/paths.ts'

/** Addresses of sign-in and of people. They are no room of the programme, and identity providers know one of them. */
export const identityPaths = pathsBelow('', {
  signIn: '/sign-in',
  beginSignIn: '/sign-in/begin',
  answerSignIn: '/sign-in/answer',
  emergency: '/sign-in/emergency',
  signOut: '/sign-out',
  signOutEverywhere: '/sign-out/everywhere',
  you: '/you',
  takeRole: '/you/role',
  endSession: '/you/sessions/:id/end',
  people: '/people',
  person: '/people/:id',
  givePosting: '/people/:id/postings',
  endPosting: '/people/:id/postings/:posting/end',
  shutOut: '/people/:id/shut-out',
  letIn: '/people/:id/let-in',
  signOutPerson: '/people/:id/sign-out',
  devices: '/devices',
  nameDevice: '/devices/:id/name',
  revokeDevice: '/devices/:id/revoke',
  emergencies: '/emergencies',
  noteEmergency: '/emergencies/:id/noted',
})

/** Where the identity provider sends people back to; it is registered there. */
export const signInAnswerPath = identityPaths.answerSignIn.pattern
