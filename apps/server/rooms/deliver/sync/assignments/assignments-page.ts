import type { FastifyReply, FastifyRequest } from 'fastify'
import { allows } from '../../../../foundation/access/may.ts'
import { actorNames } from '../../../../foundation/actor-names.ts'
import { dayInWords, londonDay, timeInWords } from '../../../../foundation/days.ts'
import { sendPage } from '../../../../foundation/layout/views.ts'
import { idIn } from '../../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../../foundation/page/kept-names.ts'
import { pageIn, sendCsv } from '../../../../foundation/page/lists.ts'
import { readPage } from '../../../../foundation/page/page.ts'
import { pagesOf } from '../../../../foundation/page/pages.ts'
import { actFrom, sentForm, textOf, wordsOf } from '../../../../foundation/page/sent-form.ts'
import { accountOfPerson } from '../../../../foundation/person-account.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { wholeNumber } from '../../../../foundation/words/figures.ts'
import { streetsOfWard, wardsOfActor } from '../../../../places/known-homes.ts'
import { wardsInWords } from '../../../../places/place-names.ts'
import { phoneAppPaths } from '../../../../phone-app/paths.ts'
import { deliverPaths as paths } from '../../paths.ts'
import { assignmentForm, checkedForm, type AssignmentForm } from './assignment-form.ts'
import { assignments, endAssignment, type Assignment } from './assignments.ts'
import { makeAssignment } from './make-assignment.ts'

const named = async (tx: Transaction, page?: number) => {
  const list = await assignments(tx, page)
  const actors = list.flatMap(({ person, actor, endedBy }) => [accountOfPerson(person), actor, endedBy])
  return { list, nameOf: await actorNames(tx, actors) }
}

const stateOf = ({ fromDay, untilDay, endedAt }: Assignment, today: string): 'now' | 'later' | 'over' => {
  if (endedAt !== null || (untilDay !== null && untilDay < today)) return 'over'
  return fromDay > today ? 'later' : 'now'
}

/** What a page for choosing streets begins with. */
type Choosing = { ward: string; errors: ErrorAtField[]; values: AssignmentForm }

/** Which homes are whose, and the form by which a sergeant gives streets to an officer. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { ward: asked, errors, values }: Choosing,
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const today = londonDay(clock())
    const mayMake = allows(request.actor.role, { verb: 'add', kind: 'assignment' })
    const { list, nameOf, wards, ward, streets, wardName } = await readPage(
      database,
      request,
      'assignments',
      async (tx) => {
        const all = mayMake ? await wardsOfActor(tx) : []
        const chosen = all.includes(asked) ? asked : (all[0] ?? '')
        const found = await named(tx, page)
        return {
          ...found,
          wards: all,
          ward: chosen,
          streets: mayMake ? await streetsOfWard(tx, chosen) : [],
          wardName: await wardsInWords(tx, [...all, ...found.list.map((each) => each.ward)]),
        }
      },
    )
    const status = errors.length > 0 ? 400 : 200
    return sendPage(reply, status, 'rooms/deliver/sync/assignments/assignments.njk', {
      room: 'Deliver',
      page: 'Assignments',
      // Whoever walks rounds finds the app here.
      appHref: allows(request.actor.role, { verb: 'add', kind: 'phone_event' })
        ? phoneAppPaths.app()
        : undefined,
      assignments: list.map((each) => ({
        name: each.name,
        officer: nameOf(accountOfPerson(each.person)),
        ward: wardName(each.ward),
        streets: each.streets.join(', '),
        from: dayInWords(each.fromDay),
        until: each.untilDay === null ? 'no last day' : dayInWords(each.untilDay),
        homes: wholeNumber(each.homes),
        visited: wholeNumber(each.visited),
        state: stateOf(each, today),
        ended:
          each.endedAt === null
            ? undefined
            : `Ended ${timeInWords(each.endedAt)} by ${nameOf(each.endedBy ?? '')}. Reason: ${each.why}`,
        endHref: paths.endAssignment({ id: each.id }),
        reasonId: `reason-${each.id}`,
      })),
      pages: pagesOf(
        { page, rows: list.length, total: list[0]?.total ?? 0 },
        'Pages of assignments',
        (to) => `${paths.assignments()}?page=${to}`,
      ),
      csvHref: paths.assignmentsCsv(),
      mayMake,
      ward,
      wardText: wardName(ward),
      wardItems: wards.map((code) => ({ value: code, text: wardName(code), selected: code === ward })),
      streetItems: streets.map(({ street, homes }) => ({
        value: street,
        text: `${street}, ${homes === 1 ? '1 home' : `${wholeNumber(homes)} homes`}`,
        checked: values.streets.includes(street),
      })),
      act: uuidv7(),
      errors,
      values: { ...values, from: values.from || today },
    })
  }
  const fresh = assignmentForm({})

  return {
    assignments: (request, reply) => {
      const { ward = '' } = request.query as { ward?: string }
      return show(request, reply, { ward, errors: [], values: fresh })
    },
    assignmentsCsv: async (request, reply) => {
      const { list, nameOf } = await readPage(database, request, 'assignments', (tx) => named(tx))
      return sendCsv(reply, 'assignments', [
        [
          'assignment',
          'officer',
          'ward',
          'streets',
          'from',
          'until',
          'homes',
          'homes_visited',
          'made_by',
          'ended_at',
          'ended_by',
          'reason',
        ],
        ...list.map((each) => [
          each.name,
          nameOf(accountOfPerson(each.person)),
          each.ward,
          each.streets.join('; '),
          each.fromDay,
          each.untilDay,
          each.homes,
          each.visited,
          nameOf(each.actor),
          each.endedAt?.toISOString() ?? null,
          each.endedBy === null ? null : nameOf(each.endedBy),
          each.why,
        ]),
      ])
    },
    makeAssignment: async (request, reply) => {
      const sent = sentForm(request.body)
      const form = assignmentForm(sent)
      const done = await database.withActor(request.actor, 'give streets to an officer', async (tx) => {
        const offered = await streetsOfWard(tx, form.ward)
        const checked = await checkedForm(
          tx,
          sent,
          offered.map(({ street }) => street),
        )
        if (checked.errors.length > 0) return checked
        const { name, ward, streets, from, until } = form
        await makeAssignment(tx, request.actor.id, {
          id: actFrom(sent),
          person: checked.person,
          name,
          ward,
          streets,
          fromDay: from,
          untilDay: until === '' ? null : until,
        })
        return checked
      })
      const { errors, choices } = done
      if (errors.length > 0)
        return show(request, reply, { ward: form.ward, errors, values: { ...form, choices } })
      return reply.redirect(paths.assignments(), 303)
    },
    endAssignment: async (request, reply) => {
      const sent = sentForm(request.body)
      const { words, errors } = wordsOf(
        sent,
        'reason',
        'Enter why the assignment ends',
        `reason-${idIn(request)}`,
      )
      if (errors.length > 0)
        return show(request, reply, { ward: textOf(sent, 'ward'), errors, values: fresh })
      await database.withActor(request.actor, 'end an assignment', (tx) =>
        endAssignment(tx, request.actor.id, idIn(request), { at: clock(), reason: words }),
      )
      return reply.redirect(paths.assignments(), 303)
    },
  }
}
