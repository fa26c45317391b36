import { dueOn, paidWithin } from '@mettrace/money/invoice/due'
import { matchLine, type Match } from '@mettrace/money/match/match'
import { pence } from '@mettrace/money/pence/pence'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ruleOf } from '../../../foundation/access/access-table.ts'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom, idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count, wholeNumber } from '../../../foundation/words/figures.ts'
import { accountPaths as paths } from '../paths.ts'
import { amountInWords } from './amounts.ts'
import { faultsOfMoney, MoneyForm } from './form-fields.ts'
import { disputeInvoice, endDispute } from './disputes.ts'
import { approveInvoice, pay, takeBackInvoice } from './invoices.ts'
import { invoiceOf, invoiceRows, toleranceFor, type InvoiceLineRow, type InvoiceRow } from './invoice-rows.ts'

type Read = NonNullable<Awaited<ReturnType<typeof invoiceOf>>> & Awaited<ReturnType<typeof toleranceFor>>

/** What an invoice's line is without what was approved of it: matched as it came. */
const matchOf = (line: InvoiceLineRow, { head, earlier, tolerance }: Read): Match =>
  matchLine(
    { supplier: head.payee, number: head.number, gross: pence(head.net + head.vat) },
    { quantity: line.quantity, net: pence(line.net) },
    line.orderLine === null
      ? undefined
      : {
          price: { pence: pence(line.pence), per: line.per },
          ordered: line.ordered,
          received: line.received,
          invoiced: line.invoiced - (head.kind === 'invoice' ? line.approved : 0),
          spent: pence(line.spent),
        },
    { earlier, tolerance },
  )

const stateInWords = (state: Match['states'][number], match: Match): string => {
  switch (state) {
    case 'duplicate':
      return 'An invoice with this number and amount came before'
    case 'no order':
      return 'There is no order for it'
    case 'no receipt':
      return 'Nothing has come'
    case 'quantity':
      return `${wholeNumber(match.overInvoiced)} more invoiced than came`
    case 'price':
      return `${amountInWords(Math.abs(match.priceDifference))} ${match.priceDifference > 0 ? 'more' : 'less'} than the order says`
    case 'over-delivered':
      return `${wholeNumber(match.overDelivered)} more came than were ordered`
    case 'matched':
      return 'Order, delivery and invoice agree'
  }
}

/** How long an invoice has to be paid, or in how many days it was, disputed days apart. */
export const dueInWords = (row: InvoiceRow, today: string): string => {
  if (row.kind === 'credit note' || row.withdrawnBecause !== null) return ''
  if (row.paidOn !== null && row.paid >= row.net + row.vat) {
    const { days, disputed } = paidWithin(row.validOn, row.disputes, row.paidOn)
    return `paid in ${count(days, 'day')}${disputed > 0 ? `, ${wholeNumber(disputed)} of them in dispute` : ''}`
  }
  const due = dueOn(row.validOn, row.disputes, today)
  return `${due < today ? 'was due' : 'due'} on ${dayInWords(due)}`
}

const stateOf = (row: InvoiceRow): string => {
  if (row.withdrawnBecause !== null) return 'taken back'
  if (row.disputes.some(({ until }) => until === null)) return 'in dispute'
  if (row.approved === 0) return 'to match'
  if (row.approved < row.net) return 'approved in part'
  return row.paid < row.net + row.vat ? 'approved, to pay' : 'paid'
}

const read = async (tx: Transaction, request: FastifyRequest): Promise<Read> => {
  const found = await invoiceOf(tx, idIn(request))
  if (!found) throw new MetTraceError('not_found', 'There is no such invoice.')
  return { ...found, ...(await toleranceFor(tx, found.head.validOn)) }
}

