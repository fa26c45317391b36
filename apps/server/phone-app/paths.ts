import { pathsBelow } from '../foundation/room/paths.ts'

/** Addresses of the phone app's files. */
export const phoneAppPaths = pathsBelow('/field', {
  app: '/',
  file: '/:file',
  part: '/:part/:file',
})
