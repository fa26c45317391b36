-- Somebody who is posted here twice, with days between, is not posted here on those days. Hours of delivery belong to a deployment
-- from the day it starts to the day it is closed, and are counted over a million visits in seconds.

create or replace function identity.posted_officers(first_day date, last_day date)
  returns table (person uuid, name text, role text, places text[], from_day date, to_day date)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select p.id, p.display_name, o.role, array_agg(distinct o.place order by o.place), o.from_day, o.to_day
    from identity.posting o join identity.person p on p.id = o.person
    where foundation.actor_id() is not null and o.role in ('ward_officer', 'prevention_pcso', 'sergeant')
      and o.ended_at is null and p.disabled_at is null
      and o.from_day <= posted_officers.last_day and coalesce(o.to_day, 'infinity') >= posted_officers.first_day
      and (o.place in (select foundation.acting_places())
        or exists (select from engagement.home h where h.ward = o.place and h.bcu in (select foundation.acting_places())))
    group by p.id, p.display_name, o.role, o.from_day, o.to_day
    order by p.display_name, p.id, o.role, o.from_day, o.to_day nulls last;
  end;

-- By officer and day first, so that a million visits are added up before anybody is counted.
create or replace function engagement.delivery_hours(first_day date, last_day date, step text, of_what text)
  returns table (period date, deployment integer, bcu text, ward text, role text, officers integer, days integer, visits integer,
                 measured double precision, walking double precision, expected double precision, unknown double precision)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with fallen as materialized (
      -- As engagement.stands says of one: asked for a million, it took longer than everything else.
      select last.event from (select distinct on (t.event) t.event, t.stands from engagement.event_turn t order by t.event, t.turn desc) last
      where not last.stands
    ), seen as materialized (
      select v.actor, v.home, v.at, v.ward, v.bcu, (v.at at time zone 'Europe/London')::date as day, h.easting, h.northing,
             case when v.outcome in ('delivered', 'protected') then 12 when v.outcome in ('no-answer', 'no-way-in') then 1 else 2 end as at_door
      from engagement.visit v join engagement.home h on h.id = v.home
      where (select foundation.actor_id()) is not null and not exists (select from fallen where fallen.event = v.event)
        and v.at >= delivery_hours.first_day::timestamp at time zone 'Europe/London'
        and v.at < (delivery_hours.last_day + 1)::timestamp at time zone 'Europe/London'
    ), paced as (
      select s.*, extract(epoch from s.at - lag(s.at) over walk)::double precision / 60 as gap,
             1.3 * sqrt(power(s.easting - lag(s.easting) over walk, 2) + power(s.northing - lag(s.northing) over walk, 2)) / 80 as way
      from seen s window walk as (partition by s.actor, s.day order by s.at, s.home)
    ), covered as materialized (
      select p.easting, p.northing, d.number, d.starts_on, coalesce(d.closed_on, 'infinity') as closed_on
      from target.deployment_now d
      join target.deployment_area_now a on a.deployment = d.id
      join places.point_area p on p.kind = a.kind and p.valid_from = a.valid_from and p.code = a.code
      where not d.held_out and delivery_hours.of_what = 'deployment'
    ), there as materialized (
      -- Where several are under way the latest; one whose start nobody knows comes last.
      select distinct on (s.home, s.day) s.home, s.day, c.number
      from (select distinct home, day, easting, northing from seen) s
      join covered c on c.easting = s.easting and c.northing = s.northing
       and (c.starts_on is null or c.starts_on <= s.day) and s.day <= c.closed_on
      order by s.home, s.day, c.starts_on desc nulls last, c.number desc
    ), by_day as (
      select s.actor, s.day, there.number, s.ward, s.bcu, count(*) as visits,
             coalesce(sum(s.gap) filter (where s.gap <= 45), 0) as measured,
             coalesce(sum(least(s.gap, s.way)) filter (where s.gap <= 45), 0) as walking,
             coalesce(sum(s.at_door) filter (where s.gap is null or s.gap > 45), 0) as expected,
             coalesce(sum(s.gap) filter (where s.gap > 45), 0) as unknown
      from paced s left join there on there.home = s.home and there.day = s.day
      where (select foundation.acting_role()) <> 'sergeant' or s.bcu = any (array(select foundation.acting_places()))
      group by s.actor, s.day, there.number, s.ward, s.bcu
    ), worked as materialized (
      select w.actor, w.day, min(o.role) as role
      from (select distinct actor, day from by_day where delivery_hours.of_what = 'team') w
      join identity.posting o on 'person:' || o.person = w.actor and o.role in ('ward_officer', 'prevention_pcso', 'sergeant')
       and w.day between o.from_day and least(o.to_day, (o.ended_at at time zone 'Europe/London')::date, 'infinity'::date)
      group by w.actor, w.day
    )
    select date_trunc(delivery_hours.step, d.day)::date, d.number,
           case when delivery_hours.of_what = 'team' then d.bcu end,
           case when delivery_hours.of_what = 'team' and foundation.acting_role() = 'sergeant' then d.ward end, worked.role,
           count(distinct d.actor)::integer, count(distinct (d.actor, d.day))::integer, sum(d.visits)::integer,
           sum(d.measured)::double precision, sum(d.walking)::double precision, sum(d.expected)::double precision,
           sum(d.unknown)::double precision
    from by_day d left join worked on worked.actor = d.actor and worked.day = d.day
    group by 1, 2, 3, 4, 5 order by 1, 3, 4, 5, 2;
  end;
