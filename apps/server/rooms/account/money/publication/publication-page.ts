import type { FastifyReply, FastifyRequest } from 'fastify'
import { ruleOf } from '../../../../foundation/access/access-table.ts'
import { actorNames } from '../../../../foundation/actor-names.ts'
import { timeInWords } from '../../../../foundation/days.ts'
import { MetTraceError } from '../../../../foundation/errors.ts'
import { sendPage } from '../../../../foundation/layout/views.ts'
import { idIn } from '../../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../../foundation/page/kept-names.ts'
import { readPage } from '../../../../foundation/page/page.ts'
import { sentForm, textOf } from '../../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { accountPaths as paths } from '../../paths.ts'
import { faultsOfMoney, MoneyForm } from '../form-fields.ts'
import { daysInWords, dutyWords } from './duties-page.ts'
import {
  checkPublication,
  hasChanged,
  publicationOf,
  publications,
  releasePublication,
} from './publications.ts'
import { tableIn } from './contents.ts'

const read = async (tx: Transaction, request: FastifyRequest) => {
  const found = await publicationOf(tx, idIn(request))
  if (!found) throw new MetTraceError('not_found', 'There is no such publication.')
  return found
}

/** One publication: the table as it is published, who drafted, checked and published it, and its other versions. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { errors, status }: { errors: readonly ErrorAtField[]; status: number } = { errors: [], status: 200 },
  ): Promise<FastifyReply> => {
    const sent = sentForm(request.body)
    const { found, changed, others, nameOf } = await readPage(
      database,
      request,
      'a publication',
      async (tx) => {
        const publication = await read(tx, request)
        return {
          found: publication,
          changed: await hasChanged(tx, publication),
          others: (await publications(tx)).filter(
            ({ id, kind, first, contract }) =>
              id !== publication.id &&
              kind === publication.kind &&
              first === publication.first &&
              contract === publication.contract,
          ),
          nameOf: await actorNames(tx, [publication.actor, publication.checkedBy, publication.publishedBy]),
        }
      },
    )
    const { id, kind, first, last, version, decision, publishedAt } = found
    const may = ruleOf(request.actor.role, 'publication').add !== undefined
    const [header = [], ...rows] = await tableIn(found.content)
    return sendPage(reply, status, 'rooms/account/money/publication/publication.njk', {
      room: 'Account',
      page: 'Publication',
      errors,
      title: `${dutyWords[kind].what}, ${daysInWords(kind, first, last)}`,
      rule: dutyWords[kind].rule,
      version,
      header: header.map((each) => each.replaceAll('_', ' ').replace(' gbp', ' (£)')),
      numeric: header.map((each) => each.endsWith('_gbp')),
      rows,
      drafted: `${nameOf(found.actor)}, ${timeInWords(found.at)}`,
      checked: decision === 'checked' && nameOf(found.checkedBy ?? ''),
      sentBack: decision === 'sent back' && `${found.sentBackBecause} (${nameOf(found.checkedBy ?? '')})`,
      published: publishedAt && `${nameOf(found.publishedBy ?? '')}, ${timeInWords(publishedAt)}`,
      foundAt: found.foundAt,
      digest: found.digest,
      changed,
      isOwn: found.actor === request.actor.id,
      mayCheck: may && decision === null,
      mayPublish: may && decision === 'checked' && publishedAt === null,
      others: others.map((other) => ({
        text: `Version ${other.version}, ${other.publishedAt ? 'published' : (other.decision ?? 'a draft')}`,
        href: paths.publication({ id: other.id }),
      })),
      typed: { why: textOf(sent, 'why'), found: textOf(sent, 'found') },
      dutiesHref: paths.duties(),
      fileHref: paths.publicationFile({ id }),
      checkHref: paths.checkPublication({ id }),
      publishHref: paths.releasePublication({ id }),
    })
  }
  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    href: string,
    work: (tx: Transaction, form: MoneyForm, id: string) => Promise<void>,
  ): Promise<FastifyReply> => {
    const form = new MoneyForm(sentForm(request.body))
    const done = await faultsOfMoney(href, () =>
      database.withActor(request.actor, 'an act on a publication', async (tx) =>
        work(tx, form, (await read(tx, request)).id),
      ),
    )
    if (form.errors.length > 0) return show(request, reply, { errors: form.errors, status: 400 })
    if (done.errors.length > 0) return show(request, reply, done)
    return reply.redirect(paths.publication({ id: idIn(request) ?? '' }), 303)
  }
  return {
    publication: (request, reply) => show(request, reply),
    publicationFile: async (request, reply) => {
      const { kind, first, version, content } = await readPage(database, request, 'a publication', (tx) =>
        read(tx, request),
      )
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="mettrace-${kind}-${first}-v${version}.csv"`)
        .type('text/csv; charset=utf-8')
        .send(content)
    },
    checkPublication: (request, reply) =>
      act(request, reply, '#decision', async (tx, form, id) => {
        const decision = form.choice(
          'decision',
          'checked or sent back',
          ['checked', 'sent back'],
          (each) => each,
        )
        const why = decision === 'sent back' ? form.text('why', 'why it is sent back') : ''
        if (form.errors.length > 0) return
        await checkPublication(tx, request.actor.id, { id, ...(why && { sentBackBecause: why }) })
      }),
    releasePublication: (request, reply) =>
      act(request, reply, '#found', async (tx, form, id) => {
        const foundAt = form.text('found', 'where it is found')
        if (form.errors.length > 0) return
        await releasePublication(tx, request.actor.id, { id, foundAt })
      }),
  }
}
