import { sendCsv } from '../../../../foundation/page/lists.ts'
import { readPage } from '../../../../foundation/page/page.ts'
import { readRecords } from '../../../../foundation/records/records.ts'
import type { Answers } from '../../../../foundation/room/room.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'

type Visit = {
  home: string
  address: string | null
  ward: string
  outcome: string
  received: string | null
  made: string
  byPhone: string | null
  stands: boolean
}

/**
 * Visits as far as the actor may see them, in the order in which they were made. A clock that was wrong takes none from any
 * day: the day that it came in, the day that it was made by the server's clock, and the day that the phone showed stand beside
 * each other; the first and the last of a colleague's are not told. Logs each home.
 */
const visits = (tx: Transaction): Promise<Visit[]> =>
  readRecords<Visit>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select v.home, walked.address, v.ward, v.outcome, engagement.stands(v.event) as stands,
            (e.received_at at time zone 'Europe/London')::date::text as received,
            (v.at at time zone 'Europe/London')::date::text as made,
            (e.occurred_at at time zone 'Europe/London')::date::text as "byPhone"
     from engagement.visit v left join engagement.phone_event e on e.id = v.event
     left join engagement.assignment_home walked on walked.assignment = e.assignment and walked.home = v.home
     order by v.at, v.event, v.home`,
    [],
  )

/** What became of doors, as a file. */
export const answers: Answers = ({ database }) => ({
  visitsCsv: async (request, reply) => {
    const all = await readPage(database, request, 'recorded visits', visits)
    return sendCsv(reply, 'visits', [
      ['day_received', 'day_made', 'day_by_the_phones_clock', 'ward', 'address', 'outcome', 'undone'],
      ...all.map((each) => [
        each.received,
        each.made,
        each.byPhone,
        each.ward,
        each.address,
        each.outcome,
        each.stands ? 'no' : 'yes',
      ]),
    ])
  },
})
