import type { CsvCell } from '../../../foundation/csv-text.ts'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf, rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import { addressOf, homesCombined } from '../../../places/register.ts'
import { deliverPaths as paths } from '../paths.ts'
import { dosages, proofDays, type CircleDosage } from './done-around.ts'
import { dosageDays, sumOfDosages, type Dose } from './dosage.ts'

/** Words of a dose: a circle whose days are not over says so. */
const doseWords = ({ within, soFar }: Dose): { within: string; soFar: string } => {
  const done = within[dosageDays]
  return {
    within: done === null || done === undefined ? 'not over' : wholeNumber(done),
    soFar: wholeNumber(soFar),
  }
}

const sumWords = ({ within, soFar }: { within: number; soFar: number }) => ({
  within: wholeNumber(within),
  soFar: wholeNumber(soFar),
})

/** Circles with the address of the home that was burgled. Logs each as combined with burglaries. */
const named = async (tx: Transaction, all: readonly CircleDosage[]) => {
  const homes = await homesCombined(
    tx,
    all.map(({ circle }) => circle.home),
    'what was done around a burgled home',
  )
  const byId = new Map(homes.map((home) => [home.id, home]))
  return all.map((each) => ({ ...each, address: addressOf(byId.get(each.circle.home)!) }))
}

/** Around each burgled home: how many homes were visited, offered a kit and given one, and how soon. */
export const answers: Answers = ({ database, clock }) => ({
  dosage: async (request, reply) => {
    const page = pageIn(request)
    const { all, shown } = await readPage(
      database,
      request,
      'what was done around burgled homes',
      async (tx) => {
        const found = await dosages(tx, londonDay(clock()))
        return {
          all: found,
          shown: await named(tx, found.slice(rowsBefore(page), rowsBefore(page) + rowsOnPage)),
        }
      },
    )
    const sums = sumOfDosages(all.map(({ dosage }) => dosage))
    return sendPage(reply, 200, 'rooms/deliver/who-is-next/dosage.njk', {
      room: 'Deliver',
      page: 'Who is next',
      days: dosageDays,
      weeks: proofDays / 7,
      circles: shown.map(({ circle, dosage, address }) => ({
        href: paths.home({ id: circle.home }),
        address,
        day: dayInWords(circle.reportedOn),
        homes: wholeNumber(dosage.homes),
        hadKit: wholeNumber(dosage.hadKit),
        doses: [dosage.visited, dosage.offered, dosage.delivered].map(doseWords),
      })),
      sums: {
        homes: wholeNumber(sums.homes),
        hadKit: wholeNumber(sums.hadKit),
        doses: [sums.visited, sums.offered, sums.delivered].map(sumWords),
      },
      pages: pagesOf({ page, rows: shown.length, total: all.length }, 'Pages of burgled homes', (to) =>
        paths.dosage({ page: String(to) }),
      ),
      csvHref: paths.dosageCsv(),
    })
  },
  dosageCsv: async (request, reply) => {
    const rows = await readPage(database, request, 'what was done around burgled homes', async (tx) =>
      named(tx, await dosages(tx, londonDay(clock()))),
    )
    const days = Array.from({ length: dosageDays + 1 }, (_, at) => `within_${at}`)
    return sendCsv(reply, 'who-is-next-dosage', [
      ['burgled_home', 'address', 'reported_on', 'homes', 'had_kit', 'what', ...days, 'so_far'],
      ...rows.flatMap(({ circle, dosage, address }) =>
        (['visited', 'offered', 'delivered'] as const).map((what) => {
          const { within, soFar } = dosage[what]
          const own: CsvCell[] = [circle.home, address, circle.reportedOn, dosage.homes, dosage.hadKit, what]
          return own.concat(within, soFar)
        }),
      ),
    ])
  },
})
