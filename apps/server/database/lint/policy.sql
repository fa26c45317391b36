-- A policy names its roles, and each of its expressions asks who acts (foundation.actor_id, null outside withActor, or
-- foundation.acting_places, without a row there)
-- or, for the owner's own journal, who logged in. So none is always true, and all fail closed. What actor_id itself rests
-- on cannot ask it: for their owner alone, people and postings ask for the name, sessions and devices for the proof, and
-- so do the proofs of saved copies.
with policy as (
  select format('%I on %s', p.polname, p.polrelid::regclass) as object, p.polroles,
         pg_get_expr(p.polqual, p.polrelid) as passes, pg_get_expr(p.polwithcheck, p.polrelid) as accepts,
         case when p.polroles <> array[c.relowner] then null
              when p.polrelid in ('identity.person'::regclass, 'identity.posting'::regclass) then 'foundation\.actor_name\(\)'
              when p.polrelid in ('identity.session'::regclass, 'identity.device'::regclass)
              then 'token_digest = sha256\(convert_to\(current_setting\(''mettrace\.proof'
              when p.polrelid in ('engagement.phone_proof'::regclass, 'engagement.copy_opening'::regclass)
              then '\(digest = sha256\(convert_to\(current_setting\(''mettrace\.proof'
         end as asked_by_actor_id
  from pg_policy p join pg_class c on c.oid = p.polrelid
)
select object, 'names no role' as problem from policy where 0 = any (polroles)
union all
select object, 'does not ask who acts: ' || expression
from policy cross join lateral (values (passes), (accepts)) as each (expression)
where expression !~ 'foundation\.(actor_id|acting_places)\(\)|SESSION_USER'
  and expression !~ coalesce(asked_by_actor_id, '^$')
union all
select object, 'is always true for some: ' || expression
from policy cross join lateral (values (passes), (accepts)) as each (expression)
where expression ~* '\mor true\M|\mtrue or\M|^\(?true\)?$'
