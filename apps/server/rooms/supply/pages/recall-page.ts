import type { FastifyReply, FastifyRequest } from 'fastify'
import { allows } from '../../../foundation/access/may.ts'
import type { Role } from '../../../foundation/access/roles.ts'
import { timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { capital, wholeNumber } from '../../../foundation/words/figures.ts'
import { holderKind, holderOf } from '../holders.ts'
import { supplyPaths as paths } from '../paths.ts'
import { holderNames } from '../stock.ts'
import { noteAcknowledged, noteTold, stopKits, type Stopping } from '../stop-kits.ts'
import { concernedBy, stopOf, stoppedStill, type Concerned, type Stop } from '../stops.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { actFrom, sentForm, textOf, tickedOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import { faultsOfAct } from '../acts/refused.ts'
import { quarantines, recalls, scopesInWords, stopWords } from './recall-words.ts'

/** How people are told. */
const ways = ['in person', 'by telephone', 'by email', 'by letter']

/** A home is named by its ward alone: its page in Deliver says which it is to whoever may see that. */
const nameOfConcerned = ({ holder, ward }: Concerned, nameOf: (holder: string | null) => string): string =>
  holderKind(holder) === 'home' ? `a home in ward ${ward ?? 'not known'}` : nameOf(holder)

const readStop = async (tx: Transaction, role: Role, id: string | undefined, page?: number) => {
  const stop = await stopOf(tx, id)
  const concerned = stop.kind === 'released' ? [] : await concernedBy(tx, stop.id, page)
  const nameOf = await holderNames(tx, [
    stop.actor,
    ...concerned.flatMap(({ holder, toldBy }) => [holder, toldBy].filter((each) => each !== null)),
  ])
  return { stop, concerned, nameOf, scope: (await scopesInWords(tx, role, [stop]))(stop) }
}

/** What a release is of: the batch or box as a whole, or the kits that are stopped still. */
const releasedBy = async (
  tx: Transaction,
  role: Role,
  stop: Stop,
): Promise<Pick<Stopping, 'of' | 'forAll'>> => {
  const forAll = recalls.has(role)
  if (stop.batch !== null) return { of: { batch: stop.batch }, forAll }
  if (stop.box !== null) return { of: { box: stop.box }, forAll }
  return { of: { serials: await stoppedStill(tx, stop.id) }, forAll }
}

/** One recall or quarantine: who had the kits, who of them was told and acknowledged it, and its release. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: readonly ErrorAtField[] = [],
  ): Promise<FastifyReply> => {
    const [page, fields, { role }] = [pageIn(request), sentForm(request.body), request.actor]
    const { stop, concerned, nameOf, scope } = await readPage(database, request, 'a recall of kits', (tx) =>
      readStop(tx, request.actor.role, idIn(request), page),
    )
    const { id } = stop
    const isStop = stop.kind !== 'released'
    const seesHomes = allows(role, { verb: 'read', kind: 'home' })
    const chosen = tickedOf(fields, 'holder')
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/supply/views/recall.njk', {
      room: 'Supply',
      page: 'Recalls',
      errors,
      act: actFrom(fields),
      title: `${stopWords[stop.kind]} of ${scope}`,
      at: timeInWords(stop.at),
      by: nameOf(stop.actor),
      reason: stop.reason,
      isStop,
      isWhole: stop.batch !== null || stop.box !== null,
      figures: {
        kits: wholeNumber(stop.kits),
        later: wholeNumber(stop.later),
        holders: wholeNumber(stop.holders),
        told: wholeNumber(stop.told),
        acknowledged: wholeNumber(stop.acknowledged),
      },
      concerned: concerned.map((each, at) => ({
        field: `holder-${at + 1}`,
        holder: each.holder,
        name: capital(nameOfConcerned(each, nameOf)),
        home: seesHomes && holderKind(each.holder) === 'home' ? holderOf(each.holder) : undefined,
        kits: wholeNumber(each.kits),
        still: wholeNumber(each.still),
        told:
          each.toldAt === null
            ? 'not yet'
            : `${timeInWords(each.toldAt)}, ${each.how}, by ${nameOf(each.toldBy)}`,
        acknowledged: each.acknowledgedAt === null ? 'not yet' : timeInWords(each.acknowledgedAt),
        waits: each.acknowledgedAt === null,
        chosen: chosen.includes(each.holder),
      })),
      ways: ways.map((way) => ({ value: way, text: capital(way) })),
      how: textOf(fields, 'how'),
      acknowledged: tickedOf(fields, 'acknowledged').includes('yes'),
      mayRelease: isStop && quarantines.has(role),
      releaseReason: textOf(fields, 'release-reason'),
      noticesHref: paths.tellRecall({ id }),
      releaseHref: paths.releaseRecall({ id }),
      csvHref: paths.recallCsv({ id }),
      pages: pagesOf(
        { page, rows: concerned.length, total: concerned[0]?.total ?? 0 },
        'Pages of holders',
        (to) => paths.recall({ id }, { page: String(to) }),
      ),
    })
  }
  return {
    recall: (request, reply) => show(request, reply),
    recallCsv: async (request, reply) => {
      const { concerned, nameOf } = await readPage(database, request, 'who is told of a recall', (tx) =>
        readStop(tx, request.actor.role, idIn(request)),
      )
      return sendCsv(reply, 'recall', [
        ['holder', 'ward', 'kits', 'stopped_still', 'told_at', 'how', 'told_by', 'acknowledged_at'],
        ...concerned.map((each) => [
          nameOfConcerned(each, nameOf),
          each.ward,
          each.kits,
          each.still,
          each.toldAt?.toISOString() ?? null,
          each.how,
          each.toldBy === null ? null : nameOf(each.toldBy),
          each.acknowledgedAt?.toISOString() ?? null,
        ]),
      ])
    },
    tellRecall: async (request, reply) => {
      const fields = sentForm(request.body)
      const holders = tickedOf(fields, 'holder')
      const how = ways.find((way) => way === fields['how'])
      const acknowledged = tickedOf(fields, 'acknowledged').includes('yes')
      const { id: act } = await readPage(database, request, 'a recall of kits', (tx) =>
        stopOf(tx, idIn(request)),
      )
      const errors: ErrorAtField[] = [
        ...(holders.length > 0 ? [] : [{ text: 'Choose who was told', href: '#holder-1' }]),
        ...(how || acknowledged ? [] : [{ text: 'Choose how they were told', href: '#how' }]),
      ]
      const note = async (tx: Transaction): Promise<void> => {
        const at = clock()
        if (how) await noteTold(tx, request.actor.id, { act, holders, how, at })
        if (acknowledged) await noteAcknowledged(tx, request.actor.id, { act, holders, at })
      }
      if (errors.length === 0)
        errors.push(
          ...(await faultsOfAct('#holder-1', () =>
            database.withActor(request.actor, 'note who was told of a recall', note),
          )),
        )
      if (errors.length > 0) return show(request, reply, errors)
      return reply.redirect(paths.recall({ id: act }), 303)
    },
    releaseRecall: async (request, reply) => {
      const fields = sentForm(request.body)
      const [id, reason] = [actFrom(fields), textOf(fields, 'release-reason')]
      await readPage(database, request, 'a recall of kits', (tx) => stopOf(tx, idIn(request)))
      const errors = wordsOf(fields, 'release-reason', 'Enter why the kits are released').errors
      const release = async (tx: Transaction): Promise<void> => {
        const scope = await releasedBy(tx, request.actor.role, await stopOf(tx, idIn(request)))
        await stopKits(tx, request.actor.id, { id, kind: 'released', at: clock(), reason, ...scope })
      }
      if (errors.length === 0)
        errors.push(
          ...(await faultsOfAct('#release-reason', () =>
            database.withActor(request.actor, 'release kits', release),
          )),
        )
      if (errors.length > 0) return show(request, reply, errors)
      return reply.redirect(paths.recall({ id }), 303)
    },
  }
}
