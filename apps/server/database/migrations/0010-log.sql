-- The log: what was done with whose record, written in the same transaction as the act (DPA 2018 s.62), and what the
-- sealer makes of it: places in a Merkle tree, signed heads, and what witnesses said of them. docs/decisions/log.md.
-- Appended by everybody, changed by nobody.

create schema log;

create table log.epoch (
  number integer primary key check (number > 0),
  begun_at timestamptz not null default clock_timestamp(),
  system_identifier text not null,
  timeline integer not null,
  size bigint not null check (size >= 0),
  reason text not null check (reason <> '')
);
comment on table log.epoch is 'Stretches in which transaction numbers only grow; a restored database begins a new one.';
comment on column log.epoch.number is 'official | none | keep | 1, 2, 3 …';
comment on column log.epoch.begun_at is 'official | none | keep | When it began';
comment on column log.epoch.system_identifier is 'official | none | keep | Which PostgreSQL cluster';
comment on column log.epoch.timeline is 'official | none | keep | Timeline of the cluster';
comment on column log.epoch.size is 'official | none | keep | Entries published before it';
comment on column log.epoch.reason is 'official | none | keep | Why it began';

create function log.present_epoch() returns integer
  language sql stable parallel safe
  return (select coalesce(max(number), 1) from log.epoch);
comment on function log.present_epoch() is 'The epoch that an entry written now belongs to.';

create table log.entry (
  id uuid primary key,
  xid xid8 not null default pg_current_xact_id(),
  epoch integer not null default log.present_epoch(),
  at timestamptz not null default statement_timestamp(),
  act uuid not null,
  actor text not null check (actor <> ''),
  role text not null check (role <> ''),
  purpose text not null check (purpose <> ''),
  operation text not null check (operation in
    ('collection', 'alteration', 'consultation', 'disclosure', 'combination', 'erasure')),
  kind text not null check (kind <> ''),
  subject bytea check (octet_length(subject) = 32),
  list_root bytea check (octet_length(list_root) = 32),
  list_size integer check (list_size > 1),
  salt bytea not null check (octet_length(salt) = 16),
  recipient bytea check (octet_length(recipient) = 32),
  reason bytea check (octet_length(reason) = 32),
  check (subject is null or list_root is null),
  check ((list_root is null) = (list_size is null))
);
create index entry_by_xid on log.entry (epoch, xid);
create index entry_by_subject on log.entry (subject) where subject is not null;
create index entry_by_actor on log.entry (actor, id);
comment on table log.entry is 'What was done with whose record; no entry, no answer.';
comment on column log.entry.id is 'official | uk-gdpr | audit+6y | UUIDv7';
comment on column log.entry.xid is 'official | none | audit+6y | Transaction that wrote it: the sealer waits for those still open';
comment on column log.entry.epoch is 'official | none | audit+6y | Epoch of that number';
comment on column log.entry.at is 'official | uk-gdpr | audit+6y | When it was written';
comment on column log.entry.act is 'official | uk-gdpr | audit+6y | The transaction, as foundation.act has it';
comment on column log.entry.actor is 'personal | uk-gdpr | audit+6y | Who; the published log has a salted digest of it';
comment on column log.entry.role is 'official | uk-gdpr | audit+6y | In which role';
comment on column log.entry.purpose is 'official | uk-gdpr | audit+6y | What for: page or command, never its parameters';
comment on column log.entry.operation is 'official | uk-gdpr | audit+6y | One of the six of DPA 2018 s.62';
comment on column log.entry.kind is 'official | uk-gdpr | audit+6y | Kind of record';
comment on column log.entry.subject is 'personal | uk-gdpr | audit+6y | Keyed digest of the one record; null for a list, or for none';
comment on column log.entry.list_root is 'personal | uk-gdpr | audit+6y | Merkle root of the keyed digests of a list';
comment on column log.entry.list_size is 'official | uk-gdpr | audit+6y | Records in the list';
comment on column log.entry.salt is 'secret | uk-gdpr | audit+6y | Makes the digests of short texts unguessable';
comment on column log.entry.recipient is 'personal | uk-gdpr | audit+6y | Salted digest of to whom; the text is in log.entry_text';
comment on column log.entry.reason is 'personal | uk-gdpr | audit+6y | Salted digest of the reason given';

