import { pathsBelow } from '../../foundation/room/paths.ts'

/** Addresses of the pages for residents: short, since a card has them in print. */
export const residentsPaths = pathsBelow('/card', {
  start: '',
  visit: '/visit',
  decline: '/decline',
  needs: '/needs',
  privacy: '/privacy',
})
