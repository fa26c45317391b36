-- A view works with the rights of whoever asks; a materialized view cannot, so there are none.
select format('%I.%I', n.nspname, c.relname) as object,
       case c.relkind when 'm' then 'is materialized: row security cannot hold in it'
                      else 'is not security_invoker' end as problem
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and (c.relkind = 'm'
       or c.relkind = 'v' and not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on'], false))
