import { custodyFrom, resultInWords } from '@mettrace/protocol/scans/scan-rules'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorNames } from '../../../foundation/actor-names.ts'
import { timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'
import { basisInWords } from '@mettrace/protocol/scans/legal-bases'
import { unknownsOf } from './scan-facts.ts'
import { byWhom, lampOf, subjectOf } from './scan-words.ts'
import { listScans } from './scans.ts'

/** Scans as they stand, the latest first. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: { custody: string | null; wanted: string; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const { scans, nameOf } = await readPage(database, request, 'scans', async (tx) => {
      const listed = asked.errors.length > 0 ? [] : await listScans(tx, asked.custody, page)
      return {
        scans: listed,
        nameOf: await actorNames(
          tx,
          listed.map(({ actor }) => actor),
        ),
      }
    })
    return sendPage(reply, asked.errors.length > 0 ? 400 : 200, 'rooms/trace/scans/scans.njk', {
      room: 'Trace',
      page: 'Scans',
      title: asked.custody === null ? 'Scans' : `Scans of ${asked.custody}`,
      scans: scans.map((scan) => ({
        id: scan.id,
        at: timeInWords(scan.at),
        href: paths.scan({ id: scan.id }),
        place: scan.placeName,
        subject: subjectOf(scan),
        basis: basisInWords(scan.basis),
        result: resultInWords(scan.result),
        detail: scan.part ?? scan.whyNot,
        isGlow: scan.result === 'glow',
        lamp: lampOf(scan),
        unknowns: unknownsOf(scan).join(', '),
        by: byWhom(scan, nameOf(scan.actor)),
        isCorrection: scan.corrects !== null,
        correctHref: paths.recordScan({ corrects: scan.id }),
        bookInHref: paths.bookIn({ scan: scan.id }),
      })),
      // A custody reference stands in no address: what was found by one is the first page alone.
      pages: pagesOf({ page, rows: scans.length, total: scans[0]?.total ?? 0 }, 'Pages of scans', (to) =>
        paths.scans({ page: String(to) }),
      ),
      isAll: asked.custody === null,
      wanted: asked.wanted,
      errors: asked.errors,
    })
  }
  return {
    scans: (request, reply) => show(request, reply, { custody: null, wanted: '', errors: [] }),
    findScans: (request, reply) => {
      const wanted = textOf(sentForm(request.body), 'wanted')
      const custody = custodyFrom(wanted)
      const errors =
        custody === undefined
          ? [{ text: 'Enter a custody reference such as 01CU/4471/26', href: '#wanted' }]
          : []
      return show(request, reply, { custody: custody ?? null, wanted, errors })
    },
  }
}
