import { financialYearOf, yearInWords } from '@mettrace/money/year/financial-year'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ruleOf } from '../../../foundation/access/access-table.ts'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { accountPaths as paths } from '../paths.ts'
import { amountInWords } from './amounts.ts'
import { faultsOfMoney, MoneyForm } from './form-fields.ts'
import { addIncome } from './income.ts'
import { yearIn } from './money-page.ts'
import { incomeOf } from './publication/publication-rows.ts'

const fields = ['source', 'amount', 'conditions', 'conflict', 'received'] as const

/** What sponsors and others gave in a year, and entering it. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, status }: { errors: readonly ErrorAtField[]; status: number } = { errors: [], status: 200 },
  ): Promise<FastifyReply> => {
    const [sent, today] = [sentForm(request.body), londonDay(clock())]
    const [year, thisYear] = [yearIn(request, today), financialYearOf(today)]
    const rows = await readPage(database, request, 'income', (tx) => incomeOf(tx, year))
    return sendPage(reply, status, 'rooms/account/money/income.njk', {
      room: 'Account',
      page: 'Income',
      errors,
      act: actFrom(sent),
      year: yearInWords(year),
      sum: amountInWords(rows.reduce((total, { pence }) => total + pence, 0)),
      income: rows.map((row) => ({
        source: row.source,
        conditions: row.conditions,
        conflict: row.conflict,
        amount: amountInWords(row.pence),
        receivedOn: dayInWords(row.receivedOn),
      })),
      mayAdd: ruleOf(request.actor.role, 'budget').add !== undefined,
      typed: {
        ...Object.fromEntries(fields.map((name) => [name, textOf(sent, name)])),
        received: textOf(sent, 'received') || today,
      },
      yearItems: [thisYear, thisYear + 1].map((each) => ({
        value: String(each),
        text: yearInWords(each),
        selected: textOf(sent, 'year') === String(each),
      })),
      years: [year - 1, year + 1].map((each) => ({
        text: yearInWords(each),
        href: paths.income({ year: String(each) }),
      })),
      addHref: paths.income(),
    })
  }
  return {
    income: (request, reply) => show(request, reply),
    addIncome: async (request, reply) => {
      const sent = sentForm(request.body)
      const form = new MoneyForm(sent)
      const thisYear = financialYearOf(londonDay(clock()))
      const income = {
        id: actFrom(sent),
        source: form.text('source', 'who gave it'),
        year: form.choice('year', 'the financial year', [thisYear, thisYear + 1], String) ?? thisYear,
        pence: form.pounds('amount', 'Amount', { least: 1 }),
        conditions: form.text('conditions', 'what it may be used for'),
        conflict: form.text('conflict', 'the conflict of interest that was declared, or “none”'),
        receivedOn: form.day('received', 'Day on which it came'),
      }
      if (form.errors.length > 0) return show(request, reply, { errors: form.errors, status: 400 })
      const done = await faultsOfMoney('#amount', () =>
        database.withActor(request.actor, 'enter income', (tx) => addIncome(tx, request.actor.id, income)),
      )
      if (done.errors.length > 0) return show(request, reply, done)
      return reply.redirect(paths.income({ year: String(income.year) }), 303)
    },
  }
}
