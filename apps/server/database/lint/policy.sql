-- A policy names its roles, and each of its expressions asks who acts (foundation.actor_id, null outside withActor)
-- or, for the owner's own journal, who logged in. So none is always true, and all fail closed.
with policy as (
  select format('%I on %s', p.polname, p.polrelid::regclass) as object, p.polroles,
         pg_get_expr(p.polqual, p.polrelid) as passes, pg_get_expr(p.polwithcheck, p.polrelid) as accepts
  from pg_policy p
)
select object, 'names no role' as problem from policy where 0 = any (polroles)
union all
select object, 'does not ask who acts: ' || expression
from policy cross join lateral (values (passes), (accepts)) as each (expression)
where expression !~ 'foundation\.actor_id\(\)|SESSION_USER'
union all
select object, 'is always true for some: ' || expression
from policy cross join lateral (values (passes), (accepts)) as each (expression)
where expression ~* '\mor true\M|\mtrue or\M|^\(?true\)?$'
