import type { FastifyReply, FastifyRequest } from 'fastify'
import { measurePaths } from '../paths.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { count, monthInWords, wholeNumber } from '../../../foundation/words/figures.ts'
import { canonicalDigest } from '../programme/canonical-digest.ts'
import {
  keepProgramme,
  keptProgramme,
  latestProgrammes,
  numberOfProgrammes,
  programmeCalled,
  protocolOf,
} from '../programme/kept-programmes.ts'
import { plantedTruth } from '../../../places/made-up-city.ts'
import { plantedProgramme } from '../programme/planted-programme.ts'
import { firstStart } from '../programme/programme-panel.ts'
import type { Programme } from '../programme/programme-schema.ts'
import { parseProgramme } from '../programme/read-programme.ts'
import { csvText } from '../../../foundation/csv-text.ts'
import { pageFrom, pagesOf } from '../../../foundation/page/pages.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { mustBeMeasurable } from '../report/measurable.ts'
import { reportActor } from '../report-actor.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { show } from './measuring.ts'
import { errorOfPlan, planChoices, programmeOfChoice, type TypedOfPlan } from './plan-choices.ts'

const schemaFile = join(import.meta.dirname, '../programme/programme.schema.json')

const example = JSON.stringify(
  {
    name: 'Two wards',
    series: 'all',
    selection: { from: '2014-01', to: '2014-12', rule: 'highest' },
    deployments: [
      {
        name: 'North',
        areas: ['E01000001', 'E01000002'],
        start: '2015-03',
        coverage: [{ month: '2015-05', share: 0.86 }],
      },
      { name: 'South', areas: ['E01000003'], start: '2015-04' },
    ],
    protocol: { outcome: 'all', codeVersion: '0.1.0', publishOn: '2016-06-01' },
  },
  null,
  2,
)

const csvHeading = [
  'programme',
  'name',
  'saved_at',
  'saved_by',
  'areas',
  'first_start',
  'report_published_on',
]

const areasIn = ({ deployments }: Programme): number =>
  deployments.reduce((sum, { areas }) => sum + areas.length, 0)

const programmesCsv = async (tx: Transaction, which: 'present' | 'withdrawn'): Promise<string> => {
  const lines = []
  for (const { id, firstVersion, name, keptAt, actor, programme } of await latestProgrammes(
    tx,
    which,
    'all',
  )) {
    const protocol = await protocolOf(tx, firstVersion)
    const start = firstStart(programme)
    lines.push([id, name, keptAt, actor, areasIn(programme), start, protocol?.publishOn ?? null])
  }
  return csvText([csvHeading, ...lines])
}

/** Which of the programmes a list is of, and its page. */
const listAsked = (request: FastifyRequest) => {
  const { which, page } = request.query as Record<string, unknown>
  return {
    which: which === 'withdrawn' ? ('withdrawn' as const) : ('present' as const),
    page: pageFrom(page),
  }
}

/** The same deployments measured once more are a version of the programme that they are already. */
const versionOrNew = async (tx: Transaction, { name, approval }: Programme): Promise<'new' | 'version'> => {
  if (approval === undefined) return 'new'
  const known = await programmeCalled(tx, name)
  const kept = known && (await keptProgramme(tx, known.id))
  return kept?.programme.approval === approval ? 'version' : 'new'
}

const inWords = ({ message, where }: MetTraceError): string =>
  [message, where.found && `Found: ${where.found}.`, where.expected && `Expected: ${where.expected}.`]
    .filter(Boolean)
    .join(' ')

/** Keeps what a form asks for; where that cannot be, the page with what is wrong. */
const keepOrShow = async (
  reply: FastifyReply,
  work: () => Promise<string>,
  wrong: (error: MetTraceError) => Promise<Record<string, unknown>>,
): Promise<FastifyReply> => {
  try {
    return await reply.redirect(await work(), 303)
  } catch (error) {
    if (!(error instanceof MetTraceError) || error.status >= 500) throw error
    return show(reply, error.status, 'rooms/measure/views/programmes.njk', {
      page: 'Programmes',
      ...(await wrong(error)),
    })
  }
}

