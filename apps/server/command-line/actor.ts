import type { Config } from '../config.ts'
import { actingAs, type Place } from '../foundation/access/acting-as.ts'
import type { Actor } from '../foundation/with-actor.ts'

/** The command line acts as the account that runs it, in the one role that the command needs. */
export const commandLineActor = (config: Config, command: Extract<Place, `${string}Command`>): Actor =>
  actingAs(command, `command line: ${config.account}`)
