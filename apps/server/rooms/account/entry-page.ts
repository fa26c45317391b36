import { idIn } from '../../foundation/page/ids.ts'
import { accountPaths } from './paths.ts'
import type { Answers } from '../../foundation/room/room.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorNames } from '../../foundation/actor-names.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { proofOfPlace } from '../../foundation/log/entry-proof.ts'
import { Publication } from '../../foundation/log/publication.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { eraseWords, wordsOfEntry, type Words } from './entry-words.ts'
import { entryOf, type PlacedEntry } from './log-entries.ts'
import { entryInWords } from './log-words.ts'

const textOf = (words: Words): string | null => ('text' in words ? words.text : null)
const withName = (words: Words, nameOf: (actor: string) => string): Words =>
  'text' in words ? { ...words, text: nameOf(words.text) } : words

const notThere = (): MetTraceError =>
  new MetTraceError('not_found', 'There is no such entry, or it is not published yet.')

const entryAsked = async (tx: Transaction, id: string | undefined): Promise<PlacedEntry> => {
  const entry = id === undefined ? undefined : await entryOf(tx, id)
  if (!entry) throw notThere()
  return entry
}

/** One entry of the log with its words, for whoever checks; its proof, as a file; and the erasing of its words. */
export const answers: Answers = ({ database, logDirectory }) => {
  const publication = new Publication(logDirectory)
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    error?: string,
  ): Promise<FastifyReply> => {
    const { entry, words, nameOf } = await database.withActor(
      request.actor,
      'an entry of the log',
      async (tx) => {
        const found = await entryAsked(tx, idIn(request))
        const said = await wordsOfEntry(tx, found)
        const isRead = Object.values(said).some(({ state }) => state === 'kept' || state === 'altered')
        if (isRead)
          await tx.record({ operation: 'consultation', kind: 'words of an entry', subjects: [found.id] })
        return { entry: found, words: said, nameOf: await actorNames(tx, [found.actor, textOf(said.to)]) }
      },
    )
    return sendPage(reply, error === undefined ? 200 : 400, 'rooms/account/views/entry.njk', {
      room: 'Account',
      page: 'Who saw a record',
      entry: entryInWords(entry, nameOf),
      // An account that took something away is called by name.
      words: { ...words, to: withName(words.to, nameOf) },
      bound: entry.content_size,
      error,
    })
  }

  return {
    entry: async (request, reply) => show(request, reply),
    entryProof: async (request, reply) => {
      const { id, place } = await database.withActor(request.actor, 'proof of an entry', (tx) =>
        entryAsked(tx, idIn(request)),
      )
      const proof = place === null ? undefined : proofOfPlace(publication, place)
      if (proof === undefined) throw notThere()
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${id}.tlog-proof"`)
        .type('text/plain; charset=utf-8')
        .send(proof)
    },
    eraseEntry: async (request, reply) => {
      const sent = z.object({ reason: z.string().trim().min(1).max(500) }).safeParse(request.body)
      if (!sent.success) return show(request, reply, 'Say why the words are to be erased')
      const id = await database.withActor(request.actor, 'erase the words of an entry', async (tx) => {
        const entry = await entryAsked(tx, idIn(request))
        await eraseWords(tx, entry, sent.data.reason)
        return entry.id
      })
      return reply.redirect(accountPaths.entry({ id }), 303)
    },
  }
}
