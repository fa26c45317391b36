-- The register of homes: editions of an address file, each compared with what stands before somebody accepts it. An edition
-- keeps what differs, as facts; what stands of an address is the fact of the edition that was accepted last. What
-- belongs to a home keeps its id, ward and BCU in engagement.home, whatever becomes of the address.

create table places.address_edition (
  id uuid primary key,
  number bigint not null unique generated always as identity,
  format text not null check (format in ('ngd', 'core', 'plus', 'csv')),
  supply text not null check (supply in ('full', 'changes')),
  files text not null check (files <> ''),
  as_of date not null,
  stands_on bigint not null check (stands_on >= 0),
  ward_valid_from date not null,
  row_count integer not null check (row_count >= 0),
  differences jsonb not null,
  left_out jsonb not null,
  listed jsonb not null,
  digest text not null,
  actor text not null,
  compared_at timestamptz not null default clock_timestamp(),
  unique (stands_on, digest),
  unique (id, stands_on)
);
comment on table places.address_edition is
  'An edition of an address file as it was compared with what stood; it holds nothing until it is accepted.';
comment on column places.address_edition.id is 'official | none | keep | UUIDv7';
comment on column places.address_edition.number is 'official | none | keep | 1, 2, 3 … as pages and commands name it';
comment on column places.address_edition.format is 'official | none | keep | OS NGD Built Address, AddressBase Core, AddressBase Plus, or a table of one''s own';
comment on column places.address_edition.supply is 'official | none | keep | Every address of its wards, or changes alone';
comment on column places.address_edition.files is 'official | none | keep | Names of its files, without their folder';
comment on column places.address_edition.as_of is 'official | none | keep | Day that it describes';
comment on column places.address_edition.stands_on is 'official | none | keep | Number of the edition that stood when it was compared; 0 for none';
comment on column places.address_edition.ward_valid_from is 'official | none | keep | Vintage of the wards that its addresses were put in';
comment on column places.address_edition.row_count is 'official | none | keep | Rows read';
comment on column places.address_edition.differences is 'official | none | keep | How many addresses are new, gone, moved and so on';
comment on column places.address_edition.left_out is 'official | none | keep | Rows left out, by reason';
comment on column places.address_edition.listed is 'official | none | keep | Faults that such files carry, counted, with some of the addresses';
comment on column places.address_edition.digest is 'official | none | keep | Of its differences: the same file twice is one edition';
comment on column places.address_edition.actor is 'personal | uk-gdpr | audit+6y | Who imported it';
comment on column places.address_edition.compared_at is 'official | uk-gdpr | audit+6y | When it was compared';

create table places.address_decision (
  id uuid primary key,
  turn bigint not null unique generated always as identity,
  edition uuid not null,
  stands_on bigint not null,
  accepted boolean not null,
  reason text not null default '',
  actor text not null,
  decided_at timestamptz not null default clock_timestamp(),
  foreign key (edition, stands_on) references places.address_edition (id, stands_on)
);
-- One edition follows another: what was compared with something that no longer stands cannot be accepted.
create unique index address_decision_follows on places.address_decision (stands_on) where accepted;
comment on table places.address_decision is
  'That an edition was accepted or refused. A refused one may be accepted later, while what it was compared with still stands.';
comment on column places.address_decision.id is 'official | none | keep | UUIDv7';
comment on column places.address_decision.turn is 'official | none | keep | In the order in which they were decided';
comment on column places.address_decision.edition is 'official | none | keep | The edition';
comment on column places.address_decision.stands_on is 'official | none | keep | As the edition''s: only one edition follows each';
comment on column places.address_decision.accepted is 'official | none | keep | Accepted, or refused';
comment on column places.address_decision.reason is 'official | none | keep | Why it was refused';
comment on column places.address_decision.actor is 'personal | uk-gdpr | audit+6y | Who decided';
comment on column places.address_decision.decided_at is 'official | uk-gdpr | audit+6y | When';

-- No foreign key to the edition: it is written in the same transaction, and four million look-ups would prove it again.
create table places.address_fact (
  edition uuid not null,
  uprn bigint not null,
  change text not null check (change in ('new', 'gone', 'moved', 'split', 'merged', 'reclassified', 'changed')),
  sort text not null check (sort in ('dwelling', 'bedsit', 'undivided', 'shared', 'institution', 'door', 'other', 'gone')),
  class text not null,
  flat_home boolean not null,
  parent bigint,
  root bigint,
  postcode text not null,
  street text not null,
  number text not null,
  floor integer,
  flat integer,
  address text not null,
  easting integer not null,
  northing integer not null,
  ward text not null,
  bcu text not null,
  since date,
  was_class text,
  was_address text,
  was_ward text,
  was_easting integer,
  was_northing integer,
  primary key (uprn, edition),
  check (change <> 'gone' or sort = 'gone')
);
create index address_fact_of_edition on places.address_fact (edition, change, uprn);
-- A home that is new has the postcode that it is registered with.
create index address_fact_by_postcode on places.address_fact (postcode) where was_address is not null;
comment on table places.address_fact is
  'What an edition says of an address, where that differs from what stood. The last accepted one holds.';
