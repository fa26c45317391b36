import { randomBytes } from 'node:crypto'
import pg from 'pg'
import {
  loginNames,
  logins,
  usualLogins,
  type Login,
  type OfLogins,
} from '../apps/server/foundation/access/logins.ts'
import { databaseRoles, roles } from '../apps/server/foundation/access/roles.ts'
import type { Database } from '../apps/server/foundation/database.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import { putHomes } from './homes.ts'
import { putKit } from './kits.ts'
import { putProof, signIn } from './signed-in.ts'
import { putSignThings } from './sign-things.ts'
import { putSpotThings } from './spot-things.ts'

/** A database with people in it, and what the attacker has got hold of beside a login's password. */
export type AttackScene = {
  urls: OfLogins<string>
  /** Somebody who is signed in elsewhere, whom the attacker wants to be. */
  victim: string
  /** What the database keeps of the victim's session: what a stolen backup holds. */
  victimDigest: string
  /** Proofs of sessions: the attacker’s own, a ward officer’s of another ward, and three that hold no more. */
  own: string
  ended: string
  old: string
  shutOut: string
  attacker: string
  /** An event, a round, a home and a resident of the victim’s ward. */
  event: string
  round: string
  home: string
  resident: string
  /** A sign there, with a picture. */
  sign: string
  picture: string
  /** An event of the attacker’s own, which is undone, and a phone. */
  ownEvent: string
  phone: string
  /** The proof of somebody who administers people, and wants to be one of them. */
  administers: string
}

export type DatabaseAttack = {
  name: string
  login: Login
  /** Statements of one transaction; the last must be refused, or find and change no row. */
  by: (scene: AttackScene) => readonly string[]
}

export type AttackOutcome = { name: string; refused: boolean; how: string }

const as = (role: string): string => `set local role mettrace_${role}`
const prove = (proof: string): string => `set local mettrace.proof = '${proof}'`
const call = (actor: string): string => `set local mettrace.actor = '${actor}'`

const becoming = (login: Login): DatabaseAttack[] => {
  const mine: readonly string[] = databaseRoles(logins[login].roles)
  const others = [...databaseRoles(roles), ...Object.values(usualLogins)]
  return others
    .filter((role) => !mine.includes(role) && role !== usualLogins[login])
    .map((role) => ({ name: `${login}: takes on ${role}`, login, by: () => [`set local role ${role}`] }))
}

/** What the login of the pages is tried with: its password is known, or a statement can be slipped into a page. */
const web = (name: string, by: DatabaseAttack['by']): DatabaseAttack => ({
  name: `web: ${name}`,
  login: 'web',
  by,
})

const residents = 'select from engagement.resident'
const entry = (actor: string, role: string): string =>
  `insert into log.entry (id, actor, role, purpose, salt)
   values (gen_random_uuid(), '${actor}', '${role}', 'x', decode(repeat('00', 16), 'hex'))`

const insertEvent = (phone: string, actor: string, id = 'gen_random_uuid()'): string =>
  `insert into engagement.phone_event
     (id, phone, at, received_at, content, decision, answer, data_key, key_version, body, ward, bcu, actor)
   values (${id}, '${phone}', now(), now(), sha256('x'), 'accepted', '{}', '\\x00', 1, '\\x00', null, null, '${actor}')`

