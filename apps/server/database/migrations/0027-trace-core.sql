-- A trace names the core of a block, and every owner once: a kit that was delivered to a home and then registered there
-- has two events, and is one answer.

drop function engagement.trace(text, date);

create function engagement.trace(code text, on_day date)
  returns table (kit_event uuid, at timestamptz, home uuid, uprn bigint, street text, number text, core text, flat integer,
                 postcode text, resident uuid, data_key bytea, key_version integer, name bytea, contact bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select once.* from (
      select distinct on (home.id, resident.id)
             kit_event.id, kit_event.at, home.id as home, home.uprn, home.street, home.number, home.core, home.flat,
             home.postcode, resident.id as resident, resident.data_key, resident.key_version, resident.name, resident.contact
      from engagement.kit_event
      join engagement.home on home.id = kit_event.home
      left join engagement.resident
        on resident.home = home.id and on_day between resident.from_day and coalesce(resident.to_day, 'infinity'::date)
      where kit_event.kit = code and kit_event.kind in ('delivered', 'registered') and foundation.actor_id() is not null
      order by home.id, resident.id, kit_event.at, kit_event.id
    ) once
    order by once.at, once.id;
  end;
comment on function engagement.trace(text, date) is
  'Crossing: purpose trace a code to its owner; operation combination; columns home, address, and the name and contact of who lived there on the day.';
revoke all on function engagement.trace(text, date) from public;
