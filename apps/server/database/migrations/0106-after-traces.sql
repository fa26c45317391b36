-- After a trace: the owner told, their statement of loss, the item returned or why not, and what became of the case. Appended; the latest
-- of each counts.

create table enforcement.owner_told (
  id uuid primary key,
  trace uuid not null references enforcement.trace,
  kit uuid not null,
  resident uuid not null,
  how text not null check (how in ('letter', 'call')),
  outcome text not null check (outcome in ('told', 'no answer', 'wrong contact')),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (trace, kit) references enforcement.trace_kit (trace, kit)
);
create index owner_told_by_trace on enforcement.owner_told (trace, at);
comment on table enforcement.owner_told is 'That an owner was told, or tried to be.';
comment on column enforcement.owner_told.id is 'official | part-3 | programme+6y | UUID that the form gave';
comment on column enforcement.owner_told.trace is 'official | part-3 | programme+6y | The trace that found them';
comment on column enforcement.owner_told.kit is 'personal | part-3 | programme+6y | Their kit';
comment on column enforcement.owner_told.resident is 'personal | part-3 | programme+6y | Who was to be told';
comment on column enforcement.owner_told.how is 'official | part-3 | programme+6y | By letter or call';
comment on column enforcement.owner_told.outcome is 'personal | part-3 | programme+6y | Whether they were';
comment on column enforcement.owner_told.actor is 'personal | part-3 | audit+6y | Who told them';
comment on column enforcement.owner_told.at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.loss_statement (
  id uuid primary key,
  trace uuid not null references enforcement.trace,
  item text not null check (item <> ''),
  was_at_home text not null check (was_at_home in ('yes', 'no', 'not sure')),
  missing_since date,
  asked_first boolean not null,
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  constraint loss_statement_ahead check (missing_since <= (at at time zone 'Europe/London')::date)
);
create index loss_statement_by_trace on enforcement.loss_statement (trace, at);
comment on table enforcement.loss_statement is 'What an owner says that they lost.';
comment on column enforcement.loss_statement.id is 'official | part-3 | programme+6y | UUID that the form gave';
comment on column enforcement.loss_statement.trace is 'official | part-3 | programme+6y | The trace that found them';
comment on column enforcement.loss_statement.item is 'personal | part-3 | programme+6y | The item in the owner''s words';
comment on column enforcement.loss_statement.was_at_home is 'personal | part-3 | programme+6y | Whether it was in their home';
comment on column enforcement.loss_statement.missing_since is 'personal | part-3 | programme+6y | Day since which it is missing; null where they do not know';
comment on column enforcement.loss_statement.asked_first is 'official | part-3 | programme+6y | Whether they described it before they were told what was found';
comment on column enforcement.loss_statement.actor is 'personal | part-3 | audit+6y | Who took it down';
comment on column enforcement.loss_statement.at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.item_return (
  id uuid primary key,
  trace uuid not null references enforcement.trace,
  on_day date not null,
  signature text check (signature <> ''),
  why_not text check (why_not in ('needed as evidence', 'owner does not want it', 'owner does not answer', 'not theirs', 'lost or damaged',
    'disposed of')),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  -- Returned against a signature, or not and why.
  constraint item_return_either check ((signature is null) <> (why_not is null)),
  constraint item_return_ahead check (on_day <= (at at time zone 'Europe/London')::date)
);
create index item_return_by_trace on enforcement.item_return (trace, at);
comment on table enforcement.item_return is 'That an item went back to its owner, or why not.';
comment on column enforcement.item_return.id is 'official | part-3 | programme+6y | UUID that the form gave';
comment on column enforcement.item_return.trace is 'official | part-3 | programme+6y | The trace that found them';
comment on column enforcement.item_return.on_day is 'personal | part-3 | programme+6y | Day that it went back, or that this was decided';
comment on column enforcement.item_return.signature is 'personal | part-3 | programme+6y | Paper that the owner signed; null where it was not returned';
comment on column enforcement.item_return.why_not is 'official | part-3 | programme+6y | Why it was not returned';
comment on column enforcement.item_return.actor is 'personal | part-3 | audit+6y | Who recorded it';
comment on column enforcement.item_return.at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.case_end (
  id uuid primary key,
  case_reference text not null check (case_reference <> ''),
  outcome text not null check (outcome in ('charged', 'out of court', 'convicted', 'acquitted', 'no further action')),
  fell_for text check (fell_for in ('lost', 'damaged', 'contaminated', 'not gathered', 'statement missing', 'something else')),
  liquid text not null check (liquid in ('found the owner', 'named a suspect', 'supported the charge', 'spoke against it',
    'made no difference', 'not known')),
  on_day date not null,
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  constraint case_end_fell check ((fell_for is not null) = (outcome in ('acquitted', 'no further action'))),
  constraint case_end_ahead check (on_day <= (at at time zone 'Europe/London')::date)
);
create index case_end_by_case on enforcement.case_end (case_reference, at);
create index case_end_by_day on enforcement.case_end (on_day);
comment on table enforcement.case_end is 'What became of a case, and what the liquid did for it. What was entered last counts.';
comment on column enforcement.case_end.id is 'official | part-3 | programme+6y | UUID that the form gave';
comment on column enforcement.case_end.case_reference is 'personal | part-3 | programme+6y | The case';
comment on column enforcement.case_end.outcome is 'personal | part-3 | programme+6y | What became of it';
comment on column enforcement.case_end.fell_for is 'official | part-3 | programme+6y | What it fell for, where it did';
comment on column enforcement.case_end.liquid is 'personal | part-3 | programme+6y | What the liquid did for it';
comment on column enforcement.case_end.on_day is 'personal | part-3 | programme+6y | Day of that';
comment on column enforcement.case_end.actor is 'personal | part-3 | audit+6y | Who recorded it';
comment on column enforcement.case_end.at is 'official | part-3 | programme+6y | When that was recorded';

