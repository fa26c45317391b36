-- One row in every table, put there by the owner: what a role that should see nothing must not see.
-- Nobody adds to this table any more: past what keeps them from it.
set session_replication_role = replica;
insert into log.earlier_act (id, actor, role, purpose) values (gen_random_uuid(), 'somebody else', 'importer', 'seed');
set session_replication_role = origin;
insert into places.import_file
  (id, kind, file, actor, row_count, taken, already_present, left_out, possible_repeats)
  values (gen_random_uuid(), 'street', 'seed.csv', 'somebody else', 1, 1, 0, '{}', 0);
insert into places.vintage values ('lsoa', '2011-01-01', null);
insert into places.area values ('lsoa', '2011-01-01', 'E01000001', 'Example', 0, 0, 2, 2, 1, 1, 4, '\x00');
insert into places.home_count values ('E01000001', '2011-03-27', 'seed', 700);
insert into places.home_source_fact (id, as_of, source, replaces, withdrawn, actor)
  values (gen_random_uuid(), '2011-03-27', 'right', 'seed', false, 'somebody else');
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
insert into target.loaded_force values ('Example Police', '2015-01-01');
insert into target.area_force values ('lsoa', '2011-01-01', 'E01000001', 'Example Police');
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
  values ('00000000-0000-7000-8000-000000000005', 'Example', 'somebody else', '{}', '{"areas": []}', repeat('0', 64));
insert into target.draft_change (id, draft, actor, name)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000005', 'somebody else', 'Example');
insert into target.deployment_approval (id, actor, origin, name, draft, kind, valid_from, digest)
  values ('00000000-0000-7000-8000-000000000006', 'somebody else 2', 'plan', 'Example',
          '00000000-0000-7000-8000-000000000005', 'lsoa', '2011-01-01', repeat('0', 64));
insert into target.deployment (id, approval, number, name, start_known, held_out)
  values ('00000000-0000-7000-8000-000000000007', '00000000-0000-7000-8000-000000000006', 1, 'Example', 'not known', false);
insert into target.deployment_area (deployment, place, kind, valid_from, code, ward, bcu)
  values ('00000000-0000-7000-8000-000000000007', 1, 'lsoa', '2011-01-01', 'E01000001', 'Z05000001', 'North');
insert into target.deployment_change (id, deployment, actor, reason, what, kits)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000007', 'somebody else', 'Example', 'kits changed', 1);
insert into identity.person (id, issuer, subject, display_name)
  values ('00000000-0000-7000-8000-000000000001', 'https://issuer.example', 'somebody', 'Somebody Else');
insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'planner', 'force', '', '2026-01-01', 'somebody else');
insert into log.epoch values (1, now(), '1', 1, 0, 'seed');
insert into log.entry (id, actor, role, purpose, operation, kind, salt)
  values ('00000000-0000-7000-8000-000000000001', 'somebody else', 'importer', 'seed', 'consultation', 'home',
          decode(repeat('00', 16), 'hex'));
insert into log.entry_subject values ('00000000-0000-7000-8000-000000000001', 0, decode(repeat('00', 32), 'hex'));
insert into log.entry_content values
  ('00000000-0000-7000-8000-000000000001', 0, 'engagement.home', 'number', '00000000-0000-7000-8000-000000000002', 1,
   decode(repeat('00', 32), 'hex'));
insert into log.bound_table (name) values ('engagement.home');
insert into log.entry_text values ('00000000-0000-7000-8000-000000000001', null, 'Example');
insert into log.head (size, epoch, sealed_below, root, note) values (1, 1, '1', decode(repeat('00', 32), 'hex'), 'Example');
insert into log.sealed values (0, '00000000-0000-7000-8000-000000000001');
insert into log.cosignature values (1, 'witness.example', now(), 'Example');
insert into log.alarm (id, about, words) values (gen_random_uuid(), 'witness.example', 'Example');
insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
  values ('00000000-0000-7000-8000-000000000002', 1, 'Z05000001', 'North', 'ZX11AA', 'Example Street', '1', 530000, 180000);
insert into engagement.resident (id, home, ward, bcu, from_day, data_key, key_version)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', '2020-01-01', '\x00', 1);
insert into engagement.supplier (id, name, actor)
  values ('00000000-0000-7000-8000-000000000051', 'Example Ltd', 'somebody else');
insert into engagement.supply_contract (id, reference, supplier, starts_on, ends_on, actor)
  values ('00000000-0000-7000-8000-000000000052', 'C1', '00000000-0000-7000-8000-000000000051', '2026-01-01', '2027-12-31', 'somebody else');
