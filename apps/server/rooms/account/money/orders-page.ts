import { financialYearOf, yearInWords } from '@mettrace/money/year/financial-year'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import { suppliers } from '../../supply/suppliers.ts'
import { accountPaths as paths } from '../paths.ts'
import { amountInWords } from './amounts.ts'
import { linesOfYear, type LineOfYear } from './figures.ts'
import { faultsOfMoney, MoneyForm } from './form-fields.ts'
import { orderRows, payeeCalled } from './order-rows.ts'
import { addPayee, placeOrder, type NewOrder } from './orders.ts'
import { ruleOf } from '../../../foundation/access/access-table.ts'

/** The payee of this name; a new one is the same as the supplier of kits of that name, where there is one. */
const payeeNamed = async (tx: Transaction, actor: string, name: string): Promise<string> => {
  const there = await payeeCalled(tx, name)
  if (there !== undefined) return there
  const id = uuidv7()
  const supplier = (await suppliers(tx)).find((each) => each.name.toLowerCase() === name.toLowerCase())
  await addPayee(tx, actor, { id, name, ...(supplier && { supplier: supplier.id }) })
  return id
}

type Typed = { order: Omit<NewOrder, 'payee'>; payee: string } | { errors: ErrorAtField[] }

const orderIn = (body: unknown, lines: readonly LineOfYear[], years: readonly number[]): Typed => {
  const sent = sentForm(body)
  const form = new MoneyForm(sent)
  const [payee, title] = [
    form.text('payee', 'who it is ordered from'),
    form.text('title', 'what the order is for'),
  ]
  const orderedOn = form.day('ordered', 'Day of the order')
  const line = form.choice('line', 'the budget line', lines, ({ id }) => id)
  const year = form.choice('year', 'the financial year', years, String)
  const quantity = form.whole('quantity', 'Quantity')
  const pence = form.pounds('price', 'Price')
  const per = form.whole('per', 'For how many the price is')
  if (form.errors.length > 0 || !line || year === undefined) return { errors: form.errors }
  const ordered = {
    line: line.id,
    year,
    what: title,
    quantity,
    pence,
    per,
    isKits: textOf(sent, 'kits') === 'yes',
  }
  return { payee, order: { id: actFrom(sent), contract: null, title, orderedOn, lines: [ordered] } }
}

const fields = ['payee', 'title', 'ordered', 'quantity', 'price', 'per'] as const

/** Orders, and placing one: it is committed at once, or refused with what is left. */
export const answers: Answers = ({ database, clock }) => {
  const yearsFrom = (): number[] => {
    const year = financialYearOf(londonDay(clock()))
    return [year, year + 1]
  }
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, status }: { errors: readonly ErrorAtField[]; status: number } = { errors: [], status: 200 },
  ): Promise<FastifyReply> => {
    const [page, sent, today] = [pageIn(request), sentForm(request.body), londonDay(clock())]
    const mayOrder = ruleOf(request.actor.role, 'money_order').add !== undefined
    const { orders, lines } = await readPage(database, request, 'orders', async (tx) => ({
      orders: await orderRows(tx, page),
      lines: mayOrder ? await linesOfYear(tx, financialYearOf(today)) : [],
    }))
    return sendPage(reply, status, 'rooms/account/money/orders.njk', {
      room: 'Account',
      page: 'Orders',
      errors,
      act: actFrom(sent),
      orders: orders.map((order) => ({
        reference: order.reference,
        href: paths.order({ id: order.id }),
        title: order.title,
        payee: order.payee,
        orderedOn: dayInWords(order.orderedOn),
        cost: amountInWords(order.pence),
        state: order.decision ?? 'waits for approval',
        came:
          order.decision === 'refused'
            ? ''
            : `${wholeNumber(order.received)} of ${wholeNumber(order.ordered)}`,
      })),
      mayOrder,
      typed: {
        ...Object.fromEntries(fields.map((name) => [name, textOf(sent, name)])),
        ...(textOf(sent, 'ordered') === '' && { ordered: today }),
        ...(textOf(sent, 'per') === '' && { per: '1' }),
      },
      lineItems: [
        { value: '', text: 'Choose the budget line' },
        ...lines.map((line) => ({
          value: line.id,
          text: `${line.name}, ${amountInWords(line.budget - line.committed - line.accrued - line.spent)} left this year`,
          selected: line.id === textOf(sent, 'line'),
        })),
      ],
      yearItems: yearsFrom().map((year, at) => ({
        value: String(year),
        text: yearInWords(year),
        selected: textOf(sent, 'year') === '' ? at === 0 : textOf(sent, 'year') === String(year),
      })),
      isKits: textOf(sent, 'kits') === 'yes',
      pages: pagesOf({ page, rows: orders.length, total: orders[0]?.total ?? 0 }, 'Pages of orders', (to) =>
        paths.orders({ page: String(to) }),
      ),
    })
  }
  return {
    orders: (request, reply) => show(request, reply),
    placeOrder: async (request, reply) => {
      const lines = await readPage(database, request, 'budget lines', (tx) =>
        linesOfYear(tx, financialYearOf(londonDay(clock()))),
      )
      const typed = orderIn(request.body, lines, yearsFrom())
      if ('errors' in typed) return show(request, reply, { errors: typed.errors, status: 400 })
      const done = await faultsOfMoney('#quantity', () =>
        database.withActor(request.actor, 'place an order', async (tx) =>
          placeOrder(tx, request.actor.id, {
            ...typed.order,
            payee: await payeeNamed(tx, request.actor.id, typed.payee),
          }),
        ),
      )
      if (done.errors.length > 0) return show(request, reply, done)
      return reply.redirect(paths.order({ id: typed.order.id }), 303)
    },
  }
}
