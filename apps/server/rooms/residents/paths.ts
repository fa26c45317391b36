import { pathsBelow } from '../../foundation/room/paths.ts'

/** Addresses of the pages for residents: short, since cards have them in print. */
export const residentsPaths = pathsBelow('/card', {
  start: '',
  visit: '/visit',
  decline: '/decline',
  needs: '/needs',
  kit: '/kit',
  register: '/register',
  applied: '/applied',
  moving: '/moving',
  held: '/held',
  code: '/code',
  correct: '/correct',
  privacy: '/privacy',
})
