import type { FastifyReply, FastifyRequest } from 'fastify'
import { ruleOf } from '../../../foundation/access/access-table.ts'
import type { Role } from '../../../foundation/access/roles.ts'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { numberOrDash, wholeNumber } from '../../../foundation/words/figures.ts'
import { supplyPaths as paths } from '../paths.ts'
import {
  addContract,
  addPrice,
  batchesOf,
  contractsOf,
  deliveredOf,
  supplierOf,
  vatBases,
  type Delivered,
} from '../suppliers.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import { contractIn, priceIn } from './supplier-forms.ts'
import { lateInWords, poundsInWords, shortBy } from './supplier-words.ts'

/** Of those who see some bottles alone, and of those who see none, nobody is told what came: it would be wrong. */
const seesEveryKit = (role: Role): boolean => ruleOf(role, 'kit_position').read === 'all'

const readSupplier = async (tx: Transaction, role: Role, id: string | undefined, page?: number) => {
  const supplier = await supplierOf(tx, id)
  const batches = await batchesOf(tx, supplier.id, page)
  const delivered = seesEveryKit(role)
    ? await deliveredOf(
        tx,
        batches.map((batch) => batch.id),
      )
    : new Map<string, Delivered>()
  return { supplier, contracts: await contractsOf(tx, supplier.id), batches, delivered }
}

const dayOr = (known: string | null): string => (known === null ? 'not known' : dayInWords(known))
const known = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'not known' : numberOrDash(value)

/** One supplier: contracts with their terms and prices, and how each batch came. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: readonly ErrorAtField[] = [],
  ): Promise<FastifyReply> => {
    const [page, fields, today] = [pageIn(request), sentForm(request.body), londonDay(clock())]
    const { role } = request.actor
    const { supplier, contracts, batches, delivered } = await readPage(
      database,
      request,
      'a supplier',
      (tx) => readSupplier(tx, role, idIn(request), page),
    )
    const { id } = supplier
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/supply/views/supplier.njk', {
      room: 'Supply',
      page: 'Suppliers',
      errors,
      act: actFrom(fields),
      name: supplier.name,
      isWhole: seesEveryKit(role),
      contracts: contracts.map((contract) => ({
        reference: contract.reference,
        term: `${dayInWords(contract.startsOn)} to ${dayInWords(contract.endsOn)}`,
        state: contract.endsOn < today ? 'ended' : contract.startsOn > today ? 'not begun' : 'in force',
        prices: contract.prices.map(
          ({ from, pence, vat }) => `${poundsInWords(pence)} a kit ${vat} from ${dayInWords(from)}`,
        ),
      })),
      contractItems: [
        { value: '', text: 'Choose the contract' },
        ...contracts.map((contract) => ({
          value: contract.id,
          text: contract.reference,
          selected: contract.id === textOf(fields, 'contract'),
        })),
      ],
      vatItems: vatBases.map((basis) => ({ value: basis, text: basis, checked: basis === fields['vat'] })),
      typed: Object.fromEntries(
        ['reference', 'starts', 'ends', 'from', 'price'].map((name) => [name, textOf(fields, name)]),
      ),
      batches: batches.map((batch) => {
        const came = delivered.get(batch.id)
        return {
          reference: batch.reference,
          contract: batch.contract,
          made: dayOr(batch.madeOn),
          expires: dayOr(batch.expiresOn),
          ordered: known(batch.ordered),
          announced: wholeNumber(batch.announced),
          received: known(came?.received),
          late: lateInWords(batch, came, today),
          short: known(shortBy(batch, came)),
          faulty: known(came?.faulty),
        }
      }),
      contractHref: paths.addContract({ id }),
      priceHref: paths.addPrice({ id }),
      csvHref: paths.supplierCsv({ id }),
      pages: pagesOf(
        { page, rows: batches.length, total: batches[0]?.total ?? 0 },
        'Pages of batches',
        (to) => paths.supplier({ id }, { page: String(to) }),
      ),
    })
  }
  return {
    supplier: (request, reply) => show(request, reply),
    supplierCsv: async (request, reply) => {
      const { batches, delivered } = await readPage(database, request, 'batches of a supplier', (tx) =>
        readSupplier(tx, request.actor.role, idIn(request)),
      )
      return sendCsv(reply, 'batches', [
        [
          'batch',
          'contract',
          'made',
          'expires',
          'due',
          'ordered',
          'announced',
          'received',
          'first_received',
          'short',
          'damaged_or_stopped',
        ],
        ...batches.map((batch) => {
          const came = delivered.get(batch.id)
          return [
            batch.reference,
            batch.contract,
            batch.madeOn,
            batch.expiresOn,
            batch.dueOn,
            batch.ordered,
            batch.announced,
            came?.received ?? null,
            came?.first ?? null,
            shortBy(batch, came),
            came?.faulty ?? null,
          ]
        }),
      ])
    },
    addContract: async (request, reply) => {
      const errors = await database.withActor(request.actor, 'add a contract', async (tx) => {
        const { id } = await supplierOf(tx, idIn(request))
        const read = contractIn(sentForm(request.body), id)
        if ('errors' in read) return read.errors
        return (await addContract(tx, request.actor.id, read.value))
          ? []
          : [{ text: 'There is a contract of this reference already', href: '#reference' }]
      })
      if (errors.length > 0) return show(request, reply, errors)
      return reply.redirect(paths.supplier({ id: idIn(request) ?? '' }), 303)
    },
    addPrice: async (request, reply) => {
      const errors = await database.withActor(request.actor, 'add a price', async (tx) => {
        const { id } = await supplierOf(tx, idIn(request))
        const read = priceIn(sentForm(request.body), await contractsOf(tx, id))
        if ('errors' in read) return read.errors
        await addPrice(tx, request.actor.id, read.value)
        return []
      })
      if (errors.length > 0) return show(request, reply, errors)
      return reply.redirect(paths.supplier({ id: idIn(request) ?? '' }), 303)
    },
  }
}
