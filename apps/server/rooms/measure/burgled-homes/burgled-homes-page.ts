import type { Answers } from '../../../foundation/room/room.ts'
import { z } from 'zod'
import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import { periodInWords, wholeNumber } from '../../../foundation/words/figures.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { show } from '../pages/measuring.ts'
import { pageTable } from '../pages/tables.ts'
import { burgledHomes } from './burgled-homes.ts'

const sent = z.object({
  from: z.string().trim().max(20).default(''),
  to: z.string().trim().max(20).default(''),
})

type Values = z.output<typeof sent>
type FieldError = { text: string; href: string }

/** Last day of a month, ISO 8601. */
const lastDayOf = (month: number): string =>
  new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).toISOString().slice(0, 10)

const readPeriod = ({ from, to }: Values): { months: [number, number] } | { errors: FieldError[] } => {
  const [first, last] = [parseMonth(from), parseMonth(to)]
  const errors: FieldError[] = []
  if (first === undefined) errors.push({ text: 'Enter the first month, such as 2015-01', href: '#from' })
  if (last === undefined) errors.push({ text: 'Enter the last month, such as 2015-12', href: '#to' })
  if (first === undefined || last === undefined) return { errors }
  if (first > last) return { errors: [{ text: 'The last month comes before the first', href: '#to' }] }
  return { months: [first, last] }
}

/** Burglaries of homes with and without a kit: for whoever plans, leads or audits the programme. */
export const answers: Answers = ({ database }) => {
  return {
    burgledHomes: async (request, reply) => {
      const values = sent.safeParse(request.query).data ?? { from: '', to: '' }
      const isAsked = values.from !== '' || values.to !== ''
      const read = isAsked ? readPeriod(values) : { errors: [] }
      const page = { page: 'Burgled homes', values }
      const view = 'rooms/measure/views/burgled-homes.njk'
      if ('errors' in read) {
        await readPage(database, request, 'burgled homes: the form', async () => undefined)
        return show(reply, read.errors.length > 0 ? 400 : 200, view, { ...page, errors: read.errors })
      }
      const [first, last] = read.months
      const rows = await readPage(database, request, 'burglaries of homes with kits', (tx) =>
        burgledHomes(tx, `${formatMonth(first)}-01`, lastDayOf(last)),
      )
      return show(reply, 200, view, {
        ...page,
        errors: [],
        table: pageTable(
          'burgled-table',
          `Burglaries of homes, ${periodInWords(formatMonth(first), formatMonth(last))}`,
          'To the nearest five: rows need not add up.',
          ['Ward', '#Burglaries of homes', '#Of homes that had a kit'],
          rows.map(({ ward, name, burgled, withKit }) => [
            ward === null ? 'All wards' : (name ?? ward),
            wholeNumber(burgled),
            wholeNumber(withKit),
          ]),
        ),
      })
    },
  }
}
