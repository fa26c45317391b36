-- Homes and residents (UK GDPR), scans (Part 3) and covert work, each in its schema, and the closed list of crossings
-- between them. Policies and rights come from foundation/access/access-table.ts.

do $$
begin
  perform pg_advisory_xact_lock(7230003);
  if not exists (select from pg_roles where rolname = 'mettrace_registrar') then
    create role mettrace_registrar nologin noinherit;
  end if;
end
$$;

create schema engagement;
create schema covert;

create table engagement.home (
  id uuid primary key,
  uprn bigint not null unique,
  ward text not null check (ward <> ''),
  bcu text not null check (bcu <> ''),
  postcode text not null,
  street text not null,
  number text not null,
  core text,
  floor integer,
  flat integer,
  easting integer not null,
  northing integer not null,
  -- What belongs to a home carries its ward and BCU: by this key they cannot be others.
  unique (id, ward, bcu)
);
-- Under row security the ward or BCU comes first, then what is asked for (only leak-proof operators use an index).
create index home_by_ward on engagement.home (ward, postcode, street, number);
create index home_by_bcu on engagement.home (bcu, postcode, street, number);
create index home_by_postcode on engagement.home (postcode, street, number);
create index home_by_place on engagement.home (easting, northing);
comment on table engagement.home is 'Homes that kits are offered to: the denominator of saturation.';
comment on column engagement.home.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.home.uprn is 'official | uk-gdpr | programme+6y | Unique property reference number, or what stands for it';
comment on column engagement.home.ward is 'official | uk-gdpr | programme+6y | Ward whose officers may see it';
comment on column engagement.home.bcu is 'official | uk-gdpr | programme+6y | BCU that the ward belongs to';
comment on column engagement.home.postcode is 'personal | uk-gdpr | programme+6y | Postcode, capitals, no space';
comment on column engagement.home.street is 'personal | uk-gdpr | programme+6y | Street';
comment on column engagement.home.number is 'personal | uk-gdpr | programme+6y | Number or name of the house or building';
comment on column engagement.home.core is 'personal | uk-gdpr | programme+6y | Stairs or lift of a building of flats';
comment on column engagement.home.floor is 'personal | uk-gdpr | programme+6y | Floor, 0 the ground';
comment on column engagement.home.flat is 'personal | uk-gdpr | programme+6y | Number of the flat';
comment on column engagement.home.easting is 'personal | uk-gdpr | programme+6y | Metres, EPSG:27700';
comment on column engagement.home.northing is 'personal | uk-gdpr | programme+6y | Metres, EPSG:27700';

create table engagement.resident (
  id uuid primary key,
  home uuid not null,
  ward text not null,
  bcu text not null,
  from_day date not null,
  to_day date,
  data_key bytea,
  key_version integer,
  name bytea,
  contact bytea,
  vulnerability bytea,
  name_digest bytea,
  contact_digest bytea,
  registered_at timestamptz not null default clock_timestamp(),
  erased_at timestamptz,
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu),
  check (to_day >= from_day),
  check ((data_key is null) = (erased_at is not null)),
  check (erased_at is null or (name is null and contact is null and vulnerability is null and name_digest is null and contact_digest is null))
);
create index resident_by_home on engagement.resident (home);
create index resident_by_name on engagement.resident (name_digest);
create index resident_by_contact on engagement.resident (contact_digest);
create index resident_by_ward on engagement.resident (ward);
create index resident_by_bcu on engagement.resident (bcu);
create index resident_by_key on engagement.resident (key_version) where data_key is not null;
comment on table engagement.resident is 'Who registered for a home, and from when to when they lived there. What names them is encrypted by a key of the row''s own.';
comment on column engagement.resident.id is 'personal | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.resident.home is 'personal | uk-gdpr | programme+6y | Home';
comment on column engagement.resident.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.resident.bcu is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.resident.from_day is 'personal | uk-gdpr | programme+6y | First day they lived there, as far as known';
comment on column engagement.resident.to_day is 'personal | uk-gdpr | programme+6y | Last day; null while they live there';
comment on column engagement.resident.data_key is 'secret | uk-gdpr | programme+6y | Key of this row, wrapped by a key outside the database; gone when erased';
comment on column engagement.resident.key_version is 'official | uk-gdpr | programme+6y | Which key wraps it';
comment on column engagement.resident.name is 'personal | uk-gdpr | programme+6y | Name: AES-256-GCM, bound to table, column and row';
comment on column engagement.resident.contact is 'personal | uk-gdpr | programme+6y | Telephone or e-mail, encrypted alike';
comment on column engagement.resident.vulnerability is 'personal | uk-gdpr | programme+6y | What makes a visit urgent, encrypted alike';
comment on column engagement.resident.name_digest is 'secret | uk-gdpr | programme+6y | Keyed digest of the name, for exact look-up';
comment on column engagement.resident.contact_digest is 'secret | uk-gdpr | programme+6y | Keyed digest of the contact, for exact look-up';
comment on column engagement.resident.registered_at is 'official | uk-gdpr | programme+6y | When';
comment on column engagement.resident.erased_at is 'official | uk-gdpr | programme+6y | When what names them was made unreadable';

