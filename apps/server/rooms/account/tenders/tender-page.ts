import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  fewestTenderDays,
  noticesFor,
  standstillAfter,
  type Notice,
} from '@mettrace/procurement/tender/award-days'
import { lowBidRule } from '@mettrace/procurement/tender/compare-bids'
import { daysInclusive } from '@mettrace/clocks/days/days'
import { isUnderAct } from '@mettrace/procurement/thresholds/ruling'
import { poundsOf } from '@mettrace/procurement/value/printed-money'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { fileOf } from '../../../foundation/page/sent-files.ts'
import { sentForm, textOf, textsOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { count, wholeNumber } from '../../../foundation/words/figures.ts'
import { authorityTypes } from '../decisions/authority-types.ts'
import { outcomesNow, type Outcomes } from '../decisions/outcomes.ts'
import { rulingsFor } from '../decisions/ruling-words.ts'
import { accountPaths as paths } from '../paths.ts'
import { awardsOf, latestAwards, proposeAward, signAwards, type Award } from './award.ts'
import { giveKey, keysOf, openingPair, passes, takeBid } from './bids.ts'
import { bestOf, type EvaluatedBid } from './evaluate.ts'
import { judgedTender, type JudgedTender } from './judged-tender.ts'
import { lastDayOf, publishStage, recordOf, releasesOf, stages, type KeptRelease } from './publish.ts'
import { issueTender, tenderOf } from './register.ts'
import { closeScoring } from './scoring.ts'
import { missingOf, sectionKeys, sectionTitles } from './shape.ts'
import { neededWords } from './tender-form.ts'
import { stateWords } from './tenders-page.ts'
import { worthOfKits } from './worth-of-kits.ts'

type Shown = JudgedTender & {
  awards: Award[]
  releases: KeptRelease[]
  keys: { actor: string; at: Date }[]
  outcomes: Outcomes
  nameOf: (actor: string) => string
}

const offerWords = ({ offer }: EvaluatedBid): string => {
  if (!offer) return 'sealed'
  if ('schedule' in offer) return ''
  return offer.fault === 'changed'
    ? 'the file is not the one that came'
    : `cannot be read: line ${offer.fault.line}, column ${offer.fault.column}, found “${offer.fault.found}”, expected ${offer.fault.expected}`
}

const passWords = (row: EvaluatedBid): string => {
  const passed = passes(row.bid)
  return passed === null ? 'not checked' : passed ? 'passed' : 'did not pass'
}

const rowOf = (row: EvaluatedBid, { outcomes }: Pick<Shown, 'outcomes'>) => {
  const kits = row.lots.reduce((sum, { kitsForBudget }) => sum + kitsForBudget, 0)
  return {
    href: paths.bid({ id: row.bid.id }),
    supplier: row.bid.supplier,
    came: timeInWords(row.bid.at),
    digest: row.bid.digest,
    offer: offerWords(row),
    passed: passWords(row),
    each: row.lots.map(({ each }) => poundsOf(each)).join(', '),
    price: row.price === null ? '' : poundsOf(row.price),
    low: row.isLow === true ? 'to be explained' : row.isLow === false ? 'no' : 'cannot tell',
    kits: row.price === null ? '' : wholeNumber(kits),
    worth: row.price === null ? null : worthOfKits(outcomes, kits),
    points: row.points?.toFixed(2) ?? (passes(row.bid) === false ? 'none' : 'not yet'),
  }
}

/** Notices that are owed; before an award that of the tender alone. */
const noticesOf = ({ tender, awards, releases }: Shown): Notice[] => {
  const told = releases.find(({ stage }) => stage === 'award')
  const notices = noticesFor({
    begun: tender.current.beginsOn,
    awardTold: told ? londonDay(told.at) : null,
    contractSigned: null,
  })
  return awards.length === 0 ? notices.slice(0, 1) : notices
}

/** One tender: what is asked for, its bids beside each other, who has it, and what was published. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, typed = {} }: { errors: ErrorAtField[]; typed?: Readonly<Record<string, string>> },
  ): Promise<FastifyReply> => {
    const now = clock()
    const today = londonDay(now)
    const { shown, authority } = await readPage(database, request, 'a tender', async (tx) => {
      const judged = await judgedTender(tx, idIn(request), request.actor.id)
      const awards = await awardsOf(tx, judged.tender.id)
      const releases = await releasesOf(tx, judged.tender.id)
      const keys = await keysOf(tx, judged.tender.id)
      const nameOf = await actorNames(tx, [
        ...judged.tender.versions.map(({ actor }) => actor),
        judged.tender.issue?.actor ?? null,
        ...keys.map(({ actor }) => actor),
        ...awards.flatMap(({ actor, signature }) => [actor, signature?.actor ?? null]),
        ...releases.map(({ actor }) => actor),
      ])
      const outcomes = await outcomesNow(tx, request.actor.role, now)
      return {
        shown: { ...judged, awards, releases, keys, outcomes, nameOf },
        authority: await authorityTypes(tx),
      }
    })
    const { tender, rows, awards, releases, keys, nameOf } = shown
    const { current, state, id } = tender
    const authors = new Set(tender.versions.map(({ actor }) => actor))
    const told = releases.find(({ stage }) => stage === 'award')
    const days = tender.issue
      ? daysInclusive(londonDay(tender.issue.at), londonDay(tender.closesAt)) - 1
      : daysInclusive(today, londonDay(tender.closesAt)) - 1
    const fewest = fewestTenderDays[isUnderAct(current.beginsOn) === true ? 'PA2023' : 'PCR2015']
    const standstill = told ? standstillAfter(current.beginsOn, londonDay(told.at)) : null
    const best = bestOf(rows)
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/account/tenders/tender.njk', {
      room: 'Account',
      page: 'Tenders',
      hrefs: Object.fromEntries(
        (['changeTender', 'issueTender', 'takeBid', 'openBids', 'closeScoring', 'proposeAward'] as const).map(
          (name) => [name, paths[name]({ id })],
        ),
      ),
      signHref: paths.signAward({ id }),
      publishHref: paths.publishTender({ id }),
      recordHref: paths.tenderRecord({ id }),
      caption: `Tender ${tender.reference} · ${stateWords[state].toLowerCase()} · version ${current.number}`,
      title: current.title,
      state,
      stateWords: stateWords[state],
      number: current.number,
      missing: state === 'draft' ? missingOf(current) : [],
      isAuthor: authors.has(request.actor.id),
      closes: timeInWords(tender.closesAt),
      daysShort:
        days < fewest.days
          ? `${count(Math.max(0, days), 'day')} for bids; ${fewest.rule} asks for ${fewest.days} where they come electronically.`
          : '',
      sections: sectionKeys.map((key) => ({
        title: sectionTitles[key],
        paragraphs: (current.sections[key] ?? '').split('\n').filter((line) => line !== ''),
      })),
      lots: current.lots.map(({ key, title, kits }) => ({
        key,
        title,
        kits: wholeNumber(kits),
        all: wholeNumber(kits * current.years),
      })),
      criteria: current.criteria.map(({ title, weight, kind }) => ({
        title,
        weight: `${weight / 100}%`,
        how: kind === 'price' ? 'lowest price ÷ price × 100' : 'scored from 0 to 100 by people',
      })),
      indicators: current.indicators.map(({ title, target, credit }) => ({
        title,
        target,
        credit: credit === null ? 'none' : poundsOf(credit),
      })),
      bids: rows.map((row) => rowOf(row, shown)),
      lowRule: `An abnormally low price is ${lowBidRule.below / 100}% or more below the mean of the other bids (${lowBidRule.source}).`,
      keys: keys.map(({ actor, at }) => ({ by: nameOf(actor), at: timeInWords(at) })),
      opening: openingPair(keys).map(({ actor, at }) => ({ by: nameOf(actor), at: timeInWords(at) })),
      hasKey: keys[0]?.actor === request.actor.id,
      best: best && {
        id: best.bid.id,
        supplier: best.bid.supplier,
        points: best.points?.toFixed(2),
        isLow: best.isLow === true,
      },
      toSign: latestAwards(awards).map((award) => award.id),
      awards: awards.map((award) => ({
        lot: award.lot,
        supplier: award.supplier,
        net: poundsOf(award.net),
        gross: poundsOf(award.gross),
        reason: award.reason,
        lowBecause: award.lowBecause ?? '',
        by: `${nameOf(award.actor)}, ${timeInWords(award.at)}`,
        signed: award.signature ? `${nameOf(award.signature.actor)}, ${timeInWords(award.signature.at)}` : '',
      })),
      notices: noticesOf(shown).map(({ code, what, rule, by }) => ({
        code,
        what,
        rule,
        day: by === null ? '' : dayInWords(by),
      })),
      standstill: standstill && {
        last: dayInWords(standstill.last),
        signFrom: dayInWords(standstill.signFrom),
        rule: standstill.rule,
      },
      releases: releases.map((release) => ({
        stage: release.stage,
        at: timeInWords(release.at),
        by: nameOf(release.actor),
        digest: release.digest,
      })),
      toPublish:
        state === 'draft'
          ? []
          : stages.filter(
              (stage) =>
                !releases.some((release) => release.stage === stage) &&
                (stage === 'tender' || state === 'awarded'),
            ),
      rulings: rulingsFor({
        begun: current.beginsOn,
        decided: tender.issue ? londonDay(tender.issue.at) : today,
        today,
        request: 'tender',
        value: { net: current.net, gross: current.gross, inferred: null, vat: 2000 },
        authority,
        quoted: null,
      }),
      facts: [
        {
          key: 'Value over the term',
          value: `${poundsOf(current.net)} without VAT, ${poundsOf(current.gross)} with VAT`,
        },
        { key: 'Begins', value: dayInWords(current.beginsOn) },
        { key: 'Last time for bids', value: timeInWords(tender.closesAt) },
        {
          key: 'Contract',
          value: `${dayInWords(current.startsOn)} to ${dayInWords(lastDayOf(current.startsOn, current.years))}`,
        },
        { key: 'Written by', value: [...authors].map(nameOf).join(', ') },
        {
          key: 'Issued by',
          value: tender.issue
            ? `${nameOf(tender.issue.actor)}, ${timeInWords(tender.issue.at)}`
            : 'nobody yet: a programme lead who wrote none of it',
        },
      ],
      versions: tender.versions.map((version) => ({
        number: version.number,
        by: nameOf(version.actor),
        at: timeInWords(version.at),
        digest: version.digest,
      })),
      typed,
      errors,
    })
  }

  /** An act on the tender that the address names; the page again with what stands against it. */
  const act =
    (
      purpose: string,
      work: (request: FastifyRequest, id: string) => Promise<void>,
      typedFields: readonly string[] = [],
    ) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      try {
        await work(request, idIn(request) ?? '')
      } catch (error) {
        const sent = sentForm(request.body)
        const typed = Object.fromEntries(typedFields.map((field) => [field, textOf(sent, field)]))
        return show(request, reply, { errors: errorsAtField(error), typed })
      }
      return reply.redirect(paths.tender({ id: idIn(request) ?? '' }), 303)
    }
  return {
    tender: (request, reply) => show(request, reply, { errors: [] }),
    issueTender: act('issue a tender', (request, id) =>
      database.withActor(request.actor, 'issue a tender', async (tx) => {
        const tender = await tenderOf(tx, id)
        const number = textOf(sentForm(request.body), 'number')
        await issueTender(tx, request.actor.id, {
          tender: tender.id,
          number: /^[1-9]\d{0,6}$/.test(number) ? Number(number) : 0,
        })
      }),
    ),
    takeBid: act(
      'take a bid',
      async (request, id) => {
        const supplier = neededWords(sentForm(request.body), 'supplier', 'Enter who bids')
        const company = textOf(sentForm(request.body), 'company').toUpperCase()
        if (company !== '' && !/^(?:\d{8}|[A-Z]{2}\d{6})$/.test(company))
          throw new MetTraceError('usage', 'Enter a number of Companies House, such as 01234567', {
            about: 'company',
          })
        const content = fileOf(request.body, 'file')
        if (!content) throw new MetTraceError('usage', 'Choose the file of the bid', { about: 'file' })
        await database.withActor(request.actor, 'take a bid', async (tx) => {
          const tender = await tenderOf(tx, id)
          await takeBid(tx, request.actor.id, {
            tender: tender.id,
            supplier,
            company: company === '' ? null : company,
            content,
          })
        })
      },
      ['supplier', 'company'],
    ),
    openBids: act('open bids', (request, id) =>
      database.withActor(request.actor, 'open bids', async (tx) => {
        const tender = await tenderOf(tx, id)
        await giveKey(tx, request.actor.id, { tender: tender.id })
      }),
    ),
    closeScoring: act('close scoring', (request, id) =>
      database.withActor(request.actor, 'close scoring', async (tx) => {
        const tender = await tenderOf(tx, id)
        await closeScoring(tx, request.actor.id, { tender: tender.id })
      }),
    ),
    proposeAward: act(
      'propose an award',
      async (request, id) => {
        const reason = neededWords(sentForm(request.body), 'reason', 'Enter why it is the most advantageous')
        const sent = sentForm(request.body)
        const lowBecause = textOf(sent, 'lowBecause')
        if (lowBecause !== '') neededWords(sent, 'lowBecause', '')
        await database.withActor(request.actor, 'propose an award', async (tx) => {
          await proposeAward(tx, request.actor.id, {
            tender: id,
            bid: textOf(sent, 'bid'),
            reason,
            lowBecause: lowBecause === '' ? null : lowBecause,
          })
        })
      },
      ['reason', 'lowBecause'],
    ),
    signAward: act('sign an award', (request, id) =>
      database.withActor(request.actor, 'sign an award', async (tx) => {
        const shown = textsOf(sentForm(request.body), 'award')
        await signAwards(tx, request.actor.id, { tender: id, shown })
      }),
    ),
    publishTender: act('publish a tender', (request, id) =>
      database.withActor(request.actor, 'publish a tender', async (tx) => {
        const stage = stages.find((each) => each === textOf(sentForm(request.body), 'stage'))
        if (!stage) throw new MetTraceError('usage', 'Choose what to publish.', { about: 'tender' })
        await publishStage(tx, request.actor.id, { tender: id, stage, now: clock() })
      }),
    ),
    tenderRecord: async (request, reply) => {
      const { releases, reference } = await readPage(
        database,
        request,
        'what was published of a tender',
        async (tx) => {
          const tender = await tenderOf(tx, idIn(request))
          return { releases: await releasesOf(tx, tender.id), reference: tender.reference }
        },
      )
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="mettrace-${reference.toLowerCase()}-ocds.json"`)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(recordOf(releases, `urn:mettrace:ocds:${reference}`), null, 2))
    },
  }
}
