import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { actorNames } from '../../../foundation/actor-names.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf, rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { sentForm, textOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'
import { listTraces } from './asked.ts'

/** What was traced, the newest first, and urgent traces that somebody else is to look at. */
export const answers: Answers = ({ database }) => ({
  traces: async (request, reply) => {
    const page = pageIn(request)
    const only = textOf(sentForm(request.query), 'show') === 'review' ? 'to review' : 'all'
    const { traces, name } = await readPage(database, request, 'traces', async (tx) => {
      const listed = await listTraces(tx, { only, page: { rows: rowsOnPage, before: rowsBefore(page) } })
      return {
        traces: listed,
        name: await actorNames(
          tx,
          listed.map(({ actor }) => actor),
        ),
      }
    })
    return sendPage(reply, 200, 'rooms/trace/traces/traces.njk', {
      room: 'Trace',
      page: 'Trace a code',
      title: only === 'all' ? 'Traces' : 'Urgent traces to review',
      isReview: only !== 'all',
      traces: traces.map((each) => ({
        href: paths.traced({ id: each.id }),
        at: timeInWords(each.at),
        of: each.case ?? 'not named',
        purpose: each.purpose ?? 'not named',
        onDay: dayInWords(each.onDay),
        found:
          each.fitting === 0 ? 'no kit of ours' : each.fitting === 1 ? '1 kit' : `${each.fitting} kits fit`,
        by: name(each.actor),
        state: !each.urgent
          ? ''
          : each.wasNeeded === null
            ? 'urgent, to review'
            : each.wasNeeded
              ? 'urgent, was needed'
              : 'urgent, was not needed',
      })),
      pages: pagesOf({ page, rows: traces.length, total: traces[0]?.total ?? 0 }, 'Pages of traces', (to) =>
        paths.traces({ ...(only !== 'all' && { show: 'review' }), page: String(to) }),
      ),
    })
  },
})
