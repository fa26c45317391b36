import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf, wordsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { count } from '../../../foundation/words/figures.ts'
import { tracePaths as paths } from '../paths.ts'
import { keepAfter, type AfterFact } from './after.ts'
import { afterChoices, afterFields, afterFrom } from './after-form.ts'
import { likelyEnough, reviewTrace, traceById, type Trace, type TracedKit } from './asked.ts'
import type { TracedHome } from './homes-of-kits.ts'
import { lastBefore, type PastEvent } from './kit-past.ts'
import { homeReasons, occupierReasons } from './occupier-words.ts'
import { readTrace, type KitTrace } from './read-trace.ts'
import { chanceInWords, fitInWords, readingInWords } from './reading-words.ts'
import { readingOfTrace } from './readings.ts'
import { theftInWords } from './theft-words.ts'

/** The kit that is looked into: the one that is asked for, or the likeliest where it is likely enough. */
const intoOf = ({ kits }: Trace, wanted: string): TracedKit[] => {
  const found = kits.find(({ serial }) => serial === wanted)
  if (found) return [found]
  return kits.filter(({ posterior }) => posterior > likelyEnough).slice(0, 1)
}

const headingOf = ({ kind, kits }: Trace, [one]: readonly KitTrace[]): string => {
  if (kits.length === 0)
    return kind === 'partial' ? 'No kit of ours could have given this' : 'No kit of ours has this code'
  if (!one) return `${count(kits.length, 'kit')} could have given this, and none is likely enough`
  const there = one.homes.filter(({ when }) => when !== 'after')
  if (there.length === 0) return `Kit ${one.kit.serial}, which no home had by then`
  if (there.length > 1) return `${there.length} homes had the kit`
  if (kind !== 'partial') return `One home had the kit: ${there[0]!.address}`
  return one.kit.posterior > likelyEnough
    ? `One home fits best: ${there[0]!.address}`
    : `One of ${count(kits.length, 'kit')} that could have given this: ${there[0]!.address}`
}

