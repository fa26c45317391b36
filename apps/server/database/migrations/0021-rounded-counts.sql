-- Burgled-home counts leave the two regimes rounded to the nearest five, with the whole force as a row of its own: a ward
-- with one burglary names a home to whoever knows the street, and no difference between rows tells more than a row.
create or replace function enforcement.burgled_home_counts(from_day date, to_day date)
  returns table (ward text, burgled bigint, burgled_with_kit bigint)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select home.ward, 5 * round(count(*) / 5.0)::bigint,
           5 * round(count(*) filter (where exists (
             select from engagement.kit_event
             where kit_event.home = home.id and kit_event.kind = 'delivered'
               and kit_event.at < coalesce(incident.committed_from, incident.reported_at))) / 5.0)::bigint
    from enforcement.incident join engagement.home on home.uprn = incident.uprn
    where incident.series = 'residential' and foundation.actor_id() is not null
      and (coalesce(incident.committed_from, incident.reported_at) at time zone 'Europe/London')::date between from_day and to_day
    group by grouping sets ((home.ward), ());
  end;
comment on function enforcement.burgled_home_counts(date, date) is
  'Crossing: purpose whether kits helped; operation combination; columns counts by ward and of all (ward null), rounded to the nearest five, no home and no incident.';
