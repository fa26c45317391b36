import type { Answer, Answers } from '../foundation/room/room.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayInWords, londonDay, timeInWords } from '../foundation/days.ts'
import { allows } from '../foundation/access/may.ts'
import { personRoleNames, personRoles, type PersonRole } from '../foundation/access/roles.ts'
import { actorNames } from '../foundation/actor-names.ts'
import { sendPage } from '../foundation/layout/views.ts'
import { accountOfPerson } from '../foundation/person-account.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { idIn } from '../foundation/page/ids.ts'
import { readPage } from '../foundation/page/page.ts'
import { identityPaths } from './paths.ts'
import {
  endPosting,
  everybody,
  givePosting,
  isPersonRoleName,
  colleagueOf,
  postingsOf,
  refuseOneself,
  shutOut,
  signOutEverywhere,
  type NewPosting,
} from './people.ts'
import { placesToPost } from '../places/place-names.ts'
import { liveSessions } from './sessions.ts'
import type { SignInParts } from './sign-in-parts.ts'
import { placeInWords } from './words.ts'

type FieldError = { text: string; href: string }

/** A posting as the form asks for it, or what is wrong with the form. */
const readPosting = (
  person: string,
  raw: Record<string, unknown>,
  places: { ward: Set<string>; bcu: Set<string> },
): { posting: NewPosting } | { errors: FieldError[] } => {
  const errors: FieldError[] = []
  const role = isPersonRoleName(raw['role']) ? raw['role'] : undefined
  if (!role) errors.push({ text: 'Choose a role', href: '#role' })
  const posted = role ? personRoles[role].posted : 'force'
  const place = posted === 'force' ? '' : raw[posted]
  if (posted !== 'force' && !(typeof place === 'string' && places[posted].has(place))) {
    const text = posted === 'ward' ? 'Choose the ward to work in' : 'Choose the BCU to work in'
    errors.push({ text, href: `#${posted}` })
  }
  const from = z.iso.date().safeParse(raw['from']).data
  if (from === undefined) errors.push({ text: 'Enter the first day', href: '#from' })
  const to = raw['to'] === '' || raw['to'] === undefined ? null : z.iso.date().safeParse(raw['to']).data
  if (to === undefined) errors.push({ text: 'Enter the last day, or leave it empty', href: '#to' })
  if (from !== undefined && to && to < from) {
    errors.push({ text: 'The last day must not be before the first', href: '#to' })
  }
  if (errors.length > 0 || !role || from === undefined || to === undefined) return { errors }
  return { posting: { person, role, place: String(place), fromDay: from, toDay: to } }
}

const selectItems = (
  empty: string,
  items: readonly { value: string; text: string }[],
  chosen: unknown,
): { value: string; text: string; selected: boolean }[] =>
  [{ value: '', text: empty }, ...items].map(({ value, text }) => ({
    value,
    text,
    selected: value === chosen,
  }))

const postedWords = { force: 'the whole force', bcu: 'a BCU', ward: 'a ward' } as const
const roleText = (role: PersonRole): string =>
  `${personRoles[role].title} (${postedWords[personRoles[role].posted]})`

