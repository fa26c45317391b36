import type { FastifyReply, FastifyRequest } from 'fastify'
import { poundsOf } from '@mettrace/procurement/value/printed-money'
import { actorNames } from '../../../foundation/actor-names.ts'
import { timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { accountPaths as paths } from '../paths.ts'
import { neededWords } from './tender-form.ts'
import { passes, type Gate } from './bids.ts'
import { judgedTender, type JudgedTender } from './judged-tender.ts'
import { checkBid, declareInterest, moderateBid, scoreBid, type Reasons, type Scores } from './scoring.ts'

const gates: readonly Gate[] = ['equality', 'data protection']

/** The tender that a bid answers. Errors: `not_found`. */
const tenderOfBid = async (tx: Transaction, bid: string | undefined): Promise<string> => {
  const { rows } = await tx.query<{ tender: string }>('select tender from account.bid where id = $1', [
    bid ?? null,
  ])
  if (!rows[0]) throw new MetTraceError('not_found', 'There is no such bid here.')
  return rows[0].tender
}

const judgedOf = async (tx: Transaction, bid: string | undefined, actor: string): Promise<JudgedTender> =>
  judgedTender(tx, await tenderOfBid(tx, bid), actor)

const whole = (text: string): number | undefined => (/^\d{1,3}$/.test(text) ? Number(text) : undefined)

const scoresIn = (sent: SentForm, keys: readonly string[], prefix: string): Scores =>
  Object.fromEntries(
    keys.map((key) => {
      const score = whole(textOf(sent, `${prefix}-${key}`))
      if (score === undefined || score > 100)
        throw new MetTraceError('usage', 'Enter a whole number from 0 to 100', { about: `${prefix}-${key}` })
      return [key, score]
    }),
  )

const qualityOf = ({ tender }: JudgedTender): string[] =>
  tender.current.criteria.flatMap(({ key, kind }) => (kind === 'quality' ? [key] : []))

/** One bid: what it offers, what was declared and checked of it, and how it is judged. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, sent = {} }: { errors: ErrorAtField[]; sent?: SentForm },
  ): Promise<FastifyReply> => {
    const { judged, nameOf } = await readPage(database, request, 'a bid', async (tx) => {
      const all = await judgedOf(tx, idIn(request), request.actor.id)
      const names = await actorNames(tx, [
        ...all.bids.flatMap(({ conflicts, checks }) => [
          ...conflicts.map(({ actor }) => actor),
          checks.equality?.actor ?? null,
          checks['data protection']?.actor ?? null,
        ]),
        ...all.rows.flatMap(({ sheets }) => sheets.map(({ actor }) => actor)),
        ...all.moderations.map(({ actor }) => actor),
      ])
      return { judged: all, nameOf: names }
    })
    const { tender } = judged
    const row = judged.rows.find(({ bid }) => bid.id === idIn(request))!
    const { bid, sheets, means } = row
    const quality = tender.current.criteria.filter(({ kind }) => kind === 'quality')
    const mine = sheets.find(({ actor }) => actor === request.actor.id)
    const moderations = judged.moderations.filter((each) => each.bid === bid.id)
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/account/tenders/bid.njk', {
      room: 'Account',
      page: 'Tenders',
      backHref: paths.tender({ id: tender.id }),
      reference: tender.reference,
      supplier: bid.supplier,
      company: bid.company ?? 'none',
      digest: bid.digest,
      came: timeInWords(bid.at),
      size: bid.size === null ? '' : wholeNumber(bid.size),
      salt: bid.salt ?? '',
      state: tender.state,
      hrefs: {
        interest: paths.declareInterest({ id: bid.id }),
        checks: paths.checkBid({ id: bid.id }),
        scores: paths.scoreBid({ id: bid.id }),
        moderation: paths.moderateBid({ id: bid.id }),
      },
      isOpen: row.offer !== undefined,
      fault:
        row.offer && 'fault' in row.offer
          ? row.offer.fault === 'changed'
            ? 'The file is not the one that came.'
            : `The file cannot be read: line ${row.offer.fault.line}, column ${row.offer.fault.column}, found “${row.offer.fault.found}”, expected ${row.offer.fault.expected}.`
          : '',
      lots: row.lots.map((lot) => ({
        title: tender.current.lots.find(({ key }) => key === lot.lot)?.title ?? lot.lot,
        kits: wholeNumber(lot.kits),
        each: poundsOf(lot.each),
        price: poundsOf(lot.price),
        kitsForBudget: wholeNumber(lot.kitsForBudget),
      })),
      bands:
        row.offer && 'schedule' in row.offer
          ? [...row.offer.schedule].flatMap(([lot, bands]) =>
              bands.map(({ from, pence }) => ({ lot, from: wholeNumber(from), each: poundsOf(pence) })),
            )
          : [],
      isLow: row.isLow,
      declared: bid.declared,
      conflicts: bid.conflicts.map(({ actor, words }) => ({ by: nameOf(actor), words })),
      gates: gates.map((gate) => {
        const check = bid.checks[gate]
        return {
          gate,
          field: gate.replaceAll(' ', '-'),
          words: check === null ? 'not checked' : check.passed ? 'passed' : 'did not pass',
          reason: check?.reason ?? '',
          by: check === null ? '' : nameOf(check.actor),
        }
      }),
      passed: passes(bid),
      hasScored: mine !== undefined,
      quality: quality.map(({ key, title, weight }) => ({
        key,
        title,
        weight: `${weight / 100}%`,
        given: sheets.map(({ actor, scores, reasons }) => ({
          by: nameOf(actor),
          score: scores[key],
          reason: reasons[key],
        })),
        mean: means[key] === undefined ? '' : means[key].toFixed(1),
        agreed: moderations[0]?.scores[key],
        score: textOf(sent, `score-${key}`),
        reason: textOf(sent, `reason-${key}`),
        moderated:
          textOf(sent, `agreed-${key}`) ||
          String(moderations[0]?.scores[key] ?? (means[key] === undefined ? '' : Math.round(means[key]))),
      })),
      moderations: moderations.map((each) => ({
        by: nameOf(each.actor),
        at: timeInWords(each.at),
        reason: each.reason,
        scores: quality.map(({ key, title }) => `${title}: ${each.scores[key]}`).join('; '),
      })),
      why: textOf(sent, 'why'),
      words: textOf(sent, 'words'),
      errors,
    })
  }

  const act =
    (work: (request: FastifyRequest, sent: SentForm, id: string) => Promise<void>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const sent = sentForm(request.body)
      try {
        await work(request, sent, idIn(request) ?? '')
      } catch (error) {
        return show(request, reply, { errors: errorsAtField(error), sent })
      }
      return reply.redirect(paths.bid({ id: idIn(request) ?? '' }), 303)
    }
  return {
    bid: (request, reply) => show(request, reply, { errors: [] }),
    declareInterest: act((request, sent, id) =>
      database.withActor(request.actor, 'declare an interest', async (tx) => {
        await tenderOfBid(tx, id)
        const conflict = textOf(sent, 'conflict')
        if (conflict !== 'yes' && conflict !== 'no')
          throw new MetTraceError('usage', 'Choose whether you have a conflict of interest', {
            about: 'conflict',
          })
        await declareInterest(tx, request.actor.id, {
          bid: id,
          conflict: conflict === 'yes',
          words: conflict === 'yes' ? neededWords(sent, 'words', 'Enter what the conflict is') : null,
        })
      }),
    ),
    checkBid: act((request, sent, id) =>
      database.withActor(request.actor, 'check a bid', async (tx) => {
        await tenderOfBid(tx, id)
        const gate = gates.find((each) => each === textOf(sent, 'gate'))
        const field = (gate ?? gates[0]!).replaceAll(' ', '-')
        const passed = textOf(sent, `passed-${field}`)
        if (!gate || (passed !== 'yes' && passed !== 'no'))
          throw new MetTraceError('usage', 'Choose whether it passes', { about: `passed-${field}` })
        const reason = neededWords(sent, `because-${field}`, 'Enter what that rests on')
        await checkBid(tx, request.actor.id, { bid: id, gate, passed: passed === 'yes', reason })
      }),
    ),
    scoreBid: act((request, sent, id) =>
      database.withActor(request.actor, 'score a bid', async (tx) => {
        const keys = qualityOf(await judgedOf(tx, id, request.actor.id))
        const scores = scoresIn(sent, keys, 'score')
        const reasons: Reasons = Object.fromEntries(
          keys.map((key) => [key, neededWords(sent, `reason-${key}`, 'Enter why')]),
        )
        await scoreBid(tx, request.actor.id, { bid: id, scores, reasons })
      }),
    ),
    moderateBid: act((request, sent, id) =>
      database.withActor(request.actor, 'moderate a bid', async (tx) => {
        const keys = qualityOf(await judgedOf(tx, id, request.actor.id))
        const scores = scoresIn(sent, keys, 'agreed')
        const reason = neededWords(sent, 'why', 'Enter why it is that')
        await moderateBid(tx, request.actor.id, { bid: id, scores, reason })
      }),
    ),
  }
}
