-- Homes, residents, kits and scans of the made-up city leave with it. The importer, who takes the city away when real
-- data come, has no rights in these schemas: this is the one thing it may do there, and only while the city is made up.
create function engagement.leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    delete from enforcement.scan where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_event where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.resident where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.home where exists (select from foundation.demonstration where state <> 'none');
  end;
comment on function engagement.leave_with_the_city() is
  'Crossing: purpose the made-up city leaves; operation erasure, of nobody real; columns none.';
revoke all on function engagement.leave_with_the_city() from public;

create policy crossing on foundation.demonstration for select to current_user
  using ((select foundation.actor_id()) is not null);
do $$
declare name text;
begin
  foreach name in array array['engagement.home', 'engagement.resident', 'engagement.kit_event', 'enforcement.scan'] loop
    execute format('create policy leave_with_the_city on %s for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
  end loop;
end
$$;
