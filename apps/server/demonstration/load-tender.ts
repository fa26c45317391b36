import { addDays } from '@mettrace/clocks/days/days'
import { madeUpAssessments, madeUpBids, madeUpTender, tenderDays } from '@mettrace/demo/tender'
import { actingAs } from '../foundation/access/acting-as.ts'
import type { Database } from '../foundation/database.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { awardsOf, latestAwards, proposeAward, signAwards } from '../rooms/account/tenders/award.ts'
import { giveKey, takeBid } from '../rooms/account/tenders/bids.ts'
import { assess } from '../rooms/account/tenders/contracts.ts'
import { publishStage, stages } from '../rooms/account/tenders/publish.ts'
import { beginTender, issueTender } from '../rooms/account/tenders/register.ts'
import {
  checkBid,
  closeScoring,
  declareInterest,
  moderateBid,
  scoreBid,
} from '../rooms/account/tenders/scoring.ts'

/** People of the made-up city who tender; the rules ask for several. */
const people = ['finance', 'lead', 'planner', 'data protection'] as const
type Who = (typeof people)[number]

const quality = madeUpTender.criteria.flatMap(({ key, kind }) => (kind === 'quality' ? [key] : []))
const byCriterion = <T>(values: readonly T[]): Record<string, T> =>
  Object.fromEntries(quality.map((key, at) => [key, values[at]!]))

/** Puts in one finished tender of the made-up city, through the acts of the room: three bids, one of which fails a check. */
export const loadTender = async (database: Database, until: string): Promise<void> => {
  const dayOf = (ago: number): string => addDays(until, -ago)
  const at = (ago: number, minutes = 0): Date =>
    new Date(Date.parse(`${dayOf(ago)}T12:00:00Z`) + minutes * 60_000)
  const as = <T>(who: Who, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> => {
    const actor = actingAs('demonstrationHomes', `demonstration: ${who}`)
    return database.withActor(actor, 'tender of the made-up city', (tx) => work(tx, actor.id))
  }
  const tender = uuidv7()
  const { title, net, gross, years, sections, lots, criteria, indicators } = madeUpTender
  await as('finance', (tx, actor) =>
    beginTender(tx, actor, {
      id: tender,
      year: Number(dayOf(tenderDays.written).slice(0, 4)),
      draft: {
        title,
        net,
        gross,
        years,
        sections,
        beginsOn: dayOf(tenderDays.issued),
        closesOn: dayOf(tenderDays.closed),
        closesAt: '12:00',
        startsOn: dayOf(tenderDays.starts),
        lots,
        criteria,
        indicators,
      },
      madeUpAt: at(tenderDays.written),
    }),
  )
  await as('lead', (tx, actor) =>
    issueTender(tx, actor, { tender, number: 1, madeUpAt: at(tenderDays.issued) }),
  )
  const bids: string[] = []
  for (const [place, { supplier, bands }] of madeUpBids.entries()) {
    const lines = bands.map(([from, price]) => `1,${from},${price}\n`)
    const content = Buffer.from(`lot,from_kits,price\n${lines.join('')}`)
    const madeUpAt = at(tenderDays.closed + 1, 30 * place)
    bids.push(
      await as('finance', (tx, actor) =>
        takeBid(tx, actor, { tender, supplier, company: null, content, madeUpAt }),
      ),
    )
  }
  for (const [minutes, who] of [
    [70, 'finance'],
    [73, 'lead'],
  ] as const)
    await as(who, (tx, actor) => giveKey(tx, actor, { tender, madeUpAt: at(tenderDays.closed, minutes) }))
  for (const [place, bid] of bids.entries()) {
    const { passes, scores } = madeUpBids[place]!
    await as('data protection', async (tx, actor) => {
      const madeUpAt = at(tenderDays.checked)
      await checkBid(tx, actor, {
        bid,
        gate: 'data protection',
        passed: passes,
        reason: passes ? 'It signs the sharing agreement.' : 'It would keep codes beside addresses.',
        madeUpAt,
      })
      await checkBid(tx, actor, { bid, gate: 'equality', passed: true, reason: 'It has a policy.', madeUpAt })
    })
    for (const [number, who] of (['planner', 'lead'] as const).entries()) {
      const given = scores[number]
      if (!given) continue
      await as(who, async (tx, actor) => {
        const madeUpAt = at(tenderDays.scored, number)
        await declareInterest(tx, actor, { bid, conflict: false, words: null, madeUpAt })
        const reasons = byCriterion(given.map(() => 'As the samples and the method statement show.'))
        await scoreBid(tx, actor, { bid, scores: byCriterion(given), reasons, madeUpAt })
      })
    }
  }
  await as('finance', (tx, actor) => closeScoring(tx, actor, { tender, madeUpAt: at(tenderDays.scored, 90) }))
  for (const [place, bid] of bids.entries()) {
    const { agreed } = madeUpBids[place]!
    if (agreed.length === 0) continue
    await as('planner', (tx, actor) =>
      moderateBid(tx, actor, {
        bid,
        scores: byCriterion(agreed),
        reason: 'Agreed in a meeting of those who scored.',
        madeUpAt: at(tenderDays.moderated),
      }),
    )
  }
  await as('finance', (tx, actor) =>
    proposeAward(tx, actor, {
      tender,
      bid: bids[0]!,
      reason: 'It has the most points: the lowest price of those that passed, and the better laboratory.',
      lowBecause: null,
      madeUpAt: at(tenderDays.awarded),
    }),
  )
  await as('lead', async (tx, actor) => {
    const shown = latestAwards(await awardsOf(tx, tender)).map(({ id }) => id)
    await signAwards(tx, actor, { tender, shown, madeUpAt: at(tenderDays.awarded, 120) })
  })
  const published = { tender: tenderDays.issued, award: tenderDays.published, contract: tenderDays.starts }
  for (const stage of stages)
    await as('finance', async (tx, actor) => {
      const now = at(published[stage], 180)
      await publishStage(tx, actor, { tender, stage, now, madeUpAt: now })
    })
  await as('finance', async (tx, actor) => {
    const [award] = await awardsOf(tx, tender)
    for (const { indicator, fromAgo, toAgo, figure, met } of madeUpAssessments)
      await assess(tx, actor, {
        contract: award!.id,
        indicator,
        from: dayOf(fromAgo),
        to: dayOf(toAgo),
        figure,
        met,
        source: 'Quarterly report of the supplier',
        madeUpAt: at(toAgo - 20),
      })
  })
}
