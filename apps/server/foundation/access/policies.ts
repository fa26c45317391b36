import {
  crossings,
  guardedTables,
  guardedViews,
  ruleOf,
  verbs,
  type GuardedTable,
  type Scope,
  type Verb,
} from './access-table.ts'
import { personRoles, roles, type PersonRole, type Role } from './roles.ts'

const statement = { read: 'select', add: 'insert', change: 'update', remove: 'delete' } as const

const databaseRole = (role: Role): string => `mettrace_${role}`
const listOf = (names: readonly Role[]): string => names.map(databaseRole).toSorted().join(', ')
const schemaOf = (name: string): string => name.slice(0, name.indexOf('.'))

/** Who acts is asked first: outside withActor, and for a person who does not hold the role, nothing is true. */
const somebodyActs = '(select foundation.actor_id()) is not null'

/** The same, but not where the check itself reads, as the owner and not in the role that was taken on. */
const somebodyElseActs = `case when current_user = current_setting('role') then ${somebodyActs} else false end`

/** Asked once for each query: the planner then has a list to look up in an index that begins with the column. */
const ownPlaces = (column: 'ward' | 'bcu'): string =>
  `${column} = any (array(select foundation.acting_places()))`

type Policy = { table: string; verb: Verb; name: string; roles: Role[]; condition: string }

/** Column that holds what people of a role are posted to. */
const postedColumn = (role: Role): 'ward' | 'bcu' => {
  const posted = personRoles[role as PersonRole]?.posted
  if (posted === 'ward' || posted === 'bcu') return posted
  throw new RangeError(`${role} is posted to the whole force: it has no rows of its own.`)
}

const policyOf = (table: string, guard: GuardedTable, verb: Verb, role: Role, scope: Scope): Policy => {
  const conditions: string[] = []
  let name = `${verb}_all`
  const addsTheirOwn = verb === 'add' && guard.addedBy !== undefined
  // A row added in the actor’s own name already proves that somebody acts: a second check would cost time for nothing.
  if (scope === 'all' && !addsTheirOwn)
    conditions.push(verb === 'read' && guard.readByTheCheck ? somebodyElseActs : somebodyActs)
  else if (scope !== 'all') {
    const column = postedColumn(role)
    if (!guard.placed) throw new RangeError(`${table} does not say whose ward or BCU a row belongs to.`)
    // Without a posting nobody acts and there are no places: a second check would cost time for nothing.
    conditions.push(ownPlaces(column))
    name = `${verb}_own_${column}`
  }
  const special = verb === 'read' ? guard.readOnlyIf?.[role] : undefined
  if (special !== undefined) {
    conditions.push(special)
    name += `_${role}`
  }
  if (addsTheirOwn) conditions.push(`${guard.addedBy} = (select foundation.actor_id())`)
  if (verb !== 'read' && guard.writeOnlyIf) conditions.push(guard.writeOnlyIf)
  return { table, verb, name, roles: [role], condition: conditions.join(' and ') }
}

/** Events that the actor accepts in this transaction, each with who recorded it: no earlier decision lets anybody add to it. */
const acceptedNow = `select event, teller from engagement.set_aside_decision
  where decision = 'accepted' and actor = (select foundation.actor_id()) and at >= now()`

/** That a sergeant adds what an event tells in the name of whoever recorded it, in the transaction that accepts it. */
const acceptedPolicy = (table: string, { placed, addedBy, acceptedFor }: GuardedTable): Policy => ({
  table,
  verb: 'add',
  name: placed ? 'add_own_bcu_accepted' : 'add_all_accepted',
  roles: ['sergeant'],
  condition: `${placed ? `${ownPlaces('bcu')} and ` : ''}(${acceptedFor}, ${addedBy}) in (${acceptedNow})`,
})

/** That an officer adds what they told at the door of a home in their rounds, whose ward need not be theirs any more. */
const toldPolicy = (table: string, { addedBy, toldAtDoor }: GuardedTable): Policy => ({
  table,
  verb: 'add',
  name: 'add_all_told',
  roles: ['ward_officer', 'prevention_pcso'],
  condition: `${addedBy} = (select foundation.actor_id()) and ${toldAtDoor}`,
})

/** Whether rows of the table may be dealt with like that at all, whoever may. */
const keeps = (guard: GuardedTable, verb: Verb): boolean => {
  if (verb === 'change') return 'changes' in guard || 'replaced' in guard
  return verb !== 'remove' || 'erasable' in guard || 'replaced' in guard
}

