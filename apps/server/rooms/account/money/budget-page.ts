import { financialYearOf, yearInWords } from '@mettrace/money/year/financial-year'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorNames } from '../../../foundation/actor-names.ts'
import { londonDay, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { accountPaths as paths } from '../paths.ts'
import { amountInWords, decisionInWords, signedInWords } from './amounts.ts'
import { changesOfBudget, virementsOf } from './budget-rows.ts'
import { addBudgetLine, askVirement, changeBudget, decideBudget, decideVirement } from './budgets.ts'
import { budgetVersion, linesOfYear } from './figures.ts'
import { faultsOfMoney, MoneyForm } from './form-fields.ts'
import { yearIn } from './money-page.ts'

const fields = ['name', 'amount', 'source', 'virement', 'reason'] as const

/** Budgets of a year by version, and virements that somebody asks for and a second person decides. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, status }: { errors: readonly ErrorAtField[]; status: number } = { errors: [], status: 200 },
  ): Promise<FastifyReply> => {
    const today = londonDay(clock())
    const [sent, year, me] = [sentForm(request.body), yearIn(request, today), request.actor.id]
    const read = await readPage(database, request, 'budgets', async (tx) => {
      const [changes, virements] = [await changesOfBudget(tx, year), await virementsOf(tx, year)]
      return {
        changes,
        virements,
        lines: await linesOfYear(tx, year),
        version: await budgetVersion(tx, year),
        nameOf: await actorNames(tx, [
          ...changes.flatMap(({ actor, decidedBy }) => [actor, decidedBy]),
          ...virements.flatMap(({ actor, decidedBy }) => [actor, decidedBy]),
        ]),
      }
    })
    const { lines, changes, virements, version, nameOf } = read
    const itemsOf = (field: string, words: string) => [
      { value: '', text: words },
      ...lines.map((line) => ({
        value: line.id,
        text: line.name,
        selected: line.id === textOf(sent, field),
      })),
    ]
    const thisYear = financialYearOf(today)
    return sendPage(reply, status, 'rooms/account/money/budget.njk', {
      room: 'Account',
      page: 'Budget',
      errors,
      act: actFrom(sent),
      year: yearInWords(year),
      version,
      lines: lines.map((line) => ({
        name: line.name,
        budget: amountInWords(line.budget),
        left: amountInWords(line.budget - line.committed - line.accrued - line.spent),
      })),
      changes: changes.map((change) => ({
        id: change.act,
        at: timeInWords(change.at),
        what: change.lines.map(({ line, pence }) => `${line} ${signedInWords(pence)}`).join(', '),
        source: change.source,
        by: nameOf(change.actor),
        state: change.decision ? decisionInWords(change.decision, nameOf(change.decidedBy ?? '')) : '',
        because: change.refusedBecause,
        isOwn: change.actor === me,
        href: paths.decideBudget({ id: change.act }),
      })),
      virements: virements.map((each) => ({
        id: each.id,
        from: each.from,
        to: each.to,
        amount: amountInWords(each.pence),
        reason: each.reason,
        by: nameOf(each.actor),
        state: each.decision ? decisionInWords(each.decision, nameOf(each.decidedBy ?? '')) : '',
        because: each.refusedBecause,
        isOwn: each.actor === me,
        href: paths.decideVirement({ id: each.id }),
      })),
      lineItems: itemsOf('line', 'Choose the budget line'),
      fromItems: itemsOf('from', 'Choose the line it leaves'),
      toItems: itemsOf('to', 'Choose the line it goes to'),
      yearItems: [thisYear, thisYear + 1].map((each) => ({
        value: String(each),
        text: yearInWords(each),
        selected: textOf(sent, 'year') === String(each),
      })),
      typed: Object.fromEntries(fields.map((name) => [name, textOf(sent, name)])),
      lineHref: paths.addBudgetLine(),
      changeHref: paths.changeBudget(),
      virementHref: paths.askVirement(),
    })
  }
  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    href: string,
    work: (tx: Transaction, form: MoneyForm) => Promise<void>,
  ): Promise<FastifyReply> => {
    const form = new MoneyForm(sentForm(request.body))
    const done = await faultsOfMoney(href, () =>
      database.withActor(request.actor, 'an act on a budget', (tx) => work(tx, form)),
    )
    if (form.errors.length > 0) return show(request, reply, { errors: form.errors, status: 400 })
    if (done.errors.length > 0) return show(request, reply, done)
    return reply.redirect(paths.budget(), 303)
  }
  const choosable = async (tx: Transaction) => {
    const year = financialYearOf(londonDay(clock()))
    return { lines: await linesOfYear(tx, year), years: [year, year + 1] }
  }
  return {
    budget: (request, reply) => show(request, reply),
    addBudgetLine: (request, reply) =>
      act(request, reply, '#name', async (tx, form) => {
        const name = form.text('name', 'what the budget line is called')
        if (form.errors.length === 0)
          await addBudgetLine(tx, request.actor.id, { id: actFrom(sentForm(request.body)), name })
      }),
    changeBudget: (request, reply) =>
      act(request, reply, '#amount', async (tx, form) => {
        const { lines, years } = await choosable(tx)
        const line = form.choice('line', 'the budget line', lines, ({ id }) => id)
        const year = form.choice('year', 'the financial year', years, String)
        const pence = form.pounds('amount', 'Amount', { least: Number.NEGATIVE_INFINITY })
        const source = form.text('source', 'the decision that it rests on')
        if (pence === 0 && form.errors.length === 0)
          form.errors.push({ text: 'Amount must be more or less than nothing', href: '#amount' })
        if (form.errors.length > 0 || !line || year === undefined) return
        const changed = [{ line: line.id, pence }]
        await changeBudget(tx, request.actor.id, {
          id: actFrom(sentForm(request.body)),
          year,
          source,
          lines: changed,
        })
      }),
    askVirement: (request, reply) =>
      act(request, reply, '#virement', async (tx, form) => {
        const { lines, years } = await choosable(tx)
        const from = form.choice('from', 'the line that it leaves', lines, ({ id }) => id)
        const to = form.choice('to', 'the line that it goes to', lines, ({ id }) => id)
        const year = form.choice('year', 'the financial year', years, String)
        const pence = form.pounds('virement', 'Amount', { least: 1 })
        const reason = form.text('reason', 'why it is needed')
        if (from && from === to) form.errors.push({ text: 'Choose two lines', href: '#to' })
        if (form.errors.length > 0 || !from || !to || year === undefined) return
        const id = actFrom(sentForm(request.body))
        await askVirement(tx, request.actor.id, { id, year, from: from.id, to: to.id, pence, reason })
      }),
    decideBudget: (request, reply) =>
      act(request, reply, '#changes', async (tx, form) => {
        const decision = form.choice('decision', 'approve or refuse', ['approve', 'refuse'], (each) => each)
        const why = decision === 'refuse' ? form.text('why', 'why it is refused') : ''
        if (form.errors.length > 0) return
        await decideBudget(tx, request.actor.id, {
          change: idIn(request) ?? uuidv7(),
          ...(why && { refusedBecause: why }),
        })
      }),
    decideVirement: (request, reply) =>
      act(request, reply, '#virements', async (tx, form) => {
        const decision = form.choice('decision', 'approve or refuse', ['approve', 'refuse'], (each) => each)
        const why = decision === 'refuse' ? form.text('why', 'why it is refused') : ''
        if (form.errors.length > 0) return
        await decideVirement(tx, request.actor.id, {
          virement: idIn(request) ?? uuidv7(),
          ...(why && { refusedBecause: why }),
        })
      }),
  }
}
