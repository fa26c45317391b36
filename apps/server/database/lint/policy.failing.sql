-- everybody on log.entry: names no role
-- careless on log.entry: does not ask who acts: ((role)::text = 'x'::text)
-- open on log.entry: does not ask who acts: true
-- open on log.entry: is always true for some: true
-- backdoor on log.entry: is always true for some: ((foundation.actor_id() IS NOT NULL) OR true)
create policy everybody on log.entry for select using (foundation.actor_id() is not null);
create policy careless on log.entry for select to mettrace_risk using (role = 'x');
create policy open on log.entry for insert to mettrace_risk with check (true);
create policy backdoor on log.entry for select to mettrace_risk using (foundation.actor_id() is not null or true);
