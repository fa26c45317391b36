-- Sign-in: sessions, the devices they were begun on, and emergency sign-ins. Tokens and codes are kept as digests only:
-- whoever reads these tables can sign in as nobody.

create table identity.device (
  id uuid primary key,
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  name text not null check (name <> ''),
  first_seen_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  check ((revoked_at is null) = (revoked_by is null))
);
comment on table identity.device is 'Browsers and phones that people have signed in on; one that is revoked signs in no more.';
comment on column identity.device.id is 'official | uk-gdpr | audit+6y | UUIDv7';
comment on column identity.device.token_digest is 'secret | uk-gdpr | audit+6y | SHA-256 of the token that the device keeps';
comment on column identity.device.name is 'official | uk-gdpr | audit+6y | Kind of browser and system, or the name that an administrator gave it';
comment on column identity.device.first_seen_at is 'official | uk-gdpr | audit+6y | When somebody first signed in on it';
comment on column identity.device.revoked_at is 'official | uk-gdpr | audit+6y | When it was shut out; null while not';
comment on column identity.device.revoked_by is 'personal | uk-gdpr | audit+6y | Who shut it out';

create table identity.emergency (
  id uuid primary key,
  code_digest bytea not null unique check (octet_length(code_digest) = 32),
  role text not null check (role in ('administrator', 'investigator')),
  reason text not null check (reason <> ''),
  made_by text not null check (made_by <> ''),
  made_at timestamptz not null,
  valid_until timestamptz not null,
  used_at timestamptz,
  person uuid references identity.person,
  check ((used_at is null) = (person is null))
);
comment on table identity.emergency is 'Emergency sign-ins: a code made at the machine, good once and for minutes.';
comment on column identity.emergency.id is 'official | uk-gdpr | audit+6y | UUIDv7';
comment on column identity.emergency.code_digest is 'secret | uk-gdpr | audit+6y | SHA-256 of the code';
comment on column identity.emergency.role is 'official | uk-gdpr | audit+6y | Role it is for';
comment on column identity.emergency.reason is 'official | uk-gdpr | audit+6y | Why it was needed';
comment on column identity.emergency.made_by is 'personal | uk-gdpr | audit+6y | Account of the machine that made it';
comment on column identity.emergency.made_at is 'official | uk-gdpr | audit+6y | When';
comment on column identity.emergency.valid_until is 'official | uk-gdpr | audit+6y | Until when it can be used';
comment on column identity.emergency.used_at is 'official | uk-gdpr | audit+6y | When it was used; null while not';
comment on column identity.emergency.person is 'personal | uk-gdpr | audit+6y | Account that acted by it';

create table identity.emergency_seen (
  emergency uuid not null references identity.emergency,
  person uuid not null references identity.person,
  seen_at timestamptz not null,
  primary key (emergency, person)
);
comment on table identity.emergency_seen is 'Which administrators and data protection officers have noted the use of an emergency sign-in.';
comment on column identity.emergency_seen.emergency is 'official | uk-gdpr | audit+6y | Emergency sign-in';
comment on column identity.emergency_seen.person is 'personal | uk-gdpr | audit+6y | Who noted it';
comment on column identity.emergency_seen.seen_at is 'official | uk-gdpr | audit+6y | When';

create table identity.session (
  id uuid primary key,
  person uuid not null references identity.person,
  device uuid not null references identity.device,
  emergency uuid references identity.emergency,
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  role text check (role <> ''),
  vouched_roles text[],
  begun_at timestamptz not null,
  seen_at timestamptz not null,
  idle_seconds integer not null check (idle_seconds > 0),
  ends_at timestamptz not null check (ends_at > begun_at),
  ended_at timestamptz,
  ended_by text,
  check ((ended_at is null) = (ended_by is null))
);
create index session_by_person on identity.session (person, begun_at);
create index session_by_device on identity.session (device);
comment on table identity.session is 'Who is or was signed in, where, and in which role they act.';
comment on column identity.session.id is 'official | uk-gdpr | audit+6y | UUIDv7';
comment on column identity.session.person is 'personal | uk-gdpr | audit+6y | Who';
comment on column identity.session.device is 'official | uk-gdpr | audit+6y | On which device';
comment on column identity.session.emergency is 'official | uk-gdpr | audit+6y | Emergency sign-in that began it; null for every other';
comment on column identity.session.token_digest is 'secret | uk-gdpr | audit+6y | SHA-256 of the token in the browser''s cookie';
comment on column identity.session.role is 'official | uk-gdpr | audit+6y | Role in use; null until one is chosen';
comment on column identity.session.vouched_roles is 'personal | uk-gdpr | audit+6y | Roles that the provider''s directory gives; null where it is not asked';
comment on column identity.session.begun_at is 'official | uk-gdpr | audit+6y | When it began';
comment on column identity.session.seen_at is 'official | uk-gdpr | audit+6y | When it was last used, to the minute';
comment on column identity.session.idle_seconds is 'official | uk-gdpr | audit+6y | How long it may lie unused';
comment on column identity.session.ends_at is 'official | uk-gdpr | audit+6y | When it ends at the latest';
comment on column identity.session.ended_at is 'official | uk-gdpr | audit+6y | When somebody ended it; null while nobody has';
comment on column identity.session.ended_by is 'personal | uk-gdpr | audit+6y | Who ended it';

alter table identity.device enable row level security;
alter table identity.device force row level security;
alter table identity.emergency enable row level security;
alter table identity.emergency force row level security;
alter table identity.emergency_seen enable row level security;
alter table identity.emergency_seen force row level security;
alter table identity.session enable row level security;
alter table identity.session force row level security;

-- Whoever migrates need not be superuser, and is held to the policies like everybody else.
alter table foundation.setting no force row level security;
insert into foundation.setting (name, version, value, unit, source, from_day, actor) values
  ('idle sign-out', 1, 30, 'minutes', 'NIST SP 800-63B-3, 4.2.3: reauthenticate after 30 minutes of inactivity', '2026-11-26', 'the product'),
  ('longest session', 1, 12, 'hours', 'NIST SP 800-63B-3, 4.2.3: reauthenticate at least every 12 hours', '2026-11-26', 'the product'),
  ('emergency code', 1, 10, 'minutes', 'the product''s own', '2026-11-26', 'the product'),
  ('emergency session', 1, 60, 'minutes', 'the product''s own', '2026-11-26', 'the product');
alter table foundation.setting force row level security;


-- Whoever sees that something was done may know who did it, by name; nothing else of the person.
create function identity.actor_names(actors text[]) returns table (actor text, name text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select asked.actor, person.display_name
    from unnest(actors) as asked (actor)
    join identity.person on person.id = substr(asked.actor, 8)::uuid
    where asked.actor ~ '^person:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' and foundation.actor_id() is not null;
  end;
comment on function identity.actor_names(text[]) is
  'Crossing: purpose say who did something; operation consultation; columns display name of the actors asked for.';
revoke all on function identity.actor_names(text[]) from public;
