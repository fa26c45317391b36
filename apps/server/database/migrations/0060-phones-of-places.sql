-- How old the figures of many places are, in one statement: a list of wards or deployments would else ask once for each.
create function engagement.phones_by_place(of_what text, of_kind text, of_day date, of_codes text[], of_groups integer[],
                                           asked_at timestamptz, silent_hours double precision)
  returns table (place integer, phones integer, silent integer, heard double precision)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with seen as materialized (
      select foundation.acting_role() in ('ward_officer', 'prevention_pcso', 'sergeant', 'stock_keeper') as own,
             array(select foundation.acting_places()) as places
    ), asked as materialized (
      select o.code, o.place
      from unnest(of_codes, of_groups) o (code, place)
      where of_what in ('ward', 'bcu') and foundation.actor_id() is not null
      union all
      select a.code, o.place
      from engagement.areas_seen(of_kind, of_day, of_codes) a
      join unnest(of_codes, of_groups) with ordinality o (code, place, number) on o.number = a.place
      where of_what = 'area'
    ), walked as materialized (
      select h.home, 'person:' || a.person as actor
      from engagement.assignment a
      join engagement.assignment_home h on h.assignment = a.id
      where (asked_at at time zone 'Europe/London')::date between a.from_day and coalesce(a.until_day, 'infinity')
        and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
        and foundation.actor_id() is not null
    ), lying as (
      select w.actor, case of_what when 'ward' then s.ward when 'bcu' then s.bcu else s.area end as code
      from walked w join engagement.home_state s on s.home = w.home, seen
      where (of_what <> 'area' and (not seen.own or s.ward = any (seen.places) or s.bcu = any (seen.places)))
         or (of_what = 'area' and exists (select from places.counted_ground g where g.kind = of_kind and g.valid_from = of_day))
      union all
      -- Areas of other boundaries than those that streets are counted in: by the point of each home.
      select w.actor, p.code
      from walked w join engagement.home e on e.id = w.home
      join places.point_area p
        on p.kind = of_kind and p.valid_from = of_day and p.easting = e.easting and p.northing = e.northing
      where of_what = 'area' and not exists (select from places.counted_ground g where g.kind = of_kind and g.valid_from = of_day)
    ), walking as (
      select distinct asked.place, lying.actor from lying join asked on asked.code = lying.code
    ), contact as materialized (
      select distinct on (c.actor, c.phone) c.actor, c.phone, c.at, c.unsent
      from (select distinct actor from walking) who join engagement.phone_contact c on c.actor = who.actor
      where not exists (select from engagement.phone_act x where x.phone = c.phone and x.kind = 'revoked')
      order by c.actor, c.phone, c.at desc
    ), used as (
      select c.actor, c.at, c.at < asked_at - silent_hours * interval '1 hour' as silent
      from contact c
      where c.unsent > 0 or not exists (select from contact later where later.actor = c.actor and later.at > c.at)
    )
    select walking.place, count(*)::integer, (count(*) filter (where used.silent))::integer,
           extract(epoch from coalesce(min(used.at) filter (where not used.silent), max(used.at)))::double precision
    from walking join used on used.actor = walking.actor
    group by walking.place;
  end;
comment on function engagement.phones_by_place(text, text, date, text[], integer[], timestamptz, double precision) is
  'Crossing: purpose how old figures of a list are; operation none, it counts; columns numbers of phones and when they were heard, of one''s own places.';
revoke all on function engagement.phones_by_place(text, text, date, text[], integer[], timestamptz, double precision) from public;
