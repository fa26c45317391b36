-- everybody on foundation.act: names no role
-- careless on foundation.act: does not ask who acts: (role = 'x'::text)
-- open on foundation.act: does not ask who acts: true
-- open on foundation.act: is always true for some: true
-- backdoor on foundation.act: is always true for some: ((foundation.actor_id() IS NOT NULL) OR true)
create policy everybody on foundation.act for select using (foundation.actor_id() is not null);
create policy careless on foundation.act for select to mettrace_risk using (role = 'x');
create policy open on foundation.act for insert to mettrace_risk with check (true);
create policy backdoor on foundation.act for select to mettrace_risk using (foundation.actor_id() is not null or true);
