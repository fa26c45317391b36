-- The kit ledger: who supplies kits, which bottles there are, and every movement of each, appended. What must never
-- happen is made impossible by keys, whatever runs side by side: docs/decisions/kit-ledger.md says how.
--
-- A holder is one word and, after a colon, whose: `store` (the central one), `bcu:North`, `team:<id>`, `person:<id>`,
-- `home:<id>`; `transit:<act>` on the way; `gone:lost`, `gone:damaged`, `gone:expired`; `named:…` where all that is known
-- from before is a name.

do $$
begin
  perform pg_advisory_xact_lock(7230003);
  if not exists (select from pg_roles where rolname = 'mettrace_store_keeper') then
    create role mettrace_store_keeper nologin noinherit;
  end if;
end
$$;

create table engagement.supplier (
  id uuid primary key,
  name text not null unique check (name <> ''),
  actor text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
comment on table engagement.supplier is 'Who supplies kits.';
comment on column engagement.supplier.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.supplier.name is 'official | uk-gdpr | programme+6y | Name of the company';
comment on column engagement.supplier.actor is 'personal | uk-gdpr | audit+6y | Who recorded it';
comment on column engagement.supplier.recorded_at is 'official | uk-gdpr | programme+6y | When';

create table engagement.supply_contract (
  id uuid primary key,
  reference text not null unique check (reference <> ''),
  supplier uuid not null references engagement.supplier,
  starts_on date not null,
  ends_on date not null,
  actor text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (ends_on >= starts_on)
);
create index supply_contract_by_supplier on engagement.supply_contract (supplier);
comment on table engagement.supply_contract is 'Contracts under which kits are supplied, and their term.';
comment on column engagement.supply_contract.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.supply_contract.reference is 'official | uk-gdpr | programme+6y | Reference of the contract';
comment on column engagement.supply_contract.supplier is 'official | uk-gdpr | programme+6y | With whom';
comment on column engagement.supply_contract.starts_on is 'official | uk-gdpr | programme+6y | First day';
comment on column engagement.supply_contract.ends_on is 'official | uk-gdpr | programme+6y | Last day';
comment on column engagement.supply_contract.actor is 'personal | uk-gdpr | audit+6y | Who recorded it';
comment on column engagement.supply_contract.recorded_at is 'official | uk-gdpr | programme+6y | When';

create table engagement.supply_price (
  id uuid primary key,
  contract uuid not null references engagement.supply_contract,
  from_day date not null,
  unit_pence integer not null check (unit_pence >= 0),
  vat text not null check (vat in ('excluding VAT', 'including VAT', 'exempt')),
  actor text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index supply_price_by_contract on engagement.supply_price (contract, from_day);
comment on table engagement.supply_price is 'Price of one kit from a day on; of two for a day the later recorded holds.';
comment on column engagement.supply_price.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.supply_price.contract is 'official | uk-gdpr | programme+6y | Contract';
comment on column engagement.supply_price.from_day is 'official | uk-gdpr | programme+6y | First day of the price';
comment on column engagement.supply_price.unit_pence is 'official | uk-gdpr | programme+6y | Pence for one kit';
comment on column engagement.supply_price.vat is 'official | uk-gdpr | programme+6y | Whether VAT is in the price';
comment on column engagement.supply_price.actor is 'personal | uk-gdpr | audit+6y | Who recorded it';
comment on column engagement.supply_price.recorded_at is 'official | uk-gdpr | programme+6y | When';

create table engagement.kit_batch (
  id uuid primary key,
  contract uuid references engagement.supply_contract,
  reference text not null check (reference <> ''),
  made_on date,
  expires_on date,
  ordered integer check (ordered > 0),
  due_on date,
  announced integer not null check (announced >= 0),
  file text,
  file_digest bytea unique check (octet_length(file_digest) = 32),
  actor text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (contract, reference),
  check (expires_on >= made_on)
);
comment on table engagement.kit_batch is 'Batches that a supplier made, as their files announce them. A batch of an earlier phase has no contract.';
comment on column engagement.kit_batch.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.kit_batch.contract is 'official | uk-gdpr | programme+6y | Contract; null for kits of an earlier phase';
comment on column engagement.kit_batch.reference is 'official | uk-gdpr | programme+6y | What the supplier calls the batch';
comment on column engagement.kit_batch.made_on is 'official | uk-gdpr | programme+6y | Day it was made; null where not known';
comment on column engagement.kit_batch.expires_on is 'official | uk-gdpr | programme+6y | Last day of use; null where not known';
comment on column engagement.kit_batch.ordered is 'official | uk-gdpr | programme+6y | Kits that were ordered';
comment on column engagement.kit_batch.due_on is 'official | uk-gdpr | programme+6y | Day by which they were to come';
comment on column engagement.kit_batch.announced is 'official | uk-gdpr | programme+6y | Kits in the supplier''s file';
comment on column engagement.kit_batch.file is 'official | uk-gdpr | programme+6y | Name of that file';
comment on column engagement.kit_batch.file_digest is 'official | uk-gdpr | programme+6y | SHA-256 of it: the same file is taken once';
comment on column engagement.kit_batch.actor is 'personal | uk-gdpr | audit+6y | Who took it in';
comment on column engagement.kit_batch.recorded_at is 'official | uk-gdpr | programme+6y | When';

create table engagement.kit_box (
  id uuid primary key,
  batch uuid not null references engagement.kit_batch,
  reference text not null check (reference <> ''),
  sscc text unique check (sscc ~ '^\d{18}$'),
  pallet text,
  unique (batch, reference)
);
create index kit_box_by_reference on engagement.kit_box (reference);
comment on table engagement.kit_box is 'Boxes of a batch.';
comment on column engagement.kit_box.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.kit_box.batch is 'official | uk-gdpr | programme+6y | Batch';
comment on column engagement.kit_box.reference is 'official | uk-gdpr | programme+6y | Number of the box';
comment on column engagement.kit_box.sscc is 'official | uk-gdpr | programme+6y | GS1 serial shipping container code, 18 digits';
comment on column engagement.kit_box.pallet is 'official | uk-gdpr | programme+6y | Pallet it came on';

create table engagement.kit (
  id uuid primary key,
  serial text not null unique check (serial <> ''),
  batch uuid references engagement.kit_batch,
  box uuid references engagement.kit_box,
  made_on date,
  expires_on date,
  exists_from timestamptz not null,
  data_key bytea,
  key_version integer,
  code bytea,
  code_digest bytea unique check (octet_length(code_digest) = 32),
  earlier_code text,
  pin_digest bytea,
  actor text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  -- A first movement names since when its bottle exists: by this key it can name no other time.
  unique (id, exists_from),
  check (expires_on >= made_on),
  check (made_on is null or exists_from = made_on::timestamp at time zone 'Europe/London'),
  check ((code is null) = (data_key is null) and (code is null) = (code_digest is null) and (data_key is null) = (key_version is null))
);
create index kit_by_box on engagement.kit (box);
create index kit_by_batch on engagement.kit (batch);
create index kit_by_key on engagement.kit (key_version) where data_key is not null;
create index kit_to_seal on engagement.kit (id) where earlier_code is not null;
comment on table engagement.kit is 'Bottles, as their supplier announced them. Where each is follows from its movements.';
comment on column engagement.kit.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.kit.serial is 'official | uk-gdpr | programme+6y | What people read and type, with check character (ISO 7064 MOD 37,36)';
comment on column engagement.kit.batch is 'official | uk-gdpr | programme+6y | Batch; null where all that is known is from before';
comment on column engagement.kit.box is 'official | uk-gdpr | programme+6y | Box it came in';
comment on column engagement.kit.made_on is 'official | uk-gdpr | programme+6y | Day it was made; null where not known';
comment on column engagement.kit.expires_on is 'official | uk-gdpr | programme+6y | Last day of use; null where not known';
comment on column engagement.kit.exists_from is 'official | uk-gdpr | programme+6y | Nothing can have happened to it before: midnight of the day it was made, or -infinity';
comment on column engagement.kit.data_key is 'secret | uk-gdpr | programme+6y | Key of this row, wrapped by a key outside the database';
comment on column engagement.kit.key_version is 'official | uk-gdpr | programme+6y | Which key wraps it';
comment on column engagement.kit.code is 'secret | uk-gdpr | programme+6y | Code of the liquid: AES-256-GCM, bound to table, column and row';
comment on column engagement.kit.code_digest is 'secret | uk-gdpr | programme+6y | Keyed digest of the code, for exact look-up';
comment on column engagement.kit.earlier_code is 'secret | uk-gdpr | programme+6y | Code as earlier versions kept it, until the server encrypts it when it next starts';
comment on column engagement.kit.pin_digest is 'secret | uk-gdpr | programme+6y | Digest of the PIN on the card, as the supplier gave it';
comment on column engagement.kit.actor is 'personal | uk-gdpr | audit+6y | Who took it in';
comment on column engagement.kit.recorded_at is 'official | uk-gdpr | programme+6y | When';

create table engagement.team (
  id uuid primary key,
  name text not null check (name <> ''),
  ward text check (ward <> ''),
  bcu text not null check (bcu <> ''),
  actor text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (bcu, name),
  unique (id, bcu)
);
create index team_by_ward on engagement.team (ward);
comment on table engagement.team is 'Teams of a BCU that kits are issued to.';
comment on column engagement.team.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.team.name is 'official | uk-gdpr | programme+6y | Name';
comment on column engagement.team.ward is 'official | uk-gdpr | programme+6y | Ward it works in; null where it works in the whole BCU';
comment on column engagement.team.bcu is 'official | uk-gdpr | programme+6y | BCU';
comment on column engagement.team.actor is 'personal | uk-gdpr | audit+6y | Who recorded it';
comment on column engagement.team.recorded_at is 'official | uk-gdpr | programme+6y | When';

create table engagement.team_member (
  id uuid primary key,
  team uuid not null,
  ward text,
  bcu text not null,
  person uuid not null references identity.person,
  from_day date not null,
  to_day date,
  actor text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  ended_by text,
  ended_at timestamptz,
  foreign key (team, bcu) references engagement.team (id, bcu),
  unique (team, person, from_day),
  check (to_day >= from_day),
  check ((ended_by is null) = (ended_at is null))
);
create index team_member_by_person on engagement.team_member (person);
create index team_member_by_bcu on engagement.team_member (bcu);
create index team_member_by_ward on engagement.team_member (ward);
comment on table engagement.team_member is 'Who is in a team, from when to when.';
comment on column engagement.team_member.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.team_member.team is 'official | uk-gdpr | programme+6y | Team';
comment on column engagement.team_member.ward is 'official | uk-gdpr | programme+6y | As the team''s';
comment on column engagement.team_member.bcu is 'official | uk-gdpr | programme+6y | As the team''s';
comment on column engagement.team_member.person is 'personal | uk-gdpr | programme+6y | Who';
comment on column engagement.team_member.from_day is 'official | uk-gdpr | programme+6y | First day';
comment on column engagement.team_member.to_day is 'official | uk-gdpr | programme+6y | Last day; null where none is set';
comment on column engagement.team_member.actor is 'personal | uk-gdpr | audit+6y | Who recorded it';
comment on column engagement.team_member.recorded_at is 'official | uk-gdpr | programme+6y | When';
comment on column engagement.team_member.ended_by is 'personal | uk-gdpr | audit+6y | Who ended it';
comment on column engagement.team_member.ended_at is 'official | uk-gdpr | programme+6y | When';

create table engagement.kit_act (
  id uuid primary key,
  kind text not null check (kind in ('received', 'sent', 'taken', 'taken back', 'issued', 'delivered', 'registered',
    'returned', 'lost', 'damaged', 'expired', 'quarantined', 'released', 'recalled', 'found', 'missing', 'corrected',
    'settled', 'earlier')),
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  from_holder text,
  to_holder text,
  transfer uuid references engagement.kit_act,
  kits integer not null check (kits > 0),
  reason text check (reason <> ''),
  second uuid references identity.person,
  ward text,
  bcu text,
  actor text not null,
  unique (id, kind, at, actor),
  unique (id, from_holder),
  unique (id, to_holder),
  check (kind <> 'sent' or (from_holder is not null and to_holder is not null and from_holder <> to_holder)),
  check ((transfer is not null) = (kind in ('taken', 'taken back')) or kind in ('lost', 'damaged')),
  -- A loss is said by two people, of whom the second is not the first; what an earlier phase lost has none to name.
  check ('person:' || second is distinct from actor),
  check (kind not in ('lost', 'damaged', 'missing') or reason is not null),
  check (kind not in ('lost', 'damaged') or second is not null or actor not like 'person:%' or reason = 'as kept before'),
  check (kind not in ('corrected', 'settled', 'quarantined', 'recalled') or reason is not null)
);
create index kit_act_by_transfer on engagement.kit_act (transfer) where transfer is not null;
create index kit_act_by_ward on engagement.kit_act (ward, at);
create index kit_act_by_bcu on engagement.kit_act (bcu, at);
create index kit_act_by_kind on engagement.kit_act (kind, at);
comment on table engagement.kit_act is 'What somebody did with one bottle or many at once. Asked for again by the same id, it is the same act.';
comment on column engagement.kit_act.id is 'official | uk-gdpr | programme+6y | UUID that whoever asks for the act gives it';
comment on column engagement.kit_act.kind is 'official | uk-gdpr | programme+6y | What was done';
comment on column engagement.kit_act.at is 'official | uk-gdpr | programme+6y | When it happened';
comment on column engagement.kit_act.recorded_at is 'official | uk-gdpr | programme+6y | When it was recorded';
comment on column engagement.kit_act.from_holder is 'personal | uk-gdpr | programme+6y | Who gave them, where it was one holder';
comment on column engagement.kit_act.to_holder is 'personal | uk-gdpr | programme+6y | Who was to have them; of a transfer, who confirms it';
comment on column engagement.kit_act.transfer is 'official | uk-gdpr | programme+6y | The act that sent them, where this confirms or ends it';
comment on column engagement.kit_act.kits is 'official | uk-gdpr | programme+6y | How many bottles';
comment on column engagement.kit_act.reason is 'official | uk-gdpr | programme+6y | Why';
comment on column engagement.kit_act.second is 'personal | uk-gdpr | programme+6y | Second person to a loss';
comment on column engagement.kit_act.ward is 'official | uk-gdpr | programme+6y | Ward, once they are out of the store';
comment on column engagement.kit_act.bcu is 'official | uk-gdpr | programme+6y | BCU, once they leave the central store for it';
comment on column engagement.kit_act.actor is 'personal | uk-gdpr | audit+6y | Who did it';

create table engagement.kit_movement (
  id uuid primary key,
  kit uuid references engagement.kit,
  sequence integer check (sequence > 0),
  act uuid not null,
  kind text not null,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  before_at timestamptz,
  from_holder text,
  holder text not null,
  transfer uuid references engagement.kit_act,
  claimed_serial text check (claimed_serial <> ''),
  corrects uuid references engagement.kit_movement,
  ward text,
  bcu text,
  actor text not null,
  before integer generated always as (nullif(sequence - 1, 0)) stored,
  origin uuid generated always as (case when sequence = 1 then kit end) stored,
  sends uuid generated always as (case when kind = 'sent' and sequence is not null then act end) stored,
  takes uuid generated always as (case when kind = 'taken' and sequence is not null then transfer end) stored,
  regains uuid generated always as (case when kind = 'taken back' and sequence is not null then transfer end) stored,
  home uuid generated always as (case when holder like 'home:%' then substr(holder, 6)::uuid end) stored,
  -- Two movements from one state cannot both stand.
  constraint kit_movement_once unique (kit, sequence),
  constraint kit_movement_ends unique (kit, sequence, at, holder),
  -- It goes from whoever had the bottle after the movement before, and not before that.
  constraint kit_movement_held foreign key (kit, before, before_at, from_holder)
    references engagement.kit_movement (kit, sequence, at, holder),
  constraint kit_movement_exists foreign key (origin, before_at) references engagement.kit (id, exists_from),
  -- An act moves a bottle once; asked for again, it moves none.
  constraint kit_movement_act unique (act, kit),
  foreign key (act, kind, at, actor) references engagement.kit_act (id, kind, at, actor),
  -- A transfer goes to whom it was sent, or back to who sent it.
  foreign key (sends, from_holder) references engagement.kit_act (id, from_holder),
  foreign key (takes, holder) references engagement.kit_act (id, to_holder),
  foreign key (regains, holder) references engagement.kit_act (id, from_holder),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu),
  -- Whose story of a bottle is settled is its teller.
  unique (id, actor),
  check (home is null or (ward is not null and bcu is not null)),
  -- A disputed fact has no place in the chain; it names the serial that was told.
  check ((sequence is null) = (before_at is null) and (sequence is null) = (claimed_serial is not null)),
  check (sequence is null or kit is not null),
  check (at >= before_at),
  -- Nothing comes from nowhere: only a first movement has no holder before it, and it is a receipt or from before.
  check (sequence is null or (sequence = 1) = (from_holder is null)),
  check (sequence is null or (sequence = 1) = (kind in ('received', 'earlier'))),
  check (kind <> 'sent' or sequence is null or holder = 'transit:' || act),
  check (kind not in ('taken', 'taken back') or sequence is null or (transfer is not null and from_holder = 'transit:' || transfer)),
  check (transfer is null or sequence is null or from_holder = 'transit:' || transfer),
  check (holder not like 'transit:%' or kind in ('sent', 'recalled', 'quarantined', 'released')),
  check (holder ~ '^(store$|(bcu|team|person|home|transit|gone|named):.)'),
  check (kind not in ('lost', 'damaged', 'expired') or holder = 'gone:' || kind),
  check (kind <> 'missing' or holder = 'gone:lost'),
  check (kind <> 'delivered' or holder like 'home:%'),
  check (kind not in ('registered', 'quarantined', 'released', 'recalled') or sequence is null or holder = from_holder)
);
create unique index kit_movement_corrects on engagement.kit_movement (corrects) where corrects is not null;
create index kit_movement_by_home on engagement.kit_movement (home) where home is not null;
create index kit_movement_by_origin on engagement.kit_movement (origin) where origin is not null;
create index kit_movement_by_sends on engagement.kit_movement (sends) where sends is not null;
create index kit_movement_by_takes on engagement.kit_movement (takes) where takes is not null;
create index kit_movement_by_regains on engagement.kit_movement (regains) where regains is not null;
create index kit_movement_by_transfer on engagement.kit_movement (transfer) where transfer is not null;
create index kit_movement_disputed on engagement.kit_movement (kit) where sequence is null;
create index kit_movement_disputed_ward on engagement.kit_movement (ward) where sequence is null;
create index kit_movement_disputed_bcu on engagement.kit_movement (bcu) where sequence is null;
comment on table engagement.kit_movement is 'The life of every bottle, appended. A fact without a place in the chain contradicts it, and counts for nobody until it is settled.';
comment on column engagement.kit_movement.id is 'official | uk-gdpr | programme+6y | UUID';
comment on column engagement.kit_movement.kit is 'official | uk-gdpr | programme+6y | Bottle; null where a disputed fact names a serial that there is not';
comment on column engagement.kit_movement.sequence is 'official | uk-gdpr | programme+6y | Place in the life of the bottle, from 1; null while disputed';
comment on column engagement.kit_movement.act is 'official | uk-gdpr | programme+6y | Act that it is a part of';
comment on column engagement.kit_movement.kind is 'official | uk-gdpr | programme+6y | As the act''s';
comment on column engagement.kit_movement.at is 'official | uk-gdpr | programme+6y | When it happened, as the act''s';
comment on column engagement.kit_movement.recorded_at is 'official | uk-gdpr | programme+6y | When it was recorded';
comment on column engagement.kit_movement.before_at is 'official | uk-gdpr | programme+6y | When the movement before happened; of the first, since when the bottle exists';
comment on column engagement.kit_movement.from_holder is 'personal | uk-gdpr | programme+6y | Who had it before';
comment on column engagement.kit_movement.holder is 'personal | uk-gdpr | programme+6y | Who has it after';
comment on column engagement.kit_movement.transfer is 'official | uk-gdpr | programme+6y | Transfer that it was under way by';
comment on column engagement.kit_movement.claimed_serial is 'official | uk-gdpr | programme+6y | Serial as a disputed fact told it';
comment on column engagement.kit_movement.corrects is 'official | uk-gdpr | programme+6y | Movement that holds no more';
comment on column engagement.kit_movement.ward is 'official | uk-gdpr | programme+6y | Ward, once it is out of the store';
comment on column engagement.kit_movement.bcu is 'official | uk-gdpr | programme+6y | BCU, once it has left the central store';
comment on column engagement.kit_movement.actor is 'personal | uk-gdpr | audit+6y | Who recorded it, as the act''s';
comment on column engagement.kit_movement.before is 'official | uk-gdpr | programme+6y | Place of the movement before';
comment on column engagement.kit_movement.origin is 'official | uk-gdpr | programme+6y | The bottle, of a first movement';
comment on column engagement.kit_movement.sends is 'official | uk-gdpr | programme+6y | Transfer that begins';
comment on column engagement.kit_movement.takes is 'official | uk-gdpr | programme+6y | Transfer that is confirmed';
comment on column engagement.kit_movement.regains is 'official | uk-gdpr | programme+6y | Transfer that came back';
comment on column engagement.kit_movement.home is 'personal | uk-gdpr | programme+6y | Home that has it after';

create table engagement.kit_position (
  id uuid primary key references engagement.kit,
  serial text not null unique,
  sequence integer not null,
  movement uuid not null,
  kind text not null,
  at timestamptz not null,
  holder text not null,
  holder_kind text generated always as (split_part(holder, ':', 1)) stored,
  stopped text check (stopped in ('quarantined', 'recalled')),
  disputed integer not null check (disputed >= 0),
  batch uuid,
  box uuid,
  made_on date,
  expires_on date,
  ward text,
  bcu text
);
create index kit_position_by_holder on engagement.kit_position (holder, made_on);
create index kit_position_in_hand on engagement.kit_position (holder_kind, holder, stopped, disputed, made_on)
  where holder_kind not in ('home', 'gone');
create index kit_position_by_ward on engagement.kit_position (ward, holder);
create index kit_position_by_bcu on engagement.kit_position (bcu, holder);
create index kit_position_by_box on engagement.kit_position (box);
create index kit_position_by_batch on engagement.kit_position (batch);
create index kit_position_disputed on engagement.kit_position (id) where disputed > 0;
comment on table engagement.kit_position is 'Where each bottle is: the end of its movements, kept by engagement.keep_positions in the transaction of each and by nobody else.';
comment on column engagement.kit_position.id is 'official | uk-gdpr | derived | The bottle';
comment on column engagement.kit_position.serial is 'official | uk-gdpr | derived | Its serial';
comment on column engagement.kit_position.sequence is 'official | uk-gdpr | derived | Place of its last movement';
comment on column engagement.kit_position.movement is 'official | uk-gdpr | derived | That movement';
comment on column engagement.kit_position.kind is 'official | uk-gdpr | derived | Its kind';
comment on column engagement.kit_position.at is 'official | uk-gdpr | derived | When it happened';
comment on column engagement.kit_position.holder is 'personal | uk-gdpr | derived | Who has it';
comment on column engagement.kit_position.holder_kind is 'official | uk-gdpr | derived | What kind of holder that is';
comment on column engagement.kit_position.stopped is 'official | uk-gdpr | derived | Whether it is quarantined or recalled';
comment on column engagement.kit_position.disputed is 'official | uk-gdpr | derived | Disputed facts that are not settled';
comment on column engagement.kit_position.batch is 'official | uk-gdpr | derived | Batch';
comment on column engagement.kit_position.box is 'official | uk-gdpr | derived | Box it came in';
comment on column engagement.kit_position.made_on is 'official | uk-gdpr | derived | Day it was made';
comment on column engagement.kit_position.expires_on is 'official | uk-gdpr | derived | Last day of use';
comment on column engagement.kit_position.ward is 'official | uk-gdpr | derived | Ward it is in';
comment on column engagement.kit_position.bcu is 'official | uk-gdpr | derived | BCU it is in';

create table engagement.kit_settlement (
  id uuid primary key,
  teller text not null,
  kit uuid,
  accepted boolean not null,
  reason text not null check (reason <> ''),
  ward text,
  bcu text,
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  -- Nobody settles what they told themselves, and nothing is settled twice.
  foreign key (id, teller) references engagement.kit_movement (id, actor),
  check (actor <> teller),
  check (not accepted or kit is not null)
);
create index kit_settlement_by_ward on engagement.kit_settlement (ward);
create index kit_settlement_by_bcu on engagement.kit_settlement (bcu);
create index kit_settlement_by_kit on engagement.kit_settlement (kit);
comment on table engagement.kit_settlement is 'What a sergeant decided of a disputed fact.';
comment on column engagement.kit_settlement.id is 'official | uk-gdpr | programme+6y | The disputed fact';
comment on column engagement.kit_settlement.teller is 'personal | uk-gdpr | programme+6y | Who told it';
comment on column engagement.kit_settlement.kit is 'official | uk-gdpr | programme+6y | Bottle; null where there is none of that serial';
comment on column engagement.kit_settlement.accepted is 'official | uk-gdpr | programme+6y | Whether it holds, in place of what the chain said';
comment on column engagement.kit_settlement.reason is 'official | uk-gdpr | programme+6y | Why';
comment on column engagement.kit_settlement.ward is 'official | uk-gdpr | programme+6y | As the fact''s';
comment on column engagement.kit_settlement.bcu is 'official | uk-gdpr | programme+6y | As the fact''s';
comment on column engagement.kit_settlement.actor is 'personal | uk-gdpr | audit+6y | Who decided';
comment on column engagement.kit_settlement.at is 'official | uk-gdpr | programme+6y | When';

create table engagement.kit_notice (
  id uuid primary key,
  act uuid not null references engagement.kit_act,
  holder text not null,
  how text not null check (how <> ''),
  at timestamptz not null,
  ward text,
  bcu text,
  actor text not null,
  unique (act, holder)
);
create index kit_notice_by_ward on engagement.kit_notice (ward);
create index kit_notice_by_bcu on engagement.kit_notice (bcu);
comment on table engagement.kit_notice is 'That a holder, or a home, was told of a recall or quarantine.';
comment on column engagement.kit_notice.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.kit_notice.act is 'official | uk-gdpr | programme+6y | Recall or quarantine';
comment on column engagement.kit_notice.holder is 'personal | uk-gdpr | programme+6y | Who was told';
comment on column engagement.kit_notice.how is 'official | uk-gdpr | programme+6y | How';
comment on column engagement.kit_notice.at is 'official | uk-gdpr | programme+6y | When';
comment on column engagement.kit_notice.ward is 'official | uk-gdpr | programme+6y | Ward of the holder';
comment on column engagement.kit_notice.bcu is 'official | uk-gdpr | programme+6y | BCU of the holder';
comment on column engagement.kit_notice.actor is 'personal | uk-gdpr | audit+6y | Who told them';

create table engagement.kit_count (
  id uuid primary key,
  holder text not null,
  begun_at timestamptz not null,
  ward text,
  bcu text,
  actor text not null
);
create index kit_count_by_ward on engagement.kit_count (ward, begun_at);
create index kit_count_by_bcu on engagement.kit_count (bcu, begun_at);
comment on table engagement.kit_count is 'Counts of what a holder has. Whoever counts is not told what the ledger says.';
comment on column engagement.kit_count.id is 'official | uk-gdpr | programme+6y | UUID';
comment on column engagement.kit_count.holder is 'personal | uk-gdpr | programme+6y | Whose kits were counted';
comment on column engagement.kit_count.begun_at is 'official | uk-gdpr | programme+6y | When it began';
comment on column engagement.kit_count.ward is 'official | uk-gdpr | programme+6y | Ward of the holder';
comment on column engagement.kit_count.bcu is 'official | uk-gdpr | programme+6y | BCU of the holder';
comment on column engagement.kit_count.actor is 'personal | uk-gdpr | audit+6y | Who counted';

create table engagement.kit_count_result (
  id uuid primary key references engagement.kit_count,
  counted_at timestamptz not null,
  counted integer not null check (counted >= 0),
  held integer not null check (held >= 0),
  ward text,
  bcu text,
  actor text not null,
  unique (id, actor)
);
create index kit_count_result_by_ward on engagement.kit_count_result (ward);
create index kit_count_result_by_bcu on engagement.kit_count_result (bcu);
comment on table engagement.kit_count_result is 'What a count came to, beside what the ledger said in the same moment; a count is finished once.';
comment on column engagement.kit_count_result.id is 'official | uk-gdpr | programme+6y | The count';
comment on column engagement.kit_count_result.counted_at is 'official | uk-gdpr | programme+6y | When it was finished';
comment on column engagement.kit_count_result.counted is 'official | uk-gdpr | programme+6y | Kits counted';
comment on column engagement.kit_count_result.held is 'official | uk-gdpr | programme+6y | Kits that the ledger said';
comment on column engagement.kit_count_result.ward is 'official | uk-gdpr | programme+6y | Ward of the holder';
comment on column engagement.kit_count_result.bcu is 'official | uk-gdpr | programme+6y | BCU of the holder';
comment on column engagement.kit_count_result.actor is 'personal | uk-gdpr | audit+6y | Who counted';

create table engagement.kit_variance (
  id uuid primary key,
  count uuid not null,
  serial text not null check (serial <> ''),
  kind text not null check (kind in ('missing', 'not expected', 'not known')),
  ward text,
  bcu text,
  actor text not null,
  foreign key (count, actor) references engagement.kit_count_result (id, actor),
  unique (count, serial),
  unique (id, actor)
);
create index kit_variance_by_ward on engagement.kit_variance (ward);
create index kit_variance_by_bcu on engagement.kit_variance (bcu);
comment on table engagement.kit_variance is 'Each bottle by which a count differs from the ledger.';
comment on column engagement.kit_variance.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.kit_variance.count is 'official | uk-gdpr | programme+6y | The count';
comment on column engagement.kit_variance.serial is 'official | uk-gdpr | programme+6y | Serial, as it was counted';
comment on column engagement.kit_variance.kind is 'official | uk-gdpr | programme+6y | Missing, not expected there, or of no bottle that there is';
comment on column engagement.kit_variance.ward is 'official | uk-gdpr | programme+6y | As the count''s';
comment on column engagement.kit_variance.bcu is 'official | uk-gdpr | programme+6y | As the count''s';
comment on column engagement.kit_variance.actor is 'personal | uk-gdpr | audit+6y | Who counted';

create table engagement.kit_variance_decision (
  id uuid primary key,
  counter text not null,
  decision text not null check (decision in ('missing', 'found', 'no change')),
  reason text not null check (reason <> ''),
  at timestamptz not null default clock_timestamp(),
  ward text,
  bcu text,
  actor text not null,
  -- Whoever counted decides nothing of it, and nothing is decided twice.
  foreign key (id, counter) references engagement.kit_variance (id, actor),
  check (actor <> counter)
);
create index kit_variance_decision_by_ward on engagement.kit_variance_decision (ward);
create index kit_variance_decision_by_bcu on engagement.kit_variance_decision (bcu);
comment on table engagement.kit_variance_decision is 'What somebody other than the counter decided of a variance.';
comment on column engagement.kit_variance_decision.id is 'official | uk-gdpr | programme+6y | The variance';
comment on column engagement.kit_variance_decision.counter is 'personal | uk-gdpr | programme+6y | Who counted';
comment on column engagement.kit_variance_decision.decision is 'official | uk-gdpr | programme+6y | What the ledger says from now on';
comment on column engagement.kit_variance_decision.reason is 'official | uk-gdpr | programme+6y | Why';
comment on column engagement.kit_variance_decision.at is 'official | uk-gdpr | programme+6y | When';
comment on column engagement.kit_variance_decision.ward is 'official | uk-gdpr | programme+6y | As the variance''s';
comment on column engagement.kit_variance_decision.bcu is 'official | uk-gdpr | programme+6y | As the variance''s';
comment on column engagement.kit_variance_decision.actor is 'personal | uk-gdpr | audit+6y | Who decided';

-- Whose bottles the actor may give away or take: asked once for each statement, by policies.
create function engagement.charges() returns setof text
  language sql stable
  begin atomic
    select 'store' where foundation.acting_role() = 'store_keeper'
    union all
    select 'bcu:' || place from foundation.acting_places() place where foundation.acting_role() = 'stock_keeper'
    union all
    select foundation.actor_id()
    where foundation.acting_role() in ('ward_officer', 'prevention_pcso', 'sergeant')
    union all
    select 'team:' || team from engagement.team_member
    where 'person:' || person = foundation.actor_id() and ended_at is null
      and (now() at time zone 'Europe/London')::date between from_day and coalesce(to_day, 'infinity'::date)
      and foundation.acting_role() in ('ward_officer', 'prevention_pcso', 'sergeant')
    union all
    select 'team:' || id from engagement.team where foundation.acting_role() = 'sergeant';
  end;
comment on function engagement.charges() is 'Holders that the actor answers for: their store, themselves, and their teams.';

-- A disputed fact is told by somebody who may not see the bottle: which it is, is found for them without an answer.
create function engagement.name_claimed_kit() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    new.kit := (select id from engagement.kit where serial = new.claimed_serial);
    return new;
  end
  $$;
comment on function engagement.name_claimed_kit() is
  'Crossing: purpose keep a disputed fact beside the bottle that it names; operation none, nothing of it leaves the trigger; columns the bottle of a serial.';
revoke all on function engagement.name_claimed_kit() from public;
create trigger name_claimed_kit before insert on engagement.kit_movement
  for each row when (new.sequence is null) execute function engagement.name_claimed_kit();

-- Where each bottle is after its last movement. The owner names itself within the function: a setting of ours beside the
-- function is a superuser's to give.
create function engagement.keep_positions() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
  begin
    perform set_config('mettrace.change_by', 'a movement of kits', true);
    update engagement.kit_position p
    set sequence = m.sequence, movement = m.id, kind = m.kind, at = m.at, holder = m.holder, ward = m.ward, bcu = m.bcu,
        stopped = case when m.stop in ('quarantined', 'recalled') then m.stop when m.stop <> 'released' then p.stopped end
    from (
      select distinct on (kit) *, min(sequence) over life as first,
             -- The last of what stops or releases it, or any other kind where there is none.
             first_value(kind) over (partition by kit order by kind in ('quarantined', 'recalled', 'released') desc, sequence desc) as stop
      from fresh where sequence is not null window life as (partition by kit) order by kit, sequence desc
    ) m
    where p.id = m.kit and m.first > 1;
    if exists (select from fresh where sequence = 1) then
      insert into engagement.kit_position (id, serial, sequence, movement, kind, at, holder, stopped, disputed, batch, box, made_on, expires_on, ward, bcu)
      select m.kit, kit.serial, m.sequence, m.id, m.kind, m.at, m.holder,
             case when m.stop in ('quarantined', 'recalled') then m.stop end,
             (select count(*) from engagement.kit_movement told
              where told.kit = m.kit and told.sequence is null
                and not exists (select from engagement.kit_settlement s where s.id = told.id)),
             kit.batch, kit.box, kit.made_on, kit.expires_on, m.ward, m.bcu
      from (
        select distinct on (kit) *, min(sequence) over (partition by kit) as first,
               first_value(kind) over (partition by kit order by kind in ('quarantined', 'recalled', 'released') desc, sequence desc) as stop
        from fresh where sequence is not null order by kit, sequence desc
      ) m
      join engagement.kit on kit.id = m.kit
      where m.first = 1;
    elsif exists (select from fresh where sequence is null) then
      update engagement.kit_position p set disputed = p.disputed + told.facts
      from (select kit, count(*)::integer as facts from fresh where sequence is null group by kit) told
      where p.id = told.kit;
    end if;
    perform set_config('mettrace.change_by', before, true);
    return null;
  end
  $$;
comment on function engagement.keep_positions() is
  'Crossing: purpose the place of a bottle follows its movements in the same transaction; operation none, nothing of it leaves the trigger; columns those of the position.';
revoke all on function engagement.keep_positions() from public;
create trigger keep_positions after insert on engagement.kit_movement
  referencing new table as fresh for each statement execute function engagement.keep_positions();

create function engagement.keep_settled() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
  begin
    perform set_config('mettrace.change_by', 'a disputed fact is settled', true);
    update engagement.kit_position p set disputed = p.disputed - settled.facts
    from (select told.kit, count(*)::integer as facts from fresh join engagement.kit_movement told on told.id = fresh.id
          where told.kit is not null group by told.kit) settled
    where p.id = settled.kit;
    perform set_config('mettrace.change_by', before, true);
    return null;
  end
  $$;
comment on function engagement.keep_settled() is
  'Crossing: purpose a bottle counts again once what was told of it is settled; operation none, nothing of it leaves the trigger; columns disputed facts of the position.';
revoke all on function engagement.keep_settled() from public;
create trigger keep_settled after insert on engagement.kit_settlement
  referencing new table as fresh for each statement execute function engagement.keep_settled();

-- What was kept of kits until now becomes the beginning of the ledger.
alter table engagement.kit_event no force row level security;

insert into engagement.kit (id, serial, exists_from, earlier_code, actor)
  select gen_random_uuid(), kit, '-infinity', kit, 'migration' from engagement.kit_event group by kit;

create temp table earlier on commit drop as
  select e.*, kit.id as bottle, row_number() over life as sequence, lag(e.at) over life as before_at,
         case when home is not null then 'home:' || home
              when kind in ('lost', 'damaged') then 'gone:' || kind
              when holder = 'Store of the BCU' and bcu is not null then 'bcu:' || bcu
              when kind = 'recalled' then 'named:recalled'
              else 'named:' || coalesce(nullif(holder, ''), 'not known') end as has_it
  from engagement.kit_event e join engagement.kit on kit.serial = e.kit
  window life as (partition by e.kit order by e.at, e.id);
alter table earlier add column word text;
update earlier e set word = case
  when sequence = 1 then case kind when 'received' then 'received' else 'earlier' end
  when kind = 'received' then 'returned'
  when kind = 'recalled' then 'issued'
  -- A registration at a home that the bottle was not known to be at brought it there.
  when kind = 'registered' and home is distinct from (select b.home from earlier b where b.bottle = e.bottle and b.sequence = e.sequence - 1) then 'delivered'
  else kind end;
insert into engagement.kit_act (id, kind, at, to_holder, kits, reason, ward, bcu, actor)
  select id, word, at, has_it, 1, case when kind in ('lost', 'damaged') then 'as kept before' end, ward, bcu, actor from earlier;
insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, ward, bcu, actor)
  select id, bottle, sequence, id, word, at, coalesce(before_at, '-infinity'),
         lag(has_it) over (partition by kit order by sequence), has_it, ward, bcu, actor
  from earlier;