const pretending: DatabaseAttack[] = [
  web('calls itself another person', ({ victim }) => [
    as('ward_officer'),
    call(`person:${victim}`),
    residents,
  ]),
  web('names a role of its choice', ({ victim }) => [
    as('ward_officer'),
    call(`person:${victim}`),
    `set local mettrace.role = 'ward_officer'`,
    residents,
  ]),
  web('shows a proof that it made up', () => [
    as('ward_officer'),
    prove(randomBytes(32).toString('base64url')),
    residents,
  ]),
  web('shows the digest of a session', ({ victimDigest }) => [
    as('ward_officer'),
    prove(victimDigest),
    residents,
  ]),
  web('shows an empty proof', () => [as('data_protection'), prove(''), residents]),
  web('shows the proof of a session that was ended', ({ ended }) => [
    as('ward_officer'),
    prove(ended),
    residents,
  ]),
  web('shows the proof of a session that is too old', ({ old }) => [
    as('ward_officer'),
    prove(old),
    residents,
  ]),
  web('shows a proof from a device that was shut out', ({ shutOut }) => [
    as('ward_officer'),
    prove(shutOut),
    residents,
  ]),
  web('adds a name to its own proof', ({ own, victim }) => [
    as('ward_officer'),
    prove(own),
    call(`person:${victim}`),
    `select from engagement.home where ward = 'W1'`,
  ]),
  web('reads another ward by its own session', ({ own }) => [as('ward_officer'), prove(own), residents]),
  web('uses its own session in another role', ({ own }) => [as('data_protection'), prove(own), residents]),
  web('traces a code as an investigator by its own session', ({ own }) => [
    as('investigator'),
    prove(own),
    `select from engagement.trace(array[gen_random_uuid()], current_date)`,
  ]),
  web('traces a code under the name of its own role', ({ own }) => [
    as('investigator'),
    prove(own),
    `set local mettrace.role = 'ward_officer'`,
    `select from engagement.trace(array[gen_random_uuid()], current_date)`,
  ]),
  web('plans as no person in particular', () => [
    as('planner'),
    call('command line: root'),
    'select from places.area',
  ]),
  web('keeps a plan as no person in particular', () => [
    as('planner'),
    call('command line: root'),
    `insert into foundation.setting values ('x', 1, 1, 'x', 'x', '2026-01-01', null, 'command line: root')`,
  ]),
  web('puts its own check in the place of the database’s', ({ own }) => [
    `create function pg_temp.sha256(bytea) returns bytea language sql as 'select token_digest from identity.session limit 1'`,
    `set local search_path = pg_temp, pg_catalog`,
    as('data_protection'),
    prove(own),
    residents,
  ]),
  web('looks for proofs in what others are running', () => [
    `select from pg_stat_activity where pid <> pg_backend_pid() and query like '%mettrace.proof%' and query not like '%$3%'`,
  ]),
  web('takes on the session’s role again under the name of a part of the product', ({ own }) => [
    as('planner'),
    prove(own),
    call('the product'),
    'select from places.area',
  ]),
  web('looks for proofs in the table of sessions', () => ['select from identity.session']),
  web('looks for proofs as an administrator', () => [as('administrator'), 'select from identity.session']),
]

const taking: DatabaseAttack[] = [
  ...[
    'delete from engagement.kit_movement',
    'update engagement.kit_movement set holder = from_holder',
    'truncate engagement.kit_movement',
    'delete from engagement.resident',
    'update engagement.resident set name = null',
    'update engagement.home set ward = ward',
    'delete from log.entry',
    `update log.entry set actor = 'x'`,
    'delete from log.entry_text',
    'update log.earlier_act set actor = actor',
    'delete from measure.programme',
    `update identity.session set role = 'administrator'`,
    'update identity.posting set ended_at = null',
    'select engagement.leave_with_the_city()',
    `insert into foundation.demonstration (state, seed, homes) values ('loaded', 1, 1)`,
  ].map((statement) =>
    web(`${statement}, by its own session`, ({ own }) => [as('ward_officer'), prove(own), statement]),
  ),
  web('writes an entry in the name of another', ({ own, victim }) => [
    as('ward_officer'),
    prove(own),
    entry(`person:${victim}`, 'ward_officer'),
  ]),
  web('writes an entry in the role of another', ({ own, attacker }) => [
    as('ward_officer'),
    prove(own),
    entry(`person:${attacker}`, 'administrator'),
  ]),
  web('posts itself as an administrator', ({ own, attacker }) => [
    as('administrator'),
    prove(own),
    `insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
     values (gen_random_uuid(), '${attacker}', 'administrator', 'force', '', current_date, 'person:${attacker}')`,
  ]),
  web('administers, and gives a session of another its own token', ({ administers, victim }) => [
    as('administrator'),
    prove(administers),
    `update identity.session set token_digest = sha256('mine') where person = '${victim}'`,
  ]),
  web('administers, and changes the role of a session', ({ administers, victim }) => [
    as('administrator'),
    prove(administers),
    `update identity.session set role = 'data_protection' where person = '${victim}'`,
  ]),
  web('administers, and posts itself', ({ administers }) => [
    as('administrator'),
    prove(administers),
    `update identity.posting set ended_at = null where person = foundation.proved_person()`,
  ]),
  web('administers, and begins a session', ({ administers, victim }) => [
    as('administrator'),
    prove(administers),
    `insert into identity.session (id, person, device, token_digest, role, begun_at, seen_at, idle_seconds, ends_at)
     select gen_random_uuid(), '${victim}', id, sha256('x'), 'ward_officer', now(), now(), 3600, 'infinity'
     from identity.device limit 1`,
  ]),
  web('begins a session of another', ({ victim }) => [
    `insert into identity.session (id, person, device, token_digest, role, begun_at, seen_at, idle_seconds, ends_at)
     select gen_random_uuid(), '${victim}', id, sha256('x'), 'ward_officer', now(), now(), 3600, 'infinity'
     from identity.device limit 1`,
  ]),
]

