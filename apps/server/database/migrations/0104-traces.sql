-- From a reading to its owners at the time of the offence: what was asked is a fact with its case and purpose, an urgent one is
-- looked at afterwards, and the crossings say what they need and no more. They go by kits, so that a code, a serial and the
-- candidates of a partial reading are traced alike.

create table enforcement.trace (
  id uuid primary key,
  kind text not null check (kind in ('code', 'serial', 'partial')),
  case_reference text check (case_reference <> ''),
  purpose text check (purpose <> ''),
  urgent boolean not null,
  on_day date not null,
  exhibit uuid references enforcement.exhibit,
  kits integer not null check (kits >= 0),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  unique (id, actor),
  constraint trace_for check (urgent or (case_reference is not null and purpose is not null))
);
create index trace_by_time on enforcement.trace (at);
create index trace_by_case on enforcement.trace (case_reference, at) where case_reference is not null;
create index trace_by_exhibit on enforcement.trace (exhibit) where exhibit is not null;
comment on table enforcement.trace is 'Traces that were asked for, also where nothing was found.';
comment on column enforcement.trace.id is 'official | part-3 | programme+6y | UUID that the form gave';
comment on column enforcement.trace.kind is 'official | part-3 | programme+6y | Whole code, serial, or partial reading';
comment on column enforcement.trace.case_reference is 'personal | part-3 | programme+6y | Crime or custody reference of the case; null where an urgent trace had none yet';
comment on column enforcement.trace.purpose is 'personal | part-3 | programme+6y | What it was for; null where an urgent trace did not say';
comment on column enforcement.trace.urgent is 'official | part-3 | programme+6y | Whether it was urgent: then it is looked at afterwards';
comment on column enforcement.trace.on_day is 'personal | part-3 | programme+6y | Day of the offence';
comment on column enforcement.trace.exhibit is 'official | part-3 | programme+6y | Exhibit that was read';
comment on column enforcement.trace.kits is 'official | part-3 | programme+6y | How many kits of ours could have given the reading';
comment on column enforcement.trace.actor is 'personal | part-3 | audit+6y | Who asked';
comment on column enforcement.trace.at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.trace_kit (
  trace uuid not null,
  kit uuid not null,
  posterior double precision not null check (posterior > 0 and posterior <= 1),
  actor text not null,
  primary key (trace, kit),
  foreign key (trace, actor) references enforcement.trace (id, actor)
);
create index trace_kit_by_kit on enforcement.trace_kit (kit);
comment on table enforcement.trace_kit is 'Kits that a trace led to.';
comment on column enforcement.trace_kit.trace is 'official | part-3 | programme+6y | The trace';
comment on column enforcement.trace_kit.kit is 'personal | part-3 | programme+6y | The kit';
comment on column enforcement.trace_kit.posterior is 'official | part-3 | programme+6y | Chance that it is this one; 1 of a whole code or serial';
comment on column enforcement.trace_kit.actor is 'personal | part-3 | audit+6y | Who asked';

create table enforcement.trace_review (
  trace uuid primary key,
  asked_by text not null,
  was_needed boolean not null,
  reason text not null check (reason <> ''),
  actor text not null check (actor <> asked_by),
  at timestamptz not null default clock_timestamp(),
  foreign key (trace, asked_by) references enforcement.trace (id, actor)
);
comment on table enforcement.trace_review is 'What somebody else found of an urgent trace afterwards.';
comment on column enforcement.trace_review.trace is 'official | part-3 | programme+6y | The trace';
comment on column enforcement.trace_review.asked_by is 'personal | part-3 | audit+6y | Who had asked for it';
comment on column enforcement.trace_review.was_needed is 'personal | part-3 | programme+6y | Whether it was needed then';
comment on column enforcement.trace_review.reason is 'personal | part-3 | programme+6y | Why';
comment on column enforcement.trace_review.actor is 'personal | part-3 | audit+6y | Who looked at it: never who asked';
comment on column enforcement.trace_review.at is 'official | part-3 | programme+6y | When that was recorded';

