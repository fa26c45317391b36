import type { FastifyReply, FastifyRequest } from 'fastify'
import { faultsOf } from '@mettrace/continuity/facts/faults'
import { lateAfter } from '@mettrace/continuity/facts/rules'
import { isGone, signsOnPaper } from '@mettrace/continuity/hands/hands'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { tracePaths as paths } from '../paths.ts'
import { readingsOfMark } from '../readings/mark-readings.ts'
import { disagreementInWords, extentInWords, outcomeInWords } from '../readings/reading-words.ts'
import { missingSince } from '../stocktakes/differences.ts'
import { lastSeenInWords } from '../stocktakes/stocktake-words.ts'
import { conditionInWords, dueOf, kindInWords, namesOfHands } from './exhibit-words.ts'
import { historyOf, isOpenQuestion, type HistoryFact } from './history.ts'
import { faultsOfAct } from './or-refused.ts'
import { storeSecretsIn } from './no-store-secrets.ts'
import { ownHands } from './own-stores.ts'
import { exhibitsById, partsOf, type Exhibit } from './positions.ts'
import { doWith, isDeed } from './record-of-exhibit.ts'
import { rulingsOf, type RecordedRuling } from './rulings.ts'

const fields = [
  'seal',
  'shelf',
  'description',
  'power',
  'offence',
  'reason',
  'officer',
  'reviewOn',
  'words',
  'lateBecause',
  'day',
  'time',
]

const found = async (tx: Transaction, id: string | undefined): Promise<Exhibit> => {
  const [exhibit] = id === undefined ? [] : await exhibitsById(tx, [id])
  if (!exhibit) throw new MetTraceError('not_found', 'There is no such exhibit here.')
  return exhibit
}

const isLate = ({ at, enteredAt }: HistoryFact): boolean => enteredAt.getTime() - at.getTime() > lateAfter

const notesOf = (fact: HistoryFact): string =>
  [
    ...(fact.from !== null && fact.from !== fact.to
      ? [fact.paper === null ? 'both confirmed' : `signed: ${fact.paper}`]
      : []),
    ...(fact.condition === null ? [] : [conditionInWords(fact.condition)]),
    ...(fact.answer === null ? [] : [`the sender answered: ${fact.answer}`]),
    ...(fact.shelf === null ? [] : [`shelf ${fact.shelf}`]),
    ...(fact.offence === null ? [] : [`for ${fact.offence}`]),
    ...(fact.lateBecause === null ? [] : [`entered late: ${fact.lateBecause}`]),
    ...(fact.deviceAt === null
      ? []
      : [`by its device ${timeInWords(fact.deviceAt)}, ${fact.skewSeconds ?? 0} s ahead`]),
  ].join('; ')

const rulingInWords = ({ kind, reason, officer, offence, reviewOn, answer }: RecordedRuling): string => {
  const what =
    kind === 'review'
      ? answer === null || answer === 'keep'
        ? `${answer === 'keep' ? 'Keep: review' : 'Review'} on ${reviewOn === null ? 'no day' : dayInWords(reviewOn)}`
        : answer === 'return'
          ? 'To return'
          : 'To dispose of'
      : {
          hold: 'Legal hold',
          'hold lifted': 'Legal hold lifted',
          'kept for offence': `Kept for ${offence} alone (PACE s.63U)`,
        }[kind]
  return `${what}, ${officer}: ${reason}`
}

