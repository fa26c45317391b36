import { Readable } from 'node:stream'
import { complianceOf } from '@mettrace/money/publication/compliance'
import {
  isUnderAct,
  publishedAbove,
  type PublicationDue,
  type PublicationKind,
} from '@mettrace/money/publication/duties'
import { financialYearOf } from '@mettrace/money/year/financial-year'
import { openCsv } from '../../../../places/formats/csv.ts'
import { csvText, type CsvCell } from '../../../../foundation/csv-text.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import {
  contractsKnown,
  incomeOf,
  itemsOf,
  paidUnderAct,
  paymentsUnderAct,
  type PublishedPayment,
} from './publication-rows.ts'

/** What a publication is made of: one table, and what is missing before it can be drafted. */
export type Content = { header: readonly string[]; rows: CsvCell[][]; missing: string[] }

/** What stands in place of a person's name. */
const withheld = 'Withheld: a person'

/** `12720.50`, without a sign that a spreadsheet would have to know. */
const pounds = (pence: number): string => (pence / 100).toFixed(2)

const paymentTable = (payments: readonly PublishedPayment[]): Content => ({
  header: ['paid_on', 'recipient', 'purpose', 'value_for_money', 'contract', 'paid_gbp', 'of_which_vat_gbp'],
  rows: payments.map((each) => [
    each.paidOn,
    each.recipient ?? withheld,
    each.purpose,
    each.reason,
    each.contract,
    pounds(each.pence),
    pounds(each.vat),
  ]),
  missing: [
    ...new Set(
      payments
        .filter(({ reason }) => reason === null)
        .map(({ purpose }) => `Why “${purpose}” is good value for money`),
    ),
  ],
})

const typedTable = (
  kind: 'indicators' | 'assessment',
  reference: string,
  typed: readonly string[],
): Content => ({
  header: ['contract', kind === 'indicators' ? 'indicator' : 'indicator_and_how_the_supplier_did'],
  rows: typed.map((line) => [reference, line]),
  missing: typed.length < 3 ? ['At least three indicators, each on a line of its own'] : [],
})

const tenths = (share: number | null): string => (share === null ? '' : (share / 10).toFixed(1))

/** Makes what a duty is met with, from the entries as they are now; indicators are typed. Errors: a TypeError where its contract is missing. */
export const contentOf = async (
  tx: Transaction,
  { kind, first, last, contract }: Omit<PublicationDue, 'due'>,
  typed: readonly string[],
): Promise<Content> => {
  switch (kind) {
    case 'items':
      return paymentTable(await itemsOf(tx, { first, last }))
    case 'payments':
      return paymentTable(await paymentsUnderAct(tx, { first, last }))
    case 'contracts': {
      const begun = (await contractsKnown(tx)).filter(
        ({ startsOn, grossPence }) =>
          startsOn >= first && startsOn <= last && grossPence > publishedAbove.contracts,
      )
      return {
        header: ['reference', 'title', 'with', 'first_day', 'last_day', 'net_gbp', 'vat_gbp'],
        rows: begun.map((each) => [
          each.reference,
          each.title,
          each.recipient ?? withheld,
          each.startsOn,
          each.endsOn,
          pounds(each.netPence),
          pounds(each.vatPence),
        ]),
        missing: [],
      }
    }
    case 'income': {
      const income = await incomeOf(tx, financialYearOf(first))
      return {
        header: ['source', 'received_on', 'amount_gbp', 'conditions', 'declared_conflict_of_interest'],
        rows: income.map((each) => [
          each.source,
          each.receivedOn,
          pounds(each.pence),
          each.conditions,
          each.conflict,
        ]),
        missing: [],
      }
    }
    case 'compliance': {
      const found = complianceOf(await paidUnderAct(tx, { first, last }))
      return {
        header: ['measure', 'value'],
        rows:
          found.payments === 0
            ? []
            : [
                ['payments', found.payments],
                ['average days from a valid invoice', found.averageDays],
                ['per cent within 30 days', tenths(found.within30)],
                ['per cent in 31 to 60 days', tenths(found.within60)],
                ['per cent after 60 days', tenths(found.later)],
                ['paid after 30 days, GBP', pounds(found.latePence)],
              ],
        missing: [],
      }
    }
    case 'indicators':
    case 'assessment': {
      const of = (await contractsKnown(tx)).find(({ id }) => id === contract)
      if (!of || !isUnderAct(of.begunOn)) throw new TypeError('No contract of the Act of 2023.')
      return typedTable(kind, of.reference, typed)
    }
  }
}

/** Whether what is published is typed by a person instead of made from entries. */
export const isTyped = (kind: PublicationKind): kind is 'indicators' | 'assessment' =>
  kind === 'indicators' || kind === 'assessment'

/** The file of a publication. */
export const fileOf = ({ header, rows }: Content): string => csvText([header, ...rows])

/** The rows of such a file, its header first. */
export const tableIn = async (file: string): Promise<string[][]> => {
  const source = {
    name: 'publication',
    path: 'publication',
    open: async () => Readable.from([Buffer.from(file)]),
  }
  const { headings, rows } = await openCsv(source, { fitOf: (header) => header })
  const table = [headings]
  for await (const batch of rows()) table.push(...batch.rows)
  return table
}
