-- A spot check of an area on both sides of a border between BCUs: one order, one draw, one result, and for each BCU somebody who
-- goes to its doors. No sergeant leads all of it, so that the programme lead orders it, draws it and closes it.

create table engagement.spot_side (
  spot_check uuid not null references engagement.spot_check,
  bcu text not null check (bcu <> ''),
  checker uuid not null references identity.person,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  primary key (spot_check, bcu)
);
create index spot_side_by_bcu on engagement.spot_side (bcu);
create index spot_side_by_checker on engagement.spot_side (checker);
comment on table engagement.spot_side is 'Who goes to the doors of each BCU, of spot checks of an area that lies in more than one; other checks have their one officer.';
comment on column engagement.spot_side.spot_check is 'official | uk-gdpr | programme+6y | The check';
comment on column engagement.spot_side.bcu is 'official | none | programme+6y | BCU of the doors';
comment on column engagement.spot_side.checker is 'personal | uk-gdpr | programme+6y | Officer who looks there';
comment on column engagement.spot_side.at is 'official | none | programme+6y | When it was ordered';
comment on column engagement.spot_side.actor is 'personal | uk-gdpr | programme+6y | Who ordered it';
comment on column engagement.spot_check.bcu is 'official | none | programme+6y | BCU of its homes; of most of them, where each BCU has an officer of its own';
comment on column engagement.spot_check.checker is 'personal | uk-gdpr | programme+6y | Officer who looks; of that BCU, where each has one';
alter table engagement.spot_side enable row level security;
alter table engagement.spot_side force row level security;
create policy leave_with_the_city on engagement.spot_side for delete to current_user
  using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> 'none'));
create policy crossing on engagement.spot_side for select to current_user using ((select foundation.actor_id()) is not null);

create function engagement.checker_of(of_check uuid, of_bcu text) returns uuid
  language sql stable
  begin atomic
    select case when exists (select from engagement.spot_side s where s.spot_check = of_check)
      then (select s.checker from engagement.spot_side s where s.spot_check = of_check and s.bcu = of_bcu)
      else (select c.checker from engagement.spot_check c where c.id = of_check) end;
  end;
comment on function engagement.checker_of(uuid, text) is 'Who goes to the doors of a check in a BCU: for the crossings that ask.';
revoke all on function engagement.checker_of(uuid, text) from public;

