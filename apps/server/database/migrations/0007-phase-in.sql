-- Orders of starts that were kept: drawn from a published seed before anything starts, and never changed, so that a
-- measurement later can be held to them.

create table target.phase_in (
  id uuid primary key,
  name text not null check (name <> ''),
  kept_at timestamptz not null default clock_timestamp(),
  actor text not null,
  seed text not null check (seed <> ''),
  question jsonb not null,
  answer jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$')
);
comment on table target.phase_in is 'Randomised orders of start dates as they were kept; appended, never changed.';
comment on column target.phase_in.id is 'official | none | keep | UUIDv7 of the order';
comment on column target.phase_in.name is 'official | none | keep | What the planner calls it';
comment on column target.phase_in.kept_at is 'official | none | keep | When it was kept';
comment on column target.phase_in.actor is 'personal | uk-gdpr | audit+6y | Who kept it';
comment on column target.phase_in.seed is 'official | none | keep | Published seed that it was drawn from';
comment on column target.phase_in.question is 'official | none | keep | Plan and design it was asked for';
comment on column target.phase_in.answer is 'official | none | keep | Areas with their blocks and starts, and the power';
comment on column target.phase_in.digest is 'official | none | keep | SHA-256 of seed, question and answer as they were kept';

alter table target.phase_in enable row level security;
alter table target.phase_in force row level security;
create policy read on target.phase_in for select to mettrace_planner
  using ((select foundation.actor_id()) is not null);
create policy append on target.phase_in for insert to mettrace_planner
  with check (actor = (select foundation.actor_id()));
grant select, insert on target.phase_in to mettrace_planner;
