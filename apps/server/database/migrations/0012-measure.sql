-- Measure: what was expected of a programme's areas, frozen on the day they were chosen, so that a later measurement
-- is held to it and cannot be to anything else.

create schema measure;

create table measure.frozen_expectation (
  id uuid primary key,
  name text not null check (name <> ''),
  frozen_at timestamptz not null default clock_timestamp(),
  actor text not null,
  data_until date not null,
  question jsonb not null,
  answer jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$')
);
comment on table measure.frozen_expectation is 'Expectations of chosen areas as they were on the day of selection; appended, never changed.';
comment on column measure.frozen_expectation.id is 'official | none | keep | UUIDv7 of the expectation';
comment on column measure.frozen_expectation.name is 'official | none | keep | What the programme is called';
comment on column measure.frozen_expectation.frozen_at is 'official | none | keep | When it was frozen';
comment on column measure.frozen_expectation.actor is 'personal | uk-gdpr | audit+6y | Who froze it';
comment on column measure.frozen_expectation.data_until is 'official | none | keep | Last month that was known, by its first day';
comment on column measure.frozen_expectation.question is 'official | none | keep | Areas, series, boundaries and period it was asked for';
comment on column measure.frozen_expectation.answer is 'official | none | keep | Expected burglaries inside, outside and by area, and their uncertainty';
comment on column measure.frozen_expectation.digest is 'official | none | keep | SHA-256 of question and answer as they were frozen';

alter table measure.frozen_expectation enable row level security;
alter table measure.frozen_expectation force row level security;

create function measure.refuse_change() returns trigger
  language plpgsql
  as $$ begin raise exception 'What was frozen is never changed.' using errcode = '42501'; end $$;
comment on function measure.refuse_change() is 'Refuses to change or take away a row, whoever asks.';
create trigger refuse_change before update or delete or truncate on measure.frozen_expectation
  for each statement execute function measure.refuse_change();

insert into foundation.setting (name, version, value, unit, source, from_day, actor) values
  ('programme from', 1, 201503, 'year and month', 'Metropolitan Police: the programme began in March 2015', '2026-11-26', 'the product');