const ruling: DatabaseAttack[] = [
  'grant mettrace_registrar to mettrace_web',
  'alter role mettrace_web bypassrls',
  'alter table engagement.resident disable row level security',
  'alter table engagement.kit_movement disable trigger all',
  'set session_replication_role = replica',
  'set session authorization postgres',
  'set local row_security = off',
  `create function foundation.mine() returns int language sql security definer as 'select 1'`,
  'create table public.mine (id int)',
  'select from pg_authid',
  `select pg_read_file('postgresql.conf')`,
  `copy (select 1) to program 'true'`,
  `select from migration.applied`,
].map((statement) =>
  web(statement, () =>
    statement === 'set local row_security = off'
      ? [statement, as('data_protection'), residents]
      : [statement],
  ),
)

const elsewhere: DatabaseAttack[] = [
  {
    name: 'sign-in: reads residents',
    login: 'signIn',
    by: () => [as('identity'), call('sign-in'), residents],
  },
  {
    name: 'sign-in: keeps a plan',
    login: 'signIn',
    by: () => [as('identity'), call('sign-in'), 'select from target.burglary'],
  },
  { name: 'worker: reads residents', login: 'worker', by: () => [as('importer'), call('x'), residents] },
  {
    name: 'sign-in: takes the made-up city away',
    login: 'signIn',
    by: () => [as('identity'), call('sign-in'), 'select engagement.leave_with_the_city()'],
  },
  {
    name: 'sign-in: traces a code',
    login: 'signIn',
    by: () => [
      as('identity'),
      call('sign-in'),
      `select from engagement.trace(array[gen_random_uuid()], current_date)`,
    ],
  },
  {
    name: 'sign-in: reads whose home it is by a stolen proof',
    login: 'signIn',
    by: ({ own }) => [as('identity'), prove(own), 'select from engagement.home'],
  },
  {
    name: 'worker: reads homes',
    login: 'worker',
    by: () => [as('planner'), call('x'), 'select from engagement.home'],
  },
  {
    name: 'worker: reads sessions',
    login: 'worker',
    by: () => [as('sealer'), call('x'), 'select from identity.session'],
  },
  {
    name: 'worker: plans by a person’s proof',
    login: 'worker',
    by: ({ own }) => [as('planner'), prove(own), call('x'), 'select from places.area'],
  },
  {
    name: 'worker: plans in the name of a person',
    login: 'worker',
    by: ({ victim }) => [as('planner'), call(`person:${victim}`), 'select from places.area'],
  },
  {
    name: 'command: deletes events of kits',
    login: 'command',
    by: () => [as('registrar'), call('x'), 'delete from engagement.kit_movement'],
  },
  {
    name: 'command: takes everything away as if it were made up',
    login: 'command',
    by: () => [
      as('importer'),
      call('x'),
      `insert into foundation.demonstration (state, seed, homes) values ('loaded', 1, 1)`,
    ],
  },
]

