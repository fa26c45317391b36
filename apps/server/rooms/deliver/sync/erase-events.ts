import { changeRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { boundEvents } from './bound-events.ts'

type Erased = { id: string; home: string | null; kit: string | null }

/**
 * Makes unreadable what phones told of a resident, as it came: each event that names them, and each of their home that may
 * name them in what an officer wrote or was set aside, since nobody can tell without reading it. When, where, by whom and
 * what came of it stays, without a name. What their household needed goes too. Logs the homes.
 */
export const eraseEventsAbout = async (tx: Transaction, resident: string, reason: string): Promise<void> => {
  await changeRecords<{ home: string }>(
    tx,
    { operation: 'erasure', kind: 'home', of: ({ home }) => home, reason },
    `update engagement.visit set language = null, needs = null
     where event = any (array(select id from engagement.events_about($1))) and (language is not null or needs is not null)
     returning home`,
    [resident],
  )
  await changeRecords<{ home: string }>(
    tx,
    { operation: 'erasure', kind: 'home', of: ({ home }) => home, reason },
    `update engagement.card_request r set language = null, needs = null
     from engagement.resident who
     where who.id = $1 and r.home = who.home and (r.language is not null or r.needs is not null)
       and (r.at at time zone 'Europe/London')::date between who.from_day and coalesce(who.to_day, 'infinity'::date)
     returning r.home`,
    [resident],
  )
  await changeRecords<Erased>(
    tx,
    {
      operation: 'erasure',
      kind: 'home',
      of: ({ home }) => home,
      reason,
      bindsOf: (rows) => [
        { table: boundEvents, rows: rows.flatMap(({ id, kit }) => (kit === null ? [] : id)) },
      ],
    },
    // What gave an event up has no words, and whether it did must stay readable.
    `update engagement.phone_event e set data_key = null, body = null, erased_at = clock_timestamp()
     where e.id = any (array(select id from engagement.events_about($1))) and e.erased_at is null
       and (e.home is not null or not exists (select from engagement.event_turn t where t.by_event = e.id))
     returning id, home, kit`,
    [resident],
  )
}
