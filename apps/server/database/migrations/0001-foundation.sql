-- The house: roles, the settings that a transaction carries, and the record of who acted.
-- Every column's note reads: data class | lawful regime | retention class | what it is.
--   data class: open (published), official, personal, secret
--   regime:     none (no personal data), uk-gdpr (DPA 2018 Part 2), part-3 (law enforcement)
--   retention:  keep, derived (can be made again), programme+6y, audit+6y

do $$
begin
  perform pg_advisory_xact_lock(7230003);
  if not exists (select from pg_roles where rolname = 'mettrace_importer') then
    create role mettrace_importer nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'mettrace_planner') then
    create role mettrace_planner nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'mettrace_risk') then
    create role mettrace_risk nologin noinherit;
  end if;
end
$$;

create schema foundation;
grant usage on schema foundation to mettrace_importer, mettrace_planner, mettrace_risk;

create function foundation.actor_id() returns text
  language sql stable parallel safe
  return nullif(current_setting('mettrace.actor', true), '');
comment on function foundation.actor_id() is
  'Who acts in this transaction; null outside withActor, so that every policy fails closed.';

create table foundation.act (
  id uuid primary key,
  at timestamptz not null default now(),
  actor text not null check (actor <> ''),
  role text not null check (role <> ''),
  purpose text not null check (purpose <> '')
);
comment on table foundation.act is 'One row for every transaction that an actor opened; appended, never changed.';
comment on column foundation.act.id is 'official | uk-gdpr | audit+6y | UUIDv7 of the act';
comment on column foundation.act.at is 'official | uk-gdpr | audit+6y | When the transaction began';
comment on column foundation.act.actor is 'personal | uk-gdpr | audit+6y | Account that acted';
comment on column foundation.act.role is 'official | uk-gdpr | audit+6y | Database role it acted in';
comment on column foundation.act.purpose is 'official | uk-gdpr | audit+6y | Command or page, never its parameters';

alter table foundation.act enable row level security;
alter table foundation.act force row level security;
create policy append on foundation.act for insert
  to mettrace_importer, mettrace_planner, mettrace_risk
  with check (actor = (select foundation.actor_id()));
grant insert on foundation.act to mettrace_importer, mettrace_planner, mettrace_risk;
