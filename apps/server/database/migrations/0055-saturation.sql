-- How far every street is: each home's state, worked out anew from its facts whenever one of them is written, and the
-- homes of each street within an area and a ward by state. Larger places are sums: docs/decisions/saturation.md says why.

create table places.counted_ground (
  id smallint primary key default 1 check (id = 1),
  kind text not null check (kind <> ''),
  valid_from date not null
);
comment on table places.counted_ground is 'The boundaries whose areas streets are counted in: one row.';
comment on column places.counted_ground.id is 'official | none | derived | Always 1';
comment on column places.counted_ground.kind is 'official | none | derived | Kind of area';
comment on column places.counted_ground.valid_from is 'official | none | derived | Since when these boundaries are in force';

create table engagement.home_state (
  home uuid primary key,
  ward text not null,
  bcu text not null,
  area text not null,
  street text not null,
  state text not null check (state in ('outside', 'excluded', 'protected', 'delivered', 'refused', 'come back', 'no answer', 'not yet')),
  is_offered boolean not null,
  tries integer not null check (tries >= 0),
  ends_on date,
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create index home_state_by_ward on engagement.home_state (ward, street);
create index home_state_by_bcu on engagement.home_state (bcu, street);
create index home_state_by_area on engagement.home_state (area, street);
comment on table engagement.home_state is 'What became of each home: kept by engagement.keep_states_of in the transaction of every fact and by nobody else.';
comment on column engagement.home_state.home is 'personal | uk-gdpr | derived | The home';
comment on column engagement.home_state.ward is 'official | uk-gdpr | derived | Its ward';
comment on column engagement.home_state.bcu is 'official | uk-gdpr | derived | Its BCU';
comment on column engagement.home_state.area is 'official | uk-gdpr | derived | Area that it lies in; empty while that is not known';
comment on column engagement.home_state.street is 'official | uk-gdpr | derived | Its street, as it was registered';
comment on column engagement.home_state.state is 'personal | uk-gdpr | derived | What became of it; outside: no home by the register in force';
comment on column engagement.home_state.is_offered is 'personal | uk-gdpr | derived | Whether somebody was found there, or has a kit';
comment on column engagement.home_state.tries is 'personal | uk-gdpr | derived | Visits that stand since its last mark ended';
comment on column engagement.home_state.ends_on is 'personal | uk-gdpr | derived | First day on which its mark, or its kit, no longer counts; null where none is set';

create table engagement.street_count (
  bcu text not null,
  ward text not null,
  area text not null,
  street text not null,
  homes integer not null,
  left_out integer not null,
  offered integer not null,
  protected integer not null,
  delivered integer not null,
  refused integer not null,
  no_answer integer not null,
  open_0 integer not null,
  open_1 integer not null,
  open_2 integer not null,
  open_3 integer not null,
  open_4 integer not null,
  open_5 integer not null,
  open_6 integer not null,
  primary key (bcu, ward, area, street)
);
create index street_count_by_ward on engagement.street_count (ward);
create index street_count_by_area on engagement.street_count (area);
comment on table engagement.street_count is 'Homes of each street within an area and a ward by state: kept with engagement.home_state. A count that has gone wrong refuses nobody''s visit, so that no check stands here: saturation --rebuild finds it.';
comment on column engagement.street_count.bcu is 'official | uk-gdpr | derived | BCU';
comment on column engagement.street_count.ward is 'official | uk-gdpr | derived | Ward';
comment on column engagement.street_count.area is 'official | uk-gdpr | derived | Area; empty while that is not known';
comment on column engagement.street_count.street is 'official | uk-gdpr | derived | Street';
comment on column engagement.street_count.homes is 'official | uk-gdpr | derived | Homes of the register in force, those left out taken out';
comment on column engagement.street_count.left_out is 'official | uk-gdpr | derived | Left out with approval';
comment on column engagement.street_count.offered is 'official | uk-gdpr | derived | Where somebody was found, or has a kit';
comment on column engagement.street_count.protected is 'official | uk-gdpr | derived | With a kit that was applied';
comment on column engagement.street_count.delivered is 'official | uk-gdpr | derived | With a kit that was not';
comment on column engagement.street_count.refused is 'official | uk-gdpr | derived | Where somebody refused';
comment on column engagement.street_count.no_answer is 'official | uk-gdpr | derived | Tried, nobody was found';
comment on column engagement.street_count.open_0 is 'official | uk-gdpr | derived | To be visited, never tried';
comment on column engagement.street_count.open_1 is 'official | uk-gdpr | derived | To be visited, tried once';
comment on column engagement.street_count.open_2 is 'official | uk-gdpr | derived | To be visited, tried twice';
comment on column engagement.street_count.open_3 is 'official | uk-gdpr | derived | To be visited, tried three times';
comment on column engagement.street_count.open_4 is 'official | uk-gdpr | derived | To be visited, tried four times';
comment on column engagement.street_count.open_5 is 'official | uk-gdpr | derived | To be visited, tried five times';
comment on column engagement.street_count.open_6 is 'official | uk-gdpr | derived | To be visited, tried six times or more';

create table engagement.street_end (
  bcu text not null,
  ward text not null,
  area text not null,
  street text not null,
  ends_on date not null,
  protected integer not null,
  delivered integer not null,
  primary key (bcu, ward, area, street, ends_on)
);
create index street_end_by_day on engagement.street_end (ends_on);
create index street_end_by_ward on engagement.street_end (ward);
create index street_end_by_area on engagement.street_end (area);
comment on table engagement.street_end is 'Homes of each street whose mark or kit ends on a day: time passes without a write, and sums take off what has ended.';
comment on column engagement.street_end.bcu is 'official | uk-gdpr | derived | BCU';
comment on column engagement.street_end.ward is 'official | uk-gdpr | derived | Ward';
comment on column engagement.street_end.area is 'official | uk-gdpr | derived | Area; empty while that is not known';
comment on column engagement.street_end.street is 'official | uk-gdpr | derived | Street';
comment on column engagement.street_end.ends_on is 'official | uk-gdpr | derived | First day on which they no longer count';
comment on column engagement.street_end.protected is 'official | uk-gdpr | derived | Of those protected';
comment on column engagement.street_end.delivered is 'official | uk-gdpr | derived | Of those with a kit that was not applied';

-- What became of homes, from their facts alone: whatever order these came in, and whatever day it is asked on. Whether an event
-- stands is asked in place: a call of engagement.stands for each visit took longer than all the rest.
create function engagement.states_of(asked uuid[])
  returns table (home uuid, ward text, bcu text, area text, street text, state text, is_offered boolean, tries integer, ends_on date)
  language sql stable
  begin atomic
    with there as (
      select h.id, h.ward, h.bcu, h.street, coalesce(p.code, '') as area,
             case coalesce(now.sort, 'dwelling') when 'dwelling' then true when 'undivided' then true
                  when 'bedsit' then rule.bedsits when 'shared' then not rule.bedsits else false end as counts,
             coalesce(said.kind = 'exclude', false) as left_out
      from engagement.home h
      cross join (select coalesce((select s.value = 1 from foundation.setting s where s.name = 'bedsits are homes'
                                   order by s.version desc limit 1), true) as bedsits) rule
      left join places.counted_ground g on true
      left join places.point_area p
        on p.kind = g.kind and p.valid_from = g.valid_from and p.easting = h.easting and p.northing = h.northing
      left join lateral (
        select f.sort from places.address_fact f join places.address_decision d on d.edition = f.edition and d.accepted
        where f.uprn = h.uprn order by d.turn desc limit 1
      ) now on true
      left join lateral (
        select o.kind from engagement.home_proposal o join engagement.home_decision d on d.proposal = o.id and d.approved
        where o.home = h.id and o.kind in ('exclude', 'restore') order by d.turn desc limit 1
      ) said on true
      where h.id = any (asked)
    ), kit as (
      -- A bottle in dispute counts for nobody, and one that has gone elsewhere not here.
      select t.id as home, m.kit, min((m.at at time zone 'Europe/London')::date) as given_on
      from there t
      join engagement.kit_movement m on m.home = t.id and m.sequence is not null
      join engagement.kit_position p on p.id = m.kit and p.disputed = 0 and p.holder = 'home:' || t.id
      -- By what brought it there, as everywhere: a recall at the home brings nothing.
      where (m.from_holder is distinct from m.holder or m.corrects is not null)
        and not exists (select from engagement.kit_movement c where c.corrects = m.id)
      group by t.id, m.kit
    ), applied as (
      -- What was applied had been given, though the ledger may have been corrected later.
      select kit.home, least(kit.given_on, told.applied_on) as given_on, told.applied_on
      from kit cross join lateral (
        select max((v.at at time zone 'Europe/London')::date) as applied_on
        from engagement.visit v join engagement.phone_event e on e.id = v.event join engagement.kit k on k.id = kit.kit
        where v.home = kit.home and v.outcome = 'protected' and e.kit = k.serial
          and coalesce((select t.stands from engagement.event_turn t where t.event = v.event order by t.turn desc limit 1), true)
      ) told
    ), mark as (
      select a.home, a.given_on, a.applied_on is not null as is_applied,
             least(
               -- A household that moved takes its things along: until somebody registers who lives there now.
               (select case when bool_and(r.to_day is not null) then max(r.to_day) + 1 end
                from engagement.resident r
                where r.home = a.home and coalesce(r.to_day, 'infinity') >= a.given_on
                  and (not r.by_phone or exists (
                    select from engagement.consent c where c.resident = r.id
                      and coalesce((select t.stands from engagement.event_turn t where t.event = c.id order by t.turn desc limit 1), true)))),
               -- A mark lasts five years; one of 29 February ends on 1 March.
               case when to_char(a.applied_on, 'MMDD') = '0229' then (a.applied_on + 1 + interval '5 years')::date
                    else (a.applied_on + interval '5 years')::date end) as ends_on
      from applied a
    ), visit as (
      select v.home, v.event, v.outcome, v.at, (v.at at time zone 'Europe/London')::date as day,
             v.outcome in ('refused', 'come-back', 'tell-sergeant', 'delivered', 'protected') as met
      from engagement.visit v
      where v.home = any (asked) and v.outcome <> 'leave-out'
        and coalesce((select t.stands from engagement.event_turn t where t.event = v.event order by t.turn desc limit 1), true)
    ), fact as (
      select visit.home, visit.day from visit
      union all
      select mark.home, mark.given_on from mark
    ), begun as (
      -- Once a mark has ended and something was done again, the home begins anew from that day.
      select m.home, max(m.ends_on) as day from mark m
      where m.ends_on is not null
        and not exists (select from mark o where o.home = m.home and o.given_on < m.ends_on and coalesce(o.ends_on, 'infinity') > m.ends_on)
        and exists (select from fact f where f.home = m.home and f.day >= m.ends_on)
      group by m.home
    ), kits as (
      select m.home, bool_or(m.is_applied) as applied, max(m.ends_on) filter (where m.is_applied) as marks_end,
             case when bool_and(m.ends_on is not null) then max(m.ends_on) end as all_end
      from mark m left join begun on begun.home = m.home
      where begun.day is null or m.given_on >= begun.day
      group by m.home
    ), visits as (
      select v.home, count(*)::integer as tries, bool_or(v.met) as met,
             (array_agg(v.outcome order by v.at desc, v.event desc) filter (where v.met))[1] as said
      from visit v left join begun on begun.home = v.home
      where begun.day is null or v.day >= begun.day
      group by v.home
    )
    select t.id, t.ward, t.bcu, t.area, t.street,
           case when not t.counts then 'outside' when t.left_out then 'excluded' when kits.applied then 'protected'
                when kits.home is not null then 'delivered' when visits.said = 'refused' then 'refused' when visits.met then 'come back'
                when visits.home is not null then 'no answer' else 'not yet' end,
           kits.home is not null or coalesce(visits.met, false), coalesce(visits.tries, 0),
           case when kits.applied then kits.marks_end else kits.all_end end
    from there t left join kits on kits.home = t.id left join visits on visits.home = t.id;
  end;
comment on function engagement.states_of(uuid[]) is 'What became of homes, worked out from their facts.';

-- Counts homes anew and moves their streets by what differed. Whoever counts a home waits for whoever counts it at the
-- same time and then sees their facts, since each statement below takes a snapshot of its own. Streets are taken in the order of their
-- keys, so that two batches wait for each other and never lock each other out. Returns how many homes differed.
create function engagement.keep_states_of(asked uuid[]) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
  as $$
  declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
    differed integer;
  begin
    if coalesce(cardinality(asked), 0) = 0 then return 0; end if;
    -- What a batch needs is planned once for each connection; what moves a whole ward is planned for it.
    if cardinality(asked) > 1000 then perform set_config('plan_cache_mode', 'force_custom_plan', true); end if;
    perform set_config('mettrace.change_by', 'homes are counted', true);
    perform from engagement.home_state s where s.home = any (asked) order by s.home for update;
    with changed as materialized (
      select c.*, s.home as had, s.ward as had_ward, s.bcu as had_bcu, s.area as had_area, s.street as had_street,
             s.state as had_state, s.is_offered as had_offered, s.tries as had_tries, s.ends_on as had_end
      from engagement.states_of(asked) c left join engagement.home_state s on s.home = c.home
      where s.home is null or (s.area, s.street, s.state, s.is_offered, s.tries, s.ends_on)
            is distinct from (c.area, c.street, c.state, c.is_offered, c.tries, c.ends_on)
    ), written as (
      insert into engagement.home_state (home, ward, bcu, area, street, state, is_offered, tries, ends_on)
      select c.home, c.ward, c.bcu, c.area, c.street, c.state, c.is_offered, c.tries, c.ends_on from changed c
      on conflict (home) do update set area = excluded.area, street = excluded.street, state = excluded.state,
        is_offered = excluded.is_offered, tries = excluded.tries, ends_on = excluded.ends_on
    ), part as (
      select bcu, ward, area, street, state, is_offered, least(tries, 6) as tries, ends_on, 1 as homes from changed
      union all
      select had_bcu, had_ward, had_area, had_street, had_state, had_offered, least(had_tries, 6), had_end, -1
      from changed where had is not null
    ), by_street as (
      select bcu, ward, area, street,
             coalesce(sum(homes) filter (where state not in ('outside', 'excluded')), 0)::integer as homes,
             coalesce(sum(homes) filter (where state = 'excluded'), 0)::integer as left_out,
             coalesce(sum(homes) filter (where is_offered and state not in ('outside', 'excluded')), 0)::integer as offered,
             coalesce(sum(homes) filter (where state = 'protected'), 0)::integer as protected,
             coalesce(sum(homes) filter (where state = 'delivered'), 0)::integer as delivered,
             coalesce(sum(homes) filter (where state = 'refused'), 0)::integer as refused,
             coalesce(sum(homes) filter (where state = 'no answer'), 0)::integer as no_answer,
             coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 0), 0)::integer as open_0,
             coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 1), 0)::integer as open_1,
             coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 2), 0)::integer as open_2,
             coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 3), 0)::integer as open_3,
             coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 4), 0)::integer as open_4,
             coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 5), 0)::integer as open_5,
             coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries >= 6), 0)::integer as open_6
      from part group by bcu, ward, area, street
    ), streets as (
      insert into engagement.street_count as k (bcu, ward, area, street, homes, left_out, offered, protected, delivered, refused, no_answer,
        open_0, open_1, open_2, open_3, open_4, open_5, open_6)
      select * from by_street
      where 0 <> any (array[by_street.homes, by_street.left_out, by_street.offered, by_street.protected, by_street.delivered,
        by_street.refused, by_street.no_answer, by_street.open_0, by_street.open_1, by_street.open_2, by_street.open_3,
        by_street.open_4, by_street.open_5, by_street.open_6])
      order by bcu, ward, area, street
      on conflict (bcu, ward, area, street) do update set
        homes = k.homes + excluded.homes, left_out = k.left_out + excluded.left_out, offered = k.offered + excluded.offered,
        protected = k.protected + excluded.protected, delivered = k.delivered + excluded.delivered, refused = k.refused + excluded.refused,
        no_answer = k.no_answer + excluded.no_answer, open_0 = k.open_0 + excluded.open_0, open_1 = k.open_1 + excluded.open_1,
        open_2 = k.open_2 + excluded.open_2, open_3 = k.open_3 + excluded.open_3, open_4 = k.open_4 + excluded.open_4,
        open_5 = k.open_5 + excluded.open_5, open_6 = k.open_6 + excluded.open_6
    ), by_day as (
      select bcu, ward, area, street, ends_on,
             coalesce(sum(homes) filter (where state = 'protected'), 0)::integer as protected,
             coalesce(sum(homes) filter (where state = 'delivered'), 0)::integer as delivered
      from part where ends_on is not null and state in ('protected', 'delivered')
      group by bcu, ward, area, street, ends_on
    ), ends as (
      insert into engagement.street_end as k (bcu, ward, area, street, ends_on, protected, delivered)
      select * from by_day where by_day.protected <> 0 or by_day.delivered <> 0
      order by bcu, ward, area, street, ends_on
      on conflict (bcu, ward, area, street, ends_on) do update set
        protected = k.protected + excluded.protected, delivered = k.delivered + excluded.delivered
    )
    select count(*) into differed from changed;
    perform set_config('mettrace.change_by', before, true);
    return differed;
  end
  $$;
