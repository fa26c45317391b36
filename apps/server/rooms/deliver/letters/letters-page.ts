import type { FastifyReply, FastifyRequest } from 'fastify'
import { timeInWords } from '../../../foundation/days.ts'
import { writesWell } from '../../../foundation/documents/fonts.ts'
import { sendPdf } from '../../../foundation/documents/send-pdf.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { sentForm, textOf, textsOf } from '../../../foundation/page/sent-form.ts'
import { residentFields } from '../../../foundation/records/sealed-fields.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { addressOf, homesOfIds, postcodeText } from '../../../places/register.ts'
import { inLanguage } from '../../residents/words/in-language.ts'
import { deliverPaths as paths } from '../paths.ts'
import { householdIn, letterOfCode, letterOfVisit, type WrittenLetter } from './letter-words.ts'
import { lettersDocument } from './letters-document.ts'
import {
  languagesOf,
  lettersToPrint,
  waitingLetters,
  type LetterToPrint,
  type WaitingLetter,
} from './letters.ts'
import { newCode } from './new-code.ts'
import { keepCode, notePrinted } from './print-letter.ts'

const abouts = { code: 'Code to see what is held', visit: 'Visit that was booked' } as const

const whyOnPaper = ({ about, failures, noAddress }: WaitingLetter): string => {
  if (noAddress) return 'No e-mail address is held'
  if (failures > 0) return `E-mail failed ${failures} times`
  return about === 'visit' ? 'Sent on paper' : 'Asked for on paper, or no mail server'
}

/** Homes of letters by their ids. */
const homesOf = async (tx: Transaction, letters: readonly { home: string }[]) =>
  new Map(
    (await homesOfIds(tx, [...new Set(letters.map(({ home }) => home))])).map((home) => [home.id, home]),
  )

const nameOn = (
  tx: Transaction,
  { resident, data_key, key_version, name, language }: LetterToPrint,
): string =>
  resident !== null && data_key && key_version !== null && name
    ? tx.fields
        .row(residentFields, resident, { dataKey: data_key, keyVersion: key_version })
        .open('name', name)
    : householdIn(language)

/** Letters that wait for whoever prints, and the letters themselves. */
export const answers: Answers = ({ database, clock, publicUrl }) => {
  const written = async (tx: Transaction, actor: string, letter: LetterToPrint): Promise<WrittenLetter> => {
    const site = publicUrl()
    if (letter.from && letter.to)
      return letterOfVisit(letter.language, { from: letter.from, to: letter.to, site })
    const made = newCode(tx, 'paper', clock())
    await keepCode(tx, actor, letter, made)
    return letterOfCode(letter.language, { ...made, site })
  }

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, status }: { errors: ErrorAtField[]; status: number },
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const { list, homes } = await readPage(database, request, 'letters to print', async (tx) => {
      const waiting = await waitingLetters(tx, page)
      return { list: waiting, homes: await homesOf(tx, waiting) }
    })
    return sendPage(reply, status, 'rooms/deliver/letters/letters.njk', {
      room: 'Deliver',
      page: 'Letters to print',
      errors,
      letters: list.map((each) => {
        const home = homes.get(each.home)
        return {
          id: each.id,
          address: home ? `${addressOf(home)}, ${postcodeText(home.postcode)}` : 'not known',
          about: abouts[each.about],
          language: inLanguage(each.language).door.english,
          why: whyOnPaper(each),
          since: timeInWords(each.madeAt),
        }
      }),
      pages: pagesOf(
        { page, rows: list.length, total: list[0]?.total ?? 0 },
        'Pages of letters',
        (to) => `${paths.letters()}?page=${to}`,
      ),
    })
  }

  return {
    letters: (request, reply) => show(request, reply, { errors: [], status: 200 }),
    printLetters: async (request, reply) => {
      const sent = sentForm(request.body)
      const chosen = textsOf(sent, 'letter').flatMap((each) => idFrom(each) ?? [])
      const isPdf = textOf(sent, 'as') === 'pdf'
      if (chosen.length === 0)
        return show(request, reply, {
          errors: [{ text: 'Tick the letters to print', href: '#letter-1' }],
          status: 400,
        })
      const { actor } = request
      const letters = await readPage(database, request, 'letters are printed', async (tx) => {
        // Before a code is made: what the PDF cannot write right is printed as a page, and goes on waiting until then.
        const others = isPdf ? (await languagesOf(tx, chosen)).filter((each) => !writesWell(each)) : []
        if (others.length > 0) return others
        const waiting = await lettersToPrint(tx, chosen)
        const homes = await homesOf(tx, waiting)
        const made = []
        for (const letter of waiting) {
          const home = homes.get(letter.home)
          if (!home) continue
          made.push({
            ...(await written(tx, actor.id, letter)),
            to: [nameOn(tx, letter), addressOf(home), postcodeText(home.postcode)],
          })
          await notePrinted(tx, actor.id, letter)
        }
        return { made }
      })
      if (Array.isArray(letters))
        return show(request, reply, {
          errors: [
            {
              text: `Untick the letters in ${letters.map((each) => inLanguage(each).door.english).join(' and ')}, or print them: PDF letters cannot be in ${letters.length === 1 ? 'that language' : 'those languages'}`,
              href: '#letter-1',
            },
          ],
          status: 400,
        })
      if (isPdf && letters.made.length > 0)
        return sendPdf(reply, 'letters', lettersDocument(letters.made, clock()))
      return sendPage(reply, 200, 'rooms/deliver/letters/printed.njk', {
        room: 'Deliver',
        page: 'Letters to print',
        letters: letters.made,
      })
    },
  }
}
