import type { FastifyReply, FastifyRequest } from 'fastify'
import { faultsOf } from '@mettrace/continuity/facts/faults'
import { actingAs } from '../../../foundation/access/acting-as.ts'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { logKeyOf } from '../../../foundation/log/log-key.ts'
import { Publication } from '../../../foundation/log/publication.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { tracePaths as paths } from '../paths.ts'
import { bytesOfPictures } from './case-pictures.ts'
import { factsOfCase, type CaseFacts } from './case-facts.ts'
import { noteGiven } from './note-given.ts'
import { proofsOfCase } from './log-proofs.ts'
import { makeBundle } from './make-bundle.ts'
import { givingFrom, itemsFrom } from './sent-case.ts'
import { unknownsOf } from './unknowns.ts'
import { addUnusedItems } from './unused-items.ts'
import { zipStream } from './zip-stream.ts'

const sealer = actingAs('bundleProofs', 'bundle for court')
const kept = ['items', 'to', 'purpose', 'day']

/** A case and its bundle: what it would hold, what is not known, its unused material, and to whom it is given. */
export const answers: Answers = ({ database, clock, logDirectory }) => {
  const publication = new Publication(logDirectory)

  const show = (
    reply: FastifyReply,
    { facts, sent, errors }: { facts: CaseFacts | undefined; sent: SentForm; errors: ErrorAtField[] },
  ): FastifyReply =>
    sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/bundle/bundle.njk', {
      room: 'Trace',
      page: 'Bundle for court',
      reference: facts?.reference ?? textOf(sent, 'case'),
      isFound: facts !== undefined,
      exhibits: facts?.exhibits.map((each) => ({
        href: paths.exhibit({ id: each.id }),
        reference: each.reference,
        description: each.description,
        with: facts.names.hand(each.hand),
        facts: each.facts.length,
        chain: faultsOf(each.facts).length === 0 ? 'Whole' : 'Broken',
      })),
      unknowns: facts && unknownsOf(facts, 0),
      unused: facts?.unused.map(({ number, description, at }) => ({
        number,
        description,
        entered: dayInWords(londonDay(at)),
      })),
      next: (facts?.unused.length ?? 0) + 1,
      act: uuidv7(),
      values: {
        day: londonDay(clock()),
        ...Object.fromEntries(
          kept.flatMap((field) => {
            const value = sent[field]
            return errors.length > 0 && typeof value === 'string' ? [[field, value]] : []
          }),
        ),
      },
      errors,
    })

  /** Facts of the case that a form names, or what is wrong with that. */
  const caseIn = async (
    request: FastifyRequest,
    sent: SentForm,
    day: string,
  ): Promise<{ facts: CaseFacts | undefined; errors: ErrorAtField[] }> => {
    const reference = textOf(sent, 'case')
    if (reference === '')
      return { facts: undefined, errors: [{ text: 'Enter the crime reference', href: '#case' }] }
    const facts = await readPage(database, request, 'bundle for court', (tx) =>
      factsOfCase(tx, reference, day),
    )
    return facts.exhibits.length > 0
      ? { facts, errors: [] }
      : { facts: undefined, errors: [{ text: 'No exhibit has that crime reference', href: '#case' }] }
  }

  return {
    bundle: async (request, reply) => {
      await readPage(database, request, 'bundle for court', async () => undefined)
      return show(reply, { facts: undefined, sent: {}, errors: [] })
    },
    findCase: async (request, reply) => {
      const sent = sentForm(request.body)
      return show(reply, { sent, ...(await caseIn(request, sent, londonDay(clock()))) })
    },
    addUnused: async (request, reply) => {
      const sent = sentForm(request.body)
      const { items, errors } = itemsFrom(sent)
      const found = await caseIn(request, sent, londonDay(clock()))
      const { facts } = found
      if (!facts || errors.length > 0)
        return show(reply, { facts, sent, errors: [...found.errors, ...errors] })
      await database.withActor(request.actor, 'unused material', (tx) =>
        addUnusedItems(
          tx,
          {
            act: actFrom(sent),
            actor: request.actor.id,
            of: facts.reference,
            exhibits: facts.exhibits.map(({ id }) => id),
          },
          items,
        ),
      )
      return show(reply, { sent: {}, ...(await caseIn(request, sent, londonDay(clock()))) })
    },
    giveBundle: async (request, reply) => {
      const sent = sentForm(request.body)
      const { to, purpose, day, errors } = givingFrom(sent, clock())
      const found = await caseIn(request, sent, day)
      const { facts } = found
      if (!facts || errors.length > 0)
        return show(reply, { facts, sent, errors: [...found.errors, ...errors] })
      const proofs = await proofsOfCase(database, sealer, publication, facts)
      const pictures = await readPage(database, request, 'pictures for a bundle', (tx) =>
        bytesOfPictures(tx, facts.pictures),
      )
      const key = logKeyOf(database.secrets)
      const { files, listSha256 } = await makeBundle(facts, proofs, key, pictures)
      // No entry, no answer: it is written down before the first byte leaves.
      await database.withActor(request.actor, 'bundle for court', (tx) =>
        noteGiven(tx, facts, { to, purpose, listSha256 }),
      )
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="bundle.zip"')
        .type('application/zip')
        .send(zipStream(files))
    },
  }
}