create table engagement.kit_event (
  id uuid primary key,
  kit text not null check (kit <> ''),
  at timestamptz not null,
  kind text not null check (kind in ('received', 'issued', 'delivered', 'registered', 'returned', 'lost', 'damaged', 'recalled')),
  holder text,
  home uuid,
  ward text,
  bcu text,
  actor text not null,
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu),
  check (home is null or (ward is not null and bcu is not null))
);
create index kit_event_by_kit on engagement.kit_event (kit, at);
create index kit_event_by_home on engagement.kit_event (home);
create index kit_event_by_ward on engagement.kit_event (ward);
create index kit_event_by_bcu on engagement.kit_event (bcu);
comment on table engagement.kit_event is 'The life of every bottle, appended: where it is follows from its last event.';
comment on column engagement.kit_event.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.kit_event.kit is 'secret | uk-gdpr | programme+6y | Code of the bottle';
comment on column engagement.kit_event.at is 'official | uk-gdpr | programme+6y | When it happened';
comment on column engagement.kit_event.kind is 'official | uk-gdpr | programme+6y | What happened';
comment on column engagement.kit_event.holder is 'personal | uk-gdpr | programme+6y | Store, team or officer that had it then';
comment on column engagement.kit_event.home is 'personal | uk-gdpr | programme+6y | Home that it went to';
comment on column engagement.kit_event.ward is 'official | uk-gdpr | programme+6y | Ward, once it is out of the store';
comment on column engagement.kit_event.bcu is 'official | uk-gdpr | programme+6y | BCU, once it has left the central store';
comment on column engagement.kit_event.actor is 'personal | uk-gdpr | audit+6y | Who recorded it';

create table enforcement.scan (
  id uuid primary key,
  at timestamptz not null,
  bcu text not null check (bcu <> ''),
  subject text not null check (subject in ('person', 'property', 'premises')),
  basis text not null check (basis in ('consent', 'PACE s.63', 'PACE s.65', 'other power')),
  result text not null check (result in ('nothing', 'glow', 'code read')),
  code text,
  actor text not null,
  check ((result = 'code read') = (code is not null))
);
create index scan_by_bcu on enforcement.scan (bcu, at);
create index scan_by_code on enforcement.scan (code);
comment on table enforcement.scan is 'Every scan under ultraviolet light, negatives too. A glow or a reading in the field is intelligence, not evidence.';
comment on column enforcement.scan.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.scan.at is 'personal | part-3 | programme+6y | When';
comment on column enforcement.scan.bcu is 'official | part-3 | programme+6y | BCU that scanned';
comment on column enforcement.scan.subject is 'personal | part-3 | programme+6y | What was scanned';
comment on column enforcement.scan.basis is 'official | part-3 | programme+6y | Legal basis';
comment on column enforcement.scan.result is 'personal | part-3 | programme+6y | What was seen';
comment on column enforcement.scan.code is 'secret | part-3 | programme+6y | Code that was read';
comment on column enforcement.scan.actor is 'personal | part-3 | audit+6y | Who scanned';

