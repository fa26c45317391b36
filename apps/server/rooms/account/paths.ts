import { pathsBelow } from '../../foundation/room/paths.ts'

/** Addresses of Account. */
export const accountPaths = pathsBelow('/account', {
  heads: '/log/heads',
  headsFile: '/log/heads.csv',
  records: '/log/records',
  staff: '/log/people',
  samples: '/log/samples',
  entry: '/log/entries/:id',
  entryProof: '/log/entries/:id/proof',
  eraseEntry: '/log/entries/:id/erase',
})