comment on function engagement.keep_states_of(uuid[]) is
  'Crossing: purpose what is counted of homes follows their facts in the same transaction; operation none, nothing of it leaves the function; columns those of the counts.';
revoke all on function engagement.keep_states_of(uuid[]) from public;

create function engagement.keep_states() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    told uuid[];
  begin
    case tg_table_schema || '.' || tg_table_name
      when 'engagement.visit' then told := array(select distinct home from fresh);
      when 'engagement.event_turn' then
        told := array(select distinct v.home from fresh join engagement.visit v on v.event = fresh.event);
      when 'engagement.kit_movement' then
        -- Every home that such a bottle has ever been at: a dispute takes it from the one, a correction from the other.
        told := array(select distinct m.home from fresh join engagement.kit_movement m on m.kit = fresh.kit
                      where m.home is not null
                        and (fresh.home is not null or fresh.from_holder like 'home:%' or fresh.corrects is not null or fresh.sequence is null));
      when 'engagement.kit_settlement' then
        told := array(select distinct m.home from fresh join engagement.kit_movement told on told.id = fresh.id
                      join engagement.kit_movement m on m.kit = told.kit where m.home is not null);
      when 'engagement.home_decision' then
        told := array(select distinct p.home from fresh join engagement.home_proposal p on p.id = fresh.proposal where fresh.approved);
      when 'engagement.home' then told := array(select id from fresh);
      when 'engagement.resident' then
        -- Who lives there and has not left changes nothing, unless somebody has.
        told := array(select distinct f.home from fresh f
                      where exists (select from engagement.resident r where r.home = f.home and r.to_day is not null));
      when 'engagement.consent' then
        told := array(select distinct f.home from fresh f
                      where exists (select from engagement.resident r where r.home = f.home and r.to_day is not null));
      when 'places.address_decision' then
        told := array(select h.id from fresh join places.address_fact f on f.edition = fresh.edition
                      join engagement.home h on h.uprn = f.uprn where fresh.accepted);
      when 'places.point_area' then
        told := array(select h.id from places.counted_ground g
                      join fresh on fresh.kind = g.kind and fresh.valid_from = g.valid_from
                      join engagement.home h on h.easting = fresh.easting and h.northing = fresh.northing);
      when 'foundation.setting' then
        told := array(select distinct h.id from places.address_fact f join engagement.home h on h.uprn = f.uprn
                      where f.sort in ('bedsit', 'shared') and exists (select from fresh where name = 'bedsits are homes'));
      else told := array(select id from engagement.home);
    end case;
    perform engagement.keep_states_of(told);
    return null;
  end
  $$;