-- Crossings that read kits now read the ledger.
drop function engagement.trace(text, date);
drop function engagement.contamination(text);

create function engagement.trace(digest bytea, on_day date)
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
      left join engagement.resident
        on resident.home = home.id and on_day between resident.from_day and coalesce(resident.to_day, 'infinity'::date)
      where kit.code_digest = digest and foundation.actor_id() is not null
        and moved.kind in ('delivered', 'registered', 'earlier', 'corrected', 'settled')
        -- Both stories of a bottle in dispute are named; one that was corrected, or settled against, is not.
        and case when moved.sequence is null then not exists (select from engagement.kit_settlement s where s.id = moved.id)
                 else not exists (select from engagement.kit_movement later where later.corrects = moved.id) end
      order by home.id, resident.id, moved.at, moved.id
    ) once
    order by once.at, once.id;
  end;
comment on function engagement.trace(bytea, date) is
  'Crossing: purpose trace a code to its owner; operation combination; columns home, address, whether it is disputed, and the name and contact of who lived there on the day.';
revoke all on function engagement.trace(bytea, date) from public;

create function engagement.contamination(digest bytea)
  returns table (at timestamptz, kind text, holder text, has_home boolean, ward text, disputed boolean)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select moved.at, moved.kind,
           case split_part(moved.holder, ':', 1)
             when 'home' then null
             when 'store' then 'Central store'
             when 'bcu' then 'Store of ' || substr(moved.holder, 5)
             when 'team' then (select team.name from engagement.team where team.id = substr(moved.holder, 6)::uuid)
             when 'transit' then 'on the way'
             when 'person' then moved.holder
             else substr(moved.holder, strpos(moved.holder, ':') + 1)
           end,
           moved.home is not null, moved.ward, moved.sequence is null
    from engagement.kit join engagement.kit_movement moved on moved.kit = kit.id
    where kit.code_digest = digest and foundation.actor_id() is not null
    order by moved.at, moved.sequence, moved.id;
  end;