/** One exhibit: where it is, every hand it passed through, what was taken from it, and what can be recorded next. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors, status }: { sent: SentForm; errors: ErrorAtField[]; status: number },
  ): Promise<FastifyReply> => {
    const { exhibit, parts, facts, rulings, missing, mark, own, names } = await readPage(
      database,
      request,
      'an exhibit',
      async (tx) => {
        const one = await found(tx, idIn(request))
        const history = await historyOf(tx, one.id)
        const all = await partsOf(tx, one.root)
        const decided = await rulingsOf(tx, one.id)
        const lost = await missingSince(tx, one.id)
        return {
          exhibit: one,
          parts: all,
          facts: history,
          rulings: decided,
          missing: lost,
          mark: await readingsOfMark(tx, { scan: null, exhibit: one.id }),
          own: await ownHands(tx),
          names: await namesOfHands(tx, [
            ...history.flatMap(({ from, to, actor, offeredBy }) => [from, to, actor, offeredBy]),
            ...all.map(({ hand }) => hand),
            ...decided.map(({ actor }) => actor),
            lost?.seenBy ?? null,
          ]),
        }
      },
    )
    const faults = faultsOf(facts)
    const late = facts.filter(isLate).length
    const due = dueOf(exhibit)
    return sendPage(reply, status, 'rooms/trace/exhibits/exhibit.njk', {
      room: 'Trace',
      page: 'Exhibits',
      href: paths.exhibit({ id: exhibit.id }),
      csvHref: paths.continuityCsv({ id: exhibit.id }),
      id: exhibit.id,
      reference: exhibit.reference,
      description: exhibit.description,
      of: [
        ...(exhibit.crime === null ? [] : [`crime ${exhibit.crime}`]),
        ...(exhibit.custody === null ? [] : [`custody ${exhibit.custody}`]),
      ],
      power: exhibit.power,
      figures: [
        {
          label: 'Chain',
          value: faults.length === 0 ? 'Whole' : 'Broken',
          note: `${count(facts.length, 'fact')}${late > 0 ? `, ${late} entered late` : ''}`,
        },
        {
          label: 'Holder now',
          value: names.hand(exhibit.hand),
          note: `since ${timeInWords(exhibit.at)}${exhibit.shelf === null ? '' : `, shelf ${exhibit.shelf}`}`,
        },
        { label: 'Seal now', value: exhibit.seal === '' ? 'Open' : exhibit.seal, note: '' },
        {
          label: 'Due',
          value: due ? dayInWords(due.day) : 'No date',
          note: exhibit.isHeld ? 'under a legal hold' : (due?.words ?? ''),
        },
      ],
      missing:
        missing &&
        `${missing.outcome === 'lost' ? 'Lost' : 'Missing'} in the stocktake of ${missing.bcu} on ${timeInWords(missing.endedAt)}; last seen ${lastSeenInWords(missing.seenAt!, names.actor(missing.seenBy!))}.`,
      missingHref: missing && paths.stocktake({ id: missing.stocktake }),
      faults: faults.map(({ sequence, fault }) => `Fact ${sequence}: ${fault}.`),
      facts: facts.map((fact) => ({
        at: timeInWords(fact.at),
        enteredAt: timeInWords(fact.enteredAt),
        what: kindInWords(fact.kind),
        who:
          fact.from === null || fact.from === fact.to
            ? names.hand(fact.to)
            : `${names.hand(fact.from)} → ${names.hand(fact.to)}`,
        by: names.actor(fact.actor),
        before: fact.sealBefore,
        after: fact.seal,
        isLate: isLate(fact),
        notes: notesOf(fact),
      })),
      parts: parts.map((part) => ({
        href: paths.exhibit({ id: part.id }),
        isThis: part.id === exhibit.id,
        reference: part.reference,
        words: `${part.description}, ${names.hand(part.hand)}`,
      })),
      questions: facts.filter(isOpenQuestion).map((fact) => ({
        id: fact.id,
        words: `${timeInWords(fact.at)}, ${names.hand(fact.to)}: ${conditionInWords(fact.condition!)}.`,
      })),
      rulings: rulings.map(
        (each) => `${rulingInWords(each)} (${names.actor(each.actor)}, ${timeInWords(each.at)})`,
      ),
      readings: mark.readings.map((reading) => ({
        href: paths.fieldReading({ id: reading.id }),
        words: `${timeInWords(reading.at)}${reading.reference === null ? ', at the scan' : `, ${reading.reference}`}: ${extentInWords(reading)}`,
      })),
      results: mark.results.map((result) => ({
        href: paths.labResult({ id: result.id }),
        words: `${result.laboratory}, ${result.reference}: ${outcomeInWords(result.outcome).toLowerCase()}`,
      })),
      disagreements: mark.disagreements.map(disagreementInWords),
      readingHref: paths.recordReading({ of: exhibit.id }),
      resultHref: paths.recordResult({ of: exhibit.id }),
      isOpen: exhibit.seal === '',
      isGone: isGone(exhibit.hand),
      isMine: own.includes(exhibit.hand) || signsOnPaper(exhibit.hand),
      isHeld: exhibit.isHeld,
      keptFor: exhibit.keptFor,
      isSwab: exhibit.kind === 'skin swab',
      last: timeInWords(exhibit.at),
      deed: textOf(sent, 'deed'),
      values: Object.fromEntries(fields.map((field) => [field, textOf(sent, field)])),
      act: uuidv7(),
      errors,
    })
  }
  return {
    exhibit: (request, reply) => show(request, reply, { sent: {}, errors: [], status: 200 }),
    continuityCsv: async (request, reply) => {
      const { facts, names } = await readPage(database, request, 'continuity of an exhibit', async (tx) => {
        const history = await historyOf(tx, (await found(tx, idIn(request))).id)
        return {
          facts: history,
          names: await namesOfHands(
            tx,
            history.flatMap(({ from, to, actor, offeredBy }) => [from, to, actor, offeredBy]),
          ),
        }
      })
      return sendCsv(reply, 'continuity', [
        [
          'sequence',
          'happened',
          'entered',
          'what',
          'from',
          'to',
          'seal_before',
          'seal_after',
          'condition',
          'confirmed_by',
          'recorded_by',
          'notes',
        ],
        ...facts.map((fact) => [
          fact.sequence,
          fact.at.toISOString(),
          fact.enteredAt.toISOString(),
          fact.kind,
          fact.from === null ? null : names.hand(fact.from),
          names.hand(fact.to),
          fact.sealBefore,
          fact.seal,
          fact.condition,
          fact.offeredBy === null ? fact.paper : names.actor(fact.offeredBy),
          names.actor(fact.actor),
          notesOf(fact),
        ]),
      ])
    },
    recordOfExhibit: async (request, reply) => {
      const sent = sentForm(request.body)
      const deed = textOf(sent, 'deed')
      if (!isDeed(deed))
        throw new MetTraceError('usage', 'It cannot be told what is to be recorded of this exhibit.')
      let faults: ErrorAtField[] = []
      const done = await faultsOfAct('#next', () =>
        database.withActor(request.actor, 'record of an exhibit', async (tx) => {
          faults = storeSecretsIn(sent)
          if (faults.length > 0) return
          faults = await doWith(tx, request.actor.id, await found(tx, idIn(request)), {
            deed,
            sent,
            now: clock(),
          })
        }),
      )
      const errors = [...faults, ...done.errors]
      if (errors.length > 0)
        return show(request, reply, { sent, errors, status: faults.length > 0 ? 400 : done.status })
      return reply.redirect(paths.exhibit({ id: idIn(request) ?? '' }), 303)
    },
  }
}