create function engagement.owner_to_tell(asked uuid, who uuid, on_day date)
  returns table (home uuid, uprn bigint, street text, number text, core text, flat integer, postcode text, is_there boolean,
                 data_key bytea, key_version integer, name bytea, contact bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select h.id, h.uprn, h.street, h.number, h.core, h.flat, h.postcode,
           coalesce(r.to_day, engagement.left_on(r.id), 'infinity'::date) >= (now() at time zone 'Europe/London')::date,
           r.data_key, r.key_version, r.name, r.contact
    from engagement.resident r join engagement.home h on h.id = r.home
    where r.id = who and foundation.actor_id() is not null and engagement.resident_stands(r.id, r.by_phone)
      and on_day between r.from_day and coalesce(r.to_day, engagement.left_on(r.id), 'infinity'::date)
      -- Of a kit that was traced, and of nobody else.
      and exists (select from engagement.kit_movement m where m.kit = asked and m.home = r.home);
  end;
comment on function engagement.owner_to_tell(uuid, uuid, date) is
  'Crossing: purpose tell an owner that something of theirs may have been found; operation disclosure; columns name, contact and address of one person who lived where a traced kit was, and whether they live there still.';
revoke all on function engagement.owner_to_tell(uuid, uuid, date) from public;

create or replace function enforcement.traces_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from enforcement.case_end;
      delete from enforcement.item_return;
      delete from enforcement.loss_statement;
      delete from enforcement.owner_told;
      delete from enforcement.trace_review;
      delete from enforcement.trace_reading;
      delete from enforcement.trace_kit;
      delete from enforcement.trace;
    end if;
    return null;
  end
  $$;

do $$
declare name text;
begin
  foreach name in array array['owner_told', 'loss_statement', 'item_return', 'case_end'] loop
    execute format('alter table enforcement.%I enable row level security', name);
    execute format('alter table enforcement.%I force row level security', name);
    execute format('create policy leave_with_the_city on enforcement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on enforcement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