comment on function engagement.keep_states() is
  'Crossing: purpose homes are counted anew where a fact of theirs was written; operation none, nothing of it leaves the trigger; columns none.';
revoke all on function engagement.keep_states() from public;

-- Triggers of one table go by their names: this one after those that keep where a bottle is, and whether it is in dispute.
do $$
declare name text;
begin
  foreach name in array array['engagement.visit', 'engagement.event_turn', 'engagement.kit_movement', 'engagement.kit_settlement',
    'engagement.home_decision', 'engagement.home', 'engagement.resident', 'engagement.consent', 'places.address_decision',
    'places.point_area', 'foundation.setting', 'places.counted_ground'] loop
    execute format('create trigger keep_states after insert on %s referencing new table as fresh
      for each statement execute function engagement.keep_states()', name);
  end loop;
end
$$;
create trigger keep_states_no_more after delete on places.point_area
  referencing old table as fresh for each statement execute function engagement.keep_states();
create trigger keep_states_elsewhere after update or delete on places.counted_ground
  for each statement execute function engagement.keep_states();

-- Streets are counted in the latest areas that are loaded; whoever loads others counts all of them anew.
create function engagement.keep_ground() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    latest date := (select max(valid_from) from places.vintage where kind = 'lsoa');
  begin
    if latest is null then
      delete from places.counted_ground;
    else
      insert into places.counted_ground as g (kind, valid_from) values ('lsoa', latest)
        on conflict (id) do update set valid_from = latest where g.valid_from <> latest;
    end if;
    return null;
  end
  $$;
comment on function engagement.keep_ground() is
  'Crossing: purpose streets are counted in the latest areas; operation none, nothing of it leaves the trigger; columns none.';
revoke all on function engagement.keep_ground() from public;
create trigger keep_ground after insert or delete on places.vintage for each statement execute function engagement.keep_ground();
create policy saturation_crossing on places.vintage for select to current_user using ((select foundation.actor_id()) is not null);

-- Two relations each: of one alone, PostgreSQL 15 writes a view otherwise than later ones, and schema.sql shows them.
create view engagement.street_counted with (security_invoker = true) as
  select s.bcu, s.ward, s.area, s.street,
         (count(*) filter (where s.state not in ('outside', 'excluded')))::integer as homes,
         (count(*) filter (where s.state = 'excluded'))::integer as left_out,
         (count(*) filter (where s.is_offered and s.state not in ('outside', 'excluded')))::integer as offered,
         (count(*) filter (where s.state = 'protected'))::integer as protected,
         (count(*) filter (where s.state = 'delivered'))::integer as delivered,
         (count(*) filter (where s.state = 'refused'))::integer as refused,
         (count(*) filter (where s.state = 'no answer'))::integer as no_answer,
         (count(*) filter (where s.state in ('not yet', 'come back', 'no answer') and capped.tries = 0))::integer as open_0,
         (count(*) filter (where s.state in ('not yet', 'come back', 'no answer') and capped.tries = 1))::integer as open_1,
         (count(*) filter (where s.state in ('not yet', 'come back', 'no answer') and capped.tries = 2))::integer as open_2,
         (count(*) filter (where s.state in ('not yet', 'come back', 'no answer') and capped.tries = 3))::integer as open_3,
         (count(*) filter (where s.state in ('not yet', 'come back', 'no answer') and capped.tries = 4))::integer as open_4,
         (count(*) filter (where s.state in ('not yet', 'come back', 'no answer') and capped.tries = 5))::integer as open_5,
         (count(*) filter (where s.state in ('not yet', 'come back', 'no answer') and capped.tries >= 6))::integer as open_6
  from engagement.home_state s cross join lateral (select least(s.tries, 6) as tries) capped
  group by s.bcu, s.ward, s.area, s.street;
comment on view engagement.street_counted is 'What engagement.street_count must hold, counted home by home.';
create view engagement.street_end_counted with (security_invoker = true) as
  select s.bcu, s.ward, s.area, s.street, mark.ends_on,
         (count(*) filter (where s.state = 'protected'))::integer as protected,
         (count(*) filter (where s.state = 'delivered'))::integer as delivered
  from engagement.home_state s cross join lateral (select s.ends_on) mark
  where mark.ends_on is not null and s.state in ('protected', 'delivered')
  group by s.bcu, s.ward, s.area, s.street, mark.ends_on;
comment on view engagement.street_end_counted is 'What engagement.street_end must hold, counted home by home.';

-- Counts a ward anew from the facts and puts right what differed. Whoever writes of its homes waits meanwhile; readers do not.
create function engagement.rebuild_states(of_ward text)
  returns table (area text, street text, what text, kept integer, counted integer)
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  #variable_conflict use_column
  declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
    there uuid[] := array(select h.id from engagement.home h where h.ward = of_ward);
  begin
    perform from engagement.home_state s where s.home = any (there) order by s.home for update;
    -- Homes whose own row is wrong, and then streets that are not what their homes come to.
    return query
      select c.area, c.street, coalesce('homes kept as ' || s.state, 'homes not kept') || ', counted as ' || c.state,
             count(s.home)::integer, count(*)::integer
      from engagement.states_of(there) c left join engagement.home_state s on s.home = c.home
      where s.home is null or (s.area, s.street, s.state, s.is_offered, s.tries, s.ends_on)
            is distinct from (c.area, c.street, c.state, c.is_offered, c.tries, c.ends_on)
      group by 1, 2, 3 order by 1, 2, 3;
    perform set_config('mettrace.change_by', 'homes are counted', true);
    insert into engagement.home_state as s (home, ward, bcu, area, street, state, is_offered, tries, ends_on)
    select c.home, c.ward, c.bcu, c.area, c.street, c.state, c.is_offered, c.tries, c.ends_on from engagement.states_of(there) c
    on conflict on constraint home_state_pkey do update set area = excluded.area, street = excluded.street, state = excluded.state,
      is_offered = excluded.is_offered, tries = excluded.tries, ends_on = excluded.ends_on
    where (s.area, s.street, s.state, s.is_offered, s.tries, s.ends_on)
          is distinct from (excluded.area, excluded.street, excluded.state, excluded.is_offered, excluded.tries, excluded.ends_on);
    return query
      select coalesce(k.area, c.area), coalesce(k.street, c.street), each.what, coalesce(each.kept, 0), coalesce(each.counted, 0)
      from (select * from engagement.street_count k where k.ward = of_ward) k
      full join (select * from engagement.street_counted c where c.ward = of_ward) c using (bcu, ward, area, street)
      cross join lateral (values
        ('homes', k.homes, c.homes), ('left_out', k.left_out, c.left_out), ('offered', k.offered, c.offered),
        ('protected', k.protected, c.protected), ('delivered', k.delivered, c.delivered), ('refused', k.refused, c.refused),
        ('no_answer', k.no_answer, c.no_answer), ('open_0', k.open_0, c.open_0), ('open_1', k.open_1, c.open_1),
        ('open_2', k.open_2, c.open_2), ('open_3', k.open_3, c.open_3), ('open_4', k.open_4, c.open_4),
        ('open_5', k.open_5, c.open_5), ('open_6', k.open_6, c.open_6)
      ) each (what, kept, counted)
      where coalesce(each.kept, 0) <> coalesce(each.counted, 0) order by 1, 2, 3;
    return query
      select coalesce(k.area, c.area), coalesce(k.street, c.street), each.what || ' until ' || ends_on,
             coalesce(each.kept, 0), coalesce(each.counted, 0)
      from (select * from engagement.street_end k where k.ward = of_ward) k
      full join (select * from engagement.street_end_counted c where c.ward = of_ward) c using (bcu, ward, area, street, ends_on)
      cross join lateral (values ('protected', k.protected, c.protected), ('delivered', k.delivered, c.delivered)) each (what, kept, counted)
      where coalesce(each.kept, 0) <> coalesce(each.counted, 0) order by 1, 2, 3;
    with d as (
      select bcu, ward, area, street,
             coalesce(c.homes, 0) - coalesce(k.homes, 0) as homes, coalesce(c.left_out, 0) - coalesce(k.left_out, 0) as left_out,
             coalesce(c.offered, 0) - coalesce(k.offered, 0) as offered, coalesce(c.protected, 0) - coalesce(k.protected, 0) as protected,
             coalesce(c.delivered, 0) - coalesce(k.delivered, 0) as delivered, coalesce(c.refused, 0) - coalesce(k.refused, 0) as refused,
             coalesce(c.no_answer, 0) - coalesce(k.no_answer, 0) as no_answer, coalesce(c.open_0, 0) - coalesce(k.open_0, 0) as open_0,
             coalesce(c.open_1, 0) - coalesce(k.open_1, 0) as open_1, coalesce(c.open_2, 0) - coalesce(k.open_2, 0) as open_2,
             coalesce(c.open_3, 0) - coalesce(k.open_3, 0) as open_3, coalesce(c.open_4, 0) - coalesce(k.open_4, 0) as open_4,
             coalesce(c.open_5, 0) - coalesce(k.open_5, 0) as open_5, coalesce(c.open_6, 0) - coalesce(k.open_6, 0) as open_6
      from (select * from engagement.street_count k where k.ward = of_ward) k
      full join (select * from engagement.street_counted c where c.ward = of_ward) c using (bcu, ward, area, street)
    )
    insert into engagement.street_count as k (bcu, ward, area, street, homes, left_out, offered, protected, delivered, refused, no_answer,
      open_0, open_1, open_2, open_3, open_4, open_5, open_6)
    select * from d
    where 0 <> any (array[d.homes, d.left_out, d.offered, d.protected, d.delivered, d.refused, d.no_answer, d.open_0, d.open_1, d.open_2,
      d.open_3, d.open_4, d.open_5, d.open_6])
    order by bcu, ward, area, street
    on conflict on constraint street_count_pkey do update set
      homes = k.homes + excluded.homes, left_out = k.left_out + excluded.left_out, offered = k.offered + excluded.offered,
      protected = k.protected + excluded.protected, delivered = k.delivered + excluded.delivered, refused = k.refused + excluded.refused,
      no_answer = k.no_answer + excluded.no_answer, open_0 = k.open_0 + excluded.open_0, open_1 = k.open_1 + excluded.open_1,
      open_2 = k.open_2 + excluded.open_2, open_3 = k.open_3 + excluded.open_3, open_4 = k.open_4 + excluded.open_4,
      open_5 = k.open_5 + excluded.open_5, open_6 = k.open_6 + excluded.open_6;
    with d as (
      select bcu, ward, area, street, ends_on, coalesce(c.protected, 0) - coalesce(k.protected, 0) as protected,
             coalesce(c.delivered, 0) - coalesce(k.delivered, 0) as delivered
      from (select * from engagement.street_end k where k.ward = of_ward) k
      full join (select * from engagement.street_end_counted c where c.ward = of_ward) c using (bcu, ward, area, street, ends_on)
    )
    insert into engagement.street_end as k (bcu, ward, area, street, ends_on, protected, delivered)
    select * from d where d.protected <> 0 or d.delivered <> 0
    order by bcu, ward, area, street, ends_on
    on conflict on constraint street_end_pkey do update set
      protected = k.protected + excluded.protected, delivered = k.delivered + excluded.delivered;
    perform set_config('mettrace.change_by', before, true);
  end
  $$;
comment on function engagement.rebuild_states(text) is
  'Crossing: purpose what is counted of homes is held against their facts; operation none, it counts; columns streets, states and numbers of homes.';
revoke all on function engagement.rebuild_states(text) from public;

create function engagement.wards_counted() returns setof text
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select ward from engagement.home where foundation.actor_id() is not null
    union
    select ward from engagement.street_count where foundation.actor_id() is not null
    order by 1;
  end;
comment on function engagement.wards_counted() is
  'Crossing: purpose wards are counted anew one by one; operation none; columns the codes of wards with homes.';
revoke all on function engagement.wards_counted() from public;

-- Points of homes whose area is not known yet, some at a time: the server places them beside the pages, and sees no home.
create index home_state_to_place on engagement.home_state (home) where area = '';
create function engagement.points_to_count() returns table (easting integer, northing integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select distinct h.easting, h.northing
    from places.counted_ground g
    join engagement.home_state s on s.area = ''
    join engagement.home h on h.id = s.home
    where foundation.actor_id() is not null
      and not exists (select from places.point_area p where p.kind = g.kind and p.valid_from = g.valid_from
        and p.easting = h.easting and p.northing = h.northing)
    limit 100000;
  end;
comment on function engagement.points_to_count() is
  'Crossing: purpose in which area homes lie; operation none, nobody is shown them; columns points of homes that are not placed.';
revoke all on function engagement.points_to_count() from public;

-- Areas that somebody may ask of: whoever is posted to a place of those that have a home there, or a deployment of theirs. What is
-- counted of an area is the same to everybody who may ask.
create function engagement.areas_seen(of_kind text, of_day date, of_areas text[]) returns table (code text, place integer)
  language sql stable
  begin atomic
    with seen as (
      select foundation.acting_role() in ('ward_officer', 'prevention_pcso', 'sergeant', 'stock_keeper') as own,
             array(select foundation.acting_places()) as places
    )
    select a.code, a.place::integer
    from unnest(of_areas) with ordinality a (code, place), seen
    where foundation.actor_id() is not null
      and (not seen.own
        or exists (select from engagement.street_count k join places.counted_ground g on g.kind = of_kind and g.valid_from = of_day
                   where k.area = a.code and (k.ward = any (seen.places) or k.bcu = any (seen.places)))
        or exists (select from target.deployment_area d
                   where d.kind = of_kind and d.valid_from = of_day and d.code = a.code
                     and (d.ward = any (seen.places) or d.bcu = any (seen.places))));
  end;
comment on function engagement.areas_seen(text, date, text[]) is 'Areas of which the asker may be told numbers: for the crossings that count.';
revoke all on function engagement.areas_seen(text, date, text[]) from public;

-- Homes of a place that the asker may be told numbers of: of a BCU, a ward, areas of some boundaries, or all. `place` numbers the areas.
create function engagement.homes_there(of_bcu text, of_ward text, of_kind text, of_day date, of_areas text[])
  returns table (home uuid, place integer)
  language sql stable
  begin atomic
    with seen as (
      select foundation.acting_role() in ('ward_officer', 'prevention_pcso', 'sergeant', 'stock_keeper') as own,
             array(select foundation.acting_places()) as places
    ), asked as (
      select a.code, a.place, g.kind is not null as counted
      from engagement.areas_seen(of_kind, of_day, of_areas) a
      left join places.counted_ground g on g.kind = of_kind and g.valid_from = of_day
    )
    select s.home, 0 as place from engagement.home_state s, seen
    where of_areas is null and (of_bcu is null or s.bcu = of_bcu) and (of_ward is null or s.ward = of_ward)
      and foundation.actor_id() is not null
      and (not seen.own or s.ward = any (seen.places) or s.bcu = any (seen.places))
    union all
    select s.home, asked.place from asked join engagement.home_state s on s.area = asked.code where asked.counted
    union all
    select h.id, asked.place
    from asked
    join places.point_area p on p.kind = of_kind and p.valid_from = of_day and p.code = asked.code
    join engagement.home h on h.easting = p.easting and h.northing = p.northing
    where not asked.counted;
  end;
comment on function engagement.homes_there(text, text, text, date, text[]) is 'Homes of a place, as far as the asker may be told numbers of them: for the crossings that count.';
revoke all on function engagement.homes_there(text, text, text, date, text[]) from public;

-- What is counted of areas on a day: of those that streets are counted in by their streets, of others home by home.
create function engagement.counts_in(of_kind text, of_day date, of_areas text[], on_day date)
  returns table (place integer, homes integer, excluded integer, offered integer, protected integer, delivered integer, refused integer,
                 no_answer integer, ended integer, open_0 integer, open_1 integer, open_2 integer, open_3 integer, open_4 integer,
                 open_5 integer, open_6 integer)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
  #variable_conflict use_column
  begin
    if exists (select from places.counted_ground g where g.kind = of_kind and g.valid_from = of_day) then
      return query
        with seen as materialized (select code, place from engagement.areas_seen(of_kind, of_day, of_areas)),
        ended as (
          select e.area, sum(e.protected) as protected, sum(e.delivered) as delivered from engagement.street_end e
          where e.ends_on <= on_day and e.area in (select code from seen) group by e.area
        ), kept as (
          select k.area, sum(k.homes) as homes, sum(k.left_out) as left_out, sum(k.offered) as offered,
                 sum(k.protected) as protected, sum(k.delivered) as delivered, sum(k.refused) as refused, sum(k.no_answer) as no_answer,
                 sum(k.open_0) as open_0, sum(k.open_1) as open_1, sum(k.open_2) as open_2, sum(k.open_3) as open_3,
                 sum(k.open_4) as open_4, sum(k.open_5) as open_5, sum(k.open_6) as open_6
          from engagement.street_count k where k.area in (select code from seen) group by k.area
        )
        select seen.place, k.homes::integer, k.left_out::integer,
               (k.offered - coalesce(e.protected + e.delivered, 0))::integer,
               (k.protected - coalesce(e.protected, 0))::integer, (k.delivered - coalesce(e.delivered, 0))::integer,
               k.refused::integer, k.no_answer::integer, coalesce(e.protected + e.delivered, 0)::integer,
               (k.open_0 + coalesce(e.protected + e.delivered, 0))::integer, k.open_1::integer, k.open_2::integer,
               k.open_3::integer, k.open_4::integer, k.open_5::integer, k.open_6::integer
        from seen join kept k on k.area = seen.code left join ended e on e.area = seen.code;
      return;
    end if;
    return query
      select there.place, (count(*) filter (where now.counts))::integer, (count(*) filter (where s.state = 'excluded'))::integer,
             (count(*) filter (where now.counts and s.is_offered and not now.ended))::integer,
             (count(*) filter (where s.state = 'protected' and not now.ended))::integer,
             (count(*) filter (where s.state = 'delivered' and not now.ended))::integer,
             (count(*) filter (where s.state = 'refused'))::integer, (count(*) filter (where s.state = 'no answer'))::integer,
             (count(*) filter (where now.ended))::integer,
             (count(*) filter (where now.tries = 0))::integer, (count(*) filter (where now.tries = 1))::integer,
             (count(*) filter (where now.tries = 2))::integer, (count(*) filter (where now.tries = 3))::integer,
             (count(*) filter (where now.tries = 4))::integer, (count(*) filter (where now.tries = 5))::integer,
             (count(*) filter (where now.tries >= 6))::integer
      from engagement.homes_there(null, null, of_kind, of_day, of_areas) there
      join engagement.home_state s on s.home = there.home
      cross join lateral (
        select s.state not in ('outside', 'excluded') as counts,
               s.state in ('protected', 'delivered') and coalesce(s.ends_on <= on_day, false) as ended,
               case when s.state in ('protected', 'delivered') and s.ends_on <= on_day then 0
                    when s.state in ('not yet', 'come back', 'no answer') then s.tries end as tries
      ) now
      group by there.place;
  end
  $$;
comment on function engagement.counts_in(text, date, text[], date) is
  'Crossing: purpose how far areas are; operation none, it counts; columns numbers of homes, of areas with a home or a deployment of one''s own places.';
revoke all on function engagement.counts_in(text, date, text[], date) from public;

create function engagement.saturation_settings() returns table (target double precision, tries integer, silent_hours double precision)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select (select s.value from foundation.setting s where s.name = 'saturation' order by s.version desc limit 1),
           (select s.value from foundation.setting s where s.name = 'tries at a door' order by s.version desc limit 1)::integer,
           (select s.value from foundation.setting s where s.name = 'hours until a phone is silent' order by s.version desc limit 1)
    where foundation.actor_id() is not null;
  end;
comment on function engagement.saturation_settings() is
  'Crossing: purpose what saturation is held to; operation none; columns three settings, of nobody.';
revoke all on function engagement.saturation_settings() from public;

-- Visits that decide something, or find nobody: of each home until somebody decided. Bands: 0 in the daytime on weekdays, 1 in the
-- evening from 17:00, 2 at weekends.
create function engagement.tries_there(of_bcu text, of_ward text, of_kind text, of_day date, of_areas text[])
  returns table (attempt integer, band integer, visits integer, met integer, refused integer, unapplied integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select t.attempt, t.band, count(*)::integer, (count(*) filter (where t.decided))::integer,
           (count(*) filter (where t.outcome = 'refused'))::integer, (count(*) filter (where t.outcome = 'delivered'))::integer
    from (
      select v.outcome, v.outcome in ('refused', 'delivered', 'protected') as decided,
             (row_number() over life)::integer as attempt,
             count(*) filter (where v.outcome in ('refused', 'delivered', 'protected')) over (
               life rows between unbounded preceding and 1 preceding) as before,
             case when extract(isodow from v.at at time zone 'Europe/London') > 5 then 2
                  when extract(hour from v.at at time zone 'Europe/London') >= 17 then 1 else 0 end as band
      from engagement.homes_there(of_bcu, of_ward, of_kind, of_day, of_areas) there
      join engagement.visit v on v.home = there.home
      where v.outcome <> 'leave-out'
        and coalesce((select u.stands from engagement.event_turn u where u.event = v.event order by u.turn desc limit 1), true)
      window life as (partition by v.home order by v.at, v.event)
    ) t
    where t.before = 0
    group by t.attempt, t.band order by t.attempt, t.band;
  end;
comment on function engagement.tries_there(text, text, text, date, text[]) is
  'Crossing: purpose whether a target can be reached; operation none, it counts; columns numbers of visits by try and time of the week, of one''s own places.';
revoke all on function engagement.tries_there(text, text, text, date, text[]) from public;

create function engagement.days_worked(of_bcu text, of_ward text, of_kind text, of_day date, of_areas text[])
  returns table (day date, visits integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select (v.at at time zone 'Europe/London')::date, count(*)::integer
    from engagement.homes_there(of_bcu, of_ward, of_kind, of_day, of_areas) there
    join engagement.visit v on v.home = there.home
    where coalesce((select t.stands from engagement.event_turn t where t.event = v.event order by t.turn desc limit 1), true)
    group by 1 order by 1 desc limit 10;
  end;
comment on function engagement.days_worked(text, text, text, date, text[]) is
  'Crossing: purpose when a target may be met; operation none, it counts; columns the last ten days with visits and how many, of one''s own places.';
revoke all on function engagement.days_worked(text, text, text, date, text[]) from public;

-- Phones of whoever walks there: the one that each used last, and any that had something unsent. Heard, in seconds since 1970,
-- is when the one was last heard that was heard first of those that are not silent.
create function engagement.phones_there(of_bcu text, of_ward text, of_kind text, of_day date, of_areas text[], asked_at timestamptz, silent_hours double precision)
  returns table (phones integer, silent integer, heard double precision)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with walking as (
      select distinct 'person:' || a.person as actor
      from engagement.homes_there(of_bcu, of_ward, of_kind, of_day, of_areas) there
      join engagement.assignment_home h on h.home = there.home
      join engagement.assignment a on a.id = h.assignment
      where (asked_at at time zone 'Europe/London')::date between a.from_day and coalesce(a.until_day, 'infinity')
        and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    ), contact as (
      select distinct on (c.actor, c.phone) c.actor, c.phone, c.at, c.unsent
      from walking join engagement.phone_contact c on c.actor = walking.actor
      where not exists (select from engagement.phone_act x where x.phone = c.phone and x.kind = 'revoked')
      order by c.actor, c.phone, c.at desc
    ), used as (
      select c.at, c.at < asked_at - silent_hours * interval '1 hour' as silent
      from contact c
      where c.unsent > 0 or not exists (select from contact later where later.actor = c.actor and later.at > c.at)
    )
    select count(*)::integer, (count(*) filter (where silent))::integer,
           extract(epoch from coalesce(min(at) filter (where not silent), max(at)))::double precision
    from used;
  end;
comment on function engagement.phones_there(text, text, text, date, text[], timestamptz, double precision) is
  'Crossing: purpose how old figures are; operation none, it counts; columns numbers of phones and when they were heard, of one''s own places.';
revoke all on function engagement.phones_there(text, text, text, date, text[], timestamptz, double precision) from public;

insert into foundation.setting (name, version, value, unit, source, from_day, reason, actor) values
  ('tries at a door', 1, 4, 'visits', 'What is usual where enumerators call: four visits at different times (UK interviewers, Purdon, Campanelli and Sturgis 1999)',
   '2026-11-29', 'Reach is told for this many tries and up to six', 'the product'),
  ('hours until a phone is silent', 1, 24, 'hours', 'A shift and the night after it', '2026-11-29',
   'A phone that was not heard for so long may hold visits that nobody else has', 'the product');

create or replace function engagement.leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select set_config('mettrace.change_by', 'the made-up city leaves', true);
    delete from enforcement.scan where exists (select from foundation.demonstration where state <> 'none');
    delete from enforcement.incident_version where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.street_end where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.street_count where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.home_state where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.page_change where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.set_aside_decision where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.appointment where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.safety_note where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.block_card where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.left_card where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.visit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.consent where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.event_turn where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_clash where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.saved_copy where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.copy_opening where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_proof where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_event where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_contact where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_act where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment_end where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment_home where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance_decision where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count_result where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_acknowledgement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_stop where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_notice where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_settlement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_kit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_area where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_phase where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_position where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_movement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_act where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_box where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_batch where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supply_price where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supply_contract where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supplier where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.team_member where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.team where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.resident where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.home where exists (select from foundation.demonstration where state <> 'none');
    select set_config('mettrace.change_by', '', true);
  end;

do $$
declare name text;
begin
  foreach name in array array['engagement.home_state', 'engagement.street_count', 'engagement.street_end', 'places.counted_ground'] loop
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format('create policy crossing on %s for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
  create policy leave on places.counted_ground for delete to current_user using ((select foundation.actor_id()) is not null);
  foreach name in array array['engagement.home_state', 'engagement.street_count', 'engagement.street_end', 'places.counted_ground'] loop
    execute format('create policy keep on %s for insert to current_user with check ((select foundation.actor_id()) is not null)', name);
    execute format('create policy keep_on on %s for update to current_user
      using ((select foundation.actor_id()) is not null) with check ((select foundation.actor_id()) is not null)', name);
  end loop;
  foreach name in array array['home_state', 'street_count', 'street_end'] loop
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
  end loop;
end
$$;

-- Homes that are there as this begins. No row is anybody's in a migration: the owner reads them as they are.
do $$
declare
  name text;
  read constant text[] := array['engagement.home', 'engagement.home_proposal', 'engagement.home_decision', 'engagement.kit',
    'engagement.kit_movement', 'engagement.kit_position', 'engagement.visit', 'engagement.event_turn', 'engagement.phone_event',
    'engagement.resident', 'engagement.consent', 'engagement.home_state', 'engagement.street_count', 'engagement.street_end',
    'places.counted_ground', 'places.address_fact', 'places.address_decision', 'places.point_area', 'places.vintage',
    'foundation.setting'];
begin
  foreach name in array read loop execute format('alter table %s no force row level security', name); end loop;
  insert into places.counted_ground (kind, valid_from)
    select kind, valid_from from places.vintage where kind = 'lsoa' order by valid_from desc limit 1;
  perform engagement.keep_states_of(array(select id from engagement.home h where not exists (select from engagement.home_state s where s.home = h.id)));
  foreach name in array read loop execute format('alter table %s force row level security', name); end loop;
end
$$;
