-- Enforcement (DPA 2018 Part 3): a force's own incidents. Risk sees their place and time through one function.

create schema enforcement;
grant usage on schema enforcement to mettrace_importer, mettrace_risk;

create table enforcement.incident_version (
  reference text not null check (reference <> ''),
  as_at timestamptz not null,
  row_digest uuid not null,
  reported_at timestamptz not null,
  committed_from timestamptz,
  committed_to timestamptz,
  uprn bigint,
  address text,
  easting integer,
  northing integer,
  classification text not null,
  series text not null check (series in ('residential', 'other', 'not burglary')),
  repeat_victim boolean,
  vulnerable_victim boolean,
  sticker_seen boolean,
  primary key (reference, as_at, row_digest),
  check ((easting is null) = (northing is null)),
  check (committed_to >= committed_from)
);
comment on table enforcement.incident_version is 'A force''s own incidents, every version that was received; the latest holds.';
comment on column enforcement.incident_version.reference is 'personal | part-3 | programme+6y | Crime reference';
comment on column enforcement.incident_version.as_at is 'official | part-3 | programme+6y | Which version: when updated, or the last report of its file';
comment on column enforcement.incident_version.row_digest is 'official | part-3 | programme+6y | Digest of the row, to settle two of the same moment';
comment on column enforcement.incident_version.reported_at is 'personal | part-3 | programme+6y | When it was reported';
comment on column enforcement.incident_version.committed_from is 'personal | part-3 | programme+6y | Earliest time of the burglary';
comment on column enforcement.incident_version.committed_to is 'personal | part-3 | programme+6y | Latest time of the burglary';
comment on column enforcement.incident_version.uprn is 'personal | part-3 | programme+6y | Unique property reference number';
comment on column enforcement.incident_version.address is 'personal | part-3 | programme+6y | Address as recorded';
comment on column enforcement.incident_version.easting is 'personal | part-3 | programme+6y | Metres, EPSG:27700';
comment on column enforcement.incident_version.northing is 'personal | part-3 | programme+6y | Metres, EPSG:27700';
comment on column enforcement.incident_version.classification is 'personal | part-3 | programme+6y | Classification as recorded';
comment on column enforcement.incident_version.series is 'official | part-3 | programme+6y | Series the classification belongs to';
comment on column enforcement.incident_version.repeat_victim is 'personal | part-3 | programme+6y | Repeat victim';
comment on column enforcement.incident_version.vulnerable_victim is 'personal | part-3 | programme+6y | Vulnerable victim';
comment on column enforcement.incident_version.sticker_seen is 'personal | part-3 | programme+6y | Whether a sticker was seen at the home';

alter table enforcement.incident_version enable row level security;
alter table enforcement.incident_version force row level security;
create policy import on enforcement.incident_version for all to mettrace_importer
  using ((select foundation.actor_id()) is not null) with check ((select foundation.actor_id()) is not null);
grant select, insert on enforcement.incident_version to mettrace_importer;

-- The present state of each incident; a view with the caller's own rights.
create view enforcement.incident with (security_invoker = true, security_barrier = true) as
  select distinct on (reference) *
  from enforcement.incident_version
  order by reference, as_at desc, row_digest desc;
comment on view enforcement.incident is 'Each incident as it stands now.';
comment on column enforcement.incident.reference is 'personal | part-3 | programme+6y | As incident_version';
grant select on enforcement.incident to mettrace_importer;

-- Incidents whose place is not known yet: the queue that somebody must work through.
create view enforcement.unmatched_incident with (security_invoker = true, security_barrier = true) as
  select reference, reported_at, uprn, address
  from enforcement.incident
  where easting is null and series <> 'not burglary';
comment on view enforcement.unmatched_incident is 'Burglaries without a place, waiting to be matched.';
grant select on enforcement.unmatched_incident to mettrace_importer;

-- Crossing "burgled-home counts": purpose, risk to homes; columns, place and time only.
-- It runs with its owner's rights because the risk role may not see incidents at all.
create function enforcement.burglary_place_and_time()
  returns table (easting integer, northing integer, month date, day_from date, day_to date, residential boolean)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select i.easting, i.northing,
           date_trunc('month', coalesce(i.committed_from, i.reported_at) at time zone 'Europe/London')::date,
           (coalesce(i.committed_from, i.reported_at) at time zone 'Europe/London')::date,
           (coalesce(i.committed_to, i.committed_from, i.reported_at) at time zone 'Europe/London')::date,
           i.series = 'residential'
    from enforcement.incident as i
    where i.series <> 'not burglary' and i.easting is not null and foundation.actor_id() is not null;
  end;
comment on function enforcement.burglary_place_and_time() is
  'Crossing: purpose risk to homes; operation combination; columns place and time of burglaries, nothing of the victim.';
revoke all on function enforcement.burglary_place_and_time() from public;
grant execute on function enforcement.burglary_place_and_time() to mettrace_importer, mettrace_risk;
-- The function's owner must pass the forced row security of the table it reads.
create policy crossing on enforcement.incident_version for select to current_user
  using ((select foundation.actor_id()) is not null);
