import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { crossings, type Crossing } from '../apps/server/foundation/access/access-table.ts'
import { findColleagues } from '../apps/server/foundation/find-colleagues.ts'
import { postedOfficers } from '../apps/server/foundation/posted-officers.ts'
import { bindEarlier } from '../apps/server/foundation/log/bind-earlier.ts'
import { compareRows } from '../apps/server/foundation/log/compare-rows.ts'
import type { RecordFinder } from '../apps/server/foundation/log/record-finder.ts'
import { putSetting } from '../apps/server/foundation/settings.ts'
import type { Actor, Transaction } from '../apps/server/foundation/with-actor.ts'
import { boundTables } from '../apps/server/bound-tables.ts'
import { countBurglaries } from '../apps/server/crime/count-burglaries.ts'
import { makeEmergencyCode } from '../apps/server/identity/emergency.ts'
import { postDemonstrationPeople } from '../apps/server/identity/demonstration/post-people.ts'
import { endPosting, givePosting, shutOut } from '../apps/server/identity/people.ts'
import type { ImportKind } from '../apps/server/places/import-session.ts'
import { cocoonHomes } from '../apps/server/rooms/deliver/cocoon.ts'
import { whoIsNext } from '../apps/server/rooms/deliver/who-is-next/who-is-next.ts'
import { findHomes } from '../apps/server/rooms/deliver/find-records.ts'
import { homeOf } from '../apps/server/places/register.ts'
import { eraseResident } from '../apps/server/rooms/deliver/erase-resident.ts'
import { registerResident, rewrapSome } from '../apps/server/rooms/deliver/residents.ts'
import { phonesToRevoke } from '../apps/server/rooms/deliver/sync/phones/lost-phones.ts'
import { doorsToCheck } from '../apps/server/rooms/deliver/spot-checks/findings.ts'
import { spotCheckOf, spotChecks } from '../apps/server/rooms/deliver/spot-checks/spot-checks.ts'
import { subjectAccess } from '../apps/server/rooms/deliver/subject-access.ts'
import { burgledHomes } from '../apps/server/rooms/measure/burgled-homes/burgled-homes.ts'
import { keepDraft } from '../apps/server/rooms/target/drafts/drafts.ts'
import { policedBy } from '../apps/server/rooms/trace/caller.ts'
import { filesOfCase, workOnCase } from '../apps/server/rooms/trace/case-files/case-files.ts'
import { handledLiquid, openNearby } from '../apps/server/rooms/trace/traces/planting.ts'
import { serialsOf } from '../apps/server/rooms/trace/traces/asked.ts'
import { traceCode } from '../apps/server/rooms/trace/traces/trace-code.ts'
import { freshDatabase } from './database.ts'
import { putHomes } from './homes.ts'
import { loadWards } from './address-files.ts'
import { importersOn, smallFiles } from './importers.ts'
import { signIn } from './signed-in.ts'

const { database, owner, drop } = await freshDatabase()
const folder = await mkdtemp(join(tmpdir(), 'mettrace-recorded-'))
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await drop()
})

/**
 * Tables with columns about people whose rows may come or change without an entry about a record, each with its reason.
 * The transaction leaves its entry all the same.
 */
const exempt: Record<string, string> = {
  'identity.session': 'signing in and out is no operation of s.62 (docs/decisions/log.md)',
  'identity.device_phone':
    'a browser in which a phone was met is known by its own contacts; that it is shut out is recorded',
  'identity.device': 'a device is met by signing in on it; what is done to it is recorded',
  'engagement.home': 'doors without who lives there; bound with the first resident or kit',
}

/** Rows that come with a release are no one's doing here. */
const released: Record<string, string> = {
  'foundation.setting': `t.actor <> 'the product'`,
  'account.tolerance': `t.actor <> 'the product'`,
}

type Change = { table: string; purpose: string; recorded: boolean }

/** Every table that holds something about people, by the notes of its columns; the log itself apart. */
const personalTables = async (): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(
    `select distinct c.oid::regclass::text as name
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relkind = 'r' and c.relnamespace::regnamespace::text not in ('log', 'migration', 'pg_catalog', 'information_schema')
       and col_description(c.oid, a.attnum) like 'personal |%' order by 1`,
  )
  return rows.map(({ name }) => name).filter((name) => !(name in exempt))
}

