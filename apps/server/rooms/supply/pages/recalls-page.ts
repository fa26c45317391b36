import type { FastifyReply, FastifyRequest } from 'fastify'
import { timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count, wholeNumber } from '../../../foundation/words/figures.ts'
import { allScanned, codesShown, givenCodes, type GivenCode } from '../codes/given-codes.ts'
import { supplyPaths as paths } from '../paths.ts'
import { holderNames } from '../stock.ts'
import { stopKits, type Stopping } from '../stop-kits.ts'
import { batchesToStop, boxesBySscc, stops } from '../stops.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { actFrom, sentForm, textOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import { faultsOfAct } from '../acts/refused.ts'
import { quarantines, recalls, scopesInWords, stopWords } from './recall-words.ts'

/** What is to be stopped, or what is wrong with it. Batches come by id, boxes and kits as they are scanned. */
const scopeOf = async (
  tx: Transaction,
  batch: string,
  given: readonly GivenCode[],
): Promise<Stopping['of'] | ErrorAtField> => {
  if (batch !== '' && given.length > 0)
    return { text: 'Choose a batch, or enter kits or a box: not both', href: '#batch' }
  if (batch !== '') {
    const known = (await batchesToStop(tx)).find(({ id }) => id === idFrom(batch))
    return known ? { batch: known.id } : { text: 'Choose a batch from the list', href: '#batch' }
  }
  const scanned = allScanned(given) ?? []
  const boxes = scanned.flatMap((each) => ('box' in each ? [each.box] : []))
  if (boxes.length === 0 && scanned.length > 0)
    return { serials: scanned.flatMap((each) => ('serial' in each ? [each.serial] : [])) }
  if (boxes.length > 1 || scanned.length > boxes.length)
    return { text: 'Enter one box, or kits by their serials', href: '#codes' }
  const [box] = await boxesBySscc(tx, boxes)
  if (boxes.length === 1)
    return box === undefined ? { text: 'There is no such box here', href: '#codes' } : { box }
  return { text: 'Choose a batch, or scan or enter kits or a box', href: '#batch' }
}

/** Recalls and quarantines, and the form for another. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    sent: { codes?: ReturnType<typeof codesShown>; errors?: readonly ErrorAtField[] } = {},
  ): Promise<FastifyReply> => {
    const { errors = [], codes = codesShown([], 'codes') } = sent
    const [page, fields, { role }] = [pageIn(request), sentForm(request.body), request.actor]
    const mayStop = quarantines.has(role)
    const { list, nameOf, scopeOfStop, batches } = await readPage(
      database,
      request,
      'recalls of kits',
      async (tx) => {
        const read = await stops(tx, page)
        const names = await holderNames(
          tx,
          read.map(({ actor }) => actor),
        )
        const scopes = await scopesInWords(tx, role, read)
        return {
          list: read,
          nameOf: names,
          scopeOfStop: scopes,
          batches: mayStop ? await batchesToStop(tx) : [],
        }
      },
    )
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/supply/views/recalls.njk', {
      room: 'Supply',
      page: 'Recalls',
      errors,
      codes,
      act: actFrom(fields),
      mayStop,
      kind: textOf(fields, 'kind'),
      kinds: [
        ...(recalls.has(role) ? [{ value: 'recalled', text: 'Recall: every holder and home is told' }] : []),
        { value: 'quarantined', text: 'Quarantine: held until it is clear what is wrong' },
      ],
      reason: textOf(fields, 'reason'),
      batches: [
        { value: '', text: 'No whole batch' },
        ...batches.map((batch) => ({
          value: batch.id,
          text: `${batch.reference}, ${batch.supplier ?? 'an earlier phase'}, ${count(batch.announced, 'kit')}`,
          selected: batch.id === textOf(fields, 'batch'),
        })),
      ],
      stops: list.map((stop) => ({
        href: paths.recall({ id: stop.id }),
        kind: stopWords[stop.kind],
        scope: scopeOfStop(stop),
        at: timeInWords(stop.at),
        kits: wholeNumber(stop.kits),
        reason: stop.reason,
        by: nameOf(stop.actor),
        told: stop.kind === 'released' ? '' : `${wholeNumber(stop.told)} of ${wholeNumber(stop.holders)}`,
        acknowledged: stop.kind === 'released' ? '' : wholeNumber(stop.acknowledged),
      })),
      csvHref: paths.recallsCsv(),
      pages: pagesOf({ page, rows: list.length, total: list[0]?.total ?? 0 }, 'Pages of recalls', (to) =>
        paths.recalls({ page: String(to) }),
      ),
    })
  }
  return {
    recalls: (request, reply) => show(request, reply),
    recallsCsv: async (request, reply) => {
      const { list, nameOf, scopeOfStop } = await readPage(
        database,
        request,
        'recalls of kits',
        async (tx) => {
          const all = await stops(tx)
          const names = await holderNames(
            tx,
            all.map(({ actor }) => actor),
          )
          return { list: all, nameOf: names, scopeOfStop: await scopesInWords(tx, request.actor.role, all) }
        },
      )
      return sendCsv(reply, 'recalls', [
        ['at', 'kind', 'of', 'kits', 'received_later', 'reason', 'by', 'holders', 'told', 'acknowledged'],
        ...list.map((stop) => [
          stop.at.toISOString(),
          stop.kind,
          scopeOfStop(stop),
          stop.kits,
          stop.later,
          stop.reason,
          nameOf(stop.actor),
          stop.holders,
          stop.told,
          stop.acknowledged,
        ]),
      ])
    },
    stopKits: async (request, reply) => {
      const fields = sentForm(request.body)
      const [id, reason] = [actFrom(fields), textOf(fields, 'reason')]
      const kind = (['recalled', 'quarantined'] as const).find((each) => each === fields['kind'])
      const given = givenCodes(request.body, 'codes', clock().getFullYear())
      const codes = codesShown(given, 'codes')
      const errors: ErrorAtField[] = [
        ...(kind ? [] : [{ text: 'Choose recall or quarantine', href: '#kind' }]),
        ...codes.errors,
        ...wordsOf(fields, 'reason', 'Enter what is wrong with the kits').errors,
      ]
      const stop = async (tx: Transaction): Promise<ErrorAtField | undefined> => {
        const of = await scopeOf(tx, textOf(fields, 'batch'), given)
        if ('href' in of) return of
        if (kind && errors.length === 0) {
          const forAll = recalls.has(request.actor.role)
          await stopKits(tx, request.actor.id, { id, kind, at: clock(), reason, of, forAll })
        }
        return undefined
      }
      if (codes.errors.length === 0)
        errors.push(
          ...(await faultsOfAct('#batch', async () => {
            const fault = await database.withActor(request.actor, 'stop kits', stop)
            if (fault) errors.push(fault)
          })),
        )
      if (errors.length > 0) return show(request, reply, { codes, errors })
      return reply.redirect(paths.recall({ id }), 303)
    },
  }
}
