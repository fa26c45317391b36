import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from '@mettrace/ledger/verify/finding'
import { boundTables } from '../apps/server/bound-tables.ts'
import { bindEarlier } from '../apps/server/foundation/log/bind-earlier.ts'
import { compareWithDatabase } from '../apps/server/foundation/log/compare-database.ts'
import { compareRows } from '../apps/server/foundation/log/compare-rows.ts'
import { subjectDigestOf } from '../apps/server/foundation/log/digests.ts'
import { givePosting } from '../apps/server/identity/people.ts'
import { registerResident } from '../apps/server/rooms/deliver/residents.ts'
import { putHomes } from './homes.ts'
import { putKit } from './kits.ts'
import { freshLog, type TestLog } from './log.ts'
import { testSecrets } from './secrets.ts'

/** What somebody who is superuser of the database, or can write to the folder of the log, might do to it. */
export type Tampering = {
  kind: string
  /** Statement as superuser, past the triggers; or what is done to the folder or by a restart. */
  by: string | ((log: TestLog) => Promise<void>)
  /** Where it has to be found. */
  where: RegExp
}

/** Statement on the entry at a position of the log. */
const at = (position: number): string => `(select entry from log.sealed where position = ${position})`
/** The entry of a purpose. */
const of = (purpose: string): string => `(select id from log.entry where purpose = '${purpose}' limit 1)`

const firstHead = '(select min(size) from log.head where size > 0)'
const zeros = `decode(repeat('00', 32), 'hex')`
const resident = /^resident [0-9a-f-]{36} \(engagement\.resident\)$/
const posting = /^posting [0-9a-f-]{36} \(identity\.posting\)$/

