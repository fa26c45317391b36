-- The whole schema as lines of text, the same on every version of PostgreSQL from 15: one row per line, in order.
-- Whoever owns an object is called "owner"; what the owner may do is not listed.
with
  place as (
    select oid, nspname as schema, nspacl, nspowner from pg_namespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'
  ),
  relation as (
    select c.oid, p.schema, c.relname as name, c.relkind, c.relacl, c.relowner, c.relrowsecurity,
           c.relforcerowsecurity, c.reloptions
    from pg_class c join place p on p.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
  ),
  routine as (
    select f.*, p.schema, f.proname || '(' || pg_get_function_identity_arguments(f.oid) || ')' as name
    from pg_proc f join place p on p.oid = f.pronamespace
  ),
  -- Rights on anything: (object, column or null, owner, list).
  list as (
    select oid, schema, 0 as rank, '' as name, nspowner as owner, null::text as detail, nspacl as acl from place
    union all
    select oid, schema, case when relkind in ('v', 'm') then 2 else 1 end, name, relowner, null, relacl from relation
    union all
    select oid, schema, 3, name, proowner, null, coalesce(proacl, acldefault('f', proowner)) from routine
    union all
    select r.oid, r.schema, case when r.relkind in ('v', 'm') then 2 else 1 end, r.name, r.relowner, a.attname, a.attacl
    from relation r join pg_attribute a on a.attrelid = r.oid
    where a.attacl is not null
  ),
  entry_of_column as (
    select l.schema, l.rank, l.name, l.owner, l.detail, e.grantee,
           string_agg(lower(e.privilege_type) || case when e.is_grantable then ' with grant option' else '' end, ', '
                      order by e.privilege_type) as rights
    from list l cross join aclexplode(l.acl) e
    where e.grantee <> l.owner
    group by l.schema, l.rank, l.name, l.owner, l.detail, e.grantee
  ),
  -- Columns with the same rights share a line.
  entry as (
    select schema, rank, name, owner, grantee, rights, string_agg(detail, ', ' order by detail) as detail
    from entry_of_column
    group by schema, rank, name, owner, grantee, rights, detail is null
  ),
  line as (
    -- Roles of the product, and who may take them on.
    select '' as schema, 0 as rank, rolname::text as name, 0 as section, '' as place,
           format('role %s %s%s%s%s%s', rolname,
             case when rolcanlogin then 'login' else 'nologin' end,
             case when rolinherit then ' inherit' else ' noinherit' end,
             case when rolsuper then ' superuser' else '' end,
             case when rolbypassrls then ' bypassrls' else '' end,
             case when rolcreaterole then ' createrole' else '' end) as text
    from pg_roles where rolname like 'mettrace\_%'
    union all
    select '', 0, m.rolname, 1, r.rolname, format('  may act as %s', r.rolname)
    from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
    where r.rolname like 'mettrace\_%' and m.rolname like 'mettrace\_%'
    union all
    select '', 1, extname, 0, '', 'extension ' || extname from pg_extension where extname <> 'plpgsql'
    union all
    select '', 2, '', 0, defaclobjtype::text || defaclrole::text, 'default rights ' || defaclacl::text from pg_default_acl
    union all
    select schema, 0, '', 0, '', 'schema ' || schema from place
    union all
    select schema, rank, name, 8,
           case when detail is null then '' else 'of columns' end || ' ' || grantee::regrole::text || ' ' || rights,
           format('  grant %s%s to %s', rights, coalesce(' (' || detail || ')', ''),
                  case when grantee = 0 then 'PUBLIC' else grantee::regrole::text end)
    from entry
    union all
    -- Tables, views and sequences.
    select schema, case when relkind in ('v', 'm') then 2 else 1 end, name, 0, '',
           format('%s %s.%s%s%s%s',
             case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                          when 'f' then 'foreign table' else 'table' end,
             schema, name,
             case when relrowsecurity then ' row security' else '' end,
             case when relforcerowsecurity then ' forced' else '' end,
             coalesce(' with (' || array_to_string(reloptions, ', ') || ')', ''))
    from relation
    union all
    select schema, case when relkind in ('v', 'm') then 2 else 1 end, name, 1, '',
           '  -- ' || obj_description(oid, 'pg_class')
    from relation where obj_description(oid, 'pg_class') is not null
    union all
    select r.schema, case when r.relkind in ('v', 'm') then 2 else 1 end, r.name, 2, to_char(a.attnum, '0000'),
           format('  %s %s%s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
             case when a.attnotnull then ' not null' else '' end,
             case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end,
             coalesce(case when a.attgenerated = 's' then ' generated ' else ' default ' end || pg_get_expr(d.adbin, d.adrelid), ''),
             coalesce('  -- ' || col_description(r.oid, a.attnum), ''))
    from relation r
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
    where r.relkind <> 'S'
    union all
    -- Constraints; PostgreSQL 18 lists "not null" among them, which the column above says already.
    select r.schema, 1, r.name, 3, c.conname, format('  constraint %s %s', c.conname, pg_get_constraintdef(c.oid))
    from relation r join pg_constraint c on c.conrelid = r.oid
    where c.contype <> 'n'
    union all
    select r.schema, 1, r.name, 4, i.relname, '  ' || pg_get_indexdef(x.indexrelid)
    from relation r
    join pg_index x on x.indrelid = r.oid
    join pg_class i on i.oid = x.indexrelid
    where not exists (select from pg_constraint c where c.conindid = x.indexrelid and c.contype in ('p', 'u', 'x'))
    union all
    select r.schema, 1, r.name, 5, t.tgname, '  ' || pg_get_triggerdef(t.oid)
    from relation r join pg_trigger t on t.tgrelid = r.oid
    where not t.tgisinternal
    union all
    select r.schema, 1, r.name, 6, p.polname,
           format('  policy %s%s for %s to %s%s%s', p.polname,
             case when p.polpermissive then '' else ' as restrictive' end,
             case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
             (select string_agg(case when member = r.relowner then 'owner' when member = 0 then 'PUBLIC'
                                     else member::regrole::text end, ', ' order by member::regrole::text)
              from unnest(p.polroles) member),
             coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', ''),
             coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''))
    from relation r join pg_policy p on p.polrelid = r.oid
    union all
    select schema, 2, name, 7, '', pg_get_viewdef(oid, true) from relation where relkind in ('v', 'm')
    union all
    -- Functions.
    select f.schema, 3, f.name, 0, '',
           format('function %s.%s returns %s language %s%s%s%s%s%s', f.schema, f.name, pg_get_function_result(f.oid), l.lanname,
             case f.provolatile when 'i' then ' immutable' when 's' then ' stable' else '' end,
             case when f.proisstrict then ' strict' else '' end,
             case when f.proparallel = 's' then ' parallel safe' else '' end,
             case when f.prosecdef then ' security definer' else '' end,
             coalesce(' set ' || array_to_string(f.proconfig, ' set '), ''))
    from routine f join pg_language l on l.oid = f.prolang
    union all
    select schema, 3, name, 1, '', '  -- ' || obj_description(oid, 'pg_proc')
    from routine where obj_description(oid, 'pg_proc') is not null
    union all
    select schema, 3, name, 2, '', coalesce(pg_get_function_sqlbody(oid), prosrc) from routine
    union all
    -- Types of our own.
    select p.schema, 4, t.typname, 0, '', format('type %s.%s %s', p.schema, t.typname, t.typtype)
    from pg_type t join place p on p.oid = t.typnamespace
    where t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
  )
select text, section, section = 7 as is_view_body, section = 2 and rank = 3 as is_function_body
from line
order by schema collate "C", rank, name collate "C", section, place collate "C"
