import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { actFrom, sentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { capital, wholeNumber } from '../../../foundation/words/figures.ts'
import { areasInWords } from '../../../places/place-names.ts'
import { deliverPaths as paths } from '../paths.ts'
import { countedAreas } from '../signs/counted-areas.ts'
import { faultsOfNotice, kindFrom, noticeForm, type NoticeForm } from './notice-form.ts'
import { correctNotice, noticeKinds, notices, recordNotice } from './notices.ts'

/** What was sent with a form that has faults; `item`: what it corrects. */
type Sent = { item: string | undefined; values: NoticeForm; errors: ErrorAtField[] }

const wordsOrNull = (words: string): string | null => (words === '' ? null : words)

/** Stickers, press items, posters and leaflets, the form that records some, and one to correct each. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { item, values, errors }: Sent,
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const { list, areas, nameOf } = await readPage(database, request, 'press and posters', async (tx) => {
      const found = await notices(tx, page)
      const counted = (await countedAreas(tx)).map(({ area }) => area)
      return {
        list: found,
        areas: counted,
        nameOf: await areasInWords(tx, [...counted, ...found.map(({ area }) => area)]),
      }
    })
    const fresh = item === undefined ? values : noticeForm({})
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/deliver/notices/notices.njk', {
      room: 'Deliver',
      page: 'Press and posters',
      notices: list.map((each) => {
        const sent = each.item === item ? values : undefined
        return {
          item: each.item,
          kind: capital(each.kind),
          area: nameOf(each.area),
          onDay: dayInWords(each.onDay),
          number: each.number === 0 ? 'none after all' : wholeNumber(each.number),
          words: each.words ?? '',
          isCorrected: each.isCorrected,
          correctHref: paths.correctNotice({ id: each.item }),
          act: uuidv7(),
          values: sent ?? { onDay: each.onDay, number: String(each.number), words: each.words ?? '' },
        }
      }),
      pages: pagesOf(
        { page, rows: list.length, total: list[0]?.total ?? 0 },
        'Pages of press and posters',
        (to) => paths.notices({ page: String(to) }),
      ),
      csvHref: paths.noticesCsv(),
      kindItems: noticeKinds.map((value) => ({
        value,
        text: capital(value),
        checked: value === fresh.kind,
      })),
      areaItems: [
        { value: '', text: 'Choose an area' },
        ...areas.map((code) => ({ value: code, text: nameOf(code), selected: code === fresh.area })),
      ],
      hasAreas: areas.length > 0,
      act: uuidv7(),
      errors,
      values: { ...fresh, onDay: fresh.onDay || londonDay(clock()) },
    })
  }
  return {
    notices: (request, reply) =>
      show(request, reply, { item: undefined, values: noticeForm({}), errors: [] }),
    noticesCsv: async (request, reply) => {
      const list = await readPage(database, request, 'file of press and posters', (tx) => notices(tx))
      return sendCsv(reply, 'press-and-posters', [
        ['item', 'kind', 'area', 'ward', 'day', 'number', 'words', 'corrected'],
        ...list.map((each) => [
          each.item,
          each.kind,
          each.area,
          each.ward,
          each.onDay,
          each.number,
          each.words,
          each.isCorrected,
        ]),
      ])
    },
    recordNotice: async (request, reply) => {
      const sent = sentForm(request.body)
      const values = noticeForm(sent)
      const kind = kindFrom(values.kind)
      const errors = faultsOfNotice(values, { today: londonDay(clock()), least: 1 })
      if (values.area === '') errors.unshift({ text: 'Choose an area from the list', href: '#area' })
      if (kind === undefined) errors.unshift({ text: 'Choose what it was', href: '#kind' })
      if (kind === undefined || errors.length > 0)
        return show(request, reply, { item: undefined, values, errors })
      try {
        await database.withActor(request.actor, 'record press and posters', (tx) =>
          recordNotice(tx, request.actor.id, {
            id: actFrom(sent),
            kind,
            area: values.area,
            onDay: values.onDay,
            number: Number(values.number),
            words: wordsOrNull(values.words),
          }),
        )
      } catch (error) {
        return show(request, reply, { item: undefined, values, errors: errorsAtField(error) })
      }
      return reply.redirect(paths.notices(), 303)
    },
    correctNotice: async (request, reply) => {
      const sent = sentForm(request.body)
      const values = noticeForm(sent)
      const item = idIn(request)
      const errors = faultsOfNotice(values, { today: londonDay(clock()), least: 0, at: `-${item}` })
      if (errors.length > 0) return show(request, reply, { item, values, errors })
      await database.withActor(request.actor, 'correct press and posters', (tx) =>
        correctNotice(tx, request.actor.id, item, {
          id: actFrom(sent),
          onDay: values.onDay,
          number: Number(values.number),
          words: wordsOrNull(values.words),
        }),
      )
      return reply.redirect(paths.notices(), 303)
    },
  }
}
