-- Stretches of street between junctions, by which the way from area to area is measured. Imports are unions: a line is
-- there once, whichever file it came with.

create table places.street_link (
  key bytea primary key generated always as (sha256(line)) stored,
  line bytea not null,
  metres float8 not null check (metres >= 0 and metres < 'infinity')
);
comment on table places.street_link is 'Stretches of street between junctions: two meet where their lines share a corner.';
comment on column places.street_link.key is 'open | none | keep | SHA-256 of the line';
comment on column places.street_link.line is 'open | none | keep | WKB LineString, metres, EPSG:27700, to the decimetre';
comment on column places.street_link.metres is 'open | none | keep | Length, metres';

alter table places.import_file drop constraint import_file_kind_check;
alter table places.import_file add constraint import_file_kind_check
  check (kind in ('street', 'counts', 'incidents', 'points', 'areas', 'homes', 'lookup', 'postcodes', 'network'));

alter table places.street_link enable row level security;
alter table places.street_link force row level security;
