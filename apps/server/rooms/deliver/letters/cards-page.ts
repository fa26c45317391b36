import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { padOfCards } from '@mettrace/protocol/codes/left-card'
import { bodies, spelledShort } from '@mettrace/protocol/codes/short-code'
import { addressQr } from '../../../foundation/layout/qr.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { residentsPaths } from '../../residents/paths.ts'
import { pageLanguages } from '../../residents/words/in-language.ts'

const [cardsOnSheet, mostSheets] = [4, 50]

const sent = z.object({ sheets: z.coerce.number().int().min(1).max(mostSheets) })

/** Cards to leave where nobody answers, four on a sheet, each with a code of its own. */
export const answers: Answers = ({ database, publicUrl }) => {
  const page = { room: 'Deliver', page: 'Cards to leave' }
  return {
    cards: async (request, reply) => {
      await readPage(database, request, 'cards to leave: the form', async () => undefined)
      return sendPage(reply, 200, 'rooms/deliver/letters/cards.njk', { ...page, sheets: 10, errors: [] })
    },
    printCards: async (request, reply) => {
      const read = sent.safeParse(request.body)
      await readPage(database, request, 'cards to leave', async () => undefined)
      if (!read.success)
        return sendPage(reply, 400, 'rooms/deliver/letters/cards.njk', {
          ...page,
          sheets: '',
          errors: [{ text: `Enter a number of sheets from 1 to ${mostSheets}`, href: '#sheets' }],
        })
      const { sheets } = read.data
      const pad = padOfCards(randomInt(bodies), sheets * cardsOnSheet)
      const address = publicUrl() + residentsPaths.start()
      return sendPage(reply, 200, 'rooms/deliver/letters/card-sheets.njk', {
        ...page,
        // Cut through at once, each of the four piles is in the order of its codes, and they follow one another.
        sheets: Array.from({ length: sheets }, (_, sheet) =>
          Array.from({ length: cardsOnSheet }, (_each, pile) => spelledShort(pad[pile * sheets + sheet]!)),
        ),
        first: spelledShort(pad[0]!),
        address: address.replace(/^https?:\/\//, ''),
        qr: addressQr(address),
        words: pageLanguages[0]!.words,
        others: pageLanguages.slice(1).map(({ door, words }) => ({
          language: door.language,
          direction: door.direction,
          title: words.start.title,
        })),
      })
    },
  }
}