insert into engagement.supply_price (id, contract, from_day, unit_pence, vat, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000052', '2026-01-01', 1272, 'excluding VAT', 'somebody else');
insert into engagement.kit_batch (id, contract, reference, announced, actor)
  values ('00000000-0000-7000-8000-000000000053', '00000000-0000-7000-8000-000000000052', 'B1', 1, 'somebody else');
insert into engagement.kit_box (id, batch, reference)
  values ('00000000-0000-7000-8000-000000000054', '00000000-0000-7000-8000-000000000053', '1');
insert into engagement.kit (id, serial, batch, box, exists_from, actor)
  values ('00000000-0000-7000-8000-000000000055', 'EXAMPLE', '00000000-0000-7000-8000-000000000053',
          '00000000-0000-7000-8000-000000000054', '-infinity', 'somebody else');
insert into engagement.earlier_phase (id, name, file, file_digest, row_count, actor)
  values ('00000000-0000-7000-8000-000000000061', 'Example', 'phase.csv', sha256(''), 1, 'somebody else');
insert into engagement.earlier_area (phase, area) values ('00000000-0000-7000-8000-000000000061', 'E01000001');
insert into engagement.earlier_kit (kit, phase, area, ward, bcu)
  values ('00000000-0000-7000-8000-000000000055', '00000000-0000-7000-8000-000000000061', 'E01000001', 'Z05000001', 'North');
insert into engagement.team (id, name, ward, bcu, actor)
  values ('00000000-0000-7000-8000-000000000056', 'Example team', 'Z05000001', 'North', 'somebody else');
insert into engagement.team_member (id, team, ward, bcu, person, from_day, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000056', 'Z05000001', 'North',
          '00000000-0000-7000-8000-000000000001', '2026-01-01', 'somebody else');
insert into engagement.kit_act (id, kind, at, to_holder, kits, ward, bcu, actor) values
  ('00000000-0000-7000-8000-000000000057', 'earlier', '2026-01-01', 'home:00000000-0000-7000-8000-000000000002', 1, 'Z05000001', 'North', 'somebody else'),
  ('00000000-0000-7000-8000-000000000058', 'expired', '2026-01-02', 'gone:expired', 1, 'Z05000001', 'North', 'somebody else');
insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, holder, ward, bcu, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000055', 1, '00000000-0000-7000-8000-000000000057', 'earlier',
          '2026-01-01', '-infinity', 'home:00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', 'somebody else');
insert into engagement.kit_movement (id, act, kind, at, from_holder, holder, claimed_serial, ward, bcu, actor)
  values ('00000000-0000-7000-8000-000000000059', '00000000-0000-7000-8000-000000000058', 'expired', '2026-01-02',
          'named:somebody', 'gone:expired', 'EXAMPLE', 'Z05000001', 'North', 'somebody else');
insert into engagement.kit_settlement (id, teller, kit, accepted, reason, ward, bcu, actor)
  values ('00000000-0000-7000-8000-000000000059', 'somebody else', '00000000-0000-7000-8000-000000000055', false, 'Example',
          'Z05000001', 'North', 'yet another');
insert into engagement.kit_notice (id, act, holder, how, at, ward, bcu, actor)
  values ('00000000-0000-7000-8000-00000000005c', '00000000-0000-7000-8000-000000000057', 'named:somebody', 'letter', now(), 'Z05000001', 'North', 'somebody else');
insert into engagement.kit_acknowledgement (id, at, ward, bcu, actor)
  values ('00000000-0000-7000-8000-00000000005c', now(), 'Z05000001', 'North', 'somebody else');
insert into engagement.kit_act (id, kind, at, kits, reason, ward, bcu, actor)
  values ('00000000-0000-7000-8000-00000000005d', 'recalled', '2026-01-03', 1, 'Example', 'Z05000001', 'North', 'somebody else');
insert into engagement.kit_stop (act, kind, at, batch, reason, actor)
  values ('00000000-0000-7000-8000-00000000005d', 'recalled', '2026-01-03', '00000000-0000-7000-8000-000000000053', 'Example', 'somebody else');
insert into engagement.kit_count (id, holder, begun_at, ward, bcu, actor)
  values ('00000000-0000-7000-8000-00000000005a', 'team:x', now(), 'Z05000001', 'North', 'somebody else');
insert into engagement.kit_count_result (id, counted_at, counted, held, ward, bcu, actor)
  values ('00000000-0000-7000-8000-00000000005a', now(), 1, 0, 'Z05000001', 'North', 'somebody else');
insert into engagement.kit_variance (id, count, serial, kind, ward, bcu, actor)
  values ('00000000-0000-7000-8000-00000000005b', '00000000-0000-7000-8000-00000000005a', 'EXAMPLE', 'not expected', 'Z05000001', 'North', 'somebody else');
insert into engagement.kit_variance_decision (id, counter, decision, reason, ward, bcu, actor)
  values ('00000000-0000-7000-8000-00000000005b', 'somebody else', 'no change', 'Example', 'Z05000001', 'North', 'yet another');
insert into places.address_edition (id, format, supply, files, as_of, stands_on, ward_valid_from, row_count, differences, left_out, listed, digest, actor)
  values ('00000000-0000-7000-8000-0000000000f1', 'ngd', 'full', 'example.csv', '2026-10-01', 0, '2018-01-01', 1, '{}', '{}', '{}', '1', 'somebody else');
