import { dayInWords, londonDay, londonTime } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf, rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count, wholeNumber } from '../../../foundation/words/figures.ts'
import { madeUpDaysEnded } from '../../../places/made-up-city.ts'
import { addressOf, homesCombined, postcodeText } from '../../../places/register.ts'
import { deliverPaths as paths } from '../paths.ts'
import { circleDefaults } from './doors-around.ts'
import { lastDays, whoIsNext, type NextHome } from './who-is-next.ts'

const whyWords = ({ doors, circle }: NextHome): string =>
  doors > 0
    ? `${count(doors, 'door')} from a burgled home${circle.beyond ? ' beyond the border of your area' : ''}`
    : circle.byPlace
      ? 'Nearest door to a burglary'
      : 'Burgled'

const nowWords = { given: 'With an officer today', seen: 'Visited today' } as const

const nowOf = ({ now, booked }: NextHome): string =>
  [
    now === null ? 'With nobody yet' : nowWords[now],
    ...(booked === null ? [] : [`booked for ${londonTime(booked)}`]),
  ].join(', ')

/** Homes with their addresses. Logs each as combined with burglaries. */
const lines = async (tx: Transaction, homes: readonly NextHome[]) => {
  const found = await homesCombined(
    tx,
    homes.map(({ home }) => home),
    'who is next',
  )
  const byId = new Map(found.map((home) => [home.id, home]))
  return homes.flatMap((next) => {
    const home = byId.get(next.home)
    if (!home) return []
    return [
      {
        next,
        href: paths.home({ id: home.id }),
        address: addressOf(home),
        postcode: postcodeText(home.postcode),
        why: whyWords(next),
        comesFirst: next.circle.comesFirst && next.doors === 0,
        day: dayInWords(next.circle.reportedOn),
        now: nowOf(next),
      },
    ]
  })
}

/** Who is to be called at first: around homes that were burgled in the last days. */
export const answers: Answers = ({ database, clock }) => ({
  whoIsNext: async (request, reply) => {
    const page = pageIn(request)
    const today = londonDay(clock())
    const { all, shown, ended } = await readPage(database, request, 'who is next', async (tx) => {
      const next = await whoIsNext(tx, today)
      return {
        all: next,
        shown: await lines(tx, next.slice(rowsBefore(page), rowsBefore(page) + rowsOnPage)),
        ended: request.frame?.madeUp ? await madeUpDaysEnded(tx, today) : undefined,
      }
    })
    return sendPage(reply, 200, 'rooms/deliver/who-is-next/who-is-next.njk', {
      room: 'Deliver',
      page: 'Who is next',
      days: lastDays,
      eitherSide: circleDefaults.eitherSide,
      metres: circleDefaults.metres,
      daysEnded: ended && dayInWords(ended),
      burgled: wholeNumber(new Set(all.map(({ circle }) => circle.home)).size),
      comesFirst: wholeNumber(all.filter(({ circle, doors }) => circle.comesFirst && doors === 0).length),
      free: wholeNumber(all.filter(({ now }) => now === null).length),
      homes: shown,
      before: rowsBefore(page),
      pages: pagesOf({ page, rows: shown.length, total: all.length }, 'Pages of homes', (to) =>
        paths.whoIsNext({ page: String(to) }),
      ),
      csvHref: paths.whoIsNextCsv(),
    })
  },
  whoIsNextCsv: async (request, reply) => {
    const today = londonDay(clock())
    const rows = await readPage(database, request, 'who is next', async (tx) =>
      lines(tx, await whoIsNext(tx, today)),
    )
    return sendCsv(reply, 'who-is-next', [
      [
        'turn',
        'home',
        'address',
        'postcode',
        'why',
        'doors_away',
        'reported_on',
        'comes_first',
        'today',
        'booked_from',
      ],
      ...rows.map(({ next, address, postcode, why, comesFirst }, at) => [
        at + 1,
        next.home,
        address,
        postcode,
        why,
        next.doors,
        next.circle.reportedOn,
        comesFirst ? 'yes' : 'no',
        next.now === null ? 'nobody' : nowWords[next.now],
        next.booked?.toISOString() ?? null,
      ]),
    ])
  },
})
