import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { MetTraceError } from '../../foundation/errors.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { subjectDigestOf } from '../../foundation/log/digests.ts'
import type { FoundRecord } from '../../foundation/log/record-finder.ts'
import { recordOfAccount } from '../../foundation/person-account.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { exampleAddress } from '../../places/made-up-city.ts'
import { actorItems, filtersOf, listFields, listOnPage, operationItems, sendEntries } from './entries-list.ts'
import { actorsAbout } from './list-entries.ts'
import { searchRecords } from './search-records.ts'

const text = (most: number) => z.string().trim().max(most).default('')
const queryOf = z.object({
  /** What somebody looks for in their own words. */
  sought: text(200),
  /** The record that was chosen, and what it was called when it was found. */
  kind: z
    .string()
    .trim()
    .regex(/^([a-z][a-z ]{0,40})?$/)
    .default(''),
  id: text(200),
  called: text(300),
  ...listFields,
})
type Query = z.infer<typeof queryOf>

const show = (reply: FastifyReply, context: Record<string, unknown>, status: 200 | 400 = 200): FastifyReply =>
  sendPage(reply, status, 'rooms/account/views/records.njk', {
    room: 'Account',
    page: 'Who saw a record',
    ...context,
  })

/**
 * Who saw a record. What is looked for travels in the body: addresses are kept in places that names and codes must not
 * be. To look who saw a record is to look at the record: it is in the log itself.
 */
export const answers: Answers = ({ database, finders }) => {
  const digestOf = subjectDigestOf(database.secrets)

  const showRecord = async (
    tx: Parameters<typeof listOnPage>[0],
    { kind, id, called }: FoundRecord,
    query: Query,
  ): Promise<Record<string, unknown>> => {
    const record = kind === 'person' ? recordOfAccount(id) : id
    const subject = digestOf(kind, record)
    const list = await listOnPage(tx, { subject }, query)
    await tx.record({ operation: 'consultation', kind, subjects: [record] })
    return {
      sought: query.sought,
      record: { kind, id: record, called },
      list,
      operations: operationItems(query.operation),
      actors: await actorItems(tx, await actorsAbout(tx, subject), query.actor),
      filters: filtersOf(query),
    }
  }

  return {
    records: async (request, reply) => {
      const example = await database.withActor(request.actor, 'who saw a record: the form', exampleAddress)
      return show(reply, { sought: '', example })
    },
    findRecords: async (request, reply) => {
      const parsed = queryOf.safeParse(request.body ?? {})
      if (!parsed.success)
        throw new MetTraceError(
          'usage',
          `The field ${parsed.error.issues[0]?.path.join('.')} cannot be used.`,
        )
      const query = parsed.data
      const { sought, kind, id, called } = query
      if (sought === '' && (kind === '' || id === ''))
        return show(reply, { sought, error: 'Enter an address, a postcode, a name or a reference' }, 400)
      if (query.export && kind !== '' && id !== '') {
        const record = kind === 'person' ? recordOfAccount(id) : id
        await database.withActor(request.actor, 'file of who saw a record', (tx) =>
          tx.record({ operation: 'disclosure', kind, subjects: [record], to: request.actor.id }),
        )
        const asked = { subject: digestOf(kind, record) }
        return sendEntries(database, request, reply, { asked, filters: query, name: 'who-saw-a-record' })
      }
      const context = await database.withActor(request.actor, 'who saw a record', async (tx) => {
        if (kind !== '' && id !== '') return showRecord(tx, { kind, id, called }, query)
        const found = await searchRecords(tx, { finders, role: request.actor.role, digestOf }, sought)
        if ('error' in found) return { sought, error: found.error }
        const [first, ...others] = found.records
        return first && others.length === 0
          ? showRecord(tx, first, query)
          : { sought, choices: found.records, more: found.more }
      })
      return show(reply, context, 'error' in context ? 400 : 200)
    },
  }
}
