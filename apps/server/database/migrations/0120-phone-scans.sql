-- Scans that phones tell: each as it came, with its answer, the phone's own time and when it came in. One that was accepted is a row of
-- enforcement.scan with the same id; one that was set aside counts nowhere until somebody at the desk decides.

create table enforcement.phone_scan (
  id uuid primary key,
  same_id uuid references enforcement.phone_scan (id),
  phone uuid not null,
  sequence bigint check (sequence > 0),
  bcu text not null check (bcu <> ''),
  told_at timestamptz,
  at timestamptz not null,
  received_at timestamptz not null,
  skew_ms bigint generated always as ((extract(epoch from at - told_at) * 1000)::bigint) stored,
  content bytea not null check (length(content) = 32),
  decision text not null check (decision in ('accepted', 'set aside')),
  reason text check (reason <> ''),
  answer jsonb not null,
  body text not null,
  actor text not null,
  entered_at timestamptz not null default clock_timestamp(),
  constraint phone_scan_place unique (phone, sequence),
  constraint phone_scan_same_id unique (same_id, content),
  check ((decision = 'set aside') = (reason is not null)),
  check (decision = 'set aside' or sequence is not null)
);
create index phone_scan_by_bcu on enforcement.phone_scan (bcu, received_at) where decision = 'set aside';
comment on table enforcement.phone_scan is 'What phones told of scans, as it came, with its answer, appended.';
comment on column enforcement.phone_scan.id is 'official | part-3 | programme+6y | UUIDv7 that the phone made; ours where it had made that one before';
comment on column enforcement.phone_scan.same_id is 'official | part-3 | programme+6y | Event whose id came again with another content';
comment on column enforcement.phone_scan.phone is 'official | part-3 | programme+6y | Phone, as its app calls itself';
comment on column enforcement.phone_scan.sequence is 'official | part-3 | programme+6y | Place in the phone''s order; null where it has none';
comment on column enforcement.phone_scan.bcu is 'official | part-3 | programme+6y | BCU of the place, or of whoever sent it';
comment on column enforcement.phone_scan.told_at is 'personal | part-3 | programme+6y | When it happened by the phone''s own clock';
comment on column enforcement.phone_scan.at is 'personal | part-3 | programme+6y | When it happened by our clock, as far as that can be told';
comment on column enforcement.phone_scan.received_at is 'personal | part-3 | programme+6y | When it came in';
comment on column enforcement.phone_scan.skew_ms is 'official | part-3 | programme+6y | Milliseconds that the phone''s clock was behind ours';
comment on column enforcement.phone_scan.content is 'personal | part-3 | programme+6y | SHA-256 of what was sent';
comment on column enforcement.phone_scan.decision is 'official | part-3 | programme+6y | Whether it was accepted as it came';
comment on column enforcement.phone_scan.reason is 'official | part-3 | programme+6y | Why it was set aside';
comment on column enforcement.phone_scan.answer is 'official | part-3 | programme+6y | What the phone was answered';
comment on column enforcement.phone_scan.body is 'personal | part-3 | programme+6y | What was sent, as JSON';
comment on column enforcement.phone_scan.actor is 'personal | part-3 | audit+6y | Who scanned and sent it';
comment on column enforcement.phone_scan.entered_at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.phone_scan_decision (
  event uuid primary key references enforcement.phone_scan (id),
  bcu text not null check (bcu <> ''),
  -- The made-up city takes its scans away before what was decided of them.
  scan uuid references enforcement.scan (id) deferrable initially deferred,
  reason text check (reason <> ''),
  actor text not null,
  entered_at timestamptz not null default clock_timestamp(),
  constraint phone_scan_decision_scan unique (scan),
  check (num_nonnulls(scan, reason) = 1)
);
create index phone_scan_decision_by_bcu on enforcement.phone_scan_decision (bcu);
comment on table enforcement.phone_scan_decision is 'What became of a scan that was set aside: recorded at the desk, or left out, appended.';
comment on column enforcement.phone_scan_decision.event is 'official | part-3 | programme+6y | What the phone told';
comment on column enforcement.phone_scan_decision.bcu is 'official | part-3 | programme+6y | As the event''s';
comment on column enforcement.phone_scan_decision.scan is 'official | part-3 | programme+6y | Scan that was recorded in its place';
comment on column enforcement.phone_scan_decision.reason is 'personal | part-3 | programme+6y | Why it was left out';
comment on column enforcement.phone_scan_decision.actor is 'personal | part-3 | audit+6y | Who decided';
comment on column enforcement.phone_scan_decision.entered_at is 'official | part-3 | programme+6y | When that was recorded';

create or replace function enforcement.scan_places_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from enforcement.phone_scan_decision;
      delete from enforcement.phone_scan where same_id is not null;
      delete from enforcement.phone_scan;
      delete from enforcement.booked_in;
      delete from enforcement.lamp_check;
      delete from enforcement.lamp;
      delete from enforcement.scan_place;
    end if;
    return null;
  end
  $$;

create or replace function foundation.city_may_begin() returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from foundation.demonstration where state <> 'none')
      or not (exists (select from engagement.home) or exists (select from engagement.resident)
              or exists (select from engagement.kit) or exists (select from engagement.supplier)
              or exists (select from engagement.team) or exists (select from enforcement.scan)
              or exists (select from enforcement.scan_place) or exists (select from enforcement.lamp)
              or exists (select from enforcement.phone_scan)
              or exists (select from enforcement.exhibit) or exists (select from enforcement.incident_version));
  end;

do $$
declare name text;
begin
  foreach name in array array['phone_scan', 'phone_scan_decision'] loop
    execute format('alter table enforcement.%I enable row level security', name);
    execute format('alter table enforcement.%I force row level security', name);
    execute format('create policy leave_with_the_city on enforcement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on enforcement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
