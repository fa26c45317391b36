-- Scans under ultraviolet light, as facts: where, by which lamp, on what legal basis and with which result, negatives, refusals and
-- what was not possible among them. No version before this one wrote a row of enforcement.scan, so it is given its columns here.
-- Beside it: the places, the lamps and arches with their checks, and how many detainees were booked in, without which no rate is one.

create table enforcement.scan_place (
  id uuid primary key,
  kind text not null check (kind in ('custody suite', 'property store', 'shop', 'street', 'searched address')),
  name text not null check (name <> ''),
  bcu text not null check (bcu <> ''),
  actor text not null,
  entered_at timestamptz not null default clock_timestamp(),
  constraint scan_place_name unique (bcu, kind, name),
  unique (id, bcu, kind)
);
comment on table enforcement.scan_place is 'Where people and things are scanned.';
comment on column enforcement.scan_place.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.scan_place.kind is 'official | part-3 | programme+6y | What kind of place it is';
comment on column enforcement.scan_place.name is 'personal | part-3 | programme+6y | What it is called; an address where one was searched';
comment on column enforcement.scan_place.bcu is 'official | part-3 | programme+6y | BCU that scans there';
comment on column enforcement.scan_place.actor is 'personal | part-3 | audit+6y | Who entered it';
comment on column enforcement.scan_place.entered_at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.lamp (
  id uuid primary key,
  kind text not null check (kind in ('lamp', 'arch')),
  name text not null check (name <> ''),
  bcu text not null check (bcu <> ''),
  actor text not null,
  entered_at timestamptz not null default clock_timestamp(),
  constraint lamp_name unique (bcu, name),
  unique (id, bcu)
);
comment on table enforcement.lamp is 'Lamps and arches that people and things are scanned with.';
comment on column enforcement.lamp.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.lamp.kind is 'official | part-3 | programme+6y | Lamp or arch';
comment on column enforcement.lamp.name is 'official | part-3 | programme+6y | What is written on it';
comment on column enforcement.lamp.bcu is 'official | part-3 | programme+6y | BCU that has it';
comment on column enforcement.lamp.actor is 'personal | part-3 | audit+6y | Who entered it';
comment on column enforcement.lamp.entered_at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.lamp_check (
  id uuid primary key,
  lamp uuid not null,
  bcu text not null,
  on_day date not null,
  passed boolean not null,
  next_by date,
  note text check (note <> ''),
  actor text not null,
  entered_at timestamptz not null default clock_timestamp(),
  foreign key (lamp, bcu) references enforcement.lamp (id, bcu),
  check (passed = (next_by is not null)),
  check (next_by > on_day),
  constraint lamp_check_ahead check (on_day <= (entered_at at time zone 'Europe/London')::date)
);
create index lamp_check_by_lamp on enforcement.lamp_check (lamp, on_day);
create index lamp_check_by_bcu on enforcement.lamp_check (bcu);
comment on table enforcement.lamp_check is 'Checks of lamps and arches, appended. One that passed holds until the day the next is due; one that failed holds no longer.';
comment on column enforcement.lamp_check.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.lamp_check.lamp is 'official | part-3 | programme+6y | The lamp or arch';
comment on column enforcement.lamp_check.bcu is 'official | part-3 | programme+6y | As the lamp''s';
comment on column enforcement.lamp_check.on_day is 'official | part-3 | programme+6y | Day of the check';
comment on column enforcement.lamp_check.passed is 'official | part-3 | programme+6y | Whether it made the test card glow';
comment on column enforcement.lamp_check.next_by is 'official | part-3 | programme+6y | Last day that the check holds; null where it failed';
comment on column enforcement.lamp_check.note is 'official | part-3 | programme+6y | What else there is to say of it';
comment on column enforcement.lamp_check.actor is 'personal | part-3 | audit+6y | Who checked';
comment on column enforcement.lamp_check.entered_at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.booked_in (
  id uuid primary key,
  place uuid not null,
  bcu text not null,
  place_kind text not null default 'custody suite' check (place_kind = 'custody suite'),
  on_day date not null,
  shift text not null check (shift in ('early', 'late', 'night')),
  detainees integer not null check (detainees between 0 and 2000),
  source text not null check (source in ('by hand', 'file')),
  actor text not null,
  entered_at timestamptz not null default clock_timestamp(),
  foreign key (place, bcu, place_kind) references enforcement.scan_place (id, bcu, kind),
  constraint booked_in_ahead check (on_day <= (entered_at at time zone 'Europe/London')::date)
);
create index booked_in_by_place on enforcement.booked_in (place, on_day);
create index booked_in_by_bcu on enforcement.booked_in (bcu);
comment on table enforcement.booked_in is 'How many detainees a custody suite booked in, shift by shift: what scans are out of. The number entered last counts.';
comment on column enforcement.booked_in.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.booked_in.place is 'official | part-3 | programme+6y | The custody suite';
comment on column enforcement.booked_in.bcu is 'official | part-3 | programme+6y | As the suite''s';
comment on column enforcement.booked_in.place_kind is 'official | part-3 | programme+6y | A custody suite and nothing else';
comment on column enforcement.booked_in.on_day is 'official | part-3 | programme+6y | Day that the shift began on';
comment on column enforcement.booked_in.shift is 'official | part-3 | programme+6y | Early from 7:00, late from 15:00, night from 23:00';
comment on column enforcement.booked_in.detainees is 'official | part-3 | programme+6y | Detainees booked in';
comment on column enforcement.booked_in.source is 'official | part-3 | programme+6y | Counted by hand, or from a file of the custody record system';
comment on column enforcement.booked_in.actor is 'personal | part-3 | audit+6y | Who entered it';
comment on column enforcement.booked_in.entered_at is 'official | part-3 | programme+6y | When that was recorded';

