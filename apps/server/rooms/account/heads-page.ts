import { z } from 'zod'
import { csvText } from '../../foundation/csv-text.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { alarmsPage, everyHead, headsPage, logState, type HeadOnPage } from './log-state.ts'
import { ageInWords, momentInWords } from './log-words.ts'
import { accountPaths } from './paths.ts'

const orNothing = <T>(schema: z.ZodType<T>) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional()
const queryOf = z.object({
  from: orNothing(z.iso.date()),
  to: orNothing(z.iso.date()),
  below: z.coerce.number().int().min(0).optional(),
  above: z.coerce.number().int().min(0).optional(),
  alarms: z.coerce.number().int().min(1).max(100_000).default(1),
})

const number = new Intl.NumberFormat('en-GB')
const read = (raw: unknown): z.infer<typeof queryOf> => {
  const parsed = queryOf.safeParse(raw)
  if (parsed.success) return parsed.data
  throw new MetTraceError('usage', `The field ${parsed.error.issues[0]?.path.join('.')} cannot be used.`)
}

const addressOf = (pattern: string, query: Record<string, string | number | undefined>): string => {
  const kept = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  )
  return kept.length > 0 ? `${pattern}?${new URLSearchParams(kept).toString()}` : pattern
}

const lineOf = ({ size, at, root, epoch, witnesses }: HeadOnPage): (string | number)[] => [
  at.toISOString(),
  size,
  root.toString('base64'),
  epoch,
  witnesses,
]

/** Checkpoints of the access log, who has countersigned them, and what the sealer found wrong. */
export const answers: Answers = ({ database, clock }) => ({
  heads: async (request, reply) => {
    const { from, to, below, above, alarms } = read(request.query)
    const found = await database.withActor(request.actor, 'checkpoints of the log', async (tx) => ({
      state: await logState(tx),
      page: await headsPage(tx, { from, to }, { below, above }),
      alarms: await alarmsPage(tx, alarms),
    }))
    const now = clock()
    const { state, page } = found
    const path = accountPaths.heads()
    const first = page.newerOnes + 1
    const alarmsLink = (at: number) => addressOf(path, { from, to, below, above, alarms: at })
    return sendPage(reply, 200, 'rooms/account/views/heads.njk', {
      room: 'Account',
      page: 'Log checkpoints',
      newest: state.newest && {
        size: number.format(state.newest.size),
        age: ageInWords(state.newest.at, now),
      },
      waiting: {
        count: state.waiting.count,
        age: state.waiting.oldest && ageInWords(state.waiting.oldest, now),
      },
      filters: { from, to },
      fileHref: addressOf(accountPaths.headsFile(), { from, to }),
      heads: page.heads.map(({ size, at, root, witnesses }) => ({
        size: number.format(size),
        at: momentInWords(at),
        root: root.toString('base64'),
        witnesses,
      })),
      total: number.format(page.total),
      shown: `${number.format(first)} to ${number.format(first + page.heads.length - 1)} of ${number.format(page.total)}`,
      newerHref: page.newer === undefined ? undefined : addressOf(path, { from, to, above: page.newer }),
      olderHref: page.older === undefined ? undefined : addressOf(path, { from, to, below: page.older }),
      witnesses: state.witnesses.map(({ name, size, at }) => ({
        name,
        size: number.format(size),
        age: ageInWords(at, now),
        behind: (state.newest?.size ?? 0) - size,
      })),
      alarms: found.alarms.alarms.map(({ at, about, words }) => ({ at: momentInWords(at), about, words })),
      alarmsTotal: number.format(found.alarms.total),
      alarmsNewerHref: alarms > 1 ? alarmsLink(alarms - 1) : undefined,
      alarmsOlderHref: found.alarms.goesOn ? alarmsLink(alarms + 1) : undefined,
      epochs: state.epochs.map(({ number: which, begun_at, size, reason }) => ({
        number: which,
        at: momentInWords(begun_at),
        size: number.format(size),
        reason,
      })),
    })
  },
  headsFile: async (request, reply) => {
    const { from, to } = read(request.query)
    const heads = await database.withActor(request.actor, 'file of checkpoints', (tx) =>
      everyHead(tx, { from, to }),
    )
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="checkpoints.csv"')
      .type('text/csv; charset=utf-8')
      .send(csvText([['signed_at', 'entries', 'checksum', 'epoch', 'witnesses'], ...heads.map(lineOf)]))
  },
})
