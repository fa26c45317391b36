-- Drafts and programmes are renamed and withdrawn by facts beside them: what was kept is never changed, and stays at its
-- address. Versions of a programme belong together by the first of them, so that a name can be another programme's later.

create table target.draft_change (
  id uuid primary key,
  draft uuid not null references target.plan_draft,
  changed_at timestamptz not null default clock_timestamp(),
  actor text not null,
  name text check (name <> ''),
  reason text check (reason <> ''),
  constraint draft_renamed_or_withdrawn check ((name is null) <> (reason is null))
);
create index draft_change_by_draft on target.draft_change (draft, changed_at);
comment on table target.draft_change is 'Drafts renamed, by a name, or withdrawn, by a reason; appended, never changed.';
comment on column target.draft_change.id is 'official | none | keep | UUIDv7 of the change';
comment on column target.draft_change.draft is 'official | none | keep | Draft that it is about';
comment on column target.draft_change.changed_at is 'official | none | keep | When it was renamed or withdrawn';
comment on column target.draft_change.actor is 'personal | uk-gdpr | audit+6y | Who renamed or withdrew it';
comment on column target.draft_change.name is 'official | none | keep | Its name from then on';
comment on column target.draft_change.reason is 'official | none | keep | Why it was withdrawn';
alter table target.draft_change enable row level security;
alter table target.draft_change force row level security;

-- Whoever migrates need not be superuser, and is held to the policies of a forced table like everybody else.
alter table measure.programme no force row level security;
alter table measure.protocol no force row level security;
alter table measure.programme disable trigger refuse_change;
alter table measure.protocol disable trigger refuse_change;
alter table measure.programme add column first_version uuid references measure.programme;
update measure.programme p set first_version =
  (select f.id from measure.programme f where f.name = p.name order by f.kept_at, f.id limit 1);
alter table measure.programme alter column first_version set not null;
create index programme_by_first_version on measure.programme (first_version, kept_at);
drop index measure.programme_by_name;
comment on column measure.programme.name is 'official | none | keep | What the programme was called when this version was kept';
comment on column measure.programme.first_version is 'official | none | keep | First version of the same programme: its own id where it is the first';
alter table measure.protocol add column first_version uuid references measure.programme;
update measure.protocol r set first_version =
  (select p.first_version from measure.programme p where p.id = r.programme);
alter table measure.protocol alter column first_version set not null;
alter table measure.protocol drop constraint protocol_name_key;
alter table measure.protocol add constraint protocol_of_programme unique (first_version);
comment on table measure.protocol is 'What was fixed beforehand: the first protocol that is kept with a programme holds.';
comment on column measure.protocol.name is 'official | none | keep | What the programme was called when it was fixed';
comment on column measure.protocol.first_version is 'official | none | keep | Programme that it holds for, by its first version';
alter table measure.programme enable trigger refuse_change;
alter table measure.protocol enable trigger refuse_change;
alter table measure.programme force row level security;
alter table measure.protocol force row level security;

create table measure.programme_change (
  id uuid primary key,
  programme uuid not null references measure.programme,
  changed_at timestamptz not null default clock_timestamp(),
  actor text not null,
  name text check (name <> ''),
  reason text check (reason <> ''),
  constraint programme_renamed_or_withdrawn check ((name is null) <> (reason is null))
);
create index programme_change_by_programme on measure.programme_change (programme, changed_at);
comment on table measure.programme_change is 'Programmes renamed, by a name, or withdrawn, by a reason; appended, never changed.';
comment on column measure.programme_change.id is 'official | none | keep | UUIDv7 of the change';
comment on column measure.programme_change.programme is 'official | none | keep | First version of the programme that it is about';
comment on column measure.programme_change.changed_at is 'official | none | keep | When it was renamed or withdrawn';
comment on column measure.programme_change.actor is 'personal | uk-gdpr | audit+6y | Who renamed or withdrew it';
comment on column measure.programme_change.name is 'official | none | keep | Its name from then on';
comment on column measure.programme_change.reason is 'official | none | keep | Why it was withdrawn';
alter table measure.programme_change enable row level security;
alter table measure.programme_change force row level security;
create trigger refuse_change before update or delete or truncate on measure.programme_change
  for each statement execute function measure.refuse_change();
