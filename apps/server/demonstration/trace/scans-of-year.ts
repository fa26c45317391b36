import { createHash } from 'node:crypto'
import { addDays } from '@mettrace/clocks/days/days'
import { yearOfCustody, type MadeUpScan } from '@mettrace/demo/trace'
import type { ScanEvent, ScanFact } from '@mettrace/protocol/scans/scan-fact'
import { newId } from '@mettrace/protocol/words/new-id'
import { momentOf, type DeviceId, type PersonId } from '@mettrace/protocol/words/values'
import type { Database } from '../../foundation/database.ts'
import { takeScans } from '../../rooms/trace/phone-scans/take-scans.ts'
import { addBookedIn } from '../../rooms/trace/scans/booked-in.ts'
import { madeUpId } from '../deliveries/made-up-id.ts'
import type { MadeUpPerson } from '../made-up-person.ts'
import type { PlacesOfScans } from './places-of-scans.ts'
import { timeAgo } from './time-ago.ts'

const atOnce = 250
const [minute, hour] = [60_000, 3_600_000]
/** When a shift begins, by London's clocks. */
const begins = { early: '07:00', late: '15:00', night: '23:00' } as const

const whenOf = (today: string, { shift, minute: into }: MadeUpScan): Date =>
  new Date(timeAgo(today, shift.daysAgo, begins[shift.shift]).getTime() + into * minute)

const eventOf = (
  scan: MadeUpScan,
  at: number,
  { today, officer, places }: { today: string; officer: MadeUpPerson; places: PlacesOfScans },
): ScanEvent => {
  const when = whenOf(today, scan)
  return {
    id: newId(when.getTime(), createHash('sha256').update(`made-up scan ${at}`).digest().subarray(0, 10)),
    format: 1,
    sequence: at + 1,
    author: officer.person as PersonId,
    device: madeUpId(`made-up scanning phone of ${officer.person}`) as DeviceId,
    assignment: null,
    app: '0.1.0',
    occurredAt: momentOf(when.getTime()),
    clock: { run: 1, monotonic: 0, offset: 0 },
    fact: {
      kind: 'scan',
      place: places.suite,
      lamp: places.arch,
      lampCheck: null,
      subject: 'person',
      custody: scan.custody,
      description: null,
      identifiers: null,
      basis: scan.basis,
      result: scan.result,
      part: null,
      whyNot: scan.whyNot,
      corrects: null,
    } as ScanFact,
  }
}

/** Sends a year of scans as the phone of the custody suite did, a few weeks together; sent again, they are the same scans. */
export const sendScans = async (
  database: Database,
  of: { seed: number; today: string; officer: MadeUpPerson; places: PlacesOfScans },
): Promise<void> => {
  const events = yearOfCustody(of.seed).scans.map((scan, at) => eventOf(scan, at, of))
  for (let from = 0; from < events.length; from += atOnce) {
    const some = events.slice(from, from + atOnce)
    const last = Math.max(...some.map(({ occurredAt }) => Date.parse(occurredAt)))
    const receivedAt = new Date(last + hour)
    await takeScans(
      database,
      await of.officer.signedIn(),
      {
        device: some[0]!.device,
        person: of.officer.person as PersonId,
        events: some,
        run: 2,
        monotonic: 0,
        sentAt: momentOf(receivedAt.getTime()),
      },
      receivedAt,
    )
  }
}

/** Records how many the suite booked in, shift by shift. */
export const bookInDetainees = async ({
  seed,
  today,
  officer,
  places,
}: {
  seed: number
  today: string
  officer: MadeUpPerson
  places: PlacesOfScans
}): Promise<void> =>
  officer.act('detainees of the made-up city', (tx, actor) =>
    addBookedIn(
      tx,
      actor,
      yearOfCustody(seed).shifts.map(({ daysAgo, shift, detainees }) => ({
        id: madeUpId(`booked in ${daysAgo} ${shift}`),
        place: places.suite,
        onDay: addDays(today, -daysAgo),
        shift,
        detainees,
      })),
      'file',
    ),
  )
