-- Drafts of plans: what was asked, what came out, who kept it and when. A draft is never changed; a new one is kept.

create table target.plan_draft (
  id uuid primary key,
  name text not null check (name <> ''),
  kept_at timestamptz not null default clock_timestamp(),
  actor text not null,
  imported_at timestamptz,
  inputs jsonb not null,
  plan jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$')
);
create index plan_draft_by_time on target.plan_draft (kept_at desc);
comment on table target.plan_draft is 'Named drafts of plans; appended, never changed.';
comment on column target.plan_draft.id is 'official | none | keep | UUIDv7 of the draft';
comment on column target.plan_draft.name is 'official | none | keep | What the planner calls it';
comment on column target.plan_draft.kept_at is 'official | none | keep | When it was kept';
comment on column target.plan_draft.actor is 'personal | uk-gdpr | audit+6y | Who kept it';
comment on column target.plan_draft.imported_at is 'official | none | keep | When data were last imported before it';
comment on column target.plan_draft.inputs is 'official | none | keep | What was asked';
comment on column target.plan_draft.plan is 'official | none | keep | What came out';
comment on column target.plan_draft.digest is 'official | none | keep | SHA-256 of inputs and plan as they were kept';

alter table target.plan_draft enable row level security;
alter table target.plan_draft force row level security;
create policy read on target.plan_draft for select to mettrace_planner
  using ((select foundation.actor_id()) is not null);
create policy append on target.plan_draft for insert to mettrace_planner
  with check (actor = (select foundation.actor_id()));
grant select, insert on target.plan_draft to mettrace_planner;
