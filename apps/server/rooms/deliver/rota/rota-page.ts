import { addDays } from '@mettrace/clocks/days/days'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { personRoles } from '../../../foundation/access/roles.ts'
import { dayInWords, isDay, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { count, oneDecimal, wholeNumber } from '../../../foundation/words/figures.ts'
import { wardsInWords } from '../../../places/place-names.ts'
import { deliverPaths as paths } from '../paths.ts'
import { mondayOf, weekdays } from './rota-days.ts'
import { rotaForm, takeRota, type RotaForm } from './rota-form.ts'
import { minutesOf, rotaOfWeek, type Rota, type RotaCell } from './rota.ts'

/** Of each BCU: 60 in 12 (PCD 536). */
const pcsosOfBcu = 5

const cellWords: Record<Extract<RotaCell, string>, string> = {
  off: 'Not on duty',
  none: 'No hours',
  elsewhere: 'Not posted here',
}

const shownCell = (cell: RotaCell) =>
  typeof cell === 'string'
    ? { words: cellWords[cell], isQuiet: true }
    : { words: `${cell.begins} to ${cell.ends}`, isQuiet: false }

const inHours = (minutes: number): string => oneDecimal(minutes / 60)

const untouched = (monday: string, today: string): RotaForm => ({
  officer: '',
  fromDay: monday < today ? today : monday,
  toDay: addDays(monday < today ? mondayOf(today) : monday, 6),
  weekdays: ['0', '1', '2', '3', '4'],
  duty: 'on',
  begins: '',
  ends: '',
})

/** Who of the BCU is on duty when, and a form that records it. */
export const answers: Answers = ({ database, clock }) => {
  const today = (): string => londonDay(clock())
  const mondayIn = (asked: unknown): string =>
    mondayOf(typeof asked === 'string' && isDay(asked) ? asked : today())

  const read = (request: FastifyRequest, monday: string) =>
    readPage(database, request, 'rota of a week', async (tx) => {
      const rota = await rotaOfWeek(tx, monday)
      const wards = rota.rows.flatMap(({ officer }) =>
        officer.role === 'ward_officer' ? officer.places : [],
      )
      return { rota, wardName: await wardsInWords(tx, wards) }
    })

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    monday: string,
    { errors = [], form }: { errors?: ErrorAtField[]; form?: RotaForm } = {},
  ): Promise<FastifyReply> => {
    const { rota, wardName } = await read(request, monday)
    const { days, rows } = rota
    const values = form ?? untouched(monday, today())
    const people = new Map(rows.map(({ officer }) => [officer.person, officer]))
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/deliver/rota/rota.njk', {
      room: 'Deliver',
      page: 'Rota',
      errors,
      act: uuidv7(),
      monday,
      weekText: `${dayInWords(monday)} to ${dayInWords(addDays(monday, 6))}`,
      before: paths.rota({ week: addDays(monday, -7) }),
      after: paths.rota({ week: addDays(monday, 7) }),
      csvHref: paths.rotaCsv({ week: monday }),
      days: days.map((day, at) => ({ name: weekdays[at]!.slice(0, 3), date: Number(day.slice(8)) })),
      rows: rows.map(({ officer, cells, minutes }) => ({
        name: officer.name,
        role: personRoles[officer.role].title,
        wards: officer.role === 'ward_officer' ? officer.places.map(wardName).join(', ') : 'The whole BCU',
        cells: cells.map(shownCell),
        hours: inHours(minutes),
      })),
      totals: {
        officers: days.map((_, at) =>
          wholeNumber(rows.filter(({ cells }) => minutesOf(cells[at]!) > 0).length),
        ),
        hours: inHours(rows.reduce((sum, { minutes }) => sum + minutes, 0)),
      },
      pcsos: pcsosInWords(rota),
      values,
      officerItems: [
        { value: '', text: 'Choose an officer', selected: values.officer === '' },
        ...[...people.values()].map(({ person, name, role }) => ({
          value: person,
          text: `${name}, ${personRoles[role].title.toLowerCase()}`,
          selected: person === values.officer,
        })),
      ],
      weekdayItems: weekdays.map((text, at) => ({
        value: String(at),
        text,
        checked: values.weekdays.includes(String(at)),
      })),
    })
  }

  return {
    rota: (request, reply) =>
      show(request, reply, mondayIn((request.query as Record<string, unknown>)['week'])),
    rotaCsv: async (request, reply) => {
      const monday = mondayIn((request.query as Record<string, unknown>)['week'])
      const { rota, wardName } = await read(request, monday)
      return sendCsv(reply, 'rota', [
        ['officer', 'role', 'works_in', 'day', 'state', 'from', 'to'],
        ...rota.rows.flatMap(({ officer, cells }) =>
          cells.map((cell, at) => [
            officer.name,
            personRoles[officer.role].title,
            officer.role === 'ward_officer' ? officer.places.map(wardName).join(', ') : 'The whole BCU',
            rota.days[at]!,
            typeof cell === 'string' ? cellWords[cell] : 'On duty',
            typeof cell === 'string' ? null : cell.begins,
            typeof cell === 'string' ? null : cell.ends,
          ]),
        ),
      ])
    },
    recordRota: async (request, reply) => {
      const sent = sentForm(request.body)
      const monday = mondayIn(textOf(sent, 'week'))
      const errors = await database.withActor(request.actor, 'record a rota', (tx) =>
        takeRota(tx, request.actor.id, sent, today()),
      )
      const form = rotaForm(sent)
      if (errors.length > 0) return show(request, reply, monday, { errors, form })
      return reply.redirect(paths.rota({ week: mondayOf(form.fromDay) }), 303)
    },
  }
}

const pcsosInWords = ({ rows }: Rota): string => {
  const posted = new Set(
    rows.flatMap(({ officer }) => (officer.role === 'prevention_pcso' ? [officer.person] : [])),
  ).size
  return `${count(posted, 'Prevention PCSO')} ${posted === 1 ? 'is' : 'are'} posted here; the programme has ${pcsosOfBcu} for each BCU.`
}