export const tamperings: readonly Tampering[] = [
  {
    kind: 'an entry is changed',
    by: `update log.entry set subject = ${zeros} where id = ${at(5)}`,
    where: /^entry 5$/,
  },
  {
    kind: 'an entry is given to somebody else',
    by: `update log.entry set actor = 'x' where id = ${at(5)}`,
    where: /^entry 5$/,
  },
  {
    kind: 'an entry is back-dated',
    by: `update log.entry set at = at - interval '1 day' where id = ${at(5)}`,
    where: /^entry 5$/,
  },
  { kind: 'an entry is deleted', by: `delete from log.entry where id = ${at(5)}`, where: /^entry 5$/ },
  {
    kind: 'an act without a record is deleted',
    by: `delete from log.entry where id = ${of('looks at a plan')}`,
    where: /^entry \d+$/,
  },
  {
    kind: 'an act without a record is altered',
    by: `update log.entry set purpose = 'x' where id = ${of('looks at a plan')}`,
    where: /^entry \d+$/,
  },
  {
    kind: 'an act from before the log held them is altered',
    by: `update log.earlier_act set purpose = 'x'`,
    where: /^act [0-9a-f-]{36} \(log\.earlier_act\)$/,
  },
  {
    kind: 'a record is taken from a list',
    by: `delete from log.entry_subject where position = 1 and entry = ${of('list of homes')}`,
    where: /^entry \d+$/,
  },
  {
    kind: 'a record is put beside an entry without a list',
    by: `insert into log.entry_subject values (${at(5)}, 0, ${zeros})`,
    where: /^entry 5$/,
  },
  {
    kind: 'entries change places',
    by: `update log.sealed set position = 1000 where position = 5; update log.sealed set position = 5 where position = 6; update log.sealed set position = 6 where position = 1000`,
    where: /^entry 5$/,
  },
  {
    kind: 'an entry is put in among signed ones',
    by: `insert into log.entry select gen_random_uuid(), xid, epoch, at, actor, role, purpose, operation, kind, subject, list_root, list_size, salt, recipient, reason, version, content, content_size from log.entry where id = ${at(5)}`,
    where: /^entry [0-9a-f-]{36} of the database$/,
  },
  {
    kind: 'the words of an entry are altered',
    by: `update log.entry_text set recipient = 'x' where entry = ${of('letter')}`,
    where: /^entry \d+$/,
  },
  {
    kind: 'the words of an entry are deleted',
    by: `delete from log.entry_text where entry = ${of('letter')}`,
    where: /^entry \d+$/,
  },
  {
    kind: 'what an entry binds is altered',
    by: `update log.entry_content set digest = ${zeros} where bound = 'engagement.resident'`,
    where: /^entry \d+$/,
  },
  {
    kind: 'what an entry binds is deleted',
    by: `delete from log.entry_content where bound = 'engagement.resident'`,
    where: /^entry \d+$/,
  },
  {
    kind: 'a head is changed',
    by: `update log.head set root = ${zeros} where size = ${firstHead}`,
    where: /^head of \d+ entries$/,
  },
  {
    kind: 'a head is deleted',
    by: `delete from log.head where size = ${firstHead}`,
    where: /^head of \d+ entries$/,
  },
  {
    kind: 'the time of a head is changed',
    by: `update log.head set at = at - interval '1 second' where size = ${firstHead}`,
    where: /^head of \d+ entries$/,
  },
  {
    kind: 'the newest heads are taken away',
    by: `delete from log.head where size > ${firstHead}`,
    where: /^head of \d+ entries$/,
  },
  { kind: 'the reason of an epoch is changed', by: `update log.epoch set reason = 'x'`, where: /^epoch 1$/ },
  {
    kind: 'a resident is moved to another home',
    by: `update engagement.resident r set home = h.id from engagement.home h where h.id <> r.home`,
    where: resident,
  },
  { kind: 'a resident is deleted', by: 'delete from engagement.resident', where: resident },
  {
    kind: 'a resident is put in',
    by: `insert into engagement.resident (id, home, ward, bcu, from_day, erased_at) select gen_random_uuid(), home, ward, bcu, from_day, now() from engagement.resident`,
    where: resident,
  },
  {
    kind: 'a home gets another door',
    by: `update engagement.home set number = '99'`,
    where: /^home [0-9a-f-]{36} \(engagement\.home\)$/,
  },
  {
    kind: 'a kit goes to another home',
    by: `update engagement.kit_movement k set holder = 'home:' || h.id from engagement.home h where h.id <> k.home`,
    where: /^kit movement [0-9a-f-]{36} \(engagement\.kit_movement\)$/,
  },
  {
    kind: 'the code of a kit leads to another bottle',
    by: `update engagement.kit set code_digest = ${zeros}`,
    where: /^kit [0-9a-f-]{36} \(engagement\.kit\)$/,
  },
  {
    kind: 'a movement of a kit is deleted',
    by: `delete from engagement.kit_movement`,
    where: /^kit movement [0-9a-f-]{36} \(engagement\.kit_movement\)$/,
  },
  {
    kind: 'a posting is forged',
    by: `insert into identity.posting (id, person, role, place_kind, place, from_day, given_by) select gen_random_uuid(), person, 'administrator', 'force', '', from_day, given_by from identity.posting limit 1`,
    where: posting,
  },
  {
    kind: 'a posting is changed',
    by: `update identity.posting set role = 'auditor' where role = 'finance'`,
    where: posting,
  },
  { kind: 'a posting is deleted', by: `delete from identity.posting where role = 'finance'`, where: posting },
  {
    kind: 'binding is begun anew, so that what was put in counts as bound',
    by: async (log) => {
      await log.tamper(`delete from log.bound_table where name = 'engagement.resident'`)
      await bindEarlier(log.database, boundTables)
      const { rowCount } = await log.owner.query('select from log.entry')
      await log.sealTo(rowCount ?? 0)
    },
    where: /^entry \d+$/,
  },
  {
    kind: 'a published entry is changed',
    by: (log) => spoil(log, 'tile/entries/000.p'),
    where: /^entry \d+$/,
  },
  {
    kind: 'a published tile is changed',
    by: (log) => spoil(log, 'tile/0/000.p'),
    where: /^(entry \d+|entries \d+ to \d+|checkpoint)$/,
  },
  {
    kind: 'a bundle of an earlier size is left in the folder with other entries',
    by: async (log) => {
      const bytes = Buffer.from(log.parts.publication.read(await newest(log, 'tile/entries/000.p')) ?? [])
      await log.parts.publication.write([{ path: 'tile/entries/000.p/3', bytes: bytes.fill(120, 40, 60) }])
    },
    where: /^tile\/entries\/000\.p\/3$/,
  },
  {
    kind: 'a tile of an earlier size is left in the folder with other hashes',
    by: (log) => log.parts.publication.write([{ path: 'tile/0/000.p/3', bytes: new Uint8Array(96) }]),
    where: /^tile\/0\/000\.p\/3$/,
  },
  {
    kind: 'a file that is none of a log lies among its tiles',
    by: (log) => log.parts.publication.write([{ path: 'tile/0/note', bytes: new Uint8Array(1) }]),
    where: /^tile\/0\/note$/,
  },
]

