-- Every table has row security enabled, and forced on its owner too.
select format('%I.%I', n.nspname, c.relname) as object,
       case when c.relrowsecurity then 'row security is not forced' else 'row security is not enabled' end as problem
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'f')
  and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and not (c.relrowsecurity and c.relforcerowsecurity)