/**
 * Every row that stands in such a table by the transaction that wrote it, and whether that transaction left an entry that
 * says collection, alteration or erasure.
 */
const changes = async (): Promise<Change[]> => {
  const found: Change[] = []
  for (const table of await personalTables()) {
    const { rows } = await owner.query<Change>(
      `select distinct $1 as table, coalesce(min(e.purpose), 'no entry at all') as purpose,
              coalesce(bool_or(e.operation in ('collection', 'alteration', 'erasure')), false) as recorded
       from ${table} t left join log.entry e on e.xid::text::numeric % 4294967296 = t.xmin::text::numeric
       where ${released[table] ?? 'true'} group by t.xmin`,
      [table],
    )
    found.push(...rows)
  }
  return found
}

const operationsOf = async (purpose: string): Promise<(string | null)[]> => {
  const { rows } = await owner.query<{ operation: string | null }>(
    'select distinct operation from log.entry where purpose = $1 order by 1',
    [purpose],
  )
  return rows.map(({ operation }) => operation)
}

const as = (actor: Actor, purpose: string, work: (tx: Transaction) => Promise<unknown>): Promise<unknown> =>
  database.withActor(actor, purpose, work)

const now = new Date()
const registrar: Actor = { id: 'test', role: 'registrar' }
/** What calls each crossing in the product, by its purpose. */
const called: Partial<Record<Crossing, string>> = {}

