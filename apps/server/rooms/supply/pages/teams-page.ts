import type { FastifyReply, FastifyRequest } from 'fastify'
import { londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { allows } from '../../../foundation/access/may.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import { placesToPost, type PlaceChoice } from '../../../places/place-names.ts'
import { teamFaults, teamForm, type TeamForm } from '../acts/new-team.ts'
import { actFrom, sentForm } from '../../../foundation/page/sent-form.ts'
import { makeTeam, ownPlaces, teams } from '../acts/teams.ts'
import { supplyPaths as paths } from '../paths.ts'

const nameIn = (places: readonly PlaceChoice[], code: string | null): string =>
  places.find((each) => each.code === code)?.name ?? code ?? 'all of the BCU'

/** Teams of a BCU, and the form that makes one. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: ErrorAtField[],
    values: TeamForm,
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const mayMake = allows(request.actor.role, { verb: 'add', kind: 'team' })
    const { list, wards, bcus, own } = await readPage(database, request, 'teams', async (tx) => ({
      list: await teams(tx, londonDay(clock()), page),
      wards: await placesToPost(tx, 'ward'),
      bcus: await placesToPost(tx, 'bcu'),
      own: mayMake ? await ownPlaces(tx) : [],
    }))
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/supply/views/teams.njk', {
      room: 'Supply',
      page: 'Teams',
      teams: list.map(({ id, name, ward, bcu, members }) => ({
        href: paths.team({ id }),
        name,
        bcu: nameIn(bcus, bcu),
        ward: nameIn(wards, ward),
        members: wholeNumber(members),
      })),
      pages: pagesOf(
        { page, rows: list.length, total: list[0]?.total ?? 0 },
        'Pages of teams',
        (to) => `${paths.teams()}?page=${to}`,
      ),
      csvHref: paths.teamsCsv(),
      mayMake,
      bcuItems: own.map((code) => ({
        value: code,
        text: nameIn(bcus, code),
        selected: code === values.bcu,
      })),
      wardItems: [
        { value: '', text: 'All of the BCU' },
        ...wards.map(({ code, name }) => ({ value: code, text: name, selected: code === values.ward })),
      ],
      act: uuidv7(),
      errors,
      values,
    })
  }

  return {
    teams: (request, reply) => show(request, reply, [], { name: '', ward: '', bcu: '' }),
    teamsCsv: async (request, reply) => {
      const list = await readPage(database, request, 'teams', (tx) => teams(tx, londonDay(clock())))
      return sendCsv(reply, 'teams', [
        ['team', 'bcu', 'ward', 'members_today'],
        ...list.map(({ name, bcu, ward, members }) => [name, bcu, ward, members]),
      ])
    },
    makeTeam: async (request, reply) => {
      const sent = sentForm(request.body)
      const [id, form] = [actFrom(sent), teamForm(sent)]
      const errors = await database.withActor(request.actor, 'make a team', async (tx) => {
        const wards = (await placesToPost(tx, 'ward')).map(({ code }) => code)
        const faults = teamFaults(form, wards, await ownPlaces(tx))
        if (faults.length > 0) return faults
        const { name, ward, bcu } = form
        const made = await makeTeam(tx, request.actor.id, { id, name, ward: ward === '' ? null : ward, bcu })
        return made
          ? []
          : [{ text: `Another team has the name “${name}”. Enter a different name`, href: '#name' }]
      })
      if (errors.length > 0) return show(request, reply, errors, form)
      return reply.redirect(paths.team({ id }), 303)
    },
  }
}
