import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Database } from '../foundation/database.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { sendPage } from '../foundation/layout/views.ts'
import type { Publication } from '../foundation/log/publication.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { proofOfPlace } from './entry-proof.ts'
import { eraseWords, wordsOfEntry } from './entry-words.ts'
import { entryOf, type PlacedEntry } from './log-entries.ts'
import { entryInWords } from './log-words.ts'

const readsLog = { config: { needs: { verb: 'read', kind: 'log_entry' } } } as const
const erasesWords = { config: { needs: { verb: 'remove', kind: 'log_text' } } } as const

type Asked = { Params: { id: string } }

const notThere = (): MetTraceError =>
  new MetTraceError('not_found', 'There is no such entry, or it is not published yet.')

const entryAsked = async (tx: Transaction, id: string): Promise<PlacedEntry> => {
  const known = z.uuid().safeParse(id)
  const entry = known.success ? await entryOf(tx, known.data) : undefined
  if (!entry) throw notThere()
  return entry
}

/** One entry of the log with its words, for whoever checks; its proof, as a file; and the erasing of its words. */
export const entryPage = (app: FastifyInstance, database: Database, publication: Publication): void => {
  const show = async (
    request: FastifyRequest<Asked>,
    reply: FastifyReply,
    error?: string,
  ): Promise<FastifyReply> => {
    const { entry, words } = await database.withActor(request.actor, 'an entry of the log', async (tx) => {
      const found = await entryAsked(tx, request.params.id)
      const said = await wordsOfEntry(tx, found)
      const isRead = Object.values(said).some(({ state }) => state === 'kept' || state === 'altered')
      if (isRead)
        await tx.record({ operation: 'consultation', kind: 'words of an entry', subjects: [found.id] })
      return { entry: found, words: said }
    })
    return sendPage(reply, error === undefined ? 200 : 400, 'account/views/entry.njk', {
      room: 'Account',
      page: 'Who saw a record',
      entry: entryInWords(entry),
      words,
      error,
    })
  }

  app.get<Asked>('/account/log/entries/:id', readsLog, async (request, reply) => show(request, reply))

  app.get<Asked>('/account/log/entries/:id/proof', readsLog, async (request, reply) => {
    const { id, place } = await database.withActor(request.actor, 'proof of an entry', (tx) =>
      entryAsked(tx, request.params.id),
    )
    const proof = place === null ? undefined : proofOfPlace(publication, place)
    if (proof === undefined) throw notThere()
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${id}.tlog-proof"`)
      .type('text/plain; charset=utf-8')
      .send(proof)
  })

  app.post<Asked>('/account/log/entries/:id/erase', erasesWords, async (request, reply) => {
    const sent = z.object({ reason: z.string().trim().min(1).max(500) }).safeParse(request.body)
    if (!sent.success) return show(request, reply, 'Say why the words are to be erased')
    const id = await database.withActor(request.actor, 'erase the words of an entry', async (tx) => {
      const entry = await entryAsked(tx, request.params.id)
      await eraseWords(tx, entry, sent.data.reason)
      return entry.id
    })
    return reply.redirect(`/account/log/entries/${id}`, 303)
  })
}
