import {
  changesRequest,
  manifestRequest,
  pageFormat,
  pageRequest,
  personAnswer,
  type ChangesAnswer,
  type Manifest,
} from '@mettrace/protocol/pages/pages'
import { momentOf, type DeviceId, type PersonId } from '@mettrace/protocol/words/values'
import type { Heartbeat } from '@mettrace/protocol/batch/batch'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { londonDay } from '../../../../foundation/days.ts'
import { enterPhone } from '../../../../foundation/phones/enter-phone.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { answerPhone, readFrom, refusePhone } from '../../../../foundation/phones/answer-phone.ts'
import { meetPhone } from '../phones/phones.ts'
import { changesSince, presentMoment, rowsAt, statesAt } from './feed.ts'
import { scopeOf } from './scope.ts'

type Asking = { device: DeviceId; person: PersonId; heartbeat: Heartbeat }

/** What phones hold, asked for by whoever is signed in on them. */
export const answers: Answers = ({ database, clock }) => {
  /** Answers a phone in one transaction, once it is known and was not revoked. */
  const answerKnown = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asking: Asking,
    purpose: string,
    work: (tx: Transaction, now: Date) => Promise<unknown>,
  ): Promise<FastifyReply> => {
    const { actor, signedIn } = request
    if (asking.person !== signedIn?.person.id) return refusePhone(reply, 'sign-in-needed')
    const now = clock()
    const body = await database.actOften(actor, purpose, async (tx) => {
      const { revoked } = await meetPhone(tx, { ...asking, app: null }, now)
      return revoked ? undefined : work(tx, now)
    })
    return body === undefined ? refusePhone(reply, 'revoked') : answerPhone(request, reply, body)
  }

  return {
    enterPhone: async (request, reply) => enterPhone(request, reply, '/field/'),

    personOnPhone: (request, reply) => {
      const { person, sessionId } = request.signedIn ?? {}
      return answerPhone(
        request,
        reply,
        personAnswer.parse({ person: person?.id, name: person?.name, signIn: sessionId }),
      )
    },

    phoneManifest: (request, reply) => {
      const asking = readFrom(manifestRequest, request.body)
      return answerKnown(
        request,
        reply,
        asking,
        'say what a phone is to hold',
        async (tx, now): Promise<Manifest> => {
          const moment = await presentMoment(tx)
          const scope = await scopeOf(tx, asking.person, londonDay(now), asking.reads)
          return {
            epoch: String(moment.epoch),
            serverTime: momentOf(now.getTime()),
            cursor: moment.cursor,
            scope: scope.token,
            pages: await statesAt(tx, scope.pages, moment),
          }
        },
      )
    },

    phonePage: async (request, reply) => {
      const { whose, part } = request.params as { whose: string; part: string }
      const { at, epoch } = request.query as { at?: string; epoch?: string }
      const asked = readFrom(pageRequest, { page: `${whose}/${part}`, cursor: at, epoch })
      const { actor, signedIn } = request
      const known = request.headers['if-none-match']
      const found = await database.actOften(actor, 'give a page to a phone', async (tx) => {
        const moment = await presentMoment(tx)
        const scope = await scopeOf(tx, signedIn?.person.id ?? '', londonDay(clock()), pageFormat)
        if (String(moment.epoch) !== asked.epoch || !scope.pages.includes(asked.page)) return undefined
        const then = { epoch: moment.epoch, cursor: asked.cursor }
        const [state] = await statesAt(tx, [asked.page], then)
        const etag = `"${state?.digest}"`
        return { etag, rows: known === etag ? undefined : await rowsAt(tx, asked.page, then) }
      })
      if (!found) return answerPhone(request, reply, { kind: 'gone' })
      reply.header('etag', found.etag)
      if (!found.rows) return reply.code(304).send()
      return answerPhone(request, reply, { kind: 'page', page: asked.page, rows: found.rows })
    },

    phoneChanges: (request, reply) => {
      const asking = readFrom(changesRequest, request.body)
      return answerKnown(
        request,
        reply,
        asking,
        'tell a phone what changed',
        async (tx, now): Promise<ChangesAnswer> => {
          const moment = await presentMoment(tx)
          const scope = await scopeOf(tx, asking.person, londonDay(now), asking.reads)
          const head = { epoch: String(moment.epoch), serverTime: momentOf(now.getTime()) }
          if (asking.epoch !== head.epoch || asking.scope !== scope.token)
            return { kind: 'start-again', ...head }
          const { changes, cursor, isLast } = await changesSince(tx, scope.pages, asking.cursor, moment)
          return {
            kind: 'changes',
            ...head,
            changes,
            cursor,
            pages: isLast ? await statesAt(tx, scope.pages, moment) : null,
          }
        },
      )
    },
  }
}
