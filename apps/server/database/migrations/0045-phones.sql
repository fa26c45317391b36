-- What officers' phones tell and are told. An assignment gives homes to a person from a day on. Every event of a phone is
-- kept as it came, with what was answered; what it means for homes follows in the same transaction. What pages of phones
-- hold is a log of its own, kept by triggers of this file alone: docs/phone-protocol.md says how phones read it.

-- Where a street begins, in whole metres, from the most significant bytes of its first corner (IEEE 754, little-endian): a
-- force has a million of them, and a map needs those around a round.
alter table places.street_link
  add column from_easting integer not null generated always as ((
    case when get_byte(line, 16) >= 128 then -1 else 1 end
    * (16 + (get_byte(line, 15) & 15) + (get_byte(line, 14) + (get_byte(line, 13) + get_byte(line, 12) / 256.0::float8) / 256) / 256) / 16
    * power(2::float8, (((get_byte(line, 16) & 127) << 4) | (get_byte(line, 15) >> 4)) - 1023))::integer) stored,
  add column from_northing integer not null generated always as ((
    case when get_byte(line, 24) >= 128 then -1 else 1 end
    * (16 + (get_byte(line, 23) & 15) + (get_byte(line, 22) + (get_byte(line, 21) + get_byte(line, 20) / 256.0::float8) / 256) / 256) / 16
    * power(2::float8, (((get_byte(line, 24) & 127) << 4) | (get_byte(line, 23) >> 4)) - 1023))::integer) stored;
create index street_link_by_start on places.street_link (from_easting, from_northing);
comment on column places.street_link.from_easting is 'open | none | keep | Where it begins, metres, EPSG:27700';
comment on column places.street_link.from_northing is 'open | none | keep | Where it begins, metres, EPSG:27700';

create table engagement.assignment (
  id uuid primary key,
  person uuid not null references identity.person,
  name text not null check (name <> ''),
  from_day date not null,
  until_day date check (until_day >= from_day),
  streets text[] not null check (cardinality(streets) between 1 and 200),
  ground jsonb not null default '{"streets": [], "areas": []}',
  ward text not null,
  bcu text not null,
  actor text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (id, ward, bcu)
);
create index assignment_by_ward on engagement.assignment (ward);
create index assignment_by_bcu on engagement.assignment (bcu);
create index assignment_by_person on engagement.assignment (person);
comment on table engagement.assignment is 'Which homes are whose, from a day to a day: a fact, ended by another.';
comment on column engagement.assignment.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.assignment.person is 'personal | uk-gdpr | programme+6y | Who walks it';
comment on column engagement.assignment.name is 'official | uk-gdpr | programme+6y | What it is called';
comment on column engagement.assignment.from_day is 'official | uk-gdpr | programme+6y | First day';
comment on column engagement.assignment.until_day is 'official | uk-gdpr | programme+6y | Last day; null where it goes on';
comment on column engagement.assignment.streets is 'personal | uk-gdpr | programme+6y | Streets that were chosen';
comment on column engagement.assignment.ground is 'open | none | keep | Streets and borders around it, as its phone draws them';
comment on column engagement.assignment.ward is 'official | uk-gdpr | programme+6y | Ward';
comment on column engagement.assignment.bcu is 'official | uk-gdpr | programme+6y | BCU of the ward';
comment on column engagement.assignment.actor is 'personal | uk-gdpr | audit+6y | Who made it';
comment on column engagement.assignment.recorded_at is 'official | uk-gdpr | programme+6y | When it was recorded';