-- What a code reads is no result of a scan: a reading is a fact of its own.
alter table enforcement.scan
  drop column code,
  drop constraint scan_subject_check,
  drop constraint scan_basis_check,
  drop constraint scan_result_check,
  add column entered_at timestamptz not null default clock_timestamp(),
  add column on_day date not null,
  add column shift text not null check (shift in ('early', 'late', 'night')),
  add column place uuid not null,
  add column place_kind text not null,
  add column lamp uuid,
  add column officer text check (officer <> ''),
  add column custody_reference text check (custody_reference ~ '^(?=.*[0-9])[A-Z0-9]+(/[A-Z0-9]+)+$' and length(custody_reference) <= 30),
  add column description text check (description <> ''),
  add column identifiers text check (identifiers <> ''),
  add column part text check (part <> ''),
  add column why_not text check (why_not <> ''),
  add column corrects uuid,
  add constraint scan_subject_check check (subject in ('person', 'item')),
  add constraint scan_result_check check (result in ('nothing', 'glow', 'unclear', 'refused', 'not possible')),
  -- The Police and Criminal Evidence Act 1984 says of each power whom or what it is over.
  add constraint scan_basis_check check (
    case subject
      when 'person' then basis in ('consent', 'PACE s.1', 'PACE s.32', 'PACE s.54', 'PACE s.54A')
      else basis in ('owner consent', 'PACE s.1', 'PACE s.8', 'PACE s.18', 'PACE s.19', 'PACE s.22', 'PACE s.32', 'PACE s.54') end),
  -- Sections 54 and 54A are over whoever is detained at a police station.
  add constraint scan_station_check check (subject <> 'person' or basis not in ('PACE s.54', 'PACE s.54A') or place_kind = 'custody suite'),
  add constraint scan_who_check check (
    (subject = 'person' or custody_reference is null) and (subject = 'item' or num_nonnulls(description, identifiers) = 0)),
  add constraint scan_why_check check (why_not is null or result in ('refused', 'not possible')),
  add constraint scan_ahead check (at <= entered_at + interval '5 minutes'),
  add unique (id, bcu),
  -- A scan is corrected once; its correction may be corrected again.
  add constraint scan_corrected unique (corrects),
  add foreign key (corrects, bcu) references enforcement.scan (id, bcu),
  add foreign key (place, bcu, place_kind) references enforcement.scan_place (id, bcu, kind),
  add foreign key (lamp, bcu) references enforcement.lamp (id, bcu);
