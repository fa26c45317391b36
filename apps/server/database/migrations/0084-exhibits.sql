-- Exhibits and their continuity (CPIA 1996, Code of Practice): what was seized, and every hand, seal and opening since, appended.
-- A gap, two holders, a time that runs backwards, a seal used twice, a hand that did not confirm and anything after an end are
-- refused by keys and checks, whatever runs side by side: docs/decisions/exhibits.md says how.
--
-- A hand is one word and, after a colon, whose: `store:<BCU>` and `person:<id>` confirm with their accounts; `officer:…`,
-- `courier:…`, `laboratory:…` and `court:…` sign a paper; `gone:destroyed`, `gone:owner`, `gone:auction`, `gone:police use` end it.

create table enforcement.exhibit (
  id uuid primary key,
  reference text not null check (reference ~ '^[A-Z]{2,4}/[1-9][0-9]{0,4}(/[A-Z]{1,2})?$'),
  root uuid not null references enforcement.exhibit,
  parent uuid,
  kind text not null check (kind in ('item', 'skin swab', 'other sample')),
  description text not null check (description <> ''),
  scan uuid references enforcement.scan,
  crime_reference text check (crime_reference <> ''),
  custody_reference text check (custody_reference <> ''),
  power text not null check (power <> ''),
  taken_on date not null,
  destroy_by date,
  bcu text not null check (bcu <> ''),
  actor text not null,
  entered_at timestamptz not null default clock_timestamp(),
  constraint exhibit_reference unique nulls not distinct (bcu, crime_reference, custody_reference, reference),
  constraint exhibit_part unique (root, reference),
  unique (id, parent),
  unique (id, root),
  foreign key (parent, root) references enforcement.exhibit (id, root),
  check ((root = id) = (parent is null)),
  check ((parent is null) = (reference ~ '^[A-Z]+/[0-9]+$')),
  -- Skin has its last day by law (PACE s.63R(5)).
  check ((kind = 'skin swab') = (destroy_by is not null)),
  check (destroy_by between taken_on and (taken_on + interval '6 months')::date)
);
create index exhibit_by_parent on enforcement.exhibit (parent, root) where parent is not null;
create index exhibit_by_scan on enforcement.exhibit (scan) where scan is not null;
create index exhibit_by_crime on enforcement.exhibit (crime_reference) where crime_reference is not null;
create index exhibit_by_reference on enforcement.exhibit (reference);
comment on table enforcement.exhibit is 'Exhibits: what was seized, and samples and items that were taken from it.';
comment on column enforcement.exhibit.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.exhibit.reference is 'personal | part-3 | programme+6y | Initials of who found it, a number, and the letter of a sample';
comment on column enforcement.exhibit.root is 'official | part-3 | programme+6y | What it was taken from in the end; itself where it was seized';
comment on column enforcement.exhibit.parent is 'official | part-3 | programme+6y | What it was taken from; null of what was seized';
comment on column enforcement.exhibit.kind is 'official | part-3 | programme+6y | Item, skin swab or other sample';
comment on column enforcement.exhibit.description is 'personal | part-3 | programme+6y | What it is';
comment on column enforcement.exhibit.scan is 'official | part-3 | programme+6y | Scan that it glowed in';
comment on column enforcement.exhibit.crime_reference is 'personal | part-3 | programme+6y | Crime reference';
comment on column enforcement.exhibit.custody_reference is 'personal | part-3 | programme+6y | Custody reference of whoever it was taken from';
comment on column enforcement.exhibit.power is 'official | part-3 | programme+6y | Legal power or consent that it was taken under';
comment on column enforcement.exhibit.taken_on is 'personal | part-3 | programme+6y | Day it was seized or taken';
comment on column enforcement.exhibit.destroy_by is 'official | part-3 | programme+6y | Last day of a skin swab that is not kept';
comment on column enforcement.exhibit.bcu is 'official | part-3 | programme+6y | BCU that booked it in';
comment on column enforcement.exhibit.actor is 'personal | part-3 | audit+6y | Who booked it in';
comment on column enforcement.exhibit.entered_at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.exhibit_offer (
  id uuid primary key,
  exhibit uuid not null,
  after integer not null,
  from_holder text not null,
  holder text not null check (holder <> from_holder),
  authority text check (authority <> ''),
  letters text check (letters <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  unique (id, exhibit, after, from_holder, holder, actor),
  check (holder ~ '^(store|person):.' or (holder in ('gone:destroyed', 'gone:auction', 'gone:police use') and authority is not null)),
  check (holder not in ('gone:auction', 'gone:police use') or letters is not null)
);
create index exhibit_offer_by_exhibit on enforcement.exhibit_offer (exhibit, after);
create index exhibit_offer_by_holder on enforcement.exhibit_offer (holder);
comment on table enforcement.exhibit_offer is 'What one hand confirmed: that it hands an exhibit to another, or that it is to end, with the authority. The other hand confirms by the fact itself.';
comment on column enforcement.exhibit_offer.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.exhibit_offer.exhibit is 'official | part-3 | programme+6y | The exhibit';
comment on column enforcement.exhibit_offer.after is 'official | part-3 | programme+6y | After which fact: any other makes it void';
comment on column enforcement.exhibit_offer.from_holder is 'personal | part-3 | programme+6y | Hand that has it';
comment on column enforcement.exhibit_offer.holder is 'personal | part-3 | programme+6y | Hand that is to have it';
comment on column enforcement.exhibit_offer.authority is 'official | part-3 | programme+6y | Authority of a disposal';
comment on column enforcement.exhibit_offer.letters is 'official | part-3 | programme+6y | Proof that the owner of unclaimed property was written to';
comment on column enforcement.exhibit_offer.actor is 'personal | part-3 | audit+6y | Who confirmed';
comment on column enforcement.exhibit_offer.at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.exhibit_event (
  id uuid primary key,
  exhibit uuid not null references enforcement.exhibit,
  sequence integer not null check (sequence > 0),
  act uuid not null,
  kind text not null check (kind in ('seized', 'taken', 'sealed', 'moved', 'opened', 'sampled', 'split', 'resealed', 'sent',
    'received', 'returned', 'destroyed', 'disposed')),
  at timestamptz not null,
  entered_at timestamptz not null default clock_timestamp(),
  device_at timestamptz,
  skew_seconds integer,
  late_because text check (late_because <> ''),
  before_at timestamptz,
  from_holder text,
  holder text not null check (holder ~ '^((store|person|officer|courier|laboratory|court):.|gone:(destroyed|owner|auction|police use)$)'),
  from_bcu text,
  bcu text not null check (bcu <> ''),
  shelf text check (shelf <> ''),
  seal_before text not null default '',
  seal text not null,
  new_seal text check (new_seal ~ '^[A-Z0-9]{4,20}$'),
  condition text check (condition in ('intact', 'broken', 'absent', 'mismatch')),
  offer uuid,
  offered_by text,
  paper text check (paper <> ''),
  offence text check (offence <> ''),
  note text check (note <> ''),
  parent uuid,
  parent_sequence integer,
  actor text not null,
  before integer generated always as (nullif(sequence - 1, 0)) stored,
  -- Two facts from one state cannot both stand.
  constraint exhibit_event_once unique (exhibit, sequence),
  constraint exhibit_event_ends unique (exhibit, sequence, at, holder, seal, bcu),
  -- It goes from whoever had it after the fact before, with the seal that it had then.
  constraint exhibit_event_follows foreign key (exhibit, before, before_at, from_holder, seal_before, from_bcu)
    references enforcement.exhibit_event (exhibit, sequence, at, holder, seal, bcu),
  constraint exhibit_event_begins check (
    (sequence = 1) = (kind in ('seized', 'taken')) and (sequence = 1) = (before_at is null)
    and (sequence = 1) = (from_holder is null) and (sequence = 1) = (from_bcu is null) and (sequence > 1 or seal_before = '')),
  constraint exhibit_event_time check (at >= before_at),
  constraint exhibit_event_ahead check (at <= entered_at + interval '5 minutes'),
  constraint exhibit_event_end check (from_holder not like 'gone:%'),
  -- A seal is put on once in the life of all exhibits.
  constraint exhibit_event_seal unique (new_seal),
  constraint exhibit_event_seals check (
    seal = case when kind = 'opened' or condition <> 'intact' then '' else coalesce(new_seal, seal_before) end
    and (new_seal is null or (kind in ('seized', 'taken', 'sealed', 'resealed') and seal_before = ''))
    and (kind not in ('sealed', 'resealed') or new_seal is not null)
    and (kind <> 'opened' or seal_before <> '') and (kind not in ('sampled', 'split') or seal_before = '')
    and (condition is null or (seal_before <> '' and holder <> from_holder))),
  -- Both hands confirm: by an offer of one person and a fact of another, or by the signed paper of whoever has no account here.
  constraint exhibit_event_offered foreign key (offer, exhibit, before, from_holder, holder, offered_by)
    references enforcement.exhibit_offer (id, exhibit, after, from_holder, holder, actor),
  constraint exhibit_event_both check (
    sequence = 1 or holder = from_holder
    or case when from_holder ~ '^(officer|courier|laboratory|court):' or holder ~ '^(officer|courier|laboratory|court):' or holder = 'gone:owner'
            then paper is not null and offer is null
            else offer is not null and offered_by is not null and offered_by <> actor end),
  constraint exhibit_event_hands check (
    (kind not in ('sealed', 'opened', 'sampled', 'split', 'resealed') or holder = from_holder)
    and (kind not in ('sent', 'received', 'returned', 'disposed', 'destroyed') or holder <> from_holder)
    and (kind = 'destroyed') = (holder = 'gone:destroyed') and (kind = 'disposed') = (holder in ('gone:auction', 'gone:police use'))
    and (kind <> 'sent' or holder like 'courier:%') and (holder <> 'gone:owner' or kind = 'returned')
    and (sequence > 1 or holder not like 'gone:%')),
  check (sequence = 1 or holder <> from_holder or offer is null),
  check (case when holder like 'store:%' then bcu = substr(holder, 7) else sequence = 1 or bcu = from_bcu end),
  check ((device_at is null) = (skew_seconds is null)),
  check (at = device_at - skew_seconds * interval '1 second'),
  -- A sample begins in the hand and at the time of the fact that took it.
  constraint exhibit_event_taken check ((kind = 'taken') = (parent is not null) and (parent is null) = (parent_sequence is null)),
  constraint exhibit_event_parent foreign key (exhibit, parent) references enforcement.exhibit (id, parent),
  constraint exhibit_event_from foreign key (parent, parent_sequence) references enforcement.exhibit_event (exhibit, sequence),
  -- An act is done to an exhibit once; asked for again, it does nothing.
  constraint exhibit_event_act unique (act, exhibit)
);
create index exhibit_event_by_bcu on enforcement.exhibit_event (bcu, at);
create index exhibit_event_by_parent on enforcement.exhibit_event (parent, parent_sequence) where parent is not null;
create index exhibit_event_by_offer on enforcement.exhibit_event (offer) where offer is not null;
comment on table enforcement.exhibit_event is 'Everything that happened to exhibits, appended. Its facts are the continuity.';
comment on column enforcement.exhibit_event.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.exhibit_event.exhibit is 'official | part-3 | programme+6y | The exhibit';
comment on column enforcement.exhibit_event.sequence is 'official | part-3 | programme+6y | Place in its life, from 1';
comment on column enforcement.exhibit_event.act is 'official | part-3 | programme+6y | Act that did it, to many exhibits at once perhaps';
comment on column enforcement.exhibit_event.kind is 'official | part-3 | programme+6y | What happened';
comment on column enforcement.exhibit_event.at is 'personal | part-3 | programme+6y | When it happened, by our clock';
comment on column enforcement.exhibit_event.entered_at is 'official | part-3 | programme+6y | When it was entered';
comment on column enforcement.exhibit_event.device_at is 'personal | part-3 | programme+6y | When it happened by the clock of the device that recorded it';
comment on column enforcement.exhibit_event.skew_seconds is 'official | part-3 | programme+6y | How far that clock was ahead of ours';
comment on column enforcement.exhibit_event.late_because is 'official | part-3 | programme+6y | Why it was entered late';
comment on column enforcement.exhibit_event.before_at is 'personal | part-3 | programme+6y | When the fact before it happened';
comment on column enforcement.exhibit_event.from_holder is 'personal | part-3 | programme+6y | Hand that had it; null of a first fact';
comment on column enforcement.exhibit_event.holder is 'personal | part-3 | programme+6y | Hand that has it since';
comment on column enforcement.exhibit_event.from_bcu is 'official | part-3 | programme+6y | BCU in charge before';
comment on column enforcement.exhibit_event.bcu is 'official | part-3 | programme+6y | BCU in charge since: that of the store that had it last';
comment on column enforcement.exhibit_event.shelf is 'official | part-3 | programme+6y | Shelf of the store';
comment on column enforcement.exhibit_event.seal_before is 'official | part-3 | programme+6y | Seal before; empty where it was open';
comment on column enforcement.exhibit_event.seal is 'official | part-3 | programme+6y | Seal since; empty where it is open';
comment on column enforcement.exhibit_event.new_seal is 'official | part-3 | programme+6y | Seal that was put on';
comment on column enforcement.exhibit_event.condition is 'official | part-3 | programme+6y | How the seal was found by whoever received it';
comment on column enforcement.exhibit_event.offer is 'official | part-3 | programme+6y | What the other hand confirmed';
comment on column enforcement.exhibit_event.offered_by is 'personal | part-3 | audit+6y | Who confirmed it';
comment on column enforcement.exhibit_event.paper is 'official | part-3 | programme+6y | Paper that was signed, by its reference';
comment on column enforcement.exhibit_event.offence is 'personal | part-3 | programme+6y | Offence that a sample was used for';
comment on column enforcement.exhibit_event.note is 'personal | part-3 | programme+6y | What else there is to say of it';
comment on column enforcement.exhibit_event.parent is 'official | part-3 | programme+6y | What a sample was taken from';
comment on column enforcement.exhibit_event.parent_sequence is 'official | part-3 | programme+6y | Fact of it that took the sample';
comment on column enforcement.exhibit_event.actor is 'personal | part-3 | audit+6y | Who recorded it';
comment on column enforcement.exhibit_event.before is 'official | part-3 | programme+6y | Place of the fact before';
alter table enforcement.exhibit_offer add constraint exhibit_offer_held foreign key (exhibit, after)
  references enforcement.exhibit_event (exhibit, sequence) deferrable;

create table enforcement.exhibit_answer (
  id uuid primary key references enforcement.exhibit_event,
  exhibit uuid not null references enforcement.exhibit,
  words text not null check (words <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
create index exhibit_answer_by_exhibit on enforcement.exhibit_answer (exhibit);
comment on table enforcement.exhibit_answer is 'What the sender answered when a seal came otherwise than whole. Until then the question is open.';
comment on column enforcement.exhibit_answer.id is 'official | part-3 | programme+6y | Fact that says how it came';
comment on column enforcement.exhibit_answer.exhibit is 'official | part-3 | programme+6y | The exhibit';
comment on column enforcement.exhibit_answer.words is 'personal | part-3 | programme+6y | The answer';
comment on column enforcement.exhibit_answer.actor is 'personal | part-3 | audit+6y | Who answered';
comment on column enforcement.exhibit_answer.at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.exhibit_ruling (
  id uuid primary key,
  exhibit uuid not null references enforcement.exhibit,
  kind text not null check (kind in ('hold', 'hold lifted', 'kept for offence', 'review')),
  reason text not null check (reason <> ''),
  officer text not null check (officer <> ''),
  offence text check (offence <> ''),
  review_on date,
  answer text check (answer in ('keep', 'return', 'dispose')),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  check ((kind = 'kept for offence') = (offence is not null)),
  check ((kind = 'review') or (review_on is null and answer is null)),
  check (kind <> 'review' or (review_on is null) = (answer in ('return', 'dispose')))
);
create index exhibit_ruling_by_exhibit on enforcement.exhibit_ruling (exhibit, at);
comment on table enforcement.exhibit_ruling is 'What was decided of keeping an exhibit: legal holds, what CPIA keeps (PACE s.63U), and what the officer in the case answered at a review.';
comment on column enforcement.exhibit_ruling.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.exhibit_ruling.exhibit is 'official | part-3 | programme+6y | The exhibit';
comment on column enforcement.exhibit_ruling.kind is 'official | part-3 | programme+6y | What was decided';
comment on column enforcement.exhibit_ruling.reason is 'personal | part-3 | programme+6y | Why';
comment on column enforcement.exhibit_ruling.officer is 'personal | part-3 | programme+6y | Who asked for it, or the officer in the case who answered';
comment on column enforcement.exhibit_ruling.offence is 'personal | part-3 | programme+6y | Offence that a sample is kept for, alone';
comment on column enforcement.exhibit_ruling.review_on is 'official | part-3 | programme+6y | When to ask again';
comment on column enforcement.exhibit_ruling.answer is 'official | part-3 | programme+6y | Keep, return or dispose; null where a day was only set';
comment on column enforcement.exhibit_ruling.actor is 'personal | part-3 | audit+6y | Who recorded it';
comment on column enforcement.exhibit_ruling.at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.exhibit_position (
  exhibit uuid primary key references enforcement.exhibit,
  sequence integer not null,
  at timestamptz not null,
  seen_at timestamptz not null,
  seen_by text not null,
  holder text not null,
  shelf text,
  seal text not null,
  bcu text not null,
  is_held boolean not null default false,
  kept_for text,
  review_on date,
  answer text
);
create index exhibit_position_by_holder on enforcement.exhibit_position (holder, shelf);
create index exhibit_position_by_bcu on enforcement.exhibit_position (bcu, holder);
comment on table enforcement.exhibit_position is 'Where each exhibit is: the end of its facts and rulings, kept in the transaction of each by triggers and by nobody else.';
comment on column enforcement.exhibit_position.exhibit is 'official | part-3 | derived | The exhibit';
comment on column enforcement.exhibit_position.sequence is 'official | part-3 | derived | Its last fact';
comment on column enforcement.exhibit_position.at is 'personal | part-3 | derived | When that happened';
comment on column enforcement.exhibit_position.seen_at is 'personal | part-3 | derived | When anybody had it before them last';
comment on column enforcement.exhibit_position.seen_by is 'personal | part-3 | derived | Who recorded that';
comment on column enforcement.exhibit_position.holder is 'personal | part-3 | derived | Hand that has it';
comment on column enforcement.exhibit_position.shelf is 'official | part-3 | derived | Shelf of the store';
comment on column enforcement.exhibit_position.seal is 'official | part-3 | derived | Its seal; empty where it is open';
comment on column enforcement.exhibit_position.bcu is 'official | part-3 | derived | BCU in charge';
comment on column enforcement.exhibit_position.is_held is 'official | part-3 | derived | Whether it is under a legal hold';
comment on column enforcement.exhibit_position.kept_for is 'personal | part-3 | derived | Offence that a sample is kept for, alone';
comment on column enforcement.exhibit_position.review_on is 'official | part-3 | derived | When the officer in the case is asked';
comment on column enforcement.exhibit_position.answer is 'official | part-3 | derived | What they answered last';

create table enforcement.exhibit_place (
  exhibit uuid not null references enforcement.exhibit,
  bcu text not null,
  primary key (exhibit, bcu)
);
create index exhibit_place_by_bcu on enforcement.exhibit_place (bcu);
comment on table enforcement.exhibit_place is 'Which BCUs may see an exhibit: each that was in charge of it or was offered it. Kept by triggers and by nobody else.';
comment on column enforcement.exhibit_place.exhibit is 'official | part-3 | derived | The exhibit';
comment on column enforcement.exhibit_place.bcu is 'official | part-3 | derived | The BCU';

-- Hands that the actor answers for: the stores of their BCUs, and themselves.
create function enforcement.exhibit_charges() returns setof text
  language sql stable
  begin atomic
    select 'store:' || place from foundation.acting_places() place where foundation.acting_role() = 'custody'
    union all
    select foundation.actor_id();
  end;
comment on function enforcement.exhibit_charges() is 'Hands that the actor answers for: the stores of their BCUs, and themselves.';

create function enforcement.keep_exhibits() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
  begin
    perform set_config('mettrace.change_by', 'a fact of exhibits', true);
    update enforcement.exhibit_position p
    set sequence = f.sequence, at = f.at, seen_at = f.at, seen_by = f.actor, holder = f.holder, seal = f.seal, bcu = f.bcu,
        shelf = case when f.holder = f.from_holder then coalesce(f.shelf, p.shelf) else f.shelf end
    from fresh f where p.exhibit = f.exhibit and f.sequence > 1;
    insert into enforcement.exhibit_position (exhibit, sequence, at, seen_at, seen_by, holder, shelf, seal, bcu)
    select f.exhibit, 1, f.at, f.at, f.actor, f.holder, f.shelf, f.seal, f.bcu from fresh f where f.sequence = 1;
    insert into enforcement.exhibit_place select distinct f.exhibit, f.bcu from fresh f on conflict do nothing;
    -- The row of each was changed above, and is ours until the end: a ruling comes before or after, never between.
    if exists (select from fresh f join enforcement.exhibit_position p on p.exhibit = f.exhibit
               where p.is_held and f.holder like 'gone:%' and f.holder <> 'gone:owner') then
      raise exception 'an exhibit under a legal hold' using errcode = '23514', constraint = 'exhibit_event_hold';
    end if;
    if exists (select from fresh f join enforcement.exhibit_position p on p.exhibit = f.exhibit
               where p.kept_for is distinct from f.offence and p.kept_for is not null
                 and f.kind in ('opened', 'sampled', 'split', 'sent')) then
      raise exception 'a sample that is kept for another offence' using errcode = '23514', constraint = 'exhibit_event_offence';
    end if;
    perform set_config('mettrace.change_by', before, true);
    return null;
  end
  $$;
comment on function enforcement.keep_exhibits() is
  'Crossing: purpose the place of an exhibit follows its facts in the same transaction, and holds are kept; operation none, nothing of it leaves the trigger; columns those of the position.';
revoke all on function enforcement.keep_exhibits() from public;
create trigger keep_exhibits after insert on enforcement.exhibit_event
  referencing new table as fresh for each statement execute function enforcement.keep_exhibits();

create function enforcement.keep_rulings() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
  begin
    perform set_config('mettrace.change_by', 'a ruling on an exhibit', true);
    update enforcement.exhibit_position p
    set is_held = case r.kind when 'hold' then true when 'hold lifted' then false else p.is_held end,
        kept_for = coalesce(r.offence, p.kept_for),
        review_on = case when r.kind = 'review' then r.review_on else p.review_on end,
        answer = case when r.kind = 'review' then r.answer else p.answer end
    from fresh r where p.exhibit = r.exhibit;
    perform set_config('mettrace.change_by', before, true);
    return null;
  end
  $$;
comment on function enforcement.keep_rulings() is
  'Crossing: purpose holds and reviews of an exhibit are found beside its place; operation none, nothing of it leaves the trigger; columns those of the position.';
revoke all on function enforcement.keep_rulings() from public;
create trigger keep_rulings after insert on enforcement.exhibit_ruling
  referencing new table as fresh for each statement execute function enforcement.keep_rulings();

create function enforcement.offer_exhibits() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    insert into enforcement.exhibit_place
    select distinct f.exhibit, substr(f.holder, 7) from fresh f where f.holder like 'store:%' on conflict do nothing;
    return null;
  end
  $$;
comment on function enforcement.offer_exhibits() is
  'Crossing: purpose a store that is offered an exhibit may see it; operation none, nothing of it leaves the trigger; columns the exhibit and the BCU.';
revoke all on function enforcement.offer_exhibits() from public;
create trigger offer_exhibits after insert on enforcement.exhibit_offer
  referencing new table as fresh for each statement execute function enforcement.offer_exhibits();

-- Nothing is an orphan: an exhibit has a first fact, and whoever took a sample says which.
create function enforcement.refuse_orphan() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if tg_table_name = 'exhibit' then
      if not exists (select from enforcement.exhibit_event e where e.exhibit = new.id and e.sequence = 1) then
        raise exception 'an exhibit without a first fact' using errcode = '23514', constraint = 'exhibit_orphan';
      end if;
    elsif not exists (select from enforcement.exhibit_event e where e.parent = new.exhibit and e.parent_sequence = new.sequence) then
      raise exception 'a sample that is not booked in' using errcode = '23514', constraint = 'exhibit_orphan';
    end if;
    return null;
  end
  $$;
comment on function enforcement.refuse_orphan() is
  'Crossing: purpose no exhibit without its first fact, and no sample that is not booked in; operation none, nothing of it leaves the trigger; columns none.';
revoke all on function enforcement.refuse_orphan() from public;
create constraint trigger refuse_orphan after insert on enforcement.exhibit
  deferrable initially deferred for each row execute function enforcement.refuse_orphan();
create constraint trigger refuse_orphan after insert on enforcement.exhibit_event
  deferrable initially deferred for each row when (new.kind in ('sampled', 'split')) execute function enforcement.refuse_orphan();

-- Exhibits of the made-up city leave with its scans.
create function enforcement.exhibits_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from enforcement.exhibit_place;
      delete from enforcement.exhibit_position;
      delete from enforcement.exhibit_ruling;
      delete from enforcement.exhibit_answer;
      -- Each refers to the other: what is left of that is looked at when both are gone.
      set constraints enforcement.exhibit_offer_held deferred;
      delete from enforcement.exhibit_event;
      delete from enforcement.exhibit_offer;
      delete from enforcement.exhibit;
    end if;
    return null;
  end
  $$;
comment on function enforcement.exhibits_leave() is
  'Crossing: purpose exhibits of the made-up city leave with its scans; operation erasure of what is made up; columns none.';
revoke all on function enforcement.exhibits_leave() from public;
create trigger exhibits_leave before delete on enforcement.scan
  for each statement execute function enforcement.exhibits_leave();

-- Where there is an exhibit, no city may be called made up.
create or replace function foundation.city_may_begin() returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from foundation.demonstration where state <> 'none')
      or not (exists (select from engagement.home) or exists (select from engagement.resident)
              or exists (select from engagement.kit) or exists (select from engagement.supplier)
              or exists (select from engagement.team) or exists (select from enforcement.scan)
              or exists (select from enforcement.exhibit) or exists (select from enforcement.incident_version));
  end;

do $$
declare name text;
begin
  foreach name in array array['exhibit', 'exhibit_offer', 'exhibit_event', 'exhibit_answer', 'exhibit_ruling', 'exhibit_position',
    'exhibit_place'] loop
    execute format('alter table enforcement.%I enable row level security', name);
    execute format('alter table enforcement.%I force row level security', name);
    execute format('create policy leave_with_the_city on enforcement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on enforcement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
create policy kept_with_facts on enforcement.exhibit_position for insert to current_user
  with check ((select foundation.actor_id()) is not null);
create policy kept_with_each_fact on enforcement.exhibit_position for update to current_user
  using ((select foundation.actor_id()) is not null) with check ((select foundation.actor_id()) is not null);
create policy kept_with_facts on enforcement.exhibit_place for insert to current_user
  with check ((select foundation.actor_id()) is not null);
