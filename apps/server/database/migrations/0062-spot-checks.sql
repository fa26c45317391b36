-- Whether what was reported is true: doors drawn at random, looked at again by an officer who was never there and is not told
-- what was reported. Checkers have no right on any of these tables but to add what they found; their list comes by a crossing
-- that leaves out what they may not know.

create table engagement.spot_check (
  id uuid primary key,
  kind text not null check (kind <> ''),
  valid_from date not null,
  area text not null check (area <> ''),
  bcu text not null,
  checker uuid not null references identity.person,
  target double precision not null check (target > 0 and target <= 1),
  half_width double precision check (half_width > 0 and half_width < 0.5),
  poor double precision check (poor > 0 and poor < target),
  error double precision check (error > 0 and error < 0.5),
  after_head bigint not null check (after_head >= 0),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  check ((half_width is null) = (poor is not null) and (poor is null) = (error is null))
);
create index spot_check_by_bcu on engagement.spot_check (bcu, at);
create index spot_check_by_area on engagement.spot_check (area, at);
create index spot_check_by_checker on engagement.spot_check (checker);
comment on table engagement.spot_check is 'Spot checks of an area, as they were ordered: before anybody could know which doors would be drawn.';
comment on column engagement.spot_check.id is 'official | uk-gdpr | programme+6y | UUIDv7 of the check';
comment on column engagement.spot_check.kind is 'official | none | programme+6y | Kind of area';
comment on column engagement.spot_check.valid_from is 'official | none | programme+6y | Since when its boundaries are in force';
comment on column engagement.spot_check.area is 'official | none | programme+6y | Code of the area';
comment on column engagement.spot_check.bcu is 'official | none | programme+6y | BCU of all its homes';
comment on column engagement.spot_check.checker is 'personal | uk-gdpr | programme+6y | Officer who looks';
comment on column engagement.spot_check.target is 'official | none | programme+6y | Share that is aimed at';
comment on column engagement.spot_check.half_width is 'official | none | programme+6y | Half of the interval that is wished for; null where two shares are to be told apart';
comment on column engagement.spot_check.poor is 'official | none | programme+6y | Share that is to be told from the target';
comment on column engagement.spot_check.error is 'official | none | programme+6y | Largest chance of either error';
comment on column engagement.spot_check.after_head is 'official | none | programme+6y | Entries of the log''s last head as it was ordered: the next one is the seed';
comment on column engagement.spot_check.at is 'official | none | programme+6y | When it was ordered';
comment on column engagement.spot_check.actor is 'personal | uk-gdpr | programme+6y | Who ordered it';

create table engagement.spot_draw (
  id uuid primary key references engagement.spot_check,
  bcu text not null,
  head bigint not null check (head > 0),
  seed text not null check (seed ~ '^[0-9a-f]{64}$'),
  homes_reported integer not null check (homes_reported >= 0),
  homes_others integer not null check (homes_others >= 0),
  drawn_reported integer not null check (drawn_reported between 0 and homes_reported),
  drawn_others integer not null check (drawn_others between 0 and homes_others),
  at_least integer check (at_least between 0 and drawn_reported + drawn_others),
  missed double precision check (missed between 0 and 1),
  falsely_accepted double precision check (falsely_accepted between 0 and 1),
  doors_digest text not null check (doors_digest ~ '^[0-9a-f]{64}$'),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  check ((at_least is null) = (missed is null) and (at_least is null) = (falsely_accepted is null))
);
comment on table engagement.spot_draw is 'How doors were drawn: by the root of the log''s first head after the order, which nobody can choose.';
comment on column engagement.spot_draw.id is 'official | uk-gdpr | programme+6y | The check';
comment on column engagement.spot_draw.bcu is 'official | none | programme+6y | As the check''s';
comment on column engagement.spot_draw.head is 'official | none | programme+6y | Head of the log that the seed is of';
comment on column engagement.spot_draw.seed is 'official | none | programme+6y | Its root, in hexadecimal';
comment on column engagement.spot_draw.homes_reported is 'official | none | programme+6y | Homes of the area reported protected';
comment on column engagement.spot_draw.homes_others is 'official | none | programme+6y | Its other homes';
comment on column engagement.spot_draw.drawn_reported is 'official | none | programme+6y | Doors drawn of the first';
comment on column engagement.spot_draw.drawn_others is 'official | none | programme+6y | Doors drawn of the second';
comment on column engagement.spot_draw.at_least is 'official | none | programme+6y | Doors found marked from which on the area is accepted; null where two shares need not be told apart';
comment on column engagement.spot_draw.missed is 'official | none | programme+6y | Chance that this rule does not accept an area at the target';
comment on column engagement.spot_draw.falsely_accepted is 'official | none | programme+6y | Chance that it accepts a poor one';
comment on column engagement.spot_draw.doors_digest is 'official | uk-gdpr | programme+6y | SHA-256 of the doors in their order with what was reported of each';
comment on column engagement.spot_draw.at is 'official | none | programme+6y | When they were drawn';
comment on column engagement.spot_draw.actor is 'personal | uk-gdpr | programme+6y | Who had them drawn';

