import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { accountOfPerson } from '../../../foundation/person-account.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import { wardsInWords } from '../../../places/place-names.ts'
import { deliverPaths as paths } from '../paths.ts'
import { minutesOfDay, timeOfDay } from './deal-rounds.ts'
import { onDuty } from './duty-hours.ts'
import { homesOfRound, roundGiven } from './given-out.ts'

const outcomes: Readonly<Record<string, string>> = {
  'no-answer': 'No answer',
  refused: 'Refused',
  'come-back': 'To come back',
  'no-way-in': 'No way in',
  'leave-out': 'Proposed to be left out',
  'tell-sergeant': 'For the sergeant',
  delivered: 'Kit delivered',
  protected: 'Protected',
}

/** A round that was given out: its doors in the order of the walk, and what came of each. */
export const answers: Answers = ({ database }) => ({
  givenRound: async (request, reply) => {
    const { head, homes, nameOf, wardName, duty } = await readPage(
      database,
      request,
      'a round that was given out',
      async (tx) => {
        const found = await roundGiven(tx, idIn(request))
        if (!found) throw new MetTraceError('not_found', 'There is no such round.')
        return {
          head: found,
          homes: await homesOfRound(tx, idIn(request)),
          nameOf: await actorNames(tx, [accountOfPerson(found.person), found.actor]),
          wardName: await wardsInWords(tx, [found.ward]),
          duty: (await onDuty(tx, found.day)).find(({ person }) => person === found.person),
        }
      },
    )
    const begins = duty && minutesOfDay(duty.begins)
    return sendPage(reply, 200, 'rooms/deliver/rounds/given-round.njk', {
      room: 'Deliver',
      page: 'Rounds',
      name: head.name,
      officer: nameOf(accountOfPerson(head.person)),
      by: nameOf(head.actor),
      at: timeInWords(head.recordedAt),
      dayText: dayInWords(head.day),
      ward: wardName(head.ward),
      ended: head.endedAt === null ? undefined : `${timeInWords(head.endedAt)}. Reason: ${head.why}`,
      hasTimes: begins !== undefined,
      doors: homes.map(({ home, place, doneAfter, address, outcome, at }) => ({
        place,
        address,
        href: paths.home({ id: home }),
        after: begins === undefined ? wholeNumber(doneAfter) : timeOfDay(begins + doneAfter),
        outcome: outcome === null ? 'Not visited yet' : (outcomes[outcome] ?? outcome),
        at: at === null ? undefined : timeInWords(at),
      })),
    })
  },
})
