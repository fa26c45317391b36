import { figuresOf, type OrderLine } from '@mettrace/money/order/figures'
import { whyNotApprove, whyNotReceive, type Hands } from '@mettrace/money/order/rules'
import { pence } from '@mettrace/money/pence/pence'
import { worth } from '@mettrace/money/pence/price'
import { yearInWords } from '@mettrace/money/year/financial-year'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ruleOf } from '../../../foundation/access/access-table.ts'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom, idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import { batchesOf, deliveredOf } from '../../supply/suppliers.ts'
import { accountPaths as paths } from '../paths.ts'
import { amountInWords, decisionInWords } from './amounts.ts'
import { faultsOfMoney, MoneyForm } from './form-fields.ts'
import { enterInvoice, invoiceKinds } from './invoices.ts'
import { invoiceRows } from './invoice-rows.ts'
import { orderOf, receivedOfBatches, type OrderLineRow } from './order-rows.ts'
import { markPerson, publishedOfOrder, sayValue } from './publication/publications.ts'
import { cancelRest, decideOrder, receive, takeBackReceipt } from './orders.ts'

type Batch = { id: string; reference: string; left: number }

/** Batches of the supplier with kits that Supply registered and that are not received here yet. */
const batchesToReceive = async (tx: Transaction, supplier: string): Promise<Batch[]> => {
  const batches = await batchesOf(tx, supplier)
  const ids = batches.map(({ id }) => id)
  const [delivered, received] = [await deliveredOf(tx, ids), await receivedOfBatches(tx, ids)]
  return batches
    .map(({ id, reference }) => ({
      id,
      reference,
      left: (delivered.get(id)?.received ?? 0) - (received.get(id) ?? 0),
    }))
    .filter(({ left }) => left > 0)
}

const readOrder = async (tx: Transaction, request: FastifyRequest) => {
  const found = await orderOf(tx, idIn(request))
  if (!found) throw new MetTraceError('not_found', 'There is no such order.')
  const { role } = request.actor
  const { head, lines, receipts } = found
  const seesKits = ruleOf(role, 'kit_position').read === 'all'
  const batches =
    seesKits && head.supplier !== null && lines.some(({ isKits }) => isKits)
      ? await batchesToReceive(tx, head.supplier)
      : []
  const seesInvoices = ruleOf(role, 'invoice').read !== undefined
  const nameOf = await actorNames(tx, [
    head.actor,
    head.decidedBy,
    ...receipts.flatMap(({ actor, withdrawnBy }) => [actor, withdrawnBy]),
  ])
  return {
    ...found,
    batches,
    seesKits,
    nameOf,
    published: await publishedOfOrder(tx, head.id),
    invoices: seesInvoices ? await invoiceRows(tx, { order: head.id }) : [],
  }
}
type Read = Awaited<ReturnType<typeof readOrder>>

const lineOf = (line: OrderLineRow): OrderLine => ({
  price: { pence: pence(line.pence), per: line.per },
  ordered: line.ordered,
  received: line.received,
  invoiced: line.invoiced,
  spent: pence(line.spent),
})

const handsOf = ({ head, receipts }: Read): Hands => ({
  orderer: head.actor,
  approvers: head.decidedBy === null ? [] : [head.decidedBy],
  receivers: receipts.map(({ actor }) => actor),
})

const priceInWords = ({ pence: price, per }: OrderLineRow): string =>
  `${amountInWords(price)}${per === 1 ? ' each' : ` for ${wholeNumber(per)}`}`

const typedFields = [
  'quantity',
  'received',
  'number',
  'dated',
  'valid',
  'net',
  'vat',
  'invoiced',
  'reason',
  'cancel',
  'why',
  'back',
  'value',
] as const

