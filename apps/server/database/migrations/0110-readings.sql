-- What a mark reads, as facts of two kinds that are never mixed. A field reading is intelligence: somebody with a lamp and a reader
-- read so much of a scan or exhibit. A laboratory's result is evidence: an accredited method, its scope, version, run and measured
-- error rate. When the two disagree, both stay: docs/decisions/readings.md.

create table enforcement.field_reading (
  id uuid primary key,
  scan uuid references enforcement.scan,
  exhibit uuid references enforcement.exhibit,
  subject uuid generated always as (coalesce(scan, exhibit)) stored,
  at timestamptz not null,
  entered_at timestamptz not null default clock_timestamp(),
  officer text check (officer <> ''),
  lamp uuid references enforcement.lamp,
  reader text check (reader <> ''),
  code_kind text not null check (code_kind in ('text', 'markers', 'opaque')),
  positions integer check (positions between 1 and 64),
  unsure integer not null check (unsure between 0 and positions),
  code bytea not null,
  code_digest bytea check (octet_length(code_digest) = 32),
  data_key bytea not null,
  key_version integer not null,
  note text check (note <> ''),
  corrects uuid,
  actor text not null,
  check (num_nonnulls(scan, exhibit) = 1),
  check ((code_kind = 'opaque') = (positions is null) and (code_kind <> 'opaque' or unsure = 0)),
  -- A code that is not read whole is no key to look anything up by.
  check ((unsure = 0) = (code_digest is not null)),
  constraint field_reading_ahead check (at <= entered_at + interval '5 minutes'),
  unique (id, subject),
  -- A reading is corrected once, by a reading of the same thing; its correction may be corrected again.
  constraint field_reading_corrected unique (corrects),
  foreign key (corrects, subject) references enforcement.field_reading (id, subject)
);
create index field_reading_by_scan on enforcement.field_reading (scan) where scan is not null;
create index field_reading_by_exhibit on enforcement.field_reading (exhibit) where exhibit is not null;
create index field_reading_by_lamp on enforcement.field_reading (lamp) where lamp is not null;
create index field_reading_by_key on enforcement.field_reading (key_version);
comment on table enforcement.field_reading is 'Codes that were read in the field, appended. Intelligence, not evidence.';
comment on column enforcement.field_reading.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.field_reading.scan is 'official | part-3 | programme+6y | Scan that it was read at; null where an exhibit was read';
comment on column enforcement.field_reading.exhibit is 'official | part-3 | programme+6y | Exhibit that it was read from; null where it was read at a scan';
comment on column enforcement.field_reading.subject is 'official | part-3 | programme+6y | The one or the other';
comment on column enforcement.field_reading.at is 'personal | part-3 | programme+6y | When it was read';
comment on column enforcement.field_reading.entered_at is 'official | part-3 | programme+6y | When that was recorded';
comment on column enforcement.field_reading.officer is 'personal | part-3 | audit+6y | Who read it, where it was not who recorded it';
comment on column enforcement.field_reading.lamp is 'official | part-3 | programme+6y | Lamp or arch; null where it is not known';
comment on column enforcement.field_reading.reader is 'official | part-3 | programme+6y | Magnifier, camera or other reader';
comment on column enforcement.field_reading.code_kind is 'official | part-3 | programme+6y | Signs by position, markers that are there or not, or a name as a whole';
comment on column enforcement.field_reading.positions is 'official | part-3 | programme+6y | How many positions; null of a name';
comment on column enforcement.field_reading.unsure is 'official | part-3 | programme+6y | How many of them were not read, or not surely';
comment on column enforcement.field_reading.code is 'secret | part-3 | programme+6y | What was read, encrypted';
comment on column enforcement.field_reading.code_digest is 'secret | part-3 | programme+6y | Keyed digest of a code that was read whole, for exact look-up';
comment on column enforcement.field_reading.data_key is 'secret | part-3 | programme+6y | Key of this row, wrapped by the master key';
comment on column enforcement.field_reading.key_version is 'official | part-3 | programme+6y | Version of the master key';
comment on column enforcement.field_reading.note is 'personal | part-3 | programme+6y | What else there is to say of it';
comment on column enforcement.field_reading.corrects is 'official | part-3 | programme+6y | Reading whose place it takes';
comment on column enforcement.field_reading.actor is 'personal | part-3 | audit+6y | Who recorded it';