create index scan_by_place on enforcement.scan (place, on_day);
create index scan_by_lamp on enforcement.scan (lamp) where lamp is not null;
create index scan_by_custody on enforcement.scan (custody_reference) where custody_reference is not null;
comment on table enforcement.scan is 'Every scan under ultraviolet light, negatives and refusals too, appended. A glow in the field is intelligence, not evidence.';
comment on column enforcement.scan.bcu is 'official | part-3 | programme+6y | BCU that scanned, as the place''s';
comment on column enforcement.scan.subject is 'personal | part-3 | programme+6y | Person or item';
comment on column enforcement.scan.basis is 'official | part-3 | programme+6y | Legal basis: consent, or which power';
comment on column enforcement.scan.actor is 'personal | part-3 | audit+6y | Who recorded it';
comment on column enforcement.scan.entered_at is 'official | part-3 | programme+6y | When that was recorded';
comment on column enforcement.scan.on_day is 'personal | part-3 | programme+6y | Day that its shift began on';
comment on column enforcement.scan.shift is 'official | part-3 | programme+6y | Shift';
comment on column enforcement.scan.place is 'personal | part-3 | programme+6y | Where';
comment on column enforcement.scan.place_kind is 'official | part-3 | programme+6y | What kind of place that is';
comment on column enforcement.scan.lamp is 'official | part-3 | programme+6y | Lamp or arch; null where it is not known';
comment on column enforcement.scan.officer is 'personal | part-3 | audit+6y | Who scanned, where it was not who recorded it';
comment on column enforcement.scan.custody_reference is 'personal | part-3 | programme+6y | Custody reference of a person: no name is kept';
comment on column enforcement.scan.description is 'personal | part-3 | programme+6y | What an item is';
comment on column enforcement.scan.identifiers is 'personal | part-3 | programme+6y | What tells it from others, such as a serial number';
comment on column enforcement.scan.part is 'personal | part-3 | programme+6y | Part of the body or of the item';
comment on column enforcement.scan.why_not is 'personal | part-3 | programme+6y | Why it was refused or not possible';
comment on column enforcement.scan.corrects is 'official | part-3 | programme+6y | Scan whose place it takes';

-- Places and lamps of the made-up city leave after its scans.
create function enforcement.scan_places_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from enforcement.booked_in;
      delete from enforcement.lamp_check;
      delete from enforcement.lamp;
      delete from enforcement.scan_place;
    end if;
    return null;
  end
  $$;
comment on function enforcement.scan_places_leave() is
  'Crossing: purpose places and lamps of the made-up city leave with its scans; operation erasure of what is made up; columns none.';
revoke all on function enforcement.scan_places_leave() from public;
create trigger scan_places_leave after delete on enforcement.scan
  for each statement execute function enforcement.scan_places_leave();

-- Where there is a place that is scanned at, no city may be called made up.
create or replace function foundation.city_may_begin() returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from foundation.demonstration where state <> 'none')
      or not (exists (select from engagement.home) or exists (select from engagement.resident)
              or exists (select from engagement.kit) or exists (select from engagement.supplier)
              or exists (select from engagement.team) or exists (select from enforcement.scan)
              or exists (select from enforcement.scan_place) or exists (select from enforcement.lamp)
              or exists (select from enforcement.exhibit) or exists (select from enforcement.incident_version));
  end;

do $$
declare name text;
begin
  foreach name in array array['scan_place', 'lamp', 'lamp_check', 'booked_in'] loop
    execute format('alter table enforcement.%I enable row level security', name);
    execute format('alter table enforcement.%I force row level security', name);
    execute format('create policy leave_with_the_city on enforcement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on enforcement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
