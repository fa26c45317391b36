-- Pictures that officers take on their phones come in pieces, after the event that tells of them, and are put together once all are
-- there. A table for each regime: of signs in engagement, of scans in enforcement, which gets its files here.

create table engagement.phone_piece (
  event uuid not null references engagement.phone_event (id) on delete cascade,
  offset_at integer not null check (offset_at >= 0),
  length integer not null check (length between 1 and 16384),
  content bytea not null check (octet_length(content) = length + 28),
  data_key bytea not null,
  key_version integer not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  primary key (event, offset_at, length)
);
create index phone_piece_by_time on engagement.phone_piece (at);
alter table engagement.phone_piece alter content set storage external;
comment on table engagement.phone_piece is 'Pieces of pictures that are still coming from phones, encrypted; gone once the picture is whole.';
comment on column engagement.phone_piece.event is 'official | uk-gdpr | 30d | Event that told of the picture';
comment on column engagement.phone_piece.offset_at is 'official | uk-gdpr | 30d | Where the piece begins in the picture, bytes';
comment on column engagement.phone_piece.length is 'official | uk-gdpr | 30d | Its bytes';
comment on column engagement.phone_piece.content is 'personal | uk-gdpr | 30d | The bytes themselves, encrypted';
comment on column engagement.phone_piece.data_key is 'secret | uk-gdpr | 30d | Key of these bytes, wrapped by a master key';
comment on column engagement.phone_piece.key_version is 'official | uk-gdpr | 30d | Version of that master key';
comment on column engagement.phone_piece.at is 'official | uk-gdpr | 30d | When it came';
comment on column engagement.phone_piece.actor is 'personal | uk-gdpr | 30d | Who sent it';

create table enforcement.phone_piece (
  event uuid not null references enforcement.phone_scan (id) on delete cascade,
  offset_at integer not null check (offset_at >= 0),
  length integer not null check (length between 1 and 16384),
  content bytea not null check (octet_length(content) = length + 28),
  data_key bytea not null,
  key_version integer not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  primary key (event, offset_at, length)
);
create index phone_piece_by_time on enforcement.phone_piece (at);
alter table enforcement.phone_piece alter content set storage external;
comment on table enforcement.phone_piece is 'Pieces of pictures of scans that are still coming from phones, encrypted; gone once the picture is whole.';
comment on column enforcement.phone_piece.event is 'official | part-3 | 30d | Scan that a phone told, and with it of the picture';
comment on column enforcement.phone_piece.offset_at is 'official | part-3 | 30d | Where the piece begins in the picture, bytes';
comment on column enforcement.phone_piece.length is 'official | part-3 | 30d | Its bytes';
comment on column enforcement.phone_piece.content is 'personal | part-3 | 30d | The bytes themselves, encrypted';
comment on column enforcement.phone_piece.data_key is 'secret | part-3 | 30d | Key of these bytes, wrapped by a master key';
comment on column enforcement.phone_piece.key_version is 'official | part-3 | 30d | Version of that master key';
comment on column enforcement.phone_piece.at is 'official | part-3 | 30d | When it came';
comment on column enforcement.phone_piece.actor is 'personal | part-3 | 30d | Who sent it';

