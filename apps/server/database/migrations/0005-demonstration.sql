-- The demonstration city: whether one is loaded and what was planted in it, its streets, ground and addresses; and
-- postcodes, by which areas are found. The streets and addresses of a real city come with Deliver.

create table foundation.demonstration (
  only_one boolean primary key default true check (only_one),
  state text not null check (state in ('none', 'loading', 'loaded')),
  seed integer,
  homes integer,
  truth jsonb,
  changed_at timestamptz not null default now(),
  check ((state = 'none') = (seed is null)),
  check ((seed is null) = (homes is null))
);
comment on table foundation.demonstration is 'The made-up city that is loaded, or that none is wanted; no row where nothing was decided yet.';
comment on column foundation.demonstration.only_one is 'open | none | keep | There is at most one row';
comment on column foundation.demonstration.state is 'open | none | keep | none: start without one; loading: being made; loaded';
comment on column foundation.demonstration.seed is 'open | none | keep | Seed that the city follows from';
comment on column foundation.demonstration.homes is 'open | none | keep | Homes that it was made with';
comment on column foundation.demonstration.truth is 'open | none | keep | What was planted: effect, decay, displacement, areas and months';
comment on column foundation.demonstration.changed_at is 'open | none | keep | When its state last changed';

create table places.street (
  id integer primary key,
  name text not null,
  line bytea not null
);
comment on table places.street is 'Streets and the line they run along.';
comment on column places.street.id is 'open | none | keep | Number of the street';
comment on column places.street.name is 'open | none | keep | Name';
comment on column places.street.line is 'open | none | keep | WKB LineString, metres, EPSG:27700';

create table places.ground (
  id integer primary key,
  kind text not null check (kind in ('water', 'park', 'wood', 'rail')),
  name text not null,
  boundary bytea not null
);
comment on table places.ground is 'What the ground is besides streets and buildings.';
comment on column places.ground.id is 'open | none | keep | Number';
comment on column places.ground.kind is 'open | none | keep | water, park, wood or rail';
comment on column places.ground.name is 'open | none | keep | Name';
comment on column places.ground.boundary is 'open | none | keep | WKB MultiPolygon, metres, EPSG:27700';

create table places.address (
  id bigint primary key,
  street integer not null references places.street,
  number text not null,
  core text,
  floor integer,
  flat integer,
  shared boolean not null,
  use text not null check (use in ('home', 'shop', 'custody')),
  postcode text not null,
  easting integer not null,
  northing integer not null
);
create index address_by_postcode on places.address (postcode);
create index address_by_street on places.address (street);
comment on table places.address is 'The address spine: every door, without who lives there.';
comment on column places.address.id is 'open | none | keep | Unique property reference number, or what stands for it';
comment on column places.address.street is 'open | none | keep | Street';
comment on column places.address.number is 'open | none | keep | Number or name of the house or building';
comment on column places.address.core is 'open | none | keep | Stairs or lift of a building of flats';
comment on column places.address.floor is 'open | none | keep | Floor, 0 the ground';
comment on column places.address.flat is 'open | none | keep | Number of the flat';
comment on column places.address.shared is 'open | none | keep | Whether it is a house in multiple occupation';
comment on column places.address.use is 'open | none | keep | home, shop or custody suite';
comment on column places.address.postcode is 'open | none | keep | Postcode, capitals, no space';
comment on column places.address.easting is 'open | none | keep | Metres, EPSG:27700';
comment on column places.address.northing is 'open | none | keep | Metres, EPSG:27700';

create table places.postcode (
  postcode text primary key,
  easting integer not null,
  northing integer not null
);
comment on table places.postcode is 'Where a postcode lies.';
comment on column places.postcode.postcode is 'open | none | keep | Capitals, no space';
comment on column places.postcode.easting is 'open | none | keep | Metres, EPSG:27700';
comment on column places.postcode.northing is 'open | none | keep | Metres, EPSG:27700';

alter table places.import_file drop constraint import_file_kind_check;
alter table places.import_file add constraint import_file_kind_check
  check (kind in ('street', 'counts', 'incidents', 'points', 'areas', 'homes', 'lookup', 'postcodes'));

do $$
declare name text;
begin
  foreach name in array array['foundation.demonstration', 'places.street', 'places.ground', 'places.address', 'places.postcode'] loop
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format(
      'create policy import on %s for all to mettrace_importer
         using ((select foundation.actor_id()) is not null) with check ((select foundation.actor_id()) is not null)', name);
    execute format('grant select, insert, update, delete on %s to mettrace_importer', name);
    execute format(
      'create policy plan on %s for select to mettrace_planner
         using ((select foundation.actor_id()) is not null)', name);
    execute format('grant select on %s to mettrace_planner', name);
  end loop;
end
$$;

-- Incidents are never deleted, but for the made-up ones that leave with their city.
grant delete on enforcement.incident_version to mettrace_importer;
create policy leave_with_the_city on enforcement.incident_version as restrictive for delete to mettrace_importer
  using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> 'none'));
