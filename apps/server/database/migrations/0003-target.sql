-- Target: recorded burglary from open sources, and the counts by area and month that risk is worked out from.

create schema target;
grant usage on schema target to mettrace_importer, mettrace_planner, mettrace_risk;

create table target.burglary (
  key uuid not null,
  ordinal smallint not null check (ordinal > 0),
  source text not null check (source in ('street', 'points')),
  month date not null,
  day_from date,
  day_to date,
  code text,
  easting integer,
  northing integer,
  primary key (key, ordinal),
  check (code is not null or easting is not null),
  check ((easting is null) = (northing is null)),
  check (day_to >= day_from)
);
-- Rows of a month lie together, so a summary of each block is index enough.
create index burglary_by_month on target.burglary using brin (month) with (pages_per_range = 16);
comment on table target.burglary is
  'Burglaries from street files and point files. Importing is the union of multisets: key names a crime (or, without an id, a row), ordinal counts those that share it.';
comment on column target.burglary.key is 'open | none | keep | Digest of force and crime id, or of the whole row where there is none';
comment on column target.burglary.ordinal is 'open | none | keep | 1 for the first row with this key';
comment on column target.burglary.source is 'open | none | keep | street (data.police.uk) or points';
comment on column target.burglary.month is 'open | none | keep | First day of the month';
comment on column target.burglary.day_from is 'open | none | keep | First day it may have happened';
comment on column target.burglary.day_to is 'open | none | keep | Last day it may have happened';
comment on column target.burglary.code is 'open | none | keep | Area code as the file gives it, of any vintage';
comment on column target.burglary.easting is 'open | none | keep | Metres, EPSG:27700; street files give a snapped point';
comment on column target.burglary.northing is 'open | none | keep | Metres, EPSG:27700';

create table target.offence_count (
  force text not null,
  month date not null,
  crime_type text not null,
  code text not null,
  offences integer not null check (offences > 0),
  primary key (force, month, crime_type, code)
);
comment on table target.offence_count is
  'Street crime of every other type than burglary by area and month, for falsification tests. Closed to the risk role: risk sees burglaries, homes, time and place only.';
comment on column target.offence_count.force is 'open | none | keep | Police force, as its files are named';
comment on column target.offence_count.month is 'open | none | keep | First day of the month';
comment on column target.offence_count.crime_type is 'open | none | keep | Type as published';
comment on column target.offence_count.code is 'open | none | keep | LSOA code as published; empty where the file gives none';
comment on column target.offence_count.offences is 'open | none | keep | Rows';

create table target.recorded_count (
  level text not null check (level in ('lsoa', 'ward', 'borough')),
  area text not null,
  area_name text,
  borough text,
  major text not null,
  minor text not null,
  residential boolean not null,
  month date not null,
  offences integer not null check (offences >= 0),
  source text not null,
  primary key (level, source, area, major, minor, month)
);
comment on table target.recorded_count is 'MPS recorded crime counts as published, file by file.';
comment on column target.recorded_count.level is 'open | none | keep | Kind of area';
comment on column target.recorded_count.area is 'open | none | keep | Code, or name in capitals where the file gives no code';
comment on column target.recorded_count.area_name is 'open | none | keep | Name as published';
comment on column target.recorded_count.borough is 'open | none | keep | Borough as published';
comment on column target.recorded_count.major is 'open | none | keep | Major category, capitals';
comment on column target.recorded_count.minor is 'open | none | keep | Minor category, capitals';
comment on column target.recorded_count.residential is 'open | none | derived | Whether the category is residential burglary, by the crosswalk';
comment on column target.recorded_count.month is 'open | none | keep | First day of the month';
comment on column target.recorded_count.offences is 'open | none | keep | Offences recorded';
comment on column target.recorded_count.source is 'open | none | keep | File the count stands in';

create table target.recorded_month (
  level text not null check (level in ('lsoa', 'ward', 'borough')),
  month date not null,
  source text not null,
  last_month date not null,
  primary key (level, month, source)
);
comment on table target.recorded_month is
  'Months that each file of counts covers. Files name categories differently, so one month is taken from one file: the one that reaches later, then the last by name.';
