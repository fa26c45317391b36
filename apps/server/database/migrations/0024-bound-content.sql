-- What the log binds. Every transaction leaves an entry, so that what somebody did cannot be taken away beside the log;
-- entries of version 2 commit to what rows hold, and the sealer's leaves to the signed heads and epochs before them.

do $$
declare each record;
begin
  -- A column that a policy asks for cannot be altered; policies are made anew after the migrations.
  for each in select polname, polrelid::regclass as name from pg_policy where polrelid in ('log.entry'::regclass, 'foundation.act'::regclass) loop
    execute format('drop policy %I on %s', each.polname, each.name);
  end loop;
end
$$;

-- Acts that dealt with nobody's record are entries without an operation from now on. Those kept before stay as they are.
drop index foundation.act_by_actor;
alter table foundation.act set schema log;
alter table log.act rename to earlier_act;
-- Whoever migrates need not be superuser, and is held to the policies like everybody else.
alter table log.earlier_act no force row level security;
alter table log.entry no force row level security;
-- Whatever stands in entries is not kept twice.
delete from log.earlier_act a where exists (select from log.entry e where e.act = a.id);
alter table log.earlier_act force row level security;
alter table log.entry force row level security;
create index earlier_act_by_actor on log.earlier_act (actor, id);
comment on table log.earlier_act is 'Transactions that dealt with no record, kept before the log held every transaction; never added to.';
create trigger refuse_change before insert or update or delete or truncate on log.earlier_act
  for each statement execute function log.refuse_change();

drop index log.entry_by_act;
alter table log.entry drop column act;
-- Entries that are there already are of version 1; later ones say nothing of it, and are of version 2.
alter table log.entry add column version smallint not null default 1;
alter table log.entry alter column version set default 2;
alter table log.entry
  add column content log.digest,
  add column content_size integer,
  alter column operation drop not null,
  alter column kind drop not null,
  drop constraint entry_one_or_list,
  add constraint entry_one_or_list check
    ((subject is null or list_root is null) and (list_root is null) = (list_size is null)
     and (operation is null) = (kind is null) and (content is null) = (content_size is null));
-- What a person did is shown page by page, in the order of the tree.
create index entry_by_actor on log.entry (actor, epoch, xid, id);
comment on table log.entry is 'What was done, and with whose record; no entry, no answer. Without an operation, nobody''s record was dealt with.';
comment on column log.entry.version is 'official | none | audit+6y | Form of the leaf: from 2 on it commits to content and to the heads before it';
comment on column log.entry.content is 'official | uk-gdpr | audit+6y | Root of the Merkle list of what the rows of log.entry_content held';
comment on column log.entry.content_size is 'official | none | audit+6y | Rows in that list';

create sequence log.turn;
comment on sequence log.turn is 'Order in which rows were bound: transactions that wait for one another on a row are numbered in another.';

create table log.entry_content (
  entry uuid not null,
  position integer not null check (position >= 0),
  bound log.words not null,
  columns log.words not null,
  row_id uuid not null,
  turn bigint not null,
  digest log.digest not null,
  primary key (entry, position)
);
create index entry_content_by_row on log.entry_content (bound, row_id, turn);
comment on table log.entry_content is 'What rows held when an entry was written, as salted digests; the entry commits to all of them.';
comment on column log.entry_content.entry is 'official | uk-gdpr | audit+6y | The entry';
comment on column log.entry_content.position is 'official | none | audit+6y | Place in the list, from 0';
comment on column log.entry_content.bound is 'official | none | audit+6y | Table of the row';
comment on column log.entry_content.columns is 'official | none | audit+6y | Its columns that were bound';
comment on column log.entry_content.row_id is 'personal | uk-gdpr | audit+6y | The row';
comment on column log.entry_content.turn is 'official | none | audit+6y | Of two bindings of one row the higher holds';
comment on column log.entry_content.digest is 'personal | uk-gdpr | audit+6y | SHA-256 of the entry''s salt for content and what the row held';

create table log.bound_table (
  name log.words primary key,
  begun_at timestamptz not null default clock_timestamp()
);
comment on table log.bound_table is 'Tables whose rows are bound; what was there before has been bound once.';
comment on column log.bound_table.name is 'official | none | keep | The table';
comment on column log.bound_table.begun_at is 'official | none | keep | Since when';

alter table log.sealed add column before log.words;
comment on column log.sealed.before is 'official | none | audit+6y | Of the first entry of a head: heads and epochs before it, as its leaf commits to them';
create index sealed_with_heads on log.sealed (position) where before is not null;

do $$
declare name text;
begin
  foreach name in array array['entry_content', 'bound_table'] loop
    execute format('alter table log.%I enable row level security', name);
    execute format('alter table log.%I force row level security', name);
    execute format('create trigger refuse_change before update or delete or truncate on log.%I for each statement execute function log.refuse_change()', name);
  end loop;
end
$$;

-- Whose record the log is asked about: an address leads to the home's reference, without who lives there.
create function engagement.find_homes(of_postcode text, of_street text, of_number text, of_flat integer)
  returns table (id uuid, street text, number text, core text, flat integer, postcode text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select home.id, home.street, home.number, home.core, home.flat, home.postcode
    from engagement.home
    where (of_postcode is null or home.postcode = of_postcode)
      and (of_street is null or lower(home.street) = lower(of_street))
      and (of_number is null or lower(home.number) = lower(of_number))
      and (of_flat is null or home.flat = of_flat)
      and num_nonnulls(of_postcode, of_street) > 0
      and foundation.actor_id() is not null
    order by home.postcode, home.street, length(home.number), home.number, home.flat nulls first;
  end;
comment on function engagement.find_homes(text, text, text, integer) is
  'Crossing: purpose find the home that the log is asked about; operation consultation; columns id and address, nobody who lives there.';
revoke all on function engagement.find_homes(text, text, text, integer) from public;