create table engagement.assignment_home (
  assignment uuid not null,
  home uuid not null,
  ward text not null,
  bcu text not null,
  address text not null check (address <> ''),
  postcode text not null,
  street text not null,
  door text not null,
  door_order double precision not null,
  flat text,
  floor text,
  core text,
  latitude double precision not null,
  longitude double precision not null,
  primary key (assignment, home),
  foreign key (assignment, ward, bcu) references engagement.assignment (id, ward, bcu),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create index assignment_home_by_ward on engagement.assignment_home (ward);
create index assignment_home_by_bcu on engagement.assignment_home (bcu);
create index assignment_home_by_home on engagement.assignment_home (home, ward, bcu);
comment on table engagement.assignment_home is 'Homes of an assignment, each as it was called when it was made.';
comment on column engagement.assignment_home.assignment is 'official | uk-gdpr | programme+6y | Assignment';
comment on column engagement.assignment_home.home is 'official | uk-gdpr | programme+6y | Home';
comment on column engagement.assignment_home.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.assignment_home.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.assignment_home.address is 'personal | uk-gdpr | programme+6y | The home as it is called at its door';
comment on column engagement.assignment_home.postcode is 'personal | uk-gdpr | programme+6y | Postcode, capitals, no space';
comment on column engagement.assignment_home.street is 'personal | uk-gdpr | programme+6y | Street';
comment on column engagement.assignment_home.door is 'personal | uk-gdpr | programme+6y | Number or name on the door';
comment on column engagement.assignment_home.door_order is 'official | uk-gdpr | programme+6y | What sorts it: 12A is 12';
comment on column engagement.assignment_home.flat is 'personal | uk-gdpr | programme+6y | Flat';
comment on column engagement.assignment_home.floor is 'personal | uk-gdpr | programme+6y | Floor';
comment on column engagement.assignment_home.core is 'personal | uk-gdpr | programme+6y | Stairs or lift';
comment on column engagement.assignment_home.latitude is 'personal | uk-gdpr | programme+6y | Degrees, WGS 84';
comment on column engagement.assignment_home.longitude is 'personal | uk-gdpr | programme+6y | Degrees, WGS 84';

create table engagement.assignment_end (
  assignment uuid primary key,
  at timestamptz not null,
  reason text not null check (reason <> ''),
  ward text not null,
  bcu text not null,
  actor text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  foreign key (assignment, ward, bcu) references engagement.assignment (id, ward, bcu)
);
create index assignment_end_by_ward on engagement.assignment_end (ward);
create index assignment_end_by_bcu on engagement.assignment_end (bcu);
comment on table engagement.assignment_end is 'That an assignment ended before its last day.';
comment on column engagement.assignment_end.assignment is 'official | uk-gdpr | programme+6y | Assignment';
comment on column engagement.assignment_end.at is 'official | uk-gdpr | programme+6y | When it ended';
comment on column engagement.assignment_end.reason is 'official | uk-gdpr | programme+6y | Why';
comment on column engagement.assignment_end.ward is 'official | uk-gdpr | programme+6y | As the assignment''s';
comment on column engagement.assignment_end.bcu is 'official | uk-gdpr | programme+6y | As the assignment''s';
comment on column engagement.assignment_end.actor is 'personal | uk-gdpr | audit+6y | Who ended it';
comment on column engagement.assignment_end.recorded_at is 'official | uk-gdpr | programme+6y | When it was recorded';

create table engagement.phone (
  id uuid primary key,
  ward text,
  bcu text,
  actor text not null,
  enrolled_at timestamptz not null
);
create index phone_by_ward on engagement.phone (ward);
create index phone_by_bcu on engagement.phone (bcu);
comment on table engagement.phone is 'Phones, each by the id that its app gave itself: an empty store is another phone.';
comment on column engagement.phone.id is 'official | uk-gdpr | programme+6y | UUID that the app gave itself';
comment on column engagement.phone.ward is 'official | uk-gdpr | programme+6y | Ward that it is of, as far as known';
comment on column engagement.phone.bcu is 'official | uk-gdpr | programme+6y | BCU that it is of, as far as known';
comment on column engagement.phone.actor is 'personal | uk-gdpr | audit+6y | Who was signed in at its first contact';
comment on column engagement.phone.enrolled_at is 'official | uk-gdpr | programme+6y | First contact';

create table engagement.phone_act (
  id uuid primary key,
  phone uuid not null references engagement.phone,
  kind text not null check (kind in ('named', 'revoked')),
  words text not null check (words <> ''),
  ward text,
  bcu text,
  actor text not null,
  at timestamptz not null
);
create index phone_act_by_ward on engagement.phone_act (ward);
create index phone_act_by_bcu on engagement.phone_act (bcu);
create index phone_act_by_phone on engagement.phone_act (phone, at);
comment on table engagement.phone_act is 'What was done with a phone: given a name, or revoked.';
comment on column engagement.phone_act.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.phone_act.phone is 'official | uk-gdpr | programme+6y | Phone';
comment on column engagement.phone_act.kind is 'official | uk-gdpr | programme+6y | What was done';
comment on column engagement.phone_act.words is 'official | uk-gdpr | programme+6y | Its name, or why it was revoked';
comment on column engagement.phone_act.ward is 'official | uk-gdpr | programme+6y | Ward that it is of, as far as known';
comment on column engagement.phone_act.bcu is 'official | uk-gdpr | programme+6y | BCU that it is of, as far as known';
comment on column engagement.phone_act.actor is 'personal | uk-gdpr | audit+6y | Who did it';
comment on column engagement.phone_act.at is 'official | uk-gdpr | programme+6y | When';

create table engagement.phone_contact (
  phone uuid not null references engagement.phone,
  at timestamptz not null,
  unsent integer not null check (unsent >= 0),
  set_aside integer not null check (set_aside >= 0),
  storage text not null check (storage in ('works', 'full', 'not-tried')),
  app text check (app <> ''),
  ward text,
  bcu text,
  actor text not null
);
create index phone_contact_by_ward on engagement.phone_contact (ward);
create index phone_contact_by_bcu on engagement.phone_contact (bcu);
create index phone_contact_by_phone on engagement.phone_contact (phone, at);
comment on table engagement.phone_contact is 'What a phone said of itself at a contact.';
comment on column engagement.phone_contact.phone is 'official | uk-gdpr | programme+6y | Phone';
comment on column engagement.phone_contact.at is 'official | uk-gdpr | programme+6y | When';
comment on column engagement.phone_contact.unsent is 'official | uk-gdpr | programme+6y | Events of this person that were not sent';
comment on column engagement.phone_contact.set_aside is 'official | uk-gdpr | programme+6y | Events of theirs that wait for a decision';
comment on column engagement.phone_contact.storage is 'official | uk-gdpr | programme+6y | What a trial write came to';
comment on column engagement.phone_contact.app is 'official | uk-gdpr | programme+6y | Version of the app, where it was said';
comment on column engagement.phone_contact.ward is 'official | uk-gdpr | programme+6y | Ward that it is of, as far as known';
comment on column engagement.phone_contact.bcu is 'official | uk-gdpr | programme+6y | BCU that it is of, as far as known';
comment on column engagement.phone_contact.actor is 'personal | uk-gdpr | audit+6y | Who was signed in';

alter table engagement.resident add column by_phone boolean not null default false, add unique (id, home);
comment on column engagement.resident.by_phone is 'official | uk-gdpr | programme+6y | Whether an event of a phone registered them: they stand while an event that names them does';

create table engagement.phone_event (
  id uuid primary key,
  phone uuid not null references engagement.phone,
  sequence bigint check (sequence > 0),
  kind text,
  format integer,
  assignment uuid,
  home uuid,
  kit text,
  resident uuid references engagement.resident,
  of_event uuid,
  occurred_at timestamptz,
  at timestamptz not null,
  received_at timestamptz not null,
  content bytea not null check (octet_length(content) = 32),
  decision text not null check (decision in ('accepted', 'set aside')),
  reason text,
  answer jsonb not null,
  data_key bytea,
  key_version integer,
  body bytea,
  erased_at timestamptz,
  ward text,
  bcu text,
  actor text not null,
  unique (id, actor),
  -- No two events have one place in the order of a phone.
  constraint phone_event_once unique (phone, sequence),
  check ((decision = 'set aside') = (reason is not null)),
  -- What was set aside registers nobody.
  check (resident is null or decision = 'accepted'),
  check ((data_key is null) = (erased_at is not null) and (body is null) = (data_key is null))
);
create index phone_event_by_actor on engagement.phone_event (actor, received_at);
create index phone_event_by_ward on engagement.phone_event (ward, received_at) where decision = 'set aside';
create index phone_event_by_bcu on engagement.phone_event (bcu, received_at) where decision = 'set aside';
create index phone_event_by_key on engagement.phone_event (key_version) where data_key is not null;
create index phone_event_by_home on engagement.phone_event (home, at);
create index phone_event_by_resident on engagement.phone_event (resident) where resident is not null;
create index phone_event_by_target on engagement.phone_event (of_event) where of_event is not null;
comment on table engagement.phone_event is 'Events of phones as they came, one row each, and what was answered. What may name a resident is encrypted by a key of the row.';
comment on column engagement.phone_event.id is 'official | uk-gdpr | programme+6y | UUIDv7 that the phone made';
comment on column engagement.phone_event.phone is 'official | uk-gdpr | programme+6y | Phone that sent it';
comment on column engagement.phone_event.sequence is 'official | uk-gdpr | programme+6y | Place in that phone''s order; null where it has none';
comment on column engagement.phone_event.kind is 'official | uk-gdpr | programme+6y | Kind of fact; null where it could not be read';
comment on column engagement.phone_event.format is 'official | uk-gdpr | programme+6y | Format, as the phone said it';
comment on column engagement.phone_event.assignment is 'official | uk-gdpr | programme+6y | Assignment, as the phone said it';
comment on column engagement.phone_event.home is 'personal | uk-gdpr | programme+6y | Home, where it is about one';
comment on column engagement.phone_event.kit is 'official | uk-gdpr | programme+6y | Serial of the kit that it gave to the home';
comment on column engagement.phone_event.resident is 'personal | uk-gdpr | programme+6y | Resident whom it names';
comment on column engagement.phone_event.of_event is 'official | uk-gdpr | programme+6y | Event that it undoes or answers';
comment on column engagement.phone_event.occurred_at is 'official | uk-gdpr | programme+6y | When, by the phone''s clock; null where it could not be read';
comment on column engagement.phone_event.at is 'official | uk-gdpr | programme+6y | When, by the server''s clock';
comment on column engagement.phone_event.received_at is 'official | uk-gdpr | programme+6y | When it came';
comment on column engagement.phone_event.content is 'official | uk-gdpr | programme+6y | SHA-256 of what was sent';
comment on column engagement.phone_event.decision is 'official | uk-gdpr | programme+6y | What was answered';
comment on column engagement.phone_event.reason is 'official | uk-gdpr | programme+6y | Why it was set aside, in the code of the protocol';
comment on column engagement.phone_event.answer is 'personal | uk-gdpr | programme+6y | The answer, word for word';
comment on column engagement.phone_event.data_key is 'secret | uk-gdpr | programme+6y | Key of this row, wrapped by a key outside the database; gone when erased';
comment on column engagement.phone_event.key_version is 'official | uk-gdpr | programme+6y | Which key wraps it';
comment on column engagement.phone_event.body is 'personal | uk-gdpr | programme+6y | The event as it was sent: AES-256-GCM, bound to table, column and row';
comment on column engagement.phone_event.erased_at is 'official | uk-gdpr | programme+6y | When it was made unreadable';
comment on column engagement.phone_event.ward is 'official | uk-gdpr | programme+6y | Ward that it is of, as far as known';
comment on column engagement.phone_event.bcu is 'official | uk-gdpr | programme+6y | BCU that it is of, as far as known';
comment on column engagement.phone_event.actor is 'personal | uk-gdpr | audit+6y | Who recorded it';

create table engagement.phone_clash (
  event uuid not null references engagement.phone_event,
  content bytea not null check (octet_length(content) = 32),
  received_at timestamptz not null,
  ward text,
  bcu text,
  actor text not null,
  primary key (event, content)
);
create index phone_clash_by_ward on engagement.phone_clash (ward);
create index phone_clash_by_bcu on engagement.phone_clash (bcu);
comment on table engagement.phone_clash is 'That an event came again under its id with another content; the first stays as it is.';
comment on column engagement.phone_clash.event is 'official | uk-gdpr | programme+6y | Event';
comment on column engagement.phone_clash.content is 'official | uk-gdpr | programme+6y | SHA-256 of what was sent then';
comment on column engagement.phone_clash.received_at is 'official | uk-gdpr | programme+6y | When it came';
comment on column engagement.phone_clash.ward is 'official | uk-gdpr | programme+6y | Ward that it is of, as far as known';
comment on column engagement.phone_clash.bcu is 'official | uk-gdpr | programme+6y | BCU that it is of, as far as known';
comment on column engagement.phone_clash.actor is 'personal | uk-gdpr | audit+6y | Who sent it';

create table engagement.event_turn (
  id uuid not null unique,
  event uuid not null references engagement.phone_event,
  turn integer not null check (turn > 0),
  stands boolean not null,
  how text not null check (how in ('undone', 'corrected', 'given up', 'stands again')),
  by_event uuid not null references engagement.phone_event,
  ward text,
  bcu text,
  actor text not null,
  -- Two that undo the same thing at the same moment have the same turn: one of them is judged again.
  primary key (event, turn),
  foreign key (event, actor) references engagement.phone_event (id, actor)
);
create index event_turn_by_ward on engagement.event_turn (ward);
create index event_turn_by_bcu on engagement.event_turn (bcu);
create index event_turn_by_event_of on engagement.event_turn (by_event);
comment on table engagement.event_turn is 'That an event stands no more, or again: undone, corrected, given up, and the undo of each. One without a turn stands.';
comment on column engagement.event_turn.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.event_turn.event is 'official | uk-gdpr | programme+6y | Event that told it';
comment on column engagement.event_turn.turn is 'official | uk-gdpr | programme+6y | From 1';
comment on column engagement.event_turn.stands is 'official | uk-gdpr | programme+6y | Whether it stands from this turn on';
comment on column engagement.event_turn.how is 'official | uk-gdpr | programme+6y | How that came';
comment on column engagement.event_turn.by_event is 'official | uk-gdpr | programme+6y | Event that did it';
comment on column engagement.event_turn.ward is 'official | uk-gdpr | programme+6y | Ward that it is of, as far as known';
comment on column engagement.event_turn.bcu is 'official | uk-gdpr | programme+6y | BCU that it is of, as far as known';
comment on column engagement.event_turn.actor is 'personal | uk-gdpr | audit+6y | Who did it: the event''s own author';

create table engagement.visit (
  event uuid not null references engagement.phone_event,
  home uuid not null,
  ward text not null,
  bcu text not null,
  outcome text not null check (outcome in ('no-answer', 'refused', 'come-back', 'no-way-in', 'leave-out', 'tell-sergeant', 'delivered', 'protected')),
  at timestamptz not null,
  card text,
  language text check (language <> ''),
  needs text[] check (cardinality(needs) > 0),
  actor text not null,
  primary key (event, home),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu),
  foreign key (event, actor) references engagement.phone_event (id, actor)
);
create index visit_by_ward on engagement.visit (ward);
create index visit_by_bcu on engagement.visit (bcu);
create index visit_by_home on engagement.visit (home, at);
comment on table engagement.visit is 'What became of a door, as an event told it; whether it stands follows from event_turn.';
comment on column engagement.visit.event is 'official | uk-gdpr | programme+6y | Event that told it';
comment on column engagement.visit.home is 'official | uk-gdpr | programme+6y | Home';
comment on column engagement.visit.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.visit.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.visit.outcome is 'personal | uk-gdpr | programme+6y | What became of it';
comment on column engagement.visit.at is 'personal | uk-gdpr | programme+6y | When, by the server''s clock';
comment on column engagement.visit.card is 'official | uk-gdpr | programme+6y | Code of the card that was left';
comment on column engagement.visit.language is 'personal | uk-gdpr | programme+6y | Language of the household; null where it was not said or was erased';
comment on column engagement.visit.needs is 'personal | uk-gdpr | programme+6y | What the household needs, such as large print; null where nothing or where it was erased';
comment on column engagement.visit.actor is 'personal | uk-gdpr | audit+6y | Who was there';