/** One order: who approves it, what came of it, and its invoices. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, status }: { errors: readonly ErrorAtField[]; status: number } = { errors: [], status: 200 },
  ): Promise<FastifyReply> => {
    const sent = sentForm(request.body)
    const read = await readPage(database, request, 'an order', (tx) => readOrder(tx, request))
    const { head, lines, receipts, batches, nameOf } = read
    const { id } = head
    const [today, me] = [londonDay(clock()), request.actor.id]
    const hands = handsOf(read)
    const may = (kind: 'money_order' | 'money_receipt' | 'invoice'): boolean =>
      ruleOf(request.actor.role, kind).add !== undefined
    const open = head.decision === 'approved'
    return sendPage(reply, status, 'rooms/account/money/order.njk', {
      room: 'Account',
      page: 'Orders',
      errors,
      act: actFrom(sent),
      head: {
        ...head,
        orderedOn: dayInWords(head.orderedOn),
        by: nameOf(head.actor),
        decided: head.decision && decisionInWords(head.decision, nameOf(head.decidedBy ?? '')),
      },
      lines: lines.map((line) => {
        const figures = figuresOf(lineOf(line))
        return {
          what: line.what,
          year: yearInWords(line.year),
          price: priceInWords(line),
          ordered: wholeNumber(line.ordered),
          received: wholeNumber(line.received),
          invoiced: wholeNumber(line.invoiced),
          cost: amountInWords(worth(line.quantity, lineOf(line).price)),
          committed: amountInWords(figures.committed),
          accrued: amountInWords(figures.accrued),
          spent: amountInWords(figures.spent),
          over: line.received > line.ordered ? wholeNumber(line.received - line.ordered) : '',
        }
      }),
      lineItems: lines.map((line, at) => ({ value: line.id, text: line.what, selected: at === 0 })),
      receipts: receipts.map((receipt) => ({
        day: dayInWords(receipt.receivedOn),
        quantity: wholeNumber(receipt.quantity),
        by: nameOf(receipt.actor),
        id: receipt.id,
        takenBack:
          receipt.withdrawnBecause && `${receipt.withdrawnBecause} (${nameOf(receipt.withdrawnBy ?? '')})`,
        href: paths.takeBackReceipt({ id, receipt: receipt.id }),
      })),
      invoices: read.invoices.map((invoice) => ({
        number: invoice.number,
        kind: invoice.kind,
        href: paths.invoice({ id: invoice.id }),
        net: amountInWords(invoice.net),
        vat: amountInWords(invoice.vat),
        approved: amountInWords(invoice.approved),
      })),
      mayDecide: head.decision === null && may('money_order'),
      whyNotDecide: whyNotApprove(hands, me),
      mayReceive: open && may('money_receipt'),
      whyNotReceive: whyNotReceive(hands, me),
      hasKits: lines.some(({ isKits }) => isKits),
      seesKits: read.seesKits,
      batchItems: batches.map((batch) => ({
        value: batch.id,
        text: `${batch.reference}: ${wholeNumber(batch.left)} registered kits`,
        selected: batch.id === textOf(sent, 'batch'),
      })),
      mayInvoice: open && may('invoice'),
      published: read.published,
      mayOrder: may('money_order'),
      publishedHref: paths.publishedOfOrder({ id }),
      mayCancel: open && may('money_order'),
      creditedItems: [
        { value: '', text: 'None: it is an invoice' },
        ...read.invoices
          .filter(({ kind, approved }) => kind === 'invoice' && approved > 0)
          .map((invoice) => ({
            value: invoice.id,
            text: invoice.number,
            selected: invoice.id === textOf(sent, 'credits'),
          })),
      ],
      kindItems: invoiceKinds.map((kind) => ({
        value: kind,
        text: kind === 'invoice' ? 'Invoice' : 'Credit note',
        checked: kind === (textOf(sent, 'kind') || 'invoice'),
      })),
      typed: {
        ...Object.fromEntries(typedFields.map((name) => [name, textOf(sent, name)])),
        received: textOf(sent, 'received') || today,
        dated: textOf(sent, 'dated') || today,
        valid: textOf(sent, 'valid') || today,
      },
      decideHref: paths.decideOrder({ id }),
      receiveHref: paths.receiveOrder({ id }),
      cancelHref: paths.cancelOrder({ id }),
      invoiceHref: paths.enterInvoice({ id }),
    })
  }

  /** Does what a form of an order asks, and shows the order again: with what is wrong, or as it is now. */
  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    href: string,
    work: (
      tx: Transaction,
      form: MoneyForm,
      order: NonNullable<Awaited<ReturnType<typeof orderOf>>>,
    ) => Promise<string | undefined>,
  ): Promise<FastifyReply> => {
    const form = new MoneyForm(sentForm(request.body))
    let to: string | undefined
    const done = await faultsOfMoney(href, () =>
      database.withActor(request.actor, 'an act on an order', async (tx) => {
        const order = await orderOf(tx, idIn(request))
        if (!order) throw new MetTraceError('not_found', 'There is no such order.')
        to = await work(tx, form, order)
      }),
    )
    if (form.errors.length > 0) return show(request, reply, { errors: form.errors, status: 400 })
    if (done.errors.length > 0) return show(request, reply, done)
    return reply.redirect(to ?? paths.order({ id: idIn(request) ?? '' }), 303)
  }

  return {
    order: (request, reply) => show(request, reply),
    decideOrder: (request, reply) =>
      act(request, reply, '#decision', async (tx, form, { head }) => {
        const decision = form.choice('decision', 'approve or refuse', ['approve', 'refuse'], (each) => each)
        const why = decision === 'refuse' ? form.text('reason', 'why it is refused') : ''
        if (form.errors.length > 0) return undefined
        await decideOrder(tx, request.actor.id, { order: head.id, ...(why && { refusedBecause: why }) })
        return undefined
      }),
    receiveOrder: (request, reply) =>
      act(request, reply, '#quantity', async (tx, form, { head, lines }) => {
        const line = form.choice('receivedLine', 'what came', lines, ({ id }) => id)
        const receivedOn = form.day('received', 'Day on which it came')
        const batches =
          line?.isKits && head.supplier !== null && ruleOf(request.actor.role, 'kit_position').read === 'all'
            ? await batchesToReceive(tx, head.supplier)
            : []
        const batch = line?.isKits ? form.choice('batch', 'the batch', batches, ({ id }) => id) : undefined
        // Of kits all that is registered, unless fewer are typed.
        const quantity = batch && !form.has('quantity') ? batch.left : form.whole('quantity', 'How many came')
        if (form.errors.length > 0 || !line) return undefined
        await receive(tx, request.actor.id, {
          id: actFrom(sentForm(request.body)),
          orderLine: line.id,
          quantity,
          receivedOn,
          batch: batch?.id ?? null,
        })
        return undefined
      }),
    takeBackReceipt: (request, reply) =>
      act(request, reply, '#back', async (tx, form, { receipts }) => {
        const asked = idFrom((request.params as Record<string, unknown>)['receipt'])
        const receipt = receipts.find(({ id }) => id === asked)
        if (!receipt) throw new MetTraceError('not_found', 'There is no such receipt of this order.')
        const reason = form.text('back', 'why it is taken back')
        if (form.errors.length > 0) return undefined
        await takeBackReceipt(tx, request.actor.id, { receipt: receipt.id, reason })
        return undefined
      }),
    publishedOfOrder: (request, reply) =>
      act(request, reply, '#value', async (tx, form, { head }) => {
        const sent = sentForm(request.body)
        const reason = form.text('value', 'why it is good value for money')
        if (form.errors.length > 0) return undefined
        if (textOf(sent, 'person') === 'yes') await markPerson(tx, request.actor.id, head.payee)
        await sayValue(tx, request.actor.id, { id: actFrom(sent), order: head.id, reason })
        return undefined
      }),
    cancelOrder: (request, reply) =>
      act(request, reply, '#cancel', async (tx, form, { lines }) => {
        const line = form.choice('cancelledLine', 'what is cancelled', lines, ({ id }) => id)
        const quantity = form.whole('cancel', 'How many')
        const reason = form.text('why', 'why it is cancelled')
        if (form.errors.length > 0 || !line) return undefined
        await cancelRest(tx, request.actor.id, {
          id: actFrom(sentForm(request.body)),
          orderLine: line.id,
          quantity,
          reason,
        })
        return undefined
      }),
    enterInvoice: (request, reply) =>
      act(request, reply, '#number', async (tx, form, { head, lines }) => {
        const kind = form.choice('kind', 'invoice or credit note', invoiceKinds, (each) => each)
        const number = form.text('number', 'the number of the invoice')
        const [datedOn, validOn] = [
          form.day('dated', 'Date of the invoice'),
          form.day('valid', 'Day on which it came'),
        ]
        const line = form.choice('invoicedLine', 'what is invoiced', lines, ({ id }) => id)
        const quantity = form.whole('invoiced', 'How many are invoiced', {
          least: kind === 'credit note' ? 0 : 1,
        })
        const net = form.pounds('net', 'Net amount', { least: 1 })
        const vat = form.pounds('vat', 'VAT')
        const credited =
          kind === 'credit note'
            ? form.choice(
                'credits',
                'the invoice that it is of',
                (await invoiceRows(tx, { order: head.id })).filter(
                  (each) => each.kind === 'invoice' && each.approved > 0,
                ),
                (each) => each.id,
              )
            : undefined
        if (validOn < datedOn) form.errors.push({ text: 'It came on its date or later', href: '#valid' })
        if (form.errors.length > 0 || !line || !kind) return undefined
        const id = actFrom(sentForm(request.body))
        const entered = { orderLine: line.id, what: line.what, quantity, net, vat }
        await enterInvoice(tx, request.actor.id, {
          id,
          payee: head.payee,
          kind,
          credits: credited?.id ?? null,
          number,
          datedOn,
          validOn,
          lines: [entered],
        })
        return paths.invoice({ id })
      }),
  }
}
