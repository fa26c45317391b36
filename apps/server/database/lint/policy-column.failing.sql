-- mine on foundation.leaky: reads foundation.leaky.wards, which is text[]
-- shut on foundation.leaky: reads foundation.leaky.state, which is foundation.state
create type foundation.state as enum ('open', 'shut');
create table foundation.leaky (wards text[], state foundation.state, code text);
create policy mine on foundation.leaky for select to mettrace_risk using (foundation.actor_id() = any (wards));
create policy shut on foundation.leaky for select to mettrace_risk
  using (foundation.actor_id() is not null and state = 'shut');
create policy fine on foundation.leaky for select to mettrace_risk using (foundation.actor_id() = code);
