-- The schedule of unused material of a case (CPIA 1996, Code of Practice 6.2): items are numbered one after another over all its
-- sheets, and none is taken out. docs/decisions/bundle.md.

create table enforcement.unused_item (
  id uuid primary key,
  case_reference text not null check (case_reference <> ''),
  number integer not null check (number > 0),
  before integer generated always as (nullif(number - 1, 0)) stored,
  act uuid not null,
  description text not null check (description ~ '[[:alpha:]]{2}'),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  unique (case_reference, number),
  -- No number is left out: it would tell that something is missing.
  foreign key (case_reference, before) references enforcement.unused_item (case_reference, number)
);
create index unused_item_by_act on enforcement.unused_item (act);
comment on table enforcement.unused_item is 'Unused material of cases, as it stands on their schedules.';
comment on column enforcement.unused_item.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.unused_item.case_reference is 'personal | part-3 | programme+6y | Crime reference of the case';
comment on column enforcement.unused_item.number is 'official | part-3 | programme+6y | Number on the schedule, from 1';
comment on column enforcement.unused_item.before is 'official | part-3 | programme+6y | The number before it; null of the first';
comment on column enforcement.unused_item.act is 'official | part-3 | programme+6y | Form that it was sent with: sent twice, it is added once';
comment on column enforcement.unused_item.description is 'personal | part-3 | programme+6y | What it is';
comment on column enforcement.unused_item.actor is 'personal | part-3 | audit+6y | Who added it';
comment on column enforcement.unused_item.at is 'official | part-3 | programme+6y | When that was recorded';

-- Unused material of the made-up city leaves with its scans.
create function enforcement.unused_material_leaves() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from enforcement.unused_item;
    end if;
    return null;
  end
  $$;
comment on function enforcement.unused_material_leaves() is
  'Crossing: purpose unused material of the made-up city leaves with its scans; operation erasure of what is made up; columns none.';
revoke all on function enforcement.unused_material_leaves() from public;
create trigger unused_material_leaves before delete on enforcement.scan
  for each statement execute function enforcement.unused_material_leaves();

alter table enforcement.unused_item enable row level security;
alter table enforcement.unused_item force row level security;
create policy leave_with_the_city on enforcement.unused_item for delete to current_user
  using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> 'none'));
create policy crossing on enforcement.unused_item for select to current_user using ((select foundation.actor_id()) is not null);
