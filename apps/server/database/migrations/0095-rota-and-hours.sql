-- Who is posted where on which days, for the rota of a sergeant; and hours of delivery, counted from the times of visits and the
-- ways between them, for whoever leads and whoever pays. The hours name nobody.

create function identity.posted_officers(first_day date, last_day date)
  returns table (person uuid, name text, role text, places text[], from_day date, to_day date)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select p.id, p.display_name, o.role, array_agg(distinct o.place order by o.place), min(o.from_day),
           nullif(max(coalesce(o.to_day, 'infinity')), 'infinity')
    from identity.posting o join identity.person p on p.id = o.person
    where foundation.actor_id() is not null and o.role in ('ward_officer', 'prevention_pcso', 'sergeant')
      and o.ended_at is null and p.disabled_at is null
      and o.from_day <= posted_officers.last_day and coalesce(o.to_day, 'infinity') >= posted_officers.first_day
      and (o.place in (select foundation.acting_places())
        or exists (select from engagement.home h where h.ward = o.place and h.bcu in (select foundation.acting_places())))
    group by p.id, p.display_name, o.role
    order by p.display_name, p.id, o.role;
  end;
comment on function identity.posted_officers(date, date) is
  'Crossing: purpose a sergeant keeps the rota of those posted to their BCU and its wards; operation consultation; columns name, role, places and days of those postings.';
revoke all on function identity.posted_officers(date, date) from public;

create index visit_by_time on engagement.visit (at);

-- Minutes of delivery by week or month, of deployments or of teams. From record to record is measured, if it is no more than 45 minutes; of that, the walk
-- is estimated from the straight line, 1.3 times as long at 80 metres a minute. The first door, and the first after a longer
-- gap, has no record before it: its minutes are what rounds expect. Longer gaps are told and not counted.
create function engagement.delivery_hours(first_day date, last_day date, step text, of_what text)
  returns table (period date, deployment integer, bcu text, ward text, role text, officers integer, days integer, visits integer,
                 measured double precision, walking double precision, expected double precision, unknown double precision)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with seen as materialized (
      select v.actor, v.home, v.at, v.ward, v.bcu, (v.at at time zone 'Europe/London')::date as day, h.easting, h.northing,
             case when v.outcome in ('delivered', 'protected') then 12 when v.outcome in ('no-answer', 'no-way-in') then 1 else 2 end as at_door
      from engagement.visit v join engagement.home h on h.id = v.home
      where foundation.actor_id() is not null and engagement.stands(v.event)
        and v.at >= delivery_hours.first_day::timestamp at time zone 'Europe/London'
        and v.at < (delivery_hours.last_day + 1)::timestamp at time zone 'Europe/London'
    ), paced as (
      select s.*, extract(epoch from s.at - lag(s.at) over day)::double precision / 60 as gap,
             1.3 * sqrt(power(s.easting - lag(s.easting) over day, 2) + power(s.northing - lag(s.northing) over day, 2)) / 80 as way
      from seen s window day as (partition by s.actor, s.day order by s.at, s.home)
    ), vintage as (
      select distinct a.kind, a.valid_from from target.deployment_area a
    ), there as materialized (
      select distinct on (s.home, s.day) s.home, s.day, d.number
      from (select distinct home, day, easting, northing from seen) s
      cross join vintage
      join places.point_area p on p.kind = vintage.kind and p.valid_from = vintage.valid_from
        and p.easting = s.easting and p.northing = s.northing
      join target.deployment_area_now a on a.kind = p.kind and a.valid_from = p.valid_from and a.code = p.code
      join target.deployment_now d on d.id = a.deployment and not d.held_out
      order by s.home, s.day, (d.starts_on <= s.day) desc nulls last, d.starts_on desc, d.number desc
    ), posted as materialized (
      select worked.actor, worked.day, (
        select min(o.role) from identity.posting o
        where 'person:' || o.person = worked.actor and o.role in ('ward_officer', 'prevention_pcso', 'sergeant')
          and worked.day between o.from_day
            and least(o.to_day, (o.ended_at at time zone 'Europe/London')::date, 'infinity'::date)) as role
      from (select distinct actor, day from seen) worked
    )
    select date_trunc(delivery_hours.step, s.day)::date,
           case when delivery_hours.of_what = 'deployment' then there.number end,
           case when delivery_hours.of_what = 'team' then s.bcu end,
           case when delivery_hours.of_what = 'team' and foundation.acting_role() = 'sergeant' then s.ward end,
           case when delivery_hours.of_what = 'team' then posted.role end,
           count(distinct s.actor)::integer, count(distinct (s.actor, s.day))::integer, count(*)::integer,
           coalesce(sum(s.gap) filter (where s.gap <= 45), 0)::double precision,
           coalesce(sum(least(s.gap, s.way)) filter (where s.gap <= 45), 0)::double precision,
           coalesce(sum(s.at_door) filter (where s.gap is null or s.gap > 45), 0)::double precision,
           coalesce(sum(s.gap) filter (where s.gap > 45), 0)::double precision
    from paced s
    join posted on posted.actor = s.actor and posted.day = s.day
    left join there on there.home = s.home and there.day = s.day
    where foundation.acting_role() <> 'sergeant' or s.bcu in (select foundation.acting_places())
    group by 1, 2, 3, 4, 5 order by 1, 3, 4, 5, 2;
  end;
comment on function engagement.delivery_hours(date, date, text, text) is
  'Crossing: purpose what delivery takes, for whoever leads and whoever pays; operation none, it counts; columns numbers of officers, days and visits, and minutes measured, estimated and not known, by week or month, and by deployment or by BCU and role, for a sergeant those of their own BCU by ward.';
revoke all on function engagement.delivery_hours(date, date, text, text) from public;
