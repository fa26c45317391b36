import type { FastifyRequest } from 'fastify'
import { allows } from '../../../foundation/access/may.ts'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { capital, count, wholeNumber } from '../../../foundation/words/figures.ts'
import { supplyPaths } from '../paths.ts'
import { beingCountedBy } from '../count-queries.ts'
import { weeksInWords, weeksLeft, type WeeksLeft } from '../stock-forecast.ts'
import { paceOf } from '../stock-pace.ts'
import { holderNames, stock, type HolderStock } from '../stock.ts'

const days = 86_400_000

/** How long ago a day was, in the unit that one counts it in: `3 weeks`. */
const ageInWords = (made: string, today: string): string => {
  const passed = Math.round((Date.parse(today) - Date.parse(made)) / days)
  if (passed < 14) return count(passed, 'day')
  if (passed < 70) return count(Math.floor(passed / 7), 'week')
  return count(Math.floor(passed / 30.44), 'month')
}

type Row = HolderStock & { name: string; left: WeeksLeft | undefined }

/** Stock as it is shown, and by name whom the asker is counting: of these the ledger’s figure is not shown to them. */
type Shown = { rows: Row[]; counting: string[] }

/** Holders that one scale holds together: stores have thousands, people dozens. */
const groups = [
  { title: 'Stores', kinds: ['store', 'bcu'] },
  { title: 'Teams and people', kinds: ['team', 'person', 'named'] },
] as const

const elsewhere: Readonly<Record<string, string>> = {
  transit: 'On the way, not confirmed',
  home: 'At homes',
  disputed: 'Disputed, counted for nobody',
  gone: 'Lost, damaged or expired',
}

const sum = (of: (row: Row) => number, all: readonly Row[]): string =>
  wholeNumber(all.reduce((total, row) => total + of(row), 0))

/** A number of weeks as a file has it; null where it is not known. */
const tenths = (weeks: number | null | undefined): number | null =>
  weeks === null || weeks === undefined ? null : Number(weeks.toFixed(1))

/** Width of a whole bar in its drawing. */
const barWidth = 200

const groupOf = (title: string, rows: readonly Row[], today: string) => {
  const most = Math.max(1, ...rows.map(({ kits, inTransit }) => kits + inTransit))
  return {
    title,
    scale: wholeNumber(most),
    rows: rows.map(({ name, kits, inTransit, stopped, oldest, left }) => ({
      name,
      left: weeksInWords(left),
      isLow: left?.isLow ?? false,
      kits: wholeNumber(kits),
      inTransit: wholeNumber(inTransit),
      stopped: wholeNumber(stopped),
      oldest: oldest === null ? 'not known' : ageInWords(oldest, today),
      hand: (barWidth * (kits - stopped)) / most,
      stop: (barWidth * stopped) / most,
      way: (barWidth * inTransit) / most,
    })),
  }
}

/** Who has how many kits, as far as whoever asks may see them. */
export const answers: Answers = ({ database, clock }) => {
  const read = (request: FastifyRequest): Promise<Shown> =>
    readPage(database, request, 'stock by holder', async (tx) => {
      const { id, role } = request.actor
      const counts = allows(role, { verb: 'read', kind: 'kit_count' })
      const counting = counts ? await beingCountedBy(tx, id) : new Set<string>()
      const all = await stock(tx)
      const held = all.filter(({ holder }) => !counting.has(holder))
      const pace = await paceOf(tx, clock())
      const nameOf = await holderNames(tx, [...held.map(({ holder }) => holder), ...counting])
      const named = held.map((row) =>
        Object.assign({}, row, {
          name: elsewhere[row.kind] ?? nameOf(row.holder),
          // What is stopped is given to nobody, and lasts no week.
          left: weeksLeft(row.kits - row.stopped, pace.get(row.holder) ?? []),
        }),
      )
      // Kinds come in their order; within one by name, and of one name who has most.
      const kinds = [...new Set(held.map(({ kind }) => kind))]
      return {
        rows: named.toSorted(
          (a, b) =>
            kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.name.localeCompare(b.name) || b.kits - a.kits,
        ),
        counting: [...counting].map(nameOf).toSorted(),
      }
    })
  return {
    stock: async (request, reply) => {
      const { rows, counting } = await read(request)
      const [now, today] = [clock(), londonDay(clock())]
      const inHand = rows.filter(({ kind }) => elsewhere[kind] === undefined)
      const oldest = inHand.flatMap(({ oldest: made }) => made ?? []).toSorted()[0]
      return sendPage(reply, 200, 'rooms/supply/views/stock.njk', {
        room: 'Supply',
        page: 'Stock',
        at: timeInWords(now),
        any: rows.length > 0 || counting.length > 0,
        counting: counting.join('; '),
        low: inHand.filter(({ left }) => left?.isLow).length,
        inHand: sum(({ kits }) => kits, inHand),
        onTheWay: sum(
          ({ kits }) => kits,
          rows.filter(({ kind }) => kind === 'transit'),
        ),
        notSettled: sum(({ kits, stopped, kind }) => (kind === 'disputed' ? kits : stopped), rows),
        oldest: oldest === undefined ? undefined : ageInWords(oldest, today),
        oldestMade: oldest === undefined ? undefined : dayInWords(oldest),
        groups: groups
          .map(({ title, kinds }) =>
            groupOf(
              title,
              inHand.filter(({ kind }) => (kinds as readonly string[]).includes(kind)),
              today,
            ),
          )
          .filter((group) => group.rows.length > 0),
        elsewhere: rows
          .filter(({ kind }) => elsewhere[kind] !== undefined)
          .map(({ name, kits }) => ({ name: capital(name), kits: wholeNumber(kits) })),
        csvHref: supplyPaths.stockCsv(),
      })
    },
    stockCsv: async (request, reply) => {
      const { rows } = await read(request)
      return sendCsv(reply, 'stock', [
        [
          'holder',
          'kind',
          'kits',
          'on_the_way',
          'quarantined_or_recalled',
          'oldest_made',
          'weeks_left',
          'weeks_low',
          'weeks_high',
        ],
        ...rows.map(({ name, kind, kits, inTransit, stopped, oldest, left }) => [
          name,
          kind,
          kits,
          inTransit,
          stopped,
          oldest,
          tenths(left?.weeks),
          tenths(left?.low),
          tenths(left?.high),
        ]),
      ])
    },
  }
}
