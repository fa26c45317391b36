-- Two more who work here: the control room, which is shown figures of what goes on and nobody's record, and call handlers,
-- who are told what to say to a caller and never whose a mark is.

do $$
declare name text;
begin
  perform pg_advisory_xact_lock(7230003);
  foreach name in array array['control_room', 'call_handler'] loop
    if not exists (select from pg_roles where rolname = 'mettrace_' || name) then
      execute format('create role %I nologin noinherit', 'mettrace_' || name);
    end if;
  end loop;
end
$$;

-- The team board as figures: how many have a round on the day of a moment, who of them was heard from, and what their phones said.
-- A phone counts where it is the one that its officer used last, or holds something unsent.
create function engagement.team_figures(asked_at timestamptz, silent_hours double precision)
  returns table (bcu text, officers integer, heard_today integer, phones integer, silent integer, unsent integer, heard double precision)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with day as (
      select (asked_at at time zone 'Europe/London')::date as of,
             ((asked_at at time zone 'Europe/London')::date)::timestamp at time zone 'Europe/London' as begins
    ), walking as (
      select distinct a.bcu, 'person:' || a.person as actor
      from engagement.assignment a, day
      where day.of between a.from_day and coalesce(a.until_day, 'infinity')
        and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
        and foundation.actor_id() is not null
    ), contact as materialized (
      select distinct on (c.actor, c.phone) c.actor, c.phone, c.at, c.unsent
      from (select distinct actor from walking) who join engagement.phone_contact c on c.actor = who.actor
      where not exists (select from engagement.phone_act x where x.phone = c.phone and x.kind = 'revoked')
      order by c.actor, c.phone, c.at desc
    ), used as (
      select c.actor, c.at, c.unsent, c.at < asked_at - silent_hours * interval '1 hour' as silent
      from contact c
      where c.unsent > 0 or not exists (select from contact later where later.actor = c.actor and later.at > c.at)
    )
    select w.bcu, count(distinct w.actor)::integer, (count(distinct w.actor) filter (where u.at >= day.begins))::integer,
           count(u.at)::integer, (count(*) filter (where u.silent))::integer, coalesce(sum(u.unsent), 0)::integer,
           extract(epoch from coalesce(min(u.at) filter (where not u.silent), max(u.at)))::double precision
    from walking w cross join day left join used u on u.actor = w.actor
    group by w.bcu order by w.bcu;
  end;
comment on function engagement.team_figures(timestamptz, double precision) is
  'Crossing: purpose the control room sees how many are out and heard from; operation none, it counts; columns numbers of officers, phones and unsent records by BCU, and when phones were heard.';
revoke all on function engagement.team_figures(timestamptz, double precision) from public;

create function engagement.policed_by(of_postcode text) returns table (ward text, bcu text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select coalesce((select a.name from places.area a where a.kind = 'ward' and a.code = there.ward order by a.valid_from desc limit 1), there.ward),
           coalesce((select a.name from places.area a where a.kind = 'bcu' and a.code = there.bcu order by a.valid_from desc limit 1), there.bcu)
    from (select distinct h.ward, h.bcu from engagement.home h where h.postcode = of_postcode and foundation.actor_id() is not null) there
    order by 1, 2;
  end;
comment on function engagement.policed_by(text) is
  'Crossing: purpose whoever takes a call about a mark tells the team of the street; operation consultation; columns ward and BCU of a postcode, and nothing of a home, a kit or a resident.';
revoke all on function engagement.policed_by(text) from public;
