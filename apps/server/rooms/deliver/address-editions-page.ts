import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { csvText } from '../../foundation/csv-text.ts'
import { dayInWords, timeInWords } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { pageIn } from '../../foundation/page/lists.ts'
import { idIn } from '../../foundation/page/ids.ts'
import { readPage } from '../../foundation/page/page.ts'
import { pageFrom, pagesOf } from '../../foundation/page/pages.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { wholeNumber } from '../../foundation/words/figures.ts'
import {
  acceptEdition,
  differencesByWard,
  differencesOf,
  editionByWhom,
  editionOf,
  editions,
  mostOnPage,
  refuseEdition,
  type AddressDifference,
  type Edition,
} from '../../places/address-editions.ts'
import { differenceKinds } from '../../places/compare-addresses.ts'
import { formatNames, type RegisterFormat } from '../../places/formats/address-row.ts'
import { effectOfEdition, type AreaEffect } from '../../places/homes.ts'
import { leftOutWords } from '../../places/import-session.ts'
import { wardsInWords, type WardWords } from '../../places/place-names.ts'
import { homeRule } from '../../places/register-counts.ts'
import { deliverPaths as paths } from './paths.ts'

const stateTags = {
  waits: { text: 'Waits', colour: 'yellow' },
  accepted: { text: 'Accepted', colour: 'green' },
  refused: { text: 'Refused', colour: 'red' },
  overtaken: { text: 'Overtaken', colour: 'grey' },
} as const

/** Kinds of difference, with those that say neither place nor class. */
const changes = [...differenceKinds, 'changed'] as const
const changeWords: Readonly<Record<(typeof changes)[number], string>> = {
  new: 'New',
  gone: 'Gone',
  moved: 'Moved',
  split: 'Split',
  merged: 'Merged',
  reclassified: 'Reclassified',
  changed: 'Other words of the address',
}

const listedWords: Readonly<Record<keyof Edition['listed'], string>> = {
  missingParents: 'Parents that are not in the file; the addresses are taken',
  unknownHomes: 'Changes to addresses that nobody knows; they are left out',
  thinWards: 'Wards of which it has fewer than half of the addresses; nothing there counts as gone',
}

const headOf = (edition: Edition) => ({
  number: edition.number,
  href: paths.addressEdition({ id: edition.id }),
  format: formatNames[edition.format as RegisterFormat],
  supply: edition.supply === 'full' ? 'every address' : 'changes alone',
  files: edition.files,
  asOf: dayInWords(edition.asOf),
  rows: wholeNumber(edition.rows),
  at: timeInWords(edition.at),
  actor: edition.actor,
  state: stateTags[edition.state],
  decided: edition.decidedAt ? `${timeInWords(edition.decidedAt)}, ${edition.decidedBy}` : '',
  reason: edition.reason ?? '',
  differences: differenceKinds.map((kind) => wholeNumber(edition.differences[kind] ?? 0)),
})

const effectLine = ({ code, name, before, after }: AreaEffect, byWard: ReadonlyMap<string, number>) => {
  const by = after - (before ?? 0)
  return {
    name: name ?? code,
    code,
    before: before === null ? 'not known' : wholeNumber(before),
    after: wholeNumber(after),
    by: before === null ? '' : by > 0 ? `+${wholeNumber(by)}` : by < 0 ? `−${wholeNumber(-by)}` : '0',
    changes: changes.map((kind) => wholeNumber(byWard.get(`${code} ${kind}`) ?? 0)),
  }
}

const differenceLine = (each: AddressDifference, ward: WardWords) => ({
  ...each,
  ward: each.ward === null ? '' : ward(each.ward),
  change: changeWords[each.change as keyof typeof changeWords],
  was: [
    each.wasClass !== null && each.wasClass !== each.class ? `class ${each.wasClass}` : '',
    each.wasAddress !== null && each.wasAddress !== each.address ? each.wasAddress : '',
    each.wasWard !== null && each.wasWard !== each.ward ? `ward ${ward(each.wasWard)}` : '',
    each.metres !== null && each.metres > 0 ? `${wholeNumber(each.metres)} m away` : '',
  ]
    .filter(Boolean)
    .join('; '),
})

const asked = (request: FastifyRequest) => {
  const { change, page } = request.query as Record<string, unknown>
  return {
    change: changes.find((each) => each === change),
    page: pageFrom(page),
  }
}

const sent = z.object({
  decision: z.enum(['accept', 'refuse']),
  reason: z.string().trim().max(500).default(''),
})

const csvDifferences = 200_000

const csv = (reply: FastifyReply, name: string, text: string): FastifyReply =>
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(text)

