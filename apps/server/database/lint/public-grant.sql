-- PUBLIC has no right on anything of ours, now or by default, and nothing of ours stands in the schema public.
-- Functions that work with the caller's own rights are left out: PUBLIC gains nothing by calling them.
with thing as (
  select 'schema ' || quote_ident(nspname) as object, nspacl as acl, nspname as schema from pg_namespace
  where nspname <> 'public'
  union all
  select c.oid::regclass::text, c.relacl, n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
  union all
  select format('%s.%I', a.attrelid::regclass, a.attname), a.attacl, n.nspname
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where a.attacl is not null
)
select object, 'PUBLIC may ' || string_agg(lower(privilege_type), ', ' order by privilege_type) as problem
from thing cross join aclexplode(acl) right_
where right_.grantee = 0 and schema !~ '^pg_' and schema <> 'information_schema'
group by object
union all
select 'default rights', 'PUBLIC would get ' || lower(privilege_type)
from pg_default_acl cross join aclexplode(defaclacl) right_
where right_.grantee = 0 and defaclobjtype <> 'f'
union all
select c.oid::regclass::text, 'stands in the schema public'
from pg_class c where c.relnamespace = 'public'::regnamespace
