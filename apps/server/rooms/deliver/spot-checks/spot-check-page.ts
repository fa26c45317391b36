import type { FastifyReply, FastifyRequest } from 'fastify'
import { allows } from '../../../foundation/access/may.ts'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { rowsOnPage } from '../../../foundation/page/pages.ts'
import { sentForm, textOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import { accountOfPerson } from '../../../foundation/person-account.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import { areasInWords, bcusInWords } from '../../../places/place-names.ts'
import { addressOf, homesOfIds, postcodeText } from '../../../places/register.ts'
import { deliverPaths as paths } from '../paths.ts'
import {
  againstInWords,
  intervalInWords,
  lotInWords,
  nineteenDoors,
  reportedInWords,
  wholePercent,
  wishInWords,
} from './check-words.ts'
import { countsOfCheck } from './counts.ts'
import { drawCheck } from './draw-check.ts'
import { endCheck } from './end-check.ts'
import { foundWords, isFound } from './findings.ts'
import { resultOf, type SpotCheckCounts, type Stratum } from './results.ts'
import { wishOf } from './wishes.ts'
import { doorsOfCheck, spotCheckOf, type ResultDoor } from './spot-checks.ts'

const foundInWords = (found: string): string => (isFound(found) ? foundWords[found] : found)

const rowOf = (name: string, stratum: Stratum) => ({
  name,
  cells: [
    stratum.homes,
    stratum.drawn,
    stratum.marked,
    stratum.notMarked,
    stratum.nothing,
    stratum.refused,
    stratum.noAnswer,
  ].map(wholeNumber),
})

/** What a closed check came to, as its page shows it. */
const shownResult = (counts: SpotCheckCounts) => {
  const result = resultOf(counts)
  const { verified, agreement, unanswered, lot } = result
  const homes = counts.reported.homes + counts.others.homes
  const doors = counts.reported.drawn + counts.others.drawn
  return {
    reported: percent(result.reportedShare),
    ofHomes: `${wholeNumber(counts.reported.homes)} of ${count(homes, 'home')} on ${dayInWords(counts.drawnOn)}`,
    verified: verified ? percent(verified.share) : 'not known',
    interval: verified ? `exact 95% interval ${intervalInWords(verified)}` : 'no door to tell it by',
    against: againstInWords(result.against, verified, counts.target),
    agreement: agreement ? percent(agreement.agreement) : 'not known',
    kappa:
      agreement?.kappa == null
        ? 'kappa not known'
        : `kappa ${agreement.kappa.toFixed(2)}${agreement.kappaInterval ? `, ${agreement.kappaInterval.low.toFixed(2)} to ${agreement.kappaInterval.high.toFixed(2)}` : ''}`,
    unanswered: wholeNumber(unanswered),
    ofDoors: `of ${count(doors, 'door')}`,
    hasUnanswered: unanswered > 0,
    lot: lot && lotInWords(lot, counts.target),
    rows: [rowOf('Reported protected', counts.reported), rowOf('Other homes', counts.others)],
  }
}

/** Whether a check found other than was reported; where nobody could look it found nothing. */
const differs = ({ isReported, found }: ResultDoor): boolean =>
  isReported ? found === 'not marked' || found === 'nothing' : found === 'marked'

const addressesOf = async (tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> => {
  const found = new Map<string, string>()
  for (let from = 0; from < ids.length; from += rowsOnPage)
    for (const home of await homesOfIds(tx, ids.slice(from, from + rowsOnPage)))
      found.set(home.id, `${addressOf(home)}, ${postcodeText(home.postcode)}`)
  return found
}

const doorsWithAddress = async (tx: Transaction, id: string | undefined) => {
  const doors = await doorsOfCheck(tx, id)
  const address = await addressesOf(
    tx,
    doors.map(({ home }) => home),
  )
  return { doors, addressOfHome: (home: string): string => address.get(home) ?? 'not known' }
}

/** Doors that a sergeant has to ask about: on the page as many as a page has; the file holds all. */
const differing = async (tx: Transaction, id: string) => {
  const doors = await doorsOfCheck(tx, id)
  const wrong = doors.filter(differs)
  const shown = wrong.slice(0, rowsOnPage)
  const address = await addressesOf(
    tx,
    shown.map(({ home }) => home),
  )
  return {
    total: wrong.length,
    lines: shown.map((each) => ({
      address: address.get(each.home) ?? 'not known',
      href: paths.home({ id: each.home }),
      reported: reportedInWords(each.state),
      found: foundInWords(each.found),
      at: timeInWords(each.at),
    })),
  }
}

/** One spot check for whoever leads: how far it is, and once it is closed what it came to. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: ErrorAtField[] = [],
  ): Promise<FastifyReply> => {
    const { role } = request.actor
    const readsDoors = allows(role, { verb: 'read', kind: 'spot_door' })
    const readsHomes = readsDoors && allows(role, { verb: 'read', kind: 'home' })
    const { check, counts, differences, nameOf, areaName, bcuName } = await readPage(
      database,
      request,
      'a spot check',
      async (tx) => {
        const found = await spotCheckOf(tx, idIn(request))
        return {
          check: found,
          counts: found.how === 'closed' ? await countsOfCheck(tx, found.id) : null,
          differences: readsHomes && found.how === 'closed' ? await differing(tx, found.id) : undefined,
          nameOf: await actorNames(tx, [
            ...found.checkers.map(accountOfPerson),
            found.orderedBy,
            found.endedBy,
          ]),
          areaName: await areasInWords(tx, [found.area]),
          bcuName: await bcusInWords(tx, found.bcus),
        }
      },
    )
    const checkers = check.checkers.map((person) => nameOf(accountOfPerson(person)))
    const together = [...new Set(checkers)]
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/deliver/spot-checks/spot-check.njk', {
      room: 'Deliver',
      page: 'Spot checks',
      area: areaName(check.area),
      checker: together.join(' and '),
      areMany: together.length > 1,
      sides:
        check.bcus.length > 1
          ? check.bcus.map((bcu, at) => ({ bcu: bcuName(bcu), checker: checkers[at] }))
          : undefined,
      ordered: `${timeInWords(check.orderedAt)} by ${nameOf(check.orderedBy)}`,
      target: wholePercent(check.target),
      wish: wishInWords(wishOf(check), check.target),
      doors: count(check.doors, 'door'),
      drawn: check.drawnAt && timeInWords(check.drawnAt),
      seed: check.seed,
      head: check.head === null ? undefined : count(check.head, 'entry', 'entries'),
      ended:
        check.endedAt &&
        `${check.how === 'closed' ? 'Closed' : 'Abandoned'} ${timeInWords(check.endedAt)} by ${nameOf(check.endedBy ?? '')}`,
      how: check.how,
      reason: check.reason,
      progress: {
        visited: wholeNumber(check.visited),
        unanswered: wholeNumber(check.unanswered),
        isOne: check.doors === 1,
        isWhole: check.doors > 0 && check.visited >= check.doors,
      },
      result: counts && shownResult(counts),
      differences,
      nineteen: nineteenDoors(),
      leads: check.isLed && check.how === null,
      waitsForLead: !check.isLed && check.bcus.length > 1 && check.how === null,
      drawHref: paths.drawSpotCheck({ id: check.id }),
      endHref: paths.endSpotCheck({ id: check.id }),
      csvHref: readsDoors && check.how === 'closed' ? paths.spotCheckCsv({ id: check.id }) : undefined,
      errors,
    })
  }
  return {
    spotCheck: (request, reply) => show(request, reply),
    spotCheckCsv: async (request, reply) => {
      const { doors, addressOfHome } = await readPage(
        database,
        request,
        'doors of a spot check',
        async (tx) => {
          const check = await spotCheckOf(tx, idIn(request))
          return doorsWithAddress(tx, check.id)
        },
      )
      return sendCsv(reply, 'spot-check-doors', [
        ['door', 'home', 'address', 'reported', 'found', 'findings', 'last_found_at'],
        ...doors.map((each) => [
          each.turn,
          each.home,
          addressOfHome(each.home),
          each.state,
          each.found,
          each.tries,
          each.at.toISOString(),
        ]),
      ])
    },
    drawSpotCheck: async (request, reply) => {
      const id = idIn(request)
      const isDrawn = await database.withActor(request.actor, 'draw the doors of a spot check', (tx) =>
        drawCheck(tx, request.actor.id, id, clock()),
      )
      if (!isDrawn)
        return show(request, reply, [
          { text: 'The log has not been signed since the order. Try again in ten seconds', href: '#draw' },
        ])
      return reply.redirect(paths.spotCheck({ id: id! }), 303)
    },
    endSpotCheck: async (request, reply) => {
      const id = idIn(request)
      const sent = sentForm(request.body)
      const isAbandoned = textOf(sent, 'form') === 'abandon'
      const { words, errors } = isAbandoned
        ? wordsOf(sent, 'reason', 'Enter why the check is abandoned')
        : { words: null, errors: [] }
      if (errors.length > 0) return show(request, reply, errors)
      try {
        await database.withActor(request.actor, 'end a spot check', (tx) =>
          endCheck(tx, request.actor.id, id, words),
        )
      } catch (error) {
        if (!(error instanceof MetTraceError) || error.where.about !== 'close') throw error
        return show(request, reply, [{ text: error.message, href: '#close' }])
      }
      return reply.redirect(paths.spotCheck({ id: id! }), 303)
    },
  }
}
