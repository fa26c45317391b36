import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { accountOfPerson } from '../../../foundation/person-account.ts'
import { placesToPost } from '../../../places/place-names.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { memberForm, memberOf, type MemberForm } from '../acts/new-team.ts'
import { actFrom, sentForm } from '../../../foundation/page/sent-form.ts'
import { addMember, endMember, membersOf, teamOf, type Member, type Team } from '../acts/teams.ts'
import { supplyPaths as paths } from '../paths.ts'

type Found = { team: Team; members: Member[]; nameOf: (actor: string) => string; ward: string | undefined }

const read = async (tx: Transaction, id: string | undefined, page?: number): Promise<Found> => {
  const team = await teamOf(tx, id)
  const members = await membersOf(tx, team.id, page)
  const actors = members.flatMap(({ person, actor, endedBy }) => [accountOfPerson(person), actor, endedBy])
  const wards = team.ward === null ? [] : await placesToPost(tx, 'ward')
  return {
    team,
    members,
    nameOf: await actorNames(tx, actors),
    ward: wards.find(({ code }) => code === team.ward)?.name ?? team.ward ?? undefined,
  }
}

/** Whether somebody is in the team on a day, was, or will be. */
const stateOf = ({ fromDay, toDay, endedAt }: Member, today: string): 'now' | 'later' | 'over' => {
  if (endedAt !== null || (toDay !== null && toDay < today)) return 'over'
  return fromDay > today ? 'later' : 'now'
}

/** A team: who is and was in it by dates, and the forms that take somebody in and end it. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: ErrorAtField[] = [],
    typed?: MemberForm,
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const today = londonDay(clock())
    const { team, members, nameOf, ward } = await readPage(database, request, 'a team', (tx) =>
      read(tx, idIn(request), page),
    )
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/supply/views/team.njk', {
      room: 'Supply',
      page: 'Teams',
      team,
      ward,
      membersHref: paths.teamMembers({ id: team.id }),
      members: members.map((member) => ({
        name: nameOf(accountOfPerson(member.person)),
        from: dayInWords(member.fromDay),
        to: member.toDay === null ? '–' : dayInWords(member.toDay),
        state: stateOf(member, today),
        by: nameOf(member.actor),
        ended:
          member.endedAt === null || member.endedBy === null
            ? undefined
            : `ended by ${nameOf(member.endedBy)}, ${timeInWords(member.endedAt)}`,
        endHref: paths.endTeamMember({ id: team.id, member: member.id }),
      })),
      pages: pagesOf(
        { page, rows: members.length, total: members[0]?.total ?? 0 },
        'Pages of members',
        (to) => `${paths.team({ id: team.id })}?page=${to}`,
      ),
      csvHref: paths.teamMembersCsv({ id: team.id }),
      act: uuidv7(),
      errors,
      values: typed ?? { person: '', from: today, to: '', choices: [] },
    })
  }

  return {
    team: (request, reply) => show(request, reply),
    teamMembersCsv: async (request, reply) => {
      const { members, nameOf } = await readPage(database, request, 'a team', (tx) => read(tx, idIn(request)))
      return sendCsv(reply, 'team', [
        ['member', 'from', 'to', 'added_by', 'ended_by', 'ended_at'],
        ...members.map(({ person, fromDay, toDay, actor, endedBy, endedAt }) => [
          nameOf(accountOfPerson(person)),
          fromDay,
          toDay,
          nameOf(actor),
          endedBy === null ? null : nameOf(endedBy),
          endedAt?.toISOString() ?? null,
        ]),
      ])
    },
    addTeamMember: async (request, reply) => {
      const sent = sentForm(request.body)
      const form = memberForm(sent)
      const done = await database.withActor(request.actor, 'take somebody into a team', async (tx) => {
        const team = await teamOf(tx, idIn(request))
        const { person, errors, choices } = await memberOf(tx, sent)
        if (errors.length > 0) return { errors, choices }
        const added = await addMember(tx, request.actor.id, {
          id: actFrom(sent),
          team,
          person,
          fromDay: form.from,
          toDay: form.to === '' ? null : form.to,
        })
        return {
          errors: added ? [] : [{ text: 'They are in this team from that day already', href: '#person' }],
          choices: [],
        }
      })
      if (done.errors.length > 0)
        return show(request, reply, done.errors, Object.assign({}, form, { choices: done.choices }))
      return reply.redirect(paths.team({ id: idIn(request) ?? '' }), 303)
    },
    endTeamMember: async (request, reply) => {
      const id = await database.withActor(request.actor, 'end that somebody is in a team', async (tx) => {
        const team = await teamOf(tx, idIn(request))
        await endMember(tx, request.actor.id, {
          team,
          member: idIn(request, 'member'),
          today: londonDay(clock()),
        })
        return team.id
      })
      return reply.redirect(paths.team({ id }), 303)
    },
  }
}