beforeAll(async () => {
  // What the tests put in by hand is there before; from here on only the product writes.
  const [home] =
    (await putHomes(database, { W1: { bcu: 'North', homes: 2, postcode: 'ZX11AA' } })).get('W1') ?? []
  const officer = (await signIn(database, 'ward_officer', { place: 'W1' })).actor
  const sergeant = (await signIn(database, 'sergeant')).actor
  const protector = (await signIn(database, 'data_protection')).actor
  const investigator = (await signIn(database, 'investigator')).actor
  const planner = (await signIn(database, 'planner')).actor
  const handler = (await signIn(database, 'call_handler')).actor
  const controller = (await signIn(database, 'control_room')).actor
  const somebody = await signIn(database, 'auditor')
  const administrator = (await signIn(database, 'administrator')).actor
  await bindEarlier(database, boundTables)

  const importers = importersOn(database)
  await loadWards(database, 530_000, 180_000)
  for (const kind of [
    'areas',
    'lookup',
    'homes',
    'postcodes',
    'network',
    'street',
    'counts',
    'points',
    'incidents',
    'addresses',
  ] as ImportKind[]) {
    const file = join(folder, `${kind}.${{ areas: 'geojson', network: 'graphml' }[kind as string] ?? 'csv'}`)
    await writeFile(file, smallFiles[kind])
    await importers[kind](file)
  }
  await postDemonstrationPeople(database)
  await makeEmergencyCode(
    database,
    { id: 'command line: x', role: 'identity' },
    { role: 'administrator', reason: 'test' },
    now,
  )
  await as({ id: 'command line: x', role: 'planner' }, 'settings', (tx) =>
    putSetting(tx, 'command line: x', {
      name: 'idle sign-out',
      value: 31,
      source: 'x',
      reason: 'test',
      from: '2026-01-01',
    }),
  )
  let resident = ''
  await as(officer, 'register a resident', async (tx) => {
    resident = await registerResident(tx, await homeOf(tx, home?.id), {
      name: 'Ada Example',
      contact: '',
      vulnerability: '',
      fromDay: '2026-01-01',
    })
  })
  await as(registrar, 'wrap by the newest master key', rewrapSome)
  await as(administrator, 'new posting', (tx) =>
    givePosting(tx, administrator.id, {
      person: somebody.id,
      role: 'finance',
      place: '',
      fromDay: '2026-01-01',
      toDay: null,
    }),
  )
  const { rows } = await owner.query<{ id: string }>(
    `select id from identity.posting where role = 'finance' and person = $1`,
    [somebody.id],
  )
  await as(administrator, 'end of a posting', (tx) =>
    endPosting(tx, administrator.id, { person: somebody.id, posting: rows[0]?.id ?? '' }, now),
  )
  await as(administrator, 'block', (tx) => shutOut(tx, administrator.id, somebody.id, true, now))
  await as(planner, 'save a plan', (tx) =>
    keepDraft(tx, planner.id, {
      name: 'x',
      importedAt: null,
      inputs: {},
      plan: { areas: [] },
    } as unknown as Parameters<typeof keepDraft>[2]),
  )

  called['enforcement.burglary_place_and_time()'] = 'import incidents'
  await as(investigator, 'trace a code', (tx) => traceCode(tx, 'ZX000001', '2026-02-01', 'test'))
  await as(handler, 'a caller about a mark', (tx) =>
    policedBy(tx, { kind: 'found', code: 'ZX000001', postcode: 'ZX11AA' }),
  )
  called['engagement.policed_by(text)'] = 'a caller about a mark'
  called['engagement.traced_kits(bytea, text)'] = 'trace a code'
  called['engagement.trace(uuid[], date)'] = 'trace a code'
  await as(investigator, 'kits that fit', (tx) => serialsOf(tx, [home?.id ?? ''], 'test'))
  called['engagement.fitting_kits(uuid[])'] = 'kits that fit'
  called['engagement.contamination(uuid[])'] = 'trace a code'
  await as(investigator, 'who handled liquid', (tx) =>
    handledLiquid(tx, [investigator.id], { from: '2026-02-01', to: '2026-02-02' }, 'test'),
  )
  called['engagement.handled_liquid(text[], date, date)'] = 'who handled liquid'
  await as(investigator, 'what was open nearby', (tx) =>
    openNearby(tx, [home?.id ?? ''], { from: '2026-02-01', to: '2026-02-02' }, 'test'),
  )
  called['engagement.open_nearby(uuid[], date, date, integer)'] = 'what was open nearby'
  await as(officer, 'homes around a burglary', (tx) => cocoonHomes(tx, new Date(0), 200))
  called['enforcement.cocoon(timestamptz, integer)'] = 'homes around a burglary'
  await as(sergeant, 'who is next', (tx) => whoIsNext(tx, '2000-01-06'))
  called['enforcement.burgled_lately(date)'] = 'who is next'
  called['enforcement.burgled_beyond(date, integer)'] = 'who is next'
  await as(planner, 'burgled homes', (tx) => burgledHomes(tx, '2019-01-01', '2019-12-31'))
  called['enforcement.burgled_home_counts(date, date)'] = 'burgled homes'
  await as(protector, 'what is held of a resident', (tx) => subjectAccess(tx, resident))
  called['engagement.subject_access(uuid)'] = 'what is held of a resident'
  await as(protector, 'who opened a case', async (tx) => {
    await filesOfCase(tx, 'C/1', 'test')
    await workOnCase(tx, 'C/1', 'test')
  })
  called['enforcement.files_of_case(text)'] = 'who opened a case'
  called['enforcement.work_on_case(text)'] = 'who opened a case'
  await as(protector, 'find a home', (tx) =>
    (findHomes satisfies RecordFinder).find(tx, { words: '1 W1 Street', postcode: undefined }),
  )
  called['engagement.find_homes(text, text, text, integer)'] = 'find a home'
  await as(officer, 'find a colleague', (tx) => findColleagues(tx, 'test'))
  called['identity.find_colleagues(text)'] = 'find a colleague'
  await as(sergeant, 'rota of a week', (tx) => postedOfficers(tx, '2026-01-05', '2026-01-11'))
  called['identity.posted_officers(date, date)'] = 'rota of a week'
  await as(controller, 'phones of an officer', (tx) => phonesToRevoke(tx, 'test'))
  called['engagement.phones_to_revoke(text)'] = 'phones of an officer'
  await as(officer, 'spot checks', (tx) => spotChecks(tx))
  called['engagement.spot_checks()'] = 'spot checks'
  await as(sergeant, 'a spot check', (tx) => spotCheckOf(tx, undefined).catch(() => undefined))
  called['engagement.spot_check_led(uuid)'] = 'a spot check'
  await as(officer, 'doors of a spot check', (tx) => doorsToCheck(tx, undefined))
  called['engagement.spot_check_doors(uuid)'] = 'doors of a spot check'
  await as(protector, 'erase a resident', (tx) => eraseResident(tx, resident, 'asked'))
}, 300_000)

