-- People: who works here, in which role and where. From here on the policies and rights of every table are made from
-- foundation/access/access-table.ts, after the migrations; the ones written by hand before go.

do $$
declare name text;
begin
  perform pg_advisory_xact_lock(7230003);
  foreach name in array array['ward_officer', 'prevention_pcso', 'sergeant', 'stock_keeper', 'custody', 'investigator',
    'laboratory', 'covert', 'data_protection', 'finance', 'programme_lead', 'auditor', 'administrator', 'identity', 'sealer'] loop
    if not exists (select from pg_roles where rolname = 'mettrace_' || name) then
      execute format('create role %I nologin noinherit', 'mettrace_' || name);
    end if;
  end loop;
end
$$;

create schema identity;

create table identity.person (
  id uuid primary key,
  issuer text not null check (issuer <> ''),
  subject text not null check (subject <> ''),
  display_name text not null check (display_name <> ''),
  created_at timestamptz not null default clock_timestamp(),
  disabled_at timestamptz,
  unique (issuer, subject)
);
comment on table identity.person is 'People who have signed in or were expected to, as their identity provider names them.';
comment on column identity.person.id is 'personal | uk-gdpr | audit+6y | UUIDv7';
comment on column identity.person.issuer is 'official | uk-gdpr | audit+6y | Identity provider';
comment on column identity.person.subject is 'personal | uk-gdpr | audit+6y | What the provider calls the person, for ever';
comment on column identity.person.display_name is 'personal | uk-gdpr | audit+6y | Name to show';
comment on column identity.person.created_at is 'official | uk-gdpr | audit+6y | When the row was made';
comment on column identity.person.disabled_at is 'official | uk-gdpr | audit+6y | When the person was shut out; null while not';

create table identity.posting (
  id uuid primary key,
  person uuid not null references identity.person,
  role text not null check (role <> ''),
  place_kind text not null check (place_kind in ('force', 'bcu', 'ward')),
  place text not null,
  from_day date not null,
  to_day date,
  given_by text not null,
  given_at timestamptz not null default clock_timestamp(),
  ended_by text,
  ended_at timestamptz,
  check ((place_kind = 'force') = (place = '')),
  check (to_day >= from_day),
  check ((ended_by is null) = (ended_at is null))
);
create index posting_by_person on identity.posting (person, role);
comment on table identity.posting is 'Which person works in which role and where, from when to when.';
comment on column identity.posting.id is 'official | uk-gdpr | audit+6y | UUIDv7';
comment on column identity.posting.person is 'personal | uk-gdpr | audit+6y | Who';
comment on column identity.posting.role is 'official | uk-gdpr | audit+6y | Role, without the prefix of the database';
comment on column identity.posting.place_kind is 'official | uk-gdpr | audit+6y | ward, bcu, or the whole force';
comment on column identity.posting.place is 'official | uk-gdpr | audit+6y | Code of the ward or BCU; empty for the force';
comment on column identity.posting.from_day is 'official | uk-gdpr | audit+6y | First day';
comment on column identity.posting.to_day is 'official | uk-gdpr | audit+6y | Last day; null where none is set';
comment on column identity.posting.given_by is 'personal | uk-gdpr | audit+6y | Who gave it';
comment on column identity.posting.given_at is 'official | uk-gdpr | audit+6y | When';
comment on column identity.posting.ended_by is 'personal | uk-gdpr | audit+6y | Who ended it early';
comment on column identity.posting.ended_at is 'official | uk-gdpr | audit+6y | When';

alter table identity.person enable row level security;
alter table identity.person force row level security;
alter table identity.posting enable row level security;
alter table identity.posting force row level security;

create function foundation.actor_name() returns text
  language sql stable parallel safe
  return nullif(current_setting('mettrace.actor', true), '');
comment on function foundation.actor_name() is
  'Who acts in this transaction by their own account; foundation.actor_id asks whether they may.';

-- The functions below run with their owner's rights, and must pass the forced row security of what they read. Policies
-- that asked foundation.actor_id here would ask themselves.
create policy postings_are_asked on identity.posting for select to current_user
  using ((select foundation.actor_name()) is not null);
create policy postings_are_asked on identity.person for select to current_user
  using ((select foundation.actor_name()) is not null);

create function foundation.actor_person() returns uuid
  language sql stable parallel safe
  return case when current_setting('mettrace.actor', true) ~ '^person:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
              then substr(current_setting('mettrace.actor', true), 8)::uuid end;
comment on function foundation.actor_person() is 'The person who acts; null where a part of the product does.';

create function foundation.acting_places() returns setof text
  language sql stable security definer rows 5
  set search_path = pg_catalog, pg_temp
  begin atomic
    select posting.place
    from identity.posting join identity.person on person.id = posting.person
    where posting.person = foundation.actor_person()
      and posting.role = current_setting('mettrace.role', true)
      and person.disabled_at is null and posting.ended_at is null
      and (now() at time zone 'Europe/London')::date between posting.from_day and coalesce(posting.to_day, 'infinity'::date);
  end;
comment on function foundation.acting_places() is
  'Crossing: purpose who may act where; operation none, nothing of it leaves the check; columns places of the actor''s own present postings.';
revoke all on function foundation.acting_places() from public;

create or replace function foundation.actor_id() returns text
  language sql stable parallel safe
  return case
    -- The role that is named must be the one that was taken on; a function with its owner's rights is neither.
    when current_user::text like 'mettrace\_%' and current_user::text is distinct from 'mettrace_' || current_setting('mettrace.role', true) then null
    when current_setting('mettrace.role', true) in ('importer', 'risk', 'identity', 'sealer') then foundation.actor_name()
    -- A planner's commands may be given at the machine; every other role is a person's.
    when foundation.actor_person() is null then
      case when current_setting('mettrace.role', true) = 'planner' then foundation.actor_name() end
    when exists (select from foundation.acting_places()) then foundation.actor_name()
  end;
comment on function foundation.actor_id() is
  'Who acts in this transaction, if they may: null outside withActor, and for a person who does not hold the role now, so that every policy fails closed.';

do $$
declare each record;
begin
  for each in
    select polname, polrelid::regclass as name from pg_policy
    where polrelid::regclass::text ~ '^(foundation|places|target|enforcement)\.' and polname in ('import', 'read', 'plan', 'risk', 'append')
  loop
    execute format('drop policy %I on %s', each.polname, each.name);
  end loop;
end
$$;