create table enforcement.file (
  id uuid primary key,
  use text not null check (use in ('scan picture')),
  kind text not null check (kind in ('jpeg', 'png', 'webp')),
  width integer not null check (width between 1 and 12000),
  height integer not null check (height between 1 and 12000),
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
create index file_by_key on enforcement.file (key_version) where data_key is not null;
alter table enforcement.file alter content set storage external;
comment on table enforcement.file is 'Pictures of scans, each of one row, encrypted; once erased only that there was one.';
comment on column enforcement.file.id is 'official | part-3 | programme+6y | UUID, that of the row which refers to it';
comment on column enforcement.file.use is 'official | part-3 | programme+6y | What kind of row refers to it';
comment on column enforcement.file.kind is 'official | part-3 | programme+6y | What its bytes are, by their content';
comment on column enforcement.file.width is 'official | part-3 | programme+6y | Pixels across, as it is shown';
comment on column enforcement.file.height is 'official | part-3 | programme+6y | Pixels down';
comment on column enforcement.file.digest is 'personal | part-3 | programme+6y | SHA-256 of the bytes as they are kept and shown';
comment on column enforcement.file.sent_digest is 'personal | part-3 | programme+6y | SHA-256 of the bytes as the phone sent them, as the scan told it';
comment on column enforcement.file.content is 'personal | part-3 | programme+6y | Its bytes, encrypted';
comment on column enforcement.file.data_key is 'secret | part-3 | programme+6y | Key of its bytes, wrapped by a master key; null once erased';
comment on column enforcement.file.key_version is 'official | part-3 | programme+6y | Version of that master key';
comment on column enforcement.file.erased_at is 'official | part-3 | programme+6y | When it was erased';
comment on column enforcement.file.at is 'official | part-3 | programme+6y | When it was whole';
comment on column enforcement.file.actor is 'personal | part-3 | audit+6y | Who sent it';

alter table enforcement.phone_scan add unique (id, bcu);
create table enforcement.scan_picture (
  id uuid primary key,
  use text not null generated always as ('scan picture') stored,
  bcu text not null,
  sensitive boolean not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  foreign key (id, use) references enforcement.file (id, use),
  foreign key (id, bcu) references enforcement.phone_scan (id, bcu)
);
create index scan_picture_by_bcu on enforcement.scan_picture (bcu);
comment on table enforcement.scan_picture is 'That a scan which a phone told has a picture: the file of the same id shows it. Appended.';
comment on column enforcement.scan_picture.id is 'official | part-3 | programme+6y | What the phone told, and the file';
comment on column enforcement.scan_picture.use is 'official | part-3 | programme+6y | What kind of row this is to the file';
comment on column enforcement.scan_picture.bcu is 'official | part-3 | programme+6y | As of what the phone told';
comment on column enforcement.scan_picture.sensitive is 'official | part-3 | programme+6y | Whether it is kept out of bundles, where its digest alone lies';
comment on column enforcement.scan_picture.at is 'official | part-3 | programme+6y | When that was recorded';
comment on column enforcement.scan_picture.actor is 'personal | part-3 | audit+6y | Who took it';

-- Pieces of pictures that never came whole go, and all of them where the master key changes: phones send them again.
create function engagement.drop_pieces_before(moment timestamptz) returns integer
  language sql security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with gone as (delete from engagement.phone_piece where at < moment returning 1) select count(*)::integer from gone;
  end;
comment on function engagement.drop_pieces_before(timestamptz) is
  'Crossing: purpose pieces of pictures that never came whole go; operation erasure of what nobody was shown; columns how many.';
revoke all on function engagement.drop_pieces_before(timestamptz) from public;
create function enforcement.drop_pieces_before(moment timestamptz) returns integer
  language sql security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    with gone as (delete from enforcement.phone_piece where at < moment returning 1) select count(*)::integer from gone;
  end;
comment on function enforcement.drop_pieces_before(timestamptz) is
  'Crossing: purpose pieces of pictures that never came whole go; operation erasure of what nobody was shown; columns how many.';
revoke all on function enforcement.drop_pieces_before(timestamptz) from public;

create or replace function enforcement.scan_places_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from enforcement.scan_picture;
      delete from enforcement.file;
      delete from enforcement.phone_scan_decision;
      delete from enforcement.phone_scan where same_id is not null;
      delete from enforcement.phone_scan;
      delete from enforcement.booked_in;
      delete from enforcement.lamp_check;
      delete from enforcement.lamp;
      delete from enforcement.scan_place;
    end if;
    return null;
  end
  $$;

do $$
declare name text;
begin
  foreach name in array array['engagement.phone_piece', 'enforcement.phone_piece', 'enforcement.file', 'enforcement.scan_picture'] loop
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format('create policy crossing on %s for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
  foreach name in array array['enforcement.file', 'enforcement.scan_picture'] loop
    execute format('create policy leave_with_the_city on %s for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
  end loop;
  foreach name in array array['engagement.phone_piece', 'enforcement.phone_piece'] loop
    execute format('create policy crossing_drops on %s for delete to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
