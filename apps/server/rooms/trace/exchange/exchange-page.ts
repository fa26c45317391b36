import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { sharedColumns } from '../../../agreements/shared-columns.ts'
import { tracePaths as paths } from '../paths.ts'
import { contentSent, listFiles } from './exchange-files.ts'

/** Files that went and came, the latest first, and one that went as it went. */
export const answers: Answers = ({ database }) => ({
  exchange: async (request, reply) => {
    const page = pageIn(request)
    const { files, nameOf } = await readPage(database, request, 'files of laboratories', async (tx) => {
      const listed = await listFiles(tx, page)
      return {
        files: listed,
        nameOf: await actorNames(
          tx,
          listed.map(({ actor }) => actor),
        ),
      }
    })
    return sendPage(reply, 200, 'rooms/trace/exchange/exchange.njk', {
      room: 'Trace',
      page: 'Lab and supplier files',
      files: files.map((file) => ({
        onDay: dayInWords(file.onDay),
        party: file.party,
        isOut: file.direction === 'out',
        rows: file.rows,
        columns: file.columns.map((column) => sharedColumns[column]).join(', '),
        adapter: file.adapter,
        by: nameOf(file.actor),
        href: file.direction === 'out' ? paths.sentFile({ id: file.id }) : undefined,
      })),
      pages: pagesOf({ page, rows: files.length, total: files[0]?.total ?? 0 }, 'Pages of files', (to) =>
        paths.exchange({ page: String(to) }),
      ),
    })
  },
  sentFile: async (request, reply) => {
    const content = await readPage(database, request, 'file for a laboratory', (tx) =>
      contentSent(tx, idIn(request)),
    )
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="mettrace-samples.csv"')
      .type('text/csv; charset=utf-8')
      .send(content)
  },
})
