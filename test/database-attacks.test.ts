import { describe, expect, test } from 'vitest'
import { loginNames, logins, usualLogins } from '../apps/server/foundation/access/logins.ts'
import { databaseRoles } from '../apps/server/foundation/access/roles.ts'
import { attackScene, databaseAttacks, tryDatabaseAttacks } from './database-attacks.ts'
import { testDatabase } from './database.ts'
import { tellFigure } from './figures.ts'

const { database, owner, urls } = await testDatabase()
const scene = await attackScene(database, owner, urls)

describe('a login of the database', () => {
  test.each(loginNames)('%s may become what the table of logins says, and nothing else', async (login) => {
    const { rows } = await owner.query<{ role: string }>(
      `select role.rolname as role from pg_auth_members
       join pg_roles member on member.oid = member join pg_roles role on role.oid = roleid
       where member.rolname = $1 order by 1`,
      [usualLogins[login]],
    )
    expect(rows.map(({ role }) => role)).toEqual(databaseRoles(logins[login].roles).toSorted())
  })

  test('is worth nothing else to whoever has its password', async () => {
    const outcomes = await tryDatabaseAttacks(scene)
    await tellFigure('SQL by somebody with a login of the database, beside a session or without', {
      tried: outcomes.length,
      refused: outcomes.filter(({ refused }) => refused).length,
    })
    expect(outcomes.filter(({ refused }) => !refused)).toEqual([])
    expect(outcomes.length).toBeGreaterThan(100)
  })

  test('serves whoever is signed in: what is refused above is not refused to everybody', async () => {
    const honest = {
      name: 'reads its own ward',
      login: 'web',
      by: () => [
        'set local role mettrace_ward_officer',
        `set local mettrace.proof = '${scene.own}'`,
        'select from engagement.home',
      ],
    } as const
    expect(await tryDatabaseAttacks(scene, [honest])).toMatchObject([{ refused: false, how: '3 rows' }])
  })
})

test('nothing but these asks for a setting, which anybody who can send SQL can set', async () => {
  const { rows } = await owner.query<{ asks: string }>(
    `select name || ' asks ' || (regexp_matches(text, 'current_setting\\(''([^'']*)', 'g'))[1] as asks from (
       select proname, coalesce(pg_get_function_sqlbody(oid), prosrc) from pg_proc where pronamespace::regnamespace::text !~ '^(pg_|information_schema)'
       union all select tablename || ' ' || policyname, concat(qual, with_check) from pg_policies
       union all select viewname, definition from pg_views where schemaname !~ '^(pg_|information_schema)'
       union all select relname, pg_get_expr(adbin, adrelid) from pg_attrdef join pg_class on pg_class.oid = adrelid
       union all select conname, pg_get_constraintdef(oid) from pg_constraint
     ) as asking (name, text) group by 1 order by 1`,
  )
  expect(rows.map(({ asks }) => asks)).toEqual([
    'acting_places asks mettrace.proof',
    'acting_role asks role',
    'actor_id asks mettrace.proof',
    'actor_name asks mettrace.actor',
    'copy_opening proofs_are_checked asks mettrace.proof',
    'device proofs_are_checked asks mettrace.proof',
    'device read_all asks role',
    // Only to give back what it was: it counts for the owner alone.
    'keep_approved asks mettrace.change_by',
    'keep_exhibits asks mettrace.change_by',
    'keep_positions asks mettrace.change_by',
    'keep_rulings asks mettrace.change_by',
    'keep_settled asks mettrace.change_by',
    'keep_states_of asks mettrace.change_by',
    'meet_phone asks mettrace.change_by',
    // By the session that is proved: in which browser the phone is.
    'meet_phone asks mettrace.proof',
    'move asks mettrace.change_by',
    'person read_all asks role',
    'phone_proof proofs_are_checked asks mettrace.proof',
    'post asks mettrace.change_by',
    'posting read_all asks role',
    'proved_person asks mettrace.proof',
    'rebuild_states asks mettrace.change_by',
    'refuse_change asks mettrace.change_by',
    'session proofs_are_checked asks mettrace.proof',
    'session read_all asks role',
  ])
})

describe('a planted breach is seen', () => {
  test.each([
    [
      'a policy that believes what somebody calls themselves',
      `create policy planted on engagement.resident for select to mettrace_ward_officer
         using (current_setting('mettrace.actor', true) like 'person:%')`,
      'web: calls itself another person',
    ],
    [
      'a right to delete events of kits',
      `alter table engagement.kit_movement disable trigger refuse_change;
       grant delete on engagement.kit_movement to mettrace_ward_officer;
       create policy planted on engagement.kit_movement for delete to mettrace_ward_officer using (true)`,
      'web: delete from engagement.kit_movement, by its own session',
    ],
    [
      'a right to give sessions other tokens',
      'grant update (token_digest) on identity.session to mettrace_administrator',
      'web: administers, and gives a session of another its own token',
    ],
    [
      'a check that forgets the role of the session',
      `create or replace function foundation.actor_id() returns text language sql stable
         return 'person:' || (select person from identity.session limit 1);
       alter table identity.session no force row level security;
       alter function foundation.actor_id() security definer`,
      'web: uses its own session in another role',
    ],
  ])('%s', async (_, plant, name) => {
    const { definition } = (
      await owner.query<{ definition: string }>(
        `select pg_get_functiondef('foundation.actor_id'::regproc) as definition`,
      )
    ).rows[0]!
    await owner.query(plant)
    try {
      const attack = databaseAttacks.filter((each) => each.name === name)
      expect(await tryDatabaseAttacks(scene, attack)).toMatchObject([{ name, refused: false }])
    } finally {
      await owner.query('drop policy if exists planted on engagement.resident')
      await owner.query('drop policy if exists planted on engagement.kit_movement')
      await owner.query('alter table engagement.kit_movement enable trigger refuse_change')
      await owner.query('revoke delete on engagement.kit_movement from mettrace_ward_officer')
      await owner.query('revoke update (token_digest) on identity.session from mettrace_administrator')
      await owner.query(definition)
    }
  })
})