const sizeOf = async (log: TestLog): Promise<number> => (await log.verify()).head?.size ?? 0
const newest = async (log: TestLog, folder: string): Promise<string> => `${folder}/${await sizeOf(log)}`

/** Changes a byte in the middle of a file that the newest head needs. */
const spoil = async (log: TestLog, folder: string): Promise<void> => {
  const file = join(log.directory, await newest(log, folder))
  const bytes = await readFile(file)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  await writeFile(file, bytes)
}

/** A log of several heads with something of every kind in it, as the product writes it. */
export const readyLog = async (): Promise<TestLog> => {
  const log = await freshLog()
  const { database } = log
  await log.tamper(
    `insert into log.earlier_act (id, actor, role, purpose) values (gen_random_uuid(), 'somebody', 'planner', 'earlier')`,
  )
  await bindEarlier(database, boundTables)
  const sealAll = async (): Promise<void> => {
    const { rowCount } = await log.owner.query('select from log.entry')
    await log.sealTo(rowCount ?? 0)
  }
  await log.consult('home-1', 'home-2', 'home-3', 'home-4', 'home-5')
  await sealAll()
  const homes =
    (await putHomes(database, { W1: { bcu: 'North', homes: 2, postcode: 'ZX11AA' } })).get('W1') ?? []
  const [home] = homes
  if (!home) throw new Error('There is a home.')
  const registrar = { id: 'registrar', role: 'registrar' } as const
  await database.withActor(registrar, 'register a resident', (tx) =>
    registerResident(tx, home, {
      name: 'Ada Example',
      contact: '',
      vulnerability: '',
      fromDay: '2026-01-01',
    }),
  )
  await putKit(database, 'ZX000001', [{ at: '2026-02-01', kind: 'delivered', home }])
  await sealAll()
  await database.withActor(
    { id: 'command line: x', role: 'planner' },
    'looks at a plan',
    async () => undefined,
  )
  await database.withActor({ id: 'command line: x', role: 'planner' }, 'list of homes', (tx) =>
    tx.record({ operation: 'consultation', kind: 'home', subjects: ['a', 'b', 'c'] }),
  )
  await database.withActor({ id: 'command line: x', role: 'planner' }, 'letter', (tx) =>
    tx.record({ operation: 'disclosure', kind: 'home', subjects: ['a'], to: 'A. Person', reason: 'asked' }),
  )
  const { id: person } = await unposted(log)
  await database.withActor({ id: 'directory', role: 'identity' }, 'new posting', (tx) =>
    givePosting(tx, 'directory', { person, role: 'finance', place: '', fromDay: '2026-01-01', toDay: null }),
  )
  await sealAll()
  return log
}

/** Somebody whose posting of the test's own making is bound as the product would. */
const unposted = async (log: TestLog): Promise<{ id: string }> => {
  const { rows } = await log.owner.query<{ id: string }>(
    `insert into identity.person (id, issuer, subject, display_name)
     values (gen_random_uuid(), 'test', 'finance', 'Frances Example') returning id`,
  )
  const [person] = rows
  if (!person) throw new Error('The person was not put in.')
  return person
}

const digestOf = subjectDigestOf(testSecrets)

/** Everything that `verify --database` finds. */
export const findingsOf = async (log: TestLog, earlier: readonly Uint8Array[] = []): Promise<Finding[]> => {
  const report = await log.verify(earlier)
  const entries = await log.database.keepHouse({ id: 'test', role: 'sealer' }, 'verify', (tx) =>
    compareWithDatabase(tx, log.parts.publication, report.head?.size ?? 0, digestOf),
  )
  const rows = await compareRows(log.database, boundTables)
  return [...report.findings, ...entries.findings, ...rows.findings]
}

export type Tried = { kind: string; found: boolean; located: boolean; findings: Finding[] }

/** Tampers with a copy of a log that has been left and says whether that was found, and where it is. */
export const tryTampering = async (left: TestLog, { kind, by, where }: Tampering): Promise<Tried> => {
  const log = await freshLog({}, left)
  try {
    await (typeof by === 'string' ? log.tamper(by) : by(log))
    const findings = await findingsOf(log)
    return {
      kind,
      found: findings.length > 0,
      located: findings.some((finding) => where.test(finding.where)),
      findings,
    }
  } finally {
    await log.drop()
  }
}
