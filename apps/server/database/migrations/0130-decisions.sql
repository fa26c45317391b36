-- Decisions in the shape of the public register. A draft is written in versions, each kept; somebody who wrote none of it signs the
-- latest, and what is signed is followed by no version. A decision that was published elsewhere is kept as its sources print it.

create schema if not exists account;
comment on schema account is 'Money and decisions of the programme.';

create table account.decision (
  id uuid primary key,
  reference text not null check (reference <> ''),
  origin text not null check (origin in ('draft', 'published')),
  made_up boolean not null default false,
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  constraint decision_reference unique (reference),
  unique (id, origin)
);
comment on table account.decision is 'Decisions: drafts of ours, and those that were published elsewhere.';
comment on column account.decision.id is 'official | none | keep | UUIDv7';
comment on column account.decision.reference is 'official | none | keep | What it is called: PCD 536, D-2026-07';
comment on column account.decision.origin is 'official | none | keep | Written here, or read from what was published elsewhere';
comment on column account.decision.made_up is 'official | none | keep | Whether it goes with the made-up city';
comment on column account.decision.actor is 'personal | uk-gdpr | audit+6y | Who entered it';
comment on column account.decision.at is 'official | none | keep | When that was recorded';

create table account.decision_version (
  id uuid primary key,
  decision uuid not null,
  origin text not null default 'draft' check (origin = 'draft'),
  number integer not null check (number >= 1),
  title text not null check (title <> ''),
  request text not null check (request in ('tender', 'single tender', 'other')),
  net_pence bigint check (net_pence between 0 and 10000000000000),
  gross_pence bigint check (gross_pence between net_pence and 10000000000000),
  begins_on date,
  sections jsonb not null check (jsonb_typeof(sections) = 'object'),
  promises jsonb not null check (jsonb_typeof(promises) = 'array'),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (decision, origin) references account.decision (id, origin),
  check ((net_pence is null) = (gross_pence is null)),
  constraint decision_version_number unique (decision, number)
);
comment on table account.decision_version is 'Drafts of decisions, every version whole; appended, and none after a signature.';
comment on column account.decision_version.id is 'official | none | keep | UUIDv7';
comment on column account.decision_version.decision is 'official | none | keep | Decision that it is a version of';
comment on column account.decision_version.origin is 'official | none | keep | Only what is written here has versions';
comment on column account.decision_version.number is 'official | none | keep | 1, 2, 3 and so on';
comment on column account.decision_version.title is 'official | none | keep | Title';
comment on column account.decision_version.request is 'official | none | keep | What is asked for: a tender, a single tender, or something else';
comment on column account.decision_version.net_pence is 'official | none | keep | Estimated value without VAT; null where it is not known';
comment on column account.decision_version.gross_pence is 'official | none | keep | The same with VAT';
comment on column account.decision_version.begins_on is 'official | none | keep | Day that the procurement begins; null where it is not known';
comment on column account.decision_version.sections is 'official | none | keep | Words of each section of the form, by its key';
comment on column account.decision_version.promises is 'official | none | keep | Kits, burglaries, hours and pence that it promises, and over how many years';
comment on column account.decision_version.digest is 'official | none | keep | SHA-256 of the version as it was kept';
comment on column account.decision_version.actor is 'personal | uk-gdpr | audit+6y | Who wrote it';
comment on column account.decision_version.at is 'official | none | keep | When that was recorded';

create table account.decision_source (
  id uuid primary key,
  decision uuid not null,
  origin text not null default 'published' check (origin = 'published'),
  found_at text not null check (found_at <> ''),
  title text,
  signed_on date,
  content text not null check (content <> '' and length(content) <= 500000),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (decision, origin) references account.decision (id, origin),
  constraint decision_source_once unique (decision, digest)
);
comment on table account.decision_source is 'Texts that a published decision was read from, as they are; several are one decision.';
comment on column account.decision_source.id is 'official | none | keep | UUIDv7';
comment on column account.decision_source.decision is 'official | none | keep | Decision that they tell of';
comment on column account.decision_source.origin is 'official | none | keep | Only what was published elsewhere has sources';
comment on column account.decision_source.found_at is 'official | none | keep | Where the text is from';
comment on column account.decision_source.title is 'official | none | keep | Title that it prints; null where it prints none';
comment on column account.decision_source.signed_on is 'official | none | keep | Day of signing that it prints; null where it prints none';
comment on column account.decision_source.content is 'personal | uk-gdpr | programme+6y | The text; it names who decided';
comment on column account.decision_source.digest is 'official | none | keep | SHA-256 of the text';
comment on column account.decision_source.actor is 'personal | uk-gdpr | audit+6y | Who put it in';
comment on column account.decision_source.at is 'official | none | keep | When that was recorded';