/** Whoever makes a spot check may not learn what was reported, nor change what they or others found. */
const checking: DatabaseAttack[] = (
  [
    ['reads what was reported of the doors', 'select from engagement.spot_door'],
    ['reads by which seed they were drawn', 'select from engagement.spot_draw'],
    ['reads what was found', 'select from engagement.spot_finding'],
    ['reads of other checks', 'select from engagement.spot_check'],
    ['asks for a list that is another’s', 'select from engagement.spot_check_doors(gen_random_uuid())'],
    ['changes what was found', `update engagement.spot_finding set found = 'marked'`],
    [
      'finds something at a door that was not drawn for them',
      `insert into engagement.spot_finding (id, spot_check, home, ward, bcu, found, actor)
       values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'W1', 'North', 'marked', foundation.actor_id())`,
    ],
    ['orders a check', `insert into engagement.spot_check (id) values (gen_random_uuid())`],
    ['reads who checks the other side', 'select from engagement.spot_side'],
    ['asks what is reported on both sides', `select from engagement.border_frame('E01000001')`],
    ['asks who was at which doors', `select engagement.why_not_checker(gen_random_uuid(), 'E01000001')`],
  ] satisfies [string, string][]
).map(([name, statement]) =>
  web(`as a checker, ${name}`, ({ own }) => [as('ward_officer'), prove(own), statement]),
)

/** Of nobody: the login of the pages as a visitor, who may leave a message and do nothing else. */
const visiting: DatabaseAttack[] = (
  [
    ['reads homes', 'select from engagement.home'],
    ['reads messages by cards', 'select from engagement.card_message'],
    ['reads what was asked by cards', 'select from engagement.card_request'],
    ['reads which cards were left', 'select from engagement.left_card'],
    ['takes messages to their homes', 'select engagement.take_card_messages()'],
    ['reads messages about kits', 'select from engagement.kit_message'],
    ['reads what was said of kits', 'select from engagement.kit_statement'],
    ['takes messages about kits', 'select engagement.take_kit_messages()'],
    ['reads who asked what is held of them', 'select from engagement.held_ask'],
    ['reads letters', 'select from engagement.letter'],
    ['reads codes for once', 'select digest from engagement.held_code'],
    ['reads corrections', 'select from engagement.correction'],
    ['sends letters', 'select engagement.letters_to_send()'],
    ['writes to whoever asks', 'select engagement.take_held_asks(true)'],
    [
      'makes a code for once',
      `insert into engagement.held_code (id, letter, ward, bcu, digest, expires_at, actor)
       values (gen_random_uuid(), gen_random_uuid(), 'W1', 'North', sha256('x'), now() + interval '1 day', 'visitor')`,
    ],
    [
      'asks whether somebody asked',
      `with told as (insert into engagement.held_ask (id, name_digest, postcode, on_paper, language, actor)
       values (gen_random_uuid(), sha256('x'), 'ZX11AA', true, 'en', 'visitor') returning postcode) select from told`,
    ],
    ['reads PINs of kits', 'select pin_digest from engagement.kit'],
    [
      'asks whether a message about a kit is there',
      `with told as (insert into engagement.kit_message (id, serial, proof, what, is_applied, actor)
       values (gen_random_uuid(), 'K7QD2M4X9THQ', sha256('x'), 'applied', true, 'visitor') returning serial) select from told`,
    ],
    [
      'says by itself that a kit was applied',
      `insert into engagement.kit_statement (id, kit, home, ward, bcu, what, applied_on, residents, at)
       values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'W1', 'North', 'applied', '2026-01-01', '{}', now())`,
    ],
    [
      'asks whether a message is there',
      `with told as (insert into engagement.card_message (id, card, postcode, what, language, actor)
       values (gen_random_uuid(), 'K7MPX5X', 'ZX11AA', 'needs', 'bn', 'visitor') returning card) select from told`,
    ],
    [
      'leaves a message of an address, without its card',
      `insert into engagement.card_message (id, number, postcode, what, language, actor)
       values (gen_random_uuid(), '7A', 'ZX11AA', 'needs', 'bn', 'visitor')`,
    ],
    [
      'leaves a message in another’s name',
      `insert into engagement.card_message (id, card, postcode, what, language, actor)
       values (gen_random_uuid(), 'K7MPX5X', 'ZX11AA', 'needs', 'bn', 'person:x')`,
    ],
    [
      'leaves a message of another day',
      `insert into engagement.card_message (id, card, postcode, what, language, at, actor)
       values (gen_random_uuid(), 'K7MPX5X', 'ZX11AA', 'needs', 'bn', '2020-01-01', 'visitor')`,
    ],
    [
      'asks for a home by itself',
      `insert into engagement.card_request (message, event, home, ward, bcu, card, what, at)
       values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'W1', 'North', 'K7MPX5X', 'decline', now())`,
    ],
  ] satisfies [string, string][]
).map(([name, statement]) =>
  web(`as a visitor, ${name}`, ({ own, victim }) => [
    as('visitor'),
    prove(own),
    call(`person:${victim}`),
    statement,
  ]),
)