create table engagement.spot_door (
  spot_check uuid not null references engagement.spot_draw,
  turn integer not null check (turn >= 1),
  home uuid not null,
  ward text not null,
  bcu text not null,
  state text not null check (state in ('protected', 'delivered', 'refused', 'come back', 'no answer', 'not yet')),
  is_reported boolean not null,
  primary key (spot_check, home),
  unique (spot_check, turn),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create index spot_door_by_bcu on engagement.spot_door (bcu);
create index spot_door_by_home on engagement.spot_door (home);
comment on table engagement.spot_door is 'Doors of a spot check, and what was reported of each when it was drawn. Who checks them reads nothing of it.';
comment on column engagement.spot_door.spot_check is 'official | uk-gdpr | programme+6y | The check';
comment on column engagement.spot_door.turn is 'official | uk-gdpr | programme+6y | Its number in the checker''s list, in which nothing tells what was reported';
comment on column engagement.spot_door.home is 'personal | uk-gdpr | programme+6y | The home';
comment on column engagement.spot_door.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.spot_door.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.spot_door.state is 'personal | uk-gdpr | programme+6y | What was reported of it on that day';
comment on column engagement.spot_door.is_reported is 'personal | uk-gdpr | programme+6y | Whether it was reported protected';

create table engagement.spot_finding (
  id uuid primary key,
  spot_check uuid not null,
  home uuid not null,
  ward text not null,
  bcu text not null,
  found text not null check (found in ('marked', 'not marked', 'nothing', 'refused', 'no answer')),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  foreign key (spot_check, home) references engagement.spot_door (spot_check, home),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create index spot_finding_by_door on engagement.spot_finding (spot_check, home, at, id);
create index spot_finding_by_bcu on engagement.spot_finding (bcu);
create index spot_finding_by_home on engagement.spot_finding (home);
comment on table engagement.spot_finding is 'What was found at the doors of a spot check. The last finding at a door counts.';
comment on column engagement.spot_finding.id is 'official | uk-gdpr | programme+6y | UUID that its form was given: sent twice, it is one finding';
comment on column engagement.spot_finding.spot_check is 'official | uk-gdpr | programme+6y | The check';
comment on column engagement.spot_finding.home is 'personal | uk-gdpr | programme+6y | The home';
comment on column engagement.spot_finding.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.spot_finding.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.spot_finding.found is 'personal | uk-gdpr | programme+6y | Things marked, a kit and nothing marked, neither, refused, or nobody there';
comment on column engagement.spot_finding.at is 'official | uk-gdpr | programme+6y | When it was recorded, by the database''s clock';
comment on column engagement.spot_finding.actor is 'personal | uk-gdpr | programme+6y | Who found it';

create table engagement.spot_end (
  spot_check uuid primary key references engagement.spot_check,
  bcu text not null,
  how text not null check (how in ('closed', 'abandoned')),
  reason text check (reason <> ''),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  check ((how = 'abandoned') = (reason is not null))
);
create index spot_end_by_bcu on engagement.spot_end (bcu);
comment on table engagement.spot_end is 'That a spot check was closed, from when on its result is told, or abandoned.';
comment on column engagement.spot_end.spot_check is 'official | uk-gdpr | programme+6y | The check';
comment on column engagement.spot_end.bcu is 'official | none | programme+6y | As the check''s';
comment on column engagement.spot_end.how is 'official | none | programme+6y | Closed, or abandoned';
comment on column engagement.spot_end.reason is 'official | none | programme+6y | Why it was abandoned';
comment on column engagement.spot_end.at is 'official | none | programme+6y | When';
comment on column engagement.spot_end.actor is 'personal | uk-gdpr | programme+6y | By whom';

-- Whoever may read what was reported of these homes, or had a hand in it, is no checker of them.
create function engagement.checker_fault(of_person uuid, of_area text) returns text
  language sql stable
  begin atomic
    with held as (
      select p.role, p.place from identity.posting p join identity.person who on who.id = p.person
      where p.person = of_person and p.ended_at is null and who.disabled_at is null
        and (now() at time zone 'Europe/London')::date between p.from_day and coalesce(p.to_day, 'infinity'::date)
    )
    select case
      when not exists (select from held where role in ('ward_officer', 'prevention_pcso')) then 'no officer'
      when exists (select from held where role in ('data_protection', 'programme_lead', 'auditor', 'store_keeper'))
        or exists (select from held join engagement.home_state s on s.ward = held.place or s.bcu = held.place where s.area = of_area)
        then 'reads of them'
      when exists (select from engagement.home_state s join engagement.visit v on v.home = s.home
                   where s.area = of_area and v.actor = 'person:' || of_person)
        or exists (select from engagement.home_state s join engagement.kit_movement m on m.home = s.home
                   where s.area = of_area and m.actor = 'person:' || of_person)
        or exists (select from engagement.home_state s join engagement.assignment_home h on h.home = s.home
                   join engagement.assignment a on a.id = h.assignment where s.area = of_area and a.person = of_person)
        then 'was there'
    end;
  end;
comment on function engagement.checker_fault(uuid, text) is 'Why somebody cannot check the homes of an area; null where they can: for the crossings that ask.';
revoke all on function engagement.checker_fault(uuid, text) from public;

create function engagement.why_not_checker(of_person uuid, of_area text) returns text
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select case
      when not exists (select from engagement.home_state s
                       where s.area = of_area and s.bcu = any (array(select foundation.acting_places()))) then 'not yours'
      else engagement.checker_fault(of_person, of_area) end;
  end;
comment on function engagement.why_not_checker(uuid, text) is
  'Crossing: purpose a spot check is made by somebody who had no hand in what it checks; operation consultation; columns whether an officer is posted to an area of one''s own or was at a door of it.';
revoke all on function engagement.why_not_checker(uuid, text) from public;

create function engagement.may_check(of_check uuid, of_home uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (
      select from engagement.spot_check c join engagement.spot_door d on d.spot_check = c.id and d.home = of_home
      where c.id = of_check and c.checker = foundation.proved_person()
        and not exists (select from engagement.spot_end e where e.spot_check = c.id)
        and engagement.checker_fault(c.checker, c.area) is null);
  end;
comment on function engagement.may_check(uuid, uuid) is
  'Crossing: purpose only its checker tells of a spot check, while it is open; operation none; columns whether the asker may.';
revoke all on function engagement.may_check(uuid, uuid) from public;

-- Checks as far as the asker may know of them: whoever leads those of their places, an officer their own, and of these nothing that
-- tells what was reported.
create function engagement.spot_checks()
  returns table (id uuid, area text, checker uuid, is_own boolean, doors integer, answered integer, ordered_at timestamptz,
                 drawn_at timestamptz, ended_at timestamptz, how text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select c.id, c.area, c.checker, own.is_own, (select count(*) from engagement.spot_door d where d.spot_check = c.id)::integer,
           (select count(distinct f.home) from engagement.spot_finding f where f.spot_check = c.id)::integer,
           c.at, d.at, e.at, e.how
    from engagement.spot_check c
    cross join lateral (select foundation.acting_role() in ('ward_officer', 'prevention_pcso') as is_own) own
    left join engagement.spot_draw d on d.id = c.id
    left join engagement.spot_end e on e.spot_check = c.id
    where foundation.actor_id() is not null
      and case when own.is_own then c.checker = foundation.proved_person()
               when foundation.acting_role() = 'sergeant' then c.bcu = any (array(select foundation.acting_places()))
               else true end;
  end;
comment on function engagement.spot_checks() is
  'Crossing: purpose which spot checks there are, and which an officer has; operation consultation; columns area, checker, numbers of doors and when, nothing of what was reported or found.';
revoke all on function engagement.spot_checks() from public;

create function engagement.spot_check_doors(of_check uuid)
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
    where c.id = of_check and c.checker = foundation.proved_person()
      and not exists (select from engagement.spot_end e where e.spot_check = c.id);
  end;
comment on function engagement.spot_check_doors(uuid) is
  'Crossing: purpose an officer goes to the doors of a spot check; operation consultation; columns address and what the officer found, nothing of what was reported.';
revoke all on function engagement.spot_check_doors(uuid) from public;

-- Numbers of a closed check: of the one asked for, or of the last of an area. Until it is closed nothing is told: whoever
-- checks would learn from the numbers what was reported of a door, and whoever leads might close it at a good moment.
create function engagement.spot_check_counts(of_check uuid, of_kind text, of_day date, of_area text)
  returns table (is_reported boolean, homes integer, drawn integer, marked integer, not_marked integer, nothing integer, refused integer,
                 no_answer integer, target double precision, poor double precision, at_least integer, missed double precision,
                 falsely_accepted double precision, drawn_on date, closed_on date)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with chosen as (
      select c.id, c.target, c.poor, (e.at at time zone 'Europe/London')::date as closed_on
      from engagement.spot_check c join engagement.spot_end e on e.spot_check = c.id and e.how = 'closed'
      where case when of_check is null then c.kind = of_kind and c.valid_from = of_day and c.area = of_area else c.id = of_check end
        and exists (select from engagement.areas_seen(c.kind, c.valid_from, array[c.area]))
      order by e.at desc, c.id desc limit 1
    ), last as (
      select d.spot_check, d.is_reported,
             (select f.found from engagement.spot_finding f
              where f.spot_check = d.spot_check and f.home = d.home order by f.at desc, f.id desc limit 1) as found
      from engagement.spot_door d where d.spot_check in (select id from chosen)
    )
    select stratum.is_reported, stratum.homes, stratum.drawn,
           (select count(*) from last l where l.is_reported = stratum.is_reported and l.found = 'marked')::integer,
           (select count(*) from last l where l.is_reported = stratum.is_reported and l.found = 'not marked')::integer,
           (select count(*) from last l where l.is_reported = stratum.is_reported and l.found = 'nothing')::integer,
           (select count(*) from last l where l.is_reported = stratum.is_reported and l.found = 'refused')::integer,
           (select count(*) from last l where l.is_reported = stratum.is_reported and l.found = 'no answer')::integer,
           chosen.target, chosen.poor, d.at_least, d.missed, d.falsely_accepted, (d.at at time zone 'Europe/London')::date, chosen.closed_on
    from chosen join engagement.spot_draw d on d.id = chosen.id
    cross join lateral (values (true, d.homes_reported, d.drawn_reported), (false, d.homes_others, d.drawn_others))
      stratum (is_reported, homes, drawn);
  end;
comment on function engagement.spot_check_counts(uuid, text, date, text) is
  'Crossing: purpose whether what was reported of an area is true; operation none, it counts; columns numbers of doors of closed checks, of areas with a home or a deployment of one''s own places.';
revoke all on function engagement.spot_check_counts(uuid, text, date, text) from public;

-- What was found at a spot check is told to whoever lived there then; what had been reported is told by the facts themselves.
create or replace function engagement.subject_access(subject uuid)
  returns table (held_in text, record jsonb, data_key bytea, key_version integer, name bytea, contact bytea, vulnerability bytea, body bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with who as (
      select r.id, r.home, r.from_day, coalesce(r.to_day, 'infinity'::date) as to_day
      from engagement.resident r where r.id = subject and foundation.actor_id() is not null
    )
    select 'engagement.resident',
           to_jsonb(r.*) - array['data_key', 'key_version', 'name', 'contact', 'vulnerability', 'name_digest', 'contact_digest']
             || jsonb_build_object('stands', engagement.resident_stands(r.id, r.by_phone)),
           r.data_key, r.key_version, r.name, r.contact, r.vulnerability, null::bytea
    from who join engagement.resident r on r.id = who.id
    union all
    select 'engagement.consent',
           jsonb_build_object('at', c.at, 'agreed', true, 'notice_version', c.notice, 'notice_of', c.notice_day, 'language', c.language,
                              'stands', engagement.stands(c.id), 'officer', c.actor),
           null, null, null, null, null, null
    from who join engagement.consent c on c.resident = who.id
    union all
    select 'engagement.home', to_jsonb(home.*), null, null, null, null, null, null
    from who join engagement.home on home.id = who.home
    union all
    select 'engagement.kit_movement',
           jsonb_build_object('id', moved.id, 'at', moved.at, 'kind', moved.kind, 'home', moved.home, 'ward', moved.ward, 'bcu', moved.bcu,
                              'recorded_at', moved.recorded_at, 'disputed', moved.sequence is null),
           null, null, null, null, null, null
    from who join engagement.kit_movement moved on moved.home = who.home
    where (moved.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.visit',
           jsonb_build_object('at', v.at, 'outcome', v.outcome, 'card', v.card, 'language', v.language, 'needs', v.needs,
                              'stands', engagement.stands(v.event), 'officer', v.actor),
           null, null, null, null, null, null
    from who join engagement.visit v on v.home = who.home
    where (v.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.appointment',
           jsonb_build_object('from', a.from_at, 'to', a.to_at, 'stands', engagement.stands(a.event), 'officer', a.actor),
           null, null, null, null, null, null
    from who join engagement.appointment a on a.home = who.home
    where (a.from_at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.card_request',
           jsonb_build_object('at', r.at, 'card', r.card, 'what', r.what, 'from', r.from_at, 'to', r.to_at, 'language', r.language,
                              'needs', r.needs, 'stands', engagement.request_stands(r.message, r.event)),
           null, null, null, null, null, null
    from who join engagement.card_request r on r.home = who.home
    where (r.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.spot_finding',
           jsonb_build_object('at', f.at, 'found', f.found, 'officer', f.actor),
           null, null, null, null, null, null
    from who join engagement.spot_finding f on f.home = who.home
    where (f.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.safety_note',
           jsonb_build_object('at', n.at, 'risk', n.risk, 'note', n.note, 'stands', engagement.stands(n.event), 'officer', n.actor),
           null, null, null, null, null, null
    from who join engagement.safety_note n on n.home = who.home
    where (n.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.phone_event',
           jsonb_build_object('id', e.id, 'at', e.at, 'received_at', e.received_at, 'kind', e.kind, 'kit', e.kit, 'decision', e.decision,
                              'reason', e.reason, 'stands', engagement.stands(e.id), 'erased_at', e.erased_at, 'officer', e.actor,
                              'sergeant', d.actor, 'decided', d.decision, 'decided_because', d.reason,
                              'resident', e.resident, 'before', (e.at at time zone 'Europe/London')::date < who.from_day),
           e.data_key, e.key_version, null, null, null, e.body
    from who cross join engagement.events_about(subject) told join engagement.phone_event e on e.id = told.id
    left join engagement.set_aside_decision d on d.event = e.id
    union all
    select 'enforcement.incident', jsonb_build_object('reported_at', incident.reported_at, 'classification', incident.classification,
           'sticker_seen', incident.sticker_seen), null, null, null, null, null, null
    from who join engagement.home on home.id = who.home join enforcement.incident on incident.uprn = home.uprn
    where (incident.reported_at at time zone 'Europe/London')::date between who.from_day and who.to_day;
  end;

-- Homes of the made-up city take their spot checks along, before they leave themselves.
create function engagement.spot_checks_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from engagement.spot_end;
      delete from engagement.spot_finding;
      delete from engagement.spot_door;
      delete from engagement.spot_draw;
      delete from engagement.spot_check;
    end if;
    return null;
  end
  $$;
comment on function engagement.spot_checks_leave() is
  'Crossing: purpose spot checks of the made-up city leave with its homes; operation erasure of what is made up; columns none.';
revoke all on function engagement.spot_checks_leave() from public;
create trigger spot_checks_leave before delete on engagement.home
  for each statement execute function engagement.spot_checks_leave();

do $$
declare name text;
begin
  foreach name in array array['spot_check', 'spot_draw', 'spot_door', 'spot_finding', 'spot_end'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on engagement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