test('whatever the product writes about people leaves an entry that says so', async () => {
  const silent = (await changes()).filter(
    ({ recorded, purpose }) => !recorded && !/ (for|of) a test$/.test(purpose),
  )
  expect(silent).toEqual([])
})

test('every import leaves a collection, and of incidents each by its reference', async () => {
  for (const kind of Object.keys(smallFiles))
    expect(await operationsOf(`import ${kind}`)).toContain('collection')
  const { rows } = await owner.query<{ size: number }>(
    `select list_size as size from log.entry where purpose = 'import incidents' and kind = 'incident' and operation = 'collection'`,
  )
  expect(rows).toEqual([{ size: 2 }])
})

describe('a crossing', () => {
  /** Nobody’s record leaves these: they say who may act where, who acted by name, whether a demonstration may begin, and take the demonstration away; put addresses into the register, and count. */
  const apart = new Set([
    'foundation.acting_places()',
    'foundation.proved_person()',
    'identity.actor_names(text[])',
    'engagement.leave_with_the_city()',
    'engagement.name_claimed_kit()',
    'engagement.keep_positions()',
    'engagement.keep_settled()',
    // Whoever carries a phone says how it is.
    'engagement.meet_phone(uuid, timestamptz, integer, integer, text, text, text, text)',
    // Triggers, and what they call: what phones hold follows the facts.
    'engagement.renew_pages(uuid[], uuid[])',
    'engagement.write_pages(uuid[], uuid[])',
    'engagement.tell_assignments()',
    'engagement.tell_walks()',
    'engagement.tell_events()',
    'engagement.tell_set_aside()',
    'engagement.tell_kits()',
    'engagement.tell_requests()',
    // cards.test.ts holds it, where there are cards.
    'engagement.take_card_messages()',
    // kits.test.ts holds it, where there are kits, and what is bound of them; the last is a trigger.
    'engagement.take_kit_messages()',
    'engagement.registered_digests(uuid[], bytea)',
    'engagement.kit_statements_leave()',
    // held.test.ts holds them, where somebody asks what is held of them; the last two are triggers.
    'engagement.take_held_asks(boolean)',
    'engagement.letters_to_send()',
    'engagement.code_of_letter(uuid, uuid, bytea, timestamp with time zone)',
    'engagement.note_sending(uuid, uuid, text, text)',
    'engagement.open_held(bytea, text, uuid, bytea)',
    'engagement.ask_to_correct(bytea, uuid, bytea, integer, bytea)',
    'engagement.write_of_visits()',
    'engagement.letters_leave()',
    'foundation.city_may_begin()',
    // spot-checks.test.ts holds the first, where there are homes to check; the others are called by a policy, count, and are a trigger.
    'engagement.why_not_checker(uuid, text)',
    'engagement.may_check(uuid, uuid)',
    'engagement.leads_check(uuid)',
    'engagement.is_walked(uuid)',
    'engagement.may_add_side(uuid, text, uuid)',
    'engagement.border_frame(text)',
    'engagement.spot_check_counts(uuid, text, date, text)',
    'engagement.spot_checks_leave()',
    'enforcement.keep_exhibits()',
    'enforcement.keep_rulings()',
    'enforcement.offer_exhibits()',
    'enforcement.refuse_orphan()',
    'enforcement.refuse_spent_skin()',
    'enforcement.exhibits_leave()',
    'enforcement.counts_of_stores_leave()',
    'enforcement.stocktakes_a_year()',
    'enforcement.unused_material_leaves()',
    'enforcement.scan_places_leave()',
    'enforcement.scans_told(uuid, uuid[], bigint[])',
    'account.decisions_leave_with_the_city()',
    'enforcement.traces_leave()',
    // after.test.ts holds it, where there is an owner to tell.
    'engagement.owner_to_tell(uuid, uuid, date)',
    'enforcement.readings_leave()',
    // exchange.test.ts holds the first.
    'enforcement.refuse_ended_agreement()',
    'enforcement.exchange_leaves()',
    'engagement.signs_leave()',
    'engagement.looks_leave()',
    // files.test.ts holds it, where there is one that had its time.
    'engagement.erase_files_before(date)',
    // scan-pictures.test.ts holds both, where there are some.
    'engagement.drop_pieces_before(timestamp with time zone)',
    'enforcement.drop_pieces_before(timestamp with time zone)',
    'engagement.surveys_leave()',
    'engagement.keep_states()',
    'engagement.keep_states_of(uuid[])',
    'engagement.keep_ground()',
    'account.keep_budget()',
    'account.keep_order()',
    'account.keep_receipt()',
    'account.keep_receipt_withdrawal()',
    'account.keep_invoice_withdrawal()',
    'account.keep_approved()',
    'account.keep_payment()',
    // Asked by policies; tenders.test.ts holds both.
    'account.bids_open(uuid)',
    'account.has_scored(uuid)',
    'account.keep_tender_version()',
    'account.keep_tender_issue()',
    'account.keep_bid()',
    'account.keep_bid_key()',
    'account.keep_bid_act()',
    'account.keep_scoring_close()',
    'account.keep_award()',
    'account.keep_award_signature()',
    'account.keep_release()',
    'account.keep_assessment()',
    'account.assessments_leave()',
    'account.keep_publication()',
    'account.money_leaves()',
    // desk-pages.test.ts holds it, where there is a phone.
    'engagement.revoke_lost_phone(uuid, uuid, text, timestamp with time zone)',
    // They count homes, and say where there are some.
    'engagement.rebuild_states(text)',
    'engagement.wards_counted()',
    'engagement.points_to_count()',
    'engagement.saturation_settings()',
    'engagement.homes_per_sign()',
    'engagement.exposure_in(text[])',
    'engagement.counts_in(text, date, text[], date)',
    'engagement.tries_there(text, text, text, date, text[])',
    'engagement.days_worked(text, text, text, date, text[])',
    'engagement.phones_there(text, text, text, date, text[], timestamp with time zone, double precision)',
    'engagement.phones_by_place(text, text, date, text[], integer[], timestamp with time zone, double precision)',
    'engagement.team_figures(timestamp with time zone, double precision)',
    'engagement.delivery_hours(date, date, text, text)',
    // Of counts it tells that some were written, and of none which.
    'engagement.counts_mark()',
    'target.deployments_leave_with_the_city()',
    'engagement.points_to_place(text, date, text[])',
    'engagement.homes_with_kits(integer[])',
    'foundation.home_decisions()',
    // Whether a proposal waits or stands, which is asked beside it.
    'engagement.proposal_stands(uuid, uuid)',
    'engagement.leaving_out_waits(uuid)',
    'engagement.register_homes(uuid)',
    'engagement.register_reported(uuid)',
    'engagement.home_adjustments()',
  ])
  test.each(Object.keys(crossings).filter((name) => !apart.has(name)))(
    '%s leaves the operation that its comment names',
    async (name) => {
      const { rows } = await owner.query<{ comment: string }>(
        `select obj_description($1::regprocedure, 'pg_proc') as comment`,
        [name],
      )
      const operation = /operation (\w+);/.exec(rows[0]?.comment ?? '')?.[1]
      expect(await operationsOf(called[name as Crossing] ?? `nothing calls ${name}`)).toContain(operation)
    },
  )
})

test('and what evidence rests on is bound by all of it', async () => {
  expect(await compareRows(database, boundTables)).toMatchObject({ notBegun: [], findings: [] })
})

test('counting what was imported is a combination where incidents are counted', async () => {
  await as({ id: 'test', role: 'importer' }, 'count burglaries by area', (tx) =>
    countBurglaries(tx, { kind: 'lsoa', validFrom: '2011-03-27' }),
  )
  expect(await operationsOf('count burglaries by area')).toEqual(['combination'])
})
