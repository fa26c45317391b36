import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answers } from '../../../foundation/room/room.ts'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import {
  settingAsTyped,
  settingExpected,
  settingFrom,
  settingInWords,
  settingName,
  settingRules,
  mustFitSetting,
} from '../../../foundation/setting-rules.ts'
import { settingsByWhom, versionsOfSetting, type SettingVersion } from '../../../foundation/settings.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { targetPaths } from '../paths.ts'
import { pageDataIn } from '../question/page-data.ts'
import { forcesToSet, putSettingOfForce } from './setting-of-force.ts'

const addressOf = (name: string, force: string): string =>
  targetPaths.setting({ name }, settingRules[name]?.byForce ? { force } : {})

const shown = (each: SettingVersion) => ({
  ...each,
  href: addressOf(each.name, each.force),
  called: settingName(each),
  means: settingRules[each.name]?.means,
  unit: settingRules[each.name]?.month ? '' : each.unit,
  value: settingInWords(each.name, each.value),
  from: dayInWords(each.from),
  at: timeInWords(each.at),
})

type Typed = { value: string; source: string; reason: string }

const typedIn = ({ body }: FastifyRequest): Typed & { version: string } => {
  const given = (body ?? {}) as Record<string, unknown>
  const text = (field: string): string => {
    const value = given[field]
    return typeof value === 'string' ? value.trim() : ''
  }
  return { value: text('value'), source: text('source'), reason: text('reason'), version: text('version') }
}

const longest = 500
const wordsError = (field: 'source' | 'reason', text: string, missing: string): ErrorAtField[] => {
  if (text === '') return [{ text: missing, href: `#${field}` }]
  return text.length > longest
    ? [{ text: `The ${field} must be ${longest} characters or fewer`, href: `#${field}` }]
    : []
}

const valueError = (name: string, value: number): ErrorAtField[] => {
  try {
    mustFitSetting(name, value)
    return []
  } catch (error) {
    if (error instanceof MetTraceError) return [{ text: error.message, href: '#value' }]
    throw error
  }
}

/** The force that an address names; undefined where it names none. */
const forceIn = ({ query }: FastifyRequest): string | undefined => {
  const { force } = (query ?? {}) as { force?: unknown }
  return typeof force === 'string' ? force : undefined
}

/** The figures that answers rest on: what each means, every version with who put it, and a form for a new one. */
export const answers: Answers = ({ database, clock }) => {
  const pageDataOf = pageDataIn(database)

  const showSetting = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { typed, errors }: { typed?: Typed; errors: ErrorAtField[] } = { errors: [] },
  ): Promise<FastifyReply> => {
    const pageData = pageDataOf(request)
    const { name } = request.params as { name: string }
    const { versions, force, forces } = await pageData.read('a setting', async (tx) => {
      const known = await forcesToSet(tx, request.actor.role, name)
      const asked = forceIn(request) ?? known[0]!
      return { versions: await versionsOfSetting(tx, name, asked), force: asked, forces: known }
    })
    const [holds] = versions
    if (!holds && !(settingRules[name]?.byForce && forces.includes(force)))
      throw new MetTraceError('not_found', 'There is no such setting.')
    return pageData.show(reply, errors.length > 0 ? 400 : 200, 'rooms/target/settings/setting.njk', {
      page: 'Settings',
      called: settingName({ name, force }),
      means: settingRules[name]?.means,
      href: addressOf(name, force),
      force,
      holds: holds && shown(holds),
      others: forces
        .filter((other) => other !== force)
        .map((other) => ({ href: addressOf(name, other), called: settingName({ name, force: other }) })),
      expected: settingExpected(name),
      typed: typed ?? { value: holds ? settingAsTyped(name, holds.value) : '', source: '', reason: '' },
      errors,
      versions: versions.map(shown),
    })
  }

  return {
    settings: async (request, reply) => {
      const pageData = pageDataOf(request)
      const all = await pageData.read('settings', settingsByWhom)
      return pageData.show(reply, 200, 'rooms/target/settings/settings.njk', {
        page: 'Settings',
        settings: all.map(shown),
      })
    },
    setting: async (request, reply) => showSetting(request, reply),
    putSetting: async (request, reply) => {
      const { actor } = request
      const { name } = request.params as { name: string }
      const { version, ...typed } = typedIn(request)
      const value = settingFrom(name, typed.value)
      const errors = [
        ...valueError(name, value),
        ...wordsError('source', typed.source, 'Enter where the new value is from'),
        ...wordsError('reason', typed.reason, 'Enter why the value changes'),
      ]
      if (errors.length > 0) return showSetting(request, reply, { typed, errors })
      try {
        await database.withActor(actor, 'change a setting', async (tx) => {
          const [known] = await forcesToSet(tx, actor.role, name)
          const force = forceIn(request) ?? known ?? ''
          const [holds] = await versionsOfSetting(tx, name, force)
          if (holds && String(holds.version) !== version)
            throw new MetTraceError(
              'usage',
              `This setting was changed by ${holds.actor} while you looked at it. Check the new value, then change it again`,
              { about: 'value' },
            )
          const { source, reason } = typed
          await putSettingOfForce(tx, actor, {
            name,
            force,
            value,
            source,
            reason,
            from: londonDay(clock()),
          })
        })
      } catch (error) {
        // Of two that change one setting at once the database takes one.
        const both = (error as { code?: unknown }).code === '23505'
        if (!both && !(error instanceof MetTraceError && error.where.about === 'value')) throw error
        const text = both
          ? 'This setting was changed by somebody else at the same time. Check the new value, then change it again'
          : (error as MetTraceError).message
        return showSetting(request, reply, { typed, errors: [{ text, href: '#value' }] })
      }
      return reply.redirect(addressOf(name, forceIn(request) ?? ''), 303)
    },
  }
}
