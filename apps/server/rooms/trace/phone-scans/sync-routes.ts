import { batchRequest, type BatchAnswer } from '@mettrace/protocol/batch/batch'
import {
  changesRequest,
  manifestRequest,
  pageRequest,
  personAnswer,
  type ChangesAnswer,
  type Manifest,
} from '@mettrace/protocol/pages/pages'
import { cursorOf } from '@mettrace/protocol/pages/cursor'
import { pieceRequest, type PieceAnswer } from '@mettrace/protocol/pictures/pieces'
import { momentOf, type PersonId } from '@mettrace/protocol/words/values'
import type { FastifyRequest } from 'fastify'
import { londonDay } from '../../../foundation/days.ts'
import { servedBelow } from '../../../foundation/log/served-below.ts'
import { answerPhone, readFrom, refusePhone } from '../../../foundation/phones/answer-phone.ts'
import { takePiece } from '../../../foundation/phones/take-piece.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { scanPages, scopeOf, statesOf, type ScanPages } from './pages.ts'
import { scanPicturesOf } from './scan-pictures.ts'
import { takeScans } from './take-scans.ts'

/** Pages are made when they are asked for: there is no place in a log to go on from. */
const anyCursor = cursorOf({ transaction: 1n, row: 1 })

type Present = { epoch: string; serverTime: ReturnType<typeof momentOf>; pages: ScanPages }

const isOf = ({ signedIn }: FastifyRequest, person: PersonId): boolean => signedIn?.person.id === person

/** What phones that scan ask, of whoever is signed in on them: docs/phone-protocol.md. */
export const answers: Answers = ({ database, clock }) => {
  const present = (request: FastifyRequest, purpose: string): Promise<Present> =>
    database.actOften(request.actor, purpose, async (tx) => {
      const now = clock()
      return {
        epoch: String((await servedBelow(tx)).epoch),
        serverTime: momentOf(now.getTime()),
        pages: await scanPages(tx, request.signedIn?.person.id ?? '', londonDay(now)),
      }
    })

  return {
    personThatScans: (request, reply) => {
      const { person, sessionId } = request.signedIn ?? {}
      return answerPhone(
        request,
        reply,
        personAnswer.parse({ person: person?.id, name: person?.name, signIn: sessionId }),
      )
    },

    takePhoneScans: async (request, reply) => {
      const batch = readFrom(batchRequest, request.body)
      if (!isOf(request, batch.person)) return refusePhone(reply, 'sign-in-needed')
      const now = clock()
      const epoch = await database.actOften(request.actor, 'meet a phone that scans', async (tx) =>
        String((await servedBelow(tx)).epoch),
      )
      // In another epoch what comes before these must be sent once more first.
      const isKnown = batch.epoch === null || batch.epoch === epoch
      const told =
        isKnown && batch.events.length > 0 ? await takeScans(database, request.actor, batch, now) : []
      const body: BatchAnswer = { epoch, serverTime: momentOf(now.getTime()), answers: told }
      return answerPhone(request, reply, body)
    },

    takeScanPictures: async (request, reply) => {
      const asked = readFrom(pieceRequest, request.body)
      if (!isOf(request, asked.person)) return refusePhone(reply, 'sign-in-needed')
      const { actor } = request
      const serverTime = momentOf(clock().getTime())
      // A picture comes in dozens of pieces: the log has an entry of the whole.
      const body = await database.keepHouse(
        actor,
        'take the picture of a scan from a phone',
        async (tx): Promise<PieceAnswer> => ({
          epoch: String((await servedBelow(tx)).epoch),
          serverTime,
          ...(await takePiece(tx, actor.id, asked, scanPicturesOf(actor.id))),
        }),
      )
      return answerPhone(request, reply, body)
    },

    scanManifest: async (request, reply) => {
      const asking = readFrom(manifestRequest, request.body)
      if (!isOf(request, asking.person)) return refusePhone(reply, 'sign-in-needed')
      const { pages, ...head } = await present(request, 'say what a phone that scans is to hold')
      const body: Manifest = { ...head, cursor: anyCursor, scope: scopeOf(pages), pages: statesOf(pages) }
      return answerPhone(request, reply, body)
    },

    scanPage: async (request, reply) => {
      const { whose, part } = request.params as { whose: string; part: string }
      const { at, epoch } = request.query as { at?: string; epoch?: string }
      const asked = readFrom(pageRequest, { page: `${whose}/${part}`, cursor: at, epoch })
      const { pages, ...head } = await present(request, 'give a page to a phone that scans')
      const rows = pages.get(asked.page)
      if (!rows || head.epoch !== asked.epoch) return answerPhone(request, reply, { kind: 'gone' })
      const [state] = statesOf(new Map([[asked.page, rows]]))
      const etag = `"${state?.digest}"`
      reply.header('etag', etag)
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      return answerPhone(request, reply, { kind: 'page', page: asked.page, rows })
    },

    scanChanges: async (request, reply) => {
      const asking = readFrom(changesRequest, request.body)
      if (!isOf(request, asking.person)) return refusePhone(reply, 'sign-in-needed')
      const { pages, ...head } = await present(request, 'tell a phone that scans what changed')
      const isSame = asking.epoch === head.epoch && asking.scope === scopeOf(pages)
      const body: ChangesAnswer = isSame
        ? { kind: 'changes', ...head, changes: [], cursor: anyCursor, pages: statesOf(pages) }
        : { kind: 'start-again', ...head }
      return answerPhone(request, reply, body)
    },
  }
}