/** Editions of the address file: how each differs from what stands, and whether it is to stand. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    error?: string,
  ): Promise<FastifyReply> => {
    const { change, page } = asked(request)
    const found = await readPage(database, request, 'an edition of the address file', async (tx) => {
      const edition = await editionByWhom(tx, idIn(request))
      const differences = await differencesOf(tx, edition.id, { ...(change && { change }), page })
      return {
        edition,
        ward: await wardsInWords(
          tx,
          differences.flatMap(({ ward, wasWard }) => [ward ?? [], wasWard ?? []].flat()),
        ),
        rule: await homeRule(tx),
        effects: await effectOfEdition(tx, edition, { ward: { validFrom: edition.wardValidFrom } }),
        byWard: await differencesByWard(tx, edition.id),
        differences,
      }
    })
    const { edition, effects, differences } = found
    const id = edition.id
    const byWard = new Map(
      found.byWard.map(({ ward, change: kind, addresses }) => [`${ward} ${kind}`, addresses]),
    )
    const link = (to: number): string =>
      `${paths.addressEdition({ id })}?${new URLSearchParams({ ...(change && { change }), page: String(to) }).toString()}`
    return sendPage(reply, error ? 400 : 200, 'rooms/deliver/views/address-edition.njk', {
      room: 'Deliver',
      page: 'Address editions',
      edition: headOf(edition),
      mayBeDecided: edition.state === 'waits' || edition.state === 'refused',
      tooLarge: (edition.differences.new ?? 0) > mostOnPage,
      decisionHref: paths.decideEdition({ id }),
      differencesHref: paths.addressDifferences({ id }),
      areasHref: paths.addressAreas({ id }),
      rule: found.rule.words,
      kinds: changes.map((kind) => ({
        text: changeWords[kind],
        addresses: wholeNumber(
          found.byWard.reduce((sum, each) => sum + (each.change === kind ? each.addresses : 0), 0),
        ),
        href: `${paths.addressEdition({ id })}?change=${kind}`,
        current: kind === change,
      })),
      leftOut: Object.entries(edition.leftOut)
        .filter(([, rows]) => rows > 0)
        .map(([reason, rows]) => ({ reason: leftOutWords[reason] ?? reason, rows: wholeNumber(rows) })),
      listed: (Object.keys(listedWords) as (keyof Edition['listed'])[])
        .filter((kind) => edition.listed[kind].count > 0)
        .map((kind) => ({
          words: listedWords[kind],
          count: wholeNumber(edition.listed[kind].count),
          first: edition.listed[kind].first.join(', '),
        })),
      changeHeads: changes.map((kind) => changeWords[kind]),
      wards: effects.map((effect) => effectLine(effect, byWard)),
      differences: differences.map((each) => differenceLine(each, found.ward)),
      pages: pagesOf(
        { page, rows: differences.length, total: differences[0]?.total ?? 0 },
        'Pages of differences',
        link,
      ),
      error,
    })
  }

  return {
    addressEditions: async (request, reply) => {
      const page = pageIn(request)
      const list = await readPage(database, request, 'editions of the address file', (tx) =>
        editions(tx, page),
      )
      return sendPage(reply, 200, 'rooms/deliver/views/address-editions.njk', {
        room: 'Deliver',
        page: 'Address editions',
        heads: differenceKinds.map((kind) => changeWords[kind]),
        editions: list.map(headOf),
        pages: pagesOf(
          { page, rows: list.length, total: list[0]?.total ?? 0 },
          'Pages of editions',
          (to) => `${paths.addressEditions()}?page=${to}`,
        ),
      })
    },
    addressEdition: (request, reply) => show(request, reply),
    addressDifferences: async (request, reply) => {
      const { change } = asked(request)
      const { edition, rows } = await readPage(database, request, 'differences of an edition', async (tx) => {
        const found = await editionOf(tx, idIn(request))
        return {
          edition: found,
          rows: await differencesOf(tx, found.id, { ...(change && { change }), most: csvDifferences }),
        }
      })
      const lines = rows.map((each) => [
        each.change,
        each.uprn,
        each.address,
        each.postcode,
        each.ward,
        each.sort,
        each.class,
        each.wasClass,
        each.wasAddress,
        each.wasWard,
        each.metres,
      ])
      const heading =
        'change,uprn,address,postcode,ward,sort,class,class_before,address_before,ward_before,metres_moved'
      return csv(reply, `edition-${edition.number}-differences`, csvText([heading.split(','), ...lines]))
    },
    addressAreas: async (request, reply) => {
      const { edition, effects } = await readPage(database, request, 'areas of an edition', async (tx) => {
        const found = await editionOf(tx, idIn(request))
        return { edition: found, effects: await effectOfEdition(tx, found) }
      })
      const lines = effects.map(({ kind, validFrom, code, name, before, after }) => [
        kind,
        validFrom,
        code,
        name,
        before,
        after,
      ])
      return csv(
        reply,
        `edition-${edition.number}-areas`,
        csvText([['kind', 'valid_from', 'code', 'name', 'homes_before', 'homes_after'], ...lines]),
      )
    },
    decideEdition: async (request, reply) => {
      const form = sent.safeParse(request.body).data
      if (!form) return show(request, reply, 'Choose whether to accept or to refuse the edition')
      const { decision, reason } = form
      if (decision === 'refuse' && reason === '')
        return show(request, reply, 'Say why the edition is refused')
      const id = await database.withActor(
        request.actor,
        `${decision} an edition of the address file`,
        async (tx) => {
          const edition = await editionOf(tx, idIn(request))
          if (decision === 'refuse') await refuseEdition(tx, request.actor, edition, reason)
          else {
            if ((edition.differences.new ?? 0) > mostOnPage)
              throw new MetTraceError(
                'too_much_work',
                'An edition with so many new homes takes longer than a page may. Accept it at the machine: mettrace import addresses FILE --accept.',
                { found: `${edition.differences.new} new addresses`, expected: `at most ${mostOnPage}` },
              )
            await acceptEdition(tx, request.actor, edition)
          }
          return edition.id
        },
      )
      return reply.redirect(paths.addressEdition({ id }), 303)
    },
  }
}