/** Of an officer in W2, against what phones told in W1. */
const telling: DatabaseAttack[] = (
  [
    ['tells an event under another’s name', ({ phone, victim }) => insertEvent(phone, `person:${victim}`)],
    [
      'changes an event that it told',
      ({ ownEvent }) => `update engagement.phone_event set body = '\\x01' where id = '${ownEvent}'`,
    ],
    [
      'erases what it told',
      ({ ownEvent }) =>
        `update engagement.phone_event set data_key = null, body = null, erased_at = now() where id = '${ownEvent}'`,
    ],
    ['reads events of another', ({ event }) => `select from engagement.phone_event where id = '${event}'`],
    [
      'visits a home of another ward by its own event',
      ({ ownEvent, home, attacker }) =>
        `insert into engagement.visit (event, home, ward, bcu, outcome, at, actor)
         values ('${ownEvent}', '${home}', 'W1', 'North', 'refused', now(), 'person:${attacker}')`,
    ],
    [
      'visits by an event of another',
      ({ event, home, attacker }) =>
        `insert into engagement.visit (event, home, ward, bcu, outcome, at, actor)
         values ('${event}', '${home}', 'W1', 'North', 'refused', now(), 'person:${attacker}')`,
    ],
    [
      'writes of a risk at a home of another ward',
      ({ ownEvent, home, attacker }) =>
        `insert into engagement.safety_note (event, home, ward, bcu, risk, note, at, actor)
         values ('${ownEvent}', '${home}', 'W1', 'North', 'dog', 'x', now(), 'person:${attacker}')`,
    ],
    [
      'turns an event of another in their name',
      ({ event, victim }) =>
        `insert into engagement.event_turn (id, event, turn, stands, how, by_event, actor)
         values (gen_random_uuid(), '${event}', 1, false, 'undone', '${event}', 'person:${victim}')`,
    ],
    [
      'lets a resident of another ward agree',
      ({ ownEvent, resident, home, attacker }) =>
        `insert into engagement.consent (id, resident, home, ward, bcu, notice, notice_day, language, at, actor)
         values ('${ownEvent}', '${resident}', '${home}', 'W1', 'North', 1, '2026-01-01', 'en', now(), 'person:${attacker}')`,
    ],
    [
      'registers a resident in another ward',
      ({ home }) =>
        `insert into engagement.resident (id, home, ward, bcu, from_day, data_key, key_version, by_phone)
         values (gen_random_uuid(), '${home}', 'W1', 'North', '2026-01-01', '\\x00', 1, true)`,
    ],
    [
      'reads where somebody else walks',
      ({ round }) => `select from engagement.assignment_home where assignment = '${round}'`,
    ],
    [
      'takes a round over',
      ({ round, attacker }) =>
        `update engagement.assignment set person = '${attacker}' where id = '${round}'`,
    ],
    [
      'gives itself a round',
      ({ attacker }) =>
        `insert into engagement.assignment (id, person, name, from_day, streets, ward, bcu, actor)
         values (gen_random_uuid(), '${attacker}', 'x', '2026-01-01', '{x}', 'W2', 'South', 'person:${attacker}')`,
    ],
    [
      'moves homes to another round',
      ({ round }) => `update engagement.assignment_home set assignment = '${round}'`,
    ],
    [
      'writes on a page of its phone',
      ({ attacker }) =>
        `insert into engagement.page_change (reader, page, id) values ('person:${attacker}', 'x/homes', 'x')`,
    ],
    [
      'reads pages of another’s phone',
      ({ victim }) => `select from engagement.page_change where reader = 'person:${victim}'`,
    ],
    [
      'renews pages by itself',
      ({ event, round }) => `select engagement.renew_pages('{${event}}', '{${round}}')`,
    ],
    [
      'revokes a phone',
      ({ phone, attacker }) =>
        `insert into engagement.phone_act (id, phone, kind, words, ward, bcu, actor, at)
         values (gen_random_uuid(), '${phone}', 'revoked', 'x', 'W2', 'South', 'person:${attacker}', now())`,
    ],
    [
      'decides about what it told',
      ({ ownEvent, attacker }) =>
        `insert into engagement.set_aside_decision (event, teller, decision, reason, ward, bcu, actor)
         values ('${ownEvent}', 'person:${attacker}', 'accepted', 'x', 'W2', 'South', 'person:${attacker}')`,
    ],
  ] satisfies [string, (scene: AttackScene) => string][]
).map(([name, statement]) => web(name, (scene) => [as('ward_officer'), prove(scene.own), statement(scene)]))