/** People and their postings. Nobody administers themselves. */
export const answers: Answers<SignInParts> = ({ database, clock }) => {
  const showPerson = async (
    request: FastifyRequest,
    reply: FastifyReply,
    form: { errors: FieldError[]; values: Record<string, unknown> },
  ): Promise<FastifyReply> => {
    const now = clock()
    const { actor } = request
    const found = await readPage(database, request, 'a person', async (tx) => {
      const person = await colleagueOf(tx, idIn(request))
      const postings = await postingsOf(tx, person.id, now)
      return {
        person,
        postings,
        sessions: await liveSessions(tx, person.id, now),
        nameOf: await actorNames(
          tx,
          postings.flatMap(({ givenBy, endedBy }) => [givenBy, endedBy]),
        ),
        wards: await placesToPost(tx, 'ward'),
        bcus: await placesToPost(tx, 'bcu'),
      }
    })
    const { person, nameOf } = found
    const oneself = actor.id === accountOfPerson(person.id)
    const options = (list: typeof found.wards) => list.map(({ code, name }) => ({ value: code, text: name }))
    return sendPage(reply, form.errors.length > 0 ? 400 : 200, 'identity/views/person.njk', {
      room: 'People',
      page: 'People',
      person: {
        href: identityPaths.person({ id: person.id }),
        name: person.name,
        issuer: person.issuer,
        knownSince: timeInWords(person.createdAt),
        disabledAt: person.disabledAt ? timeInWords(person.disabledAt) : undefined,
      },
      oneself,
      mayChange: !oneself && allows(actor.role, { verb: 'change', kind: 'person' }),
      postings: found.postings.map((posting) => ({
        id: posting.id,
        role: personRoles[posting.role].title,
        place: placeInWords(posting),
        from: dayInWords(posting.fromDay),
        to: posting.toDay ? dayInWords(posting.toDay) : '–',
        state: posting.state,
        givenBy: `${nameOf(posting.givenBy)}, ${timeInWords(posting.givenAt)}`,
        ended:
          posting.endedAt && posting.endedBy
            ? `ended by ${nameOf(posting.endedBy)}, ${timeInWords(posting.endedAt)}`
            : '',
      })),
      sessions: found.sessions.map(({ deviceName, begunAt, seenAt, role }) => ({
        deviceName,
        begunAt: timeInWords(begunAt),
        seenAt: timeInWords(seenAt),
        role: role ? personRoles[role].title : 'none chosen',
      })),
      errors: form.errors,
      values: { from: londonDay(now), ...form.values },
      roles: selectItems(
        'Choose a role',
        personRoleNames.map((role) => ({ value: role, text: roleText(role) })),
        form.values['role'],
      ),
      wards: selectItems('No ward', options(found.wards), form.values['ward']),
      bcus: selectItems('No BCU', options(found.bcus), form.values['bcu']),
    })
  }

  /** A button on the person's page: does it and comes back. */
  const button =
    (
      purpose: string,
      act: (tx: Transaction, person: string, request: FastifyRequest) => Promise<unknown>,
    ): Answer =>
    async (request, reply) => {
      const id = await database.withActor(request.actor, purpose, async (tx) => {
        const person = await colleagueOf(tx, idIn(request))
        await act(tx, person.id, request)
        return person.id
      })
      return reply.redirect(identityPaths.person({ id }), 303)
    }

  return {
    people: async (request, reply) => {
      const people = await readPage(database, request, 'people', (tx) => everybody(tx, clock()))
      return sendPage(reply, 200, 'identity/views/people.njk', {
        room: 'People',
        page: 'People',
        people: people.map(({ id, name, disabledAt, postings }) => ({
          name,
          href: identityPaths.person({ id }),
          state: disabledAt ? 'blocked' : postings.length === 0 ? 'waits for a posting' : '',
          postings: postings.map((posting) => ({
            role: personRoles[posting.role].title,
            place: placeInWords(posting),
          })),
        })),
      })
    },
    person: (request, reply) => showPerson(request, reply, { errors: [], values: {} }),
    givePosting: async (request, reply) => {
      const raw = (request.body ?? {}) as Record<string, unknown>
      const answer = await database.withActor(request.actor, 'new posting', async (tx) => {
        const person = await colleagueOf(tx, idIn(request))
        const codes = async (kind: 'ward' | 'bcu') =>
          new Set((await placesToPost(tx, kind)).map(({ code }) => code))
        const asked = readPosting(person.id, raw, { ward: await codes('ward'), bcu: await codes('bcu') })
        if ('posting' in asked) await givePosting(tx, request.actor.id, asked.posting)
        return asked
      })
      if ('errors' in answer) return showPerson(request, reply, { errors: answer.errors, values: raw })
      const { person, role } = answer.posting
      return reply.redirect(
        role === 'covert' ? identityPaths.people() : identityPaths.person({ id: person }),
        303,
      )
    },
    endPosting: button('end of a posting', (tx, person, request) =>
      endPosting(tx, request.actor.id, { person, posting: idIn(request, 'posting') ?? person }, clock()),
    ),
    shutOut: button('shut somebody out', (tx, person, { actor }) =>
      shutOut(tx, actor.id, person, true, clock()),
    ),
    letIn: button('let somebody in again', (tx, person, { actor }) =>
      shutOut(tx, actor.id, person, false, clock()),
    ),
    signOutPerson: button('sign somebody out everywhere', (tx, person, { actor }) => {
      // With one’s own session the act would end before it is written down; one’s own page signs out everywhere.
      refuseOneself(actor.id, person)
      return signOutEverywhere(tx, actor.id, person, clock())
    }),
  }
}
