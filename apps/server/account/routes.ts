import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Database } from '../foundation/database.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { sendPage } from '../foundation/layout/views.ts'
import { subjectDigestOf } from '../foundation/log/digests.ts'
import { Publication } from '../foundation/log/publication.ts'
import { recordOfAccount } from '../foundation/person-account.ts'
import { entryPage } from './entry-page.ts'
import { actsOf } from './acts.ts'
import { entriesAbout, entriesAt, logState } from './log-entries.ts'
import { ageInWords, entryInWords, momentInWords, roleInWords } from './log-words.ts'
import { sampledPlaces } from './sample.ts'

const recordQuery = z.object({
  kind: z
    .string()
    .trim()
    .regex(/^[a-z][a-z ]{0,40}$/)
    .default('home'),
  id: z.string().trim().max(200).default(''),
})
const personQuery = z.object({
  person: z.string().trim().max(200).default(''),
  before: z.uuid().optional(),
  after: z.uuid().optional(),
})
const sampleSize = 20

export type AccountParts = {
  database: Database
  /** Folder that the log is published in. */
  logDirectory: string
  clock: () => Date
}

const read = <T>(schema: z.ZodType<T>, query: unknown): T => {
  const parsed = schema.safeParse(query)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new MetTraceError('usage', `The field ${issue?.path.join('.')} cannot be used.`)
}

const show = (reply: FastifyReply, view: string, context: Record<string, unknown>): FastifyReply =>
  sendPage(reply, 200, `account/views/${view}.njk`, { room: 'Account', ...context })

const readsLog = { config: { needs: { verb: 'read', kind: 'log_entry' } } } as const
const readsActs = { config: { needs: { verb: 'read', kind: 'act' } } } as const

/** Pages of the log: who saw a record, what a person did, heads and witnesses, and samples for review. */
export const accountRoutes = (app: FastifyInstance, parts: AccountParts): void => {
  const { database, clock } = parts
  const publication = new Publication(parts.logDirectory)
  const digestOf = subjectDigestOf(database.secrets)
  // Whose record and whose acts are asked for travels in the body: addresses are kept in places that codes must not be.
  const searchesLog = { config: { ...readsLog.config, limit: 'search' } } as const
  const searchesActs = { config: { ...readsActs.config, limit: 'search' } } as const

  app.get('/account/log/records', readsLog, (_request, reply) =>
    show(reply, 'records', { page: 'Who saw a record', ...recordQuery.parse({}) }),
  )
  app.post('/account/log/records', searchesLog, async (request, reply) => {
    const { kind, id } = read(recordQuery, request.body ?? {})
    // To look who saw a record is to look at the record: it stands in the log itself.
    const found =
      id === ''
        ? undefined
        : await database.withActor(request.actor, 'who saw a record', async (tx) => {
            const record = kind === 'person' ? recordOfAccount(id) : id
            const entries = await entriesAbout(tx, digestOf(kind, record))
            await tx.record({ operation: 'consultation', kind, subjects: [record] })
            return entries
          })
    return show(reply, 'records', { page: 'Who saw a record', kind, id, entries: found?.map(entryInWords) })
  })

  app.get('/account/log/people', readsActs, (_request, reply) =>
    show(reply, 'people', { page: 'What a person did', person: '' }),
  )
  app.post('/account/log/people', searchesActs, async (request, reply) => {
    const { person, ...from } = read(personQuery, request.body ?? {})
    const found =
      person === ''
        ? undefined
        : await database.withActor(request.actor, 'what a person did', async (tx) => {
            const acts = await actsOf(tx, person, from)
            await tx.record({
              operation: 'consultation',
              kind: 'person',
              subjects: [recordOfAccount(person)],
            })
            return acts
          })
    return show(reply, 'people', {
      page: 'What a person did',
      person,
      newer: found?.newer,
      older: found?.older,
      acts: found?.acts.map((act) =>
        Object.assign({}, act, {
          at: momentInWords(act.at),
          role: roleInWords(act.role),
          entries: act.entries.map(entryInWords),
        }),
      ),
    })
  })

  app.get('/account/log/heads', readsLog, async (request, reply) => {
    const state = await database.withActor(request.actor, 'heads of the log', logState)
    const now = clock()
    const newest = state.heads[0]
    return show(reply, 'heads', {
      page: 'Heads and witnesses',
      newest: newest && { size: newest.size, age: ageInWords(newest.at, now) },
      waiting: {
        count: state.waiting.count,
        age: state.waiting.oldest && ageInWords(state.waiting.oldest, now),
      },
      heads: state.heads.map(({ size, at, root, witnesses }) => ({
        size,
        at: momentInWords(at),
        root: root.toString('base64'),
        witnesses,
      })),
      witnesses: state.witnesses.map(({ name, size, at }) => ({
        name,
        size,
        age: ageInWords(at, now),
        behind: (newest?.size ?? 0) - size,
      })),
      alarms: state.alarms.map(({ at, about, words }) => ({ at: momentInWords(at), about, words })),
      epochs: state.epochs.map(({ number, begun_at, size, reason }) => ({
        number,
        at: momentInWords(begun_at),
        size,
        reason,
      })),
    })
  })

  app.get('/account/log/samples', readsLog, async (request, reply) => {
    const found = await database.withActor(request.actor, 'samples of the log', async (tx) => {
      const [head] = (await logState(tx)).heads
      const places = head ? sampledPlaces(head.root, head.size, sampleSize) : []
      const entries = await entriesAt(tx, places)
      return { head, entries, gone: places.length - entries.length }
    })
    return show(reply, 'samples', {
      page: 'Samples for review',
      size: found.head?.size ?? 0,
      root: found.head?.root.toString('base64'),
      gone: found.gone,
      entries: found.entries.map(entryInWords),
    })
  })

  entryPage(app, database, publication)
}
