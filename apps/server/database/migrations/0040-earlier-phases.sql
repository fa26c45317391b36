-- What is known of kits that were given before this product kept them. Null is not known, and stays so.

create table engagement.earlier_phase (
  id uuid primary key,
  name text not null unique check (name <> ''),
  file text not null,
  file_digest bytea not null unique check (octet_length(file_digest) = 32),
  row_count integer not null check (row_count > 0),
  actor text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
comment on table engagement.earlier_phase is 'Files of earlier phases that were taken in.';
comment on column engagement.earlier_phase.id is 'official | uk-gdpr | programme+6y | UUIDv7';
comment on column engagement.earlier_phase.name is 'official | uk-gdpr | programme+6y | What it is called';
comment on column engagement.earlier_phase.file is 'official | uk-gdpr | programme+6y | Name of the file';
comment on column engagement.earlier_phase.file_digest is 'official | uk-gdpr | programme+6y | SHA-256 of what it says: the same file is taken once';
comment on column engagement.earlier_phase.row_count is 'official | uk-gdpr | programme+6y | Its rows';
comment on column engagement.earlier_phase.actor is 'personal | uk-gdpr | audit+6y | Who took it in';
comment on column engagement.earlier_phase.recorded_at is 'official | uk-gdpr | programme+6y | When';

create table engagement.earlier_area (
  phase uuid not null references engagement.earlier_phase,
  area text not null check (area <> ''),
  from_day date,
  to_day date,
  kits integer check (kits >= 0),
  homes integer check (homes >= 0),
  primary key (phase, area),
  check (to_day >= from_day)
);
comment on table engagement.earlier_area is 'Areas of earlier phases, as their files describe them.';
comment on column engagement.earlier_area.phase is 'official | uk-gdpr | programme+6y | Phase';
comment on column engagement.earlier_area.area is 'official | uk-gdpr | programme+6y | Code of the area';
comment on column engagement.earlier_area.from_day is 'official | uk-gdpr | programme+6y | First day on which kits may have been given; null where not known';
comment on column engagement.earlier_area.to_day is 'official | uk-gdpr | programme+6y | Last such day; null where not known';
comment on column engagement.earlier_area.kits is 'official | uk-gdpr | programme+6y | Kits given there; null where not known';
comment on column engagement.earlier_area.homes is 'official | uk-gdpr | programme+6y | Homes as they were counted then; null where not known';

create table engagement.earlier_kit (
  kit uuid primary key references engagement.kit,
  phase uuid not null,
  area text not null,
  from_day date,
  to_day date,
  uprn bigint,
  registered boolean,
  registered_on date,
  sticker boolean,
  ward text,
  bcu text,
  foreign key (phase, area) references engagement.earlier_area (phase, area),
  check (to_day >= from_day),
  check (registered_on is null or registered)
);
create index earlier_kit_by_phase on engagement.earlier_kit (phase, area);
create index earlier_kit_by_ward on engagement.earlier_kit (ward);
create index earlier_kit_by_bcu on engagement.earlier_kit (bcu);
comment on table engagement.earlier_kit is 'Kits of earlier phases: what their files say of each besides its movement.';
comment on column engagement.earlier_kit.kit is 'official | uk-gdpr | programme+6y | The bottle';
comment on column engagement.earlier_kit.phase is 'official | uk-gdpr | programme+6y | Phase';
comment on column engagement.earlier_kit.area is 'official | uk-gdpr | programme+6y | Area that it was given in';
comment on column engagement.earlier_kit.from_day is 'official | uk-gdpr | programme+6y | First day on which it may have been given; null where not known';
comment on column engagement.earlier_kit.to_day is 'official | uk-gdpr | programme+6y | Last such day; null where not known';
comment on column engagement.earlier_kit.uprn is 'personal | uk-gdpr | programme+6y | Home, where the file names one, also one that the register does not have';
comment on column engagement.earlier_kit.registered is 'personal | uk-gdpr | programme+6y | Whether its owner registered; null where not known';
comment on column engagement.earlier_kit.registered_on is 'personal | uk-gdpr | programme+6y | When; null where not known';
comment on column engagement.earlier_kit.sticker is 'personal | uk-gdpr | programme+6y | Whether the home shows a sticker; null where not known';
comment on column engagement.earlier_kit.ward is 'official | uk-gdpr | programme+6y | Ward of the home; null where not known';
comment on column engagement.earlier_kit.bcu is 'official | uk-gdpr | programme+6y | BCU of the home; null where not known';

create or replace function engagement.leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select set_config('mettrace.change_by', 'the made-up city leaves', true);
    delete from enforcement.scan where exists (select from foundation.demonstration where state <> 'none');
    delete from enforcement.incident_version where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance_decision where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count_result where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_notice where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_settlement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_kit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_area where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_phase where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_position where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_movement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_act where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_box where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_batch where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supply_price where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supply_contract where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supplier where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.team_member where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.team where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.resident where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.home where exists (select from foundation.demonstration where state <> 'none');
    select set_config('mettrace.change_by', '', true);
  end;

do $$
declare name text;
begin
  foreach name in array array['earlier_phase', 'earlier_area', 'earlier_kit'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on engagement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
