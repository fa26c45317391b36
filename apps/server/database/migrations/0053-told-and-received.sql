-- What is told of a kit that was announced, while it is received: either counts for the other, whichever comes first. Each
-- statement below takes a snapshot of its own, and whoever waited sees what the other has written.

create or replace function engagement.keep_positions() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
  begin
    perform set_config('mettrace.change_by', 'a movement of kits', true);
    update engagement.kit_position p
    set sequence = m.sequence, movement = m.id, kind = m.kind, at = m.at, holder = m.holder, ward = m.ward, bcu = m.bcu,
        stopped = case when m.stop in ('quarantined', 'recalled') then m.stop when m.stop <> 'released' then p.stopped end
    from (
      select distinct on (kit) *, min(sequence) over life as first,
             -- The last of what stops or releases it, or any other kind where there is none.
             first_value(kind) over (partition by kit order by kind in ('quarantined', 'recalled', 'released') desc, sequence desc) as stop
      from fresh where sequence is not null window life as (partition by kit) order by kit, sequence desc
    ) m
    where p.id = m.kit and m.first > 1;
    if exists (select from fresh where sequence = 1) then
      perform pg_advisory_xact_lock_shared(7230019);
      insert into engagement.kit_position (id, serial, sequence, movement, kind, at, holder, stopped, disputed, batch, box, made_on, expires_on, ward, bcu)
      select m.kit, kit.serial, m.sequence, m.id, m.kind, m.at, m.holder,
             case when m.stop in ('quarantined', 'recalled') then m.stop end,
             (select count(*) from engagement.kit_movement told
              where told.kit = m.kit and told.sequence is null
                and not exists (select from engagement.kit_settlement s where s.id = told.id)),
             kit.batch, kit.box, kit.made_on, kit.expires_on, m.ward, m.bcu
      from (
        select distinct on (kit) *, min(sequence) over (partition by kit) as first,
               first_value(kind) over (partition by kit order by kind in ('quarantined', 'recalled', 'released') desc, sequence desc) as stop
        from fresh where sequence is not null order by kit, sequence desc
      ) m
      join engagement.kit on kit.id = m.kit
      where m.first = 1;
    elsif exists (select from fresh where sequence is null) then
      if exists (select from fresh where kit is not null and not exists (select from engagement.kit_position p where p.id = fresh.kit)) then
        perform pg_advisory_xact_lock(7230019);
      end if;
      update engagement.kit_position p set disputed = p.disputed + told.facts
      from (select kit, count(*)::integer as facts from fresh where sequence is null group by kit) told
      where p.id = told.kit;
    end if;
    perform set_config('mettrace.change_by', before, true);
    return null;
  end
  $$;
