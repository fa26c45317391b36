import type { FastifyReply, FastifyRequest } from 'fastify'
import { measurePaths } from '../paths.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import {
  changesInWords,
  isWithdrawn,
  nameFrom,
  orFieldErrors,
  reasonFrom,
  type ErrorAtField,
} from '../../../foundation/page/kept-names.ts'
import { productVersion } from '../../../foundation/version.ts'
import { periodInWords, wholeNumber } from '../../../foundation/words/figures.ts'
import {
  changeProgramme,
  changesOfProgramme,
  keptProgramme,
  versionsOf,
  type FixedProtocol,
} from '../programme/kept-programmes.ts'
import { departuresFrom } from '../programme/protocol.ts'
import { distanceWords } from '../report/distance-words.ts'
import { programmeOf, show } from './measuring.ts'
import { pageTable } from './tables.ts'

const protocolLines = ({ digest, publishOn, fixedAt, actor, content }: FixedProtocol) => [
  { key: 'Checksum', value: digest },
  { key: 'Fixed', value: `${timeInWords(fixedAt)} by ${actor}` },
  { key: 'Published', value: `on ${dayInWords(publishOn)}, whatever it says` },
  {
    key: 'Outcome',
    value: `${content.outcome} (series ${content.series}${content.source ? `, ${content.source}` : ''})`,
  },
  { key: 'Methods', value: content.method },
  {
    key: 'Compared with',
    value: `areas more than ${content.controls.metres} metres away ${distanceWords[content.controls.by]}`,
  },
  {
    key: 'Chosen by',
    value: content.selection
      ? `${content.selection.rule}, ${periodInWords(content.selection.from, content.selection.to)}`
      : 'not said',
  },
  {
    key: 'Months after',
    value: content.after ? periodInWords(content.after.from, content.after.to) : 'as usual',
  },
  { key: 'Areas', value: wholeNumber(content.areas.length) },
  { key: 'Version', value: content.codeVersion },
  ...(content.notes ? [{ key: 'Notes', value: content.notes }] : []),
]

const bodyOf = (request: FastifyRequest): Record<string, unknown> =>
  (request.body ?? {}) as Record<string, unknown>

/** Protocol agreed in advance of one programme, and its versions. */
export const answers: Answers = ({ database }) => {
  const showProtocol = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: ErrorAtField[] = [],
  ): Promise<FastifyReply> => {
    const asked = await programmeOf(database, request, async (tx, { firstVersion }) => ({
      versions: await versionsOf(tx, firstVersion),
      changes: await changesOfProgramme(tx, firstVersion),
    }))
    const { kept, protocol, published, more } = asked
    const { id, name } = kept
    return show(reply, errors.length > 0 ? 400 : 200, 'rooms/measure/views/protocol.njk', {
      page: 'Programmes',
      name,
      reportHref: measurePaths.report({ id }),
      protocol: protocol ? protocolLines(protocol) : undefined,
      departures: protocol ? departuresFrom(protocol.content, kept.programme, productVersion) : [],
      report: published
        ? {
            at: timeInWords(published.publishedAt),
            version: published.codeVersion,
            digest: published.digest,
            headline: published.report.figures.claim.headline,
          }
        : undefined,
      change: {
        what: 'programme',
        name,
        typed: errors.length > 0 ? bodyOf(request) : {},
        errors,
        lines: changesInWords(more.changes),
        withdrawn: isWithdrawn(more.changes),
        note: 'A withdrawn programme leaves the list of programmes. It stays at this address and in the access log, and a report that was agreed is still published on its day.',
        renameHref: measurePaths.renameProgramme({ id }),
        withdrawHref: measurePaths.withdrawProgramme({ id }),
      },
      versions: pageTable(
        'versions-table',
        'Versions of this programme',
        'Appended, never changed.',
        ['Saved', 'By', 'Checksum'],
        more.versions.map(({ keptAt, actor, digest }) => [
          timeInWords(keptAt),
          actor,
          `${digest.slice(0, 16)}…`,
        ]),
      ),
    })
  }

  /** Writes a fact beside a programme, and shows it; with the form and its errors where that cannot be. */
  const change =
    (purpose: string, read: (typed: Record<string, unknown>) => { name: string } | { reason: string }) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const { actor } = request
      const id = idIn(request)
      const done = await orFieldErrors(() =>
        database.withActor(actor, purpose, async (tx) => {
          const kept = id && (await keptProgramme(tx, id))
          if (!kept) throw new MetTraceError('not_found', 'There is no such programme.')
          await changeProgramme(tx, actor.id, kept.firstVersion, read(bodyOf(request)))
          return kept.id
        }),
      )
      if ('errors' in done) return showProtocol(request, reply, done.errors)
      return reply.redirect(measurePaths.protocol({ id: done.answer }), 303)
    }

  return {
    protocol: async (request, reply) => showProtocol(request, reply),
    renameProgramme: change('rename a programme', ({ name }) => ({ name: nameFrom(name, 'programme') })),
    withdrawProgramme: change('withdraw a programme', ({ reason }) => ({
      reason: reasonFrom(reason, 'programme'),
    })),
  }
}
