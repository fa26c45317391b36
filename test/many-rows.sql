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
insert into engagement.home_state (home, ward, bcu, area, street, state, is_offered, tries)
  select pg_temp.id(1, n), pg_temp.ward(n), pg_temp.bcu(n), 'E' || n / 500, 'Street ' || n / 100, 'no answer', false, 1
  from generate_series(0, $homes - 1) n;
insert into engagement.resident (id, home, ward, bcu, from_day, data_key, key_version, name_digest)
  select pg_temp.id(2, n), pg_temp.id(1, n), pg_temp.ward(n), pg_temp.bcu(n), '2020-01-01', '\x00', 1,
         sha256(convert_to(n::text, 'UTF8'))
  from generate_series(0, $homes - 1, 4) n;
insert into engagement.kit (id, serial, exists_from, data_key, key_version, code, code_digest, actor)
  select pg_temp.id(13, n), 'KIT' || n, '-infinity', '\x00', 1, '\x00', sha256(convert_to('KIT' || n, 'UTF8')), 'test'
  from generate_series(0, $homes - 1, 2) n;
insert into engagement.kit_act (id, kind, at, to_holder, kits, ward, bcu, actor)
  select pg_temp.id(14, n), 'earlier', '2026-01-01', 'home:' || pg_temp.id(1, n), 1, pg_temp.ward(n), pg_temp.bcu(n), 'test'
  from generate_series(0, $homes - 1, 2) n;
insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, holder, ward, bcu, actor)
  select pg_temp.id(3, n), pg_temp.id(13, n), 1, pg_temp.id(14, n), 'earlier', '2026-01-01', '-infinity',
         'home:' || pg_temp.id(1, n), pg_temp.ward(n), pg_temp.bcu(n), 'test'
  from generate_series(0, $homes - 1, 2) n;
insert into engagement.kit_position (id, serial, sequence, movement, kind, at, holder, disputed, ward, bcu)
  select pg_temp.id(13, n), 'KIT' || n, 1, pg_temp.id(3, n), 'earlier', '2026-01-01', 'home:' || pg_temp.id(1, n), 0,
         pg_temp.ward(n), pg_temp.bcu(n)
  from generate_series(0, $homes - 1, 2) n;
insert into enforcement.incident_version (reference, as_at, row_digest, reported_at, uprn, easting, northing, classification, series)
  select 'CRIME' || n, now(), pg_temp.id(4, n), now() - n * interval '6 hours', 1000000 + n,
         500000 + (n % 300) * 20, 160000 + (n / 300)::int * 20, 'Burglary', 'residential'
  from generate_series(0, $homes / 4) n;

insert into log.earlier_act (id, actor, role, purpose)
  select pg_temp.id(5, n), 'person:' || pg_temp.id(6, n % 2000), 'planner', 'test' from generate_series(0, $homes - 1) n;
insert into log.entry (id, actor, role, purpose, operation, kind, subject, salt, epoch, xid)
  select pg_temp.id(7, n), 'person:' || pg_temp.id(6, n % 2000), 'planner', 'test', 'consultation', 'home',
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

-- What phones tell: an event for each home, of which one in fifty was set aside and one in four names a resident.
insert into engagement.assignment (id, person, name, from_day, streets, ward, bcu, actor)
  select pg_temp.id(15, n), pg_temp.id(6, n), 'Round ' || n, '2026-01-01', '{Street}', pg_temp.ward(n * 40), pg_temp.bcu(n * 40), 'test'
  from generate_series(0, $homes / 40 - 1) n;
insert into engagement.assignment_home
    (assignment, home, ward, bcu, address, postcode, street, door, door_order, latitude, longitude)
  select pg_temp.id(15, n / 40), pg_temp.id(1, n), pg_temp.ward(n), pg_temp.bcu(n), n || ' Street', 'ZX' || n / 20, 'Street ' || n / 100,
         (n % 100)::text, n % 100, 51.5, -0.1
  from generate_series(0, $homes - 1) n;
insert into engagement.phone (id, ward, bcu, actor, enrolled_at)
  select pg_temp.id(16, n), pg_temp.ward(n * 10), pg_temp.bcu(n * 10), 'test', '2026-01-01' from generate_series(0, $homes / 10 - 1) n;
insert into identity.device_phone (device, phone)
  select pg_temp.id(9, n), pg_temp.id(16, n) from generate_series(0, $homes / 10 - 1) n;
insert into engagement.phone_act (id, phone, kind, words, ward, bcu, actor, at)
  select pg_temp.id(17, n), pg_temp.id(16, n), 'named', 'Phone ' || n, pg_temp.ward(n * 10), pg_temp.bcu(n * 10), 'test', '2026-01-01'
  from generate_series(0, $homes / 10 - 1) n;
