-- Enough rows that reading a table from end to end would be slower than its index; put there by the owner.
-- $homes stands for how many homes there are: 400 wards in 12 BCUs, a postcode for each 20 homes.
set session_replication_role = replica;
create function pg_temp.id(kind integer, number bigint) returns uuid language sql immutable
  return (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid;
create function pg_temp.ward(home bigint) returns text language sql immutable
  return 'W' || lpad((home * 400 / $homes)::text, 3, '0');
create function pg_temp.bcu(home bigint) returns text language sql immutable
  return 'B' || lpad((home * 400 / $homes * 12 / 400)::text, 2, '0');

insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
  select pg_temp.id(1, n), 1000000 + n, pg_temp.ward(n), pg_temp.bcu(n), 'ZX' || n / 20, 'Street ' || n / 100, (n % 100)::text,
         500000 + (n % 300) * 20, 160000 + (n / 300)::int * 20
  from generate_series(0, $homes - 1) n;
insert into engagement.resident (id, home, ward, bcu, from_day, data_key, key_version, name_digest)
  select pg_temp.id(2, n), pg_temp.id(1, n), pg_temp.ward(n), pg_temp.bcu(n), '2020-01-01', '\x00', 1,
         sha256(convert_to(n::text, 'UTF8'))
  from generate_series(0, $homes - 1, 4) n;
insert into engagement.kit_event (id, kit, at, kind, home, ward, bcu, actor)
  select pg_temp.id(3, n), 'KIT' || n, '2026-01-01', 'delivered', pg_temp.id(1, n), pg_temp.ward(n), pg_temp.bcu(n), 'test'
  from generate_series(0, $homes - 1, 2) n;
insert into enforcement.incident_version (reference, as_at, row_digest, reported_at, uprn, easting, northing, classification, series)
  select 'CRIME' || n, now(), pg_temp.id(4, n), now() - n * interval '6 hours', 1000000 + n,
         500000 + (n % 300) * 20, 160000 + (n / 300)::int * 20, 'Burglary', 'residential'
  from generate_series(0, $homes / 4) n;

insert into foundation.act (id, actor, role, purpose)
  select pg_temp.id(5, n), 'person:' || pg_temp.id(6, n % 2000), 'planner', 'test' from generate_series(0, $homes - 1) n;
insert into log.entry (id, act, actor, role, purpose, operation, kind, subject, salt, epoch, xid)
  select pg_temp.id(7, n), pg_temp.id(5, n), 'person:' || pg_temp.id(6, n % 2000), 'planner', 'test', 'consultation', 'home',
         sha256(convert_to(n::text, 'UTF8')), decode(repeat('00', 16), 'hex'), 1, (n + 3)::text::xid8
  from generate_series(0, $homes - 1) n;
insert into log.entry_subject
  select pg_temp.id(7, n / 50), n % 50, sha256(convert_to(n::text, 'UTF8')) from generate_series(0, $homes - 1) n;
insert into log.sealed select n, pg_temp.id(7, n) from generate_series(0, $homes - 100) n;
insert into log.head (size, epoch, sealed_below, root, note)
  select n, 1, n::text::xid8, decode(repeat('00', 32), 'hex'), 'test' from generate_series(1, $homes - 99, 50) n;

insert into identity.person (id, issuer, subject, display_name)
  select pg_temp.id(6, n), 'test', n::text, 'Person ' || n from generate_series(0, $homes / 4) n;
insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
  select pg_temp.id(8, n), pg_temp.id(6, n), 'planner', 'force', '', '2020-01-01', 'test' from generate_series(0, $homes / 4) n;
insert into identity.device (id, token_digest, name, first_seen_at)
  select pg_temp.id(9, n), sha256(convert_to('device ' || n, 'UTF8')), 'test', now() from generate_series(0, $homes / 4) n;
insert into identity.session (id, person, device, token_digest, role, begun_at, seen_at, idle_seconds, ends_at)
  select pg_temp.id(10, n), pg_temp.id(6, n), pg_temp.id(9, n), sha256(convert_to('session ' || n, 'UTF8')), 'planner',
         now(), now(), 1800, now() + interval '1 hour'
  from generate_series(0, $homes / 4) n;

insert into places.postcode select 'ZX' || n, 500000, 160000 from generate_series(0, $homes / 4) n;
insert into target.burglary_count
  select 'lsoa', '2011-03-27', 'street', 'all', 'E' || n / 24, '2015-01-01'::date + (n % 24)::int * interval '1 month', 1
  from generate_series(0, $homes - 1) n;
insert into target.plan_draft (id, name, actor, kept_at, inputs, plan, digest)
  select pg_temp.id(11, n), 'Draft ' || n, 'test', now() - n * interval '1 minute', '{}', '{"areas": []}', repeat('0', 64)
  from generate_series(0, $homes / 4) n;
insert into measure.programme (id, name, kept_at, actor, programme, digest)
  select pg_temp.id(12, n), 'Programme ' || n / 3, now() - n * interval '1 minute', 'test', '{}', repeat('0', 64)
  from generate_series(0, $homes / 4) n;
-- Two whom the tests look at: their keys are gone, so that there is nothing to open.
update engagement.resident set data_key = null, key_version = null, name_digest = null, erased_at = now()
  where home in (pg_temp.id(1, 400), pg_temp.id(1, 404));
set session_replication_role = origin;
analyze;
