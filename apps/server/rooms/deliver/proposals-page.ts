import { z } from 'zod'
import { MetTraceError } from '../../foundation/errors.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { csvText } from '../../foundation/csv-text.ts'
import { pageIn } from '../../foundation/page/lists.ts'
import { idIn } from '../../foundation/page/ids.ts'
import { readPage } from '../../foundation/page/page.ts'
import { pagesOf } from '../../foundation/page/pages.ts'
import type { Answers } from '../../foundation/room/room.ts'
import {
  decideProposal,
  exclusionReasons,
  propose,
  proposals,
  type NewProposal,
} from '../../places/home-proposals.ts'
import { homeOf } from '../../places/register.ts'
import { wardsInWords } from '../../places/place-names.ts'
import { showHome } from './home-pages.ts'
import { deliverPaths as paths } from './paths.ts'
import { proposalLine } from './proposal-line.ts'
import { notesOf } from './sync/told/notes-of.ts'

const text = (most: number) => z.string().trim().max(most).default('')
const kinds = z.object({ kind: z.enum(['exclude', 'restore', 'report']) })
const sent = z.object({
  kind: z.enum(['exclude', 'restore', 'report']),
  reason: text(40),
  number: text(60),
  flat: z.string().trim().max(5).default(''),
  note: text(500),
})

/** A proposal as it was sent, or what is wrong with it. */
const readForm = (body: unknown): NewProposal | { error: string; href: string } => {
  const values = sent.safeParse(body).data
  if (!values && !kinds.safeParse(body).success)
    throw new MetTraceError('usage', 'It cannot be told what is proposed.', {
      expected: 'exclude, restore or report',
    })
  if (!values) return { error: 'A field holds more than it can take', href: '#note' }
  const { kind, note } = values
  if (kind === 'restore') return { kind, note }
  if (kind === 'exclude') {
    const reason = exclusionReasons.find((each) => each === values.reason)
    return reason
      ? { kind, reason, note }
      : { error: 'Choose why the home is to be left out', href: '#proposal-reason' }
  }
  if (values.number === '') return { error: 'Enter the number or name of the missing home', href: '#number' }
  if (!/^\d*$/.test(values.flat)) return { error: 'The flat is a number, or nothing', href: '#flat' }
  return { kind, number: values.number, flat: values.flat === '' ? null : Number(values.flat), note }
}

/** What people at the door say of homes, and what another person decides. */
export const answers: Answers = ({ database }) => ({
  proposals: async (request, reply) => {
    const page = pageIn(request)
    const { list, ward, noteOf } = await readPage(database, request, 'proposals about homes', async (tx) => {
      const found = await proposals(tx, page)
      return {
        list: found,
        noteOf: await notesOf(tx, request.actor.role, found),
        ward: await wardsInWords(
          tx,
          found.map((each) => each.ward),
        ),
      }
    })
    return sendPage(reply, 200, 'rooms/deliver/views/proposals.njk', {
      room: 'Deliver',
      page: 'Proposals',
      proposals: list.map((each) => proposalLine(each, ward, noteOf(each.event))),
      csvHref: paths.proposalsCsv(),
      pages: pagesOf(
        { page, rows: list.length, total: list[0]?.total ?? 0 },
        'Pages of proposals',
        (to) => `${paths.proposals()}?page=${to}`,
      ),
    })
  },
  proposalsCsv: async (request, reply) => {
    const { list, noteOf } = await readPage(database, request, 'proposals about homes', async (tx) => {
      const found = await proposals(tx)
      return { list: found, noteOf: await notesOf(tx, request.actor.role, found) }
    })
    const lines = list.map((each) => {
      const { what, note, decided } = proposalLine(each, String, noteOf(each.event))
      return [each.proposedAt, what, each.address, each.ward, note, each.proposedBy, each.seenAt, decided]
    })
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="proposals.csv"')
      .send(
        csvText([
          ['proposed_at', 'proposal', 'address', 'ward', 'note', 'proposed_by', 'seen_at_door', 'decision'],
          ...lines,
        ]),
      )
  },
  proposeHome: async (request, reply) => {
    const form = readForm(request.body)
    if ('error' in form)
      return showHome(database, request, reply, {
        errors: [{ text: form.error, href: form.href }],
        values: (request.body ?? {}) as Record<string, unknown>,
      })
    const id = await database.withActor(request.actor, 'propose about a home', async (tx) => {
      const home = await homeOf(tx, idIn(request))
      await propose(tx, request.actor, home, form)
      return home.id
    })
    return reply.redirect(paths.home({ id }), 303)
  },
  decideProposal: async (request, reply) => {
    const { decision } = z
      .object({ decision: z.enum(['approve', 'refuse']) })
      .catch({ decision: 'refuse' })
      .parse(request.body)
    await database.withActor(request.actor, 'decide about a home', (tx) =>
      decideProposal(tx, request.actor, idIn(request), decision === 'approve'),
    )
    return reply.redirect(paths.proposals(), 303)
  },
})
