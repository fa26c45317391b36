import type { FastifyReply, FastifyRequest } from 'fastify'
import { timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf, rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count, wholeNumber } from '../../../foundation/words/figures.ts'
import { addressOf, postcodeText } from '../../../places/register.ts'
import { deliverPaths as paths } from '../paths.ts'
import { addFinding, doorsToCheck, foundWords, isFound, type CheckDoor, type Found } from './findings.ts'

const hints: Readonly<Record<Found, string>> = {
  marked: 'At least one thing in the home is marked, and you saw it.',
  'not marked': 'They have a kit. You saw nothing that is marked.',
  nothing: 'They have no kit, and nothing that is marked.',
  refused: 'Somebody was there and did not want to show anything.',
  'no answer': 'Nobody came to the door. Try again at another hour.',
}

const nowhere = (): MetTraceError =>
  new MetTraceError('not_found', 'There is no such spot check for you, or it is closed.')

/** Doors of an open check of the actor's. Errors: `not_found`, the same where there is none and where it is another's. */
const openDoors = async (tx: Transaction, id: string | undefined): Promise<CheckDoor[]> => {
  const doors = await doorsToCheck(tx, id)
  if (doors.length === 0) throw nowhere()
  return doors
}

const doorAt = (doors: readonly CheckDoor[], request: FastifyRequest): CheckDoor => {
  const { door } = request.params as { door?: string }
  const found = doors.find(({ turn }) => String(turn) === door)
  if (!found) throw nowhere()
  return found
}

const lastWords = ({ found, at, tries }: CheckDoor): string | undefined =>
  found === null || at === null
    ? undefined
    : `${foundWords[found]}, ${timeInWords(at)}${tries > 1 ? `, the last of ${count(tries, 'record')}` : ''}`

/** The list of whoever checks, which tells nothing of what was reported, and a form for each door. */
export const answers: Answers = ({ database }) => {
  const showDoor = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: ErrorAtField[] = [],
  ): Promise<FastifyReply> => {
    const id = idIn(request)
    const door = await readPage(database, request, 'a door of a spot check', async (tx) =>
      doorAt(await openDoors(tx, id), request),
    )
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/deliver/spot-checks/check-door.njk', {
      room: 'Deliver',
      page: 'Spot checks',
      address: addressOf(door),
      postcode: postcodeText(door.postcode),
      last: lastWords(door),
      items: Object.entries(foundWords).map(([value, text]) => ({
        value,
        text,
        hint: { text: hints[value as Found] },
      })),
      backHref: paths.doorsToCheck({ id: id! }),
      saveHref: paths.doorToCheck({ id: id!, door: String(door.turn) }),
      act: uuidv7(),
      errors,
    })
  }
  return {
    doorsToCheck: async (request, reply) => {
      const id = idIn(request)
      const page = pageIn(request)
      const doors = await readPage(database, request, 'doors of a spot check', (tx) => openDoors(tx, id))
      const shown = doors.slice(rowsBefore(page), rowsBefore(page) + rowsOnPage)
      const visited = doors.filter(({ found }) => found !== null).length
      return sendPage(reply, 200, 'rooms/deliver/spot-checks/check-doors.njk', {
        room: 'Deliver',
        page: 'Spot checks',
        visited: `${wholeNumber(visited)} of ${count(doors.length, 'door')}`,
        doors: shown.map((each) => ({
          anchor: `door-${each.turn}`,
          address: addressOf(each),
          postcode: postcodeText(each.postcode),
          href: paths.doorToCheck({ id: id!, door: String(each.turn) }),
          last: each.found === null ? 'To visit' : foundWords[each.found],
          isDone: each.found !== null && each.found !== 'no answer',
        })),
        backHref: paths.spotChecks(),
        pages: pagesOf({ page, rows: shown.length, total: doors.length }, 'Pages of doors', (to) =>
          paths.doorsToCheck({ id: id! }, { page: String(to) }),
        ),
      })
    },
    doorToCheck: (request, reply) => showDoor(request, reply),
    recordFinding: async (request, reply) => {
      const sent = sentForm(request.body)
      const found = textOf(sent, 'found')
      if (!isFound(found))
        return showDoor(request, reply, [{ text: 'Choose what you found', href: '#found' }])
      const id = idIn(request)
      const turn = await database.withActor(request.actor, 'record a door of a spot check', async (tx) => {
        const door = doorAt(await openDoors(tx, id), request)
        await addFinding(tx, request.actor.id, { id: actFrom(sent), check: id!, door, found })
        return door.turn
      })
      return reply.redirect(`${paths.doorsToCheck({ id: id! })}#door-${turn}`, 303)
    },
  }
}