-- What the questions of planting are answered from: who had kits, and who moved any on a day.
create index kit_movement_in_hand on engagement.kit_movement (holder, at) where holder ~ '^(person|team):';
create index kit_act_by_actor on engagement.kit_act (actor, at);

drop function engagement.trace(bytea, date);
drop function engagement.contamination(bytea);

create function engagement.traced_kits(digest bytea, serial text) returns table (kit uuid, serial text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select k.id, k.serial from engagement.kit k where k.code_digest = digest and foundation.actor_id() is not null
    union
    select k.id, k.serial from engagement.kit k where k.serial = traced_kits.serial and foundation.actor_id() is not null;
  end;
comment on function engagement.traced_kits(bytea, text) is
  'Crossing: purpose which kit a code or serial means; operation combination; columns the kit and its serial.';
revoke all on function engagement.traced_kits(bytea, text) from public;

create function engagement.trace(asked uuid[], on_day date)
  returns table (kit uuid, serial text, movement uuid, at timestamptz, gone_at timestamptz, gone_as text, disputed boolean, contradicts boolean,
                 home uuid, uprn bigint, street text, number text, core text, flat integer, postcode text,
                 resident uuid, from_day date, last_day date, registered_at timestamptz, erased_at timestamptz, elsewhere boolean,
                 data_key bytea, key_version integer, name bytea, contact bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select k.id, k.serial, moved.id, came.at, gone.at, gone.kind, position.disputed > 0, moved.sequence is null,
           home.id, home.uprn, home.street, home.number, home.core, home.flat, home.postcode,
           resident.id, resident.from_day, coalesce(resident.to_day, engagement.left_on(resident.id)), resident.registered_at,
           resident.erased_at,
           exists (select from engagement.resident other
                   where other.name_digest = resident.name_digest and other.contact_digest = resident.contact_digest
                     and other.home <> resident.home and other.from_day > resident.from_day
                     and engagement.resident_stands(other.id, other.by_phone)),
           resident.data_key, resident.key_version, resident.name, resident.contact
    from engagement.kit k
    join engagement.kit_position position on position.id = k.id
    join engagement.kit_movement moved on moved.kit = k.id
    join engagement.home on home.id = moved.home
    -- A dispute is settled later than the kit came: since when it was there is what the story says that was accepted.
    cross join lateral (
      select coalesce((select told.at from engagement.kit_settlement s join engagement.kit_movement told on told.id = s.id
                       where moved.kind = 'settled' and s.kit = moved.kit and s.accepted and told.holder = moved.holder
                       order by abs(extract(epoch from s.at - moved.recorded_at)) limit 1), moved.at) as at
    ) came
    left join lateral (
      select later.at, later.kind from engagement.kit_movement later
      where later.kit = moved.kit and later.sequence > moved.sequence and later.holder <> moved.holder
        and not exists (select from engagement.kit_movement correction where correction.corrects = later.id)
      order by later.sequence limit 1
    ) gone on true
    -- Whom a delivery named that was undone is not said to have lived there; and who lived where the kit came later, or came to live there
    -- when it had gone, is nobody's business.
    left join engagement.resident
      on resident.home = home.id and (came.at at time zone 'Europe/London')::date <= on_day
         and (gone.at is null or resident.from_day <= (gone.at at time zone 'Europe/London')::date)
         and on_day between resident.from_day and coalesce(resident.to_day, engagement.left_on(resident.id), 'infinity'::date)
         and engagement.resident_stands(resident.id, resident.by_phone)
    where k.id = any (asked) and foundation.actor_id() is not null
      and moved.kind in ('delivered', 'registered', 'earlier', 'corrected', 'settled')
      -- What happened to it at a home brought it to none; an accepted story of the same home stands for the one before.
      and (moved.from_holder is distinct from moved.holder or moved.corrects is not null)
      -- Both stories of a bottle in dispute are named; one that was corrected, or settled against, is not.
      and case when moved.sequence is null then not exists (select from engagement.kit_settlement s where s.id = moved.id)
               else not exists (select from engagement.kit_movement later where later.corrects = moved.id) end
    order by came.at, moved.id, resident.id;
  end;
comment on function engagement.trace(uuid[], date) is
  'Crossing: purpose trace a kit to its owners; operation combination; columns homes with address, from when to when they had it and whether that is disputed, and of whoever lived there on the day the days, name and contact.';
revoke all on function engagement.trace(uuid[], date) from public;

create function engagement.contamination(asked uuid[])
  returns table (kit uuid, at timestamptz, kind text, holder text, home uuid, ward text, disputed boolean, reason text, actor text,
                 recorded_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select k.id, moved.at, moved.kind,
           case split_part(moved.holder, ':', 1)
             when 'home' then null
             when 'store' then 'Central store'
             when 'bcu' then 'Store of ' || substr(moved.holder, 5)
             when 'team' then (select team.name from engagement.team where team.id = substr(moved.holder, 6)::uuid)
             when 'transit' then 'on the way'
             when 'person' then moved.holder
             else substr(moved.holder, strpos(moved.holder, ':') + 1)
           end,
           moved.home, moved.ward,
           moved.sequence is null and not exists (select from engagement.kit_settlement s where s.id = moved.id), act.reason, moved.actor,
           moved.recorded_at
    from engagement.kit k join engagement.kit_movement moved on moved.kit = k.id join engagement.kit_act act on act.id = moved.act
    where k.id = any (asked) and foundation.actor_id() is not null
    union all
    select k.id, k.exists_from, 'made', null, null, null, false, null, k.actor, k.recorded_at
    from engagement.kit k where k.id = any (asked) and k.made_on is not null and foundation.actor_id() is not null
    union all
    select said.kit, said.at, case said.what when 'applied' then 'applied' when 'moving' then 'household moves' else 'household registers' end,
           null, said.home, said.ward, false, null, null, said.recorded_at
    from engagement.kit_statement said where said.kit = any (asked) and foundation.actor_id() is not null
    union all
    select k.id, v.at, 'applied', null, v.home, v.ward, false, null, v.actor, v.at
    from engagement.kit k
    cross join lateral (select distinct m.home from engagement.kit_movement m where m.kit = k.id and m.home is not null) had
    join engagement.visit v on v.home = had.home and v.outcome = 'protected' join engagement.phone_event e on e.id = v.event and e.kit = k.serial
    where k.id = any (asked) and foundation.actor_id() is not null
      and coalesce((select t.stands from engagement.event_turn t where t.event = v.event order by t.turn desc limit 1), true)
    order by 2, 10, 3;
  end;
comment on function engagement.contamination(uuid[]) is
  'Crossing: purpose whether a mark could have been planted; operation combination; columns the life of kits from made to lost, with reasons, homes and wards, and the colleagues who had them.';
revoke all on function engagement.contamination(uuid[]) from public;

create function engagement.handled_liquid(people text[], on_day date) returns table (person text, how text, kits integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with day as (
      select on_day::timestamp at time zone 'Europe/London' as begins, (on_day + 1)::timestamp at time zone 'Europe/London' as ends
    ), hands as (
      select who.person, who.person as holder, 'had kits' as how from unnest(people) who (person)
      union all
      select who.person, 'team:' || m.team, 'their team had kits' from unnest(people) who (person)
      join engagement.team_member m on 'person:' || m.person = who.person
      where on_day between m.from_day and coalesce(m.to_day, 'infinity'::date)
        and (m.ended_at is null or m.ended_at > (select begins from day))
    )
    select hands.person, hands.how, count(distinct had.kit)::integer
    from day cross join hands join engagement.kit_movement had on had.holder = hands.holder and had.holder ~ '^(person|team):'
    where foundation.actor_id() is not null and had.at < day.ends and had.sequence is not null
      and not exists (select from engagement.kit_movement after where after.kit = had.kit and after.sequence = had.sequence + 1
                      and after.at < day.begins)
    group by 1, 2
    union all
    select act.actor, 'moved kits', sum(act.kits)::integer
    from day cross join engagement.kit_act act
    where foundation.actor_id() is not null and act.actor = any (people) and act.at >= day.begins and act.at < day.ends
    group by 1
    order by 1, 2;
  end;
comment on function engagement.handled_liquid(text[], date) is
  'Crossing: purpose whether whoever scanned or sampled had to do with liquid that day; operation combination; columns these colleagues, how, and with how many kits.';
revoke all on function engagement.handled_liquid(text[], date) from public;

create function engagement.open_nearby(homes uuid[], on_day date, metres integer) returns table (how text, kits integer, people text[])
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with near as (
      select distinct other.id from engagement.home here
      join engagement.home other on other.easting between here.easting - metres and here.easting + metres
        and other.northing between here.northing - metres and here.northing + metres
        and (other.easting - here.easting) ^ 2 + (other.northing - here.northing) ^ 2 <= metres::float8 ^ 2
      where here.id = any (homes) and metres between 0 and 1000 and foundation.actor_id() is not null
    ), opened as (
      select 'given out' as how, m.kit::text as kit, m.actor from near join engagement.kit_movement m on m.home = near.id
      where m.kind = 'delivered' and m.sequence is not null and (m.at at time zone 'Europe/London')::date = on_day
      union
      select 'applied', s.kit::text, null from near join engagement.kit_statement s on s.home = near.id where s.applied_on = on_day
      union
      select 'applied', coalesce(e.kit, v.home::text), v.actor from near join engagement.visit v on v.home = near.id
      join engagement.phone_event e on e.id = v.event
      where v.outcome = 'protected' and (v.at at time zone 'Europe/London')::date = on_day
    )
    select how, count(distinct kit)::integer, array_agg(distinct actor) filter (where actor is not null) from opened group by how order by how;
  end;
comment on function engagement.open_nearby(uuid[], date, integer) is
  'Crossing: purpose whether other liquid was open near a home on a day; operation combination; columns numbers of kits given out and applied, and the colleagues who were there.';
revoke all on function engagement.open_nearby(uuid[], date, integer) from public;

-- A command traces as an investigator does, from the login that may become the registrar too, which the pages' may not.
create or replace function foundation.actor_id() returns text
  language sql stable parallel safe
  return case
    when foundation.acting_role() in ('importer', 'registrar', 'risk', 'identity', 'sealer') then foundation.actor_name()
    when foundation.acting_role() = 'visitor' then 'visitor'
    -- The product plans and measures by itself: from logins that may become the risk model too, which the pages' may not.
    when foundation.acting_role() = 'planner' and coalesce(current_setting('mettrace.proof', true), '') = '' then
      case when foundation.actor_name() not like 'person:%' and pg_has_role(session_user, 'mettrace_risk', 'member')
           then foundation.actor_name() end
    when foundation.acting_role() = 'investigator' and coalesce(current_setting('mettrace.proof', true), '') = '' then
      case when foundation.actor_name() not like 'person:%' and pg_has_role(session_user, 'mettrace_registrar', 'member')
           then foundation.actor_name() end
    when foundation.acting_role() is not null then 'person:' || foundation.proved_person()
  end;

create function enforcement.traces_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from enforcement.trace_review;
      delete from enforcement.trace_kit;
      delete from enforcement.trace;
    end if;
    return null;
  end
  $$;
comment on function enforcement.traces_leave() is
  'Crossing: purpose traces of the made-up city leave with its scans; operation erasure of what is made up; columns none.';
revoke all on function enforcement.traces_leave() from public;
-- Before exhibits leave, which triggers of that name do later in the order of names.
create trigger case_traces_leave before delete on enforcement.scan
  for each statement execute function enforcement.traces_leave();

create or replace function foundation.city_may_begin() returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from foundation.demonstration where state <> 'none')
      or not (exists (select from engagement.home) or exists (select from engagement.resident)
              or exists (select from engagement.kit) or exists (select from engagement.supplier)
              or exists (select from engagement.team) or exists (select from enforcement.scan)
              or exists (select from enforcement.scan_place) or exists (select from enforcement.lamp)
              or exists (select from enforcement.exhibit) or exists (select from enforcement.trace)
              or exists (select from enforcement.incident_version));
  end;

do $$
declare name text;
begin
  foreach name in array array['trace', 'trace_kit', 'trace_review'] loop
    execute format('alter table enforcement.%I enable row level security', name);
    execute format('alter table enforcement.%I force row level security', name);
    execute format('create policy leave_with_the_city on enforcement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on enforcement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