/** What an officer of another ward tries at pictures that are none of theirs. */
const looking: DatabaseAttack[] = (
  [
    [
      'looks at a picture of another ward',
      ({ picture }) => `select from engagement.file where id = '${picture}'`,
    ],
    [
      'asks which pictures another ward has',
      ({ picture }) => `select from engagement.sign_picture where id = '${picture}'`,
    ],
    [
      'changes a picture',
      ({ picture }) => `update engagement.file set content = '\\x01' where id = '${picture}'`,
    ],
    ['takes a picture away', ({ picture }) => `delete from engagement.file where id = '${picture}'`],
    [
      'sends a piece of a picture of another’s event',
      ({ event, attacker }) =>
        `insert into engagement.phone_piece (event, offset_at, length, content, data_key, key_version, actor)
         values ('${event}', 0, 1, decode(repeat('00', 29), 'hex'), '\\x00', 1, 'person:${attacker}')`,
    ],
    ['looks at pieces of pictures', () => 'select from engagement.phone_piece'],
    ['takes pieces of pictures away', () => `select engagement.drop_pieces_before('2200-01-01')`],
    ['looks at pictures of scans', () => 'select from enforcement.file'],
    ['erases what had its time', () => `select engagement.erase_files_before('2200-01-01')`],
    [
      'hangs a picture on a sign of another ward',
      ({ sign, attacker }) =>
        `insert into engagement.sign_picture (id, sign, at_check, ward, bcu, actor)
         values (gen_random_uuid(), '${sign}', gen_random_uuid(), 'W1', 'North', 'person:${attacker}')`,
    ],
    [
      'sends a picture in the name of another',
      ({ victim }) =>
        `insert into engagement.file (id, use, kind, width, height, keep_until, digest, sent_digest, content, data_key, key_version, actor)
         values (gen_random_uuid(), 'sign picture', 'png', 1, 1, '2030-01-01', sha256(''), sha256(''), decode(repeat('00', 29), 'hex'),
                 '\\x00', 1, 'person:${victim}')`,
    ],
  ] satisfies [string, (scene: AttackScene) => string][]
).map(([name, statement]) => web(name, (scene) => [as('ward_officer'), prove(scene.own), statement(scene)]))

/** What somebody tries who has the password of one of the product’s logins, or can have SQL run by it. */
export const databaseAttacks: readonly DatabaseAttack[] = [
  ...loginNames.flatMap(becoming),
  ...pretending,
  ...taking,
  ...ruling,
  ...elsewhere,
  ...checking,
  ...visiting,
  ...telling,
  ...looking,
]

