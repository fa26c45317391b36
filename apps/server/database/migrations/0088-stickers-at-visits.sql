-- A sticker that an officer saw up at a delivery is exposure as much as one that was recorded by area: it is kept with its visit.

alter table engagement.visit add column sticker text check (sticker in ('up', 'given', 'not-wanted'));
comment on column engagement.visit.sticker is
  'personal | uk-gdpr | programme+6y | What became of the sticker that comes with a kit; null where nobody said';
create index visit_with_sticker on engagement.visit (home) where sticker = 'up';

-- As before, and stickers that went up at visits: a home's once, in the month of the first visit that stands.
create or replace function engagement.exposure_in(of_areas text[])
  returns table (area text, month text, placed integer, gone integer, stickers integer, press_items integer, posters integer,
                 leaflets integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with hung as (
      select s.area, s.placed_on, case when last.found in ('missing', 'removed') then greatest(last.on_day, s.placed_on) end as gone_on
      from engagement.sign s cross join lateral (
        select c.found, c.on_day from engagement.sign_check c where c.sign = s.id order by c.at desc, c.id desc limit 1
      ) last
      where s.area = any (of_areas) and last.found <> 'never there'
    ), noticed as (
      select distinct on (n.item) n.area, n.on_day, n.kind, n.number
      from engagement.notice n where n.area = any (of_areas) order by n.item, n.at desc, n.id desc
    ), stuck as (
      select there.area, (min(v.at) at time zone 'Europe/London')::date as day
      from engagement.visit v join engagement.home_state there on there.home = v.home
      where there.area = any (of_areas) and v.sticker = 'up' and engagement.stands(v.event)
      group by there.area, v.home
    ), step as (
      select hung.area, placed_on as day, 1 as placed, 0 as gone, null as kind, 0 as number from hung
      union all select hung.area, gone_on, 0, 1, null, 0 from hung where gone_on is not null
      union all select noticed.area, on_day, 0, 0, kind, number from noticed where number > 0
      union all select stuck.area, stuck.day, 0, 0, 'sticker', 1 from stuck
    )
    select step.area, to_char(step.day, 'YYYY-MM'), sum(step.placed)::integer, sum(step.gone)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'sticker'), 0)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'press item'), 0)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'poster'), 0)::integer,
           coalesce(sum(step.number) filter (where step.kind = 'leaflet'), 0)::integer
    from step where foundation.actor_id() is not null group by 1, 2;
  end;

-- As before, and what became of the sticker.
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
                              'sticker', v.sticker, 'stands', engagement.stands(v.event), 'officer', v.actor),
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