create table covert.operation (
  id uuid primary key,
  reference text not null check (reference <> ''),
  authorising_rank text not null check (authorising_rank <> ''),
  starts_on date not null,
  review_on date not null,
  expires_on date not null,
  actor text not null,
  check (starts_on <= review_on and review_on <= expires_on)
);
comment on table covert.operation is 'Covert deployments (RIPA 2000): a reference, who authorised it, and its dates; nothing more, and on no map, count or export.';
comment on column covert.operation.id is 'secret | part-3 | programme+6y | UUIDv7';
comment on column covert.operation.reference is 'secret | part-3 | programme+6y | Reference of the authority';
comment on column covert.operation.authorising_rank is 'secret | part-3 | programme+6y | Rank of who authorised it';
comment on column covert.operation.starts_on is 'secret | part-3 | programme+6y | First day';
comment on column covert.operation.review_on is 'secret | part-3 | programme+6y | Day of review';
comment on column covert.operation.expires_on is 'secret | part-3 | programme+6y | Last day';
comment on column covert.operation.actor is 'personal | part-3 | audit+6y | Who recorded it';

do $$
declare name text;
begin
  foreach name in array array['engagement.home', 'engagement.resident', 'engagement.kit_event', 'enforcement.scan', 'covert.operation'] loop
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
  end loop;
  -- A crossing runs with its owner's rights and must pass the forced row security of what it reads.
  foreach name in array array['engagement.home', 'engagement.resident', 'engagement.kit_event', 'enforcement.scan'] loop
    execute format('create policy crossing on %s for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;

-- Trace: from a code to the homes that had that bottle and who lived there on the day it mattered.
create function engagement.trace(code text, on_day date)
  returns table (kit_event uuid, at timestamptz, home uuid, uprn bigint, street text, number text, flat integer, postcode text,
                 resident uuid, data_key bytea, key_version integer, name bytea, contact bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select kit_event.id, kit_event.at, home.id, home.uprn, home.street, home.number, home.flat, home.postcode,
           resident.id, resident.data_key, resident.key_version, resident.name, resident.contact
    from engagement.kit_event
    join engagement.home on home.id = kit_event.home
    left join engagement.resident
      on resident.home = home.id and on_day between resident.from_day and coalesce(resident.to_day, 'infinity'::date)
    where kit_event.kit = code and kit_event.kind in ('delivered', 'registered') and foundation.actor_id() is not null
    order by kit_event.at, kit_event.id;
  end;
comment on function engagement.trace(text, date) is
  'Crossing: purpose trace a code to its owner; operation combination; columns home, address, and the name and contact of who lived there on the day.';

-- Contamination: where has that bottle been? The known attack is planting.
create function engagement.contamination(code text)
  returns table (at timestamptz, kind text, holder text, has_home boolean, ward text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select kit_event.at, kit_event.kind, kit_event.holder, kit_event.home is not null, kit_event.ward
    from engagement.kit_event
    where kit_event.kit = code and foundation.actor_id() is not null
    order by kit_event.at, kit_event.id;
  end;
comment on function engagement.contamination(text) is
  'Crossing: purpose whether a mark could have been planted; operation combination; columns the life of one bottle, nobody''s name.';

-- Cocoon: homes near a recent burglary, for who may visit them; neither crime reference nor victim.
create function enforcement.cocoon(since timestamptz, metres integer)
  returns table (home uuid, burglary_day date, distance integer)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select home.id, max((coalesce(incident.committed_to, incident.reported_at) at time zone 'Europe/London')::date),
           min(round(sqrt((home.easting - incident.easting)::float8 ^ 2 + (home.northing - incident.northing)::float8 ^ 2)))::integer
    from enforcement.incident
    join engagement.home
      on home.easting between incident.easting - metres and incident.easting + metres
     and home.northing between incident.northing - metres and incident.northing + metres
     and (home.easting - incident.easting)::bigint ^ 2 + (home.northing - incident.northing)::bigint ^ 2 <= metres::bigint ^ 2
    where incident.series = 'residential' and incident.reported_at >= since and metres between 0 and 1000
      and foundation.actor_id() is not null
      and (home.ward in (select foundation.acting_places()) or home.bcu in (select foundation.acting_places()))
    group by home.id;
  end;
comment on function enforcement.cocoon(timestamptz, integer) is
  'Crossing: purpose offer kits around a burgled home; operation combination; columns homes of one''s own places, day and distance of the nearest burglary.';

-- Burgled-home counts: how many burglaries of homes there were in each ward, and of homes that had a kit.
create function enforcement.burgled_home_counts(from_day date, to_day date)
  returns table (ward text, burgled bigint, burgled_with_kit bigint)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select home.ward, count(*),
           count(*) filter (where exists (
             select from engagement.kit_event
             where kit_event.home = home.id and kit_event.kind = 'delivered'
               and kit_event.at < coalesce(incident.committed_from, incident.reported_at)))
    from enforcement.incident join engagement.home on home.uprn = incident.uprn
    where incident.series = 'residential' and foundation.actor_id() is not null
      and (coalesce(incident.committed_from, incident.reported_at) at time zone 'Europe/London')::date between from_day and to_day
    group by home.ward;
  end;
comment on function enforcement.burgled_home_counts(date, date) is
  'Crossing: purpose whether kits helped; operation combination; columns counts by ward, no home and no incident.';

-- Subject access: everything that is held about one resident, under both regimes.
create function engagement.subject_access(subject uuid)
  returns table (held_in text, record jsonb, data_key bytea, key_version integer, name bytea, contact bytea, vulnerability bytea)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select 'engagement.resident', to_jsonb(resident) - array['data_key', 'key_version', 'name', 'contact', 'vulnerability', 'name_digest', 'contact_digest'],
           resident.data_key, resident.key_version, resident.name, resident.contact, resident.vulnerability
    from engagement.resident where resident.id = subject and foundation.actor_id() is not null
    union all
    select 'engagement.home', to_jsonb(home), null, null, null, null, null
    from engagement.home join engagement.resident on resident.home = home.id
    where resident.id = subject and foundation.actor_id() is not null
    union all
    select 'engagement.kit_event', to_jsonb(kit_event) - array['kit', 'holder', 'actor'], null, null, null, null, null
    from engagement.kit_event join engagement.resident on resident.home = kit_event.home
    where resident.id = subject and foundation.actor_id() is not null
      and (kit_event.at at time zone 'Europe/London')::date between resident.from_day and coalesce(resident.to_day, 'infinity'::date)
    union all
    select 'enforcement.incident', jsonb_build_object('reported_at', incident.reported_at, 'classification', incident.classification,
           'sticker_seen', incident.sticker_seen), null, null, null, null, null
    from enforcement.incident join engagement.home on home.uprn = incident.uprn join engagement.resident on resident.home = home.id
    where resident.id = subject and foundation.actor_id() is not null
      and (incident.reported_at at time zone 'Europe/London')::date between resident.from_day and coalesce(resident.to_day, 'infinity'::date);
  end;
comment on function engagement.subject_access(uuid) is
  'Crossing: purpose a person''s right of access (UK GDPR art. 15, DPA 2018 s.45); operation disclosure; columns all that is held of one resident.';

do $$
declare routine text;
begin
  foreach routine in array array['engagement.trace(text, date)', 'engagement.contamination(text)', 'enforcement.cocoon(timestamptz, integer)',
    'enforcement.burgled_home_counts(date, date)', 'engagement.subject_access(uuid)'] loop
    execute format('revoke all on function %s from public', routine);
  end loop;
end
$$;

create or replace function foundation.actor_id() returns text
  language sql stable parallel safe
  return case
    -- The role that is named must be the one that was taken on; a function with its owner's rights is neither.
    when current_user::text like 'mettrace\_%' and current_user::text is distinct from 'mettrace_' || current_setting('mettrace.role', true) then null
    when current_setting('mettrace.role', true) in ('importer', 'registrar', 'risk', 'identity', 'sealer') then foundation.actor_name()
    -- A planner's commands may be given at the machine; every other role is a person's.
    when foundation.actor_person() is null then
      case when current_setting('mettrace.role', true) = 'planner' then foundation.actor_name() end
    when exists (select from foundation.acting_places()) then foundation.actor_name()
  end;
