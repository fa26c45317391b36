import type { Config } from '../config.ts'
import type { Role } from '../foundation/access/roles.ts'
import type { Actor } from '../foundation/with-actor.ts'

/** The command line acts as the account that runs it, in the one role that the command needs. */
export const commandLineActor = (config: Config, role: Role): Actor => ({
  id: `command line: ${config.account}`,
  role,
})
