import { basisInWords } from '@mettrace/protocol/scans/legal-bases'
import { resultInWords } from '@mettrace/protocol/scans/scan-rules'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { allows } from '../../../foundation/access/may.ts'
import { actorNames } from '../../../foundation/actor-names.ts'
import { timeInWords } from '../../../foundation/days.ts'
import { enterPhone } from '../../../foundation/phones/enter-phone.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { sentForm, textOf, wordsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'
import { decide, waitingScans, type SetAsideScan } from './set-aside.ts'

const toldBy = ({ fact }: SetAsideScan): string => {
  if (!fact) return 'Could not be read'
  const { subject, custody, description, identifiers, result, basis } = fact
  const what = subject === 'person' ? ['Person', custody] : [description ?? 'Item', identifiers]
  return [...what, resultInWords(result), basisInWords(basis)].filter((words) => words !== null).join(', ')
}

/** Scans that phones told and that were set aside: recorded at the desk, or left out with a reason. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const showsPictures = allows(request.actor.role, { verb: 'read', kind: 'scan_file' })
    const { waiting, nameOf } = await readPage(database, request, 'scans that were set aside', async (tx) => {
      const listed = await waitingScans(tx, page)
      return {
        waiting: listed,
        nameOf: await actorNames(
          tx,
          listed.map(({ actor }) => actor),
        ),
      }
    })
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/phone-scans/set-aside.njk', {
      room: 'Trace',
      page: 'Scans set aside',
      waiting: waiting.map((each) => ({
        id: each.id,
        at: timeInWords(each.at),
        told: toldBy(each),
        why: each.words,
        by: nameOf(each.actor),
        pictureHref: each.hasPicture && showsPictures ? paths.scanPicture({ picture: each.id }) : undefined,
        recordHref: paths.recordScan({ told: each.id }),
      })),
      pages: pagesOf(
        { page, rows: waiting.length, total: waiting[0]?.total ?? 0 },
        'Pages of scans set aside',
        (to) => paths.setAsideScans({ page: String(to) }),
      ),
      chosen: textOf(sent, 'event'),
      values: { reason: textOf(sent, 'reason') },
      errors,
    })
  }
  return {
    enterPhoneToScan: async (request, reply) => enterPhone(request, reply, '/field/?duty=scans'),
    setAsideScans: (request, reply) => show(request, reply, { sent: {}, errors: [] }),
    leaveOutScan: async (request, reply) => {
      const sent = sentForm(request.body)
      const event = idFrom(textOf(sent, 'event'))
      const { words, errors } = wordsOf(sent, 'reason', 'Enter why it is left out')
      if (event === undefined) errors.push({ text: 'Choose which scan is left out', href: '#event' })
      if (event === undefined || errors.length > 0) return show(request, reply, { sent, errors })
      const isLeftOut = await database.withActor(request.actor, 'leave out a scan of a phone', (tx) =>
        decide(tx, request.actor.id, event, { reason: words }),
      )
      if (!isLeftOut) {
        const decided = { text: 'Somebody has decided about this scan already', href: '#event' }
        return show(request, reply, { sent, errors: [decided] })
      }
      return reply.redirect(paths.setAsideScans(), 303)
    },
  }
}