create table engagement.consent (
  id uuid primary key,
  resident uuid not null,
  home uuid not null,
  ward text not null,
  bcu text not null,
  notice integer not null check (notice > 0),
  notice_day date not null,
  language text not null check (language <> ''),
  at timestamptz not null,
  actor text not null,
  foreign key (id, actor) references engagement.phone_event (id, actor),
  foreign key (resident, home) references engagement.resident (id, home),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create index consent_by_ward on engagement.consent (ward);
create index consent_by_bcu on engagement.consent (bcu);
create index consent_by_resident on engagement.consent (resident, home);
create index consent_by_home on engagement.consent (home, ward, bcu);
comment on table engagement.consent is 'That a resident agreed to the privacy notice, as an event of a phone told it. It names nobody, and stays when they are erased.';
comment on column engagement.consent.id is 'official | uk-gdpr | programme+6y | Event that told it';
comment on column engagement.consent.resident is 'personal | uk-gdpr | programme+6y | Who agreed';
comment on column engagement.consent.home is 'official | uk-gdpr | programme+6y | As the resident''s';
comment on column engagement.consent.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.consent.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.consent.notice is 'official | uk-gdpr | programme+6y | Version of the privacy notice';
comment on column engagement.consent.notice_day is 'official | uk-gdpr | programme+6y | Day of that version';
comment on column engagement.consent.language is 'personal | uk-gdpr | programme+6y | Language in which it was put to them';
comment on column engagement.consent.at is 'personal | uk-gdpr | programme+6y | When they agreed, by the server''s clock';
comment on column engagement.consent.actor is 'personal | uk-gdpr | audit+6y | Who asked them';

create table engagement.left_card (
  card text not null,
  turn integer not null check (turn > 0),
  is_left boolean not null,
  event uuid not null references engagement.phone_event,
  actor text not null,
  -- Two that leave one card at the same moment have the same turn: one of them is judged again.
  primary key (card, turn)
);
create index left_card_by_event on engagement.left_card (event);
comment on table engagement.left_card is 'Cards that were left, and taken back by an undo; a card is at one place.';
comment on column engagement.left_card.card is 'official | uk-gdpr | programme+6y | Code of the card';
comment on column engagement.left_card.turn is 'official | uk-gdpr | programme+6y | From 1';
comment on column engagement.left_card.is_left is 'official | uk-gdpr | programme+6y | Whether it is left from this turn on';
comment on column engagement.left_card.event is 'official | uk-gdpr | programme+6y | Event that told it';
comment on column engagement.left_card.actor is 'personal | uk-gdpr | audit+6y | Who left it';

create table engagement.block_card (
  event uuid primary key references engagement.phone_event,
  block uuid not null,
  assignment uuid not null,
  card jsonb not null,
  at timestamptz not null,
  ward text not null,
  bcu text not null,
  actor text not null,
  foreign key (assignment, ward, bcu) references engagement.assignment (id, ward, bcu)
);
create index block_card_by_ward on engagement.block_card (ward);
create index block_card_by_bcu on engagement.block_card (bcu);
create index block_card_by_block on engagement.block_card (block, at);
create index block_card_by_assignment on engagement.block_card (assignment, ward, bcu);
comment on table engagement.block_card is 'How to get into a block, for the next officer; a new card takes the place of the one before.';
comment on column engagement.block_card.event is 'official | uk-gdpr | programme+6y | Event that told it';
comment on column engagement.block_card.block is 'official | uk-gdpr | programme+6y | Block';
comment on column engagement.block_card.assignment is 'official | uk-gdpr | programme+6y | Assignment that it was seen in';
comment on column engagement.block_card.card is 'personal | uk-gdpr | programme+6y | Entrance, fob, concierge, lift, where the flats are';
comment on column engagement.block_card.at is 'official | uk-gdpr | programme+6y | When';
comment on column engagement.block_card.ward is 'official | uk-gdpr | programme+6y | As the assignment''s';
comment on column engagement.block_card.bcu is 'official | uk-gdpr | programme+6y | As the assignment''s';
comment on column engagement.block_card.actor is 'personal | uk-gdpr | audit+6y | Who wrote it';

create table engagement.safety_note (
  event uuid primary key references engagement.phone_event,
  home uuid not null,
  ward text not null,
  bcu text not null,
  risk text not null check (risk in ('dog', 'aggression', 'building', 'other')),
  note text not null check (note <> ''),
  at timestamptz not null,
  actor text not null,
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create index safety_note_by_ward on engagement.safety_note (ward);
create index safety_note_by_bcu on engagement.safety_note (bcu);
create index safety_note_by_home on engagement.safety_note (home, ward, bcu);
comment on table engagement.safety_note is 'What the next officer at a door must know.';
comment on column engagement.safety_note.event is 'official | uk-gdpr | programme+6y | Event that told it';
comment on column engagement.safety_note.home is 'official | uk-gdpr | programme+6y | Home';
comment on column engagement.safety_note.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.safety_note.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.safety_note.risk is 'personal | uk-gdpr | programme+6y | What kind of risk';
comment on column engagement.safety_note.note is 'personal | uk-gdpr | programme+6y | What was seen';
comment on column engagement.safety_note.at is 'personal | uk-gdpr | programme+6y | When';
comment on column engagement.safety_note.actor is 'personal | uk-gdpr | audit+6y | Who wrote it';

create table engagement.appointment (
  event uuid primary key references engagement.phone_event,
  home uuid not null,
  ward text not null,
  bcu text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  actor text not null,
  check (from_at < to_at),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create index appointment_by_ward on engagement.appointment (ward);
create index appointment_by_bcu on engagement.appointment (bcu);
create index appointment_by_home on engagement.appointment (home, ward, bcu);
comment on table engagement.appointment is 'When an officer is to come back to a door.';
comment on column engagement.appointment.event is 'official | uk-gdpr | programme+6y | Event that told it';
comment on column engagement.appointment.home is 'official | uk-gdpr | programme+6y | Home';
comment on column engagement.appointment.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.appointment.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.appointment.from_at is 'personal | uk-gdpr | programme+6y | Not before';
comment on column engagement.appointment.to_at is 'personal | uk-gdpr | programme+6y | Not after';
comment on column engagement.appointment.actor is 'personal | uk-gdpr | audit+6y | Who agreed it';

create table engagement.set_aside_decision (
  event uuid primary key,
  teller text not null,
  decision text not null check (decision in ('accepted', 'given-up')),
  reason text not null check (reason <> ''),
  ward text,
  bcu text,
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  -- Nobody decides about what they told themselves, and nothing is decided twice.
  foreign key (event, teller) references engagement.phone_event (id, actor),
  check (actor <> teller)
);
create index set_aside_decision_by_ward on engagement.set_aside_decision (ward);
create index set_aside_decision_by_bcu on engagement.set_aside_decision (bcu);
comment on table engagement.set_aside_decision is 'What a sergeant decided of an event that was set aside.';
comment on column engagement.set_aside_decision.event is 'official | uk-gdpr | programme+6y | Event';
comment on column engagement.set_aside_decision.teller is 'personal | uk-gdpr | programme+6y | Who recorded the event';
comment on column engagement.set_aside_decision.decision is 'official | uk-gdpr | programme+6y | Whether it is right, or is given up';
comment on column engagement.set_aside_decision.reason is 'personal | uk-gdpr | programme+6y | Why';
comment on column engagement.set_aside_decision.ward is 'official | uk-gdpr | programme+6y | Ward that it is of, as far as known';
comment on column engagement.set_aside_decision.bcu is 'official | uk-gdpr | programme+6y | BCU that it is of, as far as known';
comment on column engagement.set_aside_decision.actor is 'personal | uk-gdpr | audit+6y | Who decided';
comment on column engagement.set_aside_decision.at is 'official | uk-gdpr | programme+6y | When';

create table engagement.page_change (
  epoch integer not null default log.present_epoch(),
  xid xid8 not null default pg_current_xact_id(),
  place bigint generated always as identity (minvalue 1 maxvalue 999999998 cycle),
  reader text not null,
  page text not null,
  id text not null check (id <> ''),
  data jsonb,
  primary key (epoch, xid, place)
);
create index page_change_by_page on engagement.page_change (page, id, epoch, xid, place);
comment on table engagement.page_change is 'The log of what pages of phones hold. Rows below every transaction that is still open are served, in their order.';
comment on column engagement.page_change.epoch is 'official | uk-gdpr | derived | Epoch of the transaction: numbers grow in one alone';
comment on column engagement.page_change.xid is 'official | uk-gdpr | derived | Transaction that wrote it';
comment on column engagement.page_change.place is 'official | uk-gdpr | derived | Order within the transaction';
comment on column engagement.page_change.reader is 'personal | uk-gdpr | derived | Whose phone may have it';
comment on column engagement.page_change.page is 'official | uk-gdpr | derived | Page: an assignment, or the person, and which part';
comment on column engagement.page_change.id is 'official | uk-gdpr | derived | Row of the page';
comment on column engagement.page_change.data is 'personal | uk-gdpr | derived | What it holds; null where it leaves the page';

create function engagement.stands(told uuid) returns boolean
  language sql stable
  begin atomic
    select coalesce((select turn.stands from engagement.event_turn turn where turn.event = told order by turn.turn desc limit 1), true);
  end;
comment on function engagement.stands(uuid) is 'Whether an event stands: neither undone, corrected nor given up.';

create function engagement.resident_stands(who uuid, by_phone boolean) returns boolean
  language sql stable
  begin atomic
    select not by_phone or exists (select from engagement.consent c where c.resident = who and engagement.stands(c.id));
  end;
comment on function engagement.resident_stands(uuid, boolean) is
  'Whether a registration stands: whom a phone registered while one of the events that name them does, anybody else always.';

-- What phones told of somebody: what names them, what was set aside at their home and may, and what was told of the home
-- while they lived there; with what its authors said of it. Not what names another who registered.
create function engagement.events_about(subject uuid) returns table (id uuid)
  language sql stable
  begin atomic
    with recursive who as (
      select resident.id, resident.home, resident.from_day, coalesce(resident.to_day, 'infinity'::date) as to_day
      from engagement.resident where resident.id = subject
    ), about as (
      select e.id from who join engagement.phone_event e on e.resident = who.id
      union
      select e.id from who join engagement.phone_event e on e.home = who.home
      where e.resident is null and (e.at at time zone 'Europe/London')::date <= who.to_day
        and (e.decision = 'set aside' or (e.at at time zone 'Europe/London')::date >= who.from_day)
      union
      select e.id from about join engagement.phone_event e on e.of_event = about.id
      where e.kind = 'reply' and e.resident is null and (e.home is null or e.home = (select who.home from who))
    )
    select about.id from about;
  end;
comment on function engagement.events_about(uuid) is 'Events of phones that tell of a resident, or may.';

create or replace function engagement.trace(digest bytea, on_day date)
  returns table (movement uuid, at timestamptz, disputed boolean, home uuid, uprn bigint, street text, number text, core text, flat integer,
                 postcode text, resident uuid, data_key bytea, key_version integer, name bytea, contact bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select once.* from (
      select distinct on (home.id, resident.id)
             moved.id, moved.at, position.disputed > 0 as disputed, home.id as home, home.uprn, home.street, home.number, home.core, home.flat,
             home.postcode, resident.id as resident, resident.data_key, resident.key_version, resident.name, resident.contact
      from engagement.kit
      join engagement.kit_position position on position.id = kit.id
      join engagement.kit_movement moved on moved.kit = kit.id
      join engagement.home on home.id = moved.home
      -- Whom a delivery named that was undone is not said to have lived there.
      left join engagement.resident
        on resident.home = home.id and on_day between resident.from_day and coalesce(resident.to_day, 'infinity'::date)
           and engagement.resident_stands(resident.id, resident.by_phone)
      where kit.code_digest = digest and foundation.actor_id() is not null
        and moved.kind in ('delivered', 'registered', 'earlier', 'corrected', 'settled')
        -- Both stories of a bottle in dispute are named; one that was corrected, or settled against, is not.
        and case when moved.sequence is null then not exists (select from engagement.kit_settlement s where s.id = moved.id)
                 else not exists (select from engagement.kit_movement later where later.corrects = moved.id) end
      order by home.id, resident.id, moved.at, moved.id
    ) once
    order by once.at, once.id;
  end;

-- What is said of a home itself, such as a risk at its door, is told to whoever lived there then.
drop function engagement.subject_access(uuid);
create function engagement.subject_access(subject uuid)
  returns table (held_in text, record jsonb, data_key bytea, key_version integer, name bytea, contact bytea, vulnerability bytea, body bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with who as (
      select r.id, r.home, r.from_day, coalesce(r.to_day, 'infinity'::date) as to_day
      from engagement.resident r where r.id = subject and foundation.actor_id() is not null
    )
    select 'engagement.resident',
           to_jsonb(r.*) - array['data_key', 'key_version', 'name', 'contact', 'vulnerability', 'name_digest', 'contact_digest']
             || jsonb_build_object('stands', engagement.resident_stands(r.id, r.by_phone)),
           r.data_key, r.key_version, r.name, r.contact, r.vulnerability, null::bytea
    from who join engagement.resident r on r.id = who.id
    union all
    select 'engagement.consent',
           jsonb_build_object('at', c.at, 'agreed', true, 'notice_version', c.notice, 'notice_of', c.notice_day, 'language', c.language,
                              'stands', engagement.stands(c.id), 'officer', c.actor),
           null, null, null, null, null, null
    from who join engagement.consent c on c.resident = who.id
    union all
    select 'engagement.home', to_jsonb(home.*), null, null, null, null, null, null
    from who join engagement.home on home.id = who.home
    union all
    select 'engagement.kit_movement',
           jsonb_build_object('id', moved.id, 'at', moved.at, 'kind', moved.kind, 'home', moved.home, 'ward', moved.ward, 'bcu', moved.bcu,
                              'recorded_at', moved.recorded_at, 'disputed', moved.sequence is null),
           null, null, null, null, null, null
    from who join engagement.kit_movement moved on moved.home = who.home
    where (moved.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.visit',
           jsonb_build_object('at', v.at, 'outcome', v.outcome, 'card', v.card, 'language', v.language, 'needs', v.needs,
                              'stands', engagement.stands(v.event), 'officer', v.actor),
           null, null, null, null, null, null
    from who join engagement.visit v on v.home = who.home
    where (v.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.appointment',
           jsonb_build_object('from', a.from_at, 'to', a.to_at, 'stands', engagement.stands(a.event), 'officer', a.actor),
           null, null, null, null, null, null
    from who join engagement.appointment a on a.home = who.home
    where (a.from_at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.safety_note',
           jsonb_build_object('at', n.at, 'risk', n.risk, 'note', n.note, 'stands', engagement.stands(n.event), 'officer', n.actor),
           null, null, null, null, null, null
    from who join engagement.safety_note n on n.home = who.home
    where (n.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    union all
    select 'engagement.phone_event',
           jsonb_build_object('id', e.id, 'at', e.at, 'received_at', e.received_at, 'kind', e.kind, 'kit', e.kit, 'decision', e.decision,
                              'reason', e.reason, 'stands', engagement.stands(e.id), 'erased_at', e.erased_at, 'officer', e.actor,
                              'sergeant', d.actor, 'decided', d.decision, 'decided_because', d.reason,
                              'resident', e.resident, 'before', (e.at at time zone 'Europe/London')::date < who.from_day),
           e.data_key, e.key_version, null, null, null, e.body
    from who cross join engagement.events_about(subject) told join engagement.phone_event e on e.id = told.id
    left join engagement.set_aside_decision d on d.event = e.id
    union all
    select 'enforcement.incident', jsonb_build_object('reported_at', incident.reported_at, 'classification', incident.classification,
           'sticker_seen', incident.sticker_seen), null, null, null, null, null, null
    from who join engagement.home on home.id = who.home join enforcement.incident on incident.uprn = home.uprn
    where (incident.reported_at at time zone 'Europe/London')::date between who.from_day and who.to_day;
  end;
comment on function engagement.subject_access(uuid) is
  'Crossing: purpose a person''s right of access (UK GDPR art. 15, DPA 2018 s.45); operation disclosure; columns all that is held of one resident.';
revoke all on function engagement.subject_access(uuid) from public;

-- Writes what pages of phones hold now, for homes and blocks that these events told of, and for assignments that are new.
-- Assignments that have ended are on no phone any more.
create function engagement.renew_pages(told uuid[], made uuid[]) returns void
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  -- Planned once for each connection: for every batch anew it took longer than the writing.
  set plan_cache_mode = force_generic_plan
  as $$
  declare
    moment constant text := 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
    today constant date := (now() at time zone 'Europe/London')::date;
  begin
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/outcomes', touched.home,
           case when last.outcome is not null then jsonb_build_object('home', touched.home, 'outcome', last.outcome,
             'at', to_char(last.at at time zone 'UTC', moment), 'tries', last.tries, 'card', last.card) end
    from (
      select assignment, home from engagement.assignment_home where assignment = any (made)
      union
      select h.assignment, h.home from engagement.visit v join engagement.assignment_home h on h.home = v.home
      where v.event = any (told)
    ) touched
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    left join lateral (
      select v.outcome, v.at, v.card, count(*) over () as tries
      from engagement.visit v where v.home = touched.home and engagement.stands(v.event)
      order by v.at desc, v.event desc limit 1
    ) last on true
    where (last.outcome is not null or a.id <> all (made))
      and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, touched.home;

    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/safety', n.event,
           case when engagement.stands(n.event) then jsonb_build_object('home', n.home, 'risk', n.risk, 'note', n.note,
             'day', (n.at at time zone 'Europe/London')::date) end
    from (
      select h.assignment, n.event from engagement.safety_note n join engagement.assignment_home h on h.home = n.home
      where n.event = any (told)
      union
      select h.assignment, n.event from engagement.assignment_home h join engagement.safety_note n on n.home = h.home
      where h.assignment = any (made) and engagement.stands(n.event)
    ) touched
    join engagement.safety_note n on n.event = touched.event
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    where not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, n.event;

    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/appointments', n.event,
           case when engagement.stands(n.event) then jsonb_build_object('home', n.home,
             'from', to_char(n.from_at at time zone 'UTC', moment), 'to', to_char(n.to_at at time zone 'UTC', moment)) end
    from (
      select h.assignment, n.event from engagement.appointment n join engagement.assignment_home h on h.home = n.home
      where n.event = any (told)
      union
      select h.assignment, n.event from engagement.assignment_home h join engagement.appointment n on n.home = h.home
      where h.assignment = any (made) and n.to_at > now() and engagement.stands(n.event)
    ) touched
    join engagement.appointment n on n.event = touched.event
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    where not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, n.event;

    -- A card of a block is shared with whoever walks the ward that it was seen in.
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/blocks', touched.block,
           case when last.card is not null then jsonb_build_object('block', touched.block, 'card', last.card,
             'day', (last.at at time zone 'Europe/London')::date) end
    from (
      select a.id, c.block from engagement.block_card c join engagement.assignment a on a.ward = c.ward where c.event = any (told)
      union
      select a.id, c.block from engagement.assignment a join engagement.block_card c on c.ward = a.ward where a.id = any (made)
    ) touched
    join engagement.assignment a on a.id = touched.id and coalesce(a.until_day, 'infinity') >= today
    left join lateral (
      select c.card, c.at from engagement.block_card c
      where c.block = touched.block and c.ward = a.ward and engagement.stands(c.event) order by c.at desc, c.event desc limit 1
    ) last on true
    where (last.card is not null or a.id <> all (made))
      and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, touched.block;
  end
  $$;
comment on function engagement.renew_pages(uuid[], uuid[]) is
  'Crossing: purpose what phones hold follows the facts in the same transaction; operation none, nothing of it leaves the function; columns those of the pages.';
revoke all on function engagement.renew_pages(uuid[], uuid[]) from public;

create function engagement.tell_assignments() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/assignment', a.id,
           jsonb_build_object('assignment', a.id, 'person', a.person, 'name', a.name, 'from', a.from_day, 'until', a.until_day,
             'streets', to_jsonb(a.streets))
    from engagement.assignment a where a.id in (select assignment from fresh) order by a.id;
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/ground', a.id, jsonb_build_object('assignment', a.id) || a.ground
    from engagement.assignment a where a.id in (select assignment from fresh) order by a.id;
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/homes', h.home,
           jsonb_build_object('home', h.home, 'address', h.address, 'postcode', h.postcode, 'street', h.street, 'door', h.door,
             'order', h.door_order, 'flat', h.flat, 'floor', h.floor, 'core', h.core,
             -- Flats behind one door are a block: the same one in whatever assignment, and in another ward never.
             'block', case when h.flat is not null then
               encode(substr(sha256(convert_to(concat_ws(E'\n', h.ward, h.postcode, h.street, h.door), 'UTF8')), 1, 16), 'hex')::uuid end,
             'latitude', h.latitude, 'longitude', h.longitude, 'first', null)
    from fresh h join engagement.assignment a on a.id = h.assignment order by a.id, h.street, h.door_order, h.home;
    perform engagement.renew_pages('{}', array(select distinct assignment from fresh));
    return null;
  end
  $$;
comment on function engagement.tell_assignments() is
  'Crossing: purpose the homes of an assignment go to its person''s phone; operation none, nothing of it leaves the trigger; columns those of the pages.';
revoke all on function engagement.tell_assignments() from public;
create trigger tell_assignments after insert on engagement.assignment_home
  referencing new table as fresh for each statement execute function engagement.tell_assignments();

create function engagement.tell_events() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform engagement.renew_pages(array(select distinct event from fresh), '{}');
    return null;
  end
  $$;
comment on function engagement.tell_events() is
  'Crossing: purpose what an event tells goes to the phones of whoever walks there; operation none, nothing of it leaves the trigger; columns those of the pages.';
revoke all on function engagement.tell_events() from public;
create trigger tell_events after insert on engagement.visit
  referencing new table as fresh for each statement execute function engagement.tell_events();
create trigger tell_events after insert on engagement.safety_note
  referencing new table as fresh for each statement execute function engagement.tell_events();
create trigger tell_events after insert on engagement.appointment
  referencing new table as fresh for each statement execute function engagement.tell_events();
create trigger tell_events after insert on engagement.block_card
  referencing new table as fresh for each statement execute function engagement.tell_events();
create trigger tell_events after insert on engagement.event_turn
  referencing new table as fresh for each statement execute function engagement.tell_events();

create function engagement.tell_set_aside() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    told uuid[];
  begin
    if tg_table_name = 'phone_event' then
      told := array(select id from fresh where decision = 'set aside');
    else
      told := array(select event from fresh);
    end if;
    if cardinality(told) = 0 then return null; end if;
    insert into engagement.page_change (reader, page, id, data)
    select e.actor, substr(e.actor, 8) || '/set-aside', e.id,
           jsonb_build_object('event', e.answer, 'decided', coalesce(d.decision,
             case when engagement.stands(e.id) then 'waiting' when last.how = 'corrected' then 'accepted' else 'given-up' end))
    from engagement.phone_event e left join engagement.set_aside_decision d on d.event = e.id
    left join lateral (select how from engagement.event_turn t where t.event = e.id order by turn desc limit 1) last on true
    where e.id = any (told) and e.decision = 'set aside' order by e.id;
    return null;
  end
  $$;
comment on function engagement.tell_set_aside() is
  'Crossing: purpose who recorded an event learns what becomes of it; operation none, nothing of it leaves the trigger; columns the answer and the decision.';
revoke all on function engagement.tell_set_aside() from public;
create trigger tell_set_aside after insert on engagement.phone_event
  referencing new table as fresh for each statement execute function engagement.tell_set_aside();
create trigger tell_set_aside after insert on engagement.event_turn
  referencing new table as fresh for each statement execute function engagement.tell_set_aside();
create trigger tell_set_aside after insert on engagement.set_aside_decision
  referencing new table as fresh for each statement execute function engagement.tell_set_aside();

-- A kit in somebody's hands, or on the way to them, is on their page; where it goes elsewhere it leaves the page.
create function engagement.tell_kits() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    with moved as (
      select m.*, case when m.holder like 'transit:%' then sent.to_holder else m.holder end as goes_to,
             case when m.from_holder like 'transit:%' then was.to_holder else m.from_holder end as comes_from
      from fresh m
      left join engagement.kit_act sent on m.holder like 'transit:%' and sent.id = m.act
      left join engagement.kit_act was on m.from_holder like 'transit:%' and was.id = m.transfer
      where m.sequence is not null
    )
    insert into engagement.page_change (reader, page, id, data)
    select told.reader, substr(told.reader, 8) || '/kits', kit.serial, told.data
    from (
      select comes_from as reader, kit, sequence, null::jsonb as data from moved
      where comes_from like 'person:%' and comes_from is distinct from goes_to
      union all
      select goes_to, moved.kit, moved.sequence,
             jsonb_build_object('kit', k.serial, 'since', to_char(moved.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
               'transfer', case when moved.holder like 'transit:%' then moved.act end,
               'stopped', case when moved.kind in ('quarantined', 'recalled') then moved.kind
                               when moved.kind <> 'released' then p.stopped end)
      from moved join engagement.kit k on k.id = moved.kit
      left join engagement.kit_position p on p.id = moved.kit
      where goes_to like 'person:%'
    ) told join engagement.kit on kit.id = told.kit
    order by told.sequence, kit.serial;
    return null;
  end
  $$;
comment on function engagement.tell_kits() is
  'Crossing: purpose the kits that somebody has are on their phone; operation none, nothing of it leaves the trigger; columns serial, since when, transfer and stop.';
revoke all on function engagement.tell_kits() from public;
create trigger tell_kits after insert on engagement.kit_movement
  referencing new table as fresh for each statement execute function engagement.tell_kits();

create or replace function engagement.leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select set_config('mettrace.change_by', 'the made-up city leaves', true);
    delete from enforcement.scan where exists (select from foundation.demonstration where state <> 'none');
    delete from enforcement.incident_version where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.page_change where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.set_aside_decision where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.appointment where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.safety_note where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.block_card where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.left_card where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.visit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.consent where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.event_turn where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_clash where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_event where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_contact where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_act where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment_end where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment_home where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance_decision where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count_result where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_acknowledgement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_stop where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_notice where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_settlement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_kit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_area where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_phase where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_position where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_movement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_act where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_box where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_batch where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supply_price where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supply_contract where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supplier where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.team_member where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.team where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.resident where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.home where exists (select from foundation.demonstration where state <> 'none');
    select set_config('mettrace.change_by', '', true);
  end;

-- Kits that are in somebody's hands as this begins.
alter table engagement.kit_position no force row level security;
alter table log.epoch no force row level security;
insert into engagement.page_change (reader, page, id, data)
select holder, substr(holder, 8) || '/kits', serial,
       jsonb_build_object('kit', serial, 'since', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'transfer', null, 'stopped', stopped)
from engagement.kit_position where holder_kind = 'person' order by serial;
alter table engagement.kit_position force row level security;
alter table log.epoch force row level security;
do $$
declare name text;
begin
  foreach name in array array['assignment', 'assignment_home', 'assignment_end', 'phone', 'phone_act', 'phone_contact', 'phone_event', 'phone_clash', 'event_turn', 'visit', 'consent', 'left_card', 'block_card', 'safety_note', 'appointment', 'set_aside_decision', 'page_change'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on engagement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
create policy keep on engagement.page_change for insert to current_user with check ((select foundation.actor_id()) is not null);