comment on column target.recorded_month.level is 'open | none | keep | Kind of area';
comment on column target.recorded_month.month is 'open | none | keep | First day of the month';
comment on column target.recorded_month.source is 'open | none | keep | File that covers it';
comment on column target.recorded_month.last_month is 'open | none | keep | Last month of that file, its vintage';

create table target.burglary_count (
  kind text not null,
  valid_from date not null,
  source text not null check (source in ('street', 'points', 'mps', 'incidents')),
  series text not null check (series in ('all', 'residential')),
  code text not null,
  month date not null,
  burglaries integer not null check (burglaries > 0),
  primary key (kind, valid_from, source, series, code, month)
);
comment on table target.burglary_count is
  'Burglaries by area and month, one series from one source at a time: what risk reads. Made from the tables above.';
comment on column target.burglary_count.kind is 'open | none | derived | Kind of area';
comment on column target.burglary_count.valid_from is 'open | none | derived | Vintage of the areas';
comment on column target.burglary_count.source is 'open | none | derived | Where the counts come from';
comment on column target.burglary_count.series is 'open | none | derived | all, or residential';
comment on column target.burglary_count.code is 'open | none | derived | Area';
comment on column target.burglary_count.month is 'open | none | derived | First day of the month';
comment on column target.burglary_count.burglaries is 'open | none | derived | Burglaries';

create table target.loaded_month (
  source text not null check (source in ('street', 'points', 'mps', 'incidents')),
  series text not null check (series in ('all', 'residential')),
  level text not null check (level in ('any', 'lsoa', 'ward', 'borough')),
  month date not null,
  primary key (source, series, level, month)
);
comment on table target.loaded_month is 'Months that a source covers, so that a month without burglary is not taken for one never loaded.';
comment on column target.loaded_month.source is 'open | none | keep | Where the counts come from';
comment on column target.loaded_month.series is 'open | none | keep | all, or residential';
comment on column target.loaded_month.level is 'open | none | keep | Kind of area counted; any for points and street files';
comment on column target.loaded_month.month is 'open | none | keep | First day of the month';

create table target.counted_month (
  kind text not null,
  valid_from date not null,
  source text not null,
  month date not null,
  geography integer not null,
  primary key (kind, valid_from, source, month)
);
comment on table target.counted_month is
  'Months whose counts in burglary_count are up to date, as long as boundaries and look-ups stay as they are.';
comment on column target.counted_month.geography is 'open | none | derived | Version of places.geography they were counted with';
comment on column target.counted_month.kind is 'open | none | derived | Kind of area';
comment on column target.counted_month.valid_from is 'open | none | derived | Vintage of the areas';
comment on column target.counted_month.source is 'open | none | derived | Where the counts come from';
comment on column target.counted_month.month is 'open | none | derived | First day of the month';

do $$
declare name text;
begin
  foreach name in array array['burglary', 'offence_count', 'recorded_count', 'recorded_month', 'burglary_count', 'loaded_month', 'counted_month'] loop
    execute format('alter table target.%I enable row level security', name);
    execute format('alter table target.%I force row level security', name);
    execute format(
      'create policy import on target.%I for all to mettrace_importer
         using ((select foundation.actor_id()) is not null) with check ((select foundation.actor_id()) is not null)', name);
    execute format('grant select, insert, update, delete on target.%I to mettrace_importer', name);
    execute format(
      'create policy plan on target.%I for select to mettrace_planner
         using ((select foundation.actor_id()) is not null)', name);
    execute format('grant select on target.%I to mettrace_planner', name);
  end loop;
  foreach name in array array['burglary', 'recorded_count', 'recorded_month', 'burglary_count', 'loaded_month', 'counted_month'] loop
    execute format(
      'create policy risk on target.%I for select to mettrace_risk
         using ((select foundation.actor_id()) is not null)', name);
    execute format('grant select on target.%I to mettrace_risk', name);
  end loop;
end
$$;
-- The MPS counts hold every category; risk may know only the burglaries among them.
drop policy risk on target.recorded_count;
create policy risk on target.recorded_count for select to mettrace_risk
  using ((select foundation.actor_id()) is not null and major = 'BURGLARY');
