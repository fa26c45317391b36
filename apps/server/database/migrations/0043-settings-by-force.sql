-- The month in which a programme began is each force's own: the years before it are compared as years without kits. The
-- setting was London's date for everybody. Rewriting the column fires no trigger and asks no policy, and leaves what was
-- said as it was.
alter table foundation.setting add column force text not null default '';
comment on column foundation.setting.force is 'official | none | keep | Force of which it holds; empty: of all, or of every force without one of its own';
alter table foundation.setting alter column force type text
  using (case name when 'programme from' then 'Metropolitan Police Service' else '' end);
alter table foundation.setting drop constraint setting_pkey, add primary key (name, force, version);

-- Whoever put a version of their own may police elsewhere: it goes on to hold for every force.
alter table foundation.setting no force row level security;
insert into foundation.setting (name, force, version, value, unit, source, from_day, reason, actor, set_at)
  select name, '', version, value, unit, source, from_day, reason, actor, set_at
  from foundation.setting where name = 'programme from' and actor <> 'the product';
alter table foundation.setting force row level security;