comment on column places.address_fact.edition is 'official | none | keep | The edition';
comment on column places.address_fact.uprn is 'official | none | keep | Unique property reference number';
comment on column places.address_fact.change is 'official | none | keep | What differs; the first of these that applies';
comment on column places.address_fact.sort is 'official | none | keep | What it is after the edition, as its class and state tell; gone where it no longer stands';
comment on column places.address_fact.class is 'official | none | keep | Classification code of the file';
comment on column places.address_fact.flat_home is 'official | none | keep | Whether it is a flat';
comment on column places.address_fact.parent is 'official | none | keep | UPRN of the house or block that it is part of';
comment on column places.address_fact.root is 'official | none | keep | UPRN at the top of that order';
comment on column places.address_fact.postcode is 'official | none | keep | Postcode, capitals, no space; empty where there is none';
comment on column places.address_fact.street is 'official | none | keep | Street';
comment on column places.address_fact.number is 'official | none | keep | Number or name, with the part of the building that is no numbered flat';
comment on column places.address_fact.floor is 'official | none | keep | Floor, 0 the ground';
comment on column places.address_fact.flat is 'official | none | keep | Number of the flat';
comment on column places.address_fact.address is 'official | none | keep | Whole address as the file writes it';
comment on column places.address_fact.easting is 'official | none | keep | Metres, EPSG:27700';
comment on column places.address_fact.northing is 'official | none | keep | Metres, EPSG:27700';
comment on column places.address_fact.ward is 'official | none | keep | Ward that it lies in on the day of the edition';
comment on column places.address_fact.bcu is 'official | none | keep | BCU of the ward';
comment on column places.address_fact.since is 'official | none | keep | Day of its state, where the file says';
comment on column places.address_fact.was_class is 'official | none | keep | Class before; null where it is new';
comment on column places.address_fact.was_address is 'official | none | keep | Address before';
comment on column places.address_fact.was_ward is 'official | none | keep | Ward before';
comment on column places.address_fact.was_easting is 'official | none | keep | Metres, EPSG:27700, before';
comment on column places.address_fact.was_northing is 'official | none | keep | Metres, EPSG:27700, before';

create table places.address_count (
  edition uuid not null,
  kind text not null,
  valid_from date not null,
  code text not null,
  dwellings integer not null,
  bedsits integer not null,
  undivided integer not null,
  shared integer not null,
  institutions integer not null,
  flats integer not null,
  primary key (edition, kind, valid_from, code)
);
create index address_count_by_code on places.address_count (edition, code);
comment on table places.address_count is 'What stands in each area once an edition is accepted; worked out from the facts.';
comment on column places.address_count.edition is 'official | none | derived | The edition';
comment on column places.address_count.kind is 'official | none | derived | Kind of area';
comment on column places.address_count.valid_from is 'official | none | derived | Vintage of the area';
comment on column places.address_count.code is 'official | none | derived | The area';
comment on column places.address_count.dwellings is 'official | none | derived | Dwellings, flats among them';
comment on column places.address_count.bedsits is 'official | none | derived | Bedsits of houses in multiple occupation';
comment on column places.address_count.undivided is 'official | none | derived | Houses in multiple occupation that are not divided';
comment on column places.address_count.shared is 'official | none | derived | Houses in multiple occupation that have bedsits of their own';
comment on column places.address_count.institutions is 'official | none | derived | Care homes, halls and other institutions';
comment on column places.address_count.flats is 'official | none | derived | Flats among the dwellings';

create table places.uprn_place (
  uprn bigint primary key,
  easting integer,
  northing integer,
  postcode text,
  source text not null
);
comment on table places.uprn_place is
  'Where a UPRN lies, as OS Open UPRN or an ONS directory says: for checks, since neither says what stands there.';
comment on column places.uprn_place.uprn is 'open | none | keep | Unique property reference number';
comment on column places.uprn_place.easting is 'open | none | keep | Metres, EPSG:27700; null where the file says none';
comment on column places.uprn_place.northing is 'open | none | keep | Metres, EPSG:27700';
comment on column places.uprn_place.postcode is 'open | none | keep | Postcode, capitals, no space; null where the file says none';
comment on column places.uprn_place.source is 'open | none | keep | Format of the file';

