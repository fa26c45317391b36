import type { FastifyReply, FastifyRequest } from 'fastify'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { sendPage } from '../../../foundation/layout/views.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageFrom, pagesOf } from '../../../foundation/page/pages.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { count, wholeNumber } from '../../../foundation/words/figures.ts'
import { announcedKits, boxesToCome, type BoxToCome } from '../acts/announced.ts'
import { compareReceipt, type Comparison, type Given } from '../acts/compare-receipt.ts'
import { actFrom, sentForm, textOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import { orRefused } from '../acts/refused.ts'
import { listedSerials } from '../acts/listed-serials.ts'
import { allScanned, codesShown, givenCodes } from '../codes/given-codes.ts'
import { doneBefore, receiveKits } from '../facts.ts'
import { supplyPaths as paths } from '../paths.ts'

const page = { room: 'Supply', page: 'Receive kits' }

const lineOf = ({ id, batch, box, sscc, pallet, expected, received }: BoxToCome) => ({
  batch,
  box,
  sscc: sscc ?? '–',
  pallet: pallet ?? '–',
  expected: wholeNumber(expected),
  received: wholeNumber(received),
  toCome: wholeNumber(expected - received),
  href: paths.receive({ box: id }),
})

/** A fault or a repeated label as people read it: a serial in groups, the number of a box as it is. */
const shown = (what: string): string => (/^\d{18}$/.test(what) ? `box ${what}` : spelled(what))

const comparisonShown = ({ boxes, repeated, faults, serials }: Comparison) => ({
  boxes: boxes.map(({ batch, box, expected, here, missing }) => ({
    batch,
    box,
    expected: wholeNumber(expected),
    here: wholeNumber(here),
    missing: wholeNumber(missing.length),
    missingSerials: missing.map(spelled).join(', '),
  })),
  repeated: repeated.map(shown),
  faults: faults.map(({ what, why }) => ({ what: shown(what), why })),
  isShort: boxes.some(({ missing }) => missing.length > 0),
  kits: count(serials.length, 'kit'),
  listed: serials.join(' '),
  mayReceive: faults.length === 0 && serials.length > 0,
})

/** A supplier's delivery at the central store: announced, compared line by line, and received as a whole. */
export const answers: Answers = ({ database, clock }) => {
  const showList = async (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { status: number; codes: ReturnType<typeof codesShown> },
  ): Promise<FastifyReply> => {
    const query = request.query as Record<string, unknown>
    const [at, act] = [pageFrom(query['page']), idFrom(query['act'])]
    const { list, received } = await readPage(database, request, 'boxes to come', async (tx) => ({
      list: await boxesToCome(tx, at),
      received: act && (await doneBefore(tx, request.actor.id, { id: act, kind: 'received' })),
    }))
    return sendPage(reply, given.status, 'rooms/supply/views/receive.njk', {
      ...page,
      codes: given.codes,
      received: received ? count(received, 'kit') : undefined,
      boxes: list.map(lineOf),
      pages: pagesOf(
        { page: at, rows: list.length, total: list[0]?.total ?? 0 },
        'Pages of boxes',
        (to) => `${paths.receive()}?page=${to}`,
      ),
      csvHref: paths.receiveCsv(),
    })
  }

  /** The kits of one box to tick, as somebody counts them. */
  const showBox = async (
    request: FastifyRequest,
    reply: FastifyReply,
    box: string,
  ): Promise<FastifyReply> => {
    const kits = await readPage(database, request, 'a box to come', (tx) =>
      announcedKits(tx, { serials: [], ssccs: [], boxes: [box] }, clock()),
    )
    const toCome = kits.filter(({ received }) => !received)
    const [first] = kits
    return sendPage(reply, first ? 200 : 404, 'rooms/supply/views/receive-box.njk', {
      ...page,
      box: first && { number: first.boxNumber, batch: first.batch },
      kits: toCome.map(({ serial }) => ({ value: serial, text: spelled(serial) })),
    })
  }

  const showComparison = async (
    request: FastifyRequest,
    reply: FastifyReply,
    given: Given,
    rest: { status: number; errors: ErrorAtField[]; reason: string },
  ): Promise<FastifyReply> => {
    const announced = await readPage(database, request, 'a delivery against what was announced', (tx) =>
      announcedKits(tx, { ...given, boxes: [] }, clock()),
    )
    return sendPage(reply, rest.status, 'rooms/supply/views/receive-compared.njk', {
      ...page,
      ...comparisonShown(compareReceipt(given, announced)),
      errors: rest.errors,
      reason: rest.reason,
      act: uuidv7(),
    })
  }

  /** Receives what was compared; what has changed since is refused, and all of it with it. */
  const receive = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const sent = sentForm(request.body)
    const [id, serials] = [actFrom(sent), listedSerials(sent)]
    const { words, errors } =
      textOf(sent, 'short') === 'yes'
        ? wordsOf(sent, 'reason', 'Enter what is missing and who was told')
        : { words: '', errors: [] }
    const given = { serials, ssccs: [] }
    if (errors.length > 0)
      return showComparison(request, reply, given, { status: 400, errors, reason: words })
    const done = await orRefused('#compared', () =>
      database.withActor(request.actor, 'receive kits', (tx) =>
        receiveKits(tx, request.actor.id, {
          id,
          at: clock(),
          kits: { serials },
          ...(words !== '' && { reason: words }),
        }),
      ),
    )
    if ('errors' in done)
      return showComparison(request, reply, given, {
        status: done.status,
        errors: done.errors,
        reason: words,
      })
    return reply.redirect(paths.receive({ act: done.answer.act }), 303)
  }

  return {
    receive: async (request, reply) => {
      const box = idFrom((request.query as Record<string, unknown>)['box'])
      if (box !== undefined) return showBox(request, reply, box)
      return showList(request, reply, { status: 200, codes: codesShown([], 'codes') })
    },
    receiveCsv: async (request, reply) => {
      const list = await readPage(database, request, 'boxes to come', (tx) => boxesToCome(tx))
      return sendCsv(reply, 'boxes-to-come', [
        ['batch', 'box', 'sscc', 'pallet', 'announced_at', 'expected', 'received'],
        ...list.map(({ batch, box, sscc, pallet, announcedAt, expected, received }) => [
          batch,
          box,
          sscc,
          pallet,
          announcedAt.toISOString(),
          expected,
          received,
        ]),
      ])
    },
    receiveKits: async (request, reply) => {
      const sent = sentForm(request.body)
      const listed = listedSerials(sent)
      if (textOf(sent, 'step') === 'receive' && listed.length > 0) return receive(request, reply)
      const given = givenCodes(request.body, 'codes', clock().getFullYear())
      const codes = codesShown(given, 'codes')
      if (given.length === 0 && listed.length === 0)
        codes.errors.push({ text: 'Scan or enter at least one box or kit', href: '#codes' })
      const scanned = allScanned(given)
      if (codes.errors.length > 0 || !scanned) return showList(request, reply, { status: 400, codes })
      return showComparison(
        request,
        reply,
        {
          serials: [...listed, ...scanned.flatMap((each) => ('serial' in each ? [each.serial] : []))],
          ssccs: scanned.flatMap((each) => ('box' in each ? [each.box] : [])),
        },
        { status: 200, errors: [], reason: '' },
      )
    },
  }
}
