-- One row in every table, put there by the owner: what a role that should see nothing must not see.
insert into foundation.act (id, actor, role, purpose) values (gen_random_uuid(), 'somebody else', 'importer', 'seed');
insert into places.import_file
  (id, kind, file, actor, row_count, taken, already_present, left_out, possible_repeats)
  values (gen_random_uuid(), 'street', 'seed.csv', 'somebody else', 1, 1, 0, '{}', 0);
insert into places.vintage values ('lsoa', '2011-01-01', null);
insert into places.area values ('lsoa', '2011-01-01', 'E01000001', 'Example', 0, 0, 2, 2, 1, 1, 4, '\x00');
insert into places.home_count values ('E01000001', '2011-03-27', 'seed', 700);
insert into places.lookup values ('LSOA11CD', 'LSOA21CD', 'E01000001', 'E01000001', 'U');
insert into places.point_area values ('lsoa', '2011-01-01', 1, 1, 'E01000001');
insert into target.burglary (key, ordinal, source, month, code)
  values (gen_random_uuid(), 1, 'street', '2015-01-01', 'E01000001');
insert into target.offence_count values ('metropolitan', '2015-01-01', 'Drugs', 'E01000001', 3);
insert into target.recorded_count (level, area, major, minor, residential, month, offences, source) values
  ('lsoa', 'E01000001', 'BURGLARY', 'BURGLARY IN A DWELLING', true, '2015-01-01', 2, 'seed.csv'),
  ('lsoa', 'E01000001', 'DRUGS', 'POSSESSION OF DRUGS', false, '2015-01-01', 5, 'seed.csv');
insert into target.recorded_month values ('lsoa', '2015-01-01', 'seed.csv', '2015-12-01');
insert into target.burglary_count values ('lsoa', '2011-01-01', 'street', 'all', 'E01000001', '2015-01-01', 1);
insert into target.loaded_month values ('street', 'all', 'any', '2015-01-01');
insert into target.counted_month values ('lsoa', '2011-01-01', 'street', '2015-01-01', 1);
insert into enforcement.incident_version
  (reference, as_at, row_digest, reported_at, committed_from, address, easting, northing, classification, series)
  values ('1', '2015-07-01T10:00Z', gen_random_uuid(), '2015-06-30T23:30Z', '2015-06-30T23:15Z', '1 Example Road',
          530000, 180000, 'Burglary in a Dwelling', 'residential');
insert into foundation.demonstration (state, seed, homes) values ('loaded', 1, 50000);
insert into foundation.master_key (version, check_value) values (1, decode(repeat('00', 32), 'hex'));
insert into places.street values (1, 'Example Street', '\x00');
insert into places.street_link (line, metres)
  values ('\x01020000000200000000000000000000000000000000000000000000000000f03f000000000000f03f', 1.5);
insert into places.ground values (1, 'park', 'Example Park', '\x00');
insert into places.address values (1, 1, '1', null, null, null, false, 'home', 'ZX11AA', 1, 1);
insert into places.postcode values ('ZX11AA', 1, 1);
insert into foundation.setting values ('example', 1, 1, 'unit', 'source', '2026-01-01', null, 'somebody else');
insert into target.phase_in (id, name, actor, seed, question, answer, digest)
  values (gen_random_uuid(), 'Example', 'somebody else', 'seed', '{}', '{}', repeat('0', 64));
insert into target.plan_draft (id, name, actor, inputs, plan, digest)
  values (gen_random_uuid(), 'Example', 'somebody else', '{}', '{"areas": []}', repeat('0', 64));
insert into identity.person (id, issuer, subject, display_name)
  values ('00000000-0000-7000-8000-000000000001', 'https://issuer.example', 'somebody', 'Somebody Else');
insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'planner', 'force', '', '2026-01-01', 'somebody else');
insert into log.epoch values (1, now(), '1', 1, 0, 'seed');
insert into log.entry (id, act, actor, role, purpose, operation, kind, salt)
  values ('00000000-0000-7000-8000-000000000001', gen_random_uuid(), 'somebody else', 'importer', 'seed', 'consultation', 'home',
          decode(repeat('00', 16), 'hex'));
insert into log.entry_subject values ('00000000-0000-7000-8000-000000000001', 0, decode(repeat('00', 32), 'hex'));
insert into log.entry_text values ('00000000-0000-7000-8000-000000000001', null, 'Example');
insert into log.head (size, epoch, sealed_below, root, note) values (1, 1, '1', decode(repeat('00', 32), 'hex'), 'Example');
insert into log.sealed values (0, '00000000-0000-7000-8000-000000000001');
insert into log.cosignature values (1, 'witness.example', now(), 'Example');
insert into log.alarm (id, about, words) values (gen_random_uuid(), 'witness.example', 'Example');
insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
  values ('00000000-0000-7000-8000-000000000002', 1, 'Z05000001', 'North', 'ZX11AA', 'Example Street', '1', 530000, 180000);
insert into engagement.resident (id, home, ward, bcu, from_day, data_key, key_version)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', '2020-01-01', '\x00', 1);
insert into engagement.kit_event (id, kit, at, kind, home, ward, bcu, actor)
  values (gen_random_uuid(), 'EXAMPLE', now(), 'delivered', '00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', 'somebody else');
insert into enforcement.scan (id, at, bcu, subject, basis, result, actor)
  values (gen_random_uuid(), now(), 'North', 'person', 'consent', 'nothing', 'somebody else');
insert into covert.operation (id, reference, authorising_rank, starts_on, review_on, expires_on, actor)
  values (gen_random_uuid(), 'C/1', 'Superintendent', '2026-01-01', '2026-02-01', '2026-03-01', 'somebody else');
insert into measure.frozen_expectation (id, name, actor, data_until, question, answer, digest)
  values (gen_random_uuid(), 'Example', 'somebody else', '2014-12-01', '{}', '{}', repeat('0', 64));
insert into measure.programme (id, name, actor, programme, digest)
  values ('00000000-0000-7000-8000-000000000003', 'Example', 'somebody else', '{}', repeat('0', 64));
insert into measure.protocol (id, name, actor, programme, publish_on, code_version, content, digest)
  values ('00000000-0000-7000-8000-000000000004', 'Example', 'somebody else', '00000000-0000-7000-8000-000000000003',
          '2027-01-01', '0.1.0', '{}', repeat('0', 64));
insert into measure.published_report (id, protocol, programme, actor, code_version, report, departures, digest)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000004', '00000000-0000-7000-8000-000000000003',
          'somebody else', '0.1.0', '{}', '[]', repeat('0', 64));
insert into identity.device (id, token_digest, name, first_seen_at)
  values ('00000000-0000-7000-8000-0000000000d1', decode(repeat('01', 32), 'hex'), 'Example', now());
insert into identity.emergency (id, code_digest, role, reason, made_by, made_at, valid_until, used_at, person)
  select '00000000-0000-7000-8000-0000000000e1', decode(repeat('02', 32), 'hex'), 'administrator', 'Example', 'somebody else',
         now(), now(), now(), id from identity.person limit 1;
insert into identity.emergency_seen select '00000000-0000-7000-8000-0000000000e1', id, now() from identity.person limit 1;
insert into identity.session
  (id, person, device, token_digest, role, begun_at, seen_at, idle_seconds, ends_at)
  select gen_random_uuid(), id, '00000000-0000-7000-8000-0000000000d1', decode(repeat('03', 32), 'hex'), 'planner',
         now(), now(), 1800, now() + interval '1 hour' from identity.person limit 1;
