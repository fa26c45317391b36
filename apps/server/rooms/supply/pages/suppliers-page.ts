import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import { supplyPaths as paths } from '../paths.ts'
import { addSupplier, suppliers } from '../suppliers.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { actFrom, sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import { supplierIn } from './supplier-forms.ts'

/** Who supplies kits, and the form for another. */
export const answers: Answers = ({ database }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: readonly ErrorAtField[] = [],
  ): Promise<FastifyReply> => {
    const [page, fields] = [pageIn(request), sentForm(request.body)]
    const list = await readPage(database, request, 'suppliers', (tx) => suppliers(tx, page))
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/supply/views/suppliers.njk', {
      room: 'Supply',
      page: 'Suppliers',
      errors,
      act: actFrom(fields),
      name: textOf(fields, 'name'),
      suppliers: list.map(({ id, name, contracts, batches, announced }) => ({
        href: paths.supplier({ id }),
        name,
        contracts: wholeNumber(contracts),
        batches: wholeNumber(batches),
        announced: wholeNumber(announced),
      })),
      csvHref: paths.suppliersCsv(),
      pages: pagesOf({ page, rows: list.length, total: list[0]?.total ?? 0 }, 'Pages of suppliers', (to) =>
        paths.suppliers({ page: String(to) }),
      ),
    })
  }
  return {
    suppliers: (request, reply) => show(request, reply),
    suppliersCsv: async (request, reply) => {
      const list = await readPage(database, request, 'suppliers', (tx) => suppliers(tx))
      return sendCsv(reply, 'suppliers', [
        ['supplier', 'contracts', 'batches', 'kits_announced'],
        ...list.map(({ name, contracts, batches, announced }) => [name, contracts, batches, announced]),
      ])
    },
    addSupplier: async (request, reply) => {
      const read = supplierIn(sentForm(request.body))
      if ('errors' in read) return show(request, reply, read.errors)
      const added = await database.withActor(request.actor, 'add a supplier', (tx) =>
        addSupplier(tx, request.actor.id, read.value),
      )
      if (!added)
        return show(request, reply, [{ text: 'There is a supplier of this name already', href: '#name' }])
      return reply.redirect(paths.supplier({ id: read.value.id }), 303)
    },
  }
}