/** What is refused on a table whoever asks, where something is; `log` has triggers of its own, without any exception. */
const refuseChange = ([table, guard]: [string, GuardedTable]): string[] => {
  if (schemaOf(table) === 'log' || 'replaced' in guard) return []
  const trigger = (events: string): string =>
    `create trigger refuse_change before ${events} on ${table} for each statement execute function foundation.refuse_change()`
  if ('appendOnly' in guard) return [trigger('update or delete or truncate')]
  if ('erasable' in guard) return [trigger('update or truncate')]
  const changed = guard.changes.map((column) => `'${column}'`).join(', ')
  return [
    `do $$ begin
       execute (select format('${trigger('delete or truncate or update of %s')}', string_agg(quote_ident(attname), ', ' order by attnum))
                from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped
                  and attname <> all (array[${changed}]));
     end $$`,
  ]
}

/** Every policy that the table asks for; roles that are treated alike share one. */
const policies = (): Policy[] => {
  const made = new Map<string, Policy>()
  for (const [table, guard] of Object.entries(guardedTables)) {
    const special = [
      ...(guard.acceptedFor === undefined ? [] : [acceptedPolicy(table, guard)]),
      ...(guard.toldAtDoor === undefined ? [] : [toldPolicy(table, guard)]),
    ]
    for (const policy of special) made.set(`${table} ${policy.name}`, policy)
    for (const role of roles) {
      const rule = ruleOf(role, guard.kind)
      for (const verb of verbs) {
        const scope = rule[verb]
        if (scope === undefined || !keeps(guard, verb)) continue
        const policy = policyOf(table, guard, verb, role, scope)
        const key = `${table} ${policy.name}`
        const same = made.get(key)
        if (same) same.roles.push(role)
        else made.set(key, policy)
      }
    }
  }
  return [...made.values()]
}

const createPolicy = ({ table, verb, name, roles: to, condition }: Policy): string => {
  const using = verb === 'add' ? '' : ` using (${condition})`
  const check = verb === 'add' || verb === 'change' ? ` with check (${condition})` : ''
  return `create policy ${name} on ${table} for ${statement[verb]} to ${listOf(to)}${using}${check}`
}

/** Rights that go with the policies: on tables, views and functions, and on the schemas that these stand in. */
const grants = (all: readonly Policy[]): string[] => {
  const made: string[] = []
  const inSchema = new Map<string, Set<Role>>([['foundation', new Set(roles)]])
  const note = (name: string, to: readonly Role[]): void => {
    const known = inSchema.get(schemaOf(name)) ?? new Set<Role>()
    for (const role of to) known.add(role)
    inSchema.set(schemaOf(name), known)
  }
  for (const { table, verb, roles: to } of all) {
    const guard = guardedTables[table]!
    const columnsFor = (role: Role): readonly string[] | undefined => {
      if (verb === 'add') return guard.givenColumns
      return verb === 'change' && 'changes' in guard ? (guard.changesOf?.[role] ?? guard.changes) : undefined
    }
    for (const [given, some] of Map.groupBy(to, columnsFor)) {
      const columns = given ? ` (${given.join(', ')})` : ''
      made.push(`grant ${statement[verb]}${columns} on ${table} to ${listOf(some)}`)
    }
    note(table, to)
  }
  for (const [view, kind] of Object.entries(guardedViews)) {
    const to = roles.filter((role) => ruleOf(role, kind).read !== undefined)
    made.push(`grant select on ${view} to ${listOf(to)}`)
    note(view, to)
  }
  for (const [routine, to] of Object.entries(crossings)) {
    made.push(`grant execute on function ${routine} to ${listOf(to)}`)
    note(routine, to)
  }
  // Whoever writes an entry may number what it binds.
  made.push(`grant usage on sequence log.turn to ${listOf(roles)}`)
  for (const [schema, to] of inSchema) made.push(`grant usage on schema ${schema} to ${listOf([...to])}`)
  return made
}

/** Drops every right and policy of this kind, including those that earlier versions made. */
const clear = `
do $$
declare
  each record;
  everybody text := (select string_agg(quote_ident(rolname), ', ') from pg_roles
                     where rolname like 'mettrace\\_%' and not rolcanlogin);
begin
  for each in
    select polname, polrelid::regclass as name from pg_policy
    where polname ~ '^(read|add|change|remove)_(all|own_ward|own_bcu)'
  loop
    execute format('drop policy %I on %s', each.polname, each.name);
  end loop;
  for each in
    select tgname, tgrelid::regclass as name from pg_trigger where tgfoid = 'foundation.refuse_change'::regproc
  loop
    execute format('drop trigger %I on %s', each.tgname, each.name);
  end loop;
  for each in
    select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'migration')
  loop
    execute format('revoke all on all tables in schema %I from %s', each.nspname, everybody);
    execute format('revoke all on all functions in schema %I from %s', each.nspname, everybody);
    execute format('revoke all on schema %I from %s', each.nspname, everybody);
  end loop;
end
$$`

/** Statements that replace the database's policies, rights and refusals by those of the access table. */
export const accessStatements = (): string[] => {
  const all = policies()
  return [
    clear,
    ...all.map(createPolicy),
    ...grants(all),
    ...Object.entries(guardedTables).flatMap(refuseChange),
  ]
}
