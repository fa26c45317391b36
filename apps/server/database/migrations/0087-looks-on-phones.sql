-- Homes that officers opened on their phones, each told once for a person, phone and day. They are told at a later contact as a
-- set, so that nothing says when on the day, or in which order.
create table engagement.phone_look (
  actor text not null check (actor like 'person:%'),
  phone uuid not null references engagement.phone,
  day date not null,
  home uuid not null,
  told_on date not null,
  primary key (actor, phone, day, home)
);
create index phone_look_by_home on engagement.phone_look (home, day);
create index phone_look_by_phone on engagement.phone_look (phone);
comment on table engagement.phone_look is 'Homes that officers opened on their phones, by day: each is a consultation in the log.';
comment on column engagement.phone_look.actor is 'personal | uk-gdpr | audit+6y | Who opened it';
comment on column engagement.phone_look.phone is 'official | uk-gdpr | programme+6y | Phone that it was opened on';
comment on column engagement.phone_look.day is 'official | uk-gdpr | programme+6y | Day in London, by the phone''s clock as the server had last put it right';
comment on column engagement.phone_look.home is 'official | uk-gdpr | programme+6y | Home';
comment on column engagement.phone_look.told_on is 'official | uk-gdpr | programme+6y | Day on which the phone told it';

-- Who opened a home is told to whoever lived there on that day.
create or replace function engagement.subject_access(subject uuid)
  returns table (held_in text, record jsonb, data_key bytea, key_version integer, name bytea, contact bytea, vulnerability bytea, body bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with who as (
      select r.id, r.home, r.from_day, coalesce(r.to_day, engagement.left_on(r.id), 'infinity'::date) as to_day
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
    select 'engagement.phone_look', jsonb_build_object('day', l.day, 'officer', l.actor), null, null, null, null, null, null
    from who join engagement.phone_look l on l.home = who.home
    where l.day between who.from_day and who.to_day
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
    select 'engagement.kit_statement',
           jsonb_build_object('at', s.at, 'what', s.what, 'applied_on', s.applied_on, 'leaves_on', s.leaves_on),
           null, null, null, null, null, null
    from who join engagement.kit_statement s on s.home = who.home
    where (s.at at time zone 'Europe/London')::date between who.from_day and who.to_day
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
    where (incident.reported_at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.letter',
           jsonb_build_object('at', l.made_at, 'about', l.about, 'way', l.way, 'language', l.language),
           null, null, null, null, null, null
    from who join engagement.letter l on l.resident = who.id
    union all
    select 'engagement.correction',
           jsonb_build_object('id', c.id, 'at', c.at, 'done', a.done, 'answer', a.reason, 'answered', a.at, 'sergeant', a.actor),
           c.data_key, c.key_version, null, null, null, c.words
    from who join engagement.correction c on c.resident = who.id
    left join engagement.correction_answer a on a.correction = c.id;
  end;

-- Of a made-up city they leave before its phones do.
create function engagement.looks_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from engagement.phone_look;
    end if;
    return null;
  end
  $$;
comment on function engagement.looks_leave() is
  'Crossing: purpose what was opened on phones of the made-up city leaves with them; operation erasure of what is made up; columns none.';
revoke all on function engagement.looks_leave() from public;
create trigger looks_leave before delete on engagement.phone
  for each statement execute function engagement.looks_leave();

alter table engagement.phone_look enable row level security;
alter table engagement.phone_look force row level security;
create policy leave_with_the_city on engagement.phone_look for delete to current_user
  using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> 'none'));
create policy crossing on engagement.phone_look for select to current_user using ((select foundation.actor_id()) is not null);
