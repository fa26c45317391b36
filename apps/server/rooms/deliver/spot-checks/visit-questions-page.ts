import type { FastifyRequest } from 'fastify'
import { fewestForQuestions, type VisitQuestion } from '@mettrace/analysis/saturation/visit-questions'
import { actorNames } from '../../../foundation/actor-names.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { count, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import { deliverPaths as paths } from '../paths.ts'
import { daysAsked, questionsOf, visitsTold } from './visits-asked-about.ts'

/** What is asked, and what an innocent answer would be. */
const words: Readonly<Record<VisitQuestion['code'], { question: string; innocent: string }>> = {
  pace: {
    question: 'How did you get from door to door so fast?',
    innocent:
      'Doors recorded together afterwards, two colleagues on one phone, a bicycle, a clock that was set right.',
  },
  successes: {
    question: 'What do you do at the door that so many take a kit?',
    innocent:
      'Appointments, a street that was waiting for it, only good outcomes recorded. Or a way that others could learn.',
  },
  'far-from-door': {
    question: 'Where were you when you recorded these doors?',
    innocent:
      'Recorded later in the car, an entrance elsewhere, a wrong place on the map, a phone that knew its place badly among tall blocks.',
  },
  'same-minute': {
    question: 'Why are so many visits at the same minute of the hour?',
    innocent: 'Recorded once an hour from a notebook, booked visits on the hour.',
  },
}

const factOf = ({ visits, of, usual }: VisitQuestion): string =>
  `${wholeNumber(visits)} of ${count(of, 'visit')}, ${percent(visits / of)}. Up to ${percent(usual)} is usual, and chance alone gives so many less than once in a thousand.`

/** What sergeants may ask officers about their visits: questions, never accusations. */
export const answers: Answers = ({ database, clock }) => {
  const read = (request: FastifyRequest) =>
    readPage(database, request, 'questions about visits', async (tx) => {
      const list = questionsOf(await visitsTold(tx, clock()))
      return {
        list,
        nameOf: await actorNames(
          tx,
          list.map(({ actor }) => actor),
        ),
      }
    })
  return {
    visitQuestions: async (request, reply) => {
      const { list, nameOf } = await read(request)
      const asked = list.filter(({ questions }) => questions.length > 0)
      return sendPage(reply, 200, 'rooms/deliver/spot-checks/visit-questions.njk', {
        room: 'Deliver',
        page: 'Spot checks',
        fewest: fewestForQuestions,
        days: daysAsked,
        looked: wholeNumber(list.length),
        officers: asked.map(({ actor, visits, questions }) => ({
          name: nameOf(actor),
          visits: wholeNumber(visits),
          questions: questions.map((each) => ({ ...words[each.code], fact: factOf(each) })),
        })),
        backHref: paths.spotChecks(),
        csvHref: paths.visitQuestionsCsv(),
      })
    },
    visitQuestionsCsv: async (request, reply) => {
      const { list, nameOf } = await read(request)
      return sendCsv(reply, 'visit-questions', [
        [
          'officer',
          'visits',
          'question',
          'visits_it_is_about',
          'of',
          'share_not_asked_about',
          'share_at_least',
        ],
        ...list.flatMap(({ actor, visits, questions }) =>
          questions.map(({ code, visits: about, of, usual, low }) => [
            nameOf(actor),
            visits,
            code,
            about,
            of,
            usual,
            low,
          ]),
        ),
      ])
    },
  }
}
