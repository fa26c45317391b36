-- The master key itself is never here. What is derived of each of its versions tells whether a server starts with the key
-- that the database was begun with: with another it would find out at the first name that it cannot read.

create table foundation.master_key (
  version integer primary key check (version > 0),
  check_value bytea not null check (octet_length(check_value) = 32),
  kept_at timestamptz not null default clock_timestamp()
);
comment on table foundation.master_key is 'What every version of the master key is known by; appended, never changed.';
comment on column foundation.master_key.version is 'official | none | keep | 1, 2, 3 …: line of the key file';
comment on column foundation.master_key.check_value is 'secret | none | keep | 32 bytes derived of it by HKDF-SHA256 for this alone; leads to no key';
comment on column foundation.master_key.kept_at is 'official | none | keep | When it was first used here';

alter table foundation.master_key enable row level security;
alter table foundation.master_key force row level security;
