import type { Needs } from '../../../foundation/access/may.ts'
import type { Room } from '../../../foundation/room/room.ts'
import { accountPaths as paths } from '../paths.ts'

const reads = (kind: 'money_figure' | 'money_order' | 'invoice' | 'budget' | 'publication') => ({
  needs: { verb: 'read', kind } as Needs,
})
const adds = (kind: 'money_order' | 'money_receipt' | 'invoice' | 'budget' | 'publication') => ({
  needs: { verb: 'add', kind } as Needs,
})

const money = () => import('./money-page.ts')
const budget = () => import('./budget-page.ts')
const orders = () => import('./orders-page.ts')
const order = () => import('./order-page.ts')
const invoice = () => import('./invoice-page.ts')
const income = () => import('./income-page.ts')
const duties = () => import('./publication/duties-page.ts')
const publication = () => import('./publication/publication-page.ts')

/** Pages of money. */
export const moneyRoutes: Room['routes'] = {
  money: {
    get: paths.money,
    ...reads('money_figure'),
    from: money,
    menu: { title: 'Money', lead: 'What of the year’s budget is spent, accrued, committed and left.' },
  },
  moneyEntries: { get: paths.moneyEntries, ...reads('money_figure'), from: money },
  moneyEntriesCsv: {
    get: paths.moneyEntriesCsv,
    ...reads('money_figure'),
    from: money,
    machine: { summary: 'Entries that the figures of a year are the sums of', type: 'text/csv' },
  },
  journalCsv: {
    get: paths.journalCsv,
    ...reads('invoice'),
    from: money,
    machine: { summary: 'What was approved and paid in a year, as a journal of two sides', type: 'text/csv' },
  },
  forecast: {
    get: paths.forecast,
    ...reads('money_figure'),
    from: () => import('./forecast-page.ts'),
    menu: {
      title: 'Forecast',
      lead: 'To the end of the year and the term, unit costs, and what the rest buys.',
    },
  },
  budget: {
    get: paths.budget,
    ...reads('budget'),
    from: budget,
    menu: { title: 'Budget', lead: 'Budget lines of a year by version, and virements.' },
  },
  addBudgetLine: { post: paths.addBudgetLine, ...adds('budget'), from: budget },
  changeBudget: { post: paths.changeBudget, ...adds('budget'), from: budget },
  decideBudget: { post: paths.decideBudget, ...adds('budget'), from: budget },
  askVirement: { post: paths.askVirement, ...adds('budget'), from: budget },
  decideVirement: { post: paths.decideVirement, ...adds('budget'), from: budget },
  orders: {
    get: paths.orders,
    ...reads('money_order'),
    from: orders,
    menu: { title: 'Orders', lead: 'What was ordered, approved and received.' },
  },
  placeOrder: { post: paths.orders, ...adds('money_order'), from: orders },
  order: { get: paths.order, ...reads('money_order'), from: order },
  decideOrder: { post: paths.decideOrder, ...adds('money_order'), from: order },
  receiveOrder: { post: paths.receiveOrder, ...adds('money_receipt'), from: order },
  takeBackReceipt: { post: paths.takeBackReceipt, ...adds('money_receipt'), from: order },
  publishedOfOrder: { post: paths.publishedOfOrder, ...adds('money_order'), from: order },
  cancelOrder: { post: paths.cancelOrder, ...adds('money_order'), from: order },
  enterInvoice: { post: paths.enterInvoice, ...adds('invoice'), from: order },
  invoices: {
    get: paths.invoices,
    ...reads('invoice'),
    from: invoice,
    menu: { title: 'Invoices', lead: 'Invoices and credit notes, matched, approved and paid.' },
  },
  invoice: { get: paths.invoice, ...reads('invoice'), from: invoice },
  approveInvoice: { post: paths.approveInvoice, ...adds('invoice'), from: invoice },
  payInvoice: { post: paths.payInvoice, ...adds('invoice'), from: invoice },
  takeBackInvoice: { post: paths.takeBackInvoice, ...adds('invoice'), from: invoice },
  disputeInvoice: { post: paths.disputeInvoice, ...adds('invoice'), from: invoice },
  income: {
    get: paths.income,
    ...reads('budget'),
    from: income,
    menu: {
      title: 'Income',
      lead: 'What sponsors gave, with conditions and declared conflicts of interest.',
    },
  },
  addIncome: { post: paths.income, ...adds('budget'), from: income },
  duties: {
    get: paths.duties,
    ...reads('publication'),
    from: duties,
    menu: { title: 'Publication', lead: 'What is to be published of the money, by when, and by which rule.' },
  },
  draftPublication: { post: paths.duties, ...adds('publication'), from: duties, bodyLimit: 200_000 },
  publication: { get: paths.publication, ...reads('publication'), from: publication },
  publicationFile: {
    get: paths.publicationFile,
    ...reads('publication'),
    from: publication,
    machine: { summary: 'A publication of the money, as it is published', type: 'text/csv' },
  },
  checkPublication: { post: paths.checkPublication, ...adds('publication'), from: publication },
  releasePublication: { post: paths.releasePublication, ...adds('publication'), from: publication },
}
