import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import { putProof } from '../../../../test/signed-in.ts'
import { testCounts } from '../../../../test/counts.ts'
import { uuidv7 } from '../uuid.ts'
import type { Actor, Transaction } from '../with-actor.ts'
import { crossings, guardedTables, ruleOf, verbs, type DataKind, type Verb } from './access-table.ts'
import { mayRow, type Belonging, type Postings } from './may.ts'
import { isPersonRole, personRoles, roles, type Role } from './roles.ts'

const { database, owner } = await testDatabase()

const names = async (query: string): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(query)
  return rows.map(({ name }) => name)
}

/** The name of a function as PostgreSQL writes it. */
const written = (name: string): string =>
  name.replaceAll('timestamptz', 'timestamp with time zone').replaceAll(', ', ',')

/** Schemas in which a role may do anything at all with a table. */
const schemasOf = (role: Role): Set<string> =>
  new Set(
    Object.entries(guardedTables)
      .filter(([, { kind }]) => Object.keys(ruleOf(role, kind)).length > 0)
      .map(([table]) => table.slice(0, table.indexOf('.'))),
  )

describe('the access table', () => {
  test('names every table there is, and no other', async () => {
    const tables = await names(
      `select oid::regclass::text as name from pg_class where relkind = 'r'
       and relnamespace::regnamespace::text !~ '^(pg_|information_schema$|migration$)' order by 1`,
    )
    expect(Object.keys(guardedTables).toSorted()).toEqual(tables.toSorted())
  })

  test('names every function that has its owner’s rights, and no other', async () => {
    const functions = await names('select oid::regprocedure::text as name from pg_proc where prosecdef')
    expect(Object.keys(crossings).map(written).toSorted()).toEqual(functions.toSorted())
  })

  test('lets no role hold both regimes: between them there are the crossings alone', () => {
    const both = roles.filter(
      (role) => schemasOf(role).has('engagement') && schemasOf(role).has('enforcement'),
    )
    expect(both).toEqual([])
  })

  test('keeps covert work to its desk, and the desk to covert work', () => {
    expect(roles.filter((role) => schemasOf(role).has('covert'))).toEqual(['covert'])
    expect([...schemasOf('covert')].toSorted()).toEqual(['covert', 'foundation', 'log'])
  })

  test('gives the risk model burglaries, homes, time and place, and nothing of persons', () => {
    const kinds = (Object.values(guardedTables) as { kind: DataKind }[])
      .map(({ kind }) => kind)
      .filter((kind) => ruleOf('risk', kind).read !== undefined)
    expect([...new Set(kinds)].toSorted()).toEqual([
      'address_edition',
      'burglary',
      'demonstration',
      'edition_decision',
      'log_head',
      'place',
      'setting',
    ])
  })
})

const wards = ['W1', 'W2', 'W3', 'W4', 'W5', 'W6'] as const
const bcuOf = (ward: string): string =>
  wards.indexOf(ward as (typeof wards)[number]) < 3 ? 'North' : 'South'
const random = xoroshiro128plus(20_261_126)
const below = (limit: number): number => uniformInt(random, 0, limit - 1)
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!

type Row = Belonging & { id: string }
type Sample = {
  columns: string
  values: (row: Row, actor: string) => unknown[]
  rows: Row[]
  verbs: readonly Verb[]
}

const homes: Row[] = Array.from({ length: 24 }, () => {
  const ward = pick(wards)
  return { id: uuidv7(), ward, bcu: bcuOf(ward) }
})
const like = (count: number): Row[] => Array.from({ length: count }, () => ({ ...pick(homes), id: uuidv7() }))
const homeOf = ({ ward }: Row): string => homes.find((home) => home.ward === ward)!.id

const suites = like(20)

