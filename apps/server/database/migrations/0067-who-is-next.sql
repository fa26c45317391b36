-- Who is next: homes that were burgled lately, so that they and the doors beside them are offered a kit first. Which
-- victim is vulnerable and which was one before leaves as one word, that a visit comes first, and not which of the two.

create index incident_version_by_report on enforcement.incident_version (reported_at);
create index incident_version_by_uprn on enforcement.incident_version (uprn, reported_at);

create function enforcement.burgled_lately(since date)
  returns table (home uuid, reported_on date, comes_first boolean, by_place boolean)
  language sql stable security definer
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
    from at_home join engagement.home on home.id = at_home.id
    where home.ward in (select foundation.acting_places()) or home.bcu in (select foundation.acting_places())
    group by at_home.id;
  end;
alter function enforcement.burgled_lately(date) rows 100;
comment on function enforcement.burgled_lately(date) is
  'Crossing: purpose offer kits at a burgled home and the doors beside it; operation combination; columns burgled homes of one''s own places, the day of the last report, whether the victim is to be seen first, and whether the door is the nearest to the place only.';
revoke all on function enforcement.burgled_lately(date) from public;
