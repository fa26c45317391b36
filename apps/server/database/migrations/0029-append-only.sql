-- Facts are appended and never changed, whoever asks: the statement is refused to the owner too, except in a migration or
-- a function that says its name in mettrace.change_by. Which table keeps what stands in access-table.ts, and its triggers
-- are made from there.
create function foundation.refuse_change() returns trigger
  language plpgsql
  as $$
  begin
    if coalesce(current_setting('mettrace.change_by', true), '') <> ''
      and pg_has_role(current_user, (select relowner from pg_catalog.pg_class where oid = tg_relid), 'usage') then
      return null;
    end if;
    raise exception '%.% keeps facts: they are appended to and never changed.', tg_table_schema, tg_table_name
      using errcode = '42501';
  end
  $$;
comment on function foundation.refuse_change() is
  'Refuses to change or take away a row, but to the owner in a migration or function that names itself in mettrace.change_by.';

do $$
declare name text;
begin
  for name in select tgrelid::regclass from pg_trigger where tgfoid = 'measure.refuse_change'::regproc loop
    execute format('drop trigger refuse_change on %s', name);
  end loop;
end
$$;
drop function measure.refuse_change();

-- A city may be called made up only where nothing real is: it takes everything with it when it leaves.
create function foundation.city_may_begin() returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from foundation.demonstration where state <> 'none')
      or not (exists (select from engagement.home) or exists (select from engagement.resident)
              or exists (select from engagement.kit_event) or exists (select from enforcement.scan)
              or exists (select from enforcement.incident_version));
  end;
comment on function foundation.city_may_begin() is
  'Crossing: purpose real data and a made-up city are never mixed; operation none, nothing of it leaves the check; columns none.';
revoke all on function foundation.city_may_begin() from public;

drop policy leave_with_the_city on enforcement.incident_version;
create policy leave_with_the_city on enforcement.incident_version for delete to current_user
  using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> 'none'));

create or replace function engagement.leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select set_config('mettrace.change_by', 'the made-up city leaves', true);
    delete from enforcement.scan where exists (select from foundation.demonstration where state <> 'none');
    delete from enforcement.incident_version where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_event where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.resident where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.home where exists (select from foundation.demonstration where state <> 'none');
    select set_config('mettrace.change_by', '', true);
  end;
