import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MetTraceError } from '../errors.ts'
import { sendPage } from '../layout/views.ts'
import { fromMemory } from './pool.ts'
import { WorkUnderWay, type Standing, type Wanted, type Work } from './work.ts'

/** How long a request waits for work, seconds, before it answers that the work goes on. */
export type Patience = { page: number; file: number }

/** What the server that people use grants. Without it a request waits for as long as it takes. */
export const usualPatience: Patience = { page: 2, file: 25 }
const endless: Patience = { page: Infinity, file: Infinity }

declare module 'fastify' {
  interface FastifyInstance {
    work: { underWay: WorkUnderWay; patience: Patience }
  }
}

/** Where a page belongs, for what stands in while it waits. */
export type Waiting = { room: string; page: string }

/** A page comes back by itself after so many seconds: those far behind need not ask often. */
const secondsBetween = ({ before = 0 }: Standing): number => Math.min(15, 2 + Math.floor(before / 4))
/** Who does not come back in this time after that has left, seconds. */
const lateness = 30

const waitAtMost = async (
  work: Work,
  seconds: number,
  gone: AbortSignal,
): Promise<'answered' | 'waiting'> => {
  const ending = new AbortController()
  const { signal } = ending
  const stop = (): void => ending.abort()
  gone.addEventListener('abort', stop)
  const settled = work.turn.answer.then(
    () => 'answered' as const,
    () => 'answered' as const,
  )
  const waited = Number.isFinite(seconds)
    ? sleep(seconds * 1000, 'waiting' as const, { signal })
    : new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      )
  const first = await Promise.race([settled, waited.catch(() => 'waiting' as const)])
  ending.abort()
  gone.removeEventListener('abort', stop)
  return first
}

type Found<Answer> = { answer: Answer } | { work: Work; gone: boolean }

const askFor = async <Answer>(
  request: FastifyRequest,
  reply: FastifyReply,
  seconds: number,
  wanted: Wanted,
  make: () => Promise<Answer>,
): Promise<Found<Answer>> => {
  const known = await fromMemory(make)
  if (known) return known
  const { underWay } = request.server.work
  const person = request.actor.id
  const leaving = new AbortController()
  reply.raw.once('close', () => leaving.abort())
  const work = underWay.ask(person, request.url, wanted, make)
  if ((await waitAtMost(work, seconds, leaving.signal)) === 'answered') {
    underWay.told(work, person)
    return { answer: (await work.turn.answer) as Answer }
  }
  const gone = leaving.signal.aborted
  if (gone) underWay.leave(work, person)
  return { work, gone }
}

const standingInWords = ({ before, progress }: Standing): string => {
  if (before === 0) return 'It waits for its turn, and is next.'
  if (before === 1) return 'It waits for its turn. There is one piece of work before it.'
  if (before !== undefined) return `It waits for its turn. There are ${before} pieces of work before it.`
  return progress
    ? `${progress.done} of ${progress.total} ${progress.of} are done.`
    : 'It is being worked on now.'
}

/**
 * The answer of work that may take long, for a page; undefined where the page that says that it goes on was sent: with
 * its place or progress, coming back by itself, and a way to stop it. All of it works without script.
 * Errors: those of the work; `too_much_work`, `stopped`.
 */
export const answerOrWait = async <Answer>(
  request: FastifyRequest,
  reply: FastifyReply,
  { room, page, ...wanted }: Wanted & Waiting,
  make: () => Promise<Answer>,
): Promise<{ answer: Answer } | undefined> => {
  const { underWay, patience } = request.server.work
  const found = await askFor(request, reply, patience.page, wanted, make)
  if ('answer' in found) return found
  const { work, gone } = found
  if (gone) return undefined
  const standing = underWay.standing(work)
  const seconds = secondsBetween(standing)
  underWay.comesBack(work, request.actor.id, (seconds + lateness) * 1000)
  reply.header('refresh', String(seconds))
  sendPage(reply, 202, 'foundation/jobs/waiting.njk', {
    room,
    page,
    words: work.words,
    standing: standingInWords(standing),
    progress: standing.before === undefined ? standing.progress : undefined,
    seconds,
    stopHref: `/work/${work.id}/stop`,
  })
  return undefined
}

/**
 * The answer of work that may take long, for an address that machines ask.
 * Errors: those of the work; `still_working` with `Retry-After` when the request may wait no longer.
 */
export const answerInTime = async <Answer>(
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: Wanted,
  make: () => Promise<Answer>,
): Promise<Answer> => {
  const { underWay, patience } = request.server.work
  const found = await askFor(request, reply, patience.file, wanted, make)
  if ('answer' in found) return found.answer
  const { work, gone } = found
  const standing = underWay.standing(work)
  const seconds = secondsBetween(standing)
  if (!gone) underWay.comesBack(work, request.actor.id, (seconds + lateness) * 1000)
  reply.header('retry-after', String(seconds))
  throw new MetTraceError(
    'still_working',
    `${work.words} is still being worked out. ${standingInWords(standing)} Ask again in ${seconds} seconds.`,
  )
}

/** Work under way in this server, and the address that ends it for whoever asked. */
export const workRoutes = (app: FastifyInstance, patience: Patience = endless): void => {
  const underWay = new WorkUnderWay()
  app.decorate('work', { underWay, patience })
  app.addHook('onClose', () => underWay.close())
  app.post('/work/:id/stop', { config: { anyRole: true } }, async (request, reply) => {
    const { id } = request.params as { id: string }
    const address = request.signedIn?.role ? underWay.stop(id, request.actor.id) : undefined
    if (address === undefined)
      throw new MetTraceError(
        'not_found',
        'That is not being worked out any more, or was not asked for by you.',
      )
    // Where they asked is their own address of before; to send it again does no harm.
    return sendPage(reply, 200, 'foundation/jobs/stopped.njk', { address })
  })
}