/** The programmes that are kept, and the forms that keep one more: of a plan, or from a file. */
export const answers: Answers = ({ database }) => {
  const context = async (request: FastifyRequest, typed: TypedOfPlan = {}) => {
    const { plan } = request.query as Record<string, unknown>
    const { which, page } = listAsked(request)
    const list = which === 'withdrawn' ? { which } : undefined
    return readPage(database, request, 'programmes', async (tx) => {
      const kept = await latestProgrammes(tx, which, page)
      const number = await numberOfProgrammes(tx)
      const truth = await plantedTruth(tx)
      const programmes = []
      for (const { id, firstVersion, name, keptAt, programme } of kept) {
        const protocol = await protocolOf(tx, firstVersion)
        programmes.push({
          href: measurePaths.report({ id }),
          name,
          areas: wholeNumber(areasIn(programme)),
          start: monthInWords(firstStart(programme)),
          keptAt: timeInWords(keptAt),
          publishOn: protocol ? dayInWords(protocol.publishOn) : 'no protocol',
        })
      }
      return {
        page: 'Programmes',
        programmes,
        which,
        pages: pagesOf({ page, rows: kept.length, total: number[which] }, 'Pages of programmes', (to) =>
          measurePaths.programmes({ ...list, page: String(to) }),
        ),
        csvHref: measurePaths.programmesCsv(list),
        withdrawn: number.withdrawn > 0 ? count(number.withdrawn, 'withdrawn programme') : undefined,
        withdrawnHref: measurePaths.programmes({ which: 'withdrawn' }),
        planted: truth !== undefined,
        plans: await planChoices(tx, typed['plan'] ?? plan),
        of: typed,
        errors: [] as ErrorAtField[],
        example,
      }
    })
  }

  /** Keeps a programme that can be measured; of one that cannot, nothing. */
  const keep = async (actor: Actor, programme: Programme, as: 'new' | 'version'): Promise<string> => {
    await mustBeMeasurable(database, reportActor, programme)
    const id = await database.withActor(actor, 'keep a programme', (tx) =>
      keepProgramme(tx, actor.id, programme, as),
    )
    return measurePaths.report({ id })
  }

  return {
    programmes: async (request, reply) =>
      show(reply, 200, 'rooms/measure/views/programmes.njk', await context(request)),
    programmesCsv: async (request, reply) => {
      const file = await database.withActor(request.actor, 'file of programmes', (tx) =>
        programmesCsv(tx, listAsked(request).which),
      )
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="mettrace-programmes.csv"')
        .type('text/csv; charset=utf-8')
        .send(file)
    },
    programmeSchema: async (_request, reply) =>
      reply.type('application/schema+json; charset=utf-8').send(readFileSync(schemaFile)),
    keepPlan: async (request, reply) => {
      const { actor } = request
      const typed = (request.body ?? {}) as TypedOfPlan
      return keepOrShow(
        reply,
        async () => {
          const { programme, as } = await database.withActor(actor, 'programme of a plan', async (tx) => {
            const asked = await programmeOfChoice(tx, typed)
            return { programme: asked, as: await versionOrNew(tx, asked) }
          })
          return keep(actor, programme, as)
        },
        async (error) => ({
          ...(await context(request, typed)),
          errors: [errorOfPlan(error, inWords(error))],
        }),
      )
    },
    keepProgramme: async (request, reply) => {
      const { programme: typed = '', as } = (request.body ?? {}) as { programme?: string; as?: string }
      const version = as === 'version'
      return keepOrShow(
        reply,
        () => keep(request.actor, parseProgramme(typed), version ? 'version' : 'new'),
        async (error) => ({
          ...(await context(request)),
          typed,
          version,
          errors: [{ text: inWords(error), href: '#programme' }],
        }),
      )
    },
    keepPlanted: async (request, reply) => {
      const { actor } = request
      const id = await database.withActor(actor, 'keep the planted programme', async (tx) => {
        const truth = await plantedTruth(tx)
        if (!truth) throw new MetTraceError('not_found', 'There are no demonstration data here.')
        const programme = plantedProgramme(truth)
        const known = await programmeCalled(tx, programme.name)
        if (known?.digest === canonicalDigest(programme)) return known.id
        return keepProgramme(tx, actor.id, programme, known ? 'version' : 'new')
      })
      return reply.redirect(measurePaths.report({ id }), 303)
    },
  }
}
