import { duesOf, type PublicationDue, type PublicationKind } from '@mettrace/money/publication/duties'
import { financialYearOf, yearInWords } from '@mettrace/money/year/financial-year'
import { daysInclusive } from '@mettrace/clocks/days/days'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ruleOf } from '../../../../foundation/access/access-table.ts'
import { dayInWords, londonDay } from '../../../../foundation/days.ts'
import { sendPage } from '../../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../../foundation/page/kept-names.ts'
import { readPage } from '../../../../foundation/page/page.ts'
import { sentForm, textOf, textsOf } from '../../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { capital, count, monthInWords } from '../../../../foundation/words/figures.ts'
import { accountPaths as paths } from '../../paths.ts'
import { faultsOfMoney, MoneyForm } from '../form-fields.ts'
import { contentOf, isTyped } from './contents.ts'
import { contractsKnown, firstDayKnown, type PublishedContract } from './publication-rows.ts'
import { draftPublication, publications, type PublicationRow } from './publications.ts'

/** What a duty is called, and which rule it rests on. */
export const dutyWords: Record<PublicationKind, { what: string; rule: string }> = {
  items: { what: 'Items over £500', rule: 'SI 2011/3050, paragraph 3(g)' },
  contracts: { what: 'Contracts over £10,000', rule: 'SI 2011/3050, paragraph 4(b)' },
  income: { what: 'Income', rule: 'SI 2011/3050, paragraph 3(c)' },
  payments: { what: 'Payments over £30,000', rule: 'Procurement Act 2023, s.70' },
  compliance: { what: 'Payments compliance notice', rule: 'Procurement Act 2023, s.69' },
  indicators: { what: 'Key performance indicators', rule: 'Procurement Act 2023, s.52' },
  assessment: { what: 'How the supplier did', rule: 'Procurement Act 2023, s.71' },
}

/** The days that something is published of, in words. */
export const daysInWords = (kind: PublicationKind, first: string, last: string): string => {
  if (kind === 'items' || kind === 'contracts') return monthInWords(first.slice(0, 7))
  if (kind === 'income') return yearInWords(financialYearOf(first))
  return first === last ? dayInWords(first) : `${dayInWords(first)} to ${dayInWords(last)}`
}

type Duty = PublicationDue & {
  lines: number
  missing: string[]
  latest: PublicationRow | undefined
  reference: string | null
}

const readDuties = async (tx: Transaction, today: string): Promise<Duty[]> => {
  const [from, contracts] = [await firstDayKnown(tx), await contractsKnown(tx)]
  if (from === undefined) return []
  const known = await publications(tx)
  const duties: Duty[] = []
  for (const due of duesOf({ from, today, contracts })) {
    const latest = known.find(
      ({ kind, first, contract }) => kind === due.kind && first === due.first && contract === due.contract,
    )
    const { rows, missing } = isTyped(due.kind) ? { rows: [], missing: [] } : await contentOf(tx, due, [])
    duties.push({
      ...due,
      lines: rows.length,
      missing,
      latest,
      reference: contracts.find(({ id }) => id === due.contract)?.reference ?? null,
    })
  }
  return duties
}

/** Whether somebody has to do something, and what state that is in. */
const stateOf = (
  { kind, due, lines, latest }: Duty,
  today: string,
): { words: string; isLate: boolean; isOpen: boolean } => {
  if (latest?.publishedAt)
    return { words: `published, version ${latest.version}`, isLate: false, isOpen: false }
  if (!latest && lines === 0 && !isTyped(kind))
    return { words: 'nothing to publish', isLate: false, isOpen: false }
  const left = due >= today ? daysInclusive(today, due) - 1 : 1 - daysInclusive(due, today)
  const draft =
    latest?.decision === 'checked'
      ? 'checked, to publish'
      : latest?.decision === 'sent back'
        ? 'sent back'
        : latest
          ? 'drafted, to check'
          : 'to draft'
  if (left < 0) return { words: `${draft}, ${count(-left, 'day')} overdue`, isLate: true, isOpen: true }
  return {
    words: `${draft}, ${left === 0 ? 'due today' : `${count(left, 'day')} left`}`,
    isLate: false,
    isOpen: true,
  }
}