let uprn = 1
/** The tables whose rows belong to somebody, and how a row of each is written. */
const samples: Record<string, Sample> = {
  'engagement.home': {
    columns: 'id, uprn, ward, bcu, postcode, street, number, easting, northing',
    values: ({ id, ward, bcu }) => [id, uprn++, ward, bcu, 'ZX11AA', 'Example Street', '1', 1, 1],
    rows: homes,
    verbs: ['read', 'add', 'change'],
  },
  'engagement.resident': {
    columns: 'id, home, ward, bcu, from_day, data_key, key_version',
    values: (row) => [row.id, homeOf(row), row.ward, row.bcu, '2020-01-01', Buffer.alloc(1), 1],
    rows: like(30),
    verbs,
  },
  'engagement.kit_act': {
    columns: 'id, kind, at, to_holder, kits, ward, bcu, actor',
    values: (row, actor) => [
      row.id,
      'delivered',
      new Date(),
      `home:${homeOf(row)}`,
      1,
      row.ward,
      row.bcu,
      actor,
    ],
    rows: like(30),
    verbs,
  },
  'engagement.team': {
    columns: 'id, name, ward, bcu, actor',
    values: (row, actor) => [row.id, `Team ${row.id}`, row.ward, row.bcu, actor],
    rows: like(20),
    verbs: ['read', 'add'],
  },
  'engagement.kit_count': {
    columns: 'id, holder, begun_at, ward, bcu, actor',
    values: (row, actor) => [row.id, `bcu:${row.bcu}`, new Date(), row.ward, row.bcu, actor],
    rows: like(20),
    verbs,
  },
  'engagement.kit_position': {
    columns: 'id, serial, sequence, movement, kind, at, holder, disputed, ward, bcu',
    values: (row) => [
      row.id,
      `S${row.id}`,
      1,
      row.id,
      'delivered',
      new Date(),
      `home:${homeOf(row)}`,
      0,
      row.ward,
      row.bcu,
    ],
    rows: like(30),
    verbs: ['read'],
  },
  'engagement.home_proposal': {
    columns: 'id, kind, home, ward, bcu, reason, address, actor',
    values: (row, actor) => [
      row.id,
      'exclude',
      homeOf(row),
      row.ward,
      row.bcu,
      'void',
      '1 Example Street',
      actor,
    ],
    rows: like(20),
    verbs,
  },
  'enforcement.scan_place': {
    columns: 'id, kind, name, bcu, actor',
    values: ({ id, bcu }, actor) => [id, 'custody suite', `Suite ${id}`, bcu, actor],
    rows: suites,
    verbs,
  },
  'enforcement.scan': {
    columns: 'id, at, on_day, shift, place, place_kind, bcu, subject, basis, result, actor',
    values: ({ id, bcu }, actor) => [
      id,
      new Date(),
      '2026-01-01',
      'early',
      suites.find((suite) => suite.bcu === bcu)!.id,
      'custody suite',
      bcu,
      'person',
      'consent',
      'nothing',
      actor,
    ],
    rows: like(30),
    verbs,
  },
  'covert.operation': {
    columns: 'id, reference, authorising_rank, starts_on, review_on, expires_on, actor',
    values: ({ id }, actor) => [id, 'C', 'Superintendent', '2026-01-01', '2026-01-01', '2026-01-01', actor],
    rows: like(10),
    verbs,
  },
}

const actorOf = ({ id, role, proof }: Member): Actor => ({
  id,
  role,
  ...(proof === undefined ? {} : { proof }),
  ...(role === 'visitor' ? { login: 'web' } : {}),
})

type Member = Postings & { id: string; proof?: string }

/** A person or part of the product, posted now to some places, with postings besides that hold no more or not yet. */
const enlist = async (role: Role): Promise<Member> => {
  // A visitor is called so, whatever they say.
  if (role === 'visitor') return { id: role, role, places: [''] }
  if (!isPersonRole(role)) return { id: `the ${role}`, role, places: [''] }
  const person = uuidv7()
  const { posted } = personRoles[role]
  const choices = posted === 'force' ? [''] : posted === 'bcu' ? ['North', 'South'] : wards
  const places = new Set(Array.from({ length: below(4) }, () => pick(choices)))
  const disabled = below(12) === 0
  await owner.query(
    `insert into identity.person (id, issuer, subject, display_name, disabled_at) values ($1::uuid, 'https://x', $1::uuid::text, 'X', $2)`,
    [person, disabled ? new Date() : null],
  )
  const post = (
    place: string,
    from: string,
    to: string | null,
    as: Role = role,
    ended = false,
  ): Promise<unknown> =>
    owner.query(
      `insert into identity.posting (id, person, role, place_kind, place, from_day, to_day, given_by, ended_by, ended_at)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, 'test', $7, $8)`,
      [person, as, posted, place, from, to, ended ? 'test' : null, ended ? new Date() : null],
    )
  for (const place of places) await post(place, '2020-01-01', pick([null, '2999-01-01']))
  for (const choice of choices) {
    if (below(2) === 0) await post(choice, '2020-01-01', '2020-12-31')
    if (below(2) === 0) await post(choice, '2999-01-01', null)
    if (below(2) === 0) await post(choice, '2020-01-01', null, role, true)
    if (below(2) === 0) await post(choice, '2020-01-01', null, role === 'covert' ? 'planner' : 'covert')
  }
  return {
    id: `person:${person}`,
    role,
    places: disabled ? [] : [...places],
    proof: await putProof(owner, person, role),
  }
}

