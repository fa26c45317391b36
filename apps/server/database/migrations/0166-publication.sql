-- What is published of the money: made from its entries, checked by a second person, published, and kept with its digest; a correction is
-- the next version. No publication names a payee who is a person. docs/decisions/publication.md says how.

alter table account.contract add column begun_on date check (begun_on <= starts_on);
comment on column account.contract.begun_on is 'official | none | programme+6y | Day on which its procurement began; null where not known';

create table account.payee_person (
  payee uuid primary key references account.payee,
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
comment on table account.payee_person is 'Payees who are persons: no publication names them.';
comment on column account.payee_person.payee is 'official | none | programme+6y | The payee';
comment on column account.payee_person.actor is 'personal | uk-gdpr | audit+6y | Who said so';
comment on column account.payee_person.at is 'official | none | programme+6y | When that was recorded';

create table account.order_value (
  id uuid primary key,
  purchase_order uuid not null references account.purchase_order,
  reason text not null check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
create index order_value_by_order on account.order_value (purchase_order, at);
comment on table account.order_value is 'Why an order is good value for money, as it is published; the latest counts.';
comment on column account.order_value.id is 'official | none | programme+6y | UUIDv7';
comment on column account.order_value.purchase_order is 'official | none | programme+6y | The order';
comment on column account.order_value.reason is 'official | none | programme+6y | Why';
comment on column account.order_value.actor is 'personal | uk-gdpr | audit+6y | Who said so';
comment on column account.order_value.at is 'official | none | programme+6y | When that was recorded';

create table account.publication (
  id uuid primary key,
  kind text not null check (kind in ('items', 'contracts', 'income', 'payments', 'compliance', 'indicators', 'assessment')),
  first_day date not null,
  last_day date not null,
  contract uuid references account.contract,
  version integer not null check (version > 0),
  content text not null check (content <> ''),
  digest bytea not null,
  lines integer not null check (lines >= 0),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  unique (id, actor),
  constraint publication_version unique nulls not distinct (kind, first_day, contract, version),
  check (last_day >= first_day),
  check ((contract is not null) = (kind in ('indicators', 'assessment'))),
  constraint publication_digest check (digest = sha256(convert_to(content, 'UTF8')))
);
comment on table account.publication is 'What is to be published of a month, quarter or year, as the file that it is; a correction is the next version.';
comment on column account.publication.id is 'official | none | keep | UUIDv7';
comment on column account.publication.kind is 'official | none | keep | Which duty';
comment on column account.publication.first_day is 'official | none | keep | First day that it is of';
comment on column account.publication.last_day is 'official | none | keep | Last day';
comment on column account.publication.contract is 'official | none | keep | Contract that it is of; null where it is of all';
comment on column account.publication.version is 'official | none | keep | From 1; the latest that is published counts';
comment on column account.publication.content is 'official | none | keep | The file, a CSV table';
comment on column account.publication.digest is 'official | none | keep | SHA-256 of it';
comment on column account.publication.lines is 'official | none | keep | Its rows, without the header';
comment on column account.publication.actor is 'personal | uk-gdpr | audit+6y | Who drafted it';
comment on column account.publication.at is 'official | none | keep | When that was recorded';

create table account.publication_check (
  publication uuid primary key,
  drafted_by text not null,
  decision text not null check (decision in ('checked', 'sent back')),
  reason text check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  unique (publication, decision),
  foreign key (publication, drafted_by) references account.publication (id, actor),
  constraint publication_second check (actor <> drafted_by),
  check (decision = 'checked' or reason is not null)
);
comment on table account.publication_check is 'What a second person found of it.';
comment on column account.publication_check.publication is 'official | none | keep | The publication';
comment on column account.publication_check.drafted_by is 'personal | uk-gdpr | audit+6y | Who drafted it';
comment on column account.publication_check.decision is 'official | none | keep | Checked, or sent back';
comment on column account.publication_check.reason is 'official | none | keep | Why it was sent back';
comment on column account.publication_check.actor is 'personal | uk-gdpr | audit+6y | Who checked it';
comment on column account.publication_check.at is 'official | none | keep | When that was recorded';

create table account.publication_release (
  publication uuid primary key,
  decision text not null default 'checked' check (decision = 'checked'),
  found_at text not null check (found_at <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  constraint publication_checked foreign key (publication, decision) references account.publication_check (publication, decision)
);
comment on table account.publication_release is 'That it was published. Only what a second person checked can be.';
comment on column account.publication_release.publication is 'official | none | keep | The publication';
comment on column account.publication_release.decision is 'official | none | keep | That it was checked';
comment on column account.publication_release.found_at is 'official | none | keep | Address or notice where it is found';
comment on column account.publication_release.actor is 'personal | uk-gdpr | audit+6y | Who published it';
comment on column account.publication_release.at is 'official | none | keep | When that was recorded';

-- No publication names a payee who is a person, whoever drafts it and whatever it was made by.
create function account.keep_publication() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from account.payee_person n join account.payee p on p.id = n.payee
               where position(lower(p.name) in lower(new.content)) > 0) then
      perform account.refuse('publication_names_person');
    end if;
    return new;
  end
  $$;
comment on function account.keep_publication() is
  'Crossing: purpose no publication names a payee who is a person; operation none, nothing of it leaves the trigger; columns none.';
create trigger keep_publication before insert on account.publication for each row execute function account.keep_publication();

create or replace function account.money_leaves() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from account.publication_release;
      delete from account.publication_check;
      delete from account.publication;
      delete from account.order_value;
      delete from account.payee_person;
      delete from account.entry;
      delete from account.payment;
      delete from account.paid_number;
      delete from account.approved_line;
      delete from account.approval;
      delete from account.invoice_withdrawal;
      delete from account.dispute_end;
      delete from account.dispute;
      delete from account.invoice_line;
      delete from account.invoice;
      delete from account.receipt_withdrawal;
      delete from account.receipt;
      delete from account.order_cancellation;
      delete from account.order_decision;
      delete from account.order_position;
      delete from account.order_line;
      delete from account.purchase_order;
      delete from account.contract;
      delete from account.payee;
      delete from account.income;
      delete from account.virement_decision;
      delete from account.virement;
      delete from account.budget_decision;
      delete from account.budget_change;
      delete from account.line_year;
      delete from account.budget_line;
    end if;
    return null;
  end
  $$;

do $$
declare name text;
begin
  revoke all on function account.keep_publication() from public;
  foreach name in array array['payee_person', 'order_value', 'publication', 'publication_check', 'publication_release'] loop
    execute format('alter table account.%I enable row level security', name);
    execute format('alter table account.%I force row level security', name);
    execute format('create policy crossing on account.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
    execute format('create policy leave_with_the_city on account.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
  end loop;
end
$$;