create table account.decision_secret (
  id uuid primary key,
  decision uuid not null references account.decision,
  words text not null check (words <> '' and length(words) <= 100000),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
create index decision_secret_by_decision on account.decision_secret (decision, at);
comment on table account.decision_secret is 'Part 2 of decisions, which is not public. The words put in last count.';
comment on column account.decision_secret.id is 'official | none | keep | UUIDv7';
comment on column account.decision_secret.decision is 'official | none | keep | Decision that they belong to';
comment on column account.decision_secret.words is 'secret | none | keep | What is not public';
comment on column account.decision_secret.actor is 'personal | uk-gdpr | audit+6y | Who wrote it';
comment on column account.decision_secret.at is 'official | none | keep | When that was recorded';

create table account.decision_signature (
  decision uuid primary key,
  number integer not null,
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (decision, number) references account.decision_version (decision, number)
);
comment on table account.decision_signature is 'That a decision was signed in its latest version, by somebody who wrote none of it.';
comment on column account.decision_signature.decision is 'official | none | keep | The decision';
comment on column account.decision_signature.number is 'official | none | keep | Version that was signed';
comment on column account.decision_signature.actor is 'personal | uk-gdpr | programme+6y | Who signed';
comment on column account.decision_signature.at is 'official | none | keep | When';

create table account.decision_publication (
  decision uuid primary key references account.decision_signature,
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
comment on table account.decision_publication is 'That a signed decision was published, without its part 2.';
comment on column account.decision_publication.decision is 'official | none | keep | The decision';
comment on column account.decision_publication.actor is 'personal | uk-gdpr | audit+6y | Who published it';
comment on column account.decision_publication.at is 'official | none | keep | When';

create table account.authority_type (
  id uuid primary key,
  from_day date not null,
  type text not null check (type in ('sub-central', 'central')),
  source text not null check (source <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
comment on table account.authority_type is 'Of which type the contracting authority is, from a day on; the entry made last for a day counts.';
comment on column account.authority_type.id is 'official | none | keep | UUIDv7';
comment on column account.authority_type.from_day is 'official | none | keep | First day';
comment on column account.authority_type.type is 'official | none | keep | Central or sub-central';
comment on column account.authority_type.source is 'official | none | keep | Who says so';
comment on column account.authority_type.actor is 'personal | uk-gdpr | audit+6y | Who entered it';
comment on column account.authority_type.at is 'official | none | keep | When that was recorded';

-- A version and a signature of one decision wait for each other: what is signed is the latest version, and stays it.
create function account.refuse_version() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform pg_advisory_xact_lock(hashtextextended('decision ' || new.decision, 0));
    if exists (select from account.decision_signature s where s.decision = new.decision) then
      raise exception 'A signed decision has no further version.' using errcode = '23514', constraint = 'decision_signed';
    end if;
    return new;
  end
  $$;
create trigger refuse_version before insert on account.decision_version
  for each row execute function account.refuse_version();
create trigger refuse_version before insert on account.decision_secret
  for each row execute function account.refuse_version();

create function account.refuse_signature() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    latest account.decision_version;
  begin
    perform pg_advisory_xact_lock(hashtextextended('decision ' || new.decision, 0));
    select v.* into latest from account.decision_version v where v.decision = new.decision order by v.number desc limit 1;
    if latest.number is distinct from new.number then
      raise exception 'Only the latest version is signed.' using errcode = '23514', constraint = 'decision_latest';
    end if;
    if exists (select from account.decision_version v where v.decision = new.decision and v.actor = new.actor)
       or exists (select from account.decision_secret p where p.decision = new.decision and p.actor = new.actor)
       or exists (select from account.decision d where d.id = new.decision and d.actor = new.actor) then
      raise exception 'An author does not sign.' using errcode = '23514', constraint = 'decision_second_person';
    end if;
    if latest.net_pence is null
       or (latest.request <> 'other' and latest.begins_on is null)
       or (select count(*) from jsonb_each_text(latest.sections) part
           where part.value ~ '[[:alnum:]]' and part.key in ('executive summary', 'recommendation', 'introduction', 'issues',
             'finance', 'legal', 'data protection', 'equality', 'papers')) < 9 then
      raise exception 'What is not whole is not signed.' using errcode = '23514', constraint = 'decision_whole';
    end if;
    return new;
  end
  $$;
create trigger refuse_signature before insert on account.decision_signature
  for each row execute function account.refuse_signature();

do $$
declare name text;
begin
  foreach name in array array['decision', 'decision_version', 'decision_source', 'decision_secret', 'decision_signature',
    'decision_publication', 'authority_type'] loop
    execute format('alter table account.%I enable row level security', name);
    execute format('alter table account.%I force row level security', name);
    if name <> 'authority_type' then
      execute format('create policy leave_with_the_city on account.%I for delete to current_user
        using ((select foundation.actor_id()) is not null)', name);
      execute format('create policy leave_with_the_city_read on account.%I for select to current_user
        using ((select foundation.actor_id()) is not null)', name);
    end if;
  end loop;
end
$$;

create function account.decisions_leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select set_config('mettrace.change_by', 'the made-up city leaves', true);
    delete from account.decision_publication where decision in (select id from account.decision where made_up);
    delete from account.decision_signature where decision in (select id from account.decision where made_up);
    delete from account.decision_secret where decision in (select id from account.decision where made_up);
    delete from account.decision_source where decision in (select id from account.decision where made_up);
    delete from account.decision_version where decision in (select id from account.decision where made_up);
    delete from account.decision where made_up;
    select set_config('mettrace.change_by', '', true);
  end;
comment on function account.decisions_leave_with_the_city() is
  'Crossing: purpose the made-up city leaves; operation erasure, of nobody; columns none.';
revoke all on function account.decisions_leave_with_the_city() from public;