/** Invoices, and one of them held against its order and what came. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, status }: { errors: readonly ErrorAtField[]; status: number } = { errors: [], status: 200 },
  ): Promise<FastifyReply> => {
    const sent = sentForm(request.body)
    const { found, nameOf } = await readPage(database, request, 'an invoice', async (tx) => {
      const invoice = await read(tx, request)
      return {
        found: invoice,
        nameOf: await actorNames(tx, [
          invoice.head.actor,
          invoice.head.withdrawnBy,
          ...invoice.approvals.map(({ actor }) => actor),
        ]),
      }
    })
    const { head, lines, approvals, tolerance, isAssumed } = found
    const [today, { id }] = [londonDay(clock()), head]
    const mayAct = ruleOf(request.actor.role, 'invoice').add !== undefined && head.withdrawnBecause === null
    const openDispute = head.disputes.find(({ until }) => until === null)?.id
    return sendPage(reply, status, 'rooms/account/money/invoice.njk', {
      room: 'Account',
      page: 'Invoices',
      errors,
      act: actFrom(sent),
      title: `${head.kind === 'invoice' ? 'Invoice' : 'Credit note'} ${head.number}`,
      payee: head.payee,
      isCredit: head.kind === 'credit note',
      credited: head.credits && { text: head.creditsNumber, href: paths.invoice({ id: head.credits }) },
      takenBack: head.withdrawnBecause && `${head.withdrawnBecause} (${nameOf(head.withdrawnBy ?? '')})`,
      mayTakeBack: mayAct && approvals.every(({ paidOn }) => paidOn === null),
      net: amountInWords(head.net),
      vat: amountInWords(head.vat),
      gross: amountInWords(head.net + head.vat),
      came: dayInWords(head.validOn),
      by: nameOf(head.actor),
      due: dueInWords(head, today),
      state: stateOf(head),
      tolerance: `${wholeNumber(tolerance.quantity)} pieces, and the smaller of ${tolerance.priceShare / 100}% and ${amountInWords(tolerance.price)}${isAssumed ? ' (assumed: the force has not decided)' : ''}`,
      lines: lines.map((line) => {
        const match = matchOf(line, found)
        const left = line.quantity - line.approved
        return {
          id: line.id,
          what: line.what,
          order: line.order && { text: line.reference, href: paths.order({ id: line.order }) },
          ordered: line.orderLine ? wholeNumber(line.ordered) : '',
          received: line.orderLine ? wholeNumber(line.received) : '',
          invoiced: wholeNumber(line.quantity),
          approved: wholeNumber(line.approved),
          expected: line.orderLine ? amountInWords(match.expected) : '',
          net: amountInWords(line.net),
          states: head.kind === 'invoice' ? match.states.map((state) => stateInWords(state, match)) : [],
          isMatched: head.kind === 'credit note' || match.states[0] === 'matched',
          left: wholeNumber(left),
          suggested:
            textOf(sent, `quantity-${line.id}`) ||
            String(
              head.kind === 'credit note' ? left : Math.max(0, Math.min(left, match.payable - line.approved)),
            ),
          isOpen: line.orderLine !== null && (left > 0 || (line.quantity === 0 && approvals.length === 0)),
        }
      }),
      approvals: approvals.map((approval) => ({
        id: approval.id,
        at: timeInWords(approval.at),
        by: nameOf(approval.actor),
        net: amountInWords(approval.net),
        vat: amountInWords(approval.vat),
        gross: amountInWords(approval.net + approval.vat),
        because: approval.because,
        paid: approval.paidOn && `${dayInWords(approval.paidOn)}, ${approval.payment}`,
      })),
      mayAct,
      openDispute,
      typed: {
        because: textOf(sent, 'because'),
        paid: textOf(sent, 'paid') || today,
        reference: textOf(sent, 'reference'),
        from: textOf(sent, 'from') || today,
        reason: textOf(sent, 'reason'),
        back: textOf(sent, 'back'),
      },
      approveHref: paths.approveInvoice({ id }),
      payHref: paths.payInvoice({ id }),
      disputeHref: paths.disputeInvoice({ id }),
      takeBackHref: paths.takeBackInvoice({ id }),
    })
  }
  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    href: string,
    work: (tx: Transaction, form: MoneyForm, found: Read) => Promise<void>,
  ): Promise<FastifyReply> => {
    const form = new MoneyForm(sentForm(request.body))
    const done = await faultsOfMoney(href, () =>
      database.withActor(request.actor, 'an act on an invoice', async (tx) =>
        work(tx, form, await read(tx, request)),
      ),
    )
    if (form.errors.length > 0) return show(request, reply, { errors: form.errors, status: 400 })
    if (done.errors.length > 0) return show(request, reply, done)
    return reply.redirect(paths.invoice({ id: idIn(request) ?? '' }), 303)
  }
  return {
    invoices: async (request, reply) => {
      const [page, today] = [pageIn(request), londonDay(clock())]
      const rows = await readPage(database, request, 'invoices', (tx) => invoiceRows(tx, { page }))
      return sendPage(reply, 200, 'rooms/account/money/invoices.njk', {
        room: 'Account',
        page: 'Invoices',
        invoices: rows.map((row) => ({
          number: row.number,
          href: paths.invoice({ id: row.id }),
          kind: row.kind,
          payee: row.payee,
          net: amountInWords(row.kind === 'invoice' ? row.net : -row.net),
          vat: amountInWords(row.kind === 'invoice' ? row.vat : -row.vat),
          state: stateOf(row),
          due: dueInWords(row, today),
        })),
        pages: pagesOf({ page, rows: rows.length, total: rows[0]?.total ?? 0 }, 'Pages of invoices', (to) =>
          paths.invoices({ page: String(to) }),
        ),
      })
    },
    invoice: (request, reply) => show(request, reply),
    approveInvoice: (request, reply) =>
      act(request, reply, '#because', async (tx, form, { head, lines, approvals }) => {
        const sent = sentForm(request.body)
        const because = textOf(sent, 'because') || null
        const open = lines.filter(
          (line) => line.quantity > line.approved || (line.quantity === 0 && approvals.length === 0),
        )
        const asked = open
          .map((line) => ({
            invoiceLine: line.id,
            quantity: form.whole(`quantity-${line.id}`, `How many of ${line.what}`, { least: 0 }),
            because,
            isWhole: line.quantity === 0,
          }))
          .filter(({ quantity, isWhole }) => quantity > 0 || isWhole)
        if (form.errors.length > 0) return
        if (asked.length === 0) {
          const [first] = open
          form.errors.push({
            text: 'Enter how many to approve',
            href: first ? `#quantity-${first.id}` : '#because',
          })
          return
        }
        await approveInvoice(tx, request.actor.id, { id: actFrom(sent), invoice: head.id, lines: asked })
      }),
    payInvoice: (request, reply) =>
      act(request, reply, '#reference', async (tx, form, { approvals }) => {
        const unpaid = approvals.filter(({ paidOn }) => paidOn === null)
        const approval = form.choice('approval', 'what was paid', unpaid, ({ id }) => id)
        const paidOn = form.day('paid', 'Day of the payment')
        const reference = form.text('reference', 'the reference of the payment')
        if (form.errors.length > 0 || !approval) return
        await pay(tx, request.actor.id, {
          id: actFrom(sentForm(request.body)),
          approval: approval.id,
          paidOn,
          reference,
        })
      }),
    takeBackInvoice: (request, reply) =>
      act(request, reply, '#back', async (tx, form, { head }) => {
        const reason = form.text('back', 'why it is taken back')
        if (form.errors.length > 0) return
        await takeBackInvoice(tx, request.actor.id, { invoice: head.id, reason })
      }),
    disputeInvoice: (request, reply) =>
      act(request, reply, '#from', async (tx, form, { head }) => {
        const sent = sentForm(request.body)
        const deed = textOf(sent, 'deed')
        const day = form.day('from', 'Day')
        const reason = deed === 'open' ? form.text('reason', 'why it is disputed') : ''
        if (deed !== 'open' && deed !== 'settle')
          form.errors.push({ text: 'Say whether it is disputed or settled', href: '#from' })
        if (form.errors.length > 0) return
        if (deed === 'open')
          await disputeInvoice(tx, request.actor.id, {
            id: actFrom(sent),
            invoice: head.id,
            from: day,
            reason,
          })
        else {
          const dispute = idFrom(textOf(sent, 'dispute'))
          await endDispute(tx, request.actor.id, { dispute, invoice: head.id, until: day })
        }
      }),
  }
}
