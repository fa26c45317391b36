import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { dayInWords, timeInWords } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import type { Actor } from '../../foundation/with-actor.ts'
import { monthInWords, wholeNumber } from '../../target/page-words.ts'
import { keepProgramme, latestProgrammes, protocolOf } from '../programme/kept-programmes.ts'
import { plantedProgramme, plantedTruth } from '../programme/planted-programme.ts'
import { firstStart } from '../programme/programme-panel.ts'
import type { Programme } from '../programme/programme-schema.ts'
import { parseProgramme } from '../programme/read-programme.ts'
import { addsPlans, readsPlans, type Measuring } from './measuring.ts'

/** A programme of several hundred areas, month by month. */
const longestProgramme = 4 * 1024 * 1024

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

const inWords = ({ message, where }: MetTraceError): string =>
  [message, where.found && `Found: ${where.found}.`, where.expected && `Expected: ${where.expected}.`]
    .filter(Boolean)
    .join(' ')

/** The programmes that are kept, and the form that keeps one more. */
export const programmesPage = (app: FastifyInstance, { database, show }: Measuring): void => {
  const context = async (actor: Actor) =>
    database.withActor(actor, 'programmes', async (tx) => {
      const kept = await latestProgrammes(tx)
      const truth = await plantedTruth(tx)
      const programmes = []
      for (const { id, name, keptAt, programme } of kept) {
        const protocol = await protocolOf(tx, name)
        programmes.push({
          href: `/measure/programmes/${id}`,
          name,
          areas: wholeNumber(programme.deployments.reduce((sum, { areas }) => sum + areas.length, 0)),
          start: monthInWords(firstStart(programme)),
          keptAt: timeInWords(keptAt),
          publishOn: protocol ? dayInWords(protocol.publishOn) : 'no protocol',
        })
      }
      return { page: 'Programmes', programmes, planted: truth !== undefined, example }
    })

  const keep = async (actor: Actor, programme: Programme): Promise<string> => {
    const id = await database.withActor(actor, 'keep a programme', (tx) =>
      keepProgramme(tx, actor.id, programme),
    )
    return `/measure/programmes/${id}`
  }

  app.get('/measure', readsPlans, async (request, reply) =>
    show(reply, 200, 'measure/views/programmes.njk', await context(request.actor)),
  )

  app.get('/measure/programme.schema.json', readsPlans, async (_request, reply) =>
    reply.type('application/schema+json; charset=utf-8').send(readFileSync(schemaFile)),
  )

  app.post('/measure', { ...addsPlans, bodyLimit: longestProgramme }, async (request, reply) => {
    const { programme: typed = '' } = (request.body ?? {}) as { programme?: string }
    try {
      return await reply.redirect(await keep(request.actor, parseProgramme(typed)), 303)
    } catch (error) {
      if (!(error instanceof MetTraceError) || error.status >= 500) throw error
      const view = await context(request.actor)
      return show(reply, error.status, 'measure/views/programmes.njk', {
        ...view,
        typed,
        error: { text: inWords(error) },
      })
    }
  })

  app.post('/measure/planted', addsPlans, async (request, reply) => {
    const truth = await database.withActor(request.actor, 'planted programme', plantedTruth)
    if (!truth) throw new MetTraceError('not_found', 'There is no made-up city here.')
    return reply.redirect(await keep(request.actor, plantedProgramme(truth)), 303)
  })
}
