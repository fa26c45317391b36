-- Files for laboratories and suppliers, and back: each goes under a sharing agreement in force that covers every one of its columns, and
-- the database refuses any other. What goes out holds numbers of samples, which say nothing, and never a name, address or crime.
create schema if not exists account;

create table account.sharing_agreement (
  id uuid primary key,
  party text not null check (party <> ''),
  party_kind text not null check (party_kind in ('laboratory', 'supplier')),
  reference text not null check (reference <> ''),
  purposes text not null check (purposes <> ''),
  fields text[] not null check (cardinality(fields) > 0),
  from_day date not null,
  to_day date not null,
  actor text not null,
  entered_at timestamptz not null default clock_timestamp(),
  constraint sharing_agreement_days check (to_day >= from_day),
  constraint sharing_agreement_reference unique (reference),
  unique (id, party, party_kind, fields, from_day, to_day)
);
comment on table account.sharing_agreement is 'Agreements under which data are shared: with whom, for what, which columns, from when until when.';
comment on column account.sharing_agreement.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column account.sharing_agreement.party is 'official | uk-gdpr | programme+6y | With whom';
comment on column account.sharing_agreement.party_kind is 'official | uk-gdpr | programme+6y | Laboratory or supplier';
comment on column account.sharing_agreement.reference is 'official | uk-gdpr | programme+6y | Reference of the agreement';
comment on column account.sharing_agreement.purposes is 'official | uk-gdpr | programme+6y | What it is for';
comment on column account.sharing_agreement.fields is 'official | uk-gdpr | programme+6y | Columns that it covers, both ways';
comment on column account.sharing_agreement.from_day is 'official | uk-gdpr | programme+6y | First day in force';
comment on column account.sharing_agreement.to_day is 'official | uk-gdpr | programme+6y | Last day in force';
comment on column account.sharing_agreement.actor is 'personal | uk-gdpr | audit+6y | Who registered it';
comment on column account.sharing_agreement.entered_at is 'official | uk-gdpr | programme+6y | When that was recorded';

