import type { FastifyReply, FastifyRequest } from 'fastify'
import { poundsOf } from '@mettrace/procurement/value/printed-money'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { count } from '../../../foundation/words/figures.ts'
import { accountPaths as paths } from '../paths.ts'
import { authorityTypes } from './authority-types.ts'
import { stateWords } from './decisions-page.ts'
import { hoursAtDoors, outcomesNow } from './outcomes.ts'
import { promiseRows } from './promise-rows.ts'
import { decisionOf, type Decision } from './register.ts'
import { rulingsFor } from './ruling-words.ts'
import { changesIn, sectionLines } from './section-table.ts'
import { missingOf, requestWords } from './shape.ts'
import { shownDecision, type ShownDecision } from './shown-decision.ts'
import { publishDecision, signDecision } from './sign.ts'

const captionOf = ({ reference, state, versions, signedOn, sources }: Decision): string => {
  const [latest] = versions
  const day = signedOn === null ? '' : dayInWords(signedOn)
  if (!latest)
    return `Decision ${reference} · published elsewhere · ${day === '' ? 'no date printed' : `signed ${day}`} · ${count(sources.length, 'source')}`
  return `Decision ${reference} · ${stateWords[state].toLowerCase()}, version ${latest.number} · ${day === '' ? 'not signed' : `signed ${day}`}`
}

const valueLine = ({ value }: ShownDecision): string | null =>
  value === null ? null : `${poundsOf(value.net)} without VAT, ${poundsOf(value.gross)} with VAT`

/** One decision: what is missing, its sections, its promises beside what came, and which rules apply. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors }: { errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const now = clock()
    const today = londonDay(now)
    const { decision, authority, outcomes, atDoors, nameOf } = await readPage(
      database,
      request,
      'a decision',
      async (tx) => {
        const one = await decisionOf(tx, idIn(request))
        const came = await outcomesNow(tx, request.actor.role, now)
        return {
          decision: one,
          authority: await authorityTypes(tx),
          outcomes: came,
          atDoors: came.kits.figure === null ? null : await hoursAtDoors(tx, came.kits.figure),
          nameOf: await actorNames(tx, [
            one.by,
            ...one.versions.map(({ actor }) => actor),
            ...one.sources.map(({ actor }) => actor),
          ]),
        }
      },
    )
    const shown = shownDecision(decision)
    const { id, versions, state, signature, publication } = decision
    const [latest] = versions
    const authors = [...new Set(versions.map(({ actor }) => actor))]
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/account/decisions/decision.njk', {
      room: 'Account',
      page: 'Decisions',
      href: paths.decision({ id }),
      changeHref: paths.changeDecision({ id }),
      publicHref: paths.publicDecision({ id }),
      confidentialHref: paths.confidentialPart({ id }),
      caption: captionOf(decision),
      title: shown.title,
      state,
      isDraft: latest !== undefined,
      missing: latest && state === 'draft' ? missingOf(latest) : [],
      isAuthor: authors.includes(request.actor.id) || decision.by === request.actor.id,
      number: latest?.number,
      sections: shown.sections,
      lines: sectionLines(versions).map((line) => ({
        title: line.title,
        number: line.number,
        words: line.words,
        by: line.by === null ? '' : nameOf(line.by),
        at: line.at === null ? '' : dayInWords(londonDay(line.at)),
      })),
      rows: shown.promises.length === 0 ? [] : promiseRows(shown.promises, outcomes, atDoors),
      valueLine: valueLine(shown),
      rulings:
        shown.value === null
          ? []
          : rulingsFor({
              begun: shown.begun,
              decided: decision.signedOn ?? (latest ? today : null),
              today,
              request: shown.request,
              value: shown.value,
              authority,
              quoted: shown.delegation,
            }),
      quotes: shown.quotes,
      begun: shown.begun === null ? 'not known' : dayInWords(shown.begun),
      who: [
        ...(latest ? [{ key: 'Written by', value: authors.map(nameOf).join(', ') }] : []),
        ...(latest
          ? [
              {
                key: 'Signed by',
                value: signature
                  ? `${signature.actor}, ${timeInWords(signature.at)}`
                  : 'nobody yet: a programme lead who wrote none of it',
              },
            ]
          : [{ key: 'Decision by', value: shown.by ?? 'not printed' }]),
        ...(latest ? [{ key: 'What is asked', value: requestWords[latest.request] }] : []),
        ...(publication
          ? [{ key: 'Published', value: `${publication.actor}, ${timeInWords(publication.at)}` }]
          : []),
        ...(latest
          ? []
          : [
              {
                key: 'Date signed',
                value: decision.signedOn === null ? 'no date printed' : dayInWords(decision.signedOn),
              },
            ]),
      ],
      versions: versions.map((version, at) => ({
        number: version.number,
        at: timeInWords(version.at),
        by: nameOf(version.actor),
        words: changesIn(version, versions[at + 1]),
      })),
      sources: decision.sources.map((source) => ({
        where: source.foundAt,
        signed: source.read.signed === null ? 'no date printed' : dayInWords(source.read.signed),
        at: timeInWords(source.at),
        by: nameOf(source.actor),
        digest: source.digest,
      })),
      sums: shown.sums,
      remarks: shown.remarks,
      notUnderstood: shown.notUnderstood,
      errors,
    })
  }
  return {
    decision: (request, reply) => show(request, reply, { errors: [] }),
    signDecision: async (request, reply) => {
      const sent = sentForm(request.body)
      const deed = textOf(sent, 'deed')
      try {
        await database.withActor(request.actor, 'sign or publish a decision', async (tx) => {
          const decision = await decisionOf(tx, idIn(request))
          if (deed === 'publish') return publishDecision(tx, request.actor.id, decision.id)
          if (deed !== 'sign')
            throw new MetTraceError('usage', 'Choose to sign or to publish.', { about: 'decision' })
          const number = textOf(sent, 'number')
          return signDecision(
            tx,
            request.actor.id,
            decision,
            /^[1-9]\d{0,6}$/.test(number) ? Number(number) : 0,
          )
        })
      } catch (error) {
        return show(request, reply, { errors: errorsAtField(error) })
      }
      return reply.redirect(paths.decision({ id: idIn(request) ?? '' }), 303)
    },
    publicDecision: async (request, reply) => {
      const decision = await readPage(database, request, 'a decision as it is public', (tx) =>
        decisionOf(tx, idIn(request)),
      )
      const shown = shownDecision(decision)
      return sendPage(reply, 200, 'rooms/account/decisions/public.njk', {
        room: 'Account',
        page: 'Decisions',
        backHref: paths.decision({ id: decision.id }),
        reference: decision.reference,
        title: shown.title,
        isPublic: decision.state === 'published' || decision.state === 'elsewhere',
        signed: decision.signedOn === null ? '' : dayInWords(decision.signedOn),
        by: decision.signature?.actor ?? shown.by ?? '',
        sections: shown.sections,
      })
    },
  }
}
