-- Places: boundaries with the dates of their validity, homes, look-ups between codes, and what was imported.

create schema places;
grant usage on schema places to mettrace_importer, mettrace_planner, mettrace_risk;

create table places.import_file (
  id uuid primary key,
  kind text not null check (kind in ('street', 'counts', 'incidents', 'points', 'areas', 'homes', 'lookup')),
  file text not null,
  imported_at timestamptz not null default now(),
  actor text not null,
  row_count integer not null check (row_count >= 0),
  taken integer not null check (taken >= 0),
  already_present integer not null check (already_present >= 0),
  left_out jsonb not null,
  possible_repeats integer not null check (possible_repeats >= 0)
);
comment on table places.import_file is 'What each import took and left out, by reason.';
comment on column places.import_file.id is 'official | none | keep | UUIDv7';
comment on column places.import_file.kind is 'official | none | keep | Importer that read the file';
comment on column places.import_file.file is 'official | none | keep | Name of the file, without its folder';
comment on column places.import_file.imported_at is 'official | none | keep | When it was imported';
comment on column places.import_file.actor is 'personal | uk-gdpr | audit+6y | Account that imported it';
comment on column places.import_file.row_count is 'official | none | keep | Rows read';
comment on column places.import_file.taken is 'official | none | keep | Rows that were new';
comment on column places.import_file.already_present is 'official | none | keep | Rows that were there before';
comment on column places.import_file.left_out is 'official | none | keep | Rows left out, by reason';
comment on column places.import_file.possible_repeats is 'official | none | keep | Equal rows without an id, taken';

create table places.vintage (
  kind text not null check (kind in ('oa', 'lsoa', 'ward', 'borough', 'bcu')),
  valid_from date not null,
  valid_to date,
  primary key (kind, valid_from),
  check (valid_to >= valid_from)
);
comment on table places.vintage is 'A set of boundaries of one kind that came into force together.';
comment on column places.vintage.kind is 'open | none | keep | Kind of area';
comment on column places.vintage.valid_from is 'open | none | keep | First day of validity';
comment on column places.vintage.valid_to is 'open | none | keep | Last day of validity; null while in force';

create table places.area (
  kind text not null,
  valid_from date not null,
  code text not null check (code <> ''),
  name text,
  min_easting integer not null,
  min_northing integer not null,
  max_easting integer not null,
  max_northing integer not null,
  centre_easting integer not null,
  centre_northing integer not null,
  vertices integer not null check (vertices > 2),
  boundary bytea not null,
  primary key (kind, valid_from, code),
  foreign key (kind, valid_from) references places.vintage
);
comment on table places.area is 'An area of a vintage. Offered twice with different outlines, the finer one is kept.';
comment on column places.area.kind is 'open | none | keep | Kind of area';
comment on column places.area.valid_from is 'open | none | keep | Vintage it belongs to';
comment on column places.area.code is 'open | none | keep | Official code';
comment on column places.area.name is 'open | none | keep | Official name';
comment on column places.area.min_easting is 'open | none | derived | Western edge, metres, EPSG:27700';
comment on column places.area.min_northing is 'open | none | derived | Southern edge, metres, EPSG:27700';
comment on column places.area.max_easting is 'open | none | derived | Eastern edge, metres, EPSG:27700';
comment on column places.area.max_northing is 'open | none | derived | Northern edge, metres, EPSG:27700';
comment on column places.area.centre_easting is 'open | none | derived | Easting of the centroid, metres';
comment on column places.area.centre_northing is 'open | none | derived | Northing of the centroid, metres';
comment on column places.area.vertices is 'open | none | derived | Points of the outline';
comment on column places.area.boundary is 'open | none | keep | Outline: WKB MultiPolygon, metres, EPSG:27700';

create table places.home_count (
  code text not null,
  as_of date not null,
  source text not null,
  homes integer not null check (homes >= 0),
  primary key (code, as_of, source)
);
comment on table places.home_count is 'Homes in an area, by source; the latest date counts, then the source first by name.';
comment on column places.home_count.code is 'open | none | keep | Official code of the area';
comment on column places.home_count.as_of is 'open | none | keep | Day the count describes';
comment on column places.home_count.source is 'open | none | keep | File and column it came from';
comment on column places.home_count.homes is 'open | none | keep | Households, or homes';

create table places.lookup (
  from_column text not null,
  to_column text not null,
  from_code text not null,
  to_code text not null,
  change text,
  primary key (from_column, to_column, from_code, to_code)
);
create index lookup_by_from on places.lookup (from_code);
create index lookup_by_to on places.lookup (to_code);
comment on table places.lookup is 'Which code belongs to which: between vintages, and up to ward, borough and BCU.';
comment on column places.lookup.from_column is 'open | none | keep | Heading of the first code';
comment on column places.lookup.to_column is 'open | none | keep | Heading of the second code';
comment on column places.lookup.from_code is 'open | none | keep | First code';
comment on column places.lookup.to_code is 'open | none | keep | Second code';
comment on column places.lookup.change is 'open | none | keep | U unchanged, S split, M merged, X irregular (ONS)';

create table places.point_area (
  kind text not null,
  valid_from date not null,
  easting integer not null,
  northing integer not null,
  code text,
  primary key (kind, valid_from, easting, northing),
  foreign key (kind, valid_from) references places.vintage on delete cascade
);
comment on table places.point_area is 'Area of a point, found in the outlines; asked once for each point and vintage.';
comment on column places.point_area.kind is 'open | none | derived | Kind of area';
comment on column places.point_area.valid_from is 'open | none | derived | Vintage';
comment on column places.point_area.easting is 'open | none | derived | Metres, EPSG:27700';
comment on column places.point_area.northing is 'open | none | derived | Metres, EPSG:27700';
comment on column places.point_area.code is 'open | none | derived | Area that holds the point; null when none does';

create table places.geography (
  only_one boolean primary key default true check (only_one),
  version integer not null
);
insert into places.geography (version) values (1);
comment on table places.geography is
  'Which state boundaries and look-ups are in: what was worked out in another state must be worked out anew.';
comment on column places.geography.only_one is 'open | none | derived | Keeps this table to one row';
comment on column places.geography.version is 'open | none | derived | Raised by every change of boundaries or look-ups';

do $$
declare name text;
begin
  foreach name in array array['import_file', 'vintage', 'area', 'home_count', 'lookup', 'point_area', 'geography'] loop
    execute format('alter table places.%I enable row level security', name);
    execute format('alter table places.%I force row level security', name);
    execute format(
      'create policy import on places.%I for all to mettrace_importer
         using ((select foundation.actor_id()) is not null) with check ((select foundation.actor_id()) is not null)', name);
    execute format('grant select, insert, update, delete on places.%I to mettrace_importer', name);
    execute format(
      'create policy read on places.%I for select to mettrace_planner, mettrace_risk
         using ((select foundation.actor_id()) is not null)', name);
    execute format('grant select on places.%I to mettrace_planner, mettrace_risk', name);
  end loop;
end
$$;