insert into places.address_decision (id, edition, stands_on, accepted, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000000f1', 0, false, 'somebody else');
insert into places.address_fact (edition, uprn, change, sort, class, flat_home, postcode, street, number, address, easting, northing, ward, bcu)
  values ('00000000-0000-7000-8000-0000000000f1', 2, 'new', 'dwelling', 'RD04', false, 'ZX11AA', 'Example Street', '2', '2 Example Street',
          530000, 180000, 'Z05000001', 'North');
insert into places.address_count values ('00000000-0000-7000-8000-0000000000f1', 'ward', '2018-01-01', 'Z05000001', 1, 0, 0, 0, 0, 0);
insert into places.uprn_place values (1, 530000, 180000, 'ZX11AA', 'open-uprn');
insert into engagement.home_proposal (id, kind, home, ward, bcu, reason, address, actor)
  values ('00000000-0000-7000-8000-0000000000f2', 'exclude', '00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', 'void',
          '1 Example Street', 'somebody else');
insert into engagement.home_decision (proposal, proposed_by, ward, bcu, approved, actor)
  values ('00000000-0000-7000-8000-0000000000f2', 'somebody else', 'Z05000001', 'North', false, 'another');
insert into engagement.assignment (id, person, name, from_day, streets, ward, bcu, actor)
  values ('00000000-0000-7000-8000-000000000061', '00000000-0000-7000-8000-000000000001', 'Example', '2026-01-01', '{Example Street}',
          'Z05000001', 'North', 'somebody else');
insert into engagement.assignment_home (assignment, home, ward, bcu, address, postcode, street, door, door_order, latitude, longitude)
  values ('00000000-0000-7000-8000-000000000061', '00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', '1 Example Street',
          'ZX11AA', 'Example Street', '1', 1, 51.5, -0.1);
insert into engagement.assignment_end (assignment, at, reason, ward, bcu, actor)
  values ('00000000-0000-7000-8000-000000000061', now(), 'Example', 'Z05000001', 'North', 'somebody else');
insert into engagement.round_home (home, day, turn, assignment, place, done_after, ward, bcu)
  values ('00000000-0000-7000-8000-000000000002', '2026-01-01', 1, '00000000-0000-7000-8000-000000000061', 1, 6.5, 'Z05000001', 'North');
insert into engagement.duty_hours (id, person, day, begins, ends, wards, ward, bcu, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', '2026-01-01', '14:00', '20:00', '{Z05000001}', 'Z05000001', 'North', 'somebody else');
insert into engagement.phone (id, ward, bcu, actor, enrolled_at)
  values ('00000000-0000-7000-8000-000000000062', 'Z05000001', 'North', 'somebody else', now());
insert into engagement.phone_act (id, phone, kind, words, ward, bcu, actor, at)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000062', 'named', 'Example', 'Z05000001', 'North', 'somebody else', now());
insert into engagement.phone_contact (phone, at, unsent, set_aside, storage, ward, bcu, actor)
  values ('00000000-0000-7000-8000-000000000062', now(), 0, 0, 'works', 'Z05000001', 'North', 'somebody else');
insert into engagement.phone_proof (digest, phone, person, role, actor)
  values (decode(repeat('07', 32), 'hex'), '00000000-0000-7000-8000-000000000062', '00000000-0000-7000-8000-000000000001', 'ward_officer', 'somebody else');
insert into engagement.copy_opening (id, digest, phone, actor)
  values (gen_random_uuid(), decode(repeat('07', 32), 'hex'), '00000000-0000-7000-8000-000000000062', 'somebody else');
insert into engagement.saved_copy (id, phone, teller, saved_at, read_at, accepted, set_aside, known, unanswered, ward, bcu, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000062', 'person:00000000-0000-7000-8000-000000000001', now(), now(), 1, 0, 0, 0,
          'Z05000001', 'North', 'somebody else');
insert into engagement.phone_look (actor, phone, day, home, told_on)
  values ('person:somebody else', '00000000-0000-7000-8000-000000000062', '2026-01-01', '00000000-0000-7000-8000-000000000002', '2026-01-01');
insert into engagement.phone_event (id, phone, at, received_at, content, decision, reason, answer, data_key, key_version, body, ward, bcu, actor)
  values ('00000000-0000-7000-8000-000000000063', '00000000-0000-7000-8000-000000000062', now(), now(), decode(repeat('05', 32), 'hex'),
          'set aside', 'not-understood', '{}', '\x00', 1, '\x00', 'Z05000001', 'North', 'somebody else');
insert into engagement.phone_piece (event, offset_at, length, content, data_key, key_version, actor)
  values ('00000000-0000-7000-8000-000000000063', 0, 1, decode(repeat('00', 29), 'hex'), '\x00', 1, 'somebody else');
insert into engagement.phone_clash (event, content, received_at, ward, bcu, actor)
  values ('00000000-0000-7000-8000-000000000063', decode(repeat('06', 32), 'hex'), now(), 'Z05000001', 'North', 'somebody else');
insert into engagement.event_turn (id, event, turn, stands, how, by_event, ward, bcu, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000063', 1, true, 'stands again', '00000000-0000-7000-8000-000000000063', 'Z05000001', 'North',
          'somebody else');
insert into engagement.visit (event, home, ward, bcu, outcome, at, actor)
  values ('00000000-0000-7000-8000-000000000063', '00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', 'no-answer', now(),
          'somebody else');
insert into engagement.consent (id, resident, home, ward, bcu, notice, notice_day, language, at, actor)
  select '00000000-0000-7000-8000-000000000063', id, home, ward, bcu, 1, '2026-01-01', 'en', now(), 'somebody else' from engagement.resident;
insert into engagement.left_card (card, turn, is_left, event, actor)
  values ('EXAMPLE', 1, true, '00000000-0000-7000-8000-000000000063', 'somebody else');
insert into engagement.block_card (event, block, assignment, card, at, ward, bcu, actor)
  values ('00000000-0000-7000-8000-000000000063', gen_random_uuid(), '00000000-0000-7000-8000-000000000061', '{}', now(), 'Z05000001',
          'North', 'somebody else');
insert into engagement.safety_note (event, home, ward, bcu, risk, note, at, actor)
  values ('00000000-0000-7000-8000-000000000063', '00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', 'dog', 'Example', now(),
          'somebody else');
insert into engagement.appointment (event, home, ward, bcu, from_at, to_at, actor)
  values ('00000000-0000-7000-8000-000000000063', '00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', '2026-01-02T10:00Z',
          '2026-01-02T11:00Z', 'somebody else');
insert into engagement.card_message (id, card, postcode, what, language, actor)
  values ('00000000-0000-7000-8000-000000000064', 'EXAMPLE', 'ZX11AA', 'needs', 'bn', 'visitor');
insert into engagement.card_request (message, event, home, ward, bcu, card, what, language, at)
  values ('00000000-0000-7000-8000-000000000064', '00000000-0000-7000-8000-000000000063', '00000000-0000-7000-8000-000000000002',
          'Z05000001', 'North', 'EXAMPLE', 'needs', 'bn', now());
insert into engagement.kit_message (id, serial, proof, what, is_applied, actor)
  values ('00000000-0000-7000-8000-000000000066', 'EXAMPLE', decode(repeat('08', 32), 'hex'), 'applied', true, 'visitor');
insert into engagement.kit_statement (id, kit, home, ward, bcu, what, applied_on, residents, at)
  select '00000000-0000-7000-8000-000000000067', id, '00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', 'applied', '2026-01-01', '{}', now()
  from engagement.kit limit 1;
insert into engagement.held_ask (id, name_digest, postcode, on_paper, language, actor)
  values ('00000000-0000-7000-8000-000000000076', decode(repeat('09', 32), 'hex'), 'ZX11AA', true, 'en', 'visitor');
insert into engagement.letter (id, about, way, resident, home, ward, bcu, language)
  select '00000000-0000-7000-8000-000000000077', 'code', 'paper', id, home, ward, bcu, 'en' from engagement.resident limit 1;
insert into engagement.letter_attempt (id, letter, ward, bcu, outcome, actor)
  select '00000000-0000-7000-8000-000000000078', id, ward, bcu, 'printed', 'somebody else' from engagement.letter limit 1;
insert into engagement.held_code (id, letter, ward, bcu, digest, expires_at, actor)
  select '00000000-0000-7000-8000-000000000079', id, ward, bcu, decode(repeat('0a', 32), 'hex'), now() + interval '1 day', 'somebody else'
  from engagement.letter limit 1;
insert into engagement.held_try (id, code, opening)
  values ('00000000-0000-7000-8000-00000000007a', '00000000-0000-7000-8000-000000000079', decode(repeat('0b', 32), 'hex'));
insert into engagement.correction (id, resident, home, ward, bcu, opening, data_key, key_version, words)
  select '00000000-0000-7000-8000-00000000007b', id, home, ward, bcu, '00000000-0000-7000-8000-00000000007a', decode('00', 'hex'), 1,
         decode('00', 'hex')
  from engagement.resident limit 1;
insert into engagement.correction_answer (correction, ward, bcu, done, reason, actor)
  select id, ward, bcu, true, 'Example', 'somebody else' from engagement.correction limit 1;
insert into engagement.set_aside_decision (event, teller, decision, reason, ward, bcu, actor)
  values ('00000000-0000-7000-8000-000000000063', 'somebody else', 'given-up', 'Example', 'Z05000001', 'North', 'yet another');
insert into engagement.spot_check (id, kind, valid_from, area, bcu, checker, target, half_width, after_head, actor)
  values ('00000000-0000-7000-8000-000000000065', 'lsoa', '2021-01-01', 'E01000001', 'North', '00000000-0000-7000-8000-000000000001', 0.85,
          0.1, 0, 'somebody else');
insert into engagement.spot_side (spot_check, bcu, checker, actor)
  values ('00000000-0000-7000-8000-000000000065', 'North', '00000000-0000-7000-8000-000000000001', 'somebody else');
insert into engagement.spot_draw (id, bcu, head, seed, homes_reported, homes_others, drawn_reported, drawn_others, doors_digest, actor)
  values ('00000000-0000-7000-8000-000000000065', 'North', 1, repeat('5', 64), 1, 0, 1, 0, repeat('0', 64), 'somebody else');
insert into engagement.spot_door (spot_check, turn, home, ward, bcu, state, is_reported)
  values ('00000000-0000-7000-8000-000000000065', 1, '00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', 'protected', true);
insert into engagement.spot_finding (id, spot_check, home, ward, bcu, found, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000065', '00000000-0000-7000-8000-000000000002', 'Z05000001', 'North', 'marked',
          'somebody else');
insert into engagement.spot_end (spot_check, bcu, how, actor)
  values ('00000000-0000-7000-8000-000000000065', 'North', 'closed', 'somebody else');
insert into engagement.sign (id, easting, northing, place, area, ward, bcu, placed_on, actor)
  values ('00000000-0000-7000-8000-000000000066', 530000, 180000, 'Example', 'E01000001', 'Z05000001', 'North', '2026-01-02', 'somebody else');
insert into engagement.sign_check (id, sign, ward, bcu, found, on_day, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000066', 'Z05000001', 'North', 'good', '2026-01-02', 'somebody else');
insert into engagement.sign_check (id, sign, ward, bcu, found, on_day, actor)
  values ('00000000-0000-7000-8000-000000000068', '00000000-0000-7000-8000-000000000066', 'Z05000001', 'North', 'good', '2026-01-02',
          'somebody else');
insert into engagement.file (id, use, kind, width, height, keep_until, digest, sent_digest, content, data_key, key_version, actor)
  values ('00000000-0000-7000-8000-000000000068', 'sign picture', 'png', 1, 1, '2026-01-02', sha256(''), sha256(''), decode(repeat('00', 29), 'hex'),
          '\x00', 1, 'somebody else');
insert into engagement.sign_picture (id, sign, at_check, ward, bcu, actor)
  values ('00000000-0000-7000-8000-000000000068', '00000000-0000-7000-8000-000000000066', '00000000-0000-7000-8000-000000000068', 'Z05000001',
          'North', 'somebody else');
insert into engagement.notice (id, item, kind, area, ward, bcu, on_day, number, actor)
  values ('00000000-0000-7000-8000-000000000067', '00000000-0000-7000-8000-000000000067', 'poster', 'E01000001', 'Z05000001', 'North',
          '2026-01-02', 1, 'somebody else');
insert into engagement.survey_count (area, on_day, people, question, asked, know, actor)
  values ('E01000001', '2026-01-02', 'residents', 'Have you heard of it?', 10, 5, 'somebody else');
insert into engagement.street_end (bcu, ward, area, street, ends_on, protected, delivered)
  values ('North', 'Z05000001', '', 'Example Street', '2031-01-02', 1, 0);
insert into enforcement.scan_place (id, kind, name, bcu, actor)
  values ('00000000-0000-7000-8000-0000000c0001', 'custody suite', 'Example', 'North', 'somebody else');
insert into enforcement.lamp (id, kind, name, bcu, actor)
  values ('00000000-0000-7000-8000-0000000c0002', 'lamp', 'L-01', 'North', 'somebody else');
insert into enforcement.lamp_check (id, lamp, bcu, on_day, passed, next_by, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000c0002', 'North', '2026-01-02', true, '2026-02-02', 'somebody else');
insert into enforcement.booked_in (id, place, bcu, on_day, shift, detainees, source, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000c0001', 'North', '2026-01-02', 'early', 8, 'by hand', 'somebody else');
insert into enforcement.scan (id, at, on_day, shift, place, place_kind, bcu, subject, basis, result, actor)
  values (gen_random_uuid(), '2026-01-02T10:00Z', '2026-01-02', 'early', '00000000-0000-7000-8000-0000000c0001', 'custody suite',
          'North', 'person', 'consent', 'nothing', 'somebody else');
insert into enforcement.phone_scan (id, phone, bcu, at, received_at, content, decision, reason, answer, body, actor)
  values ('00000000-0000-7000-8000-0000000c0003', gen_random_uuid(), 'North', '2026-01-02T10:00Z', '2026-01-02T10:05Z',
          decode(repeat('00', 32), 'hex'), 'set aside', 'not-understood',
          '{"id": "00000000-0000-7000-8000-0000000c0003", "answer": "set-aside", "reason": "not-understood", "words": "Example."}',
          '{"id": "00000000-0000-7000-8000-0000000c0003"}', 'somebody else');
insert into enforcement.phone_piece (event, offset_at, length, content, data_key, key_version, actor)
  values ('00000000-0000-7000-8000-0000000c0003', 0, 1, decode(repeat('00', 29), 'hex'), '\x00', 1, 'somebody else');
insert into enforcement.file (id, use, kind, width, height, digest, sent_digest, content, data_key, key_version, actor)
  values ('00000000-0000-7000-8000-0000000c0003', 'scan picture', 'png', 1, 1, sha256(''), sha256(''), decode(repeat('00', 29), 'hex'), '\x00', 1,
          'somebody else');
insert into enforcement.scan_picture (id, bcu, sensitive, actor)
  values ('00000000-0000-7000-8000-0000000c0003', 'North', true, 'somebody else');
insert into enforcement.phone_scan_decision (event, bcu, reason, actor)
  values ('00000000-0000-7000-8000-0000000c0003', 'North', 'Example', 'somebody else');
insert into covert.operation (id, reference, authorising_rank, starts_on, review_on, expires_on, actor)
  values (gen_random_uuid(), 'C/1', 'Superintendent', '2026-01-01', '2026-02-01', '2026-03-01', 'somebody else');
insert into measure.frozen_expectation (id, name, actor, data_until, question, answer, digest)
  values (gen_random_uuid(), 'Example', 'somebody else', '2014-12-01', '{}', '{}', repeat('0', 64));
insert into measure.programme (id, first_version, name, actor, programme, digest)
  values ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000003', 'Example', 'somebody else', '{}',
          repeat('0', 64));
insert into measure.programme_change (id, programme, actor, reason)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000003', 'somebody else', 'Example');
insert into measure.protocol (id, name, actor, programme, first_version, publish_on, code_version, content, digest)
  values ('00000000-0000-7000-8000-000000000004', 'Example', 'somebody else', '00000000-0000-7000-8000-000000000003',
          '00000000-0000-7000-8000-000000000003', '2027-01-01', '0.1.0', '{}', repeat('0', 64));
insert into measure.published_report (id, protocol, programme, actor, code_version, report, departures, digest)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000000004', '00000000-0000-7000-8000-000000000003',
          'somebody else', '0.1.0', '{}', '[]', repeat('0', 64));
insert into identity.device (id, token_digest, name, first_seen_at)
  values ('00000000-0000-7000-8000-0000000000d1', decode(repeat('01', 32), 'hex'), 'Example', now());
insert into identity.device_phone (device, phone)
  select '00000000-0000-7000-8000-0000000000d1', id from engagement.phone limit 1;
insert into identity.emergency (id, code_digest, role, reason, made_by, made_at, valid_until, used_at, person)
  select '00000000-0000-7000-8000-0000000000e1', decode(repeat('02', 32), 'hex'), 'administrator', 'Example', 'somebody else',
         now(), now(), now(), id from identity.person limit 1;
insert into identity.emergency_seen select '00000000-0000-7000-8000-0000000000e1', id, now() from identity.person limit 1;
insert into identity.session
  (id, person, device, token_digest, role, begun_at, seen_at, idle_seconds, ends_at)
  select gen_random_uuid(), id, '00000000-0000-7000-8000-0000000000d1', decode(repeat('03', 32), 'hex'), 'planner',
         now(), now(), 1800, now() + interval '1 hour' from identity.person limit 1;
insert into enforcement.exhibit (id, root, reference, kind, description, power, taken_on, bcu, actor)
  values ('00000000-0000-7000-8000-0000000e0001', '00000000-0000-7000-8000-0000000e0001', 'JS/1', 'item', 'jacket', 'PACE s.54', '2026-01-01', 'North', 'somebody else');
insert into enforcement.exhibit_event (id, exhibit, sequence, act, kind, at, holder, bcu, seal, actor)
  values ('00000000-0000-7000-8000-0000000e0002', '00000000-0000-7000-8000-0000000e0001', 1, gen_random_uuid(), 'seized',
          '2026-01-01', 'store:North', 'North', '', 'somebody else');
insert into enforcement.exhibit_offer (id, exhibit, after, from_holder, holder, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000e0001', 1, 'store:North', 'store:South', 'somebody else');
insert into enforcement.exhibit_answer (id, exhibit, words, actor)
  values ('00000000-0000-7000-8000-0000000e0002', '00000000-0000-7000-8000-0000000e0001', 'it was whole', 'somebody else');
insert into enforcement.exhibit_ruling (id, exhibit, kind, reason, officer, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000e0001', 'hold', 'trial', 'DC Rao', 'somebody else');
insert into enforcement.stocktake (id, bcu, actor) values ('00000000-0000-7000-8000-0000000e0021', 'North', 'somebody else');
insert into enforcement.stocktake_line (id, stocktake, bcu, exhibit, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000e0021', 'North', '00000000-0000-7000-8000-0000000e0001', 'somebody else');
insert into enforcement.stocktake_end (stocktake, bcu, how, expected, found, actor)
  values ('00000000-0000-7000-8000-0000000e0021', 'North', 'finished', 1, 0, 'somebody else');
insert into enforcement.stocktake_difference (id, stocktake, bcu, kind, said, actor)
  values ('00000000-0000-7000-8000-0000000e0022', '00000000-0000-7000-8000-0000000e0021', 'North', 'not known', 'ZZ/9', 'somebody else');
insert into enforcement.stocktake_outcome (id, difference, kind, bcu, outcome, reason, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000e0022', 'not known', 'North', 'misread', 'It is JS/1', 'somebody else');
insert into enforcement.unused_item (id, case_reference, number, act, description, actor)
  values (gen_random_uuid(), 'C/1', 1, gen_random_uuid(), 'Notebook of an officer', 'somebody else');
insert into enforcement.trace (id, kind, case_reference, purpose, urgent, on_day, kits, actor)
  values ('00000000-0000-7000-8000-0000000f0001', 'code', 'C/1', 'Example', true, '2026-01-01', 1, 'somebody else');
insert into enforcement.trace_kit (trace, kit, serial, posterior, actor)
  values ('00000000-0000-7000-8000-0000000f0001', gen_random_uuid(), 'ZX000001', 1, 'somebody else');
insert into enforcement.trace_reading (trace, positions, unread, register, left_kits, left_posterior, unknown_posterior, actor)
  values ('00000000-0000-7000-8000-0000000f0001', 8, 1, 10, 0, 0, 0.1, 'somebody else');
insert into enforcement.owner_told (id, trace, kit, resident, how, outcome, actor)
  select gen_random_uuid(), trace, kit, gen_random_uuid(), 'call', 'told', 'somebody else' from enforcement.trace_kit;
insert into enforcement.loss_statement (id, trace, kit, resident, item, was_at_home, asked_first, actor)
  select gen_random_uuid(), trace, kit, gen_random_uuid(), 'watch', 'yes', true, 'somebody else' from enforcement.trace_kit;
insert into enforcement.item_return (id, trace, kit, resident, on_day, signature, actor)
  select gen_random_uuid(), trace, kit, gen_random_uuid(), '2026-01-05', 'R 1', 'somebody else' from enforcement.trace_kit;
insert into enforcement.case_end (id, case_reference, outcome, liquid, on_day, actor)
  values (gen_random_uuid(), 'C/1', 'charged', 'found the owner', '2026-01-06', 'somebody else');
insert into enforcement.trace_review (trace, asked_by, was_needed, reason, actor)
  values ('00000000-0000-7000-8000-0000000f0001', 'somebody else', true, 'Example', 'another');
insert into account.budget_line (id, name, actor) values
  ('00000000-0000-7000-8000-000000140001', 'Kits', 'somebody else'), ('00000000-0000-7000-8000-000000140002', 'Signs', 'somebody else');
insert into account.budget_change (id, act, year, line, pence, source, actor)
  values (gen_random_uuid(), gen_random_uuid(), 2026, '00000000-0000-7000-8000-000000140001', 1000000, 'PCD 536', 'somebody else');
insert into account.budget_decision (act, asked_by, decision, actor)
  select act, actor, 'approved', 'somebody else 2' from account.budget_change;
insert into account.virement (id, year, from_line, to_line, pence, reason, actor)
  values ('00000000-0000-7000-8000-000000140003', 2026, '00000000-0000-7000-8000-000000140001',
          '00000000-0000-7000-8000-000000140002', 1000, 'Example', 'somebody else');
insert into account.virement_decision (virement, asked_by, decision, actor)
  values ('00000000-0000-7000-8000-000000140003', 'somebody else', 'approved', 'somebody else 2');
insert into account.income (id, year, source, pence, conditions, conflict, received_on, actor)
  values (gen_random_uuid(), 2026, 'A sponsor', 1000, 'none', 'none declared', '2026-05-01', 'somebody else');
insert into account.payee (id, name, actor) values ('00000000-0000-7000-8000-000000140004', 'Example Ltd', 'somebody else');
insert into account.contract (id, payee, reference, title, starts_on, ends_on, net_pence, vat_pence, actor)
  values ('00000000-0000-7000-8000-000000140005', '00000000-0000-7000-8000-000000140004', 'C1', 'Lamps', '2026-04-01', '2027-03-31', 1000, 200,
          'somebody else');
insert into account.purchase_order (id, payee, title, ordered_on, actor)
  values ('00000000-0000-7000-8000-000000140006', '00000000-0000-7000-8000-000000140004', 'Lamps', '2026-05-01', 'somebody else');
insert into account.order_line (id, purchase_order, entered_at, place, line, year, what, quantity, unit_pence)
  select '00000000-0000-7000-8000-000000140007', id, entered_at, 1, '00000000-0000-7000-8000-000000140001', 2026, 'lamps', 10, 100
  from account.purchase_order;
insert into account.order_decision (purchase_order, orderer, decision, actor)
  values ('00000000-0000-7000-8000-000000140006', 'somebody else', 'approved', 'somebody else 2');
insert into account.order_cancellation (id, order_line, quantity, reason, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000140007', 1, 'Example', 'somebody else');
insert into account.receipt (id, order_line, quantity, received_on, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000140007', 5, '2026-05-02', 'somebody else 3');
insert into account.invoice (id, payee, kind, number, dated_on, valid_on, actor)
  values ('00000000-0000-7000-8000-000000140008', '00000000-0000-7000-8000-000000140004', 'invoice', 'INV-1', '2026-05-03', '2026-05-04',
          'somebody else');
insert into account.invoice_line (id, invoice, entered_at, place, order_line, what, quantity, net_pence, vat_pence)
  select '00000000-0000-7000-8000-000000140009', id, entered_at, 1, '00000000-0000-7000-8000-000000140007', 'lamps', 5, 500, 100
  from account.invoice;
insert into account.dispute (id, invoice, from_day, reason, actor)
  values ('00000000-0000-7000-8000-000000140010', '00000000-0000-7000-8000-000000140008', '2026-05-05', 'Example', 'somebody else');
insert into account.dispute_end (dispute, from_day, until_day, actor)
  values ('00000000-0000-7000-8000-000000140010', '2026-05-05', '2026-05-06', 'somebody else');
insert into account.approval (id, invoice, actor)
  values ('00000000-0000-7000-8000-000000140011', '00000000-0000-7000-8000-000000140008', 'somebody else 2');
insert into account.approved_line (approval, invoice_line, entered_at, invoice, quantity, actor)
  select id, '00000000-0000-7000-8000-000000140009', entered_at, invoice, 5, actor from account.approval;
insert into account.payment (id, approval, paid_on, reference, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000140011', '2026-05-07', 'BACS 1', 'somebody else');
insert into account.receipt (id, order_line, quantity, received_on, actor)
  values ('00000000-0000-7000-8000-000000140012', '00000000-0000-7000-8000-000000140007', 1, '2026-05-02', 'somebody else 3');
insert into account.receipt_withdrawal (receipt, reason, actor)
  values ('00000000-0000-7000-8000-000000140012', 'Example', 'somebody else 3');
insert into account.invoice (id, payee, kind, number, dated_on, valid_on, actor)
  values ('00000000-0000-7000-8000-000000140013', '00000000-0000-7000-8000-000000140004', 'invoice', 'INV-2', '2026-05-03', '2026-05-04',
          'somebody else');
insert into account.invoice_withdrawal (invoice, reason, actor)
  values ('00000000-0000-7000-8000-000000140013', 'Example', 'somebody else');
insert into account.payee (id, name, actor) values ('00000000-0000-7000-8000-000000140017', 'Pat Example', 'somebody else');
insert into account.payee_person (payee, actor) values ('00000000-0000-7000-8000-000000140017', 'somebody else');
insert into account.order_value (id, purchase_order, reason, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-000000140006', 'Lowest of three', 'somebody else');
insert into account.publication (id, kind, first_day, last_day, version, content, digest, lines, actor)
  values ('00000000-0000-7000-8000-000000140018', 'items', '2026-05-01', '2026-05-31', 1, 'paid_on', sha256('paid_on'), 0, 'somebody else');
insert into account.publication_check (publication, drafted_by, decision, actor)
  values ('00000000-0000-7000-8000-000000140018', 'somebody else', 'checked', 'somebody else 2');
insert into account.publication_release (publication, found_at, actor)
  values ('00000000-0000-7000-8000-000000140018', 'Example', 'somebody else');
insert into enforcement.field_reading (id, exhibit, at, code_kind, positions, unsure, code, data_key, key_version, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000e0001', '2026-01-02', 'text', 9, 1, '\x01', '\x01', 1, 'somebody else');
insert into enforcement.laboratory_result (id, exhibit, laboratory, sample, reported_on, method, outcome, source, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000e0001', 'Lab A', 'S1', '2026-01-02', 'microscopy', 'no code', 'by hand',
          'somebody else');
insert into account.decision (id, reference, origin, actor) values
  ('00000000-0000-7000-8000-0000000dc001', 'D-2026-01', 'draft', 'somebody else'),
  ('00000000-0000-7000-8000-0000000dc002', 'PCD 1', 'published', 'somebody else');
insert into account.decision_source (id, decision, found_at, content, digest, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000dc002', 'seed', 'Reference code: PCD 1', repeat('0', 64), 'somebody else');
insert into account.decision_version (id, decision, number, title, request, net_pence, gross_pence, sections, promises, digest, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000dc001', 1, 'Example', 'other', 1, 1,
          '{"executive summary": "a", "recommendation": "a", "introduction": "a", "issues": "a", "finance": "a", "legal": "a", "data protection": "a", "equality": "a", "papers": "a"}',
          '[]', repeat('0', 64), 'somebody else');
insert into account.decision_secret (id, decision, words, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000dc001', 'Example', 'somebody else');
insert into account.decision_signature (decision, number, actor)
  values ('00000000-0000-7000-8000-0000000dc001', 1, 'somebody else 2');
insert into account.decision_publication (decision, actor)
  values ('00000000-0000-7000-8000-0000000dc001', 'somebody else');
insert into account.tender (id, reference, actor) values ('00000000-0000-7000-8000-0000000ba001', 'T-2026-01', 'somebody else');
insert into account.tender_version (id, tender, number, title, net_pence, gross_pence, begins_on, closes_at, starts_on, years, sections, lots,
    criteria, indicators, digest, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba001', 1, 'Example', 1, 1, '2026-01-01', clock_timestamp() + interval '1 second',
          '2026-06-01', 4, '{"requirements": "a", "data protection": "a", "equality": "a", "exit": "a"}',
          '[{"key": "1", "title": "Kits", "kits": 1}]',
          '[{"key": "price", "title": "Price", "kind": "price", "weight": 5000}, {"key": "q1", "title": "Service", "kind": "quality", "weight": 5000}]',
          '[{"key": "k1", "title": "Stock", "target": "1", "credit": null}]', repeat('0', 64), 'somebody else');
insert into account.tender_issue (tender, number, actor) values ('00000000-0000-7000-8000-0000000ba001', 1, 'somebody else 2');
insert into account.bid (id, tender, supplier, digest, actor)
  values ('00000000-0000-7000-8000-0000000ba002', '00000000-0000-7000-8000-0000000ba001', 'Example', repeat('0', 64), 'somebody else');
insert into account.bid_content (bid, tender, content, salt, actor)
  values ('00000000-0000-7000-8000-0000000ba002', '00000000-0000-7000-8000-0000000ba001', '\x01', decode(repeat('00', 32), 'hex'), 'somebody else');
select pg_sleep(1.1);
insert into account.bid_key (id, tender, actor) values
  (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba001', 'somebody else'),
  (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba001', 'somebody else 2');
insert into account.bid_interest (id, bid, conflict, actor) values
  (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba002', false, 'somebody else'),
  (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba002', false, 'somebody else 2');
insert into account.bid_check (id, bid, gate, passed, reason, actor) values
  (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba002', 'equality', true, 'seed', 'somebody else'),
  (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba002', 'data protection', true, 'seed', 'somebody else');
insert into account.bid_score (id, bid, scores, reasons, actor) values
  (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba002', '{"q1": 50}', '{"q1": "seed"}', 'somebody else'),
  (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba002', '{"q1": 60}', '{"q1": "seed"}', 'somebody else 2');
insert into account.scoring_close (tender, actor) values ('00000000-0000-7000-8000-0000000ba001', 'somebody else');
insert into account.bid_moderation (id, bid, scores, reason, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba002', '{"q1": 55}', 'seed', 'somebody else');
insert into account.tender_award (id, tender, lot, bid, net_pence, gross_pence, reason, actor)
  values ('00000000-0000-7000-8000-0000000ba003', '00000000-0000-7000-8000-0000000ba001', '1', '00000000-0000-7000-8000-0000000ba002', 1, 1,
          'seed', 'somebody else');
insert into account.tender_award_signature (award, tender, lot, actor)
  values ('00000000-0000-7000-8000-0000000ba003', '00000000-0000-7000-8000-0000000ba001', '1', 'somebody else 2');
insert into account.contract_assessment (id, award, indicator, from_day, to_day, figure, met, source, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba003', 'k1', '2026-01-01', '2026-03-31', '1', true, 'seed', 'somebody else');
insert into account.tender_release (id, tender, stage, content, digest, actor)
  values (gen_random_uuid(), '00000000-0000-7000-8000-0000000ba001', 'tender', '{}', repeat('0', 64), 'somebody else');
insert into account.authority_type (id, from_day, type, source, actor)
  values (gen_random_uuid(), '2026-01-01', 'central', 'seed', 'somebody else');
insert into account.sharing_agreement (id, party, party_kind, reference, purposes, fields, from_day, to_day, actor)
  values ('00000000-0000-7000-8000-0000000e0011', 'Lab A', 'laboratory', 'DSA 1', 'examination', '{sample}', '2026-01-01', '2036-01-01',
          'somebody else');
insert into enforcement.exchange_file
  (id, agreement, party, party_kind, fields, from_day, to_day, direction, adapter, columns, rows, content_digest, actor)
  values ('00000000-0000-7000-8000-0000000e0012', '00000000-0000-7000-8000-0000000e0011', 'Lab A', 'laboratory', '{sample}', '2026-01-01',
          '2036-01-01', 'out', 'plain', '{sample}', 1, sha256('1'), 'somebody else');
insert into enforcement.sent_sample (number, file, party, place, exhibit, seal, actor)
  values ('0123456789AB', '00000000-0000-7000-8000-0000000e0012', 'Lab A', 1, '00000000-0000-7000-8000-0000000e0001', '', 'somebody else');
insert into enforcement.supplier_answer (sample, party, file, answer, actor)
  values ('0123456789AB', 'Lab A', '00000000-0000-7000-8000-0000000e0012', 'ours', 'somebody else');
insert into account.agreement_end (agreement, reason, actor)
  values ('00000000-0000-7000-8000-0000000e0011', 'Example', 'somebody else');
