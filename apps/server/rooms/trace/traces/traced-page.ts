import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { actorNames } from '../../../foundation/actor-names.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { exhibitsById } from '../exhibits/positions.ts'
import { tracePaths as paths } from '../paths.ts'
import { reasonOf, reviewTrace, traceById, type Trace } from './asked.ts'
import { homesOfKits, type TracedHome } from './homes-of-kits.ts'
import { pastOfKits, theftIn, type PastEvent } from './kit-past.ts'
import { homeReasons, occupierReasons } from './occupier-words.ts'
import { answeredQuestions, askForQuestions } from './questions.ts'

const readTrace = async (tx: Transaction, id: string | undefined, names: boolean) => {
  const trace = await traceById(tx, id)
  const reason = reasonOf(trace)
  const kits = trace.kits.map(({ kit }) => kit)
  const homes = await homesOfKits(tx, kits, { onDay: trace.onDay, reason, names })
  const past = await pastOfKits(tx, kits, reason)
  const [exhibit] = trace.exhibit === null ? [] : await exhibitsById(tx, [trace.exhibit])
  const asked = await askForQuestions(tx, { homes, onDay: trace.onDay, exhibit, reason })
  const name = await actorNames(tx, [
    trace.actor,
    trace.reviewedBy,
    ...past.flatMap(({ actor, holder }) => [actor, holder]),
    ...asked.nearby.flatMap(({ people }) => people ?? []),
    ...(asked.exhibit?.near.people ?? []),
  ])
  return { trace, homes, past, exhibit, asked, name }
}

type Read = Awaited<ReturnType<typeof readTrace>>

const headingOf = ({ trace, homes }: Read): string => {
  if (trace.kits.length === 0) return 'No kit of ours has this code'
  const there = homes.filter(({ when }) => when !== 'after')
  if (there.length === 0) return 'A kit of ours, that no home had by then'
  return there.length === 1
    ? `One home had the kit: ${there[0]!.address}`
    : `${there.length} homes had the kit`
}

const shownHome = (home: TracedHome, onDay: string, today: string) => ({
  title: `${home.address}, ${home.postcode}`,
  registeredAs: home.registeredAs,
  serial: home.serial,
  isAfter: home.when === 'after',
  reasons: homeReasons(home, onDay),
  occupiers: home.occupiers.map((each, at) => ({
    who: each.name ?? (each.erasedAt === null ? `Occupier ${at + 1}` : 'Erased'),
    contact: each.contact,
    from: dayInWords(each.fromDay),
    to: each.lastDay === null ? 'now' : dayInWords(each.lastDay),
    reasons: occupierReasons(each, home, today),
  })),
})

const shownPast = (past: readonly PastEvent[], { homes, name }: Read) => {
  const address = new Map(homes.map(({ home, address: words }) => [home, words]))
  return past.map(({ at, kind, holder, home, ward, disputed, reason, actor }) => ({
    at: timeInWords(at),
    kind: disputed ? `${kind} (disputed)` : kind,
    holder: holder === null ? (home === null ? '–' : (address.get(home) ?? 'another home')) : name(holder),
    ward: ward ?? '–',
    reason: reason ?? '',
    by: actor === null ? 'the household' : name(actor),
  }))
}

const theftWords = (past: readonly PastEvent[], { onDay }: Trace): string | null => {
  const theft = theftIn(past)
  if (!theft) return null
  const day = londonDay(theft.at)
  return `Stolen first, owner second: this kit was reported stolen on ${dayInWords(day)}, ${day <= onDay ? 'before or on the day of the offence' : 'after the day of the offence'}. A mark can come from whoever took it. Both belong in the statement.`
}

/** What a trace led to: homes, who lived there then, the kit's life, and the questions of planting with their answers. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    {
      names = false,
      errors = [],
      status = 200,
    }: { names?: boolean; errors?: ErrorAtField[]; status?: number },
  ): Promise<FastifyReply> => {
    const read = await readPage(database, request, names ? 'names of a trace' : 'a trace', (tx) =>
      readTrace(tx, idIn(request), names),
    )
    const { trace, homes, past, exhibit, asked, name } = read
    const today = londonDay(clock())
    const home = homes.find(({ when }) => when !== 'after')
    return sendPage(reply, status, 'rooms/trace/traces/traced.njk', {
      room: 'Trace',
      page: 'Trace a code',
      heading: headingOf(read),
      id: trace.id,
      asked: [
        trace.case === null ? 'No case named' : `Case ${trace.case}`,
        `asked ${timeInWords(trace.at)} by ${name(trace.actor)}`,
        trace.purpose === null ? 'no purpose named' : `purpose: ${trace.purpose}`,
        ...(trace.urgent ? ['urgent'] : []),
        ...(exhibit ? [`exhibit ${exhibit.reference}`] : []),
      ].join(' · '),
      onDay: dayInWords(trace.onDay),
      serials: [...new Set(homes.map(({ serial }) => serial))],
      isMiss: trace.kits.length === 0,
      theft: theftWords(past, trace),
      homes: homes.map((each) => shownHome(each, trace.onDay, today)),
      people: count(
        homes.reduce((sum, { occupiers }) => sum + occupiers.length, 0),
        'person',
        'people',
      ),
      hasPeople: homes.some(({ occupiers }) => occupiers.some(({ erasedAt }) => erasedAt === null)),
      names,
      questions: answeredQuestions({
        home,
        onDay: trace.onDay,
        past,
        wasAtHome: null,
        name,
        ...asked,
      }),
      past: shownPast(past, read),
      review: trace.urgent && {
        done:
          trace.wasNeeded !== null && trace.reviewedBy !== null
            ? `${name(trace.reviewedBy)} found that it was ${trace.wasNeeded ? '' : 'not '}needed: ${trace.reviewReason ?? ''}`
            : null,
        isMine: trace.actor === request.actor.id,
      },
      errors,
    })
  }
  return {
    traced: (request, reply) => show(request, reply, {}),
    tracedNames: (request, reply) => show(request, reply, { names: true }),
    reviewTrace: async (request, reply) => {
      const sent = sentForm(request.body)
      const needed = textOf(sent, 'needed')
      const { words, errors } = wordsOf(sent, 'reason', 'Enter what you found')
      if (needed !== 'yes' && needed !== 'no')
        errors.unshift({ text: 'Say whether it was needed', href: '#needed' })
      if (errors.length > 0) return show(request, reply, { errors, status: 400 })
      await database.withActor(request.actor, 'review of an urgent trace', async (tx) =>
        reviewTrace(tx, request.actor.id, await traceById(tx, idIn(request)), {
          wasNeeded: needed === 'yes',
          reason: words,
        }),
      )
      return reply.redirect(paths.traced({ id: idIn(request) ?? '' }), 303)
    },
  }
}