create table log.entry_subject (
  entry uuid not null,
  position integer not null check (position >= 0),
  subject bytea not null check (octet_length(subject) = 32),
  primary key (entry, position)
);
create index entry_subject_by_subject on log.entry_subject (subject);
comment on table log.entry_subject is 'Records of an entry that is about several, in the order of its Merkle list.';
comment on column log.entry_subject.entry is 'official | uk-gdpr | audit+6y | The entry';
comment on column log.entry_subject.position is 'official | uk-gdpr | audit+6y | Place in the list, from 0';
comment on column log.entry_subject.subject is 'personal | uk-gdpr | audit+6y | Keyed digest of the record';

create table log.entry_text (
  entry uuid primary key,
  recipient text check (recipient <> ''),
  reason text check (reason <> ''),
  check (num_nonnulls(recipient, reason) > 0)
);
comment on table log.entry_text is 'Words of an entry that may name somebody; they can be erased, the entry and its proof stay.';
comment on column log.entry_text.entry is 'official | uk-gdpr | audit+6y | The entry';
comment on column log.entry_text.recipient is 'personal | uk-gdpr | audit+6y | To whom it was disclosed';
comment on column log.entry_text.reason is 'personal | uk-gdpr | audit+6y | Why, where a reason was asked for';

create table log.head (
  size bigint primary key check (size >= 0),
  epoch integer not null,
  sealed_below xid8 not null,
  root bytea not null check (octet_length(root) = 32),
  at timestamptz not null default clock_timestamp(),
  note text not null check (note <> '')
);
comment on table log.head is 'Heads of the log that were signed: one root for a size, for ever.';
comment on column log.head.size is 'official | none | keep | Entries sealed';
comment on column log.head.epoch is 'official | none | keep | Epoch in which it was signed';
comment on column log.head.sealed_below is 'official | none | keep | Every entry of the epoch with a lower transaction number is sealed';
comment on column log.head.root is 'official | none | keep | Root of the tree (RFC 9162)';
comment on column log.head.at is 'official | none | keep | When it was signed';
comment on column log.head.note is 'official | none | keep | The head as it was signed (C2SP tlog-checkpoint)';

create table log.sealed (
  position bigint primary key check (position >= 0),
  entry uuid not null unique
);
comment on table log.sealed is 'Place of each entry in the tree.';
comment on column log.sealed.position is 'official | none | audit+6y | Index of the leaf, from 0';
comment on column log.sealed.entry is 'official | uk-gdpr | audit+6y | The entry';

create table log.cosignature (
  size bigint not null references log.head,
  witness text not null check (witness <> ''),
  at timestamptz not null,
  line text not null check (line <> ''),
  primary key (size, witness)
);
comment on table log.cosignature is 'What witnesses signed: that a head goes on from the one that they saw before.';
comment on column log.cosignature.size is 'official | none | keep | The head';
comment on column log.cosignature.witness is 'official | none | keep | Name of the witness''s key';
comment on column log.cosignature.at is 'official | none | keep | When the witness saw it, by its own clock';
comment on column log.cosignature.line is 'official | none | keep | Its signature (C2SP tlog-cosignature)';

create table log.alarm (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  about text not null check (about <> ''),
  words text not null check (words <> '')
);
comment on table log.alarm is 'What the sealer found wrong with the log or its witnesses.';
comment on column log.alarm.id is 'official | none | keep | UUIDv7';
comment on column log.alarm.at is 'official | none | keep | When';
comment on column log.alarm.about is 'official | none | keep | Witness, or part of the log';
comment on column log.alarm.words is 'official | none | keep | What is wrong';

create function log.refuse_change() returns trigger
  language plpgsql
  as $$ begin raise exception 'The log is appended to and never changed.' using errcode = '42501'; end $$;
comment on function log.refuse_change() is 'Refuses to change or take away a row, whoever asks.';

do $$
declare name text;
begin
  foreach name in array array['epoch', 'entry', 'entry_subject', 'entry_text', 'head', 'sealed', 'cosignature', 'alarm'] loop
    execute format('alter table log.%I enable row level security', name);
    execute format('alter table log.%I force row level security', name);
    -- The words of an entry can be erased.
    execute format('create trigger refuse_change before update %s or truncate on log.%I for each statement execute function log.refuse_change()',
      case when name = 'entry_text' then '' else 'or delete' end, name);
  end loop;
end
$$;
