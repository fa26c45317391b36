import { pathsBelow } from '../../foundation/room/paths.ts'

/** Addresses of Account. */
export const accountPaths = pathsBelow('/account', {
  decisions: '/decisions',
  decisionsCsv: '/decisions.csv',
  newDecision: '/decisions/new',
  readDecision: '/decisions/read',
  decisionRules: '/decisions/rules',
  decision: '/decisions/:id',
  changeDecision: '/decisions/:id/change',
  publicDecision: '/decisions/:id/public',
  confidentialPart: '/decisions/:id/confidential',
  heads: '/log/heads',
  headsFile: '/log/heads.csv',
  records: '/log/records',
  staff: '/log/people',
  samples: '/log/samples',
  entry: '/log/entries/:id',
  entryProof: '/log/entries/:id/proof',
  eraseEntry: '/log/entries/:id/erase',
})
