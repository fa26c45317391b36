-- Who is next beyond a border: a home beside a burgled one of another BCU is told to its own sergeant, who is shown neither that
-- home nor its address.

create function enforcement.burgled_homes(since date)
  returns table (home uuid, reported_on date, comes_first boolean, by_place boolean)
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    with burglary as materialized (
      select told.reference, told.uprn, told.easting, told.northing, told.reported_at,
             coalesce(told.repeat_victim, false) or coalesce(told.vulnerable_victim, false) as comes_first
      from enforcement.incident_version told
      where told.reported_at >= since::timestamp at time zone 'Europe/London' and told.series = 'residential'
        and foundation.actor_id() is not null
        and not exists (
          select from enforcement.incident_version later
          where later.reference = told.reference and (later.as_at, later.row_digest) > (told.as_at, told.row_digest))
    ), at_home as (
      select own.id, burglary.reported_at, false as by_place,
             burglary.comes_first or exists (
               select from enforcement.incident_version earlier
               where earlier.uprn = burglary.uprn and earlier.reference <> burglary.reference and earlier.series = 'residential'
                 and earlier.reported_at between burglary.reported_at - interval '1 year' and burglary.reported_at
                 and not exists (
                   select from enforcement.incident_version later
                   where later.reference = earlier.reference
                     and (later.as_at, later.row_digest) > (earlier.as_at, earlier.row_digest))) as comes_first
      from burglary join engagement.home own on own.uprn = burglary.uprn
      union all
      -- Without a number of the property: the nearest door stands for it, and whoever is shown it is told so.
      select near.id, burglary.reported_at, true, burglary.comes_first
      from burglary cross join lateral (
        select door.id from engagement.home door
        where door.easting between burglary.easting - 25 and burglary.easting + 25
          and door.northing between burglary.northing - 25 and burglary.northing + 25
        order by (door.easting - burglary.easting)::bigint ^ 2 + (door.northing - burglary.northing)::bigint ^ 2, door.id limit 1
      ) near
      where not exists (select from engagement.home known where known.uprn = burglary.uprn)
    )
    select at_home.id, max((at_home.reported_at at time zone 'Europe/London')::date), bool_or(at_home.comes_first),
           bool_and(at_home.by_place)
    from at_home group by at_home.id;
  end;
alter function enforcement.burgled_homes(date) rows 100;
comment on function enforcement.burgled_homes(date) is
  'Homes that were burgled since a day, of every place. Asked by crossings alone.';
revoke all on function enforcement.burgled_homes(date) from public;

create or replace function enforcement.burgled_lately(since date)
  returns table (home uuid, reported_on date, comes_first boolean, by_place boolean)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select burgled.home, burgled.reported_on, burgled.comes_first, burgled.by_place
    from enforcement.burgled_homes(since) burgled join engagement.home own on own.id = burgled.home
    where own.ward in (select foundation.acting_places()) or own.bcu in (select foundation.acting_places());
  end;

create function enforcement.burgled_beyond(since date, metres integer)
  returns table (burgled uuid, reported_on date, comes_first boolean, by_place boolean, id uuid, street text, number text,
                 core text, floor integer, flat integer, easting integer, northing integer, own boolean)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with beyond as materialized (
      select lately.home, lately.reported_on, lately.comes_first, lately.by_place, there.street, there.easting, there.northing
      from enforcement.burgled_homes(since) lately join engagement.home there on there.id = lately.home
      where coalesce(there.ward not in (select foundation.acting_places()), true)
        and coalesce(there.bcu not in (select foundation.acting_places()), true)
    ), doors as (
      select beyond.home, beyond.reported_on, beyond.comes_first, beyond.by_place, h.id, h.street, h.number, h.core, h.floor,
             h.flat, h.easting, h.northing,
             h.ward in (select foundation.acting_places()) or h.bcu in (select foundation.acting_places()) as own
      from beyond join engagement.home h
        on h.easting between beyond.easting - metres and beyond.easting + metres
       and h.northing between beyond.northing - metres and beyond.northing + metres and h.street = beyond.street
    )
    select doors.* from doors where doors.home in (select near.home from doors near where near.own);
  end;
alter function enforcement.burgled_beyond(date, integer) rows 100;
comment on function enforcement.burgled_beyond(date, integer) is
  'Crossing: purpose offer kits at doors beside a burgled home of another place; operation combination; columns doors of its street around it, so that those beside it are found, the day of the last report, whether the victim is to be seen first, and which doors are of one''s own places: those alone are shown.';
revoke all on function enforcement.burgled_beyond(date, integer) from public;
