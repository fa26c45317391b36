import { languages } from '@mettrace/protocol/words/household'
import { actorNames } from '../../../foundation/actor-names.ts'
import { londonTime, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf, rowsOnPage } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { addressOf, homesOfIds } from '../../../places/register.ts'
import { deliverPaths as paths } from '../paths.ts'
import { cardRequests, type CardRequest } from './card-requests.ts'

const whats = { visit: 'Visit booked', decline: 'Declined', needs: 'Needs' } as const

const languageName = (code: string): string => languages.find(([each]) => each === code)?.[1] ?? code

const needWords: Readonly<Record<string, string>> = {
  'large-print': 'large print',
  'easy-read': 'easy read',
  interpreter: 'interpreter',
  hearing: 'deaf or hard of hearing',
  'help-with-marking': 'help with marking',
}

const wanted = ({ language, needs }: CardRequest): string =>
  [
    ...(language === null ? [] : [languageName(language)]),
    ...(needs ?? []).map((need) => needWords[need] ?? need),
  ].join(', ')

type Named = {
  addressOfHome: ReadonlyMap<string, string>
  nameOf: (account: string) => string
  now: Date
}

const lineOf = (request: CardRequest, { addressOfHome, nameOf, now }: Named) => ({
  address: addressOfHome.get(request.home) ?? 'not known',
  href: paths.home({ id: request.home }),
  what: whats[request.what],
  when: request.from && request.to ? `${timeInWords(request.from)} to ${londonTime(request.to)}` : undefined,
  wanted: wanted(request),
  officer: request.officer === null ? 'nobody' : nameOf(request.officer),
  at: timeInWords(request.at),
  state: !request.stands ? 'Replaced or taken back' : request.to && request.to < now ? 'Past' : 'Stands',
  /** A visit that nobody's round will keep. */
  isLost: request.stands && request.officer === null && request.to !== null && request.to >= now,
})

/** Addresses of homes, as many at once as a list of homes has on a page. */
const addressesOf = async (tx: Transaction, homes: readonly string[]): Promise<Map<string, string>> => {
  const ids = [...new Set(homes)]
  const found = new Map<string, string>()
  for (let from = 0; from < ids.length; from += rowsOnPage)
    for (const home of await homesOfIds(tx, ids.slice(from, from + rowsOnPage)))
      found.set(home.id, addressOf(home))
  return found
}

const read = async (tx: Transaction, now: Date, page?: number) => {
  const list = await cardRequests(tx, now, page)
  const named = {
    addressOfHome: await addressesOf(
      tx,
      list.map(({ home }) => home),
    ),
    nameOf: await actorNames(
      tx,
      list.map(({ officer }) => officer),
    ),
    now,
  }
  return { list, lines: list.map((each) => lineOf(each, named)) }
}

/** What residents asked for by the cards that officers left. */
export const answers: Answers = ({ database, clock }) => {
  return {
    cardRequests: async (request, reply) => {
      const page = pageIn(request)
      const { list, lines } = await readPage(database, request, 'what was asked by cards', (tx) =>
        read(tx, clock(), page),
      )
      return sendPage(reply, 200, 'rooms/deliver/card-requests/card-requests.njk', {
        room: 'Deliver',
        page: 'Booked by card',
        requests: lines,
        lost: lines.filter(({ isLost }) => isLost).length,
        pages: pagesOf(
          { page, rows: list.length, total: list[0]?.total ?? 0 },
          'Pages of requests',
          (to) => `${paths.cardRequests()}?page=${to}`,
        ),
        csvHref: paths.cardRequestsCsv(),
      })
    },
    cardRequestsCsv: async (request, reply) => {
      const { list, lines } = await readPage(database, request, 'what was asked by cards', (tx) =>
        read(tx, clock()),
      )
      return sendCsv(reply, 'card-requests', [
        ['asked_at', 'address', 'what', 'from', 'to', 'language_and_needs', 'officer', 'state'],
        ...list.map((each, at) => {
          const { address, what, wanted: words, officer, state } = lines[at]!
          const [from, to] = [each.from?.toISOString() ?? null, each.to?.toISOString() ?? null]
          return [each.at.toISOString(), address, what, from, to, words, officer, state]
        }),
      ])
    },
  }
}
