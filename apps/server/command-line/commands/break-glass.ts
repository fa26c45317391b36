import { Option, type Command } from 'commander'
import { MetTraceError } from '../../foundation/errors.ts'
import { emergencyRoles, makeEmergencyCode, type EmergencyRole } from '../../identity/emergency.ts'
import { commandLineActor } from '../actor.ts'
import { withCommonOptions, withDatabase, type CommonOptions } from '../options.ts'
import type { CommandContext } from '../command-context.ts'

type BreakGlassOptions = CommonOptions & { role: EmergencyRole; reason: string }

export const addBreakGlassCommand = (program: Command, context: CommandContext): void => {
  withCommonOptions(program.command('break-glass'))
    .description('make a code for one emergency sign-in; every administrator is told when it is used')
    .addOption(new Option('--role <role>', 'role to act in').choices(emergencyRoles).default('administrator'))
    .requiredOption('--reason <words>', 'why it is needed, for the record')
    .action(async ({ role, reason, ...options }: BreakGlassOptions) => {
      const why = reason.trim().slice(0, 500)
      if (why === '') throw new MetTraceError('usage', 'Give the reason: --reason "…"')
      const made = await withDatabase(options, async (database, config) => ({
        ...(await makeEmergencyCode(
          database,
          commandLineActor(config, 'emergencyCommand'),
          { role, reason: why },
          new Date(),
        )),
        address: new URL('/sign-in/emergency', config.publicUrl ?? `http://127.0.0.1:${config.port}`).href,
      }))
      await context.done('break-glass', {
        inputs: { role, reason: why },
        results: { code: made.code, address: made.address, valid_until: made.validUntil.toISOString() },
        warnings: [
          'The code works once. Its use is told to every administrator and data protection officer.',
        ],
        text: `Code ${made.code}\nEnter it at ${made.address} before ${made.validUntil.toISOString()}.`,
      })
    })
}
