import type { FastifyReply, FastifyRequest } from 'fastify'
import { timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { capital, count as countInWords, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import { allScanned, codesShown, givenCodes } from '../codes/given-codes.ts'
import { countOf, kitsOfBoxes, variancesOf, type Count, type Variance } from '../count-queries.ts'
import { decideVariances, finishCount, varianceDecisions, type VarianceRuling } from '../counts.ts'
import { supplyPaths as paths } from '../paths.ts'
import { holderNames } from '../stock.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { sentForm, textOf, tickedOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import { faultsOfAct } from '../acts/refused.ts'

const kindWords: Readonly<Record<Variance['kind'], string>> = {
  missing: 'Missing',
  'not expected': 'Not expected here',
  'not known': 'No such kit',
}

const decisionWords: Readonly<Record<VarianceRuling['decision'], string>> = {
  missing: 'Lost',
  found: 'It is here: move it to this holder',
  'no change': 'No change to the ledger',
}

/** What may be decided of each kind of variance. */
const open: Readonly<Record<Variance['kind'], readonly VarianceRuling['decision'][]>> = {
  missing: ['missing', 'no change'],
  'not expected': ['found', 'no change'],
  'not known': ['no change'],
}

/** `3 missing, 1 not expected`: the heading of a finished count. */
const outcome = ({ missing, extra }: Count): string => {
  if (missing + extra === 0) return 'The count agrees with the ledger'
  const parts = [
    missing > 0 ? `${wholeNumber(missing)} missing` : '',
    extra > 0 ? `${wholeNumber(extra)} not expected` : '',
  ]
  return capital(parts.filter(Boolean).join(', '))
}

/** Nothing for whoever counted: nobody sees the ledger’s side of their own count. */
const readVariances = async (tx: Transaction, count: Count, asker: string, page?: number) => {
  if (count.actor === asker) return []
  const list = await variancesOf(tx, count.id, page)
  const nameOf = await holderNames(
    tx,
    list.flatMap(({ held, decidedBy }) => [held, decidedBy].filter((each) => each !== null)),
  )
  return list.map((each) =>
    Object.assign({}, each, {
      heldName: each.held === null ? 'nobody known here' : nameOf(each.held),
      decider: each.decidedBy === null ? null : nameOf(each.decidedBy),
    }),
  )
}

type Shown = Awaited<ReturnType<typeof readVariances>>[number]

const lineOf = (each: Shown, chosen: string) => ({
  id: each.id,
  serial: each.serial,
  kind: kindWords[each.kind],
  held: capital(each.heldName),
  since: each.since === null ? '' : timeInWords(each.since),
  decided:
    each.decision === null || each.decidedAt === null
      ? undefined
      : `${decisionWords[each.decision]}. ${each.decider}, ${timeInWords(each.decidedAt)}. ${each.reason}`,
  choices: [
    { value: '', text: 'Not yet' },
    ...open[each.kind].map((value) => ({ value, text: decisionWords[value], selected: value === chosen })),
  ],
})

const figures = ({ countedAt, counted, held, missing, extra }: Count) =>
  countedAt !== null &&
  counted !== null &&
  held !== null && {
    held: wholeNumber(held),
    heldAt: timeInWords(countedAt),
    counted: wholeNumber(counted),
    missing: wholeNumber(missing),
    share: held > 0 ? `${percent(missing / held)} of the ledger’s` : '',
    extra: wholeNumber(extra),
  }

type Sent = { finish?: ReturnType<typeof codesShown>; errors?: readonly ErrorAtField[] }

/** One count: to whoever counts, a field for serials; to others, what it came to, and what is to be decided. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { finish, errors = [] }: Sent = {},
  ): Promise<FastifyReply> => {
    const [page, asker, fields] = [pageIn(request), request.actor.id, sentForm(request.body)]
    const found = await readPage(database, request, 'a count of kits', async (tx) => {
      const count = await countOf(tx, idIn(request))
      const nameOf = await holderNames(tx, [count.holder, count.actor])
      return {
        count,
        holder: nameOf(count.holder),
        by: nameOf(count.actor),
        list: await readVariances(tx, count, asker, page),
      }
    })
    const { count, list } = found
    const { id } = count
    const isOwn = count.actor === asker
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/supply/views/count.njk', {
      room: 'Supply',
      page: 'Count kits',
      errors,
      holder: found.holder,
      by: found.by,
      begun: timeInWords(count.begunAt),
      finished: count.countedAt === null ? undefined : timeInWords(count.countedAt),
      counts: isOwn && count.countedAt === null,
      isOwn,
      counted: count.counted === null ? undefined : countInWords(count.counted, 'kit'),
      codes: finish ?? codesShown([], 'codes'),
      none: tickedOf(fields, 'none').includes('yes'),
      finishHref: paths.finishCount({ id }),
      outcome: isOwn || count.countedAt === null ? undefined : outcome(count),
      figures: isOwn ? undefined : figures(count),
      variances: list.map((each) => lineOf(each, textOf(fields, `ruling_${each.id}`))),
      waits: !isOwn && count.undecided > 0,
      reason: textOf(fields, 'reason'),
      decideHref: paths.decideCount({ id }),
      csvHref: paths.countCsv({ id }),
      pages: pagesOf({ page, rows: list.length, total: list[0]?.total ?? 0 }, 'Pages of differences', (to) =>
        paths.count({ id }, { page: String(to) }),
      ),
    })
  }

  /** Decides what was chosen. Errors: as of `decideVariances`. */
  const decide = async (request: FastifyRequest, rulings: readonly VarianceRuling[], reason: string) =>
    database.withActor(request.actor, 'decide differences of a count', async (tx) => {
      const count = await countOf(tx, idIn(request))
      const ofCount = new Map((await variancesOf(tx, count.id)).map(({ id, kind }) => [id, kind]))
      const strange = rulings.find(({ variance, decision }) => {
        const kind = ofCount.get(variance)
        return kind === undefined || !open[kind].includes(decision)
      })
      if (strange) throw new MetTraceError('not_found', 'There is no such difference in this count.')
      await decideVariances(tx, request.actor.id, { rulings, reason, at: clock() })
    })

  return {
    count: (request, reply) => show(request, reply),
    countCsv: async (request, reply) => {
      const list = await readPage(database, request, 'differences of a count', async (tx) => {
        const count = await countOf(tx, idIn(request))
        return readVariances(tx, count, request.actor.id)
      })
      return sendCsv(reply, 'count', [
        ['serial', 'difference', 'ledger_holder', 'since', 'decision', 'reason', 'decided_by', 'decided_at'],
        ...list.map((each) => [
          each.serial,
          each.kind,
          each.heldName,
          each.since?.toISOString() ?? null,
          each.decision,
          each.reason,
          each.decider,
          each.decidedAt?.toISOString() ?? null,
        ]),
      ])
    },
    finishCount: async (request, reply) => {
      const fields = sentForm(request.body)
      const given = givenCodes(request.body, 'codes', clock().getFullYear())
      const scanned = allScanned(given)
      const none = tickedOf(fields, 'none').includes('yes')
      const shown = codesShown(given, 'codes')
      if (given.length === 0 && !none)
        shown.errors.push({
          text: 'Scan or enter the serials you counted, or say that there are none',
          href: '#codes',
        })
      if (given.length > 0 && none)
        shown.errors.push({ text: 'You entered serials and said that there are none', href: '#none' })
      if (shown.errors.length === 0 && scanned) {
        const serials = scanned.flatMap((each) => ('serial' in each ? [each.serial] : []))
        const boxes = scanned.flatMap((each) => ('box' in each ? [each.box] : []))
        await database.withActor(request.actor, 'finish a count of kits', async (tx) => {
          const { id } = await countOf(tx, idIn(request))
          const all = [...serials, ...(await kitsOfBoxes(tx, boxes))]
          await finishCount(tx, request.actor.id, { count: id, serials: all, at: clock() })
        })
        return reply.redirect(paths.count({ id: idIn(request) ?? '' }), 303)
      }
      return show(request, reply, { finish: shown, errors: shown.errors })
    },
    decideCount: async (request, reply) => {
      const fields = sentForm(request.body)
      const rulings = Object.keys(fields).flatMap((field): VarianceRuling[] => {
        const decision = varianceDecisions.find((each) => each === fields[field])
        return field.startsWith('ruling_') && decision
          ? [{ variance: field.slice('ruling_'.length), decision }]
          : []
      })
      const reason = textOf(fields, 'reason')
      const errors = wordsOf(fields, 'reason', 'Enter the reason for what you decide').errors
      if (rulings.length === 0)
        errors.unshift({ text: 'Decide at least one kit', href: '#variances-caption' })
      if (errors.length === 0)
        errors.push(...(await faultsOfAct('#variances-caption', () => decide(request, rulings, reason))))
      if (errors.length > 0) return show(request, reply, { errors })
      return reply.redirect(paths.count({ id: idIn(request) ?? '' }), 303)
    },
  }
}