create function engagement.leads_check(of_check uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (
      select from engagement.spot_check c
      where c.id = of_check and foundation.actor_id() is not null
        and case when exists (select from engagement.spot_side s where s.spot_check = c.id) then foundation.acting_role() = 'programme_lead'
                 else foundation.acting_role() = 'sergeant' and c.bcu = any (array(select foundation.acting_places())) end);
  end;
comment on function engagement.leads_check(uuid) is
  'Crossing: purpose whoever leads all doors of a spot check draws and ends it; operation none; columns whether the asker does.';
revoke all on function engagement.leads_check(uuid) from public;

create function engagement.is_walked(of_check uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select foundation.actor_id() is not null and exists (select from engagement.spot_door d where d.spot_check = of_check)
      and not exists (select from engagement.spot_door d where d.spot_check = of_check and not exists (
        select from engagement.spot_finding f where f.spot_check = d.spot_check and f.home = d.home));
  end;
comment on function engagement.is_walked(uuid) is
  'Crossing: purpose a check is closed when every door was visited; operation none; columns whether that is so.';
revoke all on function engagement.is_walked(uuid) from public;

create function engagement.may_add_side(of_check uuid, of_bcu text, of_person uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (
      select from engagement.spot_check c
      where c.id = of_check and c.actor = foundation.actor_id() and foundation.acting_role() = 'programme_lead'
        and exists (select from engagement.home_state s where s.area = c.area and s.bcu = of_bcu)
        and not exists (select from engagement.spot_draw d where d.id = c.id)
        and engagement.checker_fault(of_person, c.area) is null);
  end;
comment on function engagement.may_add_side(uuid, text, uuid) is
  'Crossing: purpose each side of a spot check is made by somebody who had no hand in what it checks; operation none; columns whether the asker may order so.';
revoke all on function engagement.may_add_side(uuid, text, uuid) from public;

create or replace function engagement.why_not_checker(of_person uuid, of_area text) returns text
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with side as (
      select distinct s.bcu from engagement.home_state s
      where s.area = of_area and s.state not in ('outside', 'excluded') and foundation.actor_id() is not null
    )
    select case
      when foundation.acting_role() = 'programme_lead' and (select count(*) from side) < 2 then 'one side'
      when foundation.acting_role() <> 'programme_lead' and not exists (
        select from engagement.home_state s where s.area = of_area and s.bcu = any (array(select foundation.acting_places()))) then 'not yours'
      when foundation.acting_role() <> 'programme_lead' and exists (
        select from side where bcu <> all (array(select foundation.acting_places()))) then 'two sides'
      else engagement.checker_fault(of_person, of_area) end;
  end;

create or replace function engagement.may_check(of_check uuid, of_home uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (
      select from engagement.spot_check c join engagement.spot_door d on d.spot_check = c.id and d.home = of_home
      where c.id = of_check and engagement.checker_of(c.id, d.bcu) = foundation.proved_person()
        and not exists (select from engagement.spot_end e where e.spot_check = c.id)
        and engagement.checker_fault(foundation.proved_person(), c.area) is null);
  end;

-- All homes of such an area with what is reported of each, without an address: the draw is of both sides at once.
create function engagement.border_frame(of_area text)
  returns table (home uuid, ward text, bcu text, state text, ends_on date)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select s.home, s.ward, s.bcu, s.state, s.ends_on from engagement.home_state s
    where s.area = of_area and s.state not in ('outside', 'excluded') and foundation.actor_id() is not null
      and exists (select from engagement.home_state other
                  where other.area = s.area and other.bcu <> s.bcu and other.state not in ('outside', 'excluded'));
  end;
comment on function engagement.border_frame(text) is
  'Crossing: purpose doors of a spot check are drawn of both sides of a border at once; operation consultation of those that are drawn; columns homes by id with ward, BCU and what is reported, of areas in more than one BCU.';
revoke all on function engagement.border_frame(text) from public;

drop function engagement.spot_checks();
create function engagement.spot_checks()
  returns table (id uuid, area text, checkers uuid[], is_own boolean, is_led boolean, doors integer, answered integer, ordered_at timestamptz,
                 drawn_at timestamptz, ended_at timestamptz, how text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select c.id, c.area, case when own.is_own then array[foundation.proved_person()] else coalesce(side.checkers, array[c.checker]) end,
           own.is_own, engagement.leads_check(c.id),
           (select count(*) from engagement.spot_door d
            where d.spot_check = c.id and (not own.is_own or engagement.checker_of(c.id, d.bcu) = foundation.proved_person()))::integer,
           (select count(distinct f.home) from engagement.spot_finding f
            where f.spot_check = c.id and (not own.is_own or engagement.checker_of(c.id, f.bcu) = foundation.proved_person()))::integer,
           c.at, d.at, e.at, e.how
    from engagement.spot_check c
    cross join lateral (select foundation.acting_role() in ('ward_officer', 'prevention_pcso') as is_own) own
    cross join lateral (
      select array_agg(s.checker order by s.bcu) as checkers, array_agg(s.bcu) as bcus from engagement.spot_side s where s.spot_check = c.id
    ) side
    left join engagement.spot_draw d on d.id = c.id
    left join engagement.spot_end e on e.spot_check = c.id
    where foundation.actor_id() is not null
      and case when own.is_own then foundation.proved_person() = any (coalesce(side.checkers, array[c.checker]))
               when foundation.acting_role() = 'sergeant'
                 then coalesce(side.bcus, array[c.bcu]) && array(select foundation.acting_places())
               else true end;
  end;
comment on function engagement.spot_checks() is
  'Crossing: purpose which spot checks there are, and which an officer has; operation consultation; columns area, checkers, numbers of doors and when, nothing of what was reported or found.';
revoke all on function engagement.spot_checks() from public;

-- One of them for whoever leads a side of it or all of it. How many doors were visited is told, not what was found.
create function engagement.spot_check_led(of_check uuid)
  returns table (id uuid, area text, bcus text[], checkers uuid[], is_led boolean, target double precision, half_width double precision,
                 poor double precision, error double precision, after_head bigint, ordered_at timestamptz, ordered_by text, head bigint, seed text, doors integer,
                 visited integer, unanswered integer, drawn_at timestamptz, ended_at timestamptz, ended_by text, how text, reason text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select c.id, c.area, coalesce(side.bcus, array[c.bcu]), coalesce(side.checkers, array[c.checker]), engagement.leads_check(c.id),
           c.target, c.half_width, c.poor, c.error, c.after_head, c.at, c.actor, d.head, d.seed, coalesce(d.drawn_reported + d.drawn_others, 0),
           last.visited, last.unanswered, d.at, e.at, e.actor, e.how, e.reason
    from engagement.spot_check c
    cross join lateral (
      select array_agg(s.checker order by s.bcu) as checkers, array_agg(s.bcu order by s.bcu) as bcus
      from engagement.spot_side s where s.spot_check = c.id
    ) side
    left join engagement.spot_draw d on d.id = c.id
    left join engagement.spot_end e on e.spot_check = c.id
    cross join lateral (
      select count(*)::integer as visited, (count(*) filter (where found in ('refused', 'no answer')))::integer as unanswered
      from (select distinct on (f.home) f.found from engagement.spot_finding f where f.spot_check = c.id order by f.home, f.at desc, f.id desc) each
    ) last
    where c.id = of_check and foundation.actor_id() is not null
      and (foundation.acting_role() <> 'sergeant' or coalesce(side.bcus, array[c.bcu]) && array(select foundation.acting_places()));
  end;
comment on function engagement.spot_check_led(uuid) is
  'Crossing: purpose whoever leads a side of a spot check follows it; operation consultation; columns how it was ordered and drawn, by whom it is made, and numbers of doors, nothing of what was reported or found.';
revoke all on function engagement.spot_check_led(uuid) from public;

create or replace function engagement.spot_check_doors(of_check uuid)
  returns table (turn integer, home uuid, ward text, bcu text, street text, number text, core text, flat integer, postcode text,
                 found text, at timestamptz, tries integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select d.turn, h.id, h.ward, h.bcu, coalesce(fact.street, h.street), coalesce(fact.number, h.number), h.core,
           case when fact.uprn is null then h.flat else fact.flat end, coalesce(fact.postcode, h.postcode),
           last.found, last.at, coalesce(last.tries, 0)::integer
    from engagement.spot_check c
    join engagement.spot_door d on d.spot_check = c.id
    join engagement.home h on h.id = d.home
    left join lateral (
      select f.uprn, f.street, f.number, f.flat, f.postcode from places.address_fact f
      join places.address_decision a on a.edition = f.edition and a.accepted
      where f.uprn = h.uprn order by a.turn desc limit 1
    ) fact on true
    left join lateral (
      select f.found, f.at, count(*) over () as tries from engagement.spot_finding f
      where f.spot_check = d.spot_check and f.home = d.home order by f.at desc, f.id desc limit 1
    ) last on true
    where c.id = of_check and engagement.checker_of(c.id, d.bcu) = foundation.proved_person()
      and not exists (select from engagement.spot_end e where e.spot_check = c.id);
  end;

create or replace function engagement.spot_checks_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from engagement.spot_end;
      delete from engagement.spot_finding;
      delete from engagement.spot_door;
      delete from engagement.spot_draw;
      delete from engagement.spot_side;
      delete from engagement.spot_check;
    end if;
    return null;
  end
  $$;

comment on function identity.find_colleagues(text) is
  'Crossing: purpose choose a colleague by name for a team, as second person to a loss or for a spot check; operation consultation; columns name, role and places of those whose names begin with the words, of the roles that hold kits and hand them out.';
