-- What residents say by the card that was left at their door, without signing in. A page for everybody may tell nobody whether a
-- code is on a card that was left, or a home is in the register. So what is said is kept as it comes, whatever the code, and
-- nothing is looked up meanwhile: a part of the product takes it to the home later. Officers' phones also tell of a card
-- hours after it was left.

do $$
begin
  perform pg_advisory_xact_lock(7230003);
  if not exists (select from pg_roles where rolname = 'mettrace_visitor') then
    create role mettrace_visitor nologin noinherit;
  end if;
end
$$;

-- A visitor is nobody, whatever they call themselves: the login of the pages may take that role on.
create or replace function foundation.actor_id() returns text
  language sql stable parallel safe
  return case
    when foundation.acting_role() in ('importer', 'registrar', 'risk', 'identity', 'sealer') then foundation.actor_name()
    when foundation.acting_role() = 'visitor' then 'visitor'
    -- The product plans and measures by itself: from logins that may become the risk model too, which the pages' may not.
    when foundation.acting_role() = 'planner' and coalesce(current_setting('mettrace.proof', true), '') = '' then
      case when foundation.actor_name() not like 'person:%' and pg_has_role(session_user, 'mettrace_risk', 'member')
           then foundation.actor_name() end
    when foundation.acting_role() is not null then 'person:' || foundation.proved_person()
  end;

create table engagement.card_message (
  id uuid primary key,
  card text not null check (length(card) = 7),
  postcode text not null check (length(postcode) between 5 and 8),
  what text not null check (what in ('visit', 'decline', 'needs')),
  from_at timestamptz,
  to_at timestamptz check (from_at < to_at),
  language text check (length(language) between 2 and 20),
  needs text[] check (cardinality(needs) between 1 and 5),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  check ((what = 'visit') = (from_at is not null) and (from_at is null) = (to_at is null)),
  check (what <> 'decline' or (language is null and needs is null)),
  check (what <> 'needs' or language is not null or needs is not null)
);
create index card_message_by_time on engagement.card_message (at);
comment on table engagement.card_message is 'What was said with the code of a card, as it came, whether there is such a card or not: for 30 days.';
comment on column engagement.card_message.id is 'official | uk-gdpr | 30d | UUID that the form was given';
comment on column engagement.card_message.card is 'official | uk-gdpr | 30d | Code that was typed';
comment on column engagement.card_message.postcode is 'personal | uk-gdpr | 30d | Postcode that was typed, capitals, no space';
comment on column engagement.card_message.what is 'personal | uk-gdpr | 30d | A visit is wanted, none is, or something is needed';
comment on column engagement.card_message.from_at is 'personal | uk-gdpr | 30d | Not before';
comment on column engagement.card_message.to_at is 'personal | uk-gdpr | 30d | Not after';
comment on column engagement.card_message.language is 'personal | uk-gdpr | 30d | Language of the household, where it was said';
comment on column engagement.card_message.needs is 'personal | uk-gdpr | 30d | What the household needs, such as large print';
comment on column engagement.card_message.at is 'official | uk-gdpr | 30d | When it came';
comment on column engagement.card_message.actor is 'official | uk-gdpr | 30d | Always the visitor';