const whereOn = (past: readonly PastEvent[], onDay: string, name: (actor: string) => string): string => {
  const last = lastBefore(past, (at) => londonDay(at) <= onDay)
  if (!last) return 'not known'
  if (last.home !== null) return `a home${last.ward === null ? '' : ` in ${last.ward}`}`
  return name(last.holder ?? '')
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

const shownPast = ({ past, homes }: KitTrace, name: (actor: string) => string) => {
  const address = new Map(homes.map(({ home, address: words }) => [home, words]))
  return past.map(({ at, kind, holder, home, ward, disputed, refused, reason, actor }) => ({
    at: timeInWords(at),
    kind: disputed ? `${kind} (disputed)` : refused ? `${kind} (told, and refused)` : kind,
    holder: holder === null ? (home === null ? '–' : (address.get(home) ?? 'another home')) : name(holder),
    ward: ward ?? '–',
    reason: reason ?? '',
    by: actor === null ? 'the household' : name(actor),
  }))
}

/** What a trace led to: homes, who lived there then, the kit's life, and the questions of planting with their answers. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    {
      names = false,
      sent = {},
      errors = [],
      status = 200,
    }: { names?: boolean; sent?: SentForm; errors?: ErrorAtField[]; status?: number },
  ): Promise<FastifyReply> => {
    const wanted = textOf(sent, 'kit') || textOf(sentForm(request.query), 'kit')
    const { trace, reading, into, read } = await readPage(
      database,
      request,
      names ? 'names of a trace' : 'a trace',
      async (tx) => {
        const one = await traceById(tx, idIn(request))
        const meant = intoOf(one, wanted)
        return {
          trace: one,
          reading: one.kind === 'partial' ? await readingOfTrace(tx, one.id) : undefined,
          into: meant,
          read: await readTrace(tx, one, { into: meant, names }),
        }
      },
    )
    const { traced, exhibit, name } = read
    const [one] = traced
    const homes = one?.homes ?? []
    const stolen = one ? theftInWords(one.past, trace) : null
    const theft = stolen === null ? null : `${stolen} Both belong in the statement.`
    const today = londonDay(clock())
    const here = paths.traced({ id: trace.id })
    const people = homes.flatMap(({ occupiers }) => occupiers)
    /** The kit where there are several, and the owner by name where names are shown. */
    const ofWhom = ({ kit, resident }: AfterFact): string[] => [
      ...(trace.kits.length > 1 ? trace.kits.flatMap((each) => (each.kit === kit ? [each.serial] : [])) : []),
      ...people.flatMap((each) => (each.resident === resident && each.name !== null ? [each.name] : [])),
    ]
    return sendPage(reply, status, 'rooms/trace/traces/traced.njk', {
      room: 'Trace',
      page: 'Trace a code',
      heading: headingOf(trace, traced),
      id: trace.id,
      asked: [
        trace.case === null ? 'No case named' : `Case ${trace.case}`,
        `asked ${timeInWords(trace.at)} by ${name(trace.actor)}`,
        trace.purpose === null ? 'no purpose named' : `purpose: ${trace.purpose}`,
        ...(trace.urgent ? ['urgent'] : []),
        ...(exhibit ? [`exhibit ${exhibit.reference}`] : []),
      ].join(' · '),
      onDay: dayInWords(trace.onDay),
      isMiss: trace.kits.length === 0,
      isPartial: trace.kind === 'partial',
      serial: one?.kit.serial,
      reading: reading && readingInWords(reading, trace.fitting),
      candidates:
        trace.kind === 'partial'
          ? trace.kits.map((kit) => ({
              serial: kit.serial,
              href: `${here}?kit=${encodeURIComponent(kit.serial)}`,
              isShown: into.includes(kit),
              where: whereOn(
                read.past.filter((each) => each.kit === kit.kit),
                trace.onDay,
                name,
              ),
              chance: chanceInWords(kit.posterior),
              bar: (kit.posterior * 110).toFixed(1),
              why: fitInWords(kit),
            }))
          : [],
      left: reading &&
        reading.leftKits > 0 && {
          kits: count(reading.leftKits, 'other kit'),
          chance: chanceInWords(reading.leftPosterior),
        },
      unknown: reading && chanceInWords(reading.unknownPosterior),
      theft,
      homes: homes.map((each) => shownHome(each, trace.onDay, today)),
      hasPeople: homes.some(({ occupiers }) => occupiers.some(({ erasedAt }) => erasedAt === null)),
      names,
      namesHref: `${paths.tracedNames({ id: trace.id })}${one ? `?kit=${encodeURIComponent(one.kit.serial)}` : ''}`,
      questions: one?.questions ?? [],
      past: one ? shownPast(one, name) : [],
      after: {
        href: paths.afterTrace({ id: trace.id }),
        letterHref: paths.ownerLetter({ id: trace.id }),
        act: uuidv7(),
        deed: textOf(sent, 'deed'),
        values: Object.fromEntries(afterFields.map((field) => [field, textOf(sent, field)])),
        resident: textOf(sent, 'resident'),
        facts: read.after.map(
          (fact) =>
            `${timeInWords(fact.at)}: ${[...ofWhom(fact), fact.what].join(', ')} (${name(fact.actor)})`,
        ),
        kit: one?.kit.kit,
        owners: names
          ? homes.flatMap(({ occupiers }) =>
              occupiers.flatMap((each) =>
                each.name === null ? [] : [{ value: each.resident, text: each.name }],
              ),
            )
          : [],
        hasCase: trace.case !== null,
        choices: afterChoices,
      },
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
    afterTrace: async (request, reply) => {
      const sent = sentForm(request.body)
      const { act, errors } = afterFrom(sent, londonDay(clock()))
      // Whoever chose an owner by name sees the names again.
      const names = textOf(sent, 'resident') !== ''
      if (!act) return show(request, reply, { errors, sent, names, status: 400 })
      await database.withActor(request.actor, 'after a trace', async (tx) =>
        keepAfter(tx, request.actor.id, actFrom(sent), await traceById(tx, idIn(request)), act),
      )
      return reply.redirect(paths.traced({ id: idIn(request) ?? '' }), 303)
    },
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
