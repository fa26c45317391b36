-- Programmes as they were kept, protocols fixed before anything was known, and reports as they were published. A protocol
-- is held to by its digest; a report publishes itself on the day that its protocol names, whatever it says.

create table measure.programme (
  id uuid primary key,
  name text not null check (name <> ''),
  kept_at timestamptz not null default clock_timestamp(),
  actor text not null,
  programme jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$')
);
create index programme_by_name on measure.programme (name, kept_at);
comment on table measure.programme is 'Programmes to be measured, every version; appended, never changed.';
comment on column measure.programme.id is 'official | none | keep | UUIDv7';
comment on column measure.programme.name is 'official | none | keep | What the programme is called; versions share it';
comment on column measure.programme.kept_at is 'official | none | keep | When this version was kept';
comment on column measure.programme.actor is 'personal | uk-gdpr | audit+6y | Who kept it';
comment on column measure.programme.programme is 'official | none | keep | Areas, starts, coverage, series and protocol, as the JSON Schema has them';
comment on column measure.programme.digest is 'official | none | keep | SHA-256 of the programme as it was kept';

create table measure.protocol (
  id uuid primary key,
  name text not null unique check (name <> ''),
  fixed_at timestamptz not null default clock_timestamp(),
  actor text not null,
  programme uuid not null references measure.programme,
  publish_on date not null,
  code_version text not null check (code_version <> ''),
  content jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$')
);
comment on table measure.protocol is 'What was fixed beforehand: the first protocol that is kept under a programme''s name holds.';
comment on column measure.protocol.id is 'official | none | keep | UUIDv7';
comment on column measure.protocol.name is 'official | none | keep | Programme that it holds for';
comment on column measure.protocol.fixed_at is 'official | none | keep | When it was fixed';
comment on column measure.protocol.actor is 'personal | uk-gdpr | audit+6y | Who fixed it';
comment on column measure.protocol.programme is 'official | none | keep | Version of the programme that it came with';
comment on column measure.protocol.publish_on is 'official | none | keep | Day on which the report publishes itself';
comment on column measure.protocol.code_version is 'official | none | keep | Version of the product that it was fixed under';
comment on column measure.protocol.content is 'official | none | keep | Outcome, series, areas, controls, method and dates';
comment on column measure.protocol.digest is 'official | none | keep | SHA-256 of name, publication day and content';

create table measure.published_report (
  id uuid primary key,
  protocol uuid not null unique references measure.protocol,
  programme uuid not null references measure.programme,
  published_at timestamptz not null default clock_timestamp(),
  actor text not null,
  code_version text not null check (code_version <> ''),
  report jsonb not null,
  departures jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$')
);
comment on table measure.published_report is 'Reports as they were when the day of their protocol came; appended, never changed.';
comment on column measure.published_report.id is 'official | none | keep | UUIDv7';
comment on column measure.published_report.protocol is 'official | none | keep | Protocol that it answers';
comment on column measure.published_report.programme is 'official | none | keep | Version of the programme that was measured';
comment on column measure.published_report.published_at is 'official | none | keep | When it was published';
comment on column measure.published_report.actor is 'personal | uk-gdpr | audit+6y | Account that was acting when the day had come';
comment on column measure.published_report.code_version is 'official | none | keep | Version of the product that made it';
comment on column measure.published_report.report is 'official | none | keep | Every figure of the report';
comment on column measure.published_report.departures is 'official | none | keep | Where the measurement departs from the protocol';
comment on column measure.published_report.digest is 'official | none | keep | SHA-256 of report and departures';

do $$
declare name text;
begin
  foreach name in array array['programme', 'protocol', 'published_report'] loop
    execute format('alter table measure.%I enable row level security', name);
    execute format('alter table measure.%I force row level security', name);
    execute format(
      'create trigger refuse_change before update or delete or truncate on measure.%I
         for each statement execute function measure.refuse_change()', name);
  end loop;
end
$$;

-- What a burglary prevented is worth, and what preventing it took: unit costs with source and price year. The hours that
-- a burglary takes moved from one publication to the next without a reason given, so each stands by itself.
insert into foundation.setting (name, version, value, unit, source, from_day, actor) values
  ('hours per burglary at launch', 1, 20, 'police hours', 'Metropolitan Police, press release at the launch, 2015', '2026-11-26', 'the product'),
  ('hours per burglary in year 1', 1, 18.8, 'police hours', 'Metropolitan Police, press release on year 1', '2026-11-26', 'the product'),
  ('hours per burglary in year 2', 1, 20.3, 'police hours', 'Metropolitan Police, press release on year 2', '2026-11-26', 'the product'),
  ('travel minutes per home', 1, 3, 'minutes', 'the product''s own assumption, until rounds are measured', '2026-11-26', 'the product'),
  ('pounds per kit', 1, 12.72, 'pounds', 'MOPAC decision PCD 536: the whole budget over 440,000 kits, before VAT and signs; a kit costs no more', '2026-11-26', 'the product'),
  ('pounds per delivery hour', 1, 30, 'pounds', 'the product''s own assumption, until finance puts the force''s figure', '2026-11-26', 'the product'),
  ('pounds to the police per burglary', 1, 1250, 'pounds of 2022-23', 'Home Office, Police costs methodology (Police Activity Survey), November 2025, table 1: domestic burglary, response workforce', '2026-11-26', 'the product'),
  ('pounds to society per burglary', 1, 5930, 'pounds of 2015-16', 'Home Office, The economic and social costs of crime, second edition (Research Report 99), July 2018: domestic burglary', '2026-11-26', 'the product');