insert into engagement.phone_contact (phone, at, unsent, set_aside, storage, ward, bcu, actor)
  select pg_temp.id(16, n / 10), '2026-01-01'::timestamptz + n * interval '1 day', 0, 0, 'works', pg_temp.ward(n), pg_temp.bcu(n), 'test'
  from generate_series(0, $homes - 1) n;
insert into engagement.phone_event (id, phone, sequence, kind, format, assignment, home, resident, occurred_at, at, received_at, content,
    decision, reason, answer, data_key, key_version, body, ward, bcu, actor)
  select pg_temp.id(18, n), pg_temp.id(16, n / 10), n % 10 + 1, 'no-answer', 1, pg_temp.id(15, n / 40), pg_temp.id(1, n),
         case when n % 4 = 0 and n % 50 > 0 then pg_temp.id(2, n) end, now(), now(), now(), sha256(convert_to(n::text, 'UTF8')),
         case n % 50 when 0 then 'set aside' else 'accepted' end, case n % 50 when 0 then 'not-yours' end, '{}', '\x00', 1, '\x00',
         pg_temp.ward(n), pg_temp.bcu(n), 'person:' || pg_temp.id(6, n % 2000)
  from generate_series(0, $homes - 1) n;
insert into engagement.event_turn (id, event, turn, stands, how, by_event, ward, bcu, actor)
  select pg_temp.id(19, n), pg_temp.id(18, n), 1, false, 'undone', pg_temp.id(18, n + 1), pg_temp.ward(n), pg_temp.bcu(n), 'test'
  from generate_series(0, $homes - 2, 4) n;
insert into engagement.visit (event, home, ward, bcu, outcome, at, actor)
  select pg_temp.id(18, n), pg_temp.id(1, n), pg_temp.ward(n), pg_temp.bcu(n), 'no-answer', now(), 'person:' || pg_temp.id(6, n % 2000)
  from generate_series(0, $homes - 1) n;
insert into engagement.consent (id, resident, home, ward, bcu, notice, notice_day, language, at, actor)
  select pg_temp.id(18, n), pg_temp.id(2, n), pg_temp.id(1, n), pg_temp.ward(n), pg_temp.bcu(n), 1, '2026-01-01', 'en', now(), 'test'
  from generate_series(0, $homes - 1, 4) n;
insert into engagement.left_card (card, turn, is_left, event, actor)
  select 'CARD' || n, 1, true, pg_temp.id(18, n), 'test' from generate_series(0, $homes - 1, 4) n;
insert into engagement.safety_note (event, home, ward, bcu, risk, note, at, actor)
  select pg_temp.id(18, n), pg_temp.id(1, n), pg_temp.ward(n), pg_temp.bcu(n), 'dog', 'Example', now(), 'test'
  from generate_series(0, $homes - 1, 4) n;
insert into engagement.appointment (event, home, ward, bcu, from_at, to_at, actor)
  select pg_temp.id(18, n), pg_temp.id(1, n), pg_temp.ward(n), pg_temp.bcu(n), now(), now() + interval '1 hour', 'test'
  from generate_series(0, $homes - 1, 4) n;
insert into engagement.page_change (epoch, xid, reader, page, id, data)
  select 1, (n + 3)::text::xid8, 'person:' || pg_temp.id(6, n / 40), pg_temp.id(15, n / 40) || '/homes', pg_temp.id(1, n), '{}'
  from generate_series(0, $homes - 1) n;

insert into places.postcode select 'ZX' || n, 500000, 160000 from generate_series(0, $homes / 4) n;
insert into target.burglary_count
  select 'lsoa', '2011-03-27', 'street', 'all', 'E' || n / 24, '2015-01-01'::date + (n % 24)::int * interval '1 month', 1
  from generate_series(0, $homes - 1) n;
insert into target.plan_draft (id, name, actor, kept_at, inputs, plan, digest)
  select pg_temp.id(11, n), 'Draft ' || n, 'test', now() - n * interval '1 minute', '{}', '{"areas": []}', repeat('0', 64)
  from generate_series(0, $homes / 4) n;
insert into measure.programme (id, first_version, name, kept_at, actor, programme, digest)
  select pg_temp.id(12, n), pg_temp.id(12, n / 3 * 3), 'Programme ' || n / 3, now() - n * interval '1 minute', 'test', '{}', repeat('0', 64)
  from generate_series(0, $homes / 4) n;
-- Two whom the tests look at: their keys are gone, so that there is nothing to open.
update engagement.resident set data_key = null, key_version = null, name_digest = null, erased_at = now()
  where home in (pg_temp.id(1, 400), pg_temp.id(1, 404));
update engagement.phone_event set data_key = null, body = null, erased_at = now() where home in (pg_temp.id(1, 400), pg_temp.id(1, 404));
set session_replication_role = origin;
analyze;
