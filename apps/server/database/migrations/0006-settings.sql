-- Settings: the figures that answers rest on, each with its source and the day it is from. A new value is a new version;
-- nothing is changed or taken away.

create table foundation.setting (
  name text not null check (name <> ''),
  version integer not null check (version > 0),
  value double precision not null,
  unit text not null,
  source text not null check (source <> ''),
  from_day date not null,
  reason text,
  actor text not null,
  set_at timestamptz not null default clock_timestamp(),
  primary key (name, version)
);
comment on table foundation.setting is 'Figures that answers rest on, every version; the highest holds.';
comment on column foundation.setting.name is 'official | none | keep | What it is';
comment on column foundation.setting.version is 'official | none | keep | 1, 2, 3 …';
comment on column foundation.setting.value is 'official | none | keep | The figure';
comment on column foundation.setting.unit is 'official | none | keep | What it counts';
comment on column foundation.setting.source is 'official | none | keep | Where it is from';
comment on column foundation.setting.from_day is 'official | none | keep | Day from which it holds here';
comment on column foundation.setting.reason is 'official | none | keep | Why it was changed';
comment on column foundation.setting.actor is 'personal | uk-gdpr | audit+6y | Who set it';
comment on column foundation.setting.set_at is 'official | uk-gdpr | audit+6y | When it was set';

insert into foundation.setting (name, version, value, unit, source, from_day, actor) values
  ('saturation', 1, 0.85, 'share of homes', 'MOPAC decision PCD 536', '2026-11-24', 'the product'),
  ('kits a year', 1, 88000, 'kits', 'MOPAC decision PCD 536: 440,000 over five years', '2026-11-24', 'the product'),
  ('budget a year', 1, 1120000, 'pounds', 'MOPAC decision PCD 536', '2026-11-24', 'the product'),
  ('burglaries per 1,000 kits', 1, 17.39, 'burglaries fewer', 'MOPAC decision PCD 536: 7,652 for 440,000 kits, a linear trend', '2026-11-24', 'the product'),
  ('hours per burglary', 1, 14.32, 'police hours', 'MOPAC decision PCD 536: 109,567 hours for 7,652 burglaries', '2026-11-24', 'the product'),
  ('minutes per home', 1, 12.5, 'minutes', 'programme: 10 to 15 minutes a home', '2026-11-24', 'the product'),
  ('smallest deployment area', 1, 300, 'homes', 'the product''s own', '2026-11-24', 'the product'),
  ('largest deployment area', 1, 2000, 'homes', 'the product''s own', '2026-11-24', 'the product');

alter table foundation.setting enable row level security;
alter table foundation.setting force row level security;
create policy read on foundation.setting for select to mettrace_planner, mettrace_importer
  using ((select foundation.actor_id()) is not null);
create policy append on foundation.setting for insert to mettrace_planner
  with check (actor = (select foundation.actor_id()));
grant select on foundation.setting to mettrace_planner, mettrace_importer;
grant insert on foundation.setting to mettrace_planner;