-- What people at the door say of a home: that it is none, or that one is missing. Another person decides.
create table engagement.home_proposal (
  id uuid primary key,
  kind text not null check (kind in ('exclude', 'restore', 'report')),
  home uuid not null,
  ward text not null,
  bcu text not null,
  reason text check (reason in ('not a dwelling', 'void', 'demolished', 'duplicate')),
  number text,
  flat integer,
  address text not null,
  note text not null default '',
  actor text not null,
  proposed_at timestamptz not null default clock_timestamp(),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu) on delete cascade,
  unique (id, actor, ward, bcu),
  check ((kind = 'exclude') = (reason is not null)),
  check ((kind = 'report') = (number is not null))
);
create index home_proposal_by_home on engagement.home_proposal (home, ward, bcu);
create index home_proposal_by_ward on engagement.home_proposal (ward);
create index home_proposal_by_bcu on engagement.home_proposal (bcu);
comment on table engagement.home_proposal is
  'That a home is to be left out, taken in again, or that one is missing. Refused and nobody in are no reasons: such homes stay.';
comment on column engagement.home_proposal.id is 'official | uk-gdpr | programme+6y | UUIDv7; the home''s id, once a reported one is taken in';
comment on column engagement.home_proposal.kind is 'official | uk-gdpr | programme+6y | Leave out, take in again, or report one that is missing';
comment on column engagement.home_proposal.home is 'personal | uk-gdpr | programme+6y | The home; of a missing one, a home of the same building or beside it';
comment on column engagement.home_proposal.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.home_proposal.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.home_proposal.reason is 'official | uk-gdpr | programme+6y | Why it is to be left out';
comment on column engagement.home_proposal.number is 'personal | uk-gdpr | programme+6y | Number or name of a missing home';
comment on column engagement.home_proposal.flat is 'personal | uk-gdpr | programme+6y | Its flat';
comment on column engagement.home_proposal.address is 'personal | uk-gdpr | programme+6y | The home as it was called when it was proposed, for whoever decides';
comment on column engagement.home_proposal.note is 'personal | uk-gdpr | programme+6y | What was seen';
comment on column engagement.home_proposal.actor is 'personal | uk-gdpr | audit+6y | Who proposed it';
comment on column engagement.home_proposal.proposed_at is 'official | uk-gdpr | programme+6y | When';

create table engagement.home_decision (
  proposal uuid primary key,
  turn bigint not null unique generated always as identity,
  proposed_by text not null,
  ward text not null,
  bcu text not null,
  approved boolean not null,
  actor text not null,
  decided_at timestamptz not null default clock_timestamp(),
  foreign key (proposal, proposed_by, ward, bcu) references engagement.home_proposal (id, actor, ward, bcu) on delete cascade,
  -- A second person: nobody approves what they proposed themselves, in whichever role.
  check (actor <> proposed_by)
);
create index home_decision_by_ward on engagement.home_decision (ward);
create index home_decision_by_bcu on engagement.home_decision (bcu);
comment on table engagement.home_decision is 'What another person decided about a proposal; of several about one home the last approved holds.';
comment on column engagement.home_decision.proposal is 'official | uk-gdpr | programme+6y | The proposal';
comment on column engagement.home_decision.turn is 'official | uk-gdpr | programme+6y | In the order in which they were decided';
comment on column engagement.home_decision.proposed_by is 'personal | uk-gdpr | audit+6y | Who proposed it: never who decides';
comment on column engagement.home_decision.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.home_decision.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.home_decision.approved is 'official | uk-gdpr | programme+6y | Approved, or refused';
comment on column engagement.home_decision.actor is 'personal | uk-gdpr | audit+6y | Who decided';
comment on column engagement.home_decision.decided_at is 'official | uk-gdpr | programme+6y | When';

-- What an address is now is asked by its reference and the places of whoever asks together.
create index home_by_uprn on engagement.home (uprn, ward, bcu);
comment on table engagement.home is
  'Homes that kits are offered to, as they were registered. What becomes of an address later is in places.address_fact.';