create table engagement.card_request (
  message uuid not null,
  event uuid not null references engagement.phone_event,
  home uuid not null,
  ward text not null,
  bcu text not null,
  card text not null,
  what text not null check (what in ('visit', 'decline', 'needs')),
  from_at timestamptz,
  to_at timestamptz,
  language text check (language <> ''),
  needs text[] check (cardinality(needs) > 0),
  at timestamptz not null,
  primary key (message, event),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create index card_request_by_ward on engagement.card_request (ward, at);
create index card_request_by_bcu on engagement.card_request (bcu, at);
create index card_request_by_home on engagement.card_request (home, at);
create index card_request_by_event on engagement.card_request (event);
comment on table engagement.card_request is 'What a household asked for by its card. It stands while the visit does that left the card, and until the household says another thing.';
comment on column engagement.card_request.message is 'official | uk-gdpr | programme+6y | Message that said it';
comment on column engagement.card_request.event is 'official | uk-gdpr | programme+6y | Event that left the card';
comment on column engagement.card_request.home is 'official | uk-gdpr | programme+6y | Home that it was left at';
comment on column engagement.card_request.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.card_request.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.card_request.card is 'official | uk-gdpr | programme+6y | Code of the card';
comment on column engagement.card_request.what is 'personal | uk-gdpr | programme+6y | A visit is wanted, none is, or something is needed';
comment on column engagement.card_request.from_at is 'personal | uk-gdpr | programme+6y | Not before';
comment on column engagement.card_request.to_at is 'personal | uk-gdpr | programme+6y | Not after';
comment on column engagement.card_request.language is 'personal | uk-gdpr | programme+6y | Language of the household; null where it was not said or was erased';
comment on column engagement.card_request.needs is 'personal | uk-gdpr | programme+6y | What the household needs; null where nothing or where it was erased';
comment on column engagement.card_request.at is 'personal | uk-gdpr | programme+6y | When it was said';

create function engagement.request_stands(told uuid, left_by uuid) returns boolean
  language sql stable
  begin atomic
    select engagement.stands(left_by) and not exists (
      select from engagement.card_request r join engagement.card_request later on later.home = r.home
      where r.message = told and r.event = left_by and (later.what = 'needs') = (r.what = 'needs')
        and (later.at, later.message) > (r.at, r.message) and engagement.stands(later.event));
  end;
comment on function engagement.request_stands(uuid, uuid) is
  'Whether what a household asked for stands: the visit that left its card does, and it has not said another thing since.';

-- A card is at one home. Whoever has its code and does not know the postcode there was not left it, or misread it. A card
-- may be told of by a phone after its household has answered; half a year after it was left it says nothing any more.
create function engagement.take_card_messages() returns setof uuid
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    return query with added as (
      insert into engagement.card_request (message, event, home, ward, bcu, card, what, from_at, to_at, language, needs, at)
      select m.id, v.event, v.home, v.ward, v.bcu, m.card, m.what, m.from_at, m.to_at, m.language, m.needs, m.at
      from engagement.card_message m
      cross join lateral (
        select c.is_left, c.event from engagement.left_card c where c.card = m.card order by c.turn desc limit 1
      ) last
      join engagement.visit v on v.event = last.event and v.card = m.card
      join engagement.home h on h.id = v.home
      where last.is_left and engagement.stands(v.event) and m.at < v.at + interval '180 days'
        and (h.postcode = m.postcode
             or exists (select from places.address_fact f where f.uprn = h.uprn and f.postcode = m.postcode))
        and not exists (select from engagement.card_request r where r.message = m.id and r.event = v.event)
      order by m.at, m.id
      on conflict do nothing
      returning card_request.home
    )
    select distinct added.home from added;
    delete from engagement.card_message where at < now() - interval '30 days';
  end
  $$;
comment on function engagement.take_card_messages() is
  'Crossing: purpose what a household said by its card goes to its home; operation collection; columns the homes.';
revoke all on function engagement.take_card_messages() from public;

-- Beside what officers told, what residents did by their cards.
create or replace function engagement.write_pages(told uuid[], made uuid[]) returns void
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  -- Planned once for each connection: for every batch anew it took longer than the writing.
  set plan_cache_mode = force_generic_plan
  as $$
  declare
    moment constant text := 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
    today constant date := (now() at time zone 'Europe/London')::date;
  begin
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/outcomes', touched.home,
           case when last.outcome is not null then jsonb_build_object('home', touched.home, 'outcome', last.outcome,
             'at', to_char(last.at at time zone 'UTC', moment), 'tries', last.tries, 'card', last.card) end
    from (
      select assignment, home from engagement.assignment_home where cardinality(made) > 0 and assignment = any (made)
      union
      select h.assignment, h.home from engagement.visit v join engagement.assignment_home h on h.home = v.home
      where v.event = any (told)
      union
      select h.assignment, h.home from engagement.card_request r join engagement.assignment_home h on h.home = r.home
      where r.event = any (told)
    ) touched
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    left join lateral (
      select said.outcome, said.at, said.card, count(*) filter (where said.is_try) over () as tries
      from (
        select v.outcome, v.at, v.card, v.event, true as is_try
        from engagement.visit v where v.home = touched.home and engagement.stands(v.event)
        union all
        -- Who declines by the card is not to be called on again; nobody was at the door, so it is no try.
        select 'refused', r.at, r.card, r.message, false
        from engagement.card_request r
        where r.home = touched.home and r.what = 'decline' and engagement.request_stands(r.message, r.event)
      ) said
      order by said.at desc, said.event desc limit 1
    ) last on true
    where (last.outcome is not null or a.id <> all (made))
      and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, touched.home;

    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/safety', n.event,
           case when engagement.stands(n.event) then jsonb_build_object('home', n.home, 'risk', n.risk, 'note', n.note,
             'day', (n.at at time zone 'Europe/London')::date) end
    from (
      select h.assignment, n.event from engagement.safety_note n join engagement.assignment_home h on h.home = n.home
      where n.event = any (told)
      union
      select h.assignment, n.event from engagement.assignment_home h join engagement.safety_note n on n.home = h.home
      where cardinality(made) > 0 and h.assignment = any (made) and engagement.stands(n.event)
    ) touched
    join engagement.safety_note n on n.event = touched.event
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    where not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, n.event;

    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/appointments', n.event,
           case when engagement.stands(n.event) then jsonb_build_object('home', n.home,
             'from', to_char(n.from_at at time zone 'UTC', moment), 'to', to_char(n.to_at at time zone 'UTC', moment)) end
    from (
      select h.assignment, n.event from engagement.appointment n join engagement.assignment_home h on h.home = n.home
      where n.event = any (told)
      union
      select h.assignment, n.event from engagement.assignment_home h join engagement.appointment n on n.home = h.home
      where cardinality(made) > 0 and h.assignment = any (made) and n.to_at > now() and engagement.stands(n.event)
    ) touched
    join engagement.appointment n on n.event = touched.event
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    where not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, n.event;

    -- Visits that residents booked by their card, each under the id of its message.
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/appointments', r.message,
           case when engagement.request_stands(r.message, r.event) then jsonb_build_object('home', r.home,
             'from', to_char(r.from_at at time zone 'UTC', moment), 'to', to_char(r.to_at at time zone 'UTC', moment)) end
    from (
      select h.assignment, b.message, b.event from engagement.card_request c
      join engagement.card_request b on b.home = c.home and b.what = 'visit'
      join engagement.assignment_home h on h.home = c.home
      where c.event = any (told)
      union
      select h.assignment, b.message, b.event
      from engagement.assignment_home h join engagement.card_request b on b.home = h.home and b.what = 'visit'
      where cardinality(made) > 0 and h.assignment = any (made) and b.to_at > now() and engagement.request_stands(b.message, b.event)
    ) touched
    join engagement.card_request r on r.message = touched.message and r.event = touched.event
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    where not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, r.message;

    -- A card of a block is shared with whoever walks the ward that it was seen in.
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/blocks', touched.block,
           case when last.card is not null then jsonb_build_object('block', touched.block, 'card', last.card,
             'day', (last.at at time zone 'Europe/London')::date) end
    from (
      select a.id, c.block from engagement.block_card c join engagement.assignment a on a.ward = c.ward where c.event = any (told)
      union
      select a.id, c.block from engagement.assignment a join engagement.block_card c on c.ward = a.ward
      where cardinality(made) > 0 and a.id = any (made)
    ) touched
    join engagement.assignment a on a.id = touched.id and coalesce(a.until_day, 'infinity') >= today
    left join lateral (
      select c.card, c.at from engagement.block_card c
      where c.block = touched.block and c.ward = a.ward and engagement.stands(c.event) order by c.at desc, c.event desc limit 1
    ) last on true
    where (last.card is not null or a.id <> all (made))
      and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, touched.block;
  end
  $$;
-- Phones hold it in the same transaction.
create function engagement.tell_requests() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform engagement.renew_pages(array(select distinct event from fresh), '{}');
    return null;
  end
  $$;
comment on function engagement.tell_requests() is
  'Crossing: purpose what a household asked for goes to the phones of whoever walks there; operation none, nothing of it leaves the trigger; columns those of the pages.';
revoke all on function engagement.tell_requests() from public;
create trigger tell_requests after insert on engagement.card_request
  referencing new table as fresh for each statement execute function engagement.tell_requests();

-- What a household asked for is told to whoever lived there then.
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
    delete from engagement.card_message where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.card_request where exists (select from foundation.demonstration where state <> 'none');
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
  foreach name in array array['card_message', 'card_request'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on engagement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
create policy taken on engagement.card_request for insert to current_user with check ((select foundation.actor_id()) is not null);
create policy old_ones_go on engagement.card_message for delete to current_user
  using ((select foundation.actor_id()) is not null and at < now() - interval '30 days');
