import type { FastifyReply, FastifyRequest } from 'fastify'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { londonDay, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { capital, count, wholeNumber } from '../../../foundation/words/figures.ts'
import { chargesOf } from '../acts/destinations.ts'
import { endings, endTransfer } from '../acts/end-transfer.ts'
import { colleaguesOf, nobodyNamed, secondFrom, type SecondTyped } from '../acts/second-person.ts'
import { actFrom, type SentForm, sentForm, textOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import { orRefused } from '../acts/refused.ts'
import { kitsOfTransfer, transferOf, type SentKit } from '../acts/transfers.ts'
import { allScanned, codesShown, givenCodes, type GivenCode } from '../codes/given-codes.ts'
import { supplyPaths as paths } from '../paths.ts'
import { holderNames } from '../stock.ts'

const endedInWords: Readonly<Record<string, string>> = {
  taken: 'Confirmed',
  'taken back': 'Taken back',
  lost: 'Lost',
  damaged: 'Damaged',
}

const kitLine = ({ serial, underWay, ended, endedAt, disputed }: SentKit) => ({
  serial: spelled(serial),
  state: underWay
    ? disputed
      ? 'On the way, disputed'
      : 'On the way'
    : (endedInWords[ended ?? ''] ?? 'Moved since'),
  at: endedAt === null ? '–' : timeInWords(endedAt),
})

/** What a form wants of a transfer, and which kits: all that are under way, or those that were scanned. */
const wantedOf = (sent: SentForm, given: readonly GivenCode[]) => {
  const what = endings.find((each) => each === textOf(sent, 'what'))
  const scanned = allScanned(given) ?? []
  return {
    what,
    isAll: textOf(sent, 'which') === 'all',
    serials: scanned.flatMap((each) => ('serial' in each ? [each.serial] : [])),
    boxes: scanned.filter((each) => 'box' in each).length,
  }
}

type Typed = {
  status: number
  codes: ReturnType<typeof codesShown>
  values: { what: string; reason: string; typed: SecondTyped }
}

/** One transfer: what is on the way and what became of the rest, and the forms by which each side ends it. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (request: FastifyRequest, reply: FastifyReply, typed: Typed): Promise<FastifyReply> => {
    const page = pageIn(request)
    const found = await readPage(database, request, 'a transfer', async (tx) => {
      const transfer = await transferOf(tx, idIn(request))
      const charges = await chargesOf(tx)
      return {
        transfer,
        kits: await kitsOfTransfer(tx, transfer.id, page),
        toMe: charges.some((each) => each === transfer.to),
        fromMe: charges.some((each) => each === transfer.from),
        colleagues: await colleaguesOf(tx, request.actor.id, londonDay(clock())),
        nameOf: await holderNames(tx, [transfer.from, transfer.to, transfer.actor]),
      }
    })
    const { transfer, kits, nameOf, colleagues } = found
    return sendPage(reply, typed.status, 'rooms/supply/views/transfer.njk', {
      room: 'Supply',
      page: 'Transfers',
      href: paths.transfer({ id: transfer.id }),
      from: capital(nameOf(transfer.from)),
      to: capital(nameOf(transfer.to)),
      sent: count(transfer.sent, 'kit'),
      at: timeInWords(transfer.at),
      by: nameOf(transfer.actor),
      underWay: transfer.underWay > 0 ? wholeNumber(transfer.underWay) : undefined,
      toMe: found.toMe,
      fromMe: found.fromMe,
      kits: kits.map(kitLine),
      sheet: kits
        .filter(({ underWay }) => underWay)
        .map(({ serial }) => serial)
        .join('\n'),
      pages: pagesOf(
        { page, rows: kits.length, total: kits[0]?.total ?? 0 },
        'Pages of kits',
        (to) => `${paths.transfer({ id: transfer.id })}?page=${to}`,
      ),
      csvHref: paths.transferCsv({ id: transfer.id }),
      colleagues,
      act: uuidv7(),
      codes: typed.codes,
      errors: typed.codes.errors,
      values: typed.values,
    })
  }

  return {
    transfer: (request, reply) =>
      show(request, reply, {
        status: 200,
        codes: codesShown([], 'codes'),
        values: { what: '', reason: '', typed: nobodyNamed },
      }),
    transferCsv: async (request, reply) => {
      const kits = await readPage(database, request, 'a transfer', async (tx) =>
        kitsOfTransfer(tx, (await transferOf(tx, idIn(request))).id),
      )
      return sendCsv(reply, 'transfer', [
        ['serial', 'state', 'ended_at'],
        ...kits.map((kit) => [kit.serial, kitLine(kit).state, kit.endedAt?.toISOString() ?? null]),
      ])
    },
    endTransfer: async (request, reply) => {
      const sent = sentForm(request.body)
      const given = givenCodes(request.body, 'codes', clock().getFullYear())
      const codes = codesShown(given, 'codes')
      const { what, isAll, serials, boxes } = wantedOf(sent, given)
      const isLoss = what === 'lost' || what === 'damaged'
      const { words: reason, errors: noReason } = isLoss
        ? wordsOf(sent, 'reason', 'Enter what happened')
        : { words: '', errors: [] }
      const faults: ErrorAtField[] = [...codes.errors, ...noReason]
      if (!isAll && given.length === 0)
        faults.push({ text: 'Scan or enter at least one kit of this transfer', href: '#codes' })
      if (boxes > 0) faults.push({ text: 'Scan the kits of the box, one by one', href: '#codes' })
      const { actor } = request
      let named = nobodyNamed
      const done = await orRefused('#codes', () =>
        database.withActor(actor, 'end a transfer', async (tx) => {
          const transfer = await transferOf(tx, idIn(request))
          if (!what)
            throw new MetTraceError('usage', 'It cannot be told what became of these kits.', {
              expected: endings.join(', '),
            })
          const { second, errors, typed } = isLoss
            ? await secondFrom(tx, actor.id, sent, londonDay(clock()))
            : { second: '', errors: [], typed: nobodyNamed }
          named = typed
          if (faults.length + errors.length > 0) return [...faults, ...errors]
          return endTransfer(tx, actor.id, {
            id: actFrom(sent),
            transfer,
            what,
            serials: isAll ? null : serials,
            at: clock(),
            ...(isLoss && { reason, second }),
          })
        }),
      )
      const errors = 'errors' in done ? done.errors : done.answer
      if (errors.length === 0) {
        const isMine = textOf(sent, 'back') === 'my-kits'
        return reply.redirect(isMine ? paths.myKits() : paths.transfer({ id: idIn(request) ?? '' }), 303)
      }
      return show(request, reply, {
        status: 'errors' in done ? done.status : 400,
        codes: Object.assign({}, codes, { errors }),
        values: { what: what ?? '', reason, typed: named },
      })
    },
  }
}
