-- Pictures that people take. One table for each regime, to which any table of a room there refers; what they show is encrypted, each by
-- a key of its own. A file is read by whoever reads the row that refers to it, and a row of one table alone does.

create table engagement.file (
  id uuid primary key,
  use text not null check (use in ('sign picture')),
  kind text not null check (kind in ('jpeg', 'png', 'webp')),
  width integer not null check (width between 1 and 12000),
  height integer not null check (height between 1 and 12000),
  keep_until date not null,
  digest bytea check (length(digest) = 32),
  sent_digest bytea check (length(sent_digest) = 32),
  content bytea check (length(content) between 29 and 8000100),
  data_key bytea,
  key_version integer not null,
  erased_at timestamptz,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  unique (id, use),
  check (num_nonnulls(digest, sent_digest, content, data_key) = case when erased_at is null then 4 else 0 end)
);
create index file_by_day on engagement.file (keep_until) where erased_at is null;
-- What is encrypted does not get smaller: trying costs time and gains nothing.
alter table engagement.file alter content set storage external;
comment on table engagement.file is 'Pictures, each of one row of a room, encrypted; once erased only that there was one.';
comment on column engagement.file.id is 'official | none | programme+6y | UUID, that of the row which refers to it';
comment on column engagement.file.use is 'official | none | programme+6y | What kind of row refers to it';
comment on column engagement.file.kind is 'official | none | programme+6y | What its bytes are, by their content';
comment on column engagement.file.width is 'official | none | programme+6y | Pixels across, as it is shown';
comment on column engagement.file.height is 'official | none | programme+6y | Pixels down';
comment on column engagement.file.keep_until is 'official | none | programme+6y | Last day that it is kept, by what it is of';
comment on column engagement.file.digest is 'personal | uk-gdpr | 2y | SHA-256 of the bytes as they are kept and shown';
comment on column engagement.file.sent_digest is 'personal | uk-gdpr | 2y | SHA-256 of the bytes as they were sent, before what cameras write beside a picture was left out';
comment on column engagement.file.content is 'personal | uk-gdpr | 2y | Its bytes, encrypted';
comment on column engagement.file.data_key is 'secret | uk-gdpr | 2y | Key of its bytes, wrapped by a master key; null once erased';
comment on column engagement.file.key_version is 'official | none | programme+6y | Version of that master key';
comment on column engagement.file.erased_at is 'official | none | programme+6y | When it was erased';
comment on column engagement.file.at is 'official | none | programme+6y | When it was taken in';
comment on column engagement.file.actor is 'personal | uk-gdpr | programme+6y | Who sent it';

alter table engagement.sign_check add unique (id, sign, ward, bcu);
create table engagement.sign_picture (
  id uuid primary key,
  use text not null generated always as ('sign picture') stored,
  sign uuid not null,
  at_check uuid not null unique,
  ward text not null,
  bcu text not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  foreign key (id, use) references engagement.file (id, use),
  foreign key (at_check, sign, ward, bcu) references engagement.sign_check (id, sign, ward, bcu)
);
create index sign_picture_by_sign on engagement.sign_picture (sign, at);
create index sign_picture_by_ward on engagement.sign_picture (ward);
create index sign_picture_by_bcu on engagement.sign_picture (bcu);
comment on table engagement.sign_picture is 'How a sign looked at a check: which file shows it.';
comment on column engagement.sign_picture.id is 'official | none | programme+6y | The file';
comment on column engagement.sign_picture.use is 'official | none | programme+6y | What kind of row this is to the file';
comment on column engagement.sign_picture.sign is 'official | none | programme+6y | The sign';
comment on column engagement.sign_picture.at_check is 'official | none | programme+6y | The check at which it was taken';
comment on column engagement.sign_picture.ward is 'official | none | programme+6y | As the sign''s';
comment on column engagement.sign_picture.bcu is 'official | none | programme+6y | As the sign''s';
comment on column engagement.sign_picture.at is 'official | none | programme+6y | When that was recorded';
comment on column engagement.sign_picture.actor is 'personal | uk-gdpr | programme+6y | Who recorded it';

-- Whoever is there, and whoever may see them: a picture that was kept for as long as it may be goes.
create function engagement.erase_files_before(day date) returns setof uuid
  language sql security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    update engagement.file f
    set digest = null, sent_digest = null, content = null, data_key = null, erased_at = clock_timestamp()
    where f.keep_until < day and f.erased_at is null returning f.id;
  end;
comment on function engagement.erase_files_before(date) is
  'Crossing: purpose pictures go once they were kept for as long as they may be; operation erasure; columns ids of files.';
revoke all on function engagement.erase_files_before(date) from public;
create policy crossing_erases on engagement.file for update to current_user
  using ((select foundation.actor_id()) is not null) with check ((select foundation.actor_id()) is not null and erased_at is not null);

create or replace function engagement.signs_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from engagement.sign_picture;
      delete from engagement.file;
      delete from engagement.sign_check;
      delete from engagement.sign;
      delete from engagement.notice;
    end if;
    return null;
  end
  $$;

do $$
declare name text;
begin
  foreach name in array array['file', 'sign_picture'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on engagement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
