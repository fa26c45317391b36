-- A function with its owner's rights passes over row security, so each is a crossing: its comment names purpose,
-- operation and columns, its search_path is fixed with pg_temp last, and it is closed to PUBLIC.
with definer as (
  select f.oid, format('%I.%I', n.nspname, f.proname) as object, f.proowner, f.proacl,
         (select regexp_replace(setting, '^search_path=', '') from unnest(f.proconfig) setting
          where setting like 'search_path=%') as search_path
  from pg_proc f join pg_namespace n on n.oid = f.pronamespace
  where f.prosecdef and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
)
select object, 'has no fixed search_path' as problem from definer where search_path is null
union all
select object, 'its search_path must end with pg_temp and have no "$user" or public'
from definer where search_path !~ '(^|, )pg_temp$' or search_path ~ '\$user|\mpublic\M'
union all
select object, 'its comment must name purpose, operation and columns'
from definer
where coalesce(obj_description(oid, 'pg_proc'), '') !~ '^Crossing: purpose .+; operation .+; columns .+'
union all
select object, 'PUBLIC may execute it'
from definer
where exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) right_ where right_.grantee = 0)