create table enforcement.laboratory_result (
  id uuid primary key,
  exhibit uuid not null references enforcement.exhibit,
  laboratory text not null check (laboratory <> ''),
  sample text not null check (sample <> ''),
  report text check (report <> ''),
  reported_on date not null,
  entered_at timestamptz not null default clock_timestamp(),
  method text not null check (method <> ''),
  method_version text check (method_version <> ''),
  accreditation text check (accreditation <> ''),
  scope text check (scope in ('within', 'outside')),
  analyst text check (analyst <> ''),
  run text check (run <> ''),
  outcome text not null check (outcome in ('code', 'no code', 'not examined')),
  code_kind text check (code_kind in ('text', 'markers', 'opaque')),
  positions integer check (positions between 1 and 64),
  unsure integer check (unsure between 0 and positions),
  code bytea,
  code_digest bytea check (octet_length(code_digest) = 32),
  data_key bytea,
  key_version integer,
  confidence double precision check (confidence > 0 and confidence <= 1),
  wrong integer check (wrong >= 0),
  trials integer check (trials >= wrong and trials > 0),
  non_conformance text check (non_conformance <> ''),
  source text not null check (source in ('by hand', 'file')),
  corrects uuid,
  actor text not null,
  check ((outcome = 'code') = (code_kind is not null) and num_nonnulls(code_kind, unsure, code, data_key, key_version) in (0, 5)),
  check ((code_kind is not null and code_kind <> 'opaque') = (positions is not null) and (code_kind <> 'opaque' or unsure = 0)),
  check ((unsure is not null and unsure = 0) = (code_digest is not null)),
  check (outcome = 'code' or confidence is null),
  -- How often the method was wrong is out of how many, or is not known.
  check ((wrong is null) = (trials is null)),
  constraint laboratory_result_ahead check (reported_on <= (entered_at at time zone 'Europe/London')::date),
  unique (id, exhibit),
  -- A laboratory reports a sample once; what it corrects takes the place of that.
  constraint laboratory_result_once unique nulls not distinct (laboratory, sample, corrects),
  constraint laboratory_result_corrected unique (corrects),
  foreign key (corrects, exhibit) references enforcement.laboratory_result (id, exhibit)
);
create index laboratory_result_by_exhibit on enforcement.laboratory_result (exhibit);
create index laboratory_result_by_key on enforcement.laboratory_result (key_version) where key_version is not null;
comment on table enforcement.laboratory_result is 'What laboratories reported of samples, appended. Evidence.';
comment on column enforcement.laboratory_result.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.laboratory_result.exhibit is 'official | part-3 | programme+6y | Exhibit or sample that was examined';
comment on column enforcement.laboratory_result.laboratory is 'official | part-3 | programme+6y | Laboratory';
comment on column enforcement.laboratory_result.sample is 'official | part-3 | programme+6y | Number of the sample, as the laboratory knows it';
comment on column enforcement.laboratory_result.report is 'official | part-3 | programme+6y | Its report';
comment on column enforcement.laboratory_result.reported_on is 'official | part-3 | programme+6y | Day of the report';
comment on column enforcement.laboratory_result.entered_at is 'official | part-3 | programme+6y | When that was recorded';
comment on column enforcement.laboratory_result.method is 'official | part-3 | programme+6y | Method';
comment on column enforcement.laboratory_result.method_version is 'official | part-3 | programme+6y | Its version';
comment on column enforcement.laboratory_result.accreditation is 'official | part-3 | programme+6y | Accreditation, by its number';
comment on column enforcement.laboratory_result.scope is 'official | part-3 | programme+6y | Whether the method is within the scope of that';
comment on column enforcement.laboratory_result.analyst is 'personal | part-3 | programme+6y | Who examined it';
comment on column enforcement.laboratory_result.run is 'official | part-3 | programme+6y | Run of the instrument';
comment on column enforcement.laboratory_result.outcome is 'official | part-3 | programme+6y | A code, none, or not examined';
comment on column enforcement.laboratory_result.code_kind is 'official | part-3 | programme+6y | Signs by position, markers that are there or not, or a name as a whole';
comment on column enforcement.laboratory_result.positions is 'official | part-3 | programme+6y | How many positions; null of a name';
comment on column enforcement.laboratory_result.unsure is 'official | part-3 | programme+6y | How many of them were not read, or not surely';
comment on column enforcement.laboratory_result.code is 'secret | part-3 | programme+6y | What was found, encrypted';
comment on column enforcement.laboratory_result.code_digest is 'secret | part-3 | programme+6y | Keyed digest of a code that was found whole, for exact look-up';
comment on column enforcement.laboratory_result.data_key is 'secret | part-3 | programme+6y | Key of this row, wrapped by the master key';
comment on column enforcement.laboratory_result.key_version is 'official | part-3 | programme+6y | Version of the master key';
comment on column enforcement.laboratory_result.confidence is 'official | part-3 | programme+6y | Confidence in the code that the laboratory states, above 0 and up to 1';
comment on column enforcement.laboratory_result.wrong is 'official | part-3 | programme+6y | Matches that its method reported wrongly in validation';
comment on column enforcement.laboratory_result.trials is 'official | part-3 | programme+6y | Out of how many tries; null where no error rate was measured';
comment on column enforcement.laboratory_result.non_conformance is 'official | part-3 | programme+6y | What departed from the method';
comment on column enforcement.laboratory_result.source is 'official | part-3 | programme+6y | Entered by hand, or from a file of the laboratory';
comment on column enforcement.laboratory_result.corrects is 'official | part-3 | programme+6y | Result whose place it takes';
comment on column enforcement.laboratory_result.actor is 'personal | part-3 | audit+6y | Who recorded it';

-- Readings of the made-up city leave before its exhibits.
create function enforcement.readings_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from enforcement.laboratory_result;
      delete from enforcement.field_reading;
    end if;
    return null;
  end
  $$;
comment on function enforcement.readings_leave() is
  'Crossing: purpose readings of the made-up city leave with its exhibits; operation erasure of what is made up; columns none.';
revoke all on function enforcement.readings_leave() from public;
create trigger readings_leave before delete on enforcement.exhibit
  for each statement execute function enforcement.readings_leave();

do $$
declare name text;
begin
  foreach name in array array['field_reading', 'laboratory_result'] loop
    execute format('alter table enforcement.%I enable row level security', name);
    execute format('alter table enforcement.%I force row level security', name);
    execute format('create policy leave_with_the_city on enforcement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on enforcement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
