import type { FastifyReply, FastifyRequest } from 'fastify'
import { reviewStep, type ReviewStep } from '@mettrace/continuity/retention/review'
import { londonDay, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'
import { storesCountedBy } from '../stocktakes/stocktakes.ts'
import { dueOf, namesOfHands } from './exhibit-words.ts'
import { exhibitsNamed } from './named-exhibits.ts'
import { countExhibits, listExhibits, listKinds, type Listed, type ListKind } from './store-list.ts'

const listNames: Readonly<Record<ListKind, string>> = {
  here: 'What I am holding',
  due: 'Due within 30 days',
  review: 'Reviews to ask about',
  out: 'Out of the store',
  all: 'All exhibits',
}

/** Days ahead that count as due. */
const dueDays = 30

const listIn = (request: FastifyRequest): ListKind => {
  const { show } = request.query as Record<string, unknown>
  return listKinds.find((each) => each === show) ?? 'here'
}

const stepWords: Readonly<Record<ReviewStep, string>> = {
  ask: 'Ask',
  remind: 'Remind',
  escalate: 'Ask the supervisor of',
}

/** Whom to ask about a review, and how pressing that is; empty where none is due. */
const reviewInWords = ({ reviewOn, officer }: Listed, today: string): string => {
  const step = reviewOn === null ? undefined : reviewStep(reviewOn, today)
  return step ? `${stepWords[step]} ${officer ?? 'the officer in the case'}: keep, return or dispose?` : ''
}

const stateOf = ({ isHeld, heldBy, answer, seal, hand }: Listed): string =>
  [
    ...(isHeld ? [`legal hold${heldBy === null ? '' : ` by ${heldBy}`}`] : []),
    ...(answer === 'return' ? ['to return'] : answer === 'dispose' ? ['to dispose of'] : []),
    ...(seal === '' && !hand.startsWith('gone:') ? ['open'] : []),
  ].join(', ')

/** What stores hold: exhibits that are due first, and then those that nobody saw for longest. */
export const answers: Answers = ({ database, clock }) => {
  const dueBy = (): string => londonDay(new Date(clock().getTime() + dueDays * 86_400_000))
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, wanted, status }: { errors: ErrorAtField[]; wanted: string; status: number },
  ): Promise<FastifyReply> => {
    const list = listIn(request)
    const page = pageIn(request)
    const today = londonDay(clock())
    const { exhibits, counts, counting, names } = await readPage(
      database,
      request,
      'exhibits',
      async (tx) => {
        const stores = await storesCountedBy(tx, request.actor.id)
        const asked = { today, dueBy: dueBy(), without: stores.map((store) => `store:${store}`) }
        const listed = await listExhibits(tx, list, { ...asked, page })
        return {
          exhibits: listed,
          counting: stores,
          counts: await countExhibits(tx, asked),
          names: await namesOfHands(
            tx,
            listed.flatMap(({ hand, seenBy }) => [hand, seenBy]),
          ),
        }
      },
    )
    return sendPage(reply, status, 'rooms/trace/exhibits/exhibits.njk', {
      room: 'Trace',
      page: 'Exhibits',
      title: listNames[list],
      lists: listKinds.map((kind) => ({
        href: paths.exhibits({ show: kind }),
        text: `${listNames[kind]} (${counts[kind]})`,
        isShown: kind === list,
      })),
      counting,
      exhibits: exhibits.map((each) => {
        const due = dueOf(each)
        return {
          href: paths.exhibit({ id: each.id }),
          id: each.id,
          reference: each.reference,
          description: each.description,
          of: [each.crime, each.custody].filter((of) => of !== null).join(', '),
          where: names.hand(each.hand) + (each.shelf === null ? '' : `, shelf ${each.shelf}`),
          seal: each.seal,
          state: stateOf(each),
          review: reviewInWords(each, today),
          due: due && { words: due.words, isOver: due.day < today },
          seen: `${timeInWords(each.seenAt)}, ${names.actor(each.seenBy)}`,
        }
      }),
      pages: pagesOf(
        { page, rows: exhibits.length, total: exhibits[0]?.total ?? 0 },
        'Pages of exhibits',
        (to) => paths.exhibits({ show: list, page: String(to) }),
      ),
      csvHref: paths.exhibitsCsv({ show: list, ...(page > 1 && { page: String(page) }) }),
      errors,
      wanted,
    })
  }
  return {
    exhibits: (request, reply) => show(request, reply, { errors: [], wanted: '', status: 200 }),
    exhibitsCsv: async (request, reply) => {
      const list = listIn(request)
      const { exhibits, names } = await readPage(database, request, 'exhibits', async (tx) => {
        const stores = await storesCountedBy(tx, request.actor.id)
        const listed = await listExhibits(tx, list, {
          today: londonDay(clock()),
          dueBy: dueBy(),
          without: stores.map((store) => `store:${store}`),
          page: pageIn(request),
        })
        return {
          exhibits: listed,
          names: await namesOfHands(
            tx,
            listed.flatMap(({ hand, seenBy }) => [hand, seenBy]),
          ),
        }
      })
      return sendCsv(reply, 'exhibits', [
        [
          'reference',
          'description',
          'crime',
          'custody',
          'hand',
          'shelf',
          'seal',
          'due',
          'review',
          'held_by',
          'last_seen',
          'seen_by',
        ],
        ...exhibits.map((each) => [
          each.reference,
          each.description,
          each.crime,
          each.custody,
          names.hand(each.hand),
          each.shelf,
          each.seal,
          dueOf(each)?.day ?? null,
          reviewInWords(each, londonDay(clock())) || null,
          each.heldBy,
          each.seenAt.toISOString(),
          names.actor(each.seenBy),
        ]),
      ])
    },
    findExhibit: async (request, reply) => {
      const wanted = textOf(sentForm(request.body), 'wanted')
      const { exhibits, errors } = await readPage(database, request, 'find an exhibit', (tx) =>
        exhibitsNamed(tx, wanted, 'wanted'),
      )
      const [found] = exhibits
      if (found && errors.length === 0) return reply.redirect(paths.exhibit({ id: found.id }), 303)
      return show(request, reply, { errors, wanted, status: 400 })
    },
  }
}