const keyOf = ({ kind, first, contract }: Omit<PublicationDue, 'due' | 'last'>): string =>
  [kind, first, contract ?? 'all'].join(' ')

const nameOfContract = (contracts: readonly PublishedContract[], id: string): string => {
  const found = contracts.find((each) => each.id === id)
  return found ? `${found.reference}, ${found.title}` : ''
}

/** What is to be published by when, and drafting it from the entries. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, status }: { errors: readonly ErrorAtField[]; status: number } = { errors: [], status: 200 },
  ): Promise<FastifyReply> => {
    const [sent, today] = [sentForm(request.body), londonDay(clock())]
    const { duties, contracts, unknown } = await readPage(
      database,
      request,
      'duties of publication',
      async (tx) => {
        const all = await contractsKnown(tx)
        return {
          duties: await readDuties(tx, today),
          contracts: all,
          unknown: all.filter(({ begunOn }) => begunOn === null).map(({ reference }) => reference),
        }
      },
    )
    const rows = duties.map((duty) => {
      const state = stateOf(duty, today)
      return {
        what: dutyWords[duty.kind].what,
        days: daysInWords(duty.kind, duty.first, duty.last),
        of: duty.contract && nameOfContract(contracts, duty.contract),
        rule: dutyWords[duty.kind].rule,
        due: dayInWords(duty.due),
        lines: isTyped(duty.kind) ? '' : count(duty.lines, 'entry', 'entries'),
        missing: duty.missing,
        state: capital(state.words),
        isLate: state.isLate,
        isOpen: state.isOpen,
        href: duty.latest && paths.publication({ id: duty.latest.id }),
        version: duty.latest?.version,
        key: keyOf(duty),
        isTyped: isTyped(duty.kind),
        mayDraft: !duty.latest || duty.latest.decision === 'sent back' || duty.latest.publishedAt !== null,
      }
    })
    const open = rows.filter(({ isOpen }) => isOpen)
    return sendPage(reply, status, 'rooms/account/money/publication/duties.njk', {
      room: 'Account',
      page: 'Publication',
      errors,
      heading:
        open.length === 0
          ? 'Nothing waits to be published'
          : `${count(open.length, 'publication')} ${open.length === 1 ? 'waits' : 'wait'}, ${open.filter(({ isLate }) => isLate).length} overdue`,
      open,
      done: rows.filter(({ isOpen, href }) => !isOpen && href).toReversed(),
      empty: rows
        .filter(({ isOpen, href }) => !isOpen && !href)
        .toReversed()
        .map(({ what, days }) => `${what}, ${days}`),
      unknown: unknown.join(', '),
      mayDraft: ruleOf(request.actor.role, 'publication').add !== undefined,
      typed: { key: textOf(sent, 'key'), indicators: textsOf(sent, 'indicators')[0] ?? '' },
      draftHref: paths.duties(),
    })
  }
  return {
    duties: (request, reply) => show(request, reply),
    draftPublication: async (request, reply) => {
      const sent = sentForm(request.body)
      const form = new MoneyForm(sent)
      const id = uuidv7()
      const today = londonDay(clock())
      const done = await faultsOfMoney('#duties', () =>
        database.withActor(request.actor, 'draft a publication', async (tx) => {
          const from = await firstDayKnown(tx)
          const dues = from === undefined ? [] : duesOf({ from, today, contracts: await contractsKnown(tx) })
          const due = form.choice('key', 'what is drafted', dues, keyOf)
          if (!due) return
          const lines = textsOf(sent, 'indicators')
            .flatMap((typed) => typed.normalize('NFC').split(/\r?\n/))
            .map((line) => line.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim())
            .filter((line) => line !== '')
          await draftPublication(tx, request.actor.id, id, due, isTyped(due.kind) ? lines : [])
        }),
      )
      if (form.errors.length > 0)
        return show(request, reply, {
          errors: form.errors.map(({ text }) => ({ text, href: '#duties' })),
          status: 400,
        })
      if (done.errors.length > 0) return show(request, reply, done)
      return reply.redirect(paths.publication({ id }), 303)
    },
  }
}