do $$
declare name text;
begin
  foreach name in array array['places.address_edition', 'places.address_decision', 'places.address_fact', 'places.address_count',
    'places.uprn_place', 'engagement.home_proposal', 'engagement.home_decision'] loop
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
  end loop;
  -- The functions below run with their owner's rights and must pass the forced row security of what they read and add.
  foreach name in array array['places.address_decision', 'places.address_fact', 'engagement.home_proposal', 'engagement.home_decision'] loop
    execute format('create policy crossing on %s for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
  create policy crossing on foundation.setting for select to current_user using ((select foundation.actor_id()) is not null);
  create policy register on engagement.home for insert to current_user
    with check ((select foundation.actor_id()) is not null);
end
$$;

create function engagement.register_homes(of_edition uuid) returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, floor, flat, easting, northing)
      select gen_random_uuid(), uprn, ward, bcu, postcode, street, number, floor, flat, easting, northing
      from places.address_fact
      where edition = of_edition and sort in ('dwelling', 'bedsit', 'undivided', 'shared') and foundation.actor_id() is not null
        and exists (select from places.address_decision d where d.edition = of_edition and d.accepted)
      on conflict (uprn) do nothing;
  end;
comment on function engagement.register_homes(uuid) is
  'Crossing: purpose homes of an accepted edition enter the register; operation none, nothing is read out; columns of the edition''s own facts.';

create sequence engagement.reported_home as bigint increment by -1 start with -1 maxvalue -1;
comment on sequence engagement.reported_home is 'What stands for the UPRN of a home that has none yet.';

create function engagement.register_reported(of_proposal uuid) returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, core, floor, flat, easting, northing)
      select p.id, nextval('engagement.reported_home'), near.ward, near.bcu, near.postcode, near.street, p.number, null, null, p.flat,
             near.easting, near.northing
      from engagement.home_proposal p
      join engagement.home_decision d on d.proposal = p.id and d.approved
      join engagement.home near on near.id = p.home
      where p.id = of_proposal and p.kind = 'report' and foundation.actor_id() is not null
      on conflict do nothing;
  end;
comment on function engagement.register_reported(uuid) is
  'Crossing: purpose a home that was reported and approved enters the register; operation none, nothing is read out; columns of the proposal.';

create function engagement.home_adjustments() returns table (ward text, easting integer, northing integer, reason text, sort text, homes bigint)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with last as (
      select distinct on (p.home) p.home, p.kind, p.reason
      from engagement.home_proposal p join engagement.home_decision d on d.proposal = p.id and d.approved
      where p.kind in ('exclude', 'restore') order by p.home, d.turn desc
    ), standing as (
      select h.ward, h.easting, h.northing, h.uprn, last.kind, last.reason,
             coalesce((select f.sort from places.address_fact f join places.address_decision d on d.edition = f.edition and d.accepted
                       where f.uprn = h.uprn order by d.turn desc limit 1), 'dwelling') as sort
      from last join engagement.home h on h.id = last.home
    )
    select ward, easting, northing, reason, sort, -count(*) from standing
    where kind = 'exclude' and sort <> 'gone' and foundation.actor_id() is not null
    group by ward, easting, northing, reason, sort
    union all
    select h.ward, h.easting, h.northing, null, 'dwelling', count(*) from engagement.home h
    where h.uprn < 0 and exists (select from engagement.home_proposal p where p.id = h.id and p.kind = 'report')
      and foundation.actor_id() is not null
    group by h.ward, h.easting, h.northing;
  end;
comment on function engagement.home_adjustments() is
  'Crossing: purpose the denominator of an area; operation none; columns places and numbers of homes left out or reported, nobody''s and no address.';

create function foundation.home_decisions() returns bigint
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select (select count(*) from engagement.home_decision)
      + (select count(*) - 1 from foundation.setting where name = 'bedsits are homes')
    where foundation.actor_id() is not null;
  end;
comment on function foundation.home_decisions() is
  'Crossing: purpose answers are worked out anew after a decision about a home or about which are homes; operation none; columns none, how many there were.';

do $$
declare routine text;
begin
  foreach routine in array array['engagement.register_homes(uuid)', 'engagement.register_reported(uuid)', 'engagement.home_adjustments()',
    'foundation.home_decisions()'] loop
    execute format('revoke all on function %s from public', routine);
  end loop;
end
$$;

insert into foundation.setting (name, version, value, unit, source, from_day, reason, actor) values
  ('bedsits are homes', 1, 1, '1 yes, 0 no', 'OS classification scheme: RH02 is a bedsit or other non self-contained part, RH01 the house that has them',
   '2026-11-29', 'A kit is registered by a household behind its own door', 'the product');

alter table places.import_file drop constraint import_file_kind_check;
alter table places.import_file add constraint import_file_kind_check
  check (kind in ('street', 'counts', 'incidents', 'points', 'areas', 'homes', 'lookup', 'postcodes', 'network', 'addresses'));
