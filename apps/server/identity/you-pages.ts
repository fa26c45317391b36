import { actingAs } from '../foundation/access/acting-as.ts'
import type { Answers } from '../foundation/room/room.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { timeInWords } from '../foundation/days.ts'
import { personRoles } from '../foundation/access/roles.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { idIn } from '../foundation/page/ids.ts'
import { sendPage } from '../foundation/layout/views.ts'
import { accountOfPerson } from '../foundation/person-account.ts'
import type { SignedIn } from '../foundation/signed-in.ts'
import type { Actor } from '../foundation/with-actor.ts'
import { forgetSession, setCookie } from './cookies.ts'
import { presentPostings, signOutEverywhere } from './people.ts'
import { safeReturn } from './safe-return.ts'
import { changeRole, endSessions, liveSessions } from './sessions.ts'
import { isSecure, type SignInParts } from './sign-in-parts.ts'
import { newToken } from './tokens.ts'
import { placeInWords } from './words.ts'

const signedInOf = ({ signedIn }: FastifyRequest): SignedIn => {
  if (!signedIn) throw new TypeError('Nobody is signed in.')
  return signedIn
}

/** Sign-in's part of the product, for the person themselves: their own sessions, in whatever role or none. */
const ownKeeper = ({ person }: SignedIn): Actor => actingAs('ownAccount', accountOfPerson(person.id))

/** Who you are: the role in use, postings, sessions, and the way out. */
export const answers: Answers<SignInParts> = (parts) => {
  const { database, clock } = parts
  const signOut = (reply: FastifyReply, why: string): FastifyReply => {
    forgetSession(reply, isSecure(parts))
    return reply.header('cache-control', 'no-store').redirect(`/sign-in?why=${why}`, 303)
  }

  return {
    you: async (request, reply) => {
      const signedIn = signedInOf(request)
      const { person, role, roles, sessionId } = signedIn
      const now = clock()
      const { sessions, postings } = await database.withActor(
        ownKeeper(signedIn),
        'own sessions',
        async (tx) => ({
          sessions: await liveSessions(tx, person.id, now),
          postings: await presentPostings(tx, person.id, now),
        }),
      )
      const to = safeReturn((request.query as Record<string, unknown>)['to'])
      return sendPage(reply, 200, 'identity/views/you.njk', {
        name: person.name,
        role: role ? personRoles[role].title : undefined,
        to,
        choices: roles.map((each) => ({
          value: each,
          text: personRoles[each].title,
          hint: {
            text: postings
              .filter((posting) => posting.role === each)
              .map(placeInWords)
              .join(', '),
          },
          checked: each === role,
        })),
        postings: postings.map((posting) => ({
          role: personRoles[posting.role].title,
          place: placeInWords(posting),
          usable: roles.includes(posting.role),
        })),
        sessions: sessions.map(({ id, deviceName, begunAt, seenAt, role: acting, emergency }) => ({
          id,
          deviceName,
          begunAt: timeInWords(begunAt),
          seenAt: timeInWords(seenAt),
          role: acting ? personRoles[acting].title : 'none chosen',
          emergency,
          here: id === sessionId,
        })),
      })
    },
    takeRole: async (request, reply) => {
      const signedIn = signedInOf(request)
      const { role, to } = (request.body ?? {}) as Record<string, unknown>
      const chosen = signedIn.roles.find((each) => each === role)
      if (!chosen) throw new MetTraceError('not_allowed', 'Choose one of the roles that you are posted to.')
      const token = newToken()
      await database.withActor(ownKeeper(signedIn), 'change of role', (tx) =>
        changeRole(tx, signedIn, chosen, token),
      )
      setCookie(reply, 'session', isSecure(parts), token)
      return reply.redirect(safeReturn(to), 303)
    },
    endSession: async (request, reply) => {
      const signedIn = signedInOf(request)
      const id = idIn(request)
      await database.withActor(ownKeeper(signedIn), 'sign-out of another device', async (tx) => {
        const mine = await liveSessions(tx, signedIn.person.id, clock())
        if (!mine.some((session) => session.id === id)) {
          throw new MetTraceError('not_found', 'There is no such session.')
        }
        await endSessions(tx, { session: id ?? '' }, ownKeeper(signedIn).id, clock())
      })
      return id === signedIn.sessionId ? signOut(reply, 'out') : reply.redirect('/you', 303)
    },
    signOut: async (request, reply) => {
      const signedIn = signedInOf(request)
      await database.withActor(ownKeeper(signedIn), 'sign-out', (tx) =>
        endSessions(tx, { session: signedIn.sessionId }, ownKeeper(signedIn).id, clock()),
      )
      return signOut(reply, 'out')
    },
    signOutEverywhere: async (request, reply) => {
      const signedIn = signedInOf(request)
      await database.withActor(ownKeeper(signedIn), 'sign-out everywhere', (tx) =>
        signOutEverywhere(tx, ownKeeper(signedIn).id, signedIn.person.id, clock()),
      )
      return signOut(reply, 'everywhere')
    },
  }
}