create table account.agreement_end (
  agreement uuid primary key references account.sharing_agreement,
  reason text not null check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
comment on table account.agreement_end is 'Agreements that were ended before their last day.';
comment on column account.agreement_end.agreement is 'official | uk-gdpr | programme+6y | The agreement';
comment on column account.agreement_end.reason is 'official | uk-gdpr | programme+6y | Why';
comment on column account.agreement_end.actor is 'personal | uk-gdpr | audit+6y | Who ended it';
comment on column account.agreement_end.at is 'official | uk-gdpr | programme+6y | Since when: no file goes under it any more';

create table enforcement.exchange_file (
  id uuid primary key,
  agreement uuid not null,
  party text not null,
  party_kind text not null,
  fields text[] not null,
  from_day date not null,
  to_day date not null,
  direction text not null check (direction in ('out', 'in')),
  adapter text not null check (adapter <> ''),
  columns text[] not null check (cardinality(columns) > 0),
  rows integer not null check (rows > 0),
  content_digest bytea not null check (octet_length(content_digest) = 32),
  on_day date not null default (clock_timestamp() at time zone 'Europe/London')::date,
  actor text not null,
  entered_at timestamptz not null default clock_timestamp(),
  unique (id, party),
  foreign key (agreement, party, party_kind, fields, from_day, to_day)
    references account.sharing_agreement (id, party, party_kind, fields, from_day, to_day),
  constraint exchange_file_in_force check (on_day between from_day and to_day),
  constraint exchange_file_covered check (columns <@ fields),
  -- The same file of a laboratory is taken in once.
  constraint exchange_file_once unique (party, direction, content_digest)
);
create index exchange_file_by_agreement on enforcement.exchange_file (agreement);
comment on table enforcement.exchange_file is 'Files that went to laboratories and suppliers or came from them, each under an agreement that was in force and covered its columns.';
comment on column enforcement.exchange_file.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.exchange_file.agreement is 'official | part-3 | programme+6y | The agreement';
comment on column enforcement.exchange_file.party is 'official | part-3 | programme+6y | As the agreement''s';
comment on column enforcement.exchange_file.party_kind is 'official | part-3 | programme+6y | As the agreement''s';
comment on column enforcement.exchange_file.fields is 'official | part-3 | programme+6y | As the agreement''s';
comment on column enforcement.exchange_file.from_day is 'official | part-3 | programme+6y | As the agreement''s';
comment on column enforcement.exchange_file.to_day is 'official | part-3 | programme+6y | As the agreement''s';
comment on column enforcement.exchange_file.direction is 'official | part-3 | programme+6y | Out or in';
comment on column enforcement.exchange_file.adapter is 'official | part-3 | programme+6y | Format that it was written or read in';
comment on column enforcement.exchange_file.columns is 'official | part-3 | programme+6y | Columns that it holds';
comment on column enforcement.exchange_file.rows is 'official | part-3 | programme+6y | How many samples';
comment on column enforcement.exchange_file.content_digest is 'official | part-3 | programme+6y | SHA-256 of the file';
comment on column enforcement.exchange_file.on_day is 'official | part-3 | programme+6y | Day that it went or came';
comment on column enforcement.exchange_file.actor is 'personal | part-3 | audit+6y | Who sent it or took it in';
comment on column enforcement.exchange_file.entered_at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.sent_sample (
  number text primary key check (number ~ '^[0-9A-HJ-NP-Z]{12}$'),
  file uuid not null,
  party text not null,
  place integer not null check (place > 0),
  exhibit uuid not null references enforcement.exhibit,
  reading uuid references enforcement.field_reading,
  seal text not null,
  actor text not null,
  foreign key (file, party) references enforcement.exchange_file (id, party),
  unique (number, party),
  unique (file, place),
  unique (file, exhibit)
);
create index sent_sample_by_exhibit on enforcement.sent_sample (exhibit);
create index sent_sample_by_reading on enforcement.sent_sample (reading) where reading is not null;
comment on table enforcement.sent_sample is 'Numbers that samples have in files to laboratories and suppliers. By chance, with a check character: they say nothing of the exhibit.';
comment on column enforcement.sent_sample.number is 'official | part-3 | programme+6y | The number';
comment on column enforcement.sent_sample.file is 'official | part-3 | programme+6y | File that it went out in';
comment on column enforcement.sent_sample.party is 'official | part-3 | programme+6y | To whom';
comment on column enforcement.sent_sample.place is 'official | part-3 | programme+6y | Row of the file, from 1';
comment on column enforcement.sent_sample.exhibit is 'official | part-3 | programme+6y | The exhibit';
comment on column enforcement.sent_sample.reading is 'official | part-3 | programme+6y | Field reading whose code went with it';
comment on column enforcement.sent_sample.seal is 'official | part-3 | programme+6y | Seal that went with it; empty where it was open';
comment on column enforcement.sent_sample.actor is 'personal | part-3 | audit+6y | Who sent it';

create table enforcement.supplier_answer (
  sample text primary key,
  party text not null,
  file uuid not null,
  answer text not null check (answer in ('ours', 'not ours', 'unsure')),
  batch text check (batch <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (sample, party) references enforcement.sent_sample (number, party),
  foreign key (file, party) references enforcement.exchange_file (id, party),
  check (batch is null or answer = 'ours')
);
create index supplier_answer_by_file on enforcement.supplier_answer (file);
comment on table enforcement.supplier_answer is 'Whether a supplier made what a code names, and in which batch.';
comment on column enforcement.supplier_answer.sample is 'official | part-3 | programme+6y | Number of the sample';
comment on column enforcement.supplier_answer.party is 'official | part-3 | programme+6y | The supplier';
comment on column enforcement.supplier_answer.file is 'official | part-3 | programme+6y | File that it came in';
comment on column enforcement.supplier_answer.answer is 'official | part-3 | programme+6y | Theirs, not theirs, or unsure';
comment on column enforcement.supplier_answer.batch is 'official | part-3 | programme+6y | Batch';
comment on column enforcement.supplier_answer.actor is 'personal | part-3 | audit+6y | Who took the file in';
comment on column enforcement.supplier_answer.at is 'official | part-3 | programme+6y | When that was recorded';

-- An agreement that was ended covers nothing; whoever ends it waits for files that are on their way, and the next wait for them.
create function enforcement.refuse_ended_agreement() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    agreed uuid := new.agreement;
  begin
    perform pg_advisory_xact_lock(hashtextextended('agreement ' || agreed::text, 0));
    if tg_table_name = 'exchange_file' and exists (select from account.agreement_end e where e.agreement = agreed) then
      raise exception 'an agreement that was ended' using errcode = '23514', constraint = 'exchange_file_in_force';
    end if;
    return new;
  end
  $$;
comment on function enforcement.refuse_ended_agreement() is
  'Crossing: purpose no file goes under an agreement that was ended; operation none, nothing of it leaves the trigger; columns none.';
revoke all on function enforcement.refuse_ended_agreement() from public;
create trigger refuse_ended_agreement before insert on enforcement.exchange_file
  for each row execute function enforcement.refuse_ended_agreement();
create trigger wait_for_files before insert on account.agreement_end
  for each row execute function enforcement.refuse_ended_agreement();

-- What was exchanged of a made-up city leaves before its readings.
create function enforcement.exchange_leaves() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from enforcement.supplier_answer;
      delete from enforcement.sent_sample;
      delete from enforcement.exchange_file;
    end if;
    return null;
  end
  $$;
comment on function enforcement.exchange_leaves() is
  'Crossing: purpose what was exchanged of the made-up city leaves with its readings; operation erasure of what is made up; columns none.';
revoke all on function enforcement.exchange_leaves() from public;
create trigger exchange_leaves before delete on enforcement.field_reading
  for each statement execute function enforcement.exchange_leaves();

do $$
declare name text;
begin
  foreach name in array array['enforcement.exchange_file', 'enforcement.sent_sample', 'enforcement.supplier_answer'] loop
    execute format('create policy leave_with_the_city on %s for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
  end loop;
  foreach name in array array['account.sharing_agreement', 'account.agreement_end', 'enforcement.exchange_file',
    'enforcement.sent_sample', 'enforcement.supplier_answer'] loop
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format('create policy crossing on %s for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