comment on function engagement.contamination(bytea) is
  'Crossing: purpose whether a mark could have been planted; operation combination; columns the life of one bottle, and the colleagues who had it.';
revoke all on function engagement.contamination(bytea) from public;

create or replace function engagement.subject_access(subject uuid)
  returns table (held_in text, record jsonb, data_key bytea, key_version integer, name bytea, contact bytea, vulnerability bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select 'engagement.resident', to_jsonb(resident.*) - array['data_key', 'key_version', 'name', 'contact', 'vulnerability', 'name_digest', 'contact_digest'],
           resident.data_key, resident.key_version, resident.name, resident.contact, resident.vulnerability
    from engagement.resident where resident.id = subject and foundation.actor_id() is not null
    union all
    select 'engagement.home', to_jsonb(home.*), null, null, null, null, null
    from engagement.home join engagement.resident on resident.home = home.id
    where resident.id = subject and foundation.actor_id() is not null
    union all
    select 'engagement.kit_movement',
           jsonb_build_object('id', moved.id, 'at', moved.at, 'kind', moved.kind, 'home', moved.home, 'ward', moved.ward, 'bcu', moved.bcu,
                              'recorded_at', moved.recorded_at, 'disputed', moved.sequence is null),
           null, null, null, null, null
    from engagement.kit_movement moved join engagement.resident on resident.home = moved.home
    where resident.id = subject and foundation.actor_id() is not null
      and (moved.at at time zone 'Europe/London')::date between resident.from_day and coalesce(resident.to_day, 'infinity'::date)
    union all
    select 'enforcement.incident', jsonb_build_object('reported_at', incident.reported_at, 'classification', incident.classification,
           'sticker_seen', incident.sticker_seen), null, null, null, null, null
    from enforcement.incident join engagement.home on home.uprn = incident.uprn join engagement.resident on resident.home = home.id
    where resident.id = subject and foundation.actor_id() is not null
      and (incident.reported_at at time zone 'Europe/London')::date between resident.from_day and coalesce(resident.to_day, 'infinity'::date);
  end;

create or replace function enforcement.burgled_home_counts(from_day date, to_day date)
  returns table (ward text, burgled bigint, burgled_with_kit bigint)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select home.ward, 5 * round(count(*) / 5.0)::bigint,
           5 * round(count(*) filter (where exists (
             select from engagement.kit_movement moved join engagement.kit_position position on position.id = moved.kit
             where moved.home = home.id and moved.kind in ('delivered', 'earlier', 'corrected', 'settled') and moved.sequence is not null
               and moved.at < coalesce(incident.committed_from, incident.reported_at)
               and position.disputed = 0
               and not exists (select from engagement.kit_movement later where later.corrects = moved.id))) / 5.0)::bigint
    from enforcement.incident join engagement.home on home.uprn = incident.uprn
    where incident.series = 'residential' and foundation.actor_id() is not null
      and (coalesce(incident.committed_from, incident.reported_at) at time zone 'Europe/London')::date between from_day and to_day
    group by grouping sets ((home.ward), ());
  end;

create or replace function foundation.city_may_begin() returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from foundation.demonstration where state <> 'none')
      or not (exists (select from engagement.home) or exists (select from engagement.resident)
              or exists (select from engagement.kit) or exists (select from engagement.supplier)
              or exists (select from engagement.team) or exists (select from enforcement.scan)
              or exists (select from enforcement.incident_version));
  end;

create or replace function engagement.leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select set_config('mettrace.change_by', 'the made-up city leaves', true);
    delete from enforcement.scan where exists (select from foundation.demonstration where state <> 'none');
    delete from enforcement.incident_version where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance_decision where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count_result where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_notice where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_settlement where exists (select from foundation.demonstration where state <> 'none');
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

drop table engagement.kit_event;

do $$
declare name text;
begin
  foreach name in array array['supplier', 'supply_contract', 'supply_price', 'kit_batch', 'kit_box', 'kit', 'team', 'team_member',
    'kit_act', 'kit_movement', 'kit_position', 'kit_settlement', 'kit_notice', 'kit_count', 'kit_count_result', 'kit_variance',
    'kit_variance_decision'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    -- A crossing runs with its owner's rights and must pass the forced row security of what it reads.
    execute format('create policy crossing on engagement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
create policy kept_with_movements on engagement.kit_position for insert to current_user
  with check ((select foundation.actor_id()) is not null);
create policy kept_with_each_movement on engagement.kit_position for update to current_user
  using ((select foundation.actor_id()) is not null) with check ((select foundation.actor_id()) is not null);