const refused = '42501'

/** Ids of the rows that the database lets the actor do it with; all is undone. */
const done = async (
  tx: Transaction,
  table: string,
  verb: Verb,
  sample: Sample,
  actor: string,
): Promise<Set<string>> => {
  const attempt = async (statement: string, values: unknown[] = []): Promise<string[] | undefined> => {
    await tx.query('savepoint attempt')
    try {
      return (await tx.query<{ id: string }>(statement, values)).rows.map(({ id }) => id)
    } catch (error) {
      if ((error as { code?: string }).code !== refused) throw error
      return undefined
    } finally {
      await tx.query('rollback to savepoint attempt')
    }
  }
  if (verb === 'read') return new Set(await attempt(`select id from ${table}`))
  const guard = guardedTables[table]!
  const [column] = 'changes' in guard ? guard.changes : ['id']
  if (verb === 'change')
    return new Set(await attempt(`update ${table} set ${column} = ${column} returning id`))
  if (verb === 'remove') return new Set(await attempt(`delete from ${table} returning id`))
  const added = new Set<string>()
  for (const row of sample.rows) {
    const values = sample.values({ ...row, id: uuidv7() }, actor)
    const marks = values.map((_, at) => `$${at + 1}`).join(', ')
    // Without RETURNING, which would ask for the right to read as well.
    if (await attempt(`insert into ${table} (${sample.columns}) values (${marks})`, values)) added.add(row.id)
  }
  return added
}

/** Holds everything that one actor may do with the samples against the rules. */
const compareOne = async (member: Member, compared: { wrong: string[]; triples: number }): Promise<void> => {
  const compare = async (tx: Transaction | undefined): Promise<void> => {
    for (const [table, sample] of Object.entries(samples)) {
      const { kind } = guardedTables[table]!
      for (const verb of sample.verbs) {
        const allowed = tx ? await done(tx, table, verb, sample, member.id) : new Set<string>()
        compared.triples += sample.rows.length
        for (const row of sample.rows) {
          if (allowed.has(row.id) !== mayRow(member, verb, kind, row))
            compared.wrong.push(`${member.role} of ${member.places.join(' ')}: ${verb} ${table} ${row.ward}`)
        }
      }
    }
  }
  const acting = actorOf(member)
  if (member.places.length > 0) return database.withActor(acting, 'test', compare)
  // Who holds no posting cannot even begin.
  await expect(database.withActor(acting, 'test', async () => undefined)).rejects.toMatchObject({
    code: refused,
  })
  await compare(undefined)
}

describe('the database and the rules in TypeScript', () => {
  beforeAll(async () => {
    await owner.query(`set session_replication_role = replica`)
    for (const [table, { columns, values, rows }] of Object.entries(samples)) {
      for (const row of rows) {
        const cells = values(row, 'test')
        await owner.query(
          `insert into ${table} (${columns}) values (${cells.map((_, at) => `$${at + 1}`).join(', ')})`,
          cells,
        )
      }
    }
    await owner.query(`set session_replication_role = origin`)
  })

  test('agree on ten thousand triples of actor, act and row', async () => {
    const wanted = testCounts.full ? 50_000 : 10_000
    const compared = { wrong: [] as string[], triples: 0 }
    while (compared.triples < wanted) await compareOne(await enlist(pick(roles)), compared)
    expect(compared.wrong).toEqual([])
  })
})

test('nobody administers themselves', async () => {
  const administrator = await (async (): Promise<Member> => {
    for (;;) {
      const member = await enlist('administrator')
      if (member.places.length > 0) return member
    }
  })()
  const own = administrator.id.slice('person:'.length)
  const post = (person: string): Promise<unknown> =>
    database.withActor(actorOf(administrator), 'test', (tx) =>
      tx.query(
        `insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
         values (gen_random_uuid(), $1, 'planner', 'force', '', '2026-01-01', $2)`,
        [person, administrator.id],
      ),
    )
  await expect(post(own)).rejects.toMatchObject({ code: refused })
  const { rows } = await owner.query<{ id: string }>(
    `select id from identity.person where id <> $1 limit 1`,
    [own],
  )
  await post(rows[0]!.id)
  const { rowCount } = await database.withActor(actorOf(administrator), 'test', (tx) =>
    tx.query(`update identity.posting set ended_by = 'x' where person = $1`, [own]),
  )
  expect(rowCount).toBe(0)
})