/** People with residents and kits to go for, on a migrated database. */
export const attackScene = async (
  database: Database,
  owner: pg.Client,
  urls: OfLogins<string>,
): Promise<AttackScene> => {
  const wards = {
    W1: { bcu: 'North', homes: 3, postcode: 'ZX11AA' },
    W2: { bcu: 'South', homes: 3, postcode: 'ZX22AA' },
  }
  const homes = await putHomes(database, wards)
  await owner.query(
    `insert into engagement.resident (id, home, ward, bcu, from_day, data_key, key_version)
     select gen_random_uuid(), id, ward, bcu, '2020-01-01', '\\x00', 1 from engagement.home where ward = 'W1'`,
  )
  await putKit(database, 'ZX000001', [{ at: '2020-02-01', kind: 'delivered', home: homes.get('W1')![0]! }])
  await owner.query(`insert into places.vintage values ('lsoa', '2011-01-01', null)`)
  await owner.query(
    `insert into places.area values ('lsoa', '2011-01-01', 'E01000001', 'Example', 0, 0, 2, 2, 1, 1, 4, '\\x00')`,
  )
  const victim = await signIn(database, 'ward_officer', { place: 'W1' })
  const attacker = await signIn(database, 'ward_officer', { place: 'W2' })
  const administrator = await signIn(database, 'administrator')
  const { rows } = await owner.query<{ digest: string }>(
    `select encode(token_digest, 'hex') as digest from identity.session where person = $1`,
    [victim.id],
  )
  const [event, ownEvent, round, phone] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const home = homes.get('W1')![0]!.id
  // The attacker makes a spot check in the other ward: there is something that they are not told.
  const place = { ward: 'W1', bcu: 'North', home }
  const { spotCheck } = await putSpotThings(owner, 1, { ...place, checker: attacker.id })
  await owner.query(
    `insert into engagement.spot_finding (id, spot_check, home, ward, bcu, found, actor)
     values (gen_random_uuid(), $1, $2, 'W1', 'North', 'nothing', $3)`,
    [spotCheck, home, attacker.actor.id],
  )
  const { sign, picture } = await putSignThings(owner, 1, place)
  const resident = (
    await owner.query<{ id: string }>('select id from engagement.resident where home = $1', [home])
  ).rows[0]!.id
  await owner.query(
    `insert into engagement.phone (id, ward, bcu, actor, enrolled_at) values ($1, 'W2', 'South', 'test', now())`,
    [phone],
  )
  await owner.query(insertEvent(phone, `person:${victim.id}`, `'${event}'`))
  await owner.query(insertEvent(phone, `person:${attacker.id}`, `'${ownEvent}'`))
  await owner.query(
    `insert into engagement.assignment (id, person, name, from_day, streets, ward, bcu, actor)
     values ($1, $2, 'Round', '2026-01-01', '{x}', 'W1', 'North', 'test')`,
    [round, victim.id],
  )
  await owner.query(
    `insert into engagement.assignment_home
       (assignment, home, ward, bcu, address, postcode, street, door, door_order, latitude, longitude)
     values ($1, $2, 'W1', 'North', '1 Example Street', 'ZX11AA', 'Example Street', '1', 1, 51.5, -0.1)`,
    [round, home],
  )
  const spoilt = async (change: string): Promise<string> => {
    const proof = await putProof(owner, victim.id, 'ward_officer')
    await owner.query(
      `with spoilt as (select id, device from identity.session where token_digest = sha256(convert_to($1, 'UTF8'))) ${change}`,
      [proof],
    )
    return proof
  }
  return {
    urls,
    victim: victim.id,
    victimDigest: rows[0]!.digest,
    own: attacker.actor.proof,
    attacker: attacker.id,
    event,
    round,
    home,
    resident,
    sign,
    picture,
    ownEvent,
    phone,
    administers: administrator.actor.proof,
    ended: await spoilt(
      `update identity.session s set ended_at = now(), ended_by = 'test' from spoilt where s.id = spoilt.id`,
    ),
    old: await spoilt(
      `update identity.session s set seen_at = now() - interval '2 hours' from spoilt where s.id = spoilt.id`,
    ),
    shutOut: await spoilt(
      `update identity.device d set revoked_at = now(), revoked_by = 'test' from spoilt where d.id = spoilt.device`,
    ),
  }
}

const tryOne = async (scene: AttackScene, { name, login, by }: DatabaseAttack): Promise<AttackOutcome> => {
  const client = new pg.Client({ connectionString: scene.urls[login] })
  await client.connect()
  try {
    await client.query('begin')
    let found = 0
    for (const statement of by(scene)) found = (await client.query(statement)).rowCount ?? 1
    return { name, refused: found === 0, how: found === 0 ? 'no row' : `${found} rows` }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    // Anything but a refusal, such as a mistake in the statement, proves nothing.
    return { name, refused: code === '42501', how: message }
  } finally {
    await client.query('rollback').catch(() => undefined)
    await client.end()
  }
}

/** Tries each attack in a transaction of its own, of which nothing stays. */
export const tryDatabaseAttacks = async (
  scene: AttackScene,
  attacks: readonly DatabaseAttack[] = databaseAttacks,
): Promise<AttackOutcome[]> => {
  const outcomes: AttackOutcome[] = []
  for (const attack of attacks) outcomes.push(await tryOne(scene, attack))
  return outcomes
}
